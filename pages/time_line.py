"""The time line above every page: a histogram of events, the range slider under it, and playback."""

import streamlit as st

from geo.out import histogram
from geo.vocabulary.view import View
from geo.vocabulary.window import STEPS
from pages import caches, callbacks, current

SPEEDS = {"slow": 2.0, "normal": 1.0, "fast": 0.7}
"""Seconds a step."""


def draw_time_line(view: View, question: View) -> None:
    """Histogram of what the question asks, slider and buttons; keyboard: arrows move the slider's ends, the buttons are buttons."""
    atlas = caches.atlas()
    first, last = atlas.first.replace(day=1), atlas.last
    start, end = max(first, view.start or first), min(last, view.end or last)
    start, end = min(start, last), max(end, first)
    months = [(day.year, day.month) for day in (first, last, start, end)]
    line, buttons = st.columns([10, 7], vertical_alignment="center")
    line.html(histogram.histogram(caches.months(question), months[0], months[1], (months[2], months[3])))
    key = current.widget("window", (start, max(start, end)))
    line.slider(
        "Time window",
        first,
        last,
        key=key,
        format="D MMM YYYY",
        on_change=callbacks.take_window("window", first, last),
        label_visibility="collapsed",
    )
    moving = current.playing()
    with buttons.container(horizontal=True, gap="xsmall", vertical_alignment="center", key="playback"):
        st.button("Back", on_click=current.step, args=(first, last, -1), help="One step back in time", key="back")
        if moving:
            st.button("Pause", icon=":material/pause:", on_click=current.pause, key="pause")
        else:
            st.button("Play", icon=":material/play_arrow:", on_click=current.play, args=(first, last), key="play")
        st.button("Next", on_click=current.step, args=(first, last, 1), help="One step on in time", key="next")
        with st.popover("Pace", help="How far and how fast a step goes"):
            st.radio("A step is", list(STEPS), key="step")
            st.radio("Speed", list(SPEEDS), index=1, key="speed")
    if moving:
        seconds = SPEEDS[current.value("speed")]
        st.fragment(_tick, run_every=seconds)(seconds)


def _tick(seconds: float) -> None:
    atlas = caches.atlas()
    if current.tick(atlas.first.replace(day=1), atlas.last, seconds):
        st.rerun()
