"""Places: what a reported name may mean, with score and reasons; lists of names; the gazetteer itself."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from geo.out import candidates
from geo.places.geocode import Mention, find_mentions, geocode
from pages import current
from pages.place_list import draw_place_list
from pages.shape_map import draw_shape_map

# A spelling, a name of several places, another script, a distance, a stretch, a report
EXAMPLES = (
    "Panjgoor",
    "Taftan",
    "تفتان",
    "14 km from the Iran border in Kech",
    "between Turbat and Panjgur",
    "Two died near Mand after the Saravan attack, Tehran said",
)


def draw_examples() -> None:
    """What may be asked, each a click away."""
    st.caption(
        "Any spelling, in Latin, Urdu or Persian script; a distance or direction; a whole sentence. For example:"
    )
    with st.container(horizontal=True, gap="small"):
        for at, text in enumerate(EXAMPLES):
            st.button(text, key=f"example_{at}", on_click=current.remember, args=("place_text", text))


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
        draw_examples()
        return
    answer, named = geocode(text, district=district, province=province, country=country), find_mentions(text)
    if named and answer.status == "not_found":
        draw_named(named)
        return
    st.markdown(f"**{candidates.STATUS[answer.status]}.**")
    if answer.reason:
        st.text(answer.reason)
    draw_beside(candidates.candidate_table(answer), candidates.candidate_features(answer.candidates), "candidates")
    if len(named) > 1 or (named and named[0].text != text.strip()):
        st.caption("Places named in the text, resolved together:")
        st.dataframe(candidates.mention_rows(named), key="mentions")


def draw_named(named: Sequence[Mention]) -> None:
    """The places named in a text that is no place itself: with their spans, and the likeliest of each on the map."""
    st.markdown(f"**A text that names {len(named)} {'place' if len(named) == 1 else 'places'}**, resolved together.")
    draw_beside(candidates.mention_rows(named), candidates.mention_features(named), "mentions")


def draw_beside(rows: pd.DataFrame, features: list[dict[str, Any]], name: str) -> None:
    """A table, and beside it the map of its rows, by the numbers of the rows."""
    table, drawn = st.container(key=f"beside_{name}").columns(2)
    table.dataframe(rows, key=name)
    with drawn:
        draw_shape_map(features, f"{name}_map")


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
