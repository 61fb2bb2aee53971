"""From readings to candidates: geometry, radius, codes of precision, and the reason in words."""

from __future__ import annotations

import math

import shapely
from shapely import Geometry, Point

from geo.places.boundaries import district_at
from geo.places.geocode import shapes
from geo.places.geocode.answers import Candidate
from geo.places.geocode.calibration import score
from geo.places.geocode.entries import Entry
from geo.places.geocode.phrases import Relation
from geo.places.geocode.reading import Reading, Solution
from geo.places.geocode.relation_names import DRAWN_AS, sentence
from geo.places.geocode.relation_shapes import bounds, extent, shape_of_relation
from geo.places.geocode.shapes import NEAR_KM, POINT_KM
from geo.places.geocode.standins import NEAR_TOWN_KM
from geo.places.geocode.world import World

_UNIT_PREC = {"subdistrict": 3, "district": 3, "province": 4}
_ACLED = {1: 1, 2: 2, 3: 2, 4: 3, 5: 2, 6: 3, 7: 3}
_LOOSE = frozenset({"near", "within", "from", "direction", "outskirts"})
_DOUBTS = frozenset({"PROXY", "APPRO", "UNCON", "FALSE"})


def draw(reading: Reading, solution: Solution, world: World, with_geometry: bool = True) -> Candidate:
    """The candidate of a reading; without geometry where a table needs none."""
    if reading.relation is not None:
        return _draw_relation(reading, reading.relation, solution, world, with_geometry)
    entry = world.entries[reading.place]
    geometry = None
    if with_geometry:
        geometry = _outline(entry.unit_id, solution, world) if entry.unit_id else _spot(entry)
    return _candidate(entry, reading, world, precision(entry, solution), geometry, entry.radius_km)


def _outline(unit: str, solution: Solution, world: World) -> Geometry:
    """A unit as far as it reached on the day of the report; as it is today where no day is given."""
    parts = world.eras.extent(unit, solution.scope.day)
    whole = shapely.union_all([world.shape_of[each] for each in parts]) if len(parts) > 1 else world.shape_of[unit]
    return whole


def precision(entry: Entry, solution: Solution) -> int:
    """UCDP's where_prec of an entry itself; "X area", and a mine or dam called after X, are around X."""
    if entry.unit_id:
        return _UNIT_PREC[entry.kind]
    said = solution.main.kind if solution.main is not None else ""
    area = said == "area" or (said == "site" and entry.kind in ("town", "city", "village"))
    return 1 if entry.radius_km <= POINT_KM and not area else 2 if entry.radius_km <= NEAR_KM else 3


def admin2(place: int, world: World) -> str:
    """The district or county of an entry; "" where none is known."""
    known = "" if world.unit_ids[place] else world.name_of.get(world.district[place], "")
    return known or world.entries[place].admin2


def _spot(entry: Entry) -> Geometry:
    """The point of a place well known, the circle of one that is not."""
    if entry.radius_km <= POINT_KM:
        return Point(entry.lon, entry.lat)
    return shapes.around(entry.lon, entry.lat, entry.radius_km)


def _candidate(
    entry: Entry, reading: Reading, world: World, where_prec: int, geometry: Geometry | None, radius: float
) -> Candidate:
    district = world.district[reading.place]
    known = entry.admin1 not in ("?", "")
    return Candidate(
        entry.place_id,
        entry.name,
        entry.kind,
        entry.country,
        entry.admin1 if known else "",
        admin2(reading.place, world),
        score(reading.share, "unit" if entry.unit_id or reading.coarse else "point"),
        where_prec,
        _ACLED[where_prec],
        reason(reading, entry),
        entry.lon,
        entry.lat,
        radius,
        geometry,
        "at",
        entry.unit_id or district,
        entry.source,
        entry.licence,
    )


def reason(reading: Reading, entry: Entry) -> str:
    """Why this reading, in words."""
    said = f"{entry.name} ({entry.kind.replace('_', ' ')})"
    if reading.why:
        said = "; ".join((said, *dict.fromkeys(each for each in reading.why if each)))
    if entry.note[:5] in _DOUBTS:
        said += "; " + entry.note.split(";")[0].split(". ")[0]
    return said


def _draw_relation(
    reading: Reading, relation: Relation, solution: Solution, world: World, with_geometry: bool
) -> Candidate:
    entry = world.entries[reading.place] if reading.place >= 0 else None
    km = relation.km if relation.km is not None else NEAR_TOWN_KM
    lon, lat, radius, where_prec = extent(entry, relation, km)
    geometry = shape_of_relation(entry, relation, km, reading, world) if with_geometry else None
    if geometry is not None:
        geometry = shapes.clip(geometry, bounds(solution, world))
    end = world.entries[reading.other] if reading.other >= 0 else None
    said = sentence(relation, entry, km, end.name if end else "")
    district = world.district[reading.place] if entry and not entry.unit_id else entry.unit_id if entry else ""
    if reading.other >= 0 and world.district[reading.other] != district:
        district = ""
    if relation.kind in _LOOSE:
        district = _district_of(relation, lon, lat, solution, world) or district
    level = world.level_of.get(district, "")
    own = entry.admin2 if entry and entry.unit_id and relation.kind not in ("between", "road") else ""
    named = world.name_of.get(district, "") if level == "district" else own
    return Candidate(
        ":".join([relation.kind, entry.place_id if entry else "border", *([end.place_id] if end else [])]),
        said,
        "point" if relation.kind == "from" and relation.bearing is not None else DRAWN_AS[relation.kind],
        entry.country if entry else "",
        entry.admin1 if entry and entry.admin1 != "?" else "",
        named,
        score(reading.share, "unit" if reading.coarse else "point"),
        where_prec,
        _ACLED[where_prec],
        "; ".join([said, *dict.fromkeys(each for each in reading.why if each)]),
        lon,
        lat,
        radius,
        geometry,
        relation.kind,
        district,
        entry.source if entry else "boundaries",
        entry.licence if entry else "ODbL-1.0",
    )


def _district_of(relation: Relation, lon: float, lat: float, solution: Solution, world: World) -> str:
    """The district of what is only near a place: the one named, else, for a point of its own, the one around it."""
    for constraint in solution.scope.constraints:
        if constraint.level == "district" and len(constraint.units) == 1:
            return next(iter(constraint.units))
    if relation.kind == "from" and relation.bearing is not None and not math.isnan(lon):
        return district_at(lon, lat, world.units) or ""
    return ""
