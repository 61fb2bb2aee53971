"""Which column holds what: proposed from the headings or as it was remembered, in select boxes; to be forgotten."""

import streamlit as st

from geo.imports import LABELS, Recognised
from geo.imports.mappings import forget, recall
from geo.settings import home
from geo.vocabulary.ids import content_id
from pages import current


def box(columns: tuple[str, ...], field: str) -> str:
    """The key of a field's box: other headings have other boxes, which do not hold what was picked for these."""
    return f"import_map_{content_id(*columns)}_{field}"


def draw_mapping(proposed: dict[str, str], columns: tuple[str, ...]) -> dict[str, str]:
    """The proposed mapping in select boxes; what the reader makes of it."""
    with st.expander("Which column holds what", expanded=True, icon=":material/view_column:"):
        fields = list(LABELS.items())
        rows = [st.columns(4) for _ in fields[::4]]  # a row each, so that a narrow screen keeps their order
        picked = {
            field: rows[number // 4][number % 4].selectbox(
                label, ["", *columns], index=["", *columns].index(proposed.get(field, "")), key=box(columns, field)
            )
            for number, (field, label) in enumerate(fields)
        }
    return {field: column for field, column in picked.items() if column}


def forget_mapping(proposed: Recognised) -> None:
    """Propose the columns' mapping from their headings again."""
    forget(home(), [kept.id for kept in [recall(home(), proposed)[0]] if kept])
    for field in LABELS:
        current.remember(box(proposed.columns, field), proposed.mapping.get(field, ""))
