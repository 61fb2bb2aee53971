"""Timeline: the events in lanes, drawn as long as their dates are uncertain."""

import streamlit as st

from geo.vocabulary.view import LANES
from pages import caches, callbacks, current
from pages.event_card import draw_event_card, draw_event_choice, draw_nothing_shown
from pages.event_charts import draw_lanes

view, _ = current.view()
shown = caches.shown(view.question())
st.radio(
    "Lanes by",
    list(LANES),
    format_func=LANES.__getitem__,
    key=current.widget("lanes", view.lanes),
    horizontal=True,
    on_change=callbacks.taken("lanes", "lanes"),
)
draw_nothing_shown(shown)
if not shown.events.empty:
    draw_lanes(shown, view)
draw_event_choice(shown)
if view.event:
    draw_event_card(shown, view.event)
