"""Intensity: how much, where; columns only where a place is known, districts shaded where it is not, arcs across the border."""

import streamlit as st

from geo.out.deck import MOST_PICKED
from geo.vocabulary.view import LAYERS, MEASURES
from pages import caches, callbacks, current
from pages.event_card import draw_event_card, draw_event_choice, draw_event_list, draw_nothing_shown
from pages.event_charts import draw_intensity

view, _ = current.view()
shown = caches.shown(view.question())
draw_nothing_shown(shown)
kind, measure = st.columns(2)
kind.radio(
    "Draw",
    list(LAYERS),
    format_func=LAYERS.__getitem__,
    key=current.widget("layer", view.layer),
    horizontal=True,
    on_change=callbacks.taken("layer", "layer"),
)
measure.radio(
    "Height and shade",
    list(MEASURES),
    format_func=MEASURES.__getitem__,
    key=current.widget("measure", view.measure),
    horizontal=True,
    on_change=callbacks.taken("measure", "measure"),
)
left, right = st.container(key="deck_and_card").columns([11, 7])
with left:
    draw_intensity(shown, view, 620)
with right:
    draw_event_choice(shown)
    picked = callbacks.picked()
    if picked and not view.event:
        latest = "The latest " if len(picked) >= MOST_PICKED else ""
        st.caption(f"{latest}{len(picked)} events picked on the map:")
        draw_event_list(shown.told[shown.events.index.isin(picked)], "picked")
    if view.event:
        draw_event_card(shown, view.event)
