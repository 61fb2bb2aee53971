"""A table that is read from the last row of a room: real HTML in large letters, where Streamlit's grid draws small ones."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from geo.out import lists
from geo.settings import ASSETS
from pages import callbacks

MOST_ROWS = 200
_table = st.components.v2.component(
    "zero_point_presented_table",
    html='<div class="zp-presented" tabindex="0" role="region" aria-label="Table"></div>',
    js=(ASSETS / "presented_table.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def draw_presented_table(rows: pd.DataFrame, events: Sequence[str], name: str, label: str, height: int) -> None:
    """Rows with a column `Event`, in step with the ids of their events; an event pressed opens its card."""
    listed = rows.head(MOST_ROWS)
    html = lists.presented_table(listed, events[:MOST_ROWS], label)
    _table(
        data={"html": html, "height": height},
        key=name,
        on_picked_change=callbacks.take_pressed(name),
    )
    if len(rows) > MOST_ROWS:
        st.caption(f"The first {MOST_ROWS} of {len(rows):,} are listed; the page Data has all.")
