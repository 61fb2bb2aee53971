"""Same event?: records of different data sets that may tell of one event, side by side; the reader says whether they do."""

from math import ceil

import pandas as pd
import streamlit as st

from geo.out import pairs
from pages import caches
from pages.decisions import draw_answer, draw_decisions
from pages.pair import draw_pair

A_PAGE = 25


def draw_proposals(proposed: pd.DataFrame) -> None:
    """A page of the proposals, and the picked one (else the first) below."""
    pages = ceil(len(proposed) / A_PAGE)
    page = int(st.number_input(f"Page (of {pages:,})", 1, pages, key="same_page")) if pages > 1 else 1
    rows = proposed.iloc[(page - 1) * A_PAGE : page * A_PAGE]
    bar = st.column_config.ProgressColumn(format="%d", min_value=0, max_value=100, width="small")
    table = st.dataframe(
        pairs.pair_table(caches.atlas(), rows),
        hide_index=True,
        column_config={"Score": bar},
        on_select="rerun",
        selection_mode="single-row",
        key=f"same_pairs_{page}",
    )
    picked = [row for row in table["selection"]["rows"] if row < len(rows)] or [0]
    draw_pair(rows.iloc[picked[0]].to_dict())


st.caption(
    "Records of different data sets that may tell of the same event, the likeliest first. Nothing is merged before you say so: "
    "then the claims of both stand side by side on one event, and “Take it back” parts them again."
)
draw_answer()
named = caches.atlas().choices["data"]
wanted = st.multiselect(
    "Only between", list(named), format_func=named.__getitem__, key="same_sets", placeholder="all data sets"
)
found = caches.proposals(tuple(sorted(wanted)))
if found.empty:
    st.info(
        "No records are likely to be the same event. Import a data set on the page Import."
        if len(named) < 2
        else "No open proposals."
    )
else:
    st.markdown(f"{len(found):,} {'pair is' if len(found) == 1 else 'pairs are'} proposed.")
    draw_proposals(found)
draw_decisions()
