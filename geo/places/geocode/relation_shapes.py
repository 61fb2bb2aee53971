"""The geometry of a relation to a place, a unit or the border, and what bounds it; EPSG:4326."""

from __future__ import annotations

import math

import shapely
from shapely import Geometry, Point

from geo.places.boundaries import border_of
from geo.places.geocode import shapes
from geo.places.geocode.bordering import OFFSHORE_KM
from geo.places.geocode.entry import Entry
from geo.places.geocode.naming import Relation
from geo.places.geocode.reading import Reading, Solution
from geo.places.geocode.shapes import NEAR_KM, POINT_KM
from geo.places.geocode.world import World
from geo.places.metric import buffer_km, to_metres

SKIRT_KM = 15.0
"""How far the outskirts of a town reach."""


def extent(entry: Entry | None, relation: Relation, km: float) -> tuple[float, float, float, int]:
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


def shape_of_relation(entry: Entry | None, relation: Relation, km: float, reading: Reading, world: World) -> Geometry:
    """What the words say, before it is cut to the unit or country named."""
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


def bounds(solution: Solution, world: World) -> Geometry | None:
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
