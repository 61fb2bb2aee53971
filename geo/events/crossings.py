"""Crossings and what was reported of their status, as of a day; contradictory reports stand side by side."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from geo.vocabulary.problems import Problem

EVERY = "*"


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
        """For each crossing the reports of the latest date not after `day`; a crossing without any is left out.

        More than one status among them means that the reports of that date contradict each other. A report of reduced
        precision (a month) counts from its last day on.
        """
        past = self.reports[self.reports["last"] <= pd.Timestamp(day)]
        return {
            str(crossing): rows[rows["last"] == rows["last"].max()] for crossing, rows in past.groupby("crossing_id")
        }


def load_crossings(folder: Path, status: pd.DataFrame) -> Crossings:
    """The crossings of `data/places` with the reports of the chronology's `crossing_status`."""
    entities = tuple(
        Crossing(**{name: row[name] for name in Crossing.__dataclass_fields__})
        for row in _rows(folder / "crossings.csv")
    )
    every = [crossing.crossing_id for crossing in entities]
    meant = {row["reported"]: row["crossing_ids"] for row in _rows(folder / "crossing_names.csv")}
    ids = [
        every if meant.get(name) == EVERY else list(filter(None, meant.get(name, "").split("|")))
        for name in status["crossing_reported"]
    ]
    reports = status.assign(crossing_id=ids).explode("crossing_id").dropna(subset="crossing_id")
    return Crossings(entities, reports.sort_values(["last", "crossing_id"], kind="stable"))


def check_crossings(folder: Path, reported: set[str], places: set[str]) -> list[Problem]:
    """Problems of `crossings.csv` and `crossing_names.csv` against the names reported and the gazetteer's place ids."""
    problems = []
    known: set[str] = set()
    for number, row in enumerate(_rows(folder / "crossings.csv"), start=2):
        if row["crossing_id"] in known:
            problems.append(Problem("crossings.csv", number, "crossing_id", row["crossing_id"], "stands twice"))
        known.add(row["crossing_id"])
        for field in ("pk_place_id", "ir_place_id"):
            if row[field] and row[field] not in places:
                problems.append(
                    Problem("crossings.csv", number, field, row[field], "there is no such place in places.csv")
                )
    named = set()
    for number, row in enumerate(_rows(folder / "crossing_names.csv"), start=2):
        named.add(row["reported"])
        for crossing in filter(None, row["crossing_ids"].split("|")):
            if crossing not in known | {EVERY}:
                problems.append(
                    Problem("crossing_names.csv", number, "crossing_ids", crossing, "there is no such crossing")
                )
    missing = sorted(reported - named)
    return problems + [
        Problem("crossing_names.csv", 0, "reported", name, "add a row that says which crossing is meant")
        for name in missing
    ]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
