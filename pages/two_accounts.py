"""Two accounts side by side: two maps that move together, and the table of where they differ."""

from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from geo.out import differences, escaped, legends
from geo.vocabulary.view import View
from pages import caches, callbacks
from pages.event_map import draw_event_map
from pages.presented_table import draw_presented_table

HEIGHT = 270  # pixels of a map: low enough for both and the first rows of the table to stand on one screen
MOST_ROWS = 1000
_NEAR = ["Held responsible"]
"""Columns that a table to be projected has no room for."""
WIDTHS = {
    "Date": 84,
    "Event": 145,
    "Difference": 290,
    "Deaths": 74,
    "Injured": 74,
    "As told": 330,
    "Held responsible": 150,
}


def draw_account_table(rows: pd.DataFrame, name: str, row: int, height: int) -> None:
    """The rows, `row` pixels high each; a row picked opens the event's card."""
    listed = rows.head(MOST_ROWS)
    st.dataframe(
        listed,
        hide_index=True,
        key=name,
        row_height=row,
        height=min(height, 38 + row * max(1, len(rows))),
        on_select=callbacks.take_row(name, list(listed.index)),
        selection_mode="single-row",
        column_config={column: st.column_config.TextColumn(width=WIDTHS.get(column, 168)) for column in rows.columns},
    )
    if len(rows) > MOST_ROWS:
        st.caption(f"The first {MOST_ROWS:,} of {len(rows):,} are listed; choose fewer with the filters.")


def draw_two_accounts(view: View, *, presented: bool = False) -> None:
    """The View's two accounts: legend, maps, table, and the table as CSV; `presented` for readers who sit far away."""
    lenses = caches.atlas().lenses
    first, second = lenses[view.lens], lenses[view.against]
    compared = caches.compared(view.comparison())
    st.html(legends.differences(differences.legend(compared, first, second)))
    maps = st.container(key="two_maps").columns(2, gap="small")
    with maps[0]:
        draw_event_map(view, HEIGHT, "map_first", differences.marks(first, second))
    with maps[1]:
        swapped = replace(view, lens=view.against, against=view.lens)
        draw_event_map(swapped, HEIGHT, "map_second", differences.marks(first, second, mirrored=True))
    table = differences.difference_table(compared, first, second)
    if presented:
        draw_presented_table(table.drop(columns=_NEAR), list(table.index), "step_differences", "Two accounts", 434)
        return
    draw_account_table(table, "differences", 108, 434)
    st.caption(escaped.plain_markdown(f"Of two values in a cell, the first is of {first}, the second of {second}."))
    data = partial(differences.export_csv, caches.atlas(), caches.shown(view.comparison()))
    st.download_button("Download CSV", data, "zero-point-accounts.csv", "text/csv", on_click="ignore", key="csv")
