"""GDELT 2.0 event exports: tab-separated, without a header, 61 columns; machine-coded, places as the machine found them."""

from __future__ import annotations

import numpy as np

from geo.imports import kinds
from geo.imports.dates import DateReader
from geo.imports.sources import Cited, Source, outlet_of
from geo.imports.staged import Staging
from geo.imports.texts import coded, constant, either, glued, is_one_of, joined, mapped

NAME = "GDELT"
LICENCE = "free to use with attribution (gdeltproject.org)"
ATTRIBUTION = "The GDELT Project, gdeltproject.org"
_ACTOR = [
    "Code",
    "Name",
    "CountryCode",
    "KnownGroupCode",
    "EthnicCode",
    "Religion1Code",
    "Religion2Code",
    "Type1Code",
    "Type2Code",
    "Type3Code",
]
_GEO = ["Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID"]
COLUMNS = (
    *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
    *(f"Actor{number}{part}" for number in (1, 2) for part in _ACTOR),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions"),
    *("NumSources", "NumArticles", "AvgTone"),
    *(f"{who}Geo_{part}" for who in ("Actor1", "Actor2", "Action") for part in _GEO),
    *("DATEADDED", "SOURCEURL"),
)
"""The 61 columns in their order."""

_WHERE = {
    "1": "country",
    "2": "province",
    "3": "circle",
    "4": "circle",
    "5": "province",
    "0": "unlocated",
    "": "unlocated",
}
CITY_KM = 10.0
"""A city's row stands on the middle of the city, wherever in or near it the event was."""
_FIPS = {
    "IR": "IR",
    "PK": "PK",
    "AF": "AF",
    "IN": "IN",
    "IZ": "IQ",
    "MU": "OM",
    "TX": "TM",
    "AE": "AE",
    "SA": "SA",
    "TU": "TR",
}
_HELD = frozenset({"GLOBALEVENTID", "ActionGeo_Lat", "ActionGeo_Long", "ActionGeo_FullName", "SOURCEURL"})


def is_gdelt(row: list[str]) -> bool:
    """Whether a first row of tab-separated cells is an event of GDELT 2.0."""
    return (
        len(row) == len(COLUMNS)
        and row[0].isdigit()
        and len(row[1]) == 8
        and row[1].isdigit()
        and row[59][:8].isdigit()
    )


class Reader:
    """Stages chunks of GDELT's events."""

    def __init__(self) -> None:
        self.dates = DateReader()

    def stage(self, chunk: Staging) -> Staging:
        """Fill the staged columns; all CAMEO codes and measures stay, under their names, in `codes`."""
        said, chunk.curated = chunk.columns, True
        said["source_id"] = chunk.text("GLOBALEVENTID")
        said["date_start"] = said["date_end"] = chunk.read_dates("SQLDATE", self.dates, required=True)
        said["country"] = chunk.by_value("ActionGeo_CountryCode", {code.casefold(): iso for code, iso in _FIPS.items()})
        found = chunk.by_value("ActionGeo_Type", _WHERE, "GDELT has 0 to 5; taken as unlocated")
        said["precision"] = either(found, constant("unlocated", len(chunk)))
        said["lon"], said["lat"] = chunk.read_numbers("ActionGeo_Long"), chunk.read_numbers("ActionGeo_Lat")
        said["radius_km"] = np.where(is_one_of(said["precision"], ["circle"]), CITY_KM, np.nan)
        said["place_reported"] = chunk.text("ActionGeo_FullName")
        said["admin1"] = mapped(said["place_reported"], _province)
        said["kind"] = mapped(chunk.text("EventCode"), _kind)
        root = chunk.text("EventRootCode")
        unknown = ~is_one_of(root, ["", *kinds.CAMEO_SAYS])
        chunk.find(unknown, "EventRootCode", "unknown_code", "CAMEO has 01 to 20; kept as it is")
        first, second = (mapped(chunk.text(f"Actor{number}Name"), str.title) for number in (1, 2))
        verbs = mapped(root, lambda code: f" {kinds.CAMEO_SAYS.get(code, 'acts on')} ")
        said["actors"] = joined(first, second, "; ")
        somebody = constant("Somebody", len(chunk)), constant("somebody", len(chunk))
        said["title"] = glued(either(first, somebody[0]), verbs, either(second, somebody[1]))
        said["statement"] = said["title"]
        codes, links = coded(chunk.text("SOURCEURL"))
        said["sources"] = Cited(codes, [_source(link) for link in links])
        chunk.keep_codes(without=_HELD)
        return chunk


def _province(place: str) -> str:
    """Of "Turbat, Balochistan, Pakistan" Balochistan; a country's row names none."""
    parts = place.split(",")
    return parts[-2].strip() if len(parts) >= 2 else ""


def _source(link: str) -> tuple[Source, ...]:
    return (Source(outlet_of(link) or link[:120], url=link if "://" in link else ""),) if link else ()


def _kind(code: str) -> str:
    return next((kinds.CAMEO[code[:length]] for length in (4, 3, 2) if code[:length] in kinds.CAMEO), "")
