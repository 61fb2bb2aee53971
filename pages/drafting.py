"""The briefing that the reader composes: kept for the session, every edit undoable."""

import secrets
from collections.abc import Callable
from typing import Any

import streamlit as st

from geo.briefing import link, shelf
from geo.briefing.draft import EMPTY, add, step_of_page
from geo.briefing.shelf import Kept, Opened
from geo.briefing.steps import Briefing
from geo.out import escaped
from geo.vocabulary.problems import DataProblems
from pages import current

MOST_UNDONE = 50
EXAMPLE, KEPT = "example", "~"
"""What the address says for the briefing that ships, and before the name of one on the shelf; else it carries a whole one."""
_History = tuple[tuple[str, Opened, Briefing], ...]


def draft() -> Opened:
    """The briefing as it is now."""
    opened: Opened = current.value("draft", Opened(EMPTY, "", ""))
    return opened


def saved() -> bool:
    """Whether it is on the shelf as it is."""
    return draft().briefing == current.value("draft_saved", EMPTY)


def at() -> int:
    """The step that is being edited, counted from 0; -1 where there is none."""
    last = len(draft().briefing.steps) - 1
    return min(int(current.value("draft_at", 0)), last)


def pick(step: int) -> None:
    """Edit this step."""
    current.remember("draft_at", step)


def edit(said: str, act: Callable[..., Briefing], *args: Any, then: int | None = None) -> None:
    """Put the next briefing in the place of this one; `said` is what undoing takes back, `then` the step picked after it."""
    now = draft()
    try:
        briefing = act(now.briefing, *args)
    except ValueError as error:
        st.toast(str(error))
        return
    _replace(said, Opened(briefing, now.name, now.stamp))
    if then is not None:
        pick(max(then, 0))


def edited(name: str, said: str, act: Callable[[Briefing, Any], Briefing]) -> Callable[[], None]:
    """A callback that edits with the value of the widget `name`."""
    return lambda: edit(said, act, current.value(name))


def open_briefing(opened: Opened, on_shelf: bool) -> None:
    """Compose another one from now on; the one before comes back by undoing."""
    _replace("opening another briefing", opened, opened.briefing if on_shelf else EMPTY)
    pick(0)


def open_example() -> None:
    """Compose the briefing that ships, as a copy."""
    open_briefing(Opened(shelf.open_example(), "", ""), on_shelf=False)


def open_empty() -> None:
    """Begin anew."""
    open_briefing(Opened(EMPTY, "", ""), on_shelf=True)


def save() -> None:
    """Keep it on the shelf: where it lies already, else as a new file."""
    _keep(draft().name, draft().stamp)


def save_as_new() -> None:
    """Keep it on the shelf beside what is there."""
    _keep("", "")


def add_view(page: str, query: str, sentence: str) -> None:
    """The current view as another step, and a word that it was added."""
    steps = len(draft().briefing.steps)
    edit("adding a step", add, step_of_page(page, query, sentence), then=steps)
    st.toast(f"Added as step {len(draft().briefing.steps)} of the briefing", icon=":material/playlist_add:")


def unsaved() -> tuple[Kept, ...]:
    """What other readers, or this one before a reload, had open and did not save; the latest first."""
    return tuple(each for each in shelf.list_shelf(shelf.shelf() / shelf.UNSAVED)[0] if each.name != _reader())


def take_over(reader: str) -> None:
    """Go on with what was not saved."""
    try:
        opened = shelf.load(shelf.shelf() / shelf.UNSAVED, reader)
    except DataProblems as error:
        st.toast(escaped.plain_markdown(str(error)), icon=":material/error:")
        return
    open_briefing(Opened(opened.briefing, "", ""), on_shelf=False)
    shelf.forget_unsaved(shelf.shelf(), reader)


def undoable() -> str:
    """What undoing takes back; "" where there is nothing."""
    history: _History = current.value("draft_history", ())
    return history[-1][0] if history else ""


def undo() -> None:
    """Take the last edit back."""
    *rest, (_, opened, kept) = current.value("draft_history")
    current.remember("draft_history", tuple(rest))
    current.remember("draft", opened)
    current.remember("draft_saved", kept)


def asked() -> str:
    """What the address may say for the briefing as it is; "" where it is too large for a link, and not on the shelf."""
    now = draft()
    if now.briefing == EMPTY:
        return ""
    if now.name and saved():
        return f"{KEPT}{now.name}"
    if now.briefing == shelf.open_example():
        return EXAMPLE
    try:
        return link.pack(now.briefing)
    except DataProblems:
        return ""


def tell_address() -> None:
    """Let the address carry the briefing as it is, as far as it can."""
    current.put_own("briefing", asked())
    current.remember("draft_told", current.own("briefing"))


def take_asked() -> str:
    """Open what the address asks for, where it is not what it was told or asked before; what is wrong with it, else ""."""
    wanted = current.own("briefing")
    if wanted == current.value("draft_told", ""):
        return str(current.value("draft_refusal", "")) if wanted else ""
    current.remember("draft_told", wanted)
    current.remember("draft_refusal", "")
    try:
        if wanted == EXAMPLE:
            open_example()
        elif wanted.startswith(KEPT):
            open_briefing(shelf.load(shelf.shelf(), wanted.removeprefix(KEPT)), on_shelf=True)
        elif wanted and wanted != asked():
            open_briefing(Opened(link.unpack(wanted), "", ""), on_shelf=False)
    except DataProblems as error:
        current.remember("draft_refusal", str(error))
    return str(current.value("draft_refusal", ""))


def _replace(said: str, opened: Opened, kept: Briefing | None = None) -> None:
    """Put it in the place of the one before; `kept` is what is on the shelf where that is another than before."""
    now = draft()
    if opened == now:
        return
    history: _History = (*current.value("draft_history", ()), (said, now, current.value("draft_saved", EMPTY)))
    current.remember("draft_history", history[-MOST_UNDONE:])
    current.remember("draft", opened)
    if kept is not None:
        current.remember("draft_saved", kept)
    if opened.briefing not in (EMPTY, shelf.open_example()) and not saved():
        shelf.note_unsaved(shelf.shelf(), _reader(), opened.briefing)


def _reader() -> str:
    """A name for this session, by which its unsaved briefing is kept."""
    if not current.value("draft_reader"):
        current.remember("draft_reader", secrets.token_hex(8))
    return str(current.value("draft_reader"))


def _keep(name: str, stamp: str) -> None:
    try:
        opened = shelf.save(shelf.shelf(), draft().briefing, name, stamp)
    except DataProblems as error:
        current.remember("draft_unsaved", str(error))
        return
    current.remember("draft_unsaved", "")
    current.remember("draft", opened)
    shelf.forget_unsaved(shelf.shelf(), _reader())
    current.remember("draft_saved", opened.briefing)
    st.toast(escaped.plain_markdown(f"Kept as {opened.name}{shelf.SUFFIX}"), icon=":material/save:")
