"""One zip of everything that is the user's under a home; what it holds first is its list, with length and SHA-256 of every file."""

import json
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from geo.events.datasets import swap
from geo.events.datasets.changing import PATIENCE_SECONDS, UNCHANGED, locked, put_right
from geo.events.datasets.disk import PART, blocks, discard, refusal, said_clearly, sha256_of, sync, sync_folder
from geo.events.datasets.manifest import COPY, FILE, FOLDER, now_utc, read_manifest
from geo.events.datasets.reading import open_sets
from geo.vocabulary.problems import DataProblems, Problem

LIST = "zero-point-backup.json"
SCHEMA = 1
_NOTHING = {f"{FOLDER}/{FILE}", f"{FOLDER}/{COPY}"}
KEPT = "backups"
"""Where a restore keeps what was there, under the home."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was made: where, what it holds, and what was wrong already with what it holds."""

    file: Path
    files: int
    bytes: int
    sets: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


def backup(home: Path, file: Path, patience: float = PATIENCE_SECONDS) -> BackedUp:
    """Write a new zip with everything that is the user's, what can be undone included.

    A damaged data set is taken as it is, and said. Raises DataProblems where the file exists already, where there is
    nothing to back up, where somebody else is changing the data sets, and where the disk is full or refuses.
    """
    if file.exists():
        raise refusal(
            file.name, "file", str(file), "is there already; choose another name, backups are not overwritten"
        )
    with locked(home, patience), logs_locked(home, patience):
        put_right(home)
        return _pack(home, file)


@contextmanager
def logs_locked(home: Path, patience: float) -> Iterator[None]:
    """Keep grades and links from being added meanwhile."""
    with ExitStack() as locks:
        for name in ("grades.csv", "links.csv"):
            file = (home / name).resolve()
            if not file.parent.is_dir():
                continue
            try:
                locks.enter_context(FileLock(f"{file}.lock", timeout=patience))
            except Timeout as error:
                remedy = f"somebody is adding {name.removesuffix('.csv')} just now; wait, and try again; {UNCHANGED}"
                raise refusal(name, "lock", str(file), remedy) from error
        yield


def keep(home: Path) -> Path | None:
    """A backup of what is there, if anything is."""
    if not {name for name, _ in _files(home)} - _NOTHING:
        return None
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    return _pack(home, home / KEPT / f"before-restore-{moment}.zip").file


def _files(home: Path) -> Iterator[tuple[str, Path]]:
    """Name in the zip and path of every file that is the user's; of the data sets, those that the manifest names."""
    try:
        needed = read_manifest(home).folders
    except DataProblems:
        needed = None
    for thing in swap.THINGS:
        top = home / thing
        for path in [top] if top.is_file() else sorted(top.rglob("*")) if top.is_dir() else []:
            parts = path.relative_to(home).parts
            hidden = any(part[0] == "." for part in parts) or path.suffix == ".lock"
            unneeded = parts[0] == FOLDER and len(parts) > 2 and needed is not None and parts[1] not in needed
            if path.is_file() and not hidden and not unneeded:
                yield "/".join(parts), path


def _pack(home: Path, file: Path) -> BackedUp:
    draft = file.with_name(f".{file.name}{PART}")
    found = dict(_files(home))
    if not set(found) - _NOTHING:
        raise refusal(file.name, "home", str(home), "there is nothing of yours to back up yet")
    opened, problems = open_sets(home)
    try:
        with said_clearly(file.name, "no backup was made", file.parent):
            file.parent.mkdir(parents=True, exist_ok=True)
            listed = {name: {"bytes": path.stat().st_size, "sha256": sha256_of(path)} for name, path in found.items()}
            about = {"zero_point": "backup", "schema": SCHEMA, "made_at": now_utc(), "files": listed}
            with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
                archive.writestr(LIST, json.dumps(about, indent=1))
                for name, path in found.items():
                    _add(archive, name, path)
            sync(draft)
            draft.rename(file)
            sync_folder(file.parent)
    finally:
        discard(draft)
    total = sum(int(str(each["bytes"])) for each in listed.values())
    return BackedUp(file, len(found), total, tuple(each.about.name for each in opened), tuple(problems))


def _add(archive: zipfile.ZipFile, name: str, path: Path) -> None:
    member = zipfile.ZipInfo(name)
    member.compress_type = zipfile.ZIP_STORED if path.suffix == ".parquet" else zipfile.ZIP_DEFLATED
    with archive.open(member, "w", force_zip64=True) as target:
        for block in blocks(path):
            target.write(block)
