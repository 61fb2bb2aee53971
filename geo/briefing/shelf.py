"""The user's shelf: briefings kept as Markdown in the user's own folder; nobody's change is overwritten without a word."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from filelock import FileLock, Timeout

from geo.briefing.file import read_bytes, write_briefing
from geo.briefing.limits import MOST_BYTES
from geo.briefing.steps import Briefing
from geo.events.datasets.disk import discard, move, refusal, replace_file, said_clearly
from geo.settings import DATA, home
from geo.vocabulary.problems import DataProblems, Problem

EXAMPLE = DATA / "briefings" / "january-2024.md"
"""The briefing that ships."""
SUFFIX = ".md"
TRASH = ".deleted"
"""Where what was deleted lies, under the shelf."""
UNSAVED = ".unsaved"
"""Where copies of what readers have open and have not saved lie, under the shelf: a closed page loses nothing."""
_LONGEST_NAME = 60
_PATIENCE_SECONDS = 10.0


class Overtaken(DataProblems):
    """Somebody else changed the file since it was opened; nothing was written."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A briefing on the shelf: the file's name without its ending, the title, how many steps, when the file changed (UTC)."""

    name: str
    title: str
    steps: int
    changed: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """A briefing with where it is kept; `stamp` tells whether the file is still the one that was read."""

    briefing: Briefing
    name: str
    stamp: str


def shelf() -> Path:
    """The folder of the shelf; it may not exist yet."""
    return home() / "briefings"


def open_example() -> Briefing:
    """The briefing that ships."""
    return read_bytes(EXAMPLE.read_bytes(), EXAMPLE.name)


def list_shelf(folder: Path) -> tuple[tuple[Kept, ...], tuple[Problem, ...]]:
    """What is kept, the latest first, and the problems of files that cannot be read; those are left alone."""
    kept, problems = [], []
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        if path.name.startswith(".") or not path.is_file():
            continue
        try:
            briefing, changed = _read(path)[0], datetime.fromtimestamp(path.stat().st_mtime, UTC)
            kept.append(Kept(path.stem, briefing.title, len(briefing.steps), changed))
        except DataProblems as error:
            problems += error.problems
    return tuple(sorted(kept, key=lambda each: each.changed, reverse=True)), tuple(problems)


def load(folder: Path, name: str) -> Opened:
    """The briefing of that name. Raises DataProblems where there is none, and with every problem of its file."""
    briefing, content = _read(_path(folder, name))
    return Opened(briefing, name, _stamp(content))


def save(folder: Path, briefing: Briefing, name: str = "", stamp: str = "") -> Opened:
    """Keep the briefing: as the file `name` as it was when `stamp` was read, or without a name as a new one, called by its title.

    Raises Overtaken where that file is another by now, or gone, and DataProblems where the disk refuses it.
    """
    content = write_briefing(briefing).encode()
    read_bytes(content, f"{name or 'briefing'}{SUFFIX}")  # what could not be opened again is not kept
    with _alone(folder):
        path = _path(folder, name) if name else _free(folder, file_name(briefing.title))
        if name and _now(path) != stamp:
            raise Overtaken(_overtaken(path))
        with said_clearly(path.name, "the briefing was not kept", folder):
            replace_file(path, content)
    return Opened(read_bytes(content, path.name), path.stem, _stamp(content))


def delete(folder: Path, name: str) -> str:
    """Put the file aside, from where `restore` takes it back; gives what to call it then."""
    with _alone(folder):
        path, moment = _path(folder, name), datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        with said_clearly(path.name, "nothing was deleted", folder):
            (folder / TRASH).mkdir(exist_ok=True)
            move(path, folder / TRASH / f"{name}.{moment}{SUFFIX}")
    return f"{name}.{moment}"


def restore(folder: Path, deleted: str) -> str:
    """Take back what was deleted; gives its name on the shelf, another one where its own is taken by now."""
    with _alone(folder):
        path = _path(folder / TRASH, deleted)
        target = _free(folder, deleted.rpartition(".")[0])
        with said_clearly(path.name, "nothing was taken back", folder):
            move(path, target)
    return target.stem


def note_unsaved(folder: Path, reader: str, briefing: Briefing) -> None:
    """Keep a copy of what the reader has open, in the place of the one before; a disk that refuses it is no reason to stop."""
    with suppress(DataProblems, OSError):
        path = _path(folder / UNSAVED, reader)
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, write_briefing(briefing).encode())


def forget_unsaved(folder: Path, reader: str) -> None:
    """Throw that copy away: it was saved, or taken over."""
    discard(_path(folder / UNSAVED, reader))


def _read(path: Path) -> tuple[Briefing, bytes]:
    with said_clearly(path.name, "it cannot be opened", path.parent), path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    return read_bytes(content, path.name), content


def _now(path: Path) -> str:
    """The stamp of the file as it is now; "" where it is gone."""
    try:
        return _stamp(path.read_bytes())
    except OSError:
        return ""


def _stamp(content: bytes) -> str:
    return sha256(content).hexdigest()


def _path(folder: Path, name: str) -> Path:
    """The file of that name in the folder itself, whatever the name is made of."""
    if not name or name.startswith(".") or any(sign in name for sign in "/\\:\0"):
        raise refusal("briefings", "name", repr(name), "is no name of a briefing on the shelf")
    return folder / f"{name}{SUFFIX}"


def file_name(title: str) -> str:
    """A file's name without ending, made of a title: letters of all scripts and digits, hyphens between."""
    plain = unicodedata.normalize("NFKC", title).casefold()
    return re.sub(r"[\W_]+", "-", plain)[:_LONGEST_NAME].strip("-") or "briefing"


def _free(folder: Path, name: str) -> Path:
    """A path that is not taken: the name, else with a number behind it."""
    number, path = 1, folder / f"{name}{SUFFIX}"
    while path.exists():
        number += 1
        path = folder / f"{name}-{number}{SUFFIX}"
    return path


def _overtaken(path: Path) -> list[Problem]:
    gone = "was deleted" if not path.exists() else "was changed"
    remedy = f"{gone} by somebody else since you opened it; save yours as a new briefing, or open the other one first"
    return [Problem(path.name, 0, "file", path.name, remedy)]


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with said_clearly("briefings", "the shelf cannot be written", folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / ".lock", timeout=_PATIENCE_SECONDS)
    try:
        lock.acquire()
    except Timeout as error:
        raise refusal("briefings", "lock", str(folder), "somebody is saving just now; try again") from error
    try:
        yield
    finally:
        lock.release()
