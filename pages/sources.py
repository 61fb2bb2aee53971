"""Sources: what each outlet reported, how often alone, corroborated, contradicted, first; its owner, its grade, its events."""

import streamlit as st

from geo.out import outlets
from pages import caches, current
from pages.event_card import draw_event_card, draw_event_list, draw_nothing_shown
from pages.grading import WHOSE, draw_grades_file, draw_grading

view, _ = current.view()
shown = caches.shown(view.question())
draw_nothing_shown(shown)
rows = outlets.count_outlets(caches.atlas(), shown)
st.caption(
    "Counted from the data of this view; a count is not a grade. Pick a row to see the outlet's events and to grade it."
)
table = st.dataframe(
    rows,
    hide_index=True,
    column_order=[c for c in rows.columns if c != "outlet_id"],
    column_config={"grade": st.column_config.TextColumn(help=WHOSE)},
    on_select="rerun",
    selection_mode="single-row",
    key="outlets_table",
    height="auto",
)


def draw_outlet(outlet: str) -> None:
    """Owner, the analyst's grade, and what the outlet reports in this view."""
    st.subheader(caches.atlas().choices["outlet"][outlet])
    st.markdown(outlets.say_owner(caches.atlas(), outlet))
    with st.expander("Grade this outlet", icon=":material/grade:", expanded=True):
        st.caption(WHOSE)
        draw_grading(f"outlet:{outlet}", "outlet")
    if view.outlet != (outlet,):
        st.button(
            "Show only what this outlet reports",
            on_click=current.change,
            kwargs={"outlet": (outlet,)},
            icon=":material/filter_alt:",
            key="only_outlet",
        )
    told = shown.claims[(shown.claims["outlet_id"] == outlet) & shown.claims["passes"]]["event_id"]
    draw_event_list(shown.told[shown.events.index.isin(told)], "outlet")


picked = [rows.iloc[row]["outlet_id"] for row in table["selection"]["rows"] if row < len(rows)]
for one in picked or (view.outlet if len(view.outlet) == 1 else ()):
    draw_outlet(one)
draw_grades_file()
if view.event:
    draw_event_card(shown, view.event)
