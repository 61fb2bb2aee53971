"""The button at the head of a page that puts its view into the briefing."""

import streamlit as st

from geo.briefing.draft import OF_PAGE
from geo.briefing.steps import KINDS
from pages import current, drafting


def draw_add_to_briefing(page: str, sentence: str) -> None:
    """Draw it where the page's view can be a step of a briefing; `sentence` is what the step is called at first."""
    if page in OF_PAGE:
        steps = len(drafting.draft().briefing.steps)
        st.button(
            f"Add to briefing{f' ({steps})' if steps else ''}",
            icon=":material/playlist_add:",
            on_click=drafting.add_view,
            args=(page, current.query(), sentence),
            help=f"This view, as a step of the kind {KINDS[OF_PAGE[page]]}; the page Briefing has all steps",
            key="add_to_briefing",
        )
