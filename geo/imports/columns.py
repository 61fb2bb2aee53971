"""Which column of any table holds what: proposed from the headings and from the cells, kept as a plain mapping."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from geo.imports.dates import DateReader
from geo.imports.numbers import read_number

Mapping_ = dict[str, str]
NAMES: dict[str, tuple[str, ...]] = {
    "source_id": ("source_id", "event_id", "id", "event_id_cnty", "globaleventid", "uid", "uuid", "incident_id", "ref"),
    "title": ("title", "event", "headline", "name", "subject", "incident", "event_title", "summary"),
    "kind": ("kind", "event_type", "type", "category", "incident_type", "type_of_event", "attack_type", "class"),
    "date_start": (
        *("date_start", "date", "event_date", "start_date", "start", "day", "datetime", "timestamp", "when", "time"),
        *("incident_date", "date_of_incident", "sqldate", "begin", "datum", "تاریخ"),
    ),
    "date_end": ("date_end", "end_date", "end", "until"),
    "date_precision": ("date_prec", "date_precision", "time_precision"),
    "place_reported": (
        *("place_reported", "place", "location", "where_coordinates", "place_name", "location_name", "city", "town"),
        *("village", "site", "where", "locality", "address", "مقام", "محل"),
    ),
    "admin2": ("admin2", "adm_2", "district", "county", "adm2", "shahrestan", "district_name", "ضلع", "شهرستان"),
    "admin1": ("admin1", "adm_1", "province", "state", "adm1", "ostan", "region", "صوبہ", "استان"),
    "country": ("country", "country_name", "iso2", "iso3", "country_code", "iso"),
    "lon": ("lon", "longitude", "lng", "long", "x", "lon_dd", "x_coord", "longitude_dd", "طول"),
    "lat": ("lat", "latitude", "y", "lat_dd", "y_coord", "latitude_dd", "عرض"),
    "precision": ("precision", "geo_precision", "where_prec", "location_precision"),
    "radius_km": ("radius_km", "accuracy_km", "uncertainty_km"),
    "geometry": ("geom_wkt", "wkt", "geometry", "geom", "the_geom"),
    "actors": ("actors", "actor", "actor1", "perpetrator", "side_a", "actor_1", "group", "attacker"),
    "actors_2": ("actor2", "side_b", "actor_2", "target", "victim"),
    "speaker": ("speaker", "claimant", "source_original", "claimed_by", "said_by"),
    "statement": (
        "statement",
        "notes",
        "description",
        "details",
        "text",
        "comment",
        "comments",
        "remarks",
        "narrative",
    ),
    "fatalities_low": ("fatalities_low", "low", "deaths_low", "min_deaths", "killed_min"),
    "fatalities_best": (
        *("fatalities_best", "fatalities", "deaths", "best", "killed", "nkill", "dead", "number_killed", "casualties"),
    ),
    "fatalities_high": ("fatalities_high", "high", "deaths_high", "max_deaths", "killed_max"),
    "injured": ("injured", "wounded", "nwound", "injuries", "number_injured"),
    "attributed_to": ("attributed_to", "responsible", "perpetrator_group", "blamed"),
    "source": ("source", "sources", "outlet", "publisher", "media", "reported_by", "newspaper", "source_name"),
    "source_title": ("source_title", "document_title", "article", "source_headline"),
    "source_date": ("source_date", "published_on", "published", "publication_date", "report_date"),
    "source_url": ("source_url", "url", "link", "sourceurl", "web", "website", "href"),
}
"""What a mapping may name, and the headings that say so; the first that is there is taken."""
LABELS = {
    "source_id": "source's own id",
    "title": "title",
    "kind": "kind of event",
    "date_start": "date, or first day",
    "date_end": "last day",
    "date_precision": "precision of the date (UCDP: 1 day … 5 year)",
    "place_reported": "place as reported",
    "admin2": "district or county",
    "admin1": "province",
    "country": "country",
    "lon": "longitude",
    "lat": "latitude",
    "precision": "precision of the place (point, circle, district, province, country)",
    "radius_km": "radius of uncertainty in km",
    "geometry": "geometry as WKT",
    "actors": "actor",
    "actors_2": "second actor or target",
    "speaker": "who says so",
    "statement": "what is said",
    "fatalities_low": "deaths, lowest",
    "fatalities_best": "deaths, best estimate",
    "fatalities_high": "deaths, highest",
    "injured": "injured",
    "attributed_to": "who is held responsible",
    "source": "outlet, or several parted by ;",
    "source_title": "title of the document",
    "source_date": "date of the document",
    "source_url": "address of the document",
}
"""Field of a mapping → what a page calls it."""
_WEAK = frozenset({"time", "day", "start", "when", "timestamp", "begin", "x", "y"})
"""Headings that may mean something else; the cells decide."""
_SHARE = 0.8  # of the filled cells that must look like what a column is taken for
_WORD = re.compile(r"[^\w]+")


def plain(heading: str) -> str:
    """A heading without signs and capitals, words joined by "_"."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", heading)
    return _WORD.sub("_", parted.casefold()).strip("_")


def propose(columns: Sequence[str], sample: pd.DataFrame) -> Mapping_:
    """Field → column, for every field that a heading names, or that the cells of `sample` show."""
    known = {plain(column): column for column in reversed(columns)}
    found = {field: known[name] for field, names in NAMES.items() for name in names if name in known}
    found = {field: _first(field, known) for field in found}
    taken = set(found.values())
    for field, fits in _LOOKS.items():
        if field in found and plain(found[field]) in _WEAK and _share(sample, found[field], fits) < 0.2:
            taken.discard(found.pop(field))
        if field not in found:
            likely = [column for column in columns if column not in taken and _hinted(field, column)]
            best = max(likely, key=lambda column: _share(sample, column, fits), default="")
            if best and _share(sample, best, fits) >= _SHARE:
                found[field] = best
                taken.add(best)
    return found


def check_mapping(mapping: Mapping[str, str], columns: Sequence[str]) -> list[str]:
    """What is wrong with a mapping, in words; empty where it can be used."""
    wrong = [f"{field!r} is no field; there are {', '.join(NAMES)}" for field in mapping if field not in NAMES]
    wrong += [
        f"{field}: there is no column {column!r}"
        for field, column in mapping.items()
        if column and column not in columns
    ]
    if not mapping.get("date_start"):
        wrong.append("date_start: say which column holds the date")
    placed = ("geometry", "place_reported", "admin2", "admin1")
    if not (mapping.get("lon") and mapping.get("lat")) and not any(mapping.get(field) for field in placed):
        wrong.append("lon and lat, or place_reported: say which columns hold the place")
    return wrong


def _first(field: str, known: Mapping[str, str]) -> str:
    return next(known[name] for name in NAMES[field] if name in known)


def _hinted(field: str, column: str) -> bool:
    """Whether the heading says nothing, or something that fits: "column_3", "Date of event"."""
    name = plain(column)
    words = {"date_start": ("date", "day", "when"), "lon": ("lon", "lng", "x"), "lat": ("lat", "y"), "source_url": ()}
    return name.startswith("column_") or any(word in name for word in words[field]) or field == "source_url"


def _share(sample: pd.DataFrame, column: str, fits: Callable[[str], bool]) -> float:
    cells = [cell for cell in sample[column].astype(str).head(200) if cell.strip()] if column in sample else []
    return sum(map(fits, cells)) / len(cells) if cells else 0.0


def _is_date(cell: str) -> bool:
    return len(cell.strip()) >= 6 and bool(DateReader().read(cell))


def _within(most: float) -> Callable[[str], bool]:
    def fits(cell: str) -> bool:
        number = read_number(cell)
        return abs(number) <= most and number != int(number) if number == number else False

    return fits


_LOOKS: dict[str, Callable[[str], bool]] = {
    "date_start": _is_date,
    "lat": _within(90),
    "lon": _within(180),
    "source_url": lambda cell: cell.strip().lower().startswith(("http://", "https://")),
}
