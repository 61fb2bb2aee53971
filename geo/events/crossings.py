"""Crossings and what was reported of their status, as of a day; contradictory reports stand side by side."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from geo.vocabulary.problems import Problem
from geo.vocabulary.rows import Row, read_rows

EVERY = "*"
TRAFFIC = ("cargo", "pedestrian")
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
    """All crossings, and one row for each (crossing, report) pair, oldest first."""

    crossings: tuple[Crossing, ...]
    reports: pd.DataFrame

    def as_of(self, day: date) -> dict[str, pd.DataFrame]:
        """For each crossing the latest reports not after `day`, for goods and for people apart; none is left out.

        The column `of` says which traffic a row is the latest of ("cargo" or "pedestrian"); a report on both, or that does
        not say, counts for each. More than one status of one traffic means that the reports of that date contradict each
        other. A report of reduced precision (a month) counts from its last day on.
        """
        past = self.reports[self.reports["last"] <= pd.Timestamp(day)]
        return {
            str(crossing): pd.concat([_latest(rows, of) for of in TRAFFIC])
            for crossing, rows in past.groupby("crossing_id")
        }


def _latest(reports: pd.DataFrame, of: str) -> pd.DataFrame:
    rows = reports[reports["traffic"].isin([of, "both", "unknown"])]
    return rows[rows["last"] == rows["last"].max()].assign(of=of)


def load_crossings(folder: Path, status: pd.DataFrame) -> Crossings:
    """The crossings of `data/places` with the reports of the chronology's `crossing_status`. Check the files first."""
    entities = tuple(
        Crossing(**{name: row[name] for name in Crossing.__dataclass_fields__}) for row in _rows(folder, CROSSINGS)
    )
    every = [crossing.crossing_id for crossing in entities]
    meant = {row["reported"]: row["crossing_ids"] for row in _rows(folder, NAMES)}
    ids = [every if meant[name] == EVERY else _split(meant[name]) for name in status["crossing_reported"]]
    reports = status.assign(crossing_id=ids).explode("crossing_id").dropna(subset="crossing_id")
    return Crossings(entities, reports.sort_values(["last", "crossing_id"], kind="stable"))


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
