"""The analyst's grades by the Admiralty code: reliability A–F of an outlet, credibility 1–6 of a claim, kept apart.

They are never the project's: an outlet that nobody graded is F, a claim 6, "cannot be judged". A file of grades is a log, one
line a change; of each subject the row with the latest `at` counts. It is read line by line, so that one broken line costs no other.
"""

import csv
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

from geo.settings import home
from geo.vocabulary.problems import Problem

RELIABILITY = {
    "A": "A completely reliable",
    "B": "B usually reliable",
    "C": "C fairly reliable",
    "D": "D not usually reliable",
    "E": "E unreliable",
    "F": "F reliability cannot be judged",
}
CREDIBILITY = {
    "1": "1 confirmed by other sources",
    "2": "2 probably true",
    "3": "3 possibly true",
    "4": "4 doubtful",
    "5": "5 improbable",
    "6": "6 truth cannot be judged",
}
SCALES = {"outlet": RELIABILITY, "claim": CREDIBILITY}
UNJUDGED = {"outlet": "F", "claim": "6"}
HEADER = ("at", "by", "subject", "about", "grade", "why")
LONGEST = {"by": 80, "why": 500}
"""Characters of a name, and of a reason."""
_NOT_TEXT = {"Cc", "Cs", "Zl", "Zp"}
_SKEW = timedelta(days=1)
"""How far another machine's clock may run ahead."""


@dataclass(frozen=True, slots=True)
class Grade:
    """One row: who graded what, when and why; `subject` is "outlet:" or "claim:" with the id, `about` its readable name."""

    at: str
    by: str
    subject: str
    about: str
    grade: str
    why: str

    @property
    def order(self) -> tuple[object, ...]:
        """What rows are sorted by: the time; of rows of the same moment, something that every machine agrees on."""
        return (datetime.fromisoformat(self.at), *astuple(self))


@dataclass(frozen=True, eq=False)
class Grades:
    """The rows that count, by time, and what is wrong with the others.

    `closed` says why nothing can be added, because the file as a whole cannot be read; "" where it can.
    """

    rows: tuple[Grade, ...] = ()
    problems: tuple[Problem, ...] = ()
    closed: str = ""

    @cached_property
    def latest(self) -> dict[str, Grade]:
        """Subject → the row that counts."""
        return {row.subject: row for row in self.rows}

    def of(self, kind: str) -> dict[str, str]:
        """Id → grade of every "outlet" (or "claim") that was graded and not set back."""
        graded = {tuple(subject.split(":", 1)): row.grade for subject, row in self.latest.items()}
        return {key: grade for (what, key), grade in graded.items() if what == kind and grade != UNJUDGED[kind]}

    def history(self, subject: str) -> list[Grade]:
        """Every row of the subject, the latest first."""
        return [row for row in self.rows if row.subject == subject][::-1]


def grades_file() -> Path:
    """Where the user's grades are: `grades.csv` in the user's folder."""
    return home() / "grades.csv"


def scale_of(subject: str) -> Mapping[str, str]:
    """The grades that the subject may have, with their words; none where it is neither an outlet nor a claim."""
    return SCALES.get(subject.partition(":")[0], {})


def read_grades(path: Path, subjects: Mapping[str, str]) -> Grades:
    """The grades of a file; a file that is not there, or empty, has none. `subjects` is subject → readable name."""
    try:
        return parse_grades(path.read_bytes(), path.name, subjects)
    except FileNotFoundError:
        return Grades()
    except OSError as error:
        problem = Problem(path.name, 0, "file", path.name, f"cannot be read ({error.strerror}); mend or move it")
        return Grades((), (problem,), str(problem))


def parse_grades(body: bytes, file: str, subjects: Mapping[str, str]) -> Grades:
    """The grades in the bytes of a file of that name. A byte-order mark and Windows' line ends are taken as they come."""
    first, *lines = body.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    if not body.strip():
        return Grades()
    header = first.rstrip(b"\r").decode("utf-8", "replace")
    if header != ",".join(HEADER):
        remedy = f"must be {','.join(HEADER)} in UTF-8; mend or move the file, nothing is added to it as it is"
        problem = Problem(file, 1, "header", header[:80], remedy)
        return Grades((), (problem,), str(problem))
    rows, problems = list[Grade](), list[Problem]()
    for number, line in enumerate(lines, start=2):
        if not line.strip():
            continue
        row, remedies = _parse_row(line)
        remedies = remedies or _faults(row, subjects)
        problems += [Problem(file, number, field, value[:80], remedy) for field, value, remedy in remedies]
        if not remedies:
            rows.append(row)
    return Grades(tuple(sorted(set(rows), key=lambda row: row.order)), tuple(sorted(problems)))


LONGEST_ROW = 10_000
"""Characters; no row that was made here comes near it."""
Fault = tuple[str, str, str]
"""Field, value, what to do."""


def _parse_row(line: bytes) -> tuple[Grade, list[Fault]]:
    nothing = Grade("", "", "", "", "", "")
    try:
        text = line.removesuffix(b"\r").decode("utf-8")
        if len(text) > LONGEST_ROW:
            raise ValueError(f"longer than {LONGEST_ROW:,} characters")
        (cells,) = csv.reader([text], strict=True)
    except UnicodeDecodeError:
        return nothing, [("row", line.decode("utf-8", "replace"), "is not UTF-8; save the file as UTF-8")]
    except (csv.Error, ValueError) as error:
        return nothing, [("row", text, f"cannot be read ({error}); a row is one line, without line breaks in a cell")]
    if len(cells) != len(HEADER):
        return nothing, [("row", text, f"has {len(cells)} cells, must have {len(HEADER)}")]
    return Grade(*cells), []


def _faults(row: Grade, subjects: Mapping[str, str]) -> list[Fault]:
    """Everything that is wrong with the cells of a row."""
    faults = [(name, value, "has a control character; remove it") for name, value in _cells(row) if not is_text(value)]
    if remedy := _time_fault(row.at):
        faults.append(("at", row.at, remedy))
    if row.subject not in subjects:
        what = (
            "write outlet: or claim: and an id" if not scale_of(row.subject) else "there is no such thing in the data"
        )
        faults.append(("subject", row.subject, f"{what}; its grade counts for nothing (about: {row.about[:80]})"))
    elif row.grade not in scale_of(row.subject):
        faults.append(("grade", row.grade, f"must be one of {', '.join(scale_of(row.subject))}"))
    return faults + [(name, value, remedy) for name, value in _cells(row) if (remedy := length_fault(name, value))]


def length_fault(name: str, value: str) -> str:
    """What to do about a name or a reason that is missing or too long; "" where nothing is wrong with it."""
    if name not in LONGEST:
        return ""
    if not value.strip():
        return "must not be empty"
    return f"is longer than {LONGEST[name]} characters; shorten it" if len(value) > LONGEST[name] else ""


def _time_fault(text: str) -> str:
    try:
        at = datetime.fromisoformat(text)
        ahead = at - datetime.now(UTC) > _SKEW  # TypeError where `at` has no zone
    except (ValueError, TypeError):
        return "is no time in UTC (write 2026-01-31T12:00:00Z)"
    if at.utcoffset() != timedelta(0):
        return "is not in UTC (write 2026-01-31T12:00:00Z)"
    return "lies in the future, and would count before every other grade; correct it" if ahead else ""


def _cells(row: Grade) -> Iterable[tuple[str, str]]:
    return zip(HEADER, astuple(row), strict=True)


def is_text(value: str) -> bool:
    """Whether it can be read as it is: no control characters, no halves of characters."""
    return not any(unicodedata.category(sign) in _NOT_TEXT for sign in value)
