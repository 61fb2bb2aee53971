"""Places: what a reported name may mean, with score and reasons; lists of names; the gazetteer itself."""

import streamlit as st

from geo.out import candidates
from geo.places.geocode import find_mentions, geocode
from pages.place_list import draw_place_list
from pages.shape_map import draw_shape_map


def draw_one() -> None:
    """One name or sentence → candidates; a longer text → the places named in it."""
    text = st.text_input(
        "A place as reported, or a sentence", key="place_text", placeholder="within 30 km of Panjgur", max_chars=2000
    )
    hints = st.columns(3)
    district = hints[0].text_input("District or county, if known", key="place_district")
    province = hints[1].text_input("Province, if known", key="place_province")
    country = hints[2].text_input("Country, if known", key="place_country")
    if not text.strip():
        st.caption(
            "Any spelling, Latin or Urdu or Persian script: Panjgoor, Killa Abdullah, \u2068تفتان\u2069; "
            "“14 km from the Iran border in Kech”."
        )
        return
    answer = geocode(text, district=district, province=province, country=country)
    st.markdown(f"**{candidates.STATUS[answer.status]}.**")
    if answer.reason:
        st.text(answer.reason)
    table, drawn = st.container(key="beside_candidates").columns(2)
    table.dataframe(candidates.candidate_table(answer), key="candidates")
    with drawn:
        draw_shape_map(candidates.candidate_features(answer.candidates), "candidate_map")
    named = find_mentions(text)
    if len(named) > 1 or (named and named[0].text != text.strip()):
        st.caption("Places named in the text, resolved together:")
        st.dataframe(candidates.mention_rows(named), hide_index=True, key="mentions")


one, many, all_names = st.tabs(["One place or a sentence", "A list", "The gazetteer"])
with one:
    draw_one()
with many:
    draw_place_list()
with all_names:
    st.caption(
        "Every name that the geocoder knows, with its source and licence. Click a column to sort; use the search sign to find."
    )
    st.dataframe(candidates.gazetteer_table(), hide_index=True, height=520, key="gazetteer")
