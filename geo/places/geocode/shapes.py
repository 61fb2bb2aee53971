"""What the words say as a geometry: circle, ring, wedge, corridor, stretch of the border, sea; EPSG:4326.

Every function takes and gives degrees; distances are kilometres. What comes out is clipped by the caller to the
country or district named.
"""

from __future__ import annotations

import math

import numpy as np
import shapely
from shapely import Geometry, LineString, Point

from geo.places.metric import WGS84, buffer_km, circle, to_degrees, to_metres

POINT_KM, NEAR_KM = 5.0, 25.0
"""UCDP's where_prec: 1 for what is known to so many kilometres, a point; 2 for what is known to so many."""

SPREAD = 0.25
"""A distance said in a report is good to a quarter of itself."""

WEDGE_KM = 60.0
"""How far a direction without a distance reaches: "south-west of Khash"."""

WIDE_KM = 10.0
"""Half the width of the corridor between two places: the road's course is not known."""

LINE_KM = 2.0
"""How exactly the border line is known: no band along it is narrower than this to either side."""

_GRID = 1e-7  # degrees, about a centimetre: so that one stretch, seen from both sides, is one
BORDER_KM = 25.0
"""How far along and off the border "the border near X" reaches."""


def around(lon: float, lat: float, radius_km: float) -> Geometry:
    """A circle."""
    return circle(lon, lat, radius_km)


def ring(lon: float, lat: float, km: float) -> Geometry:
    """All that lies about `km` away: between three quarters and five quarters of it."""
    outer, inner = circle(lon, lat, km * (1 + SPREAD)), circle(lon, lat, max(km * (1 - SPREAD), 0.1))
    return shapely.orient_polygons(outer.difference(inner))


def offset(lon: float, lat: float, km: float, bearing: float) -> tuple[float, float]:
    """The point `km` away in a bearing."""
    there = WGS84.fwd(lon, lat, bearing, 1000.0 * km)
    return float(there[0]), float(there[1])


def wedge(lon: float, lat: float, bearing: float, start_km: float = 0.0, end_km: float = WEDGE_KM) -> Geometry:
    """The eighth of a circle, 45 degrees wide, that lies in a bearing."""
    azimuths = np.linspace(bearing - 22.5, bearing + 22.5, 16)
    count = len(azimuths)
    lons, lats, _ = WGS84.fwd(np.full(count, lon), np.full(count, lat), azimuths, np.full(count, 1000.0 * end_km))
    outer = list(zip(lons, lats, strict=True))
    if start_km <= 0:
        return shapely.orient_polygons(shapely.Polygon([(lon, lat), *outer]))
    lons, lats, _ = WGS84.fwd(np.full(count, lon), np.full(count, lat), azimuths, np.full(count, 1000.0 * start_km))
    inner = list(zip(lons, lats, strict=True))
    return shapely.orient_polygons(shapely.Polygon([*outer, *reversed(inner)]))


def corridor(
    one: tuple[float, float], other: tuple[float, float], half_km: float | None = None
) -> tuple[Geometry, float]:
    """The straight band between two places, and half its width in km: as said, else at least 10, a tenth of the distance."""
    line = LineString([one, other])
    length = to_metres(line).length / 1000.0
    half = half_km or max(WIDE_KM, length / 10.0)
    return buffer_km(line, half), half


def along_edge(one: Geometry, other: Geometry) -> Geometry:
    """The land on both sides of the edge between two areas, as wide as a corridor."""
    first, second = (to_metres(each).buffer(1000.0 * WIDE_KM) for each in (one, other))
    return to_degrees(first.intersection(second))


def side_of(shape: Geometry, bearing: float) -> Geometry:
    """The half of an area that lies in a bearing from its middle: "northern Kech"."""
    metres = to_metres(shape)
    middle = metres.centroid
    reach = 2.0 * math.hypot(metres.bounds[2] - metres.bounds[0], metres.bounds[3] - metres.bounds[1])
    angle = math.radians(90.0 - bearing)
    ahead = np.array([math.cos(angle), math.sin(angle)]) * reach
    across = np.array([-ahead[1], ahead[0]])
    centre = np.array([middle.x, middle.y])
    corners = [centre - across, centre - across + ahead, centre + across + ahead, centre + across]
    return to_degrees(metres.intersection(shapely.Polygon(corners)))


def border_near(border: LineString, lon: float, lat: float, reach_km: float = BORDER_KM) -> Geometry:
    """The stretch of the border within reach of a point; where none is so near, the stretch nearest to it."""
    line, point = to_metres(border), to_metres(Point(lon, lat))
    reach = max(1000.0 * reach_km, line.distance(point) + 500.0 * reach_km)
    return to_degrees(line.intersection(point.buffer(reach)))


def shared(one: Geometry, other: Geometry) -> Geometry:
    """What two stretches of the border have in common; both where they have nothing."""
    common = shapely.intersection(one, other, grid_size=_GRID)
    common = common if common.length > 0 else shapely.union_all([one, other], grid_size=_GRID)
    return shapely.line_merge(common)


def border_band(border: LineString, shape: Geometry | None, near_km: float, far_km: float) -> Geometry:
    """All of an area (or on both sides) that lies between two distances from the border."""
    line = to_metres(border)
    band = line.buffer(1000.0 * far_km)
    if near_km > 0:
        band = band.difference(line.buffer(1000.0 * near_km))
    return to_degrees(band if shape is None else band.intersection(to_metres(shape)))


def clip(shape: Geometry, bounds: Geometry | None) -> Geometry:
    """The part of a shape inside the bounds; all of it where nothing would be left."""
    if bounds is None:
        return shape
    inside = shapely.intersection(shape, bounds)
    return shape if inside.is_empty else inside
