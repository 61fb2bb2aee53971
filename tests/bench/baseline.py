"""The page to compare with: the dashboard's widgets, as many choices each, no data and no map. Streamlit runs this file."""

import json
import os
from datetime import date

import streamlit as st

CHOICES: dict[str, int] = json.loads(os.environ["ZEROPOINT_BENCH_CHOICES"])
EVENTS = int(os.environ["ZEROPOINT_BENCH_EVENTS"])
FIRST, LAST = date(2011, 12, 1), date(2026, 3, 31)

st.set_page_config("Baseline", layout="wide")
st.session_state["run"] = st.session_state.get("run", 0) + 1
with st.sidebar:
    st.markdown("## Baseline\nThe same widgets, no data, no map.")
    st.subheader("Time window", divider="gray")
    st.date_input("From – to", (FIRST, LAST), min_value=FIRST, max_value=LAST, format="YYYY-MM-DD")
    st.pills("Presets", ["All", "Last year of data", "Last 5 years", "January 2024", "June 2025"], key="preset")
    st.subheader("Filters", divider="gray")
    st.text_input("Words", placeholder="title, place, speaker, statement …")
    standing, more = st.container(), st.expander("More filters")
    for number, (key, size) in enumerate(CHOICES.items()):
        options = [f"{key} number {n} ({size - n})" for n in range(size)]
        (standing if number < 5 else more).multiselect(
            key, options, key=f"filter_{key}", placeholder="all", help="What it chooses."
        )
    st.button("Clear all filters")
    st.radio("Names in", ["Latin", "Urdu and Persian"], horizontal=True)
st.markdown("**121 of 121 events** All events on record.")
line, buttons = st.columns([10, 7])
line.slider("Time window", FIRST, LAST, (FIRST, LAST), format="D MMM YYYY", label_visibility="collapsed")
with buttons.container(horizontal=True):
    st.button("Back")
    st.button("Play")
    st.button("Next")
    with st.popover("Pace"):
        st.radio("A step is", ["1 month", "3 months", "1 year"])
        st.radio("Speed", ["slow", "normal", "fast"])
left, right = st.columns([11, 7])
left.selectbox("Shade districts and counties by", ["none", "events", "claims", "deaths"])
left.selectbox("Background", ["none", "osm", "imagery", "carto"])
right.selectbox("Open an event", [f"2024-01-01 · event {n}" for n in range(EVENTS)], index=None)
for n in range(10):
    right.button(f"2024-01-01 · event {n}", type="tertiary")
st.html(f'<i class="run">{st.session_state["run"]}</i>')
