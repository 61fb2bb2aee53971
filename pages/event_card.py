"""The card of the selected event, shared by the pages that select events."""

import streamlit as st

from geo.out import cards
from geo.out.shown import Shown
from pages import caches, current


def draw_event_card(shown: Shown, event: str) -> None:
    """Title, date, place in words, contradictions, claims by side; and a button that closes it."""
    st.button(
        "Close the card",
        on_click=current.select,
        args=("",),
        icon=":material/close:",
        key="close_card",
        type="tertiary",
    )
    with st.container(key="card"):
        st.html(cards.event_card(caches.atlas(), shown, event))


def draw_event_choice(shown: Shown, label: str = "Open an event") -> None:
    """A searchable list of the shown events: the way to a card without a mouse."""
    titles = {str(event): f"{row.date_start} · {row.title}" for event, row in shown.events.iloc[::-1].iterrows()}
    selected = current.view()[0].event
    options = ([selected] if selected and selected not in titles else []) + list(titles)
    key = current.widget("open_event", selected or None)
    st.selectbox(
        label,
        options,
        index=None,
        key=key,
        format_func=lambda event: titles.get(event, "an event outside the filters"),
        placeholder=f"{len(titles)} events in this view",
        on_change=current.taken(key, "event", lambda value: value or ""),
    )
