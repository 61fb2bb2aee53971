"""UCDP's Georeferenced Event Dataset: releases with or without HXL's row of tags, candidate releases without a header."""

from __future__ import annotations

import numpy as np

from geo.imports import kinds
from geo.imports.dates import DateReader
from geo.imports.headings import in_lower_case
from geo.imports.sources import Cited, split_ucdp
from geo.imports.staged import Staging
from geo.imports.tables import widened
from geo.imports.texts import coded, either, is_one_of, joined, taken, told_apart

NAME = "UCDP GED"
LICENCE = "CC BY 4.0"
ATTRIBUTION = "Uppsala Conflict Data Program (UCDP), Georeferenced Event Dataset (GED)"
MARKS = frozenset({"type_of_violence", "date_start", "best"})
"""All of these and two of `USUAL` make a table UCDP's, whole or cut down."""
USUAL = frozenset(
    {
        *("where_prec", "date_prec", "event_clarity", "low", "high", "conflict_new_id", "dyad_new_id", "dyad_name"),
        *("conflict_name", "side_a", "side_b", "where_coordinates", "relid", "priogrid_gid", "deaths_civilians"),
    }
)
COLUMNS = tuple(
    [
        "id",
        "relid",
        "year",
        "active_year",
        "code_status",
        "type_of_violence",
        "conflict_dset_id",
        "conflict_new_id",
        "conflict_name",
        "dyad_dset_id",
        "dyad_new_id",
        "dyad_name",
        "side_a_dset_id",
        "side_a_new_id",
        "side_a",
        "side_b_dset_id",
        "side_b_new_id",
        "side_b",
        "number_of_sources",
        "source_article",
        "source_office",
        "source_date",
        "source_headline",
        "source_original",
        "where_prec",
        "where_coordinates",
        "where_description",
        "adm_1",
        "adm_2",
        "latitude",
        "longitude",
        "geom_wkt",
        "priogrid_gid",
        "country",
        "country_id",
        "region",
        "event_clarity",
        "date_prec",
        "date_start",
        "date_end",
        "deaths_a",
        "deaths_b",
        "deaths_civilians",
        "deaths_unknown",
        "best",
        "high",
        "low",
        "gwnoa",
        "gwnob",
    ]
)
"""The 49 columns of a release, for files that come without a header."""

_WHERE = {
    "1": "point",
    "2": "circle",
    "3": "district",
    "4": "province",
    "5": "province",
    "6": "country",
    "7": "unlocated",
}
_RADIUS_KM = {"1": 2.0, "2": 25.0}
_HELD = frozenset({"id", "latitude", "longitude", "where_coordinates", "adm_1", "adm_2"})
_CODED = ("type_of_violence", "where_prec", "date_prec", "event_clarity")
_KNOWN = {"type_of_violence": "123", "where_prec": "1234567", "date_prec": "12345", "event_clarity": "12"}


def is_ucdp(columns: frozenset[str]) -> bool:
    """Whether the headings are those of UCDP's events, whole or cut down."""
    return columns >= MARKS and len(columns & USUAL) >= 2


def headings(names: tuple[str, ...]) -> tuple[str, ...]:
    """The columns by UCDP's names, whatever capitals a file has."""
    return in_lower_case(names)


def headerless(row: list[str]) -> tuple[str, ...]:
    """The names of the columns where a first row looks like an event of UCDP without a header; () where it does not."""
    if len(row) == len(COLUMNS) and row[0].isdigit() and row[2][:4].isdigit() and row[5] in ("1", "2", "3"):
        return COLUMNS
    if len(row) == len(COLUMNS) + 1 and row[0].isdigit() and row[5] in ("1", "2", "3") and row[34].isalpha():
        return (*COLUMNS[:34], "iso3", *COLUMNS[34:])
    return ()


class Reader:
    """Stages chunks of UCDP's events."""

    def __init__(self) -> None:
        self.dates = DateReader(order="mdy")

    def stage(self, chunk: Staging) -> Staging:
        """Fill the staged columns; UCDP's own codes stay, under their names, in `codes`."""
        said, chunk.curated = chunk.columns, True
        described = chunk.text("where_description")
        said["source_id"], said["country"] = chunk.text("id"), chunk.text("country")
        said["place_reported"] = either(chunk.text("where_coordinates"), described)
        said["admin2"], said["admin1"] = chunk.words("adm_2"), chunk.words("adm_1")
        said["kind"] = chunk.by_value("type_of_violence", kinds.UCDP)
        for column in _CODED:
            unknown = ~is_one_of(chunk.text(column), ["", *_KNOWN[column]])
            remedy = f"UCDP has {', '.join(_KNOWN[column])}; the code is kept as it is"
            chunk.find(unknown, column, "unknown_code", remedy)
        start = chunk.read_dates("date_start", self.dates, required=True)
        end = either(chunk.read_dates("date_end", self.dates, required=False), start)
        said["date_start"], said["date_end"] = widened(start, end, chunk.text("date_prec"))
        said["lon"], said["lat"] = chunk.read_numbers("longitude"), chunk.read_numbers("latitude")
        codes, distinct = coded(chunk.text("where_prec"))
        unknown_prec = "" if chunk.has("where_prec") else "circle"
        said["precision"] = taken([_WHERE.get(code, unknown_prec) for code in distinct], codes)
        said["radius_km"] = np.array([_RADIUS_KM.get(code, np.nan) for code in distinct])[codes]
        for name in ("low", "best", "high"):
            said[f"fatalities_{name}"] = chunk.read_counts(name)
        first, second = chunk.text("side_a"), chunk.text("side_b")
        said["actors"] = joined(first, second, "; ")
        said["title"] = joined(joined(first, second, " – "), said["place_reported"], ", ")
        said["speaker"] = chunk.words("source_original")
        said["statement"] = either(chunk.text("source_headline"), said["title"])
        names = ("source_article", "source_office", "source_date", "source_headline")
        codes, cells = told_apart(*(chunk.text(name) for name in names))
        said["sources"] = Cited(codes, [split_ucdp(*row) for row in cells])
        chunk.keep_codes(without=_HELD)
        return chunk
