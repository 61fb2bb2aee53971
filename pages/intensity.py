"""Intensity: how much, where; columns only where a place is known, districts shaded where it is not, arcs across the border."""

import streamlit as st

from geo.out import deck
from geo.out.leaflet import HOME
from geo.settings import ATTRIBUTION, DISCLAIMER
from geo.vocabulary.view import LAYERS, MEASURES
from pages import caches, current
from pages.event_card import draw_event_card, draw_event_choice, draw_event_list, draw_nothing_shown

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
    on_change=current.taken("layer", "layer"),
)
measure.radio(
    "Height and shade",
    list(MEASURES),
    format_func=MEASURES.__getitem__,
    key=current.widget("measure", view.measure),
    horizontal=True,
    on_change=current.taken("measure", "measure"),
)
left, right = st.container(key="deck_and_card").columns([11, 7])
dark = st.context.theme.type == "dark"
with left:
    drawn = deck.intensity(
        caches.atlas(),
        shown,
        view,
        current.address(f"/map/style.json?dark={int(dark)}"),
        HOME,
        dark=dark,
    )
    st.pydeck_chart(
        drawn,
        key="deck",
        on_select=current.take_pick("deck"),
        selection_mode="single-object",
        height=620,
        alt="Columns, shaded districts and arcs of the shown events; the Data page has the same as a table.",
    )
    st.caption(f"{deck.say_reading(shown, view)} {DISCLAIMER} {ATTRIBUTION}")
with right:
    draw_event_choice(shown)
    picked = current.picked()
    if picked and not view.event:
        latest = "The latest " if len(picked) >= deck.MOST_PICKED else ""
        st.caption(f"{latest}{len(picked)} events picked on the map:")
        draw_event_list(shown.told[shown.events.index.isin(picked)], "picked")
    if view.event:
        draw_event_card(shown, view.event)
