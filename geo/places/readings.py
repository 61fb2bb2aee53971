"""Readings: how the place that an event names is understood, and by which rule it becomes a geometry.

One row a part of an event's place, in `event_places.csv`. A reading never holds a coordinate: it points to
gazetteer rows, units or the border, and says in one sentence why. To add a rule, add it to `RULES` here and
its geometry to `locate`.
"""

import math
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from geo.vocabulary.problems import DataProblems, Problem
from geo.vocabulary.rows import read_rows

FILE = "event_places.csv"
COLUMNS = ("event_key", "part", "role", "reported", "rule", "refs", "radius_km", "reason", "note")
ROLES = ("target", "disputed", "origin")
"""Where it happened; where another version puts it (the note says whose); where it came from."""

EVERY = "*"
COUNTRIES = ("IR", "PK")
_NUMBERING = "number the parts of an event 1, 2, 3 …"
_NO_TARGET = "add a target row for this event; where nothing can be said, by rule unlocated"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rule refers to and how often, and whether a radius "must", "may" or is "no" part of it."""

    of: str
    fewest: int = 1
    most: int = 1
    radius: str = "no"
    roles: tuple[str, ...] = ROLES
    every: bool = False


RULES: Mapping[str, Rule] = {
    "place": Rule("place", radius="may"),
    "near": Rule("place", radius="must"),
    "sea": Rule("place", radius="must"),
    "line": Rule("place", fewest=2, most=2, radius="must"),
    "elsewhere": Rule("place"),
    "unit": Rule("unit", most=50),
    "border": Rule("unit", most=50, every=True),
    "side": Rule("country", roles=("origin",)),
    "unlocated": Rule("nothing", fewest=0, most=0),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One part of an event's place: the name as reported, and the rule and references of its geometry.

    `radius_km` is None where the row states none; `row` counts as a spreadsheet does, the header being 1.
    """

    event_key: str
    part: int
    role: str
    reported: str
    rule: str
    refs: tuple[str, ...]
    radius_km: float | None
    reason: str
    note: str
    row: int


def read_readings(path: Path) -> list[Reading]:
    """The readings in the order of the file. Raises DataProblems with all that keeps rows from being read."""
    rows, problems = _rows(path)
    problems += [problem for number, row in rows for problem in _shape(path.name, number, row)]
    if problems:
        raise DataProblems(problems)
    return [_reading(number, row) for number, row in rows]


def check_readings(
    path: Path, place_ids: Collection[str], unit_ids: Collection[str], event_keys: Collection[str]
) -> list[Problem]:
    """Every problem of the file, sorted: its shape, references to nothing, events without a reading."""
    rows, problems = _rows(path)
    known = {"place": frozenset(place_ids), "unit": frozenset(unit_ids), "country": frozenset(COUNTRIES)}
    file, parts = path.name, set[tuple[str, str]]()
    for number, row in rows:
        problems += [*_shape(file, number, row), *_references(file, number, row, known)]
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


def _refs(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(row["refs"].split("|")) if row["refs"] else ()


def _shape(file: str, number: int, row: Mapping[str, str]) -> Iterator[Problem]:
    """What is wrong in a row whatever the references are."""

    def problem(field: str, remedy: str) -> Problem:
        return Problem(file, number, field, str(row[field]), remedy)

    for field in ("event_key", "reported", "reason"):
        if not row[field].strip():
            yield problem(field, "must not be empty")
    if not (row["part"].isdecimal() and int(row["part"]) > 0):
        yield problem("part", _NUMBERING)
    if row["role"] not in ROLES:
        yield problem("role", f"use one of: {', '.join(ROLES)}")
    if (rule := RULES.get(row["rule"])) is None:
        yield problem("rule", f"use one of: {', '.join(RULES)}")
        return
    if row["role"] in ROLES and row["role"] not in rule.roles:
        yield problem("role", f"rule {row['rule']} is for {', '.join(rule.roles)} only")
    if row["role"] == "disputed" and not row["note"]:
        yield problem("note", "say whose version it is")
    if not rule.fewest <= len(_refs(row)) <= rule.most:
        yield problem("refs", f"rule {row['rule']} takes {rule.fewest} to {rule.most} of: {rule.of}")
    yield from _radius(row, rule, problem)


def _radius(row: Mapping[str, str], rule: Rule, problem: Callable[[str, str], Problem]) -> Iterator[Problem]:
    if not row["radius_km"]:
        if rule.radius == "must":
            yield problem("radius_km", f"rule {row['rule']} needs a radius in kilometres")
        return
    if rule.radius == "no":
        yield problem("radius_km", f"rule {row['rule']} has no radius; leave it empty")
    try:
        value = float(row["radius_km"])
    except ValueError:
        value = math.nan
    if not 0 < value <= 100:
        yield problem("radius_km", "give kilometres, above 0 and at most 100; what is vaguer is a unit")


def _references(
    file: str, number: int, row: Mapping[str, str], known: Mapping[str, frozenset[str]]
) -> Iterator[Problem]:
    rule = RULES.get(row["rule"])
    if rule is None or rule.of not in known:
        return
    where = {"place": "places.csv", "unit": "the boundaries", "country": "IR, PK"}[rule.of]
    for ref in _refs(row):
        if ref not in known[rule.of] and not (rule.every and row["refs"] == EVERY):
            yield Problem(file, number, "refs", ref, f"there is no such {rule.of} in {where}")


def _reading(number: int, row: Mapping[str, str]) -> Reading:
    radius = float(row["radius_km"]) if row["radius_km"] else None
    texts = {name: row[name] for name in ("event_key", "role", "reported", "rule", "reason", "note")}
    return Reading(part=int(row["part"]), refs=_refs(row), radius_km=radius, row=number, **texts)
