"""Sources: what each outlet reported, how often alone, corroborated, contradicted, first; and its events."""

import streamlit as st

from geo.out import outlets
from pages import caches, current
from pages.event_card import draw_event_card, draw_event_list, draw_nothing_shown

view, _ = current.view()
shown = caches.shown(view.question())
draw_nothing_shown(shown)
rows = outlets.count_outlets(caches.atlas(), shown)
st.caption("Counted from the data of this view; a count is not a grade. Pick a row to see the outlet's events.")
table = st.dataframe(
    rows,
    hide_index=True,
    column_order=[c for c in rows.columns if c != "outlet_id"],
    on_select="rerun",
    selection_mode="single-row",
    key="outlets_table",
    height="auto",
)
picked = [rows.iloc[row]["outlet_id"] for row in table["selection"]["rows"] if row < len(rows)]
for outlet in picked or (view.outlet if len(view.outlet) == 1 else ()):
    st.subheader(caches.atlas().choices["outlet"][outlet])
    if view.outlet != (outlet,):
        st.button(
            "Show only what this outlet reports",
            on_click=current.change,
            kwargs={"outlet": (outlet,)},
            icon=":material/filter_alt:",
            key="only_outlet",
        )
    told = shown.claims[(shown.claims["outlet_id"] == outlet) & shown.claims["passes"]]["event_id"]
    draw_event_list(shown.events[shown.events.index.isin(told)], "outlet")
if view.event:
    draw_event_card(shown, view.event)
