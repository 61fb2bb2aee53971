"""A small Leaflet map of shapes with labels: the geocoder's candidates."""

from collections.abc import Mapping, Sequence
from typing import Any

from streamlit_folium import st_folium

from geo.out import leaflet


def draw_shape_map(features: Sequence[Mapping[str, Any]], key: str) -> None:
    """Draw them over the offline base map and bring them into view."""
    st_folium(
        leaflet.base_map(""),
        key=key,
        height=420,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=leaflet.Shapes(features),
    )
