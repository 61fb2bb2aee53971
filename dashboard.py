"""Zero Point's front door: the pages, and the addresses beside them. Start it with `streamlit run dashboard.py`."""

import streamlit as st

from geo.out.addresses import lifespan, middleware, routes

app = st.App("pages/zero_point.py", routes=routes(), middleware=middleware(), lifespan=lifespan)
