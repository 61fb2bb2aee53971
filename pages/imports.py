"""Import: bring your own events; what the file is, what is wrong with it, what it would look like; then all good rows, or none."""

from pathlib import Path

import streamlit as st

from geo.imports import LABELS, RefusedFile
from geo.imports.uploads import keep_upload
from geo.out import cards, imported
from pages import caches, current
from pages.own_sets import draw_own_sets, draw_storing
from pages.shape_map import draw_shape_map


def chosen_file() -> Path | None:
    """What the reader uploads, or names on this machine."""
    upload = st.file_uploader("A file of yours", key="import_upload")
    typed = st.text_input("or the path of a file, folder or zip on the machine that this runs on", key="import_path")
    if upload is not None:
        return keep_upload(upload.name, upload.getvalue())
    path = Path(typed.strip()).expanduser() if typed.strip() else None
    if path is not None and not path.exists():
        st.error("There is no such file.")
        return None
    return path


def draw_mapping(proposed: dict[str, str], columns: tuple[str, ...]) -> dict[str, str]:
    """The proposed mapping in select boxes; what the reader makes of it."""
    with st.expander("Which column holds what", expanded=True, icon=":material/view_column:"):
        across = st.columns(4)
        picked = {
            field: across[number % 4].selectbox(
                label, ["", *columns], index=["", *columns].index(proposed.get(field, "")), key=f"import_map_{field}"
            )
            for number, (field, label) in enumerate(LABELS.items())
        }
    return {field: column for field, column in picked.items() if column}


def draw_file(path: Path) -> None:
    found = caches.recognised(path)
    st.markdown(f"**{cards.plain_markdown(found.label)}**: {cards.plain_markdown(found.why)}")
    mapping = draw_mapping(dict(found.mapping), found.columns) if found.format in ("table", "vector") else {}
    with st.spinner("Every row is read and checked …"):
        done = caches.looked_through(path, tuple(mapping.items()))
    st.markdown(imported.say_counts(done.counts))
    st.dataframe(imported.kind_table(done.findings), hide_index=True, key="import_kinds")
    with st.expander("Every finding, with file, row, column, value and remedy"):
        st.dataframe(done.findings.table().head(1000).map(imported.harmless), hide_index=True, key="import_findings")
    st.download_button("Download the findings", imported.finding_csv(done.findings), "findings.csv", on_click="ignore")
    if done.first is not None:
        st.caption(f"The first good rows, at most {imported.MOST}:")
        table, drawn = st.columns(2)
        table.dataframe(imported.preview_table(done.first), hide_index=True, key="import_preview")
        with drawn:
            draw_shape_map(imported.preview_features(done.first), "import_map")
        draw_storing(path, found, mapping)


file = chosen_file()
if file is not None:
    try:
        draw_file(file)
    except (RefusedFile, OSError, ValueError) as error:
        st.error(cards.plain_markdown(str(error)))
if told := current.answer("imports"):
    (st.success if told[0] else st.error)(cards.plain_markdown(told[1]))
draw_own_sets()
