"""Matrix: who asserts, confirms, disputes, denies or is silent, event by event; a cell opens its claims."""

from functools import partial

import streamlit as st

from geo.out import cards, matrix
from geo.vocabulary.view import COLUMNS
from pages import caches, current
from pages.event_card import draw_event_card, draw_event_choice, draw_nothing_shown

MOST_ROWS = 1000

view, _ = current.view()
shown = caches.shown(view.question())
atlas = caches.atlas()
st.radio(
    "Columns",
    list(COLUMNS),
    format_func=COLUMNS.__getitem__,
    key=current.widget("columns", view.columns),
    horizontal=True,
    on_change=current.taken("columns", "columns"),
)
draw_nothing_shown(shown)
if not shown.events.empty:
    listed = shown.latest(MOST_ROWS)
    rows = matrix.matrix(atlas, listed, view.columns).iloc[::-1]
    st.html(cards.signs([(sign, atlas.choices["stance"][stance]) for sign, stance in matrix.legend()]))
    picked = st.dataframe(
        rows.style.map(matrix.colour, subset=[c for c in rows.columns if c not in matrix.HEAD]),
        hide_index=True,
        key="matrix",
        height=560,
        on_select="rerun",
        selection_mode="single-cell",
        column_config={"Event": st.column_config.TextColumn(width=330, pinned=True)}
        | {column: st.column_config.TextColumn(width=108, help=column) for column in rows.columns.drop([*matrix.HEAD])},
    )
    if listed is not shown:
        st.caption(cards.say_cut(MOST_ROWS, len(shown.events), "the CSV has all"))
    if left := matrix.left_out(shown, view.columns):
        st.caption(f"{left} more outlets have no column here; the CSV has them all.")
    for number, column in picked["selection"]["cells"]:
        event = rows.index[number]
        if column in matrix.HEAD:
            st.button(
                cards.plain_markdown(f"Open the card: {rows.at[event, 'Event']}"),
                on_click=current.select,
                args=(event,),
                key="open_row",
            )
        else:
            said = matrix.claims_of(atlas, shown, view.columns, event, column)
            st.html(cards.claim_list(atlas, event, column, said))
    st.download_button(
        "Download CSV",
        partial(matrix.to_csv, atlas, shown, view.columns),
        file_name="zero-point-matrix.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
    )
draw_event_choice(shown)
if view.event:
    draw_event_card(shown, view.event)
