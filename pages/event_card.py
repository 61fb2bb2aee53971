"""What the pages share about events: the card of the selected one, the choice among the shown ones, short lists."""

import pandas as pd
import streamlit as st

from geo.out import cards
from geo.out.shown import Shown
from pages import caches, current
from pages.grading import draw_claim_grading


def draw_event_card(shown: Shown, event: str) -> None:
    """Title, date, place in words, contradictions, claims by side; a button that closes it; a form to grade them."""
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
    draw_claim_grading(event)


def draw_event_choice(shown: Shown) -> None:
    """A searchable list of the shown events: the way to a card without a mouse."""
    titles = {
        event: f"{day} · {title}" for event, day, title in shown.told[["date_start", "title"]].iloc[::-1].itertuples()
    }
    selected = current.view()[0].event
    # a key a page: Streamlit drops what a widget of the page before held only after this page was drawn
    key = current.widget(f"open_event_{current.page()}", selected or None)
    st.selectbox(
        "Open an event",
        ([selected] if selected and selected not in titles else []) + list(titles),
        index=None,
        key=key,
        format_func=lambda event: titles.get(event, "an event outside the filters"),
        placeholder=f"{len(titles)} {'event' if len(titles) == 1 else 'events'} in this view",
        on_change=current.taken(key, "event", lambda value: value or ""),
    )


def draw_nothing_shown(shown: Shown) -> None:
    """A word where no event is shown, and what to do."""
    if shown.events.empty:
        st.info("No event passes these filters. Widen the time window or clear a filter.")


def draw_event_list(events: pd.DataFrame, name: str) -> None:
    """A line an event that opens its card; `name` tells apart the lists of a page."""
    with st.container(key=f"list_{name}", gap="xsmall"):
        for event, day, title in events[["date_start", "title"]].itertuples():
            st.button(
                cards.plain_markdown(f"{day} · {title}"),
                key=f"{name}_{event}",
                on_click=current.select,
                args=(event,),
                type="tertiary",
            )
