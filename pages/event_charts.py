"""Time line, matrix and intensity of a View, for their pages and for the steps of a briefing."""

import streamlit as st

from geo.out import deck, escaped, lane_counts, lanes, legends, lists, matrix, over_time
from geo.out.leaflet import HOME
from geo.out.shown import Shown
from geo.settings import ATTRIBUTION, DISCLAIMER
from geo.vocabulary.view import View
from pages import caches, callbacks, current

MOST_ROWS = 1000


def draw_lanes(shown: Shown, view: View, large: bool = False) -> None:
    """The events in lanes, as long as their dates are uncertain, and how to read that; counted where they are many.

    `large` is for a projector.
    """
    rows = lanes.lanes_of(caches.atlas(), shown, view.lanes)
    if len(rows) > lanes.MOST_ROWS:
        word, counted = lane_counts.lane_counts(shown, rows)
        st.altair_chart(
            lane_counts.draw_counts(counted),
            key="counts_chart",
            on_select=callbacks.take_period("counts_chart"),
            selection_mode="period",
            width="stretch",
        )
        st.caption(lane_counts.say_reading(word))
        return
    chart = lanes.draw_lanes(caches.atlas(), shown, view.lanes, view.event)
    if large:
        chart = chart.configure_axis(labelFontSize=16).properties(height=max(360, 60 * rows["lane"].nunique()))
    st.altair_chart(
        chart,
        key="lanes_chart",
        on_select=callbacks.take_mark("lanes_chart"),
        selection_mode="event",
        width="stretch",
    )
    st.caption(
        "A mark is a day; a bar covers all days that the date leaves open, a whole month or year, or runs from first to "
        "last day. Dashed outline: contested. Click a mark for its card; the event is then selected on the map too."
    )


def draw_matrix(shown: Shown, view: View, height: int) -> list[tuple[str, str]]:
    """Who says what, of the latest events; the cells that were picked, as event and column."""
    atlas, listed = caches.atlas(), shown.latest(MOST_ROWS)
    rows = matrix.matrix(atlas, listed, view.columns).iloc[::-1]
    st.html(legends.signs([(sign, atlas.choices["stance"][stance]) for sign, stance in matrix.legend()]))
    picked = st.dataframe(
        rows.style.map(matrix.colour, subset=[c for c in rows.columns if c not in matrix.HEAD]),
        hide_index=True,
        key="matrix",
        height=min(height, 38 + 35 * len(rows)),
        on_select="rerun",
        selection_mode="single-cell",
        column_config={"Event": st.column_config.TextColumn(width=330, pinned=True)}
        | {column: st.column_config.TextColumn(width=108, help=column) for column in rows.columns.drop([*matrix.HEAD])},
    )
    if listed is not shown:
        st.caption(lists.say_cut(MOST_ROWS, len(shown.events), "the CSV has all"))
    return [(rows.index[number], column) for number, column in picked["selection"]["cells"]]


def draw_counts(shown: Shown, view: View, height: int) -> None:
    """How many a day, month or year, by kind, and the deaths reported."""
    for name, chart in zip(
        ("counts", "deaths"), over_time.draw_over_time(caches.atlas(), shown, view, height), strict=True
    ):
        st.altair_chart(chart, width="stretch", key=f"chart_{name}")
    st.caption(
        "An event counts in the day, month or year in which it begins, or may begin. Deaths reported: from the lowest to the "
        "highest figures, summed over the events. " + escaped.plain_markdown(ATTRIBUTION)
    )


def draw_intensity(shown: Shown, view: View, height: int) -> None:
    """How much, where: columns, shaded districts, arcs."""
    dark = st.context.theme.type == "dark"
    address = current.address(f"/map/style.json?dark={int(dark)}")
    st.pydeck_chart(
        deck.intensity(caches.atlas(), shown, view, address, HOME, dark=dark),
        key="deck",
        on_select=callbacks.take_pick("deck"),
        selection_mode="single-object",
        height=height,
        alt="Columns, shaded districts and arcs of the shown events; the Data page has the same as a table.",
    )
    st.caption(f"{deck.say_reading(shown, view)} {DISCLAIMER} {ATTRIBUTION}")
