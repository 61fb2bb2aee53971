"""A list of names: pasted or uploaded, geocoded, unresolved ones first, picked by hand where the geocoder is not sure."""

import geopandas as gpd
import streamlit as st

from geo.out import candidates
from geo.places.geocode.tables import geocode_table
from pages.shape_map import draw_shape_map

MOST_ROWS, MOST_PICKS = 20_000, 25


def draw_place_list() -> None:
    """Paste or upload, choose the columns, see the table and the map, download."""
    upload = st.file_uploader("A list: CSV or XLSX, a place a row", type=["csv", "tsv", "xlsx"], key="list_file")
    pasted = st.text_area("… or paste names, one a line", key="list_pasted")
    try:
        table = candidates.read_list(upload.name, upload.getvalue()) if upload else candidates.read_lines(pasted)
    except ValueError as error:
        st.error(str(error))
        return
    if table.empty:
        return
    if len(table) > MOST_ROWS:
        st.warning(
            f"The first {MOST_ROWS:,} of {len(table):,} rows are geocoded here; the command line takes them all."
        )
    proposed = list(table.columns).index(candidates.likely_column(table))
    text = st.selectbox("Column with the place", list(table.columns), proposed, key="list_text")
    hints = st.multiselect("Columns that help", [name for name in table.columns if name != text], key="list_hints")
    with st.spinner(f"Geocoding {min(len(table), MOST_ROWS):,} rows …"):
        found = geocode_table(table.head(MOST_ROWS), text, hints, geometry=True)
    found = candidates.unresolved_first(_picked(found, text))
    st.markdown(candidates.say_statuses(found))
    st.dataframe(candidates.without_shapes(found), hide_index=True, key="list_table")
    draw_shape_map(candidates.row_features(found, text), "list_map")
    with st.container(horizontal=True):
        st.download_button("Download CSV", candidates.as_csv(found), "places.csv", "text/csv", on_click="ignore")
        shapes = candidates.as_geojson(candidates.row_features(found, text))
        st.download_button("Download GeoJSON", shapes, "places.geojson", "application/geo+json", on_click="ignore")


def _picked(found: gpd.GeoDataFrame, text: str) -> gpd.GeoDataFrame:
    """The rows with what the reader picks by hand for the names that the geocoder is not sure of."""
    unsure = candidates.unsure(found, text)
    if not unsure:
        return found
    few = f" (the first {MOST_PICKS} are listed)" if len(unsure) > MOST_PICKS else ""
    with st.expander(f"{len(unsure):,} {'name needs' if len(unsure) == 1 else 'names need'} a hand{few}"):
        for name in unsure[:MOST_PICKS]:
            options = candidates.options(name)
            chosen = st.selectbox(
                name, list(options), index=None, key=f"pick_{name}", placeholder=f"{len(options)} candidates"
            )
            if chosen:
                found = candidates.pick(found, text, name, options[chosen])
    return found
