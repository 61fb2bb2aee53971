"""Timeline: the events in lanes, drawn as long as their dates are uncertain."""

import streamlit as st

from geo.out import lane_counts, lanes
from geo.vocabulary.view import LANES
from pages import caches, current
from pages.event_card import draw_event_card, draw_event_choice, draw_nothing_shown

view, _ = current.view()
shown = caches.shown(view.question())
st.radio(
    "Lanes by",
    list(LANES),
    format_func=LANES.__getitem__,
    key=current.widget("lanes", view.lanes),
    horizontal=True,
    on_change=current.taken("lanes", "lanes"),
)
draw_nothing_shown(shown)
rows = lanes.lanes_of(caches.atlas(), shown, view.lanes)
if len(rows) > lanes.MOST_ROWS:
    word, counted = lane_counts.lane_counts(shown, rows)
    st.altair_chart(
        lane_counts.draw_counts(counted),
        key="counts_chart",
        on_select=current.take_period("counts_chart"),
        selection_mode="period",
        width="stretch",
    )
    st.caption(lane_counts.say_reading(word))
elif not shown.events.empty:
    st.altair_chart(
        lanes.draw_lanes(caches.atlas(), shown, view.lanes, view.event),
        key="lanes_chart",
        on_select=current.take_mark("lanes_chart"),
        selection_mode="event",
        width="stretch",
    )
    st.caption(
        "A mark is a day; a bar covers all days that the date leaves open, a whole month or year, or runs from first to "
        "last day. Dashed outline: contested. Click a mark for its card; the event is then selected on the map too."
    )
draw_event_choice(shown)
if view.event:
    draw_event_card(shown, view.event)
