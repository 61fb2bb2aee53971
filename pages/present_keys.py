"""The keys of a presentation (arrows, Page Up and Down, space, Home, End, Esc), and the button that fills the screen."""

import streamlit as st

from geo.settings import ASSETS

present_keys = st.components.v2.component(
    "zero_point_present_keys",
    html=(ASSETS / "present.html").read_text(encoding="utf-8"),
    css=(ASSETS / "copy_link.css").read_text(encoding="utf-8"),
    js=(ASSETS / "present.js").read_text(encoding="utf-8"),
)
