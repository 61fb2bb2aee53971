"""What the check of a file's rows finds: counts, findings, the first good rows in a table and on a map."""

import streamlit as st

from geo.imports.storing import Imported
from geo.out import imported
from pages.shape_map import draw_shape_map


def draw_check(done: Imported) -> None:
    """The counts, every finding, and the first good rows in a table and on a map."""
    st.markdown(imported.say_counts(done.counts))
    st.dataframe(imported.kind_table(done.findings), hide_index=True, key="import_kinds")
    with st.expander("Every finding, with file, row, column, value and remedy"):
        st.dataframe(done.findings.table().head(1000).map(imported.harmless), hide_index=True, key="import_findings")
    st.download_button("Download the findings", imported.finding_csv(done.findings), "findings.csv", on_click="ignore")
    if done.first is None:
        if done.counts.duplicates:
            also = f", and {done.counts.refused:,} are refused" if done.counts.refused else ""
            st.info(f"Nothing in it is new: {done.counts.duplicates:,} rows are stored already{also}.")
        else:
            st.warning("No row of it can be stored.")
        return
    st.caption(f"The first good rows, at most {imported.MOST}:")
    table, drawn = st.container(key="beside_preview").columns(2)
    table.dataframe(imported.preview_table(done.first), hide_index=True, key="import_preview")
    with drawn:
        draw_shape_map(imported.preview_features(done.first), "import_map")
