"""Files that are there whole or not at all, on the disk and not only in memory; and what the disk refuses, said clearly."""

import errno
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pyarrow as pa

from geo.vocabulary.problems import DataProblems, Problem

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
PART = ".part"
"""How the name of a file ends that is not written to its end yet."""
_BLOCK = 1 << 20


def refusal(file: str, field: str, value: str, remedy: str) -> DataProblems:
    """One problem of a whole file, as the error to raise."""
    return DataProblems([Problem(file, 0, field, value, remedy)])


@contextmanager
def said_clearly(file: str, what: str, folder: Path) -> Iterator[None]:
    """Turn what the disk or Arrow refuses into DataProblems; `what` says what was not done, `folder` where it would go."""
    try:
        yield
    except (OSError, pa.ArrowException) as error:
        if getattr(error, "errno", None) in FULL:
            remedy = f"the disk is full ({_free(folder)}); {what}; free some space and try again"
            raise refusal(file, "disk", str(folder), remedy) from error
        reason = getattr(error, "strerror", None) or f"{type(error).__name__}: {error}"
        raise refusal(file, "disk", str(folder), f"the disk refuses it ({reason}); {what}") from error


def sync(path: Path) -> None:
    """Wait until the file is on the disk."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(path: Path) -> None:
    """The same for the names in a folder, where the system can do it; not all can."""
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def replace_file(path: Path, body: bytes) -> None:
    """The file has the new content, or, where OSError is raised, the old one."""
    draft = path.with_name(f".{path.name}{PART}")
    try:
        with draft.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def move(source: Path, target: Path) -> None:
    """Rename within a disk, and wait until both folders know."""
    source.rename(target)
    for folder in {source.parent, target.parent}:
        sync_folder(folder)


def discard(path: Path) -> None:
    """Delete a file or a folder with all in it; what cannot be deleted now stays for the next start."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def sha256_of(path: Path) -> str:
    """The checksum of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def blocks(path: Path) -> Iterator[bytes]:
    """The bytes of a file, a megabyte at a time."""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def _free(folder: Path) -> str:
    try:
        return f"{shutil.disk_usage(folder).free / 1e6:,.0f} MB free in {folder}"
    except OSError:
        return str(folder)
