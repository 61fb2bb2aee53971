"""The gazetteer: every place that has a point of its own, with the point's precision, source and licence."""

import math
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

from geo.settings import REGION
from geo.vocabulary.problems import DataProblems, Problem
from geo.vocabulary.rows import read_rows

FILE = "places.csv"
COLUMNS = (
    "place_id",
    "name",
    "kind",
    "country",
    "admin1",
    "admin2",
    "lon",
    "lat",
    "coordinate_precision_km",
    "scope",
    "alt_names",
    "name_local",
    "lang_local",
    "source",
    "licence",
    "note",
)
LABEL_KINDS = frozenset({"district", "county", "tehsil", "province"})
"""Kinds whose point only carries a label: an event is never drawn there, its unit is (rule `unit`)."""

KINDS = LABEL_KINDS | {
    "airport",
    "area",
    "border_crossing",
    "border_post",
    "city",
    "mountain",
    "port",
    "site",
    "town",
    "village",
}
SCOPES = frozenset({"region", "elsewhere"})
LANGUAGES = {"PK": "ur", "IR": "fa", "AF": "fa"}

_NUMBERS = ["lon", "lat", "coordinate_precision_km"]
_REQUIRED = (
    "place_id",
    "name",
    "kind",
    "country",
    "lon",
    "lat",
    "coordinate_precision_km",
    "scope",
    "source",
    "licence",
)
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_OTHER_SCRIPT = re.compile("[\u0600-\u06ff]")
_BRACKETS = re.compile(r"\s*\([^)]*\)")


def load_gazetteer(folder: Path) -> pd.DataFrame:
    """`places.csv` of `folder`, indexed by place_id.

    lon and lat are EPSG:4326, the precision is in km, all else is text, "" where there is none.
    Raises DataProblems with every problem in the file.
    """
    if problems := check_gazetteer(folder / FILE):
        raise DataProblems(problems)
    places = pd.DataFrame(read_rows(folder / FILE, COLUMNS)[0], columns=list(COLUMNS), dtype=str).set_index("place_id")
    return places.astype(dict.fromkeys(_NUMBERS, float))


def check_gazetteer(path: Path) -> list[Problem]:
    """Every problem in the gazetteer file, row by row; empty where all is well."""
    rows, problems = read_rows(path, COLUMNS)
    seen: set[str] = set()
    for number, row in enumerate(rows or (), start=2):
        found = [*_problems(row)]
        if row["place_id"] in seen:
            found.append(("place_id", "stands twice; every place needs an id of its own"))
        seen.add(row["place_id"])
        problems += [Problem(path.name, number, field, row[field], remedy) for field, remedy in found]
    return sorted(problems)


def place_ids(path: Path) -> set[str] | None:
    """The ids that the gazetteer file gives, whatever else is wrong in its rows; None where it cannot be read."""
    rows, _ = read_rows(path, COLUMNS)
    return None if rows is None else {row["place_id"] for row in rows} - {""}


def short_name(name: str) -> str:
    """The name without its brackets, for labels and sentences: "Mand (Bullo)" is "Mand"."""
    return _BRACKETS.sub("", name).strip()


def _problems(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(field, remedy) of everything that is wrong in a row."""
    for field in _REQUIRED:
        if not row[field]:
            yield field, "must not be empty"
    if row["place_id"] and not _SLUG.fullmatch(row["place_id"]):
        yield "place_id", "use lower-case letters, digits and single hyphens"
    for field, words in (("kind", KINDS), ("scope", SCOPES)):
        if row[field] and row[field] not in words:
            yield field, f"use one of: {', '.join(sorted(words))}"
    if not re.fullmatch("[A-Z]{2}", row["country"]):
        yield "country", "use the two capital letters of ISO 3166-1"
    yield from _where(row)
    yield from _spelling(row)


def _where(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    limits: dict[str, tuple[Callable[[float], bool], str]] = {
        "lon": (lambda x: -180 <= x <= 180, "give degrees east, -180 to 180"),
        "lat": (lambda x: -90 <= x <= 90, "give degrees north, -90 to 90"),
        "coordinate_precision_km": (lambda x: 0 < x <= 500, "give kilometres, above 0"),
    }
    values = {}
    for field, (allowed, remedy) in limits.items():
        try:
            values[field] = float(row[field])
        except ValueError:
            values[field] = math.nan
        if not allowed(values[field]):
            yield field, remedy
    west, south, east, north = REGION
    inside = west <= values["lon"] <= east and south <= values["lat"] <= north
    if row["scope"] in SCOPES and inside != (row["scope"] == "region"):
        yield "scope", f"the point lies {'inside' if inside else 'outside'} {REGION}: mend lon, lat or scope"


def _spelling(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    if any(not name.strip() for name in row["alt_names"].split("|")) and row["alt_names"]:
        yield "alt_names", "separate the names by single |"
    if bool(row["name_local"]) != bool(row["lang_local"]):
        yield "lang_local", "name_local and lang_local go together"
    elif row["name_local"]:
        if not _OTHER_SCRIPT.search(row["name_local"]):
            yield "name_local", "write it in the local script"
        if row["lang_local"] != LANGUAGES.get(row["country"]):
            yield "lang_local", f"the local language is one of {LANGUAGES}"
