"""Map: where it happened, no more exactly than it is known; and who says so."""

import streamlit as st

from geo.out import escaped, lists
from geo.out.shown import Shown
from geo.vocabulary.view import SHADES, TILES, View
from pages import caches, callbacks, current
from pages.event_card import draw_event_card, draw_event_choice, draw_event_list, draw_nothing_shown
from pages.event_map import draw_event_map

MOST_MISSING = 30
IN_SIGHT = 512  # pixels of the map on which an event is shown: on a telephone it is narrower than high


def draw_styles(view: View) -> None:
    shade, tiles = st.columns(2)
    shade.selectbox(
        "Shade districts and counties by",
        list(SHADES),
        format_func=SHADES.__getitem__,
        key=current.widget("shade", view.shade),
        on_change=callbacks.taken("shade", "shade"),
    )
    tiles.selectbox(  # not part of the View: a link must never make somebody's browser ask a server of others
        "Background",
        list(TILES),
        format_func=TILES.__getitem__,
        key="tiles",
        help="The offline map needs no internet. The others load pictures from their makers, who then see your address.",
    )


def draw_missing(shown: Shown) -> None:
    atlas = caches.atlas()
    missing = lists.missing(atlas, shown, "unlocated")
    with st.expander(
        f"Not on the map: {len(missing):,} of {len(shown.events):,} events", expanded=0 < len(missing) < 6
    ):
        for event, reason in list(missing.items())[:MOST_MISSING]:
            draw_event_list(shown.told.loc[[event]], f"missing_{event}")
            st.caption(escaped.plain_markdown(reason))
        if len(missing) > MOST_MISSING:
            st.caption(f"… and {len(missing) - MOST_MISSING:,} more: choose fewer with the filters.")
        if far := lists.missing(atlas, shown, "elsewhere"):
            st.caption(
                f"{len(far):,} more lie beyond the border region (capitals and other cities): zoom out to see them."
            )


view, _ = current.view()
if st.context.is_embedded:
    draw_event_map(view, 600)
    st.stop()
shown = caches.shown(view.question())
left, right = st.container(key="map_and_card").columns([11, 7])
with left:
    draw_event_map(view, 640)
    with st.container(key="legend"):
        st.html(caches.legend())
    draw_styles(view)
with right:
    draw_nothing_shown(shown)
    draw_event_choice(shown)
    if view.event:
        draw_event_card(shown, view.event, by_map=IN_SIGHT)
    elif not shown.events.empty:
        st.caption("Pick an event on the map or above. The latest in this view:")
        draw_event_list(shown.told.iloc[::-1].head(10), "latest")
    draw_missing(shown)
