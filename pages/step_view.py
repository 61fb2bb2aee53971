"""What a step of a briefing shows, live: the same maps, charts and tables as on the pages, of the View that the address asks for."""

from datetime import date

import streamlit as st

from geo.briefing.changes import change_table, find_changes, say_changes
from geo.out import tables
from geo.out.shown import Shown
from geo.vocabulary.view import View
from pages import caches, current
from pages.event_card import draw_nothing_shown
from pages.event_charts import draw_chart, draw_lanes, draw_matrix
from pages.event_map import draw_event_map
from pages.two_accounts import draw_two_accounts


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
        draw_lanes(shown, view)
    elif kind == "matrix":
        draw_matrix(shown, view, height)
    elif kind == "chart":
        draw_chart(shown, view, height)
    elif kind == "table":
        st.dataframe(tables.event_table(caches.atlas(), shown), hide_index=True, height=height, key="step_table")
    elif kind == "changes" and since:
        draw_changes(shown, since)


def draw_changes(shown: Shown, since: date) -> None:
    """What is new since the day, in a sentence and a table, and what the count cannot say."""
    atlas = caches.atlas()
    found = find_changes(shown, since, atlas.chronology.voices)
    rows = change_table(shown, found)
    st.markdown(f"**{say_changes(found)}**")
    if len(rows):
        wide = {"Event": 260, "In words": 420}
        st.dataframe(
            rows,
            hide_index=True,
            key="changes_table",
            row_height=72,
            on_select=current.take_row("changes_table", list(rows.index)),
            selection_mode="single-row",
            column_config={name: st.column_config.TextColumn(width=wide.get(name, 150)) for name in rows.columns},
        )
    st.caption(" ".join(found.notes))
