"""Import: bring your own events; what the file is, what is wrong with it, what it would look like; then all good rows, or none."""

from pathlib import Path

import streamlit as st

from geo.imports import UNDERSTOOD, RefusedFile
from geo.imports.mappings import MAPPED, mapped
from geo.imports.uploads import keep_upload
from geo.out import escaped
from geo.settings import home
from pages import caches, current
from pages.columns import draw_mapping, forget_mapping
from pages.file_check import draw_check
from pages.import_job import draw_until_done
from pages.own_sets import draw_own_sets, draw_storing, draw_storing_job


def chosen_file() -> Path | None:
    """What the reader uploads, or names on this machine."""
    upload = st.file_uploader("A file of yours", key="import_upload")
    typed = st.text_input(
        "or the path of a file, folder or zip on the machine that this runs on",
        key="import_path",
        placeholder=f"the way for files of more than {st.get_option('server.maxUploadSize')} MB",
    )
    if upload is not None:
        return keep_upload(upload.name, upload.getvalue())
    path = Path(typed.strip()).expanduser() if typed.strip() else None
    if path is not None and not path.exists():
        st.error("There is no such file.")
        return None
    return path


def draw_file(path: Path) -> None:
    """What it is, how its columns are read, and what the check of its rows finds."""
    proposed = caches.recognised(path)
    found, note = mapped(home(), proposed, None)
    st.markdown(f"**{escaped.plain_markdown(found.label)}**: {escaped.plain_markdown(found.why)}")
    if note:
        st.info(escaped.plain_markdown(note[0].upper() + note[1:] + "."), icon=":material/history:")
    mapping = draw_mapping(dict(found.mapping), found.columns) if found.format in MAPPED else {}
    if note and found is not proposed:
        st.button(
            "Forget this mapping", on_click=forget_mapping, args=(proposed,), icon=":material/history_toggle_off:"
        )
    attempt = current.value("import_attempt", 0)
    job = caches.looking(path, tuple(mapping.items()), attempt)
    if not draw_until_done(job, "Checking every row"):
        return
    if job.imported is None:
        st.error(escaped.plain_markdown(job.error))
        st.button("Check it again", on_click=current.remember, args=("import_attempt", attempt + 1))
        return
    draw_check(job.imported)
    if job.imported.first is not None:
        draw_storing(path, found, mapping)


st.caption(
    "The file is looked at first, every row of it; nothing is stored before you say so. It is known by what it holds, not by its name. "
    f"{UNDERSTOOD}."
)
file = chosen_file()
if draw_storing_job() and file is not None:
    try:
        draw_file(file)
    except (RefusedFile, OSError, ValueError) as error:
        st.error(escaped.plain_markdown(str(error)))
if told := current.answer("imports"):
    (st.success if told[0] else st.error)(escaped.plain_markdown(told[1]))
draw_own_sets()
