"""The Leaflet map of a View: a constant base with a scene; clicks and moves come back as a new View."""

from collections.abc import Mapping

from streamlit_folium import st_folium

from geo.out import leaflet, share
from geo.out.layers import unit_counts
from geo.vocabulary.view import SHADES, View
from pages import caches, callbacks, current


def draw_event_map(
    view: View,
    height: int,
    key: str = "map",
    differences: Mapping[str, Mapping[str, str]] | None = None,
    fly: bool = False,
) -> None:
    """Draw it, `height` pixels high and as wide as there is room; with `differences`, as one of two that move together.

    With `fly` it moves from one View to the next in a curve, as a presentation does, and where a hand moves it to is not told:
    that word would come back late, with the address of the step before.
    """
    atlas, question = caches.atlas(), view.question()
    st_folium(
        leaflet.base_map(caches.legend()),
        key=key,
        height=height,
        use_container_width=True,
        returned_objects=["last_active_drawing"] if fly else ["last_active_drawing", "center", "zoom"],
        on_change=callbacks.take_map(key),
        feature_group_to_add=leaflet.scene(
            share.write_query(question if differences is None else view.comparison()),
            day=(view.end or atlas.last).isoformat(),
            event=view.event,
            names=view.names,
            tiles=current.value("tiles", "none"),
            place=callbacks.map_place(view),
            shade=None if view.shade == "none" else unit_counts(atlas, caches.shown(question), view.shade),
            shade_label=SHADES[view.shade],
            box=view.bbox,
            polygon=view.polygon,
            title=atlas.lenses.get(view.lens, ""),
            differences=differences,
            fly=fly,
        ),
    )
