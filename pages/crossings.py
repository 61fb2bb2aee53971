"""Crossings: the status of each over time as reported or assumed, what differs, the reports; works of the border as claimed."""

import pandas as pd
import streamlit as st

from geo.out import crossing_cards, crossing_tables
from geo.out.crossing_lanes import HOW_TO_READ, draw_crossing_lanes, lane_rows
from geo.out.known import known
from pages import caches, callbacks, current
from pages.event_card import draw_event_card

view, _ = current.view()
atlas = caches.atlas()
end = view.end or max(atlas.last, view.start or atlas.last)
start = view.start or min(min(atlas.crossings.reports["first"]).date(), end)
window = (pd.Timestamp(start), pd.Timestamp(end))
st.multiselect(
    "Crossing",
    list(known().crossings),
    key=current.widget("crossing", list(view.crossing)),
    format_func=known().crossings.__getitem__,
    placeholder="all",
    select_all=False,
    on_change=callbacks.taken("crossing", "crossing", lambda values: tuple(sorted(values))),
)
st.caption("The time window holds here; the filters of events do not. What no report tells is left empty.")
rows = lane_rows(atlas, window, view.crossing)
if rows.empty:
    st.info(
        "No report on these crossings tells anything of this window. Widen the time window or choose other crossings."
    )
else:
    st.altair_chart(draw_crossing_lanes(rows, window), key="crossings_chart", width="stretch")
    st.caption(HOW_TO_READ)
st.subheader(f"Status on {end.day} {end:%B %Y}", divider="gray")
st.html(crossing_cards.status_cards(atlas, end, view.crossing))
cards, number = crossing_cards.difference_cards(atlas, window, view.crossing)
st.subheader(f"Where reports differ ({number})", divider="gray")
with st.container(key="differences"):
    st.html(cards)
table = crossing_tables.report_table(atlas, window, view.crossing)
st.subheader(f"The reports ({len(table)})", divider="gray")
st.dataframe(table, hide_index=True, key="reports_table", column_config={"Address": st.column_config.LinkColumn()})
st.download_button(
    "Download CSV",
    crossing_tables.report_csv(table),
    "crossings.csv",
    "text/csv",
    icon=":material/download:",
    on_click="ignore",
)
st.subheader("Infrastructure", divider="gray")
st.caption(
    "What is claimed of the border's works and of its length; values that differ are marked. All dates, whatever the window."
)
st.html(crossing_cards.infrastructure_cards(atlas))
if view.event:
    draw_event_card(caches.shown(view.question()), view.event)
