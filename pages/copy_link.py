"""The button that copies the address of the view: the browser's own address, so that it is always what is on screen."""

import streamlit as st

from geo.settings import ASSETS

copy_link = st.components.v2.component(
    "zero_point_copy_link",
    html=(ASSETS / "copy_link.html").read_text(encoding="utf-8"),
    css=(ASSETS / "copy_link.css").read_text(encoding="utf-8"),
    js=(ASSETS / "copy_link.js").read_text(encoding="utf-8"),
)
