"""The shared side bar: pages, time window, the filters with live counts, words, and what is drawn."""

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from geo.out.shown import Shown
from geo.vocabulary.filters import FILTERS, Filter
from geo.vocabulary.view import NAMES, View
from geo.vocabulary.window import presets
from pages import caches, callbacks, current

MOST_OPTIONS = 1000
OPEN = ("outlet", "side", "kind", "status", "place")
"""The filters that stand open; the others are one click away."""


def draw_sidebar(pages: Sequence[StreamlitPage], view: View, shown: Shown) -> None:
    """Draw it from the View; every widget writes a new View."""
    with st.sidebar:
        st.markdown("## Zero Point\nThe Pakistan–Iran border: what is reported, by whom, and who denies it.")
        pairs = current.link_pairs()
        half = (len(pages) + 1) // 2
        for column, some in zip(st.columns(2, gap="xxsmall"), (pages[:half], pages[half:]), strict=True):
            for page in some:
                column.page_link(page, query_params=pairs)
        _window(view)
        st.subheader("Filters", divider="gray")
        current_words = current.widget("words", view.q)
        st.text_input(
            "Words",
            key=current_words,
            on_change=callbacks.taken("words", "q", lambda text: " ".join(text.split())[:200]),
            placeholder="title, place, speaker, statement …",
        )
        counts = caches.counts(view.question())
        for chosen in (f for f in FILTERS if f.key in OPEN):
            _filter(chosen, view, counts[chosen.key])
        with st.expander("More filters", expanded=any(view.chosen(f.key) for f in FILTERS if f.key not in OPEN)):
            for chosen in (f for f in FILTERS if f.key not in OPEN):
                _filter(chosen, view, counts[chosen.key])
        if view.bbox or view.polygon:
            st.button(
                "Remove the drawn area",
                on_click=current.change,
                kwargs={"bbox": None, "polygon": ()},
                icon=":material/crop_free:",
            )
        st.button("Clear all filters", on_click=current.reset, icon=":material/filter_alt_off:")
        st.radio(
            "Names in",
            list(NAMES),
            format_func=NAMES.__getitem__,
            key=current.widget("names", view.names),
            horizontal=True,
            on_change=callbacks.taken("names", "names"),
        )


def _window(view: View) -> None:
    atlas = caches.atlas()
    first, last = atlas.first, atlas.last
    st.subheader("Time window", divider="gray")
    low, high = min(first, view.start or first), max(last, view.end or last)
    key = current.widget("days", (view.start or first, view.end or last))
    st.date_input(
        "From – to (both days included)",
        key=key,
        min_value=low,
        max_value=high,
        on_change=callbacks.take_window("days", first, last),
        format="YYYY-MM-DD",
    )
    named = presets(first, last)
    now = next((name for name, window in named.items() if window == (view.start, view.end)), None)
    st.pills(
        "Presets",
        list(named),
        key=current.widget("preset", now),
        on_change=callbacks.take_preset("preset", named),
        label_visibility="collapsed",
    )


def _filter(chosen: Filter, view: View, counts: Mapping[str, int]) -> None:
    labels = caches.atlas().choices[chosen.key]
    picked = view.chosen(chosen.key)
    options = sorted(
        (v for v in labels if counts.get(v) or v in picked), key=lambda v: (-counts.get(v, 0), labels[v].casefold())
    )
    left_out = len(options) - MOST_OPTIONS
    options = options[:MOST_OPTIONS] + [v for v in options[MOST_OPTIONS:] if v in picked]
    key = current.widget(f"filter_{chosen.key}", [v for v in options if v in picked])
    st.multiselect(
        chosen.label,
        options,
        key=key,
        format_func=lambda v: f"{labels[v]} ({counts.get(v, 0)})",
        help=chosen.help + (f" The {MOST_OPTIONS:,} with the most events are listed." if left_out > 0 else ""),
        placeholder="all",
        select_all=False,  # all is what none chosen means; a link of 229 outlets helps nobody
        on_change=callbacks.taken(key, chosen.key, lambda values: tuple(sorted(values))),
    )
