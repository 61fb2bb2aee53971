"""Crossings and what was reported of their status, as of a day; contradictory reports stand side by side."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from geo.events import intervals
from geo.events.tables import CROSSING_STATUS
from geo.vocabulary import dates
from geo.vocabulary.problems import Problem
from geo.vocabulary.rows import Row, read_rows

EVERY = "*"
CROSSINGS, NAMES = "crossings.csv", "crossing_names.csv"
HEADERS = {
    CROSSINGS: (
        "crossing_id",
        "name",
        "name_local",
        "pk_place_id",
        "ir_place_id",
        "pk_unit",
        "ir_unit",
        "pk_post",
        "ir_post",
        "note",
        "source",
    ),
    NAMES: ("reported", "crossing_ids", "rule", "note"),
}


@dataclass(frozen=True, slots=True)
class Crossing:
    """One crossing: a post on each side, each a place of the gazetteer (or "" where none was found)."""

    crossing_id: str
    name: str
    name_local: str
    pk_place_id: str
    ir_place_id: str
    pk_post: str
    ir_post: str
    note: str


@dataclass(frozen=True, slots=True)
class Crossings:
    """All crossings, one row for each (crossing, report) pair, oldest first, and the intervals that the reports give."""

    crossings: tuple[Crossing, ...]
    reports: pd.DataFrame
    intervals: pd.DataFrame

    def as_of(self, day: date) -> dict[str, pd.DataFrame]:
        """For each crossing with any, the intervals that hold on `day`, by the rules of `geo.events.intervals`.

        A crossing, traffic or way without an interval is not known. More than one `standing` on one way of one traffic
        means that reports contradict each other; none is left out.
        """
        standing = intervals.at(self.intervals, pd.Timestamp(day))
        return {str(crossing): rows for crossing, rows in standing.groupby("crossing_id")}

    def last_reports(self, day: date) -> dict[str, pd.DataFrame]:
        """For each crossing with any, the reports of the latest date that ended before `day`: old news, not a status."""
        past = self.reports[self.reports["last"] < pd.Timestamp(day)]
        return {
            str(crossing): rows[rows["last"] == rows["last"].max()] for crossing, rows in past.groupby("crossing_id")
        }


def load_crossings(folder: Path, status: pd.DataFrame) -> Crossings:
    """The crossings of `data/places` with the reports of the chronology's `crossing_status`. Check the files first."""
    entities = tuple(
        Crossing(**{name: row[name] for name in Crossing.__dataclass_fields__}) for row in _rows(folder, CROSSINGS)
    )
    every = [crossing.crossing_id for crossing in entities]
    meant = {row["reported"]: row["crossing_ids"] for row in _rows(folder, NAMES)}
    ids = [every if meant[name] == EVERY else _split(meant[name]) for name in status["crossing_reported"]]
    reports = status.assign(crossing_id=ids).explode("crossing_id").dropna(subset="crossing_id")
    reports = reports.sort_values(["last", "crossing_id"], kind="stable")
    return Crossings(entities, reports, intervals.lay(reports))


def check_reports(rows: Sequence[Row]) -> Iterator[Problem]:
    """Terms of `crossing_status.csv` that cannot be: an end before the beginning, a reason without a term."""
    for number, row in enumerate(rows, start=2):
        try:
            first, last = dates.span_of(row["date"])
            since = date.fromisoformat(row["since"]) if row["since"] else first
            until = date.fromisoformat(row["until"]) if row["until"] else None
        except ValueError:
            continue  # said already, cell by cell
        if since > first:
            yield Problem(CROSSING_STATUS.file, number, "since", row["since"], f"lies after date {row['date']}")
        if until and until <= last:
            yield Problem(CROSSING_STATUS.file, number, "until", row["until"], f"must lie after date {row['date']}")
        if (row["since"] or row["until"]) and first != last:
            yield Problem(CROSSING_STATUS.file, number, "date", row["date"], "a term goes with a whole day")
        if bool(row["until"]) != bool(row["until_reason"]):
            yield Problem(
                CROSSING_STATUS.file, number, "until_reason", row["until_reason"], "goes with until, in words"
            )


def check_crossings(folder: Path, reported: Collection[str], places: Collection[str]) -> list[Problem]:
    """Problems of `crossings.csv` and `crossing_names.csv` against the names reported and the gazetteer's place ids."""
    rows, problems = read_rows(folder / CROSSINGS, HEADERS[CROSSINGS])
    known = {EVERY}
    for number, row in enumerate(rows or (), start=2):
        for field in ("crossing_id", "name", "source"):
            if not row[field]:
                problems.append(Problem(CROSSINGS, number, field, "", "must not be empty"))
        if row["crossing_id"] in known:
            problems.append(Problem(CROSSINGS, number, "crossing_id", row["crossing_id"], "stands twice"))
        known.add(row["crossing_id"])
        for field in ("pk_place_id", "ir_place_id"):
            if row[field] and row[field] not in places:
                problems.append(Problem(CROSSINGS, number, field, row[field], "there is no such place in places.csv"))
    named, found = read_rows(folder / NAMES, HEADERS[NAMES])
    problems += found
    if rows is None or named is None:
        return problems
    for number, row in enumerate(named, start=2):
        for crossing in _split(row["crossing_ids"]):
            if crossing not in known:
                problems.append(Problem(NAMES, number, "crossing_ids", crossing, "there is no such crossing"))
    missing = sorted(set(reported) - {row["reported"] for row in named})
    return problems + [
        Problem(NAMES, 0, "reported", name, "add a row that says which crossing is meant") for name in missing
    ]


def _split(ids: str) -> list[str]:
    return list(filter(None, ids.split("|")))


def _rows(folder: Path, file: str) -> list[Row]:
    return read_rows(folder / file, HEADERS[file])[0] or []
