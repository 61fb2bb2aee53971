"""The time line's lanes: a mark an event, as long as its date is uncertain (Altair)."""

from typing import Any

import altair as alt
import pandas as pd

from geo.events.assembly import DISPUTES
from geo.events.atlas import Atlas
from geo.out.shown import Shown
from geo.out.symbols import KINDS, symbol
from geo.vocabulary.dates import say_with_precision

_SHORT = pd.Timedelta(days=10)
"""Spans up to this are drawn as a mark too: as a bar alone they would be slivers that nobody can hit."""
MOST_ROWS = 1500
"""Marks; more of them hide each other, and `geo.out.lane_counts` counts them instead."""
_LONGEST = 15
"""Lanes; the outlets with fewer events share a last one."""


def lane_rows(atlas: Atlas, shown: Shown, by: str) -> pd.DataFrame:
    """One row an event and lane: lane, event_id, title, when, first, after (the day after the last), kind, status, short."""
    events = shown.told
    lanes = lanes_of(atlas, shown, by)
    rows = lanes.join(
        events[["title", "kind", "status", "date_start", "date_end", "date_precision", "first", "last"]], on="event_id"
    )
    return rows.assign(
        when=[
            say_with_precision(*dates)
            for dates in rows[["date_start", "date_end", "date_precision"]].itertuples(index=False)
        ],
        after=rows["last"] + pd.Timedelta(days=1),
        short=rows["last"] - rows["first"] <= _SHORT,
        kind_label=rows["kind"].map(atlas.choices["kind"]),
        status_label=rows["status"].map(DISPUTES),
    ).drop(columns=["date_start", "date_end", "date_precision", "last"])


def draw_lanes(atlas: Atlas, shown: Shown, by: str, selected: str) -> alt.LayerChart | alt.FacetChart:
    """The chart; its selection parameter is called "event" and carries the event_id."""
    rows = lane_rows(atlas, shown, by)
    kinds = [kind for kind in KINDS if kind in set(rows["kind"])]
    colour = alt.Color(
        "kind_label:N",
        title=None,
        legend=None,
        scale=alt.Scale(domain=[atlas.choices["kind"][k] for k in kinds], range=[symbol(k).colour for k in kinds]),
    )
    shape = alt.Shape(
        "kind_label:N",
        legend=None,
        scale=alt.Scale(domain=[atlas.choices["kind"][k] for k in kinds], range=[symbol(k).mark for k in kinds]),
    )
    pick = alt.selection_point(name="event", fields=["event_id"], on="click", clear="dblclick")
    contested = alt.condition("datum.status != 'uncontested'", alt.value([3, 2]), alt.value([1, 0]))
    chosen = alt.condition(
        f"datum.event_id == '{selected}'", alt.value(3), alt.value(1)
    )  # an id of the atlas, or nothing matches
    lane: dict[str, Any] = {"title": None, "sort": list(dict.fromkeys(rows["lane"])), "axis": alt.Axis(labelLimit=220)}
    base = alt.Chart(rows).encode(
        y=alt.Y("lane:N", **lane),
        color=colour,
        strokeDash=contested,
        strokeWidth=chosen,
        stroke=alt.value("#808080"),
        tooltip=[
            alt.Tooltip("title:N", title="Event"),
            alt.Tooltip("when:N", title="When"),
            alt.Tooltip("kind_label:N", title="Kind"),
            alt.Tooltip("status_label:N", title="Agreement"),
        ],
        opacity=alt.condition(f"datum.event_id == '{selected}'", alt.value(1), alt.value(0.75)),
    )
    x = alt.X("first:T", title=None, axis=alt.Axis(labelOverlap=True))
    spans = base.mark_bar(height=8, cursor="pointer").encode(x=x, x2="after:T")
    days = (
        base.transform_filter("datum.short")
        .mark_point(filled=True, size=110, cursor="pointer")
        .encode(x=x, shape=shape)
    )
    return (
        alt.layer(spans, days.add_params(pick))
        .properties(height=max(160, 34 * rows["lane"].nunique()))
        .interactive(bind_y=False)
    )


def lanes_of(atlas: Atlas, shown: Shown, by: str) -> pd.DataFrame:
    """A row an event and lane: event_id and lane, the lanes in their order."""
    if by == "kind":
        return pd.DataFrame(
            {"event_id": shown.events.index, "lane": shown.events["kind"].map(atlas.choices["kind"]).array}
        ).sort_values("lane", kind="stable")
    passing = shown.claims[shown.claims["passes"]]
    field, labels = ("speaker_side", atlas.choices["side"]) if by == "side" else ("outlet_id", atlas.choices["outlet"])
    rows = passing[["event_id", field]].drop_duplicates().assign(lane=lambda frame: frame[field].map(labels))
    most = rows["lane"].value_counts()
    kept = list(most.index[:_LONGEST])
    rows["lane"] = rows["lane"].where(rows["lane"].isin(kept), "all other outlets")
    rows = rows[["event_id", "lane"]].drop_duplicates()
    return rows.sort_values(
        "lane", key=lambda lane: lane.map({name: n for n, name in enumerate(kept)}).fillna(len(kept)), kind="stable"
    )
