"""The analyst's grades by the Admiralty code: reliability A–F of an outlet, credibility 1–6 of a claim, kept apart.

They are never the project's: an outlet that nobody graded is F, a claim 6, "cannot be judged". A file of grades is a log, one
line a change; of each subject the row with the latest `at` counts. It is read line by line, so that one broken line costs no other.
"""

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from geo.events.append_log import Fault, cell_faults, read_bytes, split_rows
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
    body, closed = read_bytes(path)
    if closed:
        problem = Problem(path.name, 0, "file", path.name, closed)
        return Grades((), (problem,), str(problem))
    return parse_grades(body, path.name, subjects)


def parse_grades(body: bytes, file: str, subjects: Mapping[str, str]) -> Grades:
    """The grades in the bytes of a file of that name. A byte-order mark and Windows' line ends are taken as they come."""
    found, problems, closed = split_rows(body, file, HEADER)
    rows = list[Grade]()
    for number, cells in found:
        row = Grade(*cells)
        faults = _faults(row, subjects)
        problems += [Problem(file, number, field, value[:80], remedy) for field, value, remedy in faults]
        rows += [] if faults else [row]
    return Grades(tuple(sorted(set(rows), key=lambda row: row.order)), tuple(sorted(problems)), closed)


def _faults(row: Grade, subjects: Mapping[str, str]) -> list[Fault]:
    """Everything that is wrong with the cells of a row."""
    faults = cell_faults(HEADER, astuple(row))
    if row.subject not in subjects:
        what = (
            "write outlet: or claim: and an id" if not scale_of(row.subject) else "there is no such thing in the data"
        )
        faults.append(("subject", row.subject, f"{what}; its grade counts for nothing (about: {row.about[:80]})"))
    elif row.grade not in scale_of(row.subject):
        faults.append(("grade", row.grade, f"must be one of {', '.join(scale_of(row.subject))}"))
    return faults
