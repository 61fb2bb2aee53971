"""The Crossings page's chart: a lane a crossing, traffic and way; bars that say what is reported and what only assumed (Altair)."""

from typing import Any

import altair as alt
import pandas as pd

from geo.events.atlas import Atlas
from geo.events.intervals import ASSUMED, ASSUMED_DAYS, REPORTED, TRAFFIC, WAYS, WITHIN
from geo.out.crossing_words import lower, say_traffic, say_who
from geo.out.symbols import CROSSING_STATUS, KINDS
from geo.vocabulary.dates import say_date, say_span

SLOTS = ("open", "partially_open", "closed")
"""Each status has its own height in a lane, so that statuses of one day stand above each other."""
CERTAINTY = {
    REPORTED: "reported: the source states these days",
    WITHIN: "reported for some time in these days; which day is not known",
    ASSUMED: "assumed: no report states anything of these days",
}
SHAPES = {
    "open": "circle",
    "partially_open": "diamond",
    "closed": KINDS["clash"].mark,
    "announced": "triangle-up",
}
"""Vega's shapes; told apart without colour."""
DESCRIPTION = (
    "Lanes of crossings by traffic and way, bars of their status over time. The same is told in words under “Status on” "
    "and in the table “The reports” below."
)
HOW_TO_READ = (
    f"Filled: reported for these days. Pale with dashed edge: assumed, at most {ASSUMED_DAYS} days after the last report. "
    "Pale with full edge: at some time in these days. In a lane, open stands above, partly open or announced in the middle, "
    "closed below; bars above each other are reports that differ. Scroll in the chart to zoom."
)
_SLOT_PX = 9
_DAY = pd.Timedelta(days=1)
_COLUMNS = [
    *("lane", "crossing", "traffic_label", "way_label", "standing", "slot", "status_label", "certainty"),
    *("certainty_label", "who", "decided", "figures", "document_title", "when", "first", "after"),
]


def lane_rows(atlas: Atlas, window: tuple[pd.Timestamp, pd.Timestamp], chosen: tuple[str, ...] = ()) -> pd.DataFrame:
    """One row a bar within the window (first and last day, both included), cut to it; lanes in the order of crossings.

    The two ways share a lane where nothing tells them apart in the window; reports that say the same of the same days share
    a bar. Columns: lane, standing, slot, certainty, first,
    after (the day after the last), and what the tooltip says.
    """
    start, end = window
    intervals = atlas.crossings.intervals
    rows = intervals[(intervals["first"] <= end) & (intervals["last"] >= start)]
    rows = rows.assign(first=rows["first"].clip(lower=start), after=rows["last"].clip(upper=end) + _DAY)
    found = []
    for crossing in atlas.crossings.crossings:
        if chosen and crossing.crossing_id not in chosen:
            continue
        for traffic in TRAFFIC:
            own = rows[(rows["crossing_id"] == crossing.crossing_id) & (rows["traffic"] == traffic)]
            found += [_lane(atlas, crossing.name, traffic, way, lane) for way, lane in _by_way(own)]
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=_COLUMNS)


def draw_crossing_lanes(
    rows: pd.DataFrame, window: tuple[pd.Timestamp, pd.Timestamp]
) -> alt.LayerChart | alt.FacetChart:
    """The chart of `lane_rows`; the axis is the whole window, so that what is not known stays empty."""
    standings = [standing for standing in SHAPES if standing in set(rows["standing"])]
    labels = [rows.loc[rows["standing"] == standing, "status_label"].iloc[0] for standing in standings]
    lane: dict[str, Any] = {"title": None, "sort": list(dict.fromkeys(rows["lane"]))}
    axis = alt.Axis(labelExpr="split(datum.label, '\\n')", labelLimit=150, grid=True, bandPosition=0, tickBand="extent")
    x = alt.X("first:T", title=None, scale=alt.Scale(domain=[_stamp(window[0]), _stamp(window[1] + _DAY)]))
    base = alt.Chart(rows).encode(
        x=x,
        y=alt.Y("lane:N", axis=axis, **lane),
        yOffset=alt.YOffset("slot:N", scale=alt.Scale(domain=list(SLOTS))),
        color=alt.Color(
            "status_label:N",
            title=None,
            legend=alt.Legend(orient="top", symbolType="square"),
            scale=alt.Scale(domain=labels, range=[_colour(standing) for standing in standings]),
        ),
        tooltip=[
            alt.Tooltip(f"{field}:N", title=title)
            for field, title in (
                ("crossing", "Crossing"),
                ("traffic_label", "Traffic"),
                ("way_label", "Way"),
                ("status_label", "Status"),
                ("when", "Stated for"),
                ("certainty_label", "These days are"),
                ("who", "Who says it"),
                ("decided", "Decided by"),
                ("figures", "Figures"),
                ("document_title", "Document"),
            )
        ],
    )
    bars = base.mark_bar(clip=True, strokeWidth=1.2).encode(
        x2="after:T",
        stroke=alt.Stroke(
            "status_label:N", legend=None, scale=alt.Scale(domain=labels, range=[_colour(s) for s in standings])
        ),
        fillOpacity=alt.condition(f"datum.certainty == '{REPORTED}'", alt.value(1), alt.value(0.18)),
        strokeDash=alt.condition(f"datum.certainty == '{ASSUMED}'", alt.value([2, 2]), alt.value([1, 0])),
    )
    signs = (
        base.transform_filter(f"datum.certainty == '{REPORTED}'")
        .mark_point(filled=True, size=55, clip=True, opacity=1, stroke="#fff", strokeWidth=0.7)
        .encode(
            shape=alt.Shape(
                "status_label:N", legend=None, scale=alt.Scale(domain=labels, range=[SHAPES[s] for s in standings])
            )
        )
    )
    return (
        alt.layer(bars, signs)
        .properties(height=alt.Step(_SLOT_PX, **{"for": "offset"}), description=DESCRIPTION)
        .interactive(bind_y=False)
    )


def _by_way(rows: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """The rows of each way, or of both together ("") where they are the same."""
    ways = {way: rows[rows["way"] == way] for way in WAYS}
    said = {
        way: frozenset(own[["report", "certainty", "first", "after"]].itertuples(index=False, name=None))
        for way, own in ways.items()
    }
    if said["into_pk"] == said["into_ir"]:
        return [("", ways["into_pk"])] if len(ways["into_pk"]) else []
    return [(way, own) for way, own in ways.items() if len(own)]


def _lane(atlas: Atlas, crossing: str, traffic: str, way: str, rows: pd.DataFrame) -> pd.DataFrame:
    label = atlas.chronology.label
    way_label = label("direction", way) if way else ""
    kind = label("traffic", traffic)
    told = rows.assign(
        lane=f"{crossing}\n{kind}" + (f", {lower(way_label)}" if way else ""),
        crossing=crossing,
        traffic_label=[say_traffic(atlas, stated) for stated in rows["traffic_stated"]],
        way_label=[label("direction", direction) for direction in rows["direction"]],
        slot=rows["standing"].replace("announced", "partially_open"),
        status_label=[label("crossing_status", standing) for standing in rows["standing"]],
        certainty_label=rows["certainty"].map(CERTAINTY),
        who=[say_who(report) for report in rows.itertuples()],
        decided=[label("decided_by", side) if side else "not stated" for side in rows["decided_by"]],
        when=[_stated(report) for report in rows.itertuples()],
    )
    bar = ["standing", "certainty", "first", "after"]
    said = {column: lambda texts: " · ".join(dict.fromkeys(texts)) for column in _COLUMNS if column not in bar}
    return told.groupby(bar, as_index=False, sort=True).agg(said)[_COLUMNS]


def _stated(report: Any) -> str:
    """The days that the source states, in words."""
    if report.since or report.until:
        return say_span(f"{report.stated_first:%Y-%m-%d}", f"{report.stated_last:%Y-%m-%d}")
    return say_date(report.date)


def _colour(standing: str) -> str:
    return CROSSING_STATUS[standing][0]


def _stamp(day: pd.Timestamp) -> alt.DateTime:
    return alt.DateTime(year=day.year, month=day.month, date=day.day)
