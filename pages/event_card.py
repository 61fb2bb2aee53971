"""What the pages share about events: the card of the selected one, the choice among the shown ones, short lists."""

import pandas as pd
import streamlit as st

from geo.out import cards, escaped, lists
from geo.out.shown import Shown
from geo.out.sight import sight_of
from pages import caches, callbacks, current
from pages.grading import draw_claim_grading


def draw_event_card(shown: Shown, event: str, *, by_map: int = 0) -> None:
    """Title, date, place in words, contradictions, claims by side; a button that closes it; a form to grade them.

    `by_map` is on how many pixels the page's map shall show the event, if it has one: then a button moves it there.
    """
    with st.container(horizontal=True, key="card_buttons"):
        st.button(
            "Close the card",
            on_click=current.select,
            args=("",),
            icon=":material/close:",
            key="close_card",
            type="tertiary",
        )
        if by_map:
            st.button(
                "Show it on the map",
                on_click=_go_there,
                args=(event, by_map),
                icon=":material/my_location:",
                key="go_there",
                type="tertiary",
                help="Moves the map to where it happened, as exactly as that is known.",
            )
    with st.container(key="card"):
        st.html(cards.event_card(caches.atlas(), shown, event))
    draw_claim_grading(event)


def _go_there(event: str, pixels: int) -> None:
    """Move the map, and say so, as it may stand above the screen."""
    said = "The place is not known well enough to be drawn; the map stays."
    if there := sight_of(caches.atlas(), (event,), pixels):
        current.change(**there)
        said = "The map shows where it happened."
    st.toast(said)


MOST_OPTIONS, MOST_LINES = 1000, 50


def draw_event_choice(shown: Shown) -> None:
    """A searchable list of the shown events: the way to a card without a mouse. Of many the latest, or those with some words."""
    events, count = shown.told, len(shown.events)
    if count > MOST_OPTIONS:
        words = st.text_input(
            f"Find among {count:,} events",
            key=f"find_event_{current.page()}",
            placeholder="words of the title or the date",
            help=f"The list below holds {MOST_OPTIONS:,} at most, the latest first. The filters choose fewer everywhere.",
        )
        events = lists.with_words(events, words)
    found = len(events)
    listed = events[["date_start", "title"]].iloc[: -MOST_OPTIONS - 1 : -1]
    titles = {event: f"{day} · {title}" for event, day, title in listed.itertuples()}
    selected = current.view()[0].event
    # a key a page: Streamlit drops what a widget of the page before held only after this page was drawn
    key = current.widget(f"open_event_{current.page()}", selected or None)
    many = f"the latest {MOST_OPTIONS:,} of {found:,} events" if found > MOST_OPTIONS else f"{found:,} events"
    st.selectbox(
        "Open an event",
        ([selected] if selected and selected not in titles else []) + list(titles),
        index=None,
        key=key,
        format_func=lambda event: titles.get(event, "an event outside this list"),
        placeholder=f"{'1 event' if found == 1 else many} {'found' if found < count else 'in this view'}",
        on_change=callbacks.taken(key, "event", lambda value: value or ""),
    )


def draw_nothing_shown(shown: Shown) -> None:
    """A word where no event is shown, and what to do."""
    if shown.events.empty:
        st.info("No event passes these filters. Widen the time window or clear a filter.")


def draw_event_list(events: pd.DataFrame, name: str) -> None:
    """A line an event that opens its card, of many the latest; `name` tells apart the lists of a page."""
    with st.container(key=f"list_{name}", gap="xsmall"):
        for event, day, title in events[["date_start", "title"]].iloc[-MOST_LINES:].itertuples():
            st.button(
                escaped.plain_markdown(f"{day} · {title}"),
                key=f"{name}_{event}",
                on_click=current.select,
                args=(event,),
                type="tertiary",
            )
        if len(events) > MOST_LINES:
            st.caption(lists.say_cut(MOST_LINES, len(events)))
