"""The user's data sets: storing one, the list of them, remove, undo, backup."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from geo.events import datasets
from geo.events.undoing import undo as undo_last
from geo.imports import Recognised
from geo.imports.jobs import Job
from geo.imports.storing import Imported, Wish, import_file
from geo.out import escaped, imported, share
from geo.settings import home
from pages import caches, current
from pages.import_job import draw_until_done

STAYS = (
    "Untick it where the terms of the file forbid that others get it from you, as those of many event databases do. "
    "Its rows are then shown on every page, and stand in no download, document or data address."
)


def draw_storing(path: Path, found: Recognised, mapping: Mapping[str, str]) -> None:
    """Name, licence, whether it may be passed on, and the button."""
    left, right = st.columns(2)
    left.text_input("Name of the data set", path.stem, key="import_name", max_chars=100)
    right.text_input("Licence", found.licence, key="import_licence", max_chars=200)
    st.checkbox(
        "Its rows may be passed on (downloads, exports, documents)", found.may_share, key="import_share", help=STAYS
    )

    def keep() -> None:
        name, licence, share = (current.value(f"import_{each}") for each in ("name", "licence", "share"))
        wish = Wish(name=name or "", licence=licence or "", may_share=bool(share), mapping=mapping or None)
        work = partial(import_file, path, home(), wish)
        job = Job(lambda tell, stop: work(progress=tell, cancel=stop))
        caches.keep_importing(job)
        current.remember("import_job", job)

    st.button("Import the good rows", type="primary", on_click=keep)


def draw_storing_job() -> bool:
    """The import that the reader started, or finds under way, and what became of it; False while it runs."""
    job: Job | None = current.value("import_job") or caches.importing()
    if job is None:
        return True
    current.remember("import_job", job)
    if not job.is_done:
        if draw_until_done(job, "Importing"):
            st.rerun()  # what stands above was drawn without it
        return False
    if job.imported is None:
        st.error(escaped.plain_markdown(job.error))
    else:
        _draw_stored(job.imported)
    return True


def _draw_stored(done: Imported) -> None:
    """What became of which file, as another may be chosen by now; and the way to see it."""
    said, stored = imported.say_counts(done.counts, "stored"), done.stored
    said = f"{stored.name}: {said}" if stored else f"{done.recognised.path.name}: {said}; nothing was stored"
    st.success(escaped.plain_markdown(". ".join((said, *done.said))))
    if stored:
        pairs = share.write(imported.set_view(caches.atlas(), stored.id))
        st.page_link("map.py", label="See it on the map", icon=":material/map:", query_params=pairs)


def draw_own_sets() -> None:
    """What is stored, and what can be done with it."""
    st.subheader("Your data sets", divider="gray")
    sets = caches.atlas().sets
    st.dataframe(imported.set_table(sets), hide_index=True, key="own_sets")
    named = {each.id: each.name for each in sets}
    if named:  # a box that was once drawn empty keeps that as its choice
        st.selectbox("Data set", list(named), format_func=named.__getitem__, key="own_set")
    with st.container(horizontal=True):
        remove = _said(lambda name: f"Removed: {datasets.remove(home(), name).name}; Undo brings it back.")
        st.button("Remove it", on_click=current.answered("imports", remove, "own_set"), disabled=not sets)
        undo = _said(lambda: f"Undone: {undo_last(home())}.")
        st.button("Undo the last change", on_click=current.answered("imports", undo))
        st.download_button(
            "Backup of all that is yours",
            _backup,
            "zero-point-backup.zip",
            on_click="ignore",
            disabled=not sets,
            help="One file; python -m geo restore FILE puts it back",
        )


def _backup() -> bytes:
    with TemporaryDirectory() as folder:
        return datasets.backup(home(), Path(folder) / "backup.zip").file.read_bytes()


def _said(act: Callable[..., str]) -> Callable[..., tuple[bool, str]]:
    """The act, with what stands in its way told instead of raised."""

    def tell(*values: object) -> tuple[bool, str]:
        try:
            return True, act(*values)
        except (ValueError, RuntimeError, OSError) as error:
            return False, str(error)

    return tell
