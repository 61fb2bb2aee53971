"""Handing over: a briefing, or the single view of a page, as PDF, slides, one HTML file or a picture."""

import streamlit as st

from geo.briefing.draft import OF_PAGE, step_of_page
from geo.briefing.shelf import file_name
from geo.briefing.steps import Briefing
from geo.documents.handover import DRAWN, FORMS, PAPER
from geo.documents.making import Making
from geo.documents.paper import PAPERS
from geo.drawing.draw import PICTURES
from geo.out import escaped
from pages import caches, current

LABELS = {
    "pdf": "PDF",
    "pptx": "Slides (PPTX)",
    "html": "One HTML file",
    "png": "Picture (PNG)",
    "svg": "Picture (SVG)",
}
DOCUMENTS = ("pdf", "pptx", "html")
SECONDS = 0.7
"""How often a document in the making is asked how far it is."""


def draw_hand_over_view(page: str, sentence: str) -> None:
    """The button at the head of a page: this view, handed over; nothing where the page's view is no step of a briefing."""
    if page in OF_PAGE:
        step = step_of_page(page, current.query(), sentence)
        pictures = DRAWN if step.kind in PICTURES else ()
        _draw("view", Briefing(sentence.rstrip("."), (step,)), (*DOCUMENTS, *pictures))


def draw_hand_over_briefing(briefing: Briefing) -> None:
    """The same of the whole briefing."""
    _draw("briefing", briefing, DOCUMENTS)


def _draw(scope: str, briefing: Briefing, forms: tuple[str, ...]) -> None:
    with st.popover("Hand over", icon=":material/ios_share:", width="content", key=f"hand_over_{scope}"):
        st.caption("Made here, without the internet; with sources, legend, disclaimer and the link back.")
        paper = st.radio(
            "Paper of the PDF", list(PAPERS), key=f"paper_{scope}", format_func=_say_paper, horizontal=True
        )
        for form in forms:
            st.button(
                LABELS[form],
                key=f"make_{scope}_{form}",
                on_click=current.remember,
                args=(f"handed_{scope}", (briefing, form, paper if form == "pdf" else PAPER)),
                disabled=not briefing.steps,
                width="stretch",
            )
        asked = current.value(f"handed_{scope}")
        if asked and asked[0] == briefing:  # else it was asked of what has changed since
            making = caches.document(*asked, base=current.address(""))
            st.fragment(_draw_making, run_every=None if making.done() else SECONDS)(
                scope, making, asked[1], making.done()
            )


def _draw_making(scope: str, making: Making, form: str, told: bool) -> None:
    if not making.done():
        share, what = making.progress
        st.progress(share, text=escaped.plain_markdown(f"{LABELS[form]}: {what} …"))
        return
    if not told:
        st.rerun()  # once, so that it is no longer asked
    made = making.result()
    if isinstance(made, str):
        st.error(escaped.plain_markdown(made))
        st.button("Try again", on_click=making.begin, key=f"again_{scope}")
        return
    name = f"{file_name(current.value(f'handed_{scope}')[0].title)}.{form}"
    st.download_button(
        f"Download {name} ({len(made.body) / 1e6:.1f} MB)",
        made.body,
        file_name=name,
        mime=FORMS[form],
        icon=":material/download:",
        type="primary",
        key=f"download_{scope}",
        on_click="ignore",
    )
    for said in made.said:
        st.caption(escaped.plain_markdown(said))


def _say_paper(paper: str) -> str:
    return paper.replace("-", ", ").replace("a4", "A4")
