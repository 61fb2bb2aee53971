"""What can be done with the data sets that are there: list, remove, undo, allow or forbid to pass them on."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from geo.events.datasets.changing import PATIENCE_SECONDS, changing
from geo.events.datasets.disk import refusal
from geo.events.datasets.manifest import FILE, FOLDER, DataSet, read_manifest


def list_sets(home: Path) -> list[DataSet]:
    """The data sets in the order of their import, damaged ones included. Raises DataProblems where the manifest is damaged."""
    return list(read_manifest(home).now.sets)


def list_changes(home: Path) -> list[str]:
    """The changes that can be undone, the last one first, each with its time."""
    manifest = read_manifest(home)
    states = (*manifest.history[1:], manifest.now) if manifest.history else ()
    return [f"{state.what} ({state.at})" for state in reversed(states)]


def remove(home: Path, name: str, for_good: bool = False, patience: float = PATIENCE_SECONDS) -> DataSet:
    """Remove a data set, given by its id or its name; `for_good`: it is deleted from the disk now, and cannot be brought back.

    Raises DataProblems where there is none of that name, or several.
    """
    with changing(home, f"removal of {name}", patience) as change:
        found = find(change.manifest.now.sets, name)
        others = [each for each in change.manifest.now.sets if each is not found]
        after = change.manifest.after(change.id, f"removal of {found.name}", others)
        change.replace(after.without(found.folder) if for_good else after)
        return found


def undo(home: Path, patience: float = PATIENCE_SECONDS) -> str:
    """Take back the last change, and say which it was. Raises DataProblems where there is none to take back."""
    with changing(home, "undo of the last change", patience) as change:
        if not change.manifest.history:
            raise refusal(f"{FOLDER}/{FILE}", "history", "", "there is no change that can be undone")
        undone = change.manifest.now.what
        change.replace(change.manifest.undone(change.id))
        return undone


def allow_sharing(home: Path, name: str, allowed: bool, patience: float = PATIENCE_SECONDS) -> DataSet:
    """Say whether the rows of a data set may be passed on, in downloads and at public addresses."""
    with changing(home, f"sharing of {name}", patience) as change:
        found = find(change.manifest.now.sets, name)
        now = replace(found, may_share=allowed)
        change.commit([now if each is found else each for each in change.manifest.now.sets])
        return now


def find(sets: Sequence[DataSet], name: str) -> DataSet:
    """The data set of that id, or else of that name. Raises DataProblems where there is none, or several."""
    found = [each for each in sets if each.id == name] or [each for each in sets if each.name == name]
    if len(found) == 1:
        return found[0]
    several = f"several data sets are called so; say which by its id: {', '.join(each.id for each in found)}"
    none = f"there is no such data set; there are: {', '.join(each.id for each in sets) or 'none'}"
    raise refusal(FOLDER, "name", name, several if found else none)
