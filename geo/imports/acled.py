"""ACLED's exports: old ones with numbers for `inter`, new ones with words, and copies that lack columns."""

from __future__ import annotations

import numpy as np

from geo.imports import kinds
from geo.imports.dates import DateReader
from geo.imports.headings import in_lower_case
from geo.imports.sources import Cited, split
from geo.imports.staged import Staging
from geo.imports.tables import widened
from geo.imports.texts import coded, either, is_one_of, joined, mapped, taken, told_apart

NAME = "ACLED"
LICENCE = "ACLED's terms of use: its rows may not be passed on"
ATTRIBUTION = "Armed Conflict Location & Event Data Project (ACLED), acleddata.com"
MARKS = frozenset({"event_type", "sub_event_type", "event_date"})
"""All of these, or two and three of `USUAL`, make a file ACLED's."""
USUAL = frozenset(
    [
        "event_id_cnty",
        "event_id_no_cnty",
        "data_id",
        "disorder_type",
        "actor1",
        "assoc_actor_1",
        "inter1",
        "actor2",
        "assoc_actor_2",
        "inter2",
        "interaction",
        "civilian_targeting",
        "admin1",
        "admin2",
        "admin3",
        "geo_precision",
        "time_precision",
        "source_scale",
        "notes",
        "fatalities",
        "timestamp",
    ]
)

_WHERE = {"1": "point", "2": "district", "3": "province"}
_RADIUS_KM = {"1": 5.0}
_DATE_PREC = {"1": "1", "2": "3", "3": "4"}  # ACLED's day, week, month in UCDP's numbers
_HELD = frozenset({"latitude", "longitude", "location", "admin1", "admin2", "notes", "fatalities", "source"})
_INTER = frozenset(["0", "1", "2", "3", "4", "5", "6", "7", "8"])
_INTER_WORDS = frozenset(
    {
        *("state forces", "rebel group", "rebel groups", "political militia", "political militias", "identity militia"),
        *("identity militias", "rioters", "protesters", "civilians", "external/other forces", "other forces", ""),
    }
)


def is_acled(columns: frozenset[str]) -> bool:
    """Whether the headings are those of an ACLED export of events, whole or cut down."""
    return "event_date" in columns and is_of_acled(columns)


def is_of_acled(columns: frozenset[str]) -> bool:
    """Whether a table comes from ACLED, be it of events or of counts by week: its terms hold for both."""
    return columns >= MARKS or (len(columns & MARKS) >= 2 and len(columns & USUAL) >= 3)


def headings(names: tuple[str, ...]) -> tuple[str, ...]:
    """The columns by ACLED's names, whatever capitals a file has."""
    return in_lower_case(names)


class Reader:
    """Stages chunks of ACLED's events."""

    def __init__(self) -> None:
        self.dates = DateReader()

    def stage(self, chunk: Staging) -> Staging:
        """Fill the staged columns; ACLED's own codes stay, under their names, in `codes`."""
        said, chunk.curated = chunk.columns, True
        id_column = next((name for name in ("event_id_cnty", "data_id") if chunk.has(name)), "")
        said["source_id"], said["place_reported"] = chunk.text(id_column), chunk.words("location")
        country = "country" if chunk.has("country") else "iso3"
        said["admin2"], said["admin1"], said["country"] = (
            chunk.words("admin2"),
            chunk.words("admin1"),
            chunk.text(country),
        )
        self._kinds(chunk)
        start = chunk.read_dates("event_date", self.dates, required=True)
        precision = mapped(chunk.text("time_precision"), lambda code: _DATE_PREC.get(code, ""))
        said["date_start"], said["date_end"] = widened(start, start, precision)
        said["lon"], said["lat"] = chunk.read_numbers("longitude"), chunk.read_numbers("latitude")
        codes, distinct = coded(chunk.text("geo_precision"))
        unknown = np.array([code not in ("", *_WHERE) for code in distinct], dtype=bool)[codes]
        chunk.find(unknown, "geo_precision", "unknown_code", "ACLED has 1, 2, 3; taken as a place known roughly")
        words = [_WHERE.get(code, "circle") for code in distinct]  # a copy without the column: not a pin
        said["precision"] = taken(words, codes)
        said["radius_km"] = np.array([_RADIUS_KM.get(code, np.nan) for code in distinct], dtype="float64")[codes]
        deaths = chunk.read_counts("fatalities")
        for name in ("low", "best", "high"):
            said[f"fatalities_{name}"] = deaths
        said["actors"] = joined(chunk.words("actor1"), chunk.words("actor2"), "; ")
        said["statement"] = chunk.words("notes")
        what = either(chunk.text("sub_event_type"), chunk.text("event_type"))
        said["title"] = joined(what, said["place_reported"], ", ")
        codes, distinct = coded(chunk.text("source"))
        said["sources"] = Cited(codes, [split(cell) for cell in distinct])
        chunk.keep_codes(without=_HELD)
        return chunk

    def _kinds(self, chunk: Staging) -> None:
        codes, found = told_apart(chunk.text("event_type"), chunk.text("sub_event_type"))
        pairs = [(type_.casefold(), sub.casefold()) for type_, sub in found]
        words = [kinds.ACLED_SUB.get(sub) or kinds.ACLED.get(type_, "") for type_, sub in pairs]
        chunk.columns["kind"] = taken(words, codes)
        unknown = np.array([bool(type_) and type_ not in kinds.ACLED for type_, _ in pairs], dtype=bool)[codes]
        chunk.find(unknown, "event_type", "unknown_code", "ACLED has no such type; kept as it is")
        for column in ("inter1", "inter2"):
            cells = mapped(chunk.text(column), str.casefold)
            odd = ~is_one_of(cells, _INTER | _INTER_WORDS)
            chunk.find(odd, column, "unknown_code", "ACLED has 0 to 8, or the words for them; kept as it is")
