"""The piece of the earth that a map shows: Web Mercator, as on the dashboard's map, fitted to a box of the page.

Web Mercator is conformal (shapes are right, north is up everywhere), and its scale grows with the latitude: distances are
said for the map's middle, by the geodesic.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.drawing.page import Box
from geo.out.leaflet import HOME
from geo.places.metric import distance_km
from geo.vocabulary.view import Box as Bounds
from geo.vocabulary.view import View

PROJECTION = "Web Mercator"
_NORTHMOST = 85.0
_SCREEN = 640
"""Pixels: the height of the dashboard's map, which a View's zoom is meant for."""
_LEAST = 1.6
"""Degrees: nothing is drawn so large that no district stands round it."""
_MOST = 40.0
_AIR = 0.07
_DEGREES_A_PIXEL = 360 / 256


@dataclass(frozen=True, slots=True)
class Frame:
    """What is shown, in plane degrees (x is the longitude, y Mercator's), and the box of the sheet that shows it."""

    west: float
    south: float
    east: float
    north: float
    on: Box

    @property
    def points_a_degree(self) -> float:
        """Points of the page for a degree of longitude."""
        return self.on.width / (self.east - self.west)

    @property
    def middle(self) -> tuple[float, float]:
        """lon, lat of the middle."""
        return (self.west + self.east) / 2, float(unproject((self.south + self.north) / 2))

    @property
    def km_a_point(self) -> float:
        """Kilometres of a point of the page, along the middle latitude."""
        lon, lat = self.middle
        return distance_km(lon - 0.05, lat, lon + 0.05, lat) / (0.1 * self.points_a_degree)

    @property
    def zoom(self) -> float:
        """The zoom of a dashboard's map that shows as much from south to north."""
        return float(np.log2(_DEGREES_A_PIXEL * _SCREEN / (self.north - self.south)))

    def place(self, lons: ArrayLike, lats: ArrayLike) -> NDArray[np.float64]:
        """Rows of x and y on the sheet, in points."""
        x = self.on.left + (np.asarray(lons, float) - self.west) * self.points_a_degree
        y = self.on.bottom + (project(lats) - self.south) * self.points_a_degree
        return np.column_stack([np.atleast_1d(x), np.atleast_1d(y)])

    def holds(self, xy: NDArray[np.float64], margin: float = 0.0) -> NDArray[np.bool_]:
        """Which places lie inside the box, at least `margin` points from its edge."""
        inside = self.on.less(margin)
        low, high = np.array(inside[:2]), np.array(inside[2:])
        answer: NDArray[np.bool_] = np.logical_and.reduce((xy >= low) & (xy <= high), axis=1)
        return answer

    @property
    def bounds(self) -> Bounds:
        """west, south, east, north in degrees of longitude and latitude."""
        return self.west, float(unproject(self.south)), self.east, float(unproject(self.north))


def project(lats: ArrayLike) -> NDArray[np.float64]:
    """Mercator's y of latitudes, in degrees of longitude at the equator."""
    phi = np.radians(np.clip(np.asarray(lats, float), -_NORTHMOST, _NORTHMOST))
    y: NDArray[np.float64] = np.degrees(np.log(np.tan(np.pi / 4 + phi / 2)))
    return y


def unproject(y: ArrayLike) -> NDArray[np.float64]:
    """The latitudes again."""
    lats: NDArray[np.float64] = np.degrees(2 * np.arctan(np.exp(np.radians(np.asarray(y, float)))) - np.pi / 2)
    return lats


def fit(view: View, needed: Sequence[Bounds], on: Box) -> Frame:
    """The frame of a View in a box of the sheet: its own place, else its drawn area, else what is needed.

    `needed` are boxes (west, south, east, north) of what should be seen; without any, the whole border is shown.
    """
    if view.lon is not None and view.lat is not None:
        return _around(view.lon, view.lat, view.zoom or HOME[2], on)
    box = view.bbox or _ring_box(view) or _union(needed)
    if box is None:
        return _around(*HOME, on)
    west, south, east, north = box[0], float(project(box[1])), box[2], float(project(box[3]))
    wide, high = max((east - west) * (1 + 2 * _AIR), _LEAST), max((north - south) * (1 + 2 * _AIR), _LEAST)
    scale = max(wide / on.width, high / on.height)
    return _centred((west + east) / 2, (south + north) / 2, scale, on)


def _around(lon: float, lat: float, zoom: int, on: Box) -> Frame:
    scale = _DEGREES_A_PIXEL / 2**zoom * _SCREEN / on.height
    return _centred(lon, float(project(lat)), scale, on)


def _centred(x: float, y: float, scale: float, on: Box) -> Frame:
    """`scale` is degrees a point; the whole world is the most there is to show."""
    scale = min(scale, 360 / on.width)
    half, tall = scale * on.width / 2, scale * on.height / 2
    return Frame(x - half, y - tall, x + half, y + tall, on)


def _ring_box(view: View) -> Bounds | None:
    if not view.polygon:
        return None
    lons, lats = zip(*view.polygon, strict=True)
    return min(lons), min(lats), max(lons), max(lats)


def _union(boxes: Sequence[Bounds]) -> Bounds | None:
    found = [box for box in boxes if all(isfinite(edge) for edge in box)]
    if not found:
        return None
    wests, souths, easts, norths = zip(*found, strict=True)
    union = min(wests), min(souths), max(easts), max(norths)
    return union if union[2] - union[0] <= _MOST else None
