"""Opening, keeping, downloading and linking a briefing."""

import streamlit as st

from geo.briefing import link, shelf
from geo.briefing.file import read_bytes, write_briefing
from geo.briefing.shelf import Kept, Opened
from geo.out import escaped
from geo.vocabulary.problems import DataProblems
from pages import current, drafting


def draw_shelf() -> None:
    """The buttons of the bar: Open, Save, Download, Link."""
    with st.popover("Open", icon=":material/folder_open:", width="content"):
        _draw_open()
    now = drafting.draft()
    st.button(
        "Saved" if drafting.saved() else "Save",
        icon=":material/save:",
        on_click=drafting.save,
        disabled=drafting.saved(),
        help=f"In your own folder, as {escaped.plain_markdown(now.name)}{shelf.SUFFIX}"
        if now.name
        else "In your own folder, as a new file",
        key="save",
    )
    with st.popover("Download", icon=":material/download:", width="content"):
        for form, label in (("md", "Markdown"), ("yaml", "YAML")):
            st.download_button(
                f"As {label}",
                write_briefing(now.briefing, form),
                file_name=f"{now.name or 'briefing'}.{form}",
                mime="text/markdown" if form == "md" else "application/yaml",
                icon=":material/description:",
                key=f"download_{form}",
                on_click="ignore",
            )
        st.caption("Text that people read and edit; the button Open takes it back.")
    with st.popover("Link", icon=":material/link:", width="content"):
        _draw_link()


def _draw_open() -> None:
    kept, problems = shelf.list_shelf(shelf.shelf())
    st.button("New, empty", icon=":material/add:", on_click=drafting.open_empty, key="open_empty", width="stretch")
    st.button(
        "The one that ships: January 2024",
        icon=":material/menu_book:",
        on_click=drafting.open_example,
        key="open_example",
        width="stretch",
    )
    for each in kept:
        _draw_kept(each)
    for each in drafting.unsaved():
        st.button(
            f"Not saved: {escaped.plain_markdown(each.title)}",
            icon=":material/history:",
            help=f"{each.steps} steps, left open on {each.changed:%Y-%m-%d at %H:%M} UTC; go on with it",
            on_click=drafting.take_over,
            args=(each.name,),
            key=f"take_over_{each.name}",
            width="stretch",
        )
    if deleted := current.value("draft_deleted", ""):
        st.button(
            f"Take back {escaped.plain_markdown(deleted.rpartition('.')[0])}",
            icon=":material/undo:",
            on_click=_take_back,
            args=(deleted,),
            key="take_back",
        )
    if problems:
        said = "\n\n".join(escaped.plain_markdown(str(problem)) for problem in problems)
        st.warning(f"Files on your shelf that cannot be read; they are left as they are:\n\n{said}")
    st.file_uploader(
        "From a file",
        type=["md", "markdown", "yaml", "yml", "txt"],
        key="briefing_file",
        on_change=_upload,
        max_upload_size=1,
    )
    if refused := current.value("draft_upload_refused", ""):
        st.error(escaped.plain_markdown(refused))


def _draw_kept(each: Kept) -> None:
    title, away = st.columns([8, 1], vertical_alignment="center")
    title.button(
        escaped.plain_markdown(each.title),
        icon=":material/draft:",
        help=f"{escaped.plain_markdown(each.name)}{shelf.SUFFIX}: {each.steps} steps, changed {each.changed:%Y-%m-%d %H:%M} UTC",
        on_click=_open,
        args=(each.name,),
        key=f"open_{each.name}",
        width="stretch",
    )
    away.button(
        "",
        icon=":material/delete:",
        help=f"Delete {escaped.plain_markdown(each.name)}{shelf.SUFFIX}",
        on_click=_delete,
        args=(each.name,),
        key=f"delete_{each.name}",
    )


def _draw_link() -> None:
    now = drafting.draft().briefing
    try:
        packed = link.pack(now)
    except DataProblems as error:
        st.info(escaped.plain_markdown(error.problems[0].remedy))
        return
    st.caption("Carries the whole briefing: whoever opens it, on this or another Zero Point, gets a copy.")
    st.code(current.address(f"/briefing?briefing={packed}"), language=None, wrap_lines=True, height=160)


def _open(name: str) -> None:
    try:
        drafting.open_briefing(shelf.load(shelf.shelf(), name), on_shelf=True)
    except DataProblems as error:
        st.toast(escaped.plain_markdown(str(error)), icon=":material/error:")


def _delete(name: str) -> None:
    try:
        current.remember("draft_deleted", shelf.delete(shelf.shelf(), name))
    except DataProblems as error:
        st.toast(escaped.plain_markdown(str(error)), icon=":material/error:")


def _take_back(deleted: str) -> None:
    try:
        shelf.restore(shelf.shelf(), deleted)
    except DataProblems as error:
        st.toast(escaped.plain_markdown(str(error)), icon=":material/error:")
    current.remember("draft_deleted", "")


def _upload() -> None:
    file = current.value("briefing_file")
    if file is None:
        return
    try:
        drafting.open_briefing(Opened(read_bytes(file.getvalue(), file.name), "", ""), on_shelf=False)
        current.remember("draft_upload_refused", "")
    except DataProblems as error:
        current.remember("draft_upload_refused", str(error))
