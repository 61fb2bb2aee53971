"""Puts a backup in the place of what is there: every byte is read and compared beside it first, then old and new change places."""

import hashlib
import json
import shutil
import uuid
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from geo.events.datasets import swap
from geo.events.datasets.backup import LIST, SCHEMA, keep, logs_locked
from geo.events.datasets.changing import NOTE, PATIENCE_SECONDS, UNCHANGED, locked, put_right, sweep, write_note
from geo.events.datasets.disk import discard, refusal, said_clearly, sync, sync_folder
from geo.events.datasets.manifest import FILE, FOLDER, parse_manifest
from geo.events.datasets.reading import open_sets
from geo.vocabulary.problems import DataProblems, Problem

_LARGEST_LIST = 50_000_000
_BLOCK = 1 << 20
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError),
    *(ValueError, KeyError, TypeError, AttributeError, IndexError),
)


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup that was restored: the data sets that are there now, and where what was there before is kept (None: nothing)."""

    sets: tuple[str, ...]
    made_at: str
    kept: Path | None


def restore(home: Path, file: Path, patience: float = PATIENCE_SECONDS) -> Restored:
    """Put the content of a backup in the place of what is there; that is kept as a backup under `backups/`.

    Raises DataProblems, and changes nothing, where the file is damaged, is no backup, or is of another version, where
    somebody else is changing the data sets, and where the disk is full or refuses. If the program ends in the middle, it has
    not begun, or is carried to its end at the next start.
    """
    what, staging = f"restore of {file.name}", home / f"{swap.STAGING}{uuid.uuid4().hex}"
    with locked(home, patience), logs_locked(home, patience):
        put_right(home)
        try:
            with said_clearly(file.name, UNCHANGED, home):
                write_note(home, staging.name, what)
                made_at = _unpack(file, staging / "new")
                kept = keep(home)
                swap.begin(home, staging, what)
            discard(home / NOTE)  # from here on the journal says what is under way
            with said_clearly(file.name, "it is carried to its end with the next command", home):
                swap.finish(home)
        finally:
            if not swap.running(home):
                discard(staging)
                discard(home / NOTE)
            sweep(home)
    return Restored(tuple(each.about.name for each in open_sets(home)[0]), made_at, kept)


def _unpack(file: Path, target: Path) -> str:
    """Unpack a backup into a new folder, comparing every byte with its list. Returns when it was made."""
    if not file.is_file():
        raise refusal(file.name, "file", str(file), f"there is no such file; {UNCHANGED}")
    try:
        with zipfile.ZipFile(file) as archive:
            about = _read_list(archive, file)
            needed, free = (
                sum(each["bytes"] for each in about["files"].values()),
                shutil.disk_usage(target.parents[1]).free,
            )
            if needed > free:
                remedy = (
                    f"needs {needed / 1e6:,.0f} MB, the disk has {free / 1e6:,.0f} MB; free some space; {UNCHANGED}"
                )
                raise refusal(file.name, "disk", str(target.parents[1]), remedy)
            target.mkdir(parents=True)
            for name, said in about["files"].items():
                path = target / name
                path.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(name) as member:
                    _copy(member, path, said["bytes"], said["sha256"])
        manifest = target / FOLDER / FILE
        if manifest.exists():
            parse_manifest(manifest.read_bytes())
        for folder in [*(path for path in target.rglob("*") if path.is_dir()), target]:
            sync_folder(folder)
    except DataProblems as error:
        raise DataProblems([_within(file, problem) for problem in error.problems]) from error
    except _UNREADABLE as error:
        said_short = " ".join(str(error).split())[:200]
        remedy = f"is damaged, or is no backup of Zero Point ({said_short}); take another one; {UNCHANGED}"
        raise refusal(file.name, "file", str(file), remedy) from error
    return str(about["made_at"])


def _read_list(archive: zipfile.ZipFile, file: Path) -> dict[str, Any]:
    """The list in a backup. Raises ValueError where it, or what the zip holds, is not as `backup` makes it."""
    if archive.getinfo(LIST).file_size > _LARGEST_LIST:
        raise ValueError("its list is too long")
    about: dict[str, Any] = json.loads(archive.read(LIST))
    if not isinstance(about, dict) or about.get("zero_point") != "backup" or not isinstance(about.get("schema"), int):
        raise ValueError("it has no list of ours")
    if about["schema"] != SCHEMA:
        remedy = (
            f"is of {'a newer' if about['schema'] > SCHEMA else 'an older'} version; this Zero Point reads {SCHEMA}"
        )
        raise refusal(file.name, "schema", str(about["schema"]), f"{remedy}; {UNCHANGED}")
    names = archive.namelist()
    if sorted(names) != sorted([LIST, *about["files"]]):
        raise ValueError("what it holds is not what its list says")
    for name, said in about["files"].items():
        parts = PurePosixPath(name).parts
        if "/".join(parts) != name or ".." in parts or parts[0] not in swap.THINGS or "\\" in name or ":" in name:
            raise ValueError(f"it holds {name!r}, which is not ours")
        if not isinstance(said["bytes"], int) or said["bytes"] != archive.getinfo(name).file_size:
            raise ValueError(f"{name} has not the length that its list says")
    return about


def _copy(member: IO[bytes], path: Path, length: int, sha256: str) -> None:
    """Unpack one file, never more than it says it has."""
    digest, got = hashlib.sha256(), 0
    with path.open("xb") as target:
        while block := member.read(_BLOCK):
            got += len(block)
            if got > length:
                raise ValueError(f"{path.name} is longer than its list says")
            digest.update(block)
            target.write(block)
    if got != length or digest.hexdigest() != sha256:
        raise ValueError(f"the checksum of {path.name} differs")
    sync(path)


def _within(file: Path, problem: Problem) -> Problem:
    """A problem of a file inside the zip, or of the zip, said as one of the zip."""
    where = "" if problem.file == file.name else f"{problem.file} in it "
    return Problem(file.name, 0, problem.field, problem.value, f"{where}{problem.remedy}")
