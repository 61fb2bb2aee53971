"""The geocoder's gazetteer: every place and unit that ships, with all its names, as columns.

Rows come from the curated places, the units of all levels, GeoNames' towns, airports and ports, and what the
user added. Two rows for one place (the same name within 8 km) become one: the curated one stays.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import geopandas as gpd

from geo.places.boundaries import load_units
from geo.places.gazetteer import LABEL_KINDS, load_gazetteer, short_name
from geo.places.geocode.borrowed_names import (
    add_airport_names,
    add_crossing_names,
    add_label_names,
    share_script,
    share_spellings,
)
from geo.places.geocode.entry import FORMER, OTHER, PART, PRIMARY, Entry, heard, is_added
from geo.places.geocode.spelling import plain, sound

__all__ = ["FORMER", "OTHER", "PART", "PRIMARY", "Entry", "is_added", "merge", "shipped_entries"]

SAME_KM = 8.0
HOME = {("PK", "02"), ("IR", "04")}
"""GeoNames' codes of the two provinces."""

NEIGHBOURS = {("PK", "03"): "Khyber Pakhtunkhwa", ("PK", "04"): "Punjab", ("PK", "05"): "Sindh"}
SERVED_KM = 10.0
"""A town known only by its airport lies somewhere in this circle around it."""

_SETTLED = frozenset({"town", "city", "port", "village"})


def shipped_entries(data: Path) -> list[Entry]:
    """Every entry of the data folder: units first, then places; one entry for one place."""
    units = load_units(data / "boundaries")
    places = load_gazetteer(data / "places")
    entries = {entry.place_id: entry for entry in _units(units)}
    former = _read(data / "places" / "former_units.csv")
    for row in former:
        if row["name"]:
            entries[row["unit_id"]].names.append((row["name"], FORMER))
    points = []
    for place_id, place in places.iterrows():
        row = {str(key): str(value) for key, value in place.items()}
        if row["kind"] in LABEL_KINDS:
            add_label_names(row, entries)
        else:
            points.append(_curated(str(place_id), row))
    points = merge(points, _towns(data / "places" / "geonames_towns.csv"))
    airports = list(_read(data / "places" / "ourairports.csv"))
    points = merge(points, (_point(row) for row in airports))
    points = merge(points, (_point(row) for row in _read(data / "places" / "searoute_ports.csv")))
    districts = [entry for entry in entries.values() if entry.kind == "district"]
    points += _served(airports, [*points, *districts])
    share_spellings(units.geometry.to_dict(), entries.values(), points)
    add_airport_names(points)
    share_script([*entries.values(), *points])
    add_crossing_names(_read(data / "places" / "crossings.csv"), {entry.place_id: entry for entry in points})
    return [*entries.values(), *points]


def merge(kept: list[Entry], more: Iterable[Entry]) -> list[Entry]:
    """`kept` and those of `more` that are new; what is known already only adds its names.

    `more` is not compared with itself: two of its rows for one place stay two, and are one answer all the same.
    """
    by_name = name_keys(kept)
    merged = list(kept)
    for entry in more:
        twin = twin_of(entry.kind, entry.lon, entry.lat, by_name.get(heard(entry.name), ()))
        if twin is None:
            merged.append(entry)
        else:
            join(twin, entry)
    return merged


def name_keys(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """The entries by the sounds of their names; names that are only a part name nothing alone."""
    by_name: dict[str, list[Entry]] = {}
    for entry in entries:
        for key in {heard(name) for name, grade in entry.names if grade != PART}:
            by_name.setdefault(key, []).append(entry)
    return by_name


def join(twin: Entry, entry: Entry) -> None:
    """Give a twin the names of an entry that is left out, and the larger population."""
    known = {plain(name) for name, _ in twin.names}
    twin.names += [(name, OTHER) for name, _ in entry.names if plain(name) not in known]
    twin.population = max(twin.population, entry.population)


def twin_of(kind: str, lon: float, lat: float, others: Iterable[Entry]) -> Entry | None:
    """The first of the entries of one name that is the place itself: of such a kind, and near enough."""
    for other in others:
        # quick plane distance: 1 degree of longitude is about 98 km here
        alike = kind == other.kind or {kind, other.kind} <= _SETTLED
        if alike and math.hypot((lon - other.lon) * 98.0, (lat - other.lat) * 111.0) <= SAME_KM:
            return other
    return None


def _units(units: gpd.GeoDataFrame) -> Iterator[Entry]:
    names = units["name"].to_dict()
    for unit_id, unit in units.iterrows():
        level, own = unit["level"], str(unit["name"])
        parent = {"province": "", "district": unit_id, "subdistrict": unit["parent_id"]}[level]
        province = "Balochistan" if unit["country"] == "PK" else "Sistan and Baluchestan"
        others = [
            unit["name_local"],
            *unit["alt_names"].split("|"),
            unit["name_source"] if unit["country"] == "IR" else "",
        ]
        called = [(short_name(own), PRIMARY), *((other, OTHER) for other in others if other)]
        yield Entry(
            str(unit_id),
            f"{own} {unit['type']}" if level != "province" else own,
            level,
            unit["country"],
            province,
            names.get(parent, "") if parent else "",
            source=unit["source"],
            licence=unit["licence"],
            unit_id=str(unit_id),
            names=called,
            note=unit["type"],
        )


def _curated(place_id: str, row: Mapping[str, str]) -> Entry:
    short = short_name(row["name"])
    inside = row["name"][len(short) :].strip(" ()") if row["name"].startswith(short) else ""
    others = [row["name_local"], *row["alt_names"].split("|"), *re.split(", | / ", short)[:1]]
    names = [(short, PRIMARY), *((name, OTHER) for name in others if name)]
    if inside and "," not in inside and "side" not in inside and " " not in inside:
        names.append((f"{short} {inside}", OTHER))
    return Entry(
        place_id,
        short,
        row["kind"],
        row["country"],
        row["admin1"],
        row["admin2"],
        float(row["lon"]),
        float(row["lat"]),
        float(row["coordinate_precision_km"]),
        0,
        row["source"],
        row["licence"],
        names=names,
        note=row["note"],
    )


def _towns(path: Path) -> Iterator[Entry]:
    return (_point(row) for row in _read(path))


def _point(row: Mapping[str, str]) -> Entry:
    home = (row["country"], row["admin1_code"]) in HOME
    elsewhere = NEIGHBOURS.get((row["country"], row["admin1_code"]), "?" if row["admin1_code"] else "")
    inside = home or row["admin1_code"] in {"PK-BA", "IR-11", "IR-13"}
    province = {"PK": "Balochistan", "IR": "Sistan and Baluchestan"}.get(row["country"], "")
    others = [name for name in row["alt_names"].split("|") if name]
    return Entry(
        row["place_id"],
        row["name"],
        row["kind"],
        row["country"],
        province if inside else elsewhere,
        "",
        float(row["lon"]),
        float(row["lat"]),
        float(row["coordinate_precision_km"]),
        int(row["population"] or 0),
        row["source"],
        row["licence"],
        names=[(row["name"], PRIMARY), *((name, OTHER) for name in others)],
    )


def _served(airports: list[dict[str, str]], known: list[Entry]) -> Iterator[Entry]:
    """Towns that only their airport locates: a circle around it, never a point."""
    sounds = {sound(name) for entry in known if entry.kind != "airport" for name, _ in entry.names}
    for row in airports:
        town = row["serves"]
        if not town or " and " in town or sound(town) in sounds:
            continue
        sounds.add(sound(town))
        entry = _point(row)
        note = "PROXY: only the airport that serves it is known"
        yield Entry(
            f"{entry.place_id}-town",
            town,
            "town",
            entry.country,
            entry.admin1,
            "",
            entry.lon,
            entry.lat,
            SERVED_KM,
            0,
            f"{entry.source} (its airport)",
            entry.licence,
            names=[(town, PRIMARY)],
            note=note,
        )


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
