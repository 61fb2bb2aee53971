"""One change at a time: the lock, the note of what is being done, and what is put right after a program was ended in the middle.

A change is done at the moment when the manifest is replaced. Everything before it, and whatever it no longer needs after
it, are folders that the manifest does not name: they are deleted at the end of the change, or at the next start.
"""

import json
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from geo.events.datasets import swap
from geo.events.datasets.disk import PART, discard, refusal, replace_file, said_clearly
from geo.events.datasets.manifest import (
    COPY,
    FILE,
    FOLDER,
    DataSet,
    Manifest,
    format_manifest,
    is_damaged,
    now_utc,
    parse_manifest,
    read_manifest,
    write_manifest,
)
from geo.vocabulary.problems import DataProblems

PATIENCE_SECONDS = 10.0
"""How long to wait for somebody else's change."""
UNCHANGED = "nothing was changed"
LOCK, NOTE = ".datasets.lock", ".changing.json"
STAGING = ".staging-"
DAMAGED = "manifest.damaged.json"


@dataclass
class Change:
    """A change under way: its id, what it is, the manifest that it starts from, and what was put right before it."""

    home: Path
    id: str
    what: str
    manifest: Manifest
    said: list[str] = field(default_factory=list)

    def commit(self, sets: Sequence[DataSet]) -> None:
        """From here on the data sets are these."""
        self.replace(self.manifest.after(self.id, self.what, sets))

    def replace(self, manifest: Manifest) -> None:
        """From here on the manifest is this one."""
        with said_clearly(f"{FOLDER}/{FILE}", UNCHANGED, self.home):
            write_manifest(self.home, manifest)
        self.manifest = manifest
        with suppress(OSError):  # the change is done; the next one, or the next start, copies it
            replace_file(self.home / FOLDER / COPY, format_manifest(manifest))


@contextmanager
def changing(home: Path, what: str, patience: float = PATIENCE_SECONDS) -> Iterator[Change]:
    """Be alone with the data sets, which `what` says in words ("import of GED").

    Raises DataProblems where somebody else is changing them for longer than `patience` seconds, where the manifest cannot
    be read, and where the disk refuses; then nothing was changed.
    """
    with locked(home, patience):
        said = put_right(home)
        change = Change(home, uuid.uuid4().hex, what, read_manifest(home), said)
        with said_clearly(f"{FOLDER}/{FILE}", UNCHANGED, home):
            (home / FOLDER).mkdir(parents=True, exist_ok=True)
            if not (home / FOLDER / FILE).exists():  # so that a folder without a manifest is never an import cut off
                write_manifest(home, change.manifest)
            write_note(home, change.id, what)
        try:
            yield change
        finally:
            sweep(home)
            discard(home / NOTE)


@contextmanager
def locked(home: Path, patience: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Keep every other process and thread from changing the data sets. Reading needs no lock."""
    with said_clearly(LOCK, UNCHANGED, home):
        home.mkdir(parents=True, exist_ok=True)
        lock = FileLock(home / LOCK, timeout=patience)
        try:
            lock.acquire()
        except Timeout as error:
            _, what, since = read_note(home)
            doing = f"{what}, since {since}" if what else "a change of the data sets"
            said = f"somebody else is at it just now ({doing}); wait until that is done, and try again"
            raise refusal(FOLDER, "lock", str(home), f"{said}; {UNCHANGED}") from error
    try:
        yield
    finally:
        lock.release()


def recover(home: Path) -> list[str]:
    """Put right what a program left that was ended in the middle of a change, and say what; at the start of every program.

    Nothing is touched, and nothing said, while somebody else is changing the data sets, or where the disk refuses.
    """
    try:
        if not (home.is_dir() and (_leftovers(home) or _odd(home))):
            return []
        with locked(home, 0):
            return put_right(home)
    except (DataProblems, OSError):
        return []


def write_note(home: Path, change: str, what: str) -> None:
    """Note what is being done, for whoever must wait and for the next start."""
    replace_file(home / NOTE, json.dumps({"change": change, "what": what, "at": now_utc()}).encode())


def read_note(home: Path) -> tuple[str, str, str]:
    """The id of the change under way, what it is, and since when; empty where there is none."""
    try:
        note = json.loads((home / NOTE).read_bytes())
        return str(note["change"]), str(note["what"]), str(note["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return "", "", ""


def put_right(home: Path) -> list[str]:
    """Finish or take back what was cut off; the caller holds the lock."""
    with said_clearly(swap.JOURNAL, "a restore that was cut off is still to be carried to its end", home):
        said = [swap.finish(home)]
    try:
        with said_clearly(f"{FOLDER}/{FILE}", UNCHANGED, home):
            said.append(_heal(home))
        now = read_manifest(home).now.change
    except DataProblems:
        return [each for each in said if each]  # whoever reads the data sets is told; nothing is deleted
    change, what, at = read_note(home)
    if change and change == now:
        said.append(f"the {what} of {at} was done when the program ended; what it made is there whole")
    elif what.startswith("import"):
        said.append(f"an import that was cut off has been removed; nothing of it was stored ({what}, {at})")
    elif change and not said[0]:
        said.append(f"the {what} of {at} was cut off; nothing was changed")
    sweep(home)
    discard(home / NOTE)
    return [each for each in said if each]


def _heal(home: Path) -> str:
    """Put the copy of the manifest in its place where that is damaged, or else make the copy what the manifest is."""
    folder = home / FOLDER
    file, copy = folder / FILE, folder / COPY
    try:
        if not file.exists() and not copy.exists():
            return ""
        body = format_manifest(read_manifest(home))
        if not copy.exists() or copy.read_bytes() != body:
            with suppress(OSError):
                replace_file(copy, body)
        return ""
    except DataProblems as error:
        if not is_damaged(error) or not copy.exists():
            raise
        body = copy.read_bytes()
        parse_manifest(body)
        if file.exists():
            replace_file(folder / DAMAGED, file.read_bytes())
        replace_file(file, body)
        return f"{FOLDER}/{FILE} was damaged or missing; its copy has taken its place (the damaged one is {DAMAGED})"


def sweep(home: Path) -> None:
    """Delete what no manifest names; nothing where the manifest cannot be read."""
    try:
        for path in [*_leftovers(home), *_unnamed(home)]:
            discard(path)
    except (DataProblems, OSError):
        return


def _leftovers(home: Path) -> list[Path]:
    """What only a change under way has."""
    found = [*home.glob(f".*{PART}"), *home.glob(f"{swap.STAGING}*"), *home.glob(f"backups/.*{PART}")]
    folder = home / FOLDER
    found += [*folder.glob(f"{STAGING}*"), *folder.glob(f".*{PART}")]
    return [path for path in found if path.name != swap.running(home)]


def _unnamed(home: Path) -> list[Path]:
    folder = home / FOLDER
    if not folder.is_dir():
        return []
    needed = read_manifest(home).folders
    return [path for path in folder.iterdir() if path.is_dir() and path.name[0] != "." and path.name not in needed]


def _odd(home: Path) -> bool:
    """Whether there is anything to say or to put right beside leftovers."""
    if (home / NOTE).exists() or (home / swap.JOURNAL).exists():
        return True
    try:
        folder = home / FOLDER
        return bool(_unnamed(home)) or (folder / FILE).exists() != (folder / COPY).exists()
    except DataProblems as error:
        return is_damaged(error) and (home / FOLDER / COPY).exists()
    except OSError:
        return False
