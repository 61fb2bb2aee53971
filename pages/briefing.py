"""Briefing: views in an order, with the analyst's words; composed here, presented from here, handed over from here."""

import streamlit as st

from geo.out import escaped
from pages import current, drafting
from pages.briefing_shelf import draw_shelf
from pages.briefing_steps import draw_steps
from pages.briefing_words import draw_words
from pages.handing_over import draw_hand_over_briefing
from pages.presenting import draw_presentation, presenting, start


def draw_composing() -> None:
    st.caption(
        "A briefing is an ordered list of views, each with a title and notes. On any page, **Add to briefing** puts the view of that "
        "moment at its end; here you order the steps, write the notes, present it, keep it and hand it over."
    )
    with st.container(horizontal=True, gap="small", key="briefing_bar"):
        st.button("Present", icon=":material/slideshow:", type="primary", on_click=start, args=(0,), key="start")
        draw_hand_over_briefing(drafting.draft().briefing)
        draw_shelf()
        st.button(
            "Undo",
            icon=":material/undo:",
            on_click=drafting.undo,
            disabled=not drafting.undoable(),
            help=f"Take back: {escaped.plain_markdown(drafting.undoable())}"
            if drafting.undoable()
            else "Nothing to take back",
            key="undo",
        )
    if unsaved := current.value("draft_unsaved", ""):
        st.error(escaped.plain_markdown(unsaved), icon=":material/save:")
        st.button("Keep mine as a new briefing", on_click=drafting.save_as_new, key="save_as_new")
    draw_words()
    draw_steps()


if refused := drafting.take_asked():
    st.error(escaped.plain_markdown(refused), icon=":material/link_off:")
else:
    drafting.tell_address()
if presenting():  # no st.stop(): after it, Streamlit would keep what the fields of the other half held
    draw_presentation()
else:
    draw_composing()
