"""Which districts there were on a day: what was cut from what, and until when it belonged to it."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import pandas as pd

from geo.vocabulary.dates import precision_of, span_of

LAG_YEARS = 3
"""How long reports go on using a district's former extent."""


@dataclass(frozen=True, slots=True)
class Eras:
    """The changes of the districts, from `former_units.csv`: (unit, the unit it was cut from, until when)."""

    cuts: tuple[tuple[str, str, str], ...] = ()

    @property
    def parents(self) -> dict[str, set[str]]:
        """The units that each unit was ever cut from, by unit id."""
        found: dict[str, set[str]] = {}
        for unit, was_in, _ in self.cuts:
            found.setdefault(unit, set()).add(was_in)
        return found

    def of(self, days: Iterable[object]) -> list[str]:
        """Days as this room compares them: ISO days, "" for what is no date."""
        return [_iso(str(day)) if day is not None and day == day else "" for day in days]

    def was_in(self, unit: str, other: str, day: str) -> bool | None:
        """Whether a unit still belonged to another one on a day; None where the day or the change's date is not known."""
        until = next((until for each, parent, until in self.cuts if (each, parent) == (unit, other)), "")
        return day < until if day and until else None

    def fits(self, unit: str, other: str, day: str) -> bool:
        """Whether a unit may be called by another's name on a day: it was part of it, or had been shortly before."""
        if not any((each, parent) == (unit, other) for each, parent, _ in self.cuts):
            return False
        lagging = f"{int(day[:4]) - LAG_YEARS:04}{day[4:]}" if day else ""
        return self.was_in(unit, other, lagging) is not False

    def extent(self, unit: str, day: str) -> tuple[str, ...]:
        """The unit, and what was still part of it on a day."""
        return (unit, *(each for each, parent, _ in self.cuts if parent == unit and self.was_in(each, unit, day)))


def load_eras(data: Path) -> Eras:
    """The changes that the data folder knows; `until` is the first day of the new district, "" where no source has it."""
    with (data / "places" / "former_units.csv").open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["was_in"]]
    return Eras(tuple((row["unit_id"], row["was_in"], _iso(row["until"])) for row in rows))


@lru_cache(maxsize=65536)
def _iso(said: str) -> str:
    """The first day of a date in any usual writing; "" for what is no date."""
    said = said.strip()
    try:
        if precision_of(said[:10]):
            return span_of(said[:10])[0].isoformat()
        found = pd.to_datetime(said, errors="coerce") if said else pd.NaT
    except ValueError:
        return ""
    return date(found.year, found.month, found.day).isoformat() if isinstance(found, pd.Timestamp) else ""
