"""What a step of a briefing shows, live: the same maps, charts and tables as on the pages, of the View that the address asks for."""

from datetime import date

import pandas as pd
import streamlit as st

from geo.briefing.changes import change_table, say_changes
from geo.out import tables
from geo.out.shown import Shown
from geo.vocabulary.view import View
from pages import caches, callbacks
from pages.event_card import draw_nothing_shown
from pages.event_charts import draw_counts, draw_lanes, draw_matrix
from pages.event_map import draw_event_map
from pages.two_accounts import draw_two_accounts

_ROW = 76  # pixels: three lines of words
_WIDTHS = {"When": 115, "Event": 220, "Kind": 100, "Agreement": 100, "In dispute": 120, "Deaths": 62, "Claims": 62}
_NEW = {"What is new": 140, "Date": 130, "Event": 240, "In words": 360, "Reported by": 140}
"""Columns and their widths in pixels."""


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
        draw_two_accounts(view)
    elif kind == "timeline":
        draw_lanes(shown, view, large=True)
    elif kind == "matrix":
        draw_matrix(shown, view, height)
    elif kind == "chart":
        draw_counts(shown, view, height)
    elif kind == "table":
        draw_events(shown, height)
    elif kind == "changes" and since:
        draw_changes(shown, since)


def draw_events(shown: Shown, height: int) -> None:
    """The events as a table to be read from afar; a row picked opens its card."""
    rows = tables.event_table(caches.atlas(), shown)[list(_WIDTHS)]
    _draw_table(rows, list(shown.events.index), _WIDTHS, height, "step_table")


def _draw_table(rows: pd.DataFrame, events: list[str], widths: dict[str, int], height: int, name: str) -> None:
    st.dataframe(
        rows,
        hide_index=True,
        key=name,
        row_height=_ROW,
        height=min(height, 38 + _ROW * len(rows)),
        on_select=callbacks.take_row(name, events),
        selection_mode="single-row",
        column_config={column: st.column_config.TextColumn(width=wide) for column, wide in widths.items()},
    )


def draw_changes(shown: Shown, since: date) -> None:
    """What is new since the day, in a sentence and a table, and what the count cannot say."""
    found = caches.changes(shown.view.question(), since)
    rows = change_table(shown, found)
    st.markdown(f"**{say_changes(found)}**")
    if len(rows):
        _draw_table(rows, list(rows.index), _NEW, 560, "changes_table")
    st.caption(" ".join(found.notes))
