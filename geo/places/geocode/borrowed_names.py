"""Names that one row of the tables lends to another: labels to their units, districts to their towns, pairs of posts, namesakes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from shapely import Geometry, Point

from geo.places.geocode.entry import OTHER, Entry, heard
from geo.places.geocode.spelling import bare, is_arabic, plain

SERVED_KM = 60.0
"""How far from a town the airport called after it may lie."""


def add_label_names(row: Mapping[str, str], entries: dict[str, Entry]) -> None:
    """The spellings of a row that only labels a unit go to the unit itself."""
    name = plain(row["name"]).removesuffix(f" {row['kind']}").split(" county")[0].split(" province")[0]
    level = {"tehsil": "subdistrict", "county": "district"}.get(row["kind"], row["kind"])
    for entry in entries.values():
        if entry.kind == level and entry.country == row["country"] and plain(entry.names[0][0]) == name:
            known = {plain(other) for other, _ in entry.names}
            entry.names += [(each, OTHER) for each in row["alt_names"].split("|") if each and plain(each) not in known]


def share_spellings(shapes: Mapping[str, Geometry], units: Iterable[Entry], points: Iterable[Entry]) -> None:
    """A town in the district of its name is also called what the district is, where that only adds to the name."""
    towns = {heard(entry.name): entry for entry in points if entry.kind in ("town", "port") and entry.country == "PK"}
    for unit in units:
        own = heard(unit.names[0][0])
        town = towns.get(own) if unit.kind == "district" else None
        if town is not None and shapes[unit.unit_id].contains(Point(town.lon, town.lat)):
            longer = [name for name, grade in unit.names if grade == OTHER and heard(name.split(" ")[0]) == own]
            town.names += [(name, OTHER) for name in longer if name not in dict(town.names)]


def add_airport_names(points: Sequence[Entry]) -> None:
    """An airport that bears the names of two towns is called after either: "Chabahar Konarak International Airport"."""
    towns = [entry for entry in points if entry.kind in ("town", "port", "city")]
    for airport in points:
        words = plain(airport.name).split(" ")
        if airport.kind != "airport" or words[-1] != "airport" or len(words) < 3:
            continue
        for town in towns:
            # quick plane distance: 1 degree of longitude is about 98 km here
            far = math.hypot((town.lon - airport.lon) * 98.0, (town.lat - airport.lat) * 111.0)
            if far <= SERVED_KM and plain(town.name) in words:
                airport.names.append((f"{town.name} Airport", OTHER))


def share_script(entries: Iterable[Entry]) -> None:
    """A word is written one way: entries of one Latin name have each other's spellings of it in Arabic script."""
    namesakes: dict[str, list[Entry]] = {}
    for entry in entries:
        namesakes.setdefault(heard(entry.names[0][0]), []).append(entry)
    for own, each in namesakes.items():
        spelt = {
            name for entry in each for name, _ in entry.names if is_arabic(name) and bare(heard(name)) == bare(own)
        }
        for entry in each if len(each) > 1 else ():
            known = {plain(name) for name, _ in entry.names}
            entry.names += [(name, OTHER) for name in sorted(spelt) if plain(name) not in known]


def add_crossing_names(crossings: Iterable[Mapping[str, str]], points: dict[str, Entry]) -> None:
    """The names that stand for a pair of posts, both ways round: "Mand-Pishin", "Pishin-Mand"."""
    for row in crossings:
        post = points.get(row["pk_place_id"]) or points.get(row["ir_place_id"])
        if post is not None:
            pair = row["name"].replace("–", "-")
            both = {pair, "-".join(reversed(pair.split("-"))), row["name_local"]} - {""}
            post.names += [(name, OTHER) for name in sorted(both)]
