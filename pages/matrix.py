"""Matrix: who asserts, confirms, disputes, denies or is silent, event by event; a cell opens its claims."""

from functools import partial

import streamlit as st

from geo.out import cards, escaped, matrix
from geo.vocabulary.view import COLUMNS
from pages import caches, callbacks, current
from pages.event_card import draw_event_card, draw_event_choice, draw_nothing_shown
from pages.event_charts import draw_matrix

view, _ = current.view()
shown = caches.shown(view.question())
atlas = caches.atlas()
st.radio(
    "Columns",
    list(COLUMNS),
    format_func=COLUMNS.__getitem__,
    key=current.widget("columns", view.columns),
    horizontal=True,
    on_change=callbacks.taken("columns", "columns"),
)
draw_nothing_shown(shown)
if not shown.events.empty:
    cells = draw_matrix(shown, view, 560)
    if left := matrix.left_out(shown, view.columns):
        st.caption(f"{left} more outlets have no column here; the CSV has them all.")
    for event, column in cells:
        if column in matrix.HEAD:
            st.button(
                escaped.plain_markdown(f"Open the card: {shown.told.at[event, 'title']}"),
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
