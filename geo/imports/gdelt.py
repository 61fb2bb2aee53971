"""GDELT 2.0 event exports: tab-separated, without a header, 61 columns; machine-coded, places as the machine found them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from geo.imports import kinds, sources
from geo.imports.dates import DateReader
from geo.imports.staged import Staging, coded, objects, taken
from geo.imports.tables import joined

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
        said["precision"] = chunk.by_value("ActionGeo_Type", _WHERE, "GDELT has 0 to 5; taken as unlocated")
        said["precision"] = said["precision"].where(said["precision"] != "", "unlocated")
        said["lon"], said["lat"] = chunk.read_numbers("ActionGeo_Long"), chunk.read_numbers("ActionGeo_Lat")
        said["radius_km"] = np.where((said["precision"] == "circle").to_numpy(dtype=bool), CITY_KM, np.nan)
        self._places(chunk)
        root, code = chunk.text("EventRootCode"), chunk.text("EventCode")
        said["kind"] = chunk.by_value("EventCode", {c: _kind(c) for c in map(str, pd.unique(code))})
        chunk.find(
            (~root.isin(["", *kinds.CAMEO_SAYS])).to_numpy(dtype=bool),
            "EventRootCode",
            "unknown_code",
            "CAMEO has 01 to 20; kept as it is",
        )
        first, second = (chunk.text(f"Actor{number}Name").str.title() for number in (1, 2))
        verbs = root.map(kinds.CAMEO_SAYS).fillna("acts on").astype("str")
        said["actors"] = joined(first, second)
        said["title"] = (
            first.where(first != "", "Somebody") + " " + verbs + " " + second.where(second != "", "somebody")
        )
        said["statement"] = said["title"]
        self._sources(chunk)
        said["codes"] = chunk.codes(without=_HELD)
        return chunk

    def _places(self, chunk: Staging) -> None:
        """ "Turbat, Balochistan, Pakistan" → place and province; a country's row names neither."""
        names = chunk.text("ActionGeo_FullName")
        codes, distinct = coded(names)
        parts = [[part.strip() for part in str(name).split(",")] for name in distinct] or [[""]]
        province = [each[-2] if len(each) >= 2 else "" for each in parts]
        chunk.columns["place_reported"] = names
        chunk.columns["admin1"] = taken(np.array(province, dtype=object), codes, names.index)

    def _sources(self, chunk: Staging) -> None:
        links = chunk.text("SOURCEURL")
        codes, distinct = coded(links)
        lists = objects(None, max(1, len(distinct)))
        for place, link in enumerate(map(str, distinct)):
            outlet = sources.outlet_of(link) or link[:120]
            lists[place] = [sources.source(outlet, "", "", link if "://" in link else "")] if link else []
        chunk.columns["sources"] = lists[codes]


def _kind(code: str) -> str:
    return next((kinds.CAMEO[code[:length]] for length in (4, 3, 2) if code[:length] in kinds.CAMEO), "")
