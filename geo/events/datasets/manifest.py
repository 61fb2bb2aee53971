"""The list of the user's data sets: `datasets/manifest.json`, replaced as a whole with every change, and how it was before.

Its checksum stands in it, and a copy beside it. Whoever changes what is in it raises SCHEMA, and reads the older one still.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from geo.events.datasets.columns import SCHEMAS
from geo.events.datasets.disk import refusal, replace_file
from geo.vocabulary.problems import DataProblems

SCHEMA = 2
READ = (1, 2)
"""Schemas that are read: in 1, `rows` had no `fields`."""
STEPS = 10
"""How many changes can be undone; what a removed data set takes on the disk is freed after as many."""
FOLDER, FILE, COPY = "datasets", "manifest.json", "manifest.copy.json"
_TEXTS = ("name", "format", "licence", "attribution", "imported_at", "file", "sha256")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What a file of a data set was when it was written."""

    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class DataSet:
    """One data set of the user; `id` is what links and filters call it, `folder` where it lies under `datasets/`.

    `file` and `sha256` are those of what was imported, `imported_at` is UTC, `files` is by table name.
    """

    id: str
    name: str
    format: str
    licence: str
    attribution: str
    may_share: bool
    imported_at: str
    file: str
    sha256: str
    counts: dict[str, int]
    folder: str
    files: dict[str, StoredFile]


@dataclass(frozen=True, slots=True)
class State:
    """The data sets after a change: its id, what it was, when."""

    change: str = ""
    what: str = ""
    at: str = ""
    sets: tuple[DataSet, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """How it is now, and how it was before each of the last changes, the earliest first."""

    now: State = State()
    history: tuple[State, ...] = ()

    @property
    def folders(self) -> set[str]:
        """Every folder that is needed, for what is there and for what can be undone."""
        return {each.folder for state in (self.now, *self.history) for each in state.sets}

    def after(self, change: str, what: str, sets: Sequence[DataSet]) -> "Manifest":
        """The manifest after one more change."""
        return Manifest(State(change, what, now_utc(), tuple(sets)), (*self.history, self.now)[-STEPS:])

    def undone(self, change: str) -> "Manifest":
        """The manifest without its last change."""
        return Manifest(replace(self.history[-1], change=change), self.history[:-1])

    def without(self, folder: str) -> "Manifest":
        """The manifest as if that folder had never been."""
        earlier = [replace(state, sets=_others(state.sets, folder)) for state in self.history]
        return Manifest(replace(self.now, sets=_others(self.now.sets, folder)), tuple(earlier))


def now_utc() -> str:
    """The time, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def read_manifest(home: Path) -> Manifest:
    """The manifest of a home; an empty one where nothing was ever stored. Raises DataProblems where it cannot be read."""
    folder = home / FOLDER
    try:
        return parse_manifest((folder / FILE).read_bytes())
    except FileNotFoundError:
        if not (folder / COPY).exists() and not set_folders(folder):
            return Manifest()
        raise refusal(f"{FOLDER}/{FILE}", "file", str(folder / FILE), f"is missing; {_REMEDY}") from None
    except OSError as error:
        remedy = f"cannot be read ({error.strerror}); mend that, nothing was changed"
        raise refusal(f"{FOLDER}/{FILE}", "file", str(folder / FILE), remedy) from error


def write_manifest(home: Path, manifest: Manifest) -> None:
    """Replace the manifest: before OSError it is the old one, after this it is the new one."""
    replace_file(home / FOLDER / FILE, format_manifest(manifest))


def format_manifest(manifest: Manifest) -> bytes:
    """The manifest as the file holds it."""
    content = {"now": asdict(manifest.now), "history": [asdict(state) for state in manifest.history]}
    about = {"zero_point": "data sets", "schema": SCHEMA, "sha256": _digest(content)}
    return (json.dumps({**about, **content}, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass")


def parse_manifest(body: bytes) -> Manifest:
    """The manifest in the bytes of a file. Raises DataProblems where it is damaged, or of a version that is not read here."""
    try:
        content = json.loads(body)
        schema = int(content["schema"])
        if content["zero_point"] != "data sets":
            raise ValueError("it is another file")
        if schema in READ:
            return _manifest(content)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise refusal(f"{FOLDER}/{FILE}", "content", type(error).__name__, f"is damaged; {_REMEDY}") from error
    remedy = "is of an older version, which this one no longer reads; open it with the Zero Point that wrote it"
    if schema > SCHEMA:
        remedy = "was written by a newer Zero Point; update this one (python -m pip install -r requirements.txt)"
    said = f"{remedy}. This one reads schema {SCHEMA}. Nothing was changed"
    raise refusal(f"{FOLDER}/{FILE}", "schema", str(schema), said)


def is_damaged(error: DataProblems) -> bool:
    """Whether the manifest is missing or damaged, so that its copy can take its place."""
    return any(problem.remedy.endswith(_REMEDY) for problem in error.problems)


def set_folders(folder: Path) -> list[Path]:
    """The folders of data sets, whether they are in the manifest or not."""
    return sorted(path for path in folder.iterdir() if path.is_dir() and path.name[0] != ".") if folder.is_dir() else []


_REMEDY = (
    "python -m geo datasets puts its copy in its place where there is one; else python -m geo restore FILE. "
    "The data sets themselves are still there, and nothing is deleted"
)


def _manifest(content: dict[str, Any]) -> Manifest:
    if _digest({key: content[key] for key in ("now", "history")}) != content["sha256"]:
        raise ValueError("the checksum differs")
    return Manifest(_state(content["now"]), tuple(map(_state, content["history"])))


def _state(row: dict[str, Any]) -> State:
    return State(**{**row, "sets": tuple(map(_data_set, row["sets"]))})


def _data_set(row: dict[str, Any]) -> DataSet:
    """Also of a manifest that somebody else made: its names become paths, so they may not lead anywhere else."""
    if not (_NAME.fullmatch(row["id"]) and _NAME.fullmatch(row["folder"]) and set(row["files"]) == set(SCHEMAS)):
        raise ValueError("a name is not one of ours")
    if not isinstance(row["may_share"], bool) or not all(isinstance(row[key], str) for key in _TEXTS):
        raise ValueError("a value is of another type")
    return DataSet(**{**row, "files": {name: StoredFile(**about) for name, about in row["files"].items()}})


def _digest(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _others(sets: tuple[DataSet, ...], folder: str) -> tuple[DataSet, ...]:
    return tuple(each for each in sets if each.folder != folder)
