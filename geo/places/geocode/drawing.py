"""From readings to candidates: geometry, radius, codes of precision, and the reason in words."""

from __future__ import annotations

import math

import shapely
from shapely import Geometry, Point

from geo.places.boundaries import border_of, district_at
from geo.places.geocode import shapes
from geo.places.geocode.answers import Candidate
from geo.places.geocode.bordering import OFFSHORE_KM
from geo.places.geocode.calibration import score
from geo.places.geocode.entries import Entry
from geo.places.geocode.phrases import Relation
from geo.places.geocode.reading import Reading, Solution
from geo.places.geocode.relation_names import DRAWN_AS, SAID
from geo.places.geocode.standins import NEAR_TOWN_KM
from geo.places.geocode.world import World
from geo.places.metric import buffer_km, to_metres

POINT_KM = 5.0
NEAR_KM = 25.0
"""UCDP's where_prec: 1 for a point, 2 for what is known to so many kilometres."""

SKIRT_KM = 15.0
_WAYS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
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
    lon, lat, radius, where_prec = _extent(entry, relation, km)
    geometry = _shape(entry, relation, km, reading, world) if with_geometry else None
    if geometry is not None:
        geometry = shapes.clip(geometry, _bounds(solution, world))
    other = world.entries[reading.other].name if reading.other >= 0 else ""
    name = entry.name if entry else "Pakistan–Iran border"
    said = SAID[_wording(relation, entry)].format(km=_said(km), name=name, other=other, way=_way(relation.bearing))
    district = world.district[reading.place] if entry and not entry.unit_id else entry.unit_id if entry else ""
    if reading.other >= 0 and world.district[reading.other] != district:
        district = ""
    if relation.kind in _LOOSE:
        district = _district_of(relation, lon, lat, solution, world) or district
    level = world.level_of.get(district, "")
    own = entry.admin2 if entry and entry.unit_id and relation.kind not in ("between", "road") else ""
    named = world.name_of.get(district, "") if level == "district" else own
    return Candidate(
        f"{relation.kind}:{entry.place_id if entry else 'border'}{':' + world.entries[reading.other].place_id if other else ''}",
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


def _wording(relation: Relation, entry: Entry | None) -> str:
    """Which sentence of `SAID` fits: of the border of all, of a unit, at a town; with a distance or without."""
    kind = relation.kind
    if kind == "border" and len(relation.anchors) > 1:
        return "border_shared"
    if kind == "border":
        return "border_all" if entry is None else "border_of" if entry.unit_id else "border"
    within = relation.km is not None and (kind in ("road", "between") or (kind == "off" and relation.near))
    return f"{kind}_within" if within else kind


def _said(km: float) -> str:
    """Kilometres as a sentence says them: whole ones, of less than ten one decimal where there is one."""
    return f"{km:.0f}" if km >= 10 or km == round(km) else f"{km:.1g}" if km < 1 else f"{km:.1f}"


def _way(bearing: float | None) -> str:
    return _WAYS[round((bearing or 0.0) / 45.0) % 8]


def _extent(entry: Entry | None, relation: Relation, km: float) -> tuple[float, float, float, int]:
    """lon, lat, radius and where_prec: a point only where a circle around it holds the answer."""
    kind = relation.kind
    if entry is None or entry.unit_id or kind in ("border", "border_distance", "border_within", "inside"):
        return math.nan, math.nan, math.nan, 5
    if kind in ("near", "within"):
        radius = max(km, entry.radius_km)
        return entry.lon, entry.lat, radius, 2 if radius <= NEAR_KM else 3
    if kind == "from" and relation.bearing is not None:
        radius = max(POINT_KM, km * shapes.SPREAD, entry.radius_km)
        lon, lat = shapes.offset(entry.lon, entry.lat, km, relation.bearing)
        return round(lon, 5), round(lat, 5), radius, 2 if radius <= NEAR_KM else 3
    if kind == "from":
        radius = km * (1 + shapes.SPREAD) + entry.radius_km
        return entry.lon, entry.lat, radius, 2 if radius <= NEAR_KM else 3
    if kind == "off":
        return math.nan, math.nan, math.nan, 7
    if kind in ("direction", "part"):
        return math.nan, math.nan, shapes.WEDGE_KM, 3
    if kind == "outskirts":
        return entry.lon, entry.lat, SKIRT_KM, 2
    return math.nan, math.nan, relation.km or shapes.WIDE_KM, 5


def _shape(entry: Entry | None, relation: Relation, km: float, reading: Reading, world: World) -> Geometry:
    kind = relation.kind
    if kind == "border" and reading.other >= 0 and entry is not None:
        both = [_border_shape(each, relation, km, world) for each in (entry, world.entries[reading.other])]
        return shapes.shared(*both)
    if kind.startswith("border") or kind == "inside":
        return _border_shape(entry, relation, km, world)
    assert entry is not None
    if reading.other >= 0:
        end = world.entries[reading.other]
        if entry.unit_id and end.unit_id:
            return shapes.along_edge(world.shape_of[entry.unit_id], world.shape_of[end.unit_id])
        return shapes.corridor((entry.lon, entry.lat), (end.lon, end.lat), relation.km)[0]
    if entry.unit_id:
        shape = world.shape_of[entry.unit_id]
        if kind in ("direction", "part", "outskirts") and relation.bearing is not None:
            return shapes.side_of(shape, relation.bearing)
        return shape if kind == "off" else buffer_km(shape, km)
    lon, lat = entry.lon, entry.lat
    if kind == "from" and relation.bearing is not None:
        there = shapes.offset(lon, lat, km, relation.bearing)
        return shapes.around(*there, max(POINT_KM, km * shapes.SPREAD, entry.radius_km))
    if kind == "from":
        return shapes.ring(lon, lat, km)
    if kind in ("direction", "part"):
        return shapes.wedge(lon, lat, relation.bearing or 0.0)
    if kind == "outskirts":
        return shapes.wedge(lon, lat, relation.bearing or 0.0, 0.0, SKIRT_KM)
    if kind == "off":
        land = shapely.union_all(
            [world.shape_of[unit] for unit, level in world.level_of.items() if level == "province"]
        )
        ringed = relation.km is not None and not relation.near
        water = shapes.ring(lon, lat, km) if ringed else shapes.around(lon, lat, relation.km or OFFSHORE_KM)
        return water.difference(land)
    return shapes.around(lon, lat, max(km, entry.radius_km))


def _border_shape(entry: Entry | None, relation: Relation, km: float, world: World) -> Geometry:
    line = world.border
    if relation.kind == "border":
        if entry is None:
            return line
        if not entry.unit_id:
            return shapes.border_near(line, entry.lon, entry.lat)
        try:
            return border_of([entry.unit_id], world.units, line)
        except ValueError:  # it only comes near the line
            return world.shape_of[entry.unit_id]
    shape = world.shape_of[entry.unit_id] if entry and entry.unit_id else None
    if entry is not None and not entry.unit_id:
        far = to_metres(Point(entry.lon, entry.lat)).distance(world.metric_border) / 1000.0
        shape = shapes.around(entry.lon, entry.lat, max(shapes.BORDER_KM, far - km + shapes.BORDER_KM / 2))
    if relation.kind == "border_distance":
        spread = max(km * shapes.SPREAD, shapes.LINE_KM)
        return shapes.border_band(line, shape, km - spread, km + spread)
    return shapes.border_band(line, shape, 0.0, max(km, shapes.LINE_KM))


def _bounds(solution: Solution, world: World) -> Geometry | None:
    """The unit, else the country, that the words name: what is drawn is cut to it."""
    for level in ("district", "province"):
        for constraint in solution.scope.constraints:
            if constraint.level == level and len(constraint.units) == 1:
                return world.shape_of[next(iter(constraint.units))]
    for constraint in solution.scope.constraints:
        if constraint.level == "country" and len(constraint.countries & {"PK", "IR"}) == 1:
            province = {"PK": "pk-balochistan", "IR": "ir-sistan-baluchestan"}
            return world.shape_of[province[next(iter(constraint.countries & {"PK", "IR"}))]]
    return None
