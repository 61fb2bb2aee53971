"""GDELT's event exports, of version 2 (61 columns), 1 (58) or with a header; machine-coded, places as the machine found them."""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc

from geo.imports import kinds
from geo.imports.dates import DateReader
from geo.imports.sources import Cited, Source, outlet_of
from geo.imports.staged import Staging
from geo.imports.texts import (
    Mask,
    Texts,
    as_mask,
    choose,
    coded,
    constant,
    either,
    filled,
    glued,
    is_missing,
    is_one_of,
    joined,
    mapped,
)

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


MARKS = frozenset({"globaleventid", "sqldate", "actiongeo_fullname", "actiongeo_lat", "actiongeo_long", "eventcode"})
"""The first two and two of the others make a table with a header GDELT's."""
_OLD = tuple(name for name in COLUMNS if not name.endswith("_ADM2Code"))
"""The 58 columns of version 1."""


def is_gdelt(columns: frozenset[str]) -> bool:
    """Whether the headings are those of GDELT's events, whole or cut down."""
    return columns >= {"globaleventid", "sqldate"} and len(columns & MARKS) >= 4


def headings(names: tuple[str, ...]) -> tuple[str, ...]:
    """The columns by GDELT's names, whatever capitals a file has."""
    known = {name.casefold(): name for name in COLUMNS}
    spelt = tuple(known.get(name.casefold(), name) for name in names)
    return spelt if len(set(spelt)) == len(spelt) else names


def headerless(row: list[str]) -> tuple[str, ...]:
    """The names of the columns where a first row is an event of GDELT without a header; () where it is not."""
    names = next((names for names in (COLUMNS, _OLD) if len(names) == len(row)), ())
    if not names or not (row[0].isdigit() and len(row[1]) == 8 and row[1].isdigit()):
        return ()
    added = row[names.index("DATEADDED")]
    return names if added[:8].isdigit() and row[names.index("QuadClass")] in ("1", "2", "3", "4") else ()


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
        said["precision"] = self._precision(chunk)
        said["lon"], said["lat"] = chunk.read_numbers("ActionGeo_Long"), chunk.read_numbers("ActionGeo_Lat")
        said["radius_km"] = np.where(is_one_of(said["precision"], ["circle"]), CITY_KM, np.nan)
        said["place_reported"] = chunk.text("ActionGeo_FullName")
        said["admin1"] = mapped(said["place_reported"], _province)
        event, root = (mapped(chunk.text(name), _cameo) for name in ("EventCode", "EventRootCode"))
        root = either(root, pc.utf8_slice_codeunits(event, 0, 2))
        if chunk.has("EventRootCode"):  # a spreadsheet takes the zero from 043, not from 112
            event = choose(as_mask(pc.starts_with(event, "0")) | _begins(event, root), event, glued("0", event))
        said["kind"] = mapped(event, _kind)
        unknown = ~is_one_of(root, ["", *kinds.CAMEO_SAYS])
        chunk.find(unknown, "EventRootCode", "unknown_code", "CAMEO has 01 to 20; kept as it is")
        first, second = (mapped(chunk.text(f"Actor{number}Name"), _actor) for number in (1, 2))
        verbs = mapped(root, lambda code: f" {kinds.CAMEO_SAYS.get(code, 'acts on')} ")
        said["actors"] = joined(first, second, "; ")
        somebody = constant("Somebody", len(chunk)), constant("somebody", len(chunk))
        said["title"] = glued(either(first, somebody[0]), verbs, either(second, somebody[1]))
        said["statement"] = said["title"]
        codes, links = coded(chunk.text("SOURCEURL"))
        said["sources"] = Cited(codes, [_source(link) for link in links])
        chunk.keep_codes(without=_HELD)
        return chunk

    def _precision(self, chunk: Staging) -> Texts:
        if chunk.has("ActionGeo_Type"):
            found = chunk.by_value("ActionGeo_Type", _WHERE, "GDELT has 0 to 5; taken as unlocated")
        else:
            found = mapped(chunk.text("ActionGeo_FullName"), _type)
        return either(found, constant("unlocated", len(chunk)))


def _begins(event: Texts, root: Texts) -> Mask:
    """Which codes begin with their root, as all do that are whole."""
    return as_mask(pc.equal(pc.utf8_slice_codeunits(event, 0, 2), root)) | ~filled(event)


def _cameo(code: str) -> str:
    """A CAMEO code with the zero that it begins with, where a program has taken it for a number; "" where there is none."""
    plain = "" if is_missing(code) else code
    return plain.zfill(2) if plain.isdigit() else plain


def _type(place: str) -> str:
    """What a place is by its name alone: "Patna, Bihar, India" is a city, "Bihar, India" a province, "India" a country."""
    return "" if is_missing(place) else {0: "country", 1: "province"}.get(place.count(","), "circle")


def _province(place: str) -> str:
    """Of "Turbat, Balochistan, Pakistan" Balochistan; a country's row names none."""
    parts = place.split(",")
    return parts[-2].strip() if len(parts) >= 2 else ""


def _actor(name: str) -> str:
    return "" if is_missing(name) else name.title()


def _source(link: str) -> tuple[Source, ...]:
    return (Source(outlet_of(link) or link[:120], url=link if "://" in link else ""),) if link else ()


def _kind(code: str) -> str:
    return next((kinds.CAMEO[code[:length]] for length in (4, 3, 2) if code[:length] in kinds.CAMEO), "")
