"""The choice of whose account is told, and of a second one beside it."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from geo.out.lens import label
from geo.vocabulary.view import View
from pages import caches, callbacks, current

MOST_OPTIONS = 1000
EXAMPLE = ("side:iran_state", "side:pakistan_state")


def draw_account_choice(view: View) -> None:
    """Two searchable lists (sides, press, voices, outlets, each with its events in this view), and buttons to swap and clear."""
    counts = caches.accounts(view.question())
    first, buttons, second = st.columns([8, 3, 8], vertical_alignment="bottom", gap="small")
    _choice(first, "lens", "As told by", view, counts)
    _choice(second, "against", "Compared with", view, counts)
    with buttons.container(horizontal=True, gap="xsmall", horizontal_alignment="center", key="account_buttons"):
        swapped = {"lens": view.against, "against": view.lens}
        st.button(
            "",
            on_click=current.change,
            kwargs=swapped,
            icon=":material/swap_horiz:",
            help="Swap the two accounts",
            key="swap_accounts",
            disabled=not view.against,
        )
        st.button(
            "",
            on_click=current.change,
            kwargs={"lens": "", "against": ""},
            icon=":material/close:",
            help="Choose no account: all on record",
            key="clear_accounts",
            disabled=not view.lens,
        )


def draw_account_notes(view: View) -> None:
    """What to do where no account is chosen, or the same one twice."""
    if not view.lens:
        st.info(
            "Choose whose account to read: a side, a country's press, a voice, an outlet. Titles, casualty figures and "
            "who is held responsible are then theirs. Choose a second one to see where the two contradict each other."
        )
        st.button(
            "Show an example: the Iranian and the Pakistani state",
            on_click=current.change,
            kwargs=dict(zip(("lens", "against"), EXAMPLE, strict=True)),
            key="example_accounts",
        )
    elif view.lens == view.against:
        st.info("Both are the same account. Choose another one to compare it with.")


def _choice(place: DeltaGenerator, field: str, title: str, view: View, counts: dict[str, int]) -> None:
    lenses, picked = caches.atlas().lenses, getattr(view, field)
    key = current.widget(f"account_{field}", picked or None)
    place.selectbox(
        title,
        list(dict.fromkeys([*([picked] if picked and picked not in counts else []), *_most_told(counts, picked)])),
        index=None,
        key=key,
        format_func=lambda lens: f"{label(lens, lenses)} ({counts.get(lens, 0)})",
        placeholder="nobody: all on record" if field == "lens" else "nobody: one account alone",
        on_change=callbacks.take_account(key, field),
    )


def _most_told(counts: dict[str, int], picked: str) -> list[str]:
    """Of many accounts those that tell the most events, in the order in which they are offered."""
    if len(counts) <= MOST_OPTIONS:
        return list(counts)
    most = set(sorted(counts, key=lambda lens: -counts[lens])[:MOST_OPTIONS]) | {picked}
    return [lens for lens in counts if lens in most]
