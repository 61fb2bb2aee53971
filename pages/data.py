"""Data: the shown events and claims as tables, the downloads, what the columns mean, and under which licences."""

from functools import partial

import streamlit as st

from geo.out import escaped, lists, tables
from geo.out.exports import FORMS, export
from geo.out.passing import pass_on, say_left_out
from geo.settings import ATTRIBUTION, DISCLAIMER
from pages import caches, current
from pages.event_card import draw_event_card, draw_event_choice

MOST_ROWS = 5000


def file_of(query: str, form: str) -> bytes:
    return export(query, form)[0]


view, _ = current.view()
shown = caches.shown(view.question())
with st.container(horizontal=True):
    for form, about in FORMS.items():
        st.download_button(
            f"Download {about.label}",
            partial(file_of, current.query(), form),
            file_name=f"zero-point.{form}",
            mime=about.media_type,
            help=f"For {about.use}",
            icon=":material/download:",
            key=f"download_{form}",
            on_click="ignore",
        )
for said in say_left_out(pass_on(caches.atlas(), shown)[1].stay):
    st.info(escaped.plain_markdown(said), icon=":material/lock:")
st.caption("The same bytes stand at this address, for curl or QGIS:")
st.code(current.address(f"/events.geojson?{current.query()}".removesuffix("?")), language=None, wrap_lines=True)
draw_event_choice(shown)
if view.event:
    draw_event_card(shown, view.event)
events, claims, meaning, licences = st.tabs(
    [
        f"Events ({len(shown.events):,})",
        f"Claims ({int(shown.claims['passes'].sum()):,} of {len(shown.claims):,})",
        "What the columns mean",
        "Licences",
    ]
)
listed = shown.latest(MOST_ROWS)
for tab, table in ((events, tables.event_table), (claims, tables.claim_table)):
    tab.dataframe(table(caches.atlas(), listed), hide_index=True, height=520)
    if listed is not shown:
        tab.caption(lists.say_cut(MOST_ROWS, len(shown.events), "the downloads have all"))
meaning.dataframe(tables.dictionary(caches.atlas()), hide_index=True, height=520)
named = [(each.name, each.attribution or each.file, each.licence or "not known") for each in caches.atlas().sets]
mine = "".join(f"\n\n{escaped.plain_markdown(f'{name}: {whose}; licence: {under}')}" for name, whose, under in named)
licences.markdown(f"{ATTRIBUTION}{mine}\n\n{DISCLAIMER}\n\nEach folder of `data/` carries its own licence note.")
