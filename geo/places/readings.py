"""Readings: in which words the geocoder is asked for the place that an event names, and why in these.

One row a part of an event's place, in `event_places.csv`. A reading holds words and hints, never a coordinate, an
id or a shape: `locate` asks the geocoder, and its answer is what is drawn.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from geo.vocabulary.problems import DataProblems, Problem
from geo.vocabulary.rows import read_rows

FILE = "event_places.csv"
HINTS = ("district", "province", "country")
COLUMNS = ("event_key", "part", "role", "reported", "read_as", *HINTS, "reason", "note")
ROLES = ("target", "disputed", "origin")
"""Where it happened; where another version puts it (the note says whose); where it came from."""

_NUMBERING = "number the parts of an event 1, 2, 3 …"
_NO_TARGET = "add a target row for this event; where nothing can be said, read it as the country alone"


@dataclass(frozen=True, slots=True)
class Reading:
    """One part of an event's place: the name as reported, and what the geocoder is asked.

    `read_as` is "" where the reported words are enough; `row` counts as a spreadsheet does, the header being 1.
    """

    event_key: str
    part: int
    role: str
    reported: str
    read_as: str
    district: str
    province: str
    country: str
    reason: str
    note: str
    row: int

    @property
    def text(self) -> str:
        """What the geocoder is asked."""
        return self.read_as or self.reported

    @property
    def hints(self) -> dict[str, str]:
        """The hints given with it, by name; empty ones are left out."""
        given = zip(HINTS, (self.district, self.province, self.country), strict=True)
        return {name: value for name, value in given if value}


def read_readings(path: Path) -> list[Reading]:
    """The readings in the order of the file. Raises DataProblems with all that keeps rows from being read."""
    rows, problems = _rows(path)
    problems += [problem for number, row in rows for problem in _shape(path.name, number, row)]
    if problems:
        raise DataProblems(problems)
    return [Reading(**{**row, "part": int(row["part"])}, row=number) for number, row in rows]  # type: ignore[arg-type]


def check_readings(path: Path, event_keys: Collection[str]) -> list[Problem]:
    """Every problem of the file itself, sorted: its shape, events without a reading, readings without an event.

    Whether the words resolve, `locate` says.
    """
    rows, problems = _rows(path)
    file, parts = path.name, set[tuple[str, str]]()
    for number, row in rows:
        problems += _shape(file, number, row)
        if row["event_key"] not in event_keys:
            problems.append(Problem(file, number, "event_key", row["event_key"], "not in events.csv"))
        if (row["event_key"], row["part"]) in parts:
            problems.append(Problem(file, number, "part", row["part"], _NUMBERING))
        parts.add((row["event_key"], row["part"]))
    if not problems or rows:
        located = {row["event_key"] for _, row in rows if row["role"] == "target"}
        problems += [Problem(file, 0, "event_key", key, _NO_TARGET) for key in set(event_keys) - located]
    return sorted(problems)


def _rows(path: Path) -> tuple[list[tuple[int, dict[str, str]]], list[Problem]]:
    """The rows with their numbers, and the problems of the file itself."""
    rows, problems = read_rows(path, COLUMNS)
    return list(enumerate(rows or (), start=2)), problems


def _shape(file: str, number: int, row: Mapping[str, str]) -> Iterator[Problem]:
    """What is wrong in a row whatever the geocoder says to it."""

    def problem(field: str, remedy: str) -> Problem:
        return Problem(file, number, field, str(row[field]), remedy)

    for field in ("event_key", "reported", "reason"):
        if not row[field].strip():
            yield problem(field, "must not be empty")
    if not (row["part"].isdecimal() and int(row["part"]) > 0):
        yield problem("part", _NUMBERING)
    if row["role"] not in ROLES:
        yield problem("role", f"use one of: {', '.join(ROLES)}")
    if row["role"] == "disputed" and not row["note"]:
        yield problem("note", "say whose version it is")
    if row["read_as"] and row["read_as"] == row["reported"]:
        yield problem("read_as", "leave it empty where the reported words are read as they stand")
