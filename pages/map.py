"""Map: where it happened, no more exact than it is known; and who says so."""

import streamlit as st
from streamlit_folium import st_folium

from geo.out import cards, leaflet, share
from geo.out.layers import unit_counts
from geo.vocabulary.view import SHADES, TILES, View
from pages import caches, current
from pages.event_card import draw_event_card, draw_event_choice


def draw_map(view: View, height: int) -> None:
    """The constant base map with the View's scene; clicks and moves come back as a new View."""
    atlas, question = caches.atlas(), view.question()
    shade = None if view.shade == "none" else unit_counts(atlas, caches.shown(question), view.shade)
    lon, lat, zoom = (
        (view.lon, view.lat, view.zoom or leaflet.HOME[2])
        if view.lon is not None and view.lat is not None
        else leaflet.HOME
    )
    st_folium(
        leaflet.base_map(caches.legend()),
        key="map",
        height=height,
        use_container_width=True,
        returned_objects=["last_active_drawing", "center", "zoom"],
        center=(lat, lon),
        zoom=zoom,
        on_change=current.take_map("map"),
        feature_group_to_add=leaflet.scene(
            share.write_query(question),
            day=(view.end or atlas.last).isoformat(),
            event=view.event,
            names=view.names,
            tiles=view.tiles,
            shade=shade,
            shade_label=SHADES[view.shade],
            box=view.bbox,
            polygon=view.polygon,
        ),
    )


def draw_page() -> None:
    """Map and card."""
    view, _ = current.view()
    if st.context.is_embedded:
        return draw_map(view, 600)
    shown = caches.shown(view.question())
    left, right = st.container(key="map_and_card").columns([11, 7])
    with left:
        draw_map(view, 640)
        with st.container(key="legend"):
            st.html(caches.legend())
        shade, tiles = st.columns(2)
        shade.selectbox(
            "Shade districts and counties by",
            list(SHADES),
            format_func=SHADES.__getitem__,
            key=current.widget("shade", view.shade),
            on_change=current.taken("shade", "shade"),
        )
        tiles.selectbox(
            "Background",
            list(TILES),
            format_func=TILES.__getitem__,
            key=current.widget("tiles", view.tiles),
            on_change=current.taken("tiles", "tiles"),
            help="The offline map needs no internet. The others load pictures from their makers' servers, who then see your address.",
        )
    with right:
        draw_event_choice(shown)
        if view.event:
            draw_event_card(shown, view.event)
        elif shown.events.empty:
            st.info("No event passes these filters. Widen the time window or clear a filter.")
        else:
            st.caption("Pick an event on the map or above. The latest in this view:")
            for event, row in shown.events.iloc[::-1].head(10).iterrows():
                st.button(
                    f"{row['date_start']} · {row['title']}",
                    key=f"latest_{event}",
                    on_click=current.select,
                    args=(event,),
                    type="tertiary",
                )
        missing = cards.unlocated(shown)
        with st.expander(f"Not on the map: {len(missing)} of {len(shown.events)} events"):
            for event, title, when, reason in missing:
                st.button(
                    f"{when} · {title}",
                    key=f"missing_{event}",
                    on_click=current.select,
                    args=(event,),
                    type="tertiary",
                    help=reason,
                )
                st.caption(reason)


draw_page()
