"""What a step of a briefing shows, live: the same maps, charts and tables as on the pages, of the View that the address asks for."""

from datetime import date

import streamlit as st

from geo.briefing.changes import change_table, say_changes
from geo.out import legends, matrix, tables
from geo.out.shown import Shown
from geo.vocabulary.view import View
from pages import caches
from pages.event_card import draw_nothing_shown
from pages.event_charts import draw_counts, draw_lanes
from pages.event_map import draw_event_map
from pages.presented_table import draw_presented_table
from pages.two_accounts import draw_two_accounts

_COLUMNS = ["When", "Event", "Kind", "Agreement", "In dispute", "Deaths"]


def draw_step_view(kind: str, view: View, since: date | None, height: int) -> None:
    """Draw it as one of KINDS, about `height` pixels high; a text shows nothing, a comparison needs its two accounts."""
    shown = caches.shown(view.comparison() if kind == "comparison" else view.question())
    if kind == "map":
        draw_event_map(view, height, fly=True)
    elif kind != "text":
        draw_nothing_shown(shown)
        if not shown.events.empty:
            _draw(kind, view, shown, since, height)


def _draw(kind: str, view: View, shown: Shown, since: date | None, height: int) -> None:
    if kind == "comparison" and not view.against:
        st.info(
            "This step compares two accounts, and its view names only one or none: choose both on the page Accounts."
        )
    elif kind == "comparison":
        draw_two_accounts(view, presented=True)
    elif kind == "timeline":
        draw_lanes(shown, view, large=True)
    elif kind == "matrix":
        draw_signs(shown, view, height)
    elif kind == "chart":
        draw_counts(shown, view, height)
    elif kind == "table":
        draw_events(shown, height)
    elif kind == "changes" and since:
        draw_changes(shown, since)


def draw_events(shown: Shown, height: int) -> None:
    """The events as a table; one pressed opens its card."""
    rows = tables.event_table(caches.atlas(), shown)[_COLUMNS]
    draw_presented_table(rows, list(shown.events.index), "step_table", "Events", height)


def draw_signs(shown: Shown, view: View, height: int) -> None:
    """Who says what: the signs of the stances under each side or outlet, and what they mean."""
    choices = caches.atlas().choices["stance"]
    rows = matrix.matrix(caches.atlas(), shown, view.columns)
    st.html(legends.signs([(sign, choices[stance]) for sign, stance in matrix.legend()]))
    draw_presented_table(rows, list(rows.index), "step_matrix", "Who says what", height)


def draw_changes(shown: Shown, since: date) -> None:
    """What is new since the day, in a sentence and a table, and what the count cannot say."""
    found = caches.changes(shown.view.question(), since)
    rows = change_table(shown, found)
    st.markdown(f"**{say_changes(found)}**")
    if len(rows):
        draw_presented_table(rows, list(rows.index), "changes_table", "What changed", 560)
    st.caption(" ".join(found.notes))
