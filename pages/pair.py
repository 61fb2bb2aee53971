"""Two records side by side with what speaks for one event, and the buttons that decide it."""

from typing import Any

import streamlit as st

from geo.events.append_log import LONGEST
from geo.events.links import DIFFERENT, SAME, VERDICTS, decide, links_file
from geo.out import escaped, pairs
from geo.settings import home
from pages import caches, current
from pages.decisions import told
from pages.shape_map import draw_shape_map


def draw_pair(pair: dict[str, Any]) -> None:
    """Both records with what speaks for them, where they lie, and the two buttons."""
    atlas, first, second = caches.atlas(), pair["first"], pair["second"]
    why = pairs.explain(atlas, pair)
    st.markdown(f"**Score {100 * pair['score']:.0f} of 100:** {escaped.plain_markdown(why)}")
    left, right = st.container(key="beside_pair").columns([3, 2])
    left.html(pairs.pair_card(atlas, first, second))
    with right:
        draw_shape_map(pairs.pair_features(atlas, first, second), "same_map")
    titles = atlas.chronology.events["title"].to_dict()

    def keep(by: str, reason: str, verdict: str) -> str:
        current.remember("analyst", by)
        current.remember("undo_by", by)
        link = decide(links_file(home()), titles, first, second, verdict, by or "", reason or why[: LONGEST["why"]])
        return f"Kept: {VERDICTS[link.verdict]}: {link.about}"

    name, reason = st.columns([1, 2])
    name.text_input("Your name", current.value("analyst", ""), key="same_by", max_chars=LONGEST["by"])
    reason.text_input("Why (empty: the words above)", key="same_why", max_chars=LONGEST["why"])
    with st.container(horizontal=True):
        for label, verdict, icon in (("Same event", SAME, "merge"), ("Different events", DIFFERENT, "call_split")):
            act = told(lambda by, reason, verdict=verdict: keep(by, reason, verdict))
            st.button(label, on_click=current.answered("same", act, "same_by", "same_why"), icon=f":material/{icon}:")
