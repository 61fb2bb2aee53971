"""Writes the file of grades: rows are only ever added, one process at a time, and what stands in it is never rewritten."""

import csv
import io
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from geo.events.grades import HEADER, Grade, Grades, is_text, length_fault, parse_grades, read_grades, scale_of
from geo.vocabulary.problems import Problem

PATIENCE_SECONDS = 10
LARGEST_MB = 20
"""Of a file to import; a grade takes about 150 bytes."""


class GradeRefused(ValueError):
    """A grade that could not be kept, with the reason and what to do, ready for the reader."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What an import did: rows added, rows that stood there already, and what is wrong with the others."""

    added: int
    known: int
    problems: tuple[Problem, ...]


def add_grade(path: Path, subjects: Mapping[str, str], subject: str, grade: str, by: str, why: str) -> Grade:
    """Add one row, later than all that the file has of the subject. Raises GradeRefused where it cannot be kept as it is.

    Setting back to F or 6 is a row too. Spaces and line breaks in `by` and `why` become single spaces.
    """
    by, why = " ".join(by.split()), " ".join(why.split())
    if subject not in subjects:
        raise GradeRefused(f"There is no {subject!r}: write outlet: or claim: and an id of the data.")
    if grade not in scale_of(subject):
        raise GradeRefused(f"{grade!r} is no grade here: choose one of {', '.join(scale_of(subject))}.")
    for name, label, value in (("by", "Your name", by), ("why", "The reason", why)):
        if remedy := length_fault(name, value) or ("has a control character; remove it" * (not is_text(value))):
            raise GradeRefused(f"{label} {remedy}.")

    def later(known: Grades) -> list[Grade]:
        now = datetime.now(UTC)
        if subject in known.latest:  # the clock of whoever wrote it may run ahead of ours
            now = max(now, datetime.fromisoformat(known.latest[subject].at) + timedelta(milliseconds=1))
        at = now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return [Grade(at, by, subject, subjects[subject], grade, why)]

    return _append(path, subjects, later)[0]


def merge_grades(path: Path, subjects: Mapping[str, str], body: bytes, name: str = "the imported file") -> Merged:
    """Add the rows of another person's file that are not there yet, in order of time; rows with a problem stay out.

    Raises GradeRefused where that file, or our own, cannot be read at all.
    """
    if len(body) > LARGEST_MB * 1_000_000:
        raise GradeRefused(f"{name} is larger than {LARGEST_MB} MB; that is no file of grades.")
    other = parse_grades(body, name, subjects)
    if other.closed:
        raise GradeRefused(other.closed)

    def unknown(known: Grades) -> list[Grade]:
        there = set(known.rows)
        return [row for row in other.rows if row not in there]

    added = _append(path, subjects, unknown)
    return Merged(len(added), len(other.rows) - len(added), other.problems)


def export_grades(path: Path) -> bytes:
    """The file as it is, broken lines included; the header alone where there is none yet. Raises OSError where unreadable."""
    return path.read_bytes() if path.exists() else _lines([HEADER])


def _append(path: Path, subjects: Mapping[str, str], choose: Callable[[Grades], list[Grade]]) -> list[Grade]:
    """Add the rows that `choose` makes of what the file has, while nobody else writes."""
    try:
        with _alone_with(path) as file:
            known = read_grades(file, subjects)
            if known.closed:
                raise GradeRefused(f"Nothing was added: {known.closed}")
            rows = choose(known)
            if rows:
                _write(file, _lines(map(astuple, rows)))
            return rows
    except Timeout as error:
        wait = f"another program has held it for {PATIENCE_SECONDS} seconds; try again"
        raise GradeRefused(f"Nothing was added to {path.name}: {wait}.") from error
    except OSError as error:
        raise GradeRefused(f"Nothing was added: {path.name} cannot be written ({error.strerror or error}).") from error


@contextmanager
def _alone_with(path: Path) -> Iterator[Path]:
    """The file itself (behind links), locked against every other writer."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.resolve()
    with FileLock(f"{file}.lock", timeout=PATIENCE_SECONDS):
        yield file


def _write(file: Path, body: bytes) -> None:
    """Append and make sure that it is on the disk; where that fails, nothing of it stays."""
    if not file.exists() or not file.read_bytes().strip():
        _create(file)
    before = file.stat().st_size
    with file.open("r+b") as log:
        log.seek(-1, os.SEEK_END)
        torn = log.read(1) != b"\n"  # by hand, or by a machine that went down
        try:
            log.seek(0, os.SEEK_END)
            log.write(b"\n" * torn + body)
            log.flush()
            os.fsync(log.fileno())
        except OSError:
            log.truncate(before)
            raise


def _create(file: Path) -> None:
    """The file with its header, all or nothing."""
    handle, draft = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    with os.fdopen(handle, "wb") as log:
        log.write(_lines([HEADER]))
        log.flush()
        os.fsync(log.fileno())
    Path(draft).replace(file)


def _lines(rows: Iterable[Iterable[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()
