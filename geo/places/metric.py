"""The one place for metric work: circles, buffers and distances in kilometres, EPSG:4326 in and out.

Distances and circles are geodesic on the WGS 84 ellipsoid, exact anywhere. Buffers need a plane: `METRIC`, a
Lambert conformal conic on parallels that split the region. Conformal, so that a buffer grows the same way in
all directions; one cone, so that no seam runs through the data as that of UTM 41/42 at 66 E would. Its scale
is wrong by less than 0.3 % anywhere in the region, that is 75 m in 25 km: well below every precision in the
gazetteer.
"""

from collections.abc import Callable

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from pyproj import CRS, Geod, Transformer
from shapely import Geometry, Polygon

WGS84 = Geod(ellps="WGS84")
METRIC = CRS.from_proj4("+proj=lcc +lat_1=25.5 +lat_2=31 +lat_0=28.25 +lon_0=64 +datum=WGS84 +units=m")
"""Metres; x east, y north; for the region 57–71 E, 24–32.5 N."""

_FORTH = Transformer.from_crs("EPSG:4326", METRIC, always_xy=True)
_BACK = Transformer.from_crs(METRIC, "EPSG:4326", always_xy=True)
_CORNERS = 72
_SPHERE_KM = 6371.0088
"""The mean radius of the Earth."""


def circle(lon: float, lat: float, radius_km: float) -> Polygon:
    """The geodesic circle of `radius_km` around a point, EPSG:4326, counter-clockwise as RFC 7946 wants.

    A polygon of 72 corners that lie on the circle. Raises ValueError unless the radius is positive and
    finite.
    """
    if not (radius_km > 0 and np.isfinite(radius_km)):
        raise ValueError(f"radius_km = {radius_km}: a circle needs a positive, finite radius")
    azimuths = np.linspace(0, -360, _CORNERS, endpoint=False)  # against the clock
    around = np.full(_CORNERS, 1000.0 * radius_km)
    lons, lats, _ = WGS84.fwd(np.full(_CORNERS, lon), np.full(_CORNERS, lat), azimuths, around)
    return Polygon(np.column_stack([lons, lats]))


def circles(lons: ArrayLike, lats: ArrayLike, radii_km: ArrayLike) -> NDArray[np.object_]:
    """The same of many points at once: a polygon each, all radii positive and finite."""
    lon, lat, radius = (np.asarray(each, dtype="float64") for each in (lons, lats, radii_km))
    half = _CORNERS // 2 + 1  # from north by west to south; the east is its mirror image
    azimuths = np.tile(np.linspace(0, -360, _CORNERS, endpoint=False)[:half], len(lon))
    x, y, _ = WGS84.fwd(np.repeat(lon, half), np.repeat(lat, half), azimuths, np.repeat(1000.0 * radius, half))
    x, y = x.reshape(len(lon), half), y.reshape(len(lon), half)
    mirrored = 2 * lon[:, None] - x[:, -2:0:-1]
    mirrored = np.where(np.abs(mirrored) > 180, mirrored - 360 * np.round(mirrored / 360), mirrored)
    around = np.stack([np.hstack([x, mirrored]), np.hstack([y, y[:, -2:0:-1]])], axis=-1)
    found: NDArray[np.object_] = shapely.polygons(around)
    return found


def distance_km(lon_a: float, lat_a: float, lon_b: float, lat_b: float) -> float:
    """The geodesic distance of two points (EPSG:4326, lon lat) in kilometres."""
    _, _, metres = WGS84.inv(lon_a, lat_a, lon_b, lat_b)
    return float(metres) / 1000.0


def bearing_of(lon_a: float, lat_a: float, lon_b: float, lat_b: float) -> float:
    """The bearing of the second point from the first in degrees from north, 0 to 360 (EPSG:4326, lon lat)."""
    azimuth, _, _ = WGS84.inv(lon_a, lat_a, lon_b, lat_b)
    return float(azimuth) % 360.0


def about_km(lon_a: ArrayLike, lat_a: ArrayLike, lon_b: ArrayLike, lat_b: ArrayLike) -> NDArray[np.float64]:
    """The distances of many pairs of points on a sphere, within 0.6 % of the geodesic ones and thirty times as fast."""
    x_a, y_a, x_b, y_b = (np.radians(np.asarray(each, dtype="float64")) for each in (lon_a, lat_a, lon_b, lat_b))
    half = np.sin((y_b - y_a) / 2) ** 2 + np.cos(y_a) * np.cos(y_b) * np.sin((x_b - x_a) / 2) ** 2
    far: NDArray[np.float64] = 2 * _SPHERE_KM * np.arcsin(np.sqrt(half.clip(0, 1)))
    return far


def length_km(line: Geometry) -> float:
    """The geodesic length of a line (EPSG:4326) in kilometres."""
    return float(WGS84.geometry_length(line)) / 1000.0


def buffer_km(geometry: Geometry, radius_km: float) -> Geometry:
    """All that lies within `radius_km` of a geometry of the region, EPSG:4326; empty stays empty."""
    grown = to_degrees(to_metres(geometry).buffer(1000.0 * radius_km))
    return shapely.orient_polygons(grown)


def to_metres(geometry: Geometry) -> Geometry:
    """A geometry of the region from EPSG:4326 to `METRIC`."""
    return shapely.transform(geometry, _by(_FORTH))


def geometries_to_metres(geometries: NDArray[np.object_]) -> NDArray[np.object_]:
    """The same of many geometries at once; missing ones stay missing, far from the region lengths are stretched."""
    found: NDArray[np.object_] = shapely.transform(geometries, _by(_FORTH))
    return found


def points_to_metres(lons: ArrayLike, lats: ArrayLike) -> NDArray[np.float64]:
    """Points of the region from EPSG:4326 to `METRIC`, as rows of x and y; NaN becomes infinite."""
    return np.column_stack(_FORTH.transform(np.asarray(lons, dtype=float), np.asarray(lats, dtype=float)))


def to_degrees(geometry: Geometry) -> Geometry:
    """A geometry from `METRIC` back to EPSG:4326."""
    return shapely.transform(geometry, _by(_BACK))


def _by(transformer: Transformer) -> Callable[[NDArray[np.float64]], NDArray[np.float64]]:
    return lambda xy: np.column_stack(transformer.transform(xy[:, 0], xy[:, 1]))
