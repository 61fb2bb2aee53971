"""A file being checked or stored: rows, rate and what remains, and a button that stops it."""

import streamlit as st

from geo.imports.jobs import Job
from geo.out import escaped

SOON = 1.0
"""Seconds within which small files are done, and nothing of this need be seen."""


def draw_until_done(job: Job, what: str) -> bool:
    """Whether the job is done; while it is not, its progress is drawn, and the page drawn anew when it is."""
    if job.wait(SOON):
        return True
    _draw_progress(job, what)
    return False


@st.fragment(run_every=0.5)
def _draw_progress(job: Job, what: str) -> None:
    if job.is_done:
        st.rerun()
    st.progress(job.share, f"**{what}:** {escaped.plain_markdown(job.say())}")
    st.button("Stop", on_click=job.stop, icon=":material/stop_circle:", key=f"stop_{what}")
