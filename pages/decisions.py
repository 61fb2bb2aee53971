"""What the reader decided about records that may be one event, and the button that takes a decision back."""

from collections.abc import Callable

import streamlit as st

from geo.events.append_log import LONGEST, Refused
from geo.events.links import VERDICTS, Link, links_file, take_back
from geo.out import escaped, pairs
from geo.settings import home
from pages import caches, current


def draw_decisions() -> None:
    """The decisions that stand, and one of them to take back."""
    decided = {" ".join(pair): link for pair, link in reversed(caches.atlas().links.decided.items())}
    st.subheader("Decided", divider="gray")
    st.dataframe(pairs.decision_table(list(decided.values())), hide_index=True, key="decided")
    if not decided:
        return

    def label(pair: str) -> str:
        link: Link = decided[pair]
        return f"{VERDICTS[link.verdict]}: {link.about}"

    def undo(pair: str, by: str, reason: str) -> str:
        current.remember("analyst", by)
        link = take_back(links_file(home()), *pair.split(" "), by or "", reason or "taken back")
        return f"Taken back: {link.about}; it is open again."

    st.selectbox("A decision", list(decided), format_func=label, key="decision")
    name, reason, press = st.columns([1, 2, 1], vertical_alignment="bottom")
    name.text_input("Who takes it back", current.value("analyst", ""), key="undo_by", max_chars=LONGEST["by"])
    reason.text_input("Why (may stay empty)", key="undo_why", max_chars=LONGEST["why"])
    press.button("Take it back", on_click=current.answered("same", told(undo), "decision", "undo_by", "undo_why"))


def told(act: Callable[..., str]) -> Callable[..., tuple[bool, str]]:
    """The act, with what stands in its way told instead of raised."""

    def tell(*values: str) -> tuple[bool, str]:
        try:
            return True, act(*values)
        except (Refused, OSError) as error:
            return False, str(error)

    return tell


def draw_answer() -> None:
    """What became of the last decision."""
    if said := current.answer("same"):
        (st.success if said[0] else st.error)(escaped.plain_markdown(said[1]))
