"""Writes the file of grades: rows are only ever added, one process at a time, and what stands in it is never rewritten."""

from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass
from pathlib import Path

from geo.events.append_log import Refused, Row, append, check_author, lines, time_after
from geo.events.grades import HEADER, Grade, Grades, parse_grades, read_grades, scale_of
from geo.vocabulary.problems import Problem

LARGEST_MB = 20
"""Of a file to import; a grade takes about 150 bytes."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What an import did: rows added, rows that stood there already, and what is wrong with the others."""

    added: int
    known: int
    problems: tuple[Problem, ...]


def add_grade(path: Path, subjects: Mapping[str, str], subject: str, grade: str, by: str, why: str) -> Grade:
    """Add one row, later than all that the file has of the subject. Raises Refused where it cannot be kept as it is.

    Setting back to F or 6 is a row too. Spaces and line breaks in `by` and `why` become single spaces.
    """
    if subject not in subjects:
        raise Refused(f"There is no {subject!r}: write outlet: or claim: and an id of the data.")
    if grade not in scale_of(subject):
        raise Refused(f"{grade!r} is no grade here: choose one of {', '.join(scale_of(subject))}.")
    by, why = check_author(by, why)

    def later(known: Grades) -> list[Grade]:
        at = time_after(known.latest[subject].at if subject in known.latest else "")
        return [Grade(at, by, subject, subjects[subject], grade, why)]

    return _append(path, subjects, later)[0]


def merge_grades(path: Path, subjects: Mapping[str, str], body: bytes, name: str = "the imported file") -> Merged:
    """Add the rows of another person's file that are not there yet, in order of time; rows with a problem stay out.

    Raises Refused where that file, or our own, cannot be read at all.
    """
    if len(body) > LARGEST_MB * 1_000_000:
        raise Refused(f"{name} is larger than {LARGEST_MB} MB; that is no file of grades.")
    other = parse_grades(body, name, subjects)
    if other.closed:
        raise Refused(other.closed)

    def unknown(known: Grades) -> list[Grade]:
        there = set(known.rows)
        return [row for row in other.rows if row not in there]

    added = _append(path, subjects, unknown)
    return Merged(len(added), len(other.rows) - len(added), other.problems)


def export_grades(path: Path) -> bytes:
    """The file as it is, broken lines included; the header alone where there is none yet. Raises OSError where unreadable."""
    return path.read_bytes() if path.exists() else lines([HEADER])


def _append(path: Path, subjects: Mapping[str, str], choose: Callable[[Grades], list[Grade]]) -> list[Grade]:
    """Add the rows that `choose` makes of what the file has, while nobody else writes."""
    rows = list[Grade]()

    def chosen(file: Path) -> list[Row]:
        known = read_grades(file, subjects)
        if known.closed:
            raise Refused(f"Nothing was added: {known.closed}")
        rows.extend(choose(known))
        return [astuple(row) for row in rows]

    append(path, HEADER, chosen)
    return rows
