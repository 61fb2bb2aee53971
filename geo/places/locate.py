"""From readings to geometry: the geocoder is asked for each part of an event's place, and its answer is what is drawn.

Nothing falls back to a centroid: an answer has a geometry of its own, or there is none. Words that name a country
alone give its side for an origin, and for all else no place.
"""

from collections.abc import Sequence
from math import isnan, nan
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from shapely import Geometry, Point

from geo.places.geocode import Answer, Candidate, geocode
from geo.places.geocode.world import World
from geo.places.metric import buffer_km, circle, to_metres
from geo.places.readings import FILE, Reading
from geo.settings import REGION
from geo.vocabulary.problems import DataProblems, Problem

POINT_KM = 5.0
"""Up to this radius a place is called a point, beyond it a circle."""

COLUMNS = (
    *("event_key", "part", "role", "reported", "read_as", "precision", "radius_km", "place_name", "place_name_local"),
    *("place_refs", "unit_ids", "where_prec", "relation", "score", "answer", "reason", "note", "geometry"),
)
ROUND = ("point", "circle", "elsewhere")
UNITS = ("subdistrict", "district", "province")
PRECISIONS = (*ROUND, *UNITS, "border_stretch", "area", "country_side", "unlocated")
"""How a part of a place is known; "area" is any other shape that the words say: a strip, a ring, waters."""

COUNTRY = {"IR": "Iran", "PK": "Pakistan"}
NO_PLACE = 6
"""UCDP's where_prec of what is known to the country only; that of a place comes with the geocoder's answer."""

_LOCAL_TYPE = {
    ("PK", "province"): "صوبہ",
    ("PK", "district"): "ضلع",
    ("PK", "tehsil"): "تحصیل",
    ("PK", "sub-tehsil"): "سب تحصیل",
    ("IR", "province"): "استان",
    ("IR", "county"): "شهرستان",
    ("IR", "bakhsh"): "بخش",
}
_SHARED_KM = 2.0  # a unit counts as lying along a stretch of the border when it shares more than this with it
_SLIVER = 1e-6  # of an area that a hint has cut to a unit; its neighbours touch it, and it lies in none of them


def locate(readings: Sequence[Reading], gazetteer: pd.DataFrame, world: World) -> gpd.GeoDataFrame:
    """One row a reading, in their order, EPSG:4326; no readings give no rows, with the columns.

    Parameters
    ----------
    readings
        What the geocoder is asked.
    gazetteer
        The curated places: their names in local script.
    world
        The gazetteer that the geocoder asks; without the user's names, which must not move what ships.

    Returns
    -------
    GeoDataFrame
        `geometry` is the point of what is a point, circle or elsewhere (`radius_km` says the rest, NaN for all else), a
        polygon, a line, or None. `unit_ids` lists the districts that it may lie in, with the sub-districts named and
        the provinces around them, sorted; `place_refs` the places named in the answer; `answer` is its reason.

    Raises
    ------
    DataProblems
        With every reading that the geocoder does not resolve, and what it says instead.
    """
    answers = ask(readings, world)
    if problems := unresolved(readings, answers):
        raise DataProblems(problems)
    rows = [_row(reading, answer, gazetteer, world) for reading, answer in zip(readings, answers, strict=True)]
    return gpd.GeoDataFrame(pd.DataFrame(rows, columns=list(COLUMNS)), geometry="geometry", crs=4326)


def ask(readings: Sequence[Reading], world: World) -> list[Answer]:
    """The geocoder's answer to each reading; the same words with the same hints are asked once."""
    keys = [(reading.text, *reading.hints.items()) for reading in readings]
    asked = dict(zip(keys, readings, strict=True))
    said = {key: geocode(reading.text, reading.hints, world=world) for key, reading in asked.items()}
    return [said[key] for key in keys]


def unresolved(readings: Sequence[Reading], answers: Sequence[Answer]) -> list[Problem]:
    """The readings that are neither resolved nor name a country alone, each with what the geocoder makes of it."""
    problems = []
    for reading, answer in zip(readings, answers, strict=True):
        if answer.best is not None or answer.country in COUNTRY:
            continue
        likely = ", ".join(
            f"{each.name} ({each.kind}, {each.admin2 or each.country})" for each in answer.candidates[:4]
        )
        said = f"the geocoder says {answer.status}: {answer.reason}{'; candidates: ' + likely if likely else ''}"
        remedy = f"{said}; say it in read_as in words that it knows, add a hint, or read it as the country alone"
        field = "read_as" if reading.read_as else "reported"
        problems.append(Problem(FILE, reading.row, field, reading.text, remedy))
    return problems


def _row(reading: Reading, answer: Answer, gazetteer: pd.DataFrame, world: World) -> list[Any]:
    best = answer.best
    known = [reading.event_key, reading.part, reading.role, reading.reported, reading.read_as]
    why = [reading.reason, reading.note]
    if best is None:
        side = reading.role == "origin"
        precision, name = ("country_side", COUNTRY[answer.country]) if side else ("unlocated", "")
        return [*known, precision, nan, name, "", [], [], NO_PLACE, "", nan, answer.reason, *why, None]
    precision, refs = _precision(best), _refs(best, world)
    named = [ref for ref in refs if ref in world.shape_of]
    places = [ref for ref in refs if ref not in world.shape_of]
    rounded = precision in ROUND
    return [
        *known,
        precision,
        best.radius_km if rounded else nan,
        best.name.removeprefix("the ") + (" province" if precision == "province" else ""),
        _local(named, places, gazetteer, world),
        places,
        _units(best, named, precision, world),
        best.where_prec,
        best.relation,
        best.score,
        best.reason,
        *why,
        Point(best.lon, best.lat) if rounded else best.geometry,
    ]


def _precision(best: Candidate) -> str:
    """What kind of shape an answer is: a unit, a stretch of the border, round, or any other area."""
    shape = best.geometry
    assert shape is not None
    if best.kind in UNITS:
        return best.kind
    if shape.geom_type.endswith("LineString"):
        return "border_stretch"
    if isnan(best.lon):
        return "area"
    west, south, east, north = REGION
    if not (west <= best.lon <= east and south <= best.lat <= north):
        return "elsewhere"
    if shape.geom_type != "Point" and shape.area < 0.999 * circle(best.lon, best.lat, best.radius_km).area:
        return "area"  # a ring, a sector, a circle that a hint has cut
    return "point" if best.radius_km <= POINT_KM else "circle"


def _refs(best: Candidate, world: World) -> list[str]:
    """The places and units that an answer names: "border:ir-saravan", "road:suran:mehrestan", "pk-kech|pk-gwadar"."""
    pieces = best.place_id.split("|")
    named = [[piece] if piece in world.position else piece.split(":")[1:] for piece in pieces]
    return [ref for refs in named for ref in refs if ref in world.position]


def _units(best: Candidate, named: Sequence[str], precision: str, world: World) -> list[str]:
    """The units named and the districts that the answer's shape meets, with all around them, sorted.

    A place, and what is said to be at most `POINT_KM` from it, is in its own country, unless it is a crossing or a post;
    what is farther from it need not be. A place of another province is in none of these.
    """
    homes = {world.name_of[unit] for unit, level in world.level_of.items() if level == "province"}
    abroad = best.relation == "at" and bool(best.admin1) and best.admin1 not in homes
    met: set[str] = set()
    if precision not in UNITS and not abroad and best.geometry is not None:
        spot = best.geometry.geom_type == "Point"
        met = _districts(circle(best.lon, best.lat, best.radius_km) if spot else best.geometry, best.relation, world)
        if (best.relation == "at" or precision == "point") and not best.kind.startswith("border_"):
            met = {unit for unit in met if unit.startswith(best.country.lower())}
    units = {unit for unit in (*met, *named, best.unit_id) if unit}
    return sorted({around for unit in units for around in world.chain(unit)})


def _districts(area: Geometry, relation: str, world: World) -> set[str]:
    """The districts that an area shares ground with; a line has to run in or along them for more than `_SHARED_KM`.

    Waters ("off") lie in no district: those of their coast count.
    """
    districts = world.units[world.units["level"] == "district"]
    met = districts.iloc[districts.sindex.query(area, predicate="intersects")]
    if area.geom_type.endswith("LineString"):
        metres = to_metres(area)
        beside = met.geometry.map(lambda shape: to_metres(buffer_km(shape, 0.2)).intersection(metres).length)
        met = met[beside > 1000 * _SHARED_KM]
    elif relation != "off":
        met = met[shapely.area(shapely.intersection(met.geometry.to_numpy(), area)) > _SLIVER * area.area]
    return set(map(str, met.index))


def _local(units: Sequence[str], places: Sequence[str], gazetteer: pd.DataFrame, world: World) -> str:
    """What is named in local script; "" where one of the names is not known in it."""
    rows = [world.units.loc[unit] for unit in units]
    names = [
        f"{_LOCAL_TYPE[row['country'], row['type']]} {row['name_local']}" if row["name_local"] else "" for row in rows
    ]
    names += [str(gazetteer.at[place, "name_local"]) if place in gazetteer.index else "" for place in places]
    return ("، " if units else " – ").join(names) if all(names) else ""
