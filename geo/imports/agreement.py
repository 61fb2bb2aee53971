"""Do a file's coordinates lie where its names say? Whole columns are sifted; what is left is asked of the geocoder's check."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray

from geo.imports.ground import Ground, in_region
from geo.imports.staged import Staging
from geo.imports.texts import Mask, constant, told_apart
from geo.places.geocode import check_record
from geo.places.geocode.findings import CENTROID_KM, EDGE_KM
from geo.places.geocode.ground import centroids
from geo.places.metric import points_to_metres
from geo.settings import REGION

MOST = 2_000
"""Places that an import asks the geocoder's check for, at about five milliseconds each; the rest is told by the sieve alone."""
_DEGREE_KM = 111.0
_CELL = 0.0125  # degrees, more than CENTROID_KM: points in cells without a centroid in or beside them are on none
_NAMES = ("place_reported", "admin2", "admin1", "country", "precision")
_EDGE = 0.15  # degrees; surely more than EDGE_KM in any direction


class Agreement:
    """Checks chunk after chunk of one import; a place that comes again is not asked again."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        points = np.array([(lon, lat) for _, lon, lat in centroids(ground.world)])
        points = points[in_region(points[:, 0], points[:, 1])]
        self._tree = shapely.STRtree(shapely.points(points))
        west, south, east, north = REGION
        self._cells = np.zeros((int((north - south) / _CELL) + 4, int((east - west) / _CELL) + 4), dtype=bool)
        x, y = ((points[:, 0] - west) / _CELL).astype(int) + 1, ((points[:, 1] - south) / _CELL).astype(int) + 1
        for across in (-1, 0, 1):
            for up in (-1, 0, 1):
                self._cells[y + up, x + across] = True
        self._said: dict[tuple[Any, ...], list[tuple[str, str]]] = {}
        self._shapes: dict[str, shapely.Geometry] = {}

    def check(self, chunk: Staging, districts: NDArray[np.int64]) -> None:
        """Find the points that stand on a centroid, in another unit than the one named, out at sea, or far from their place.

        `districts` has the code of the district that each row's point lies in.
        """
        lon, lat = chunk.columns["lon"], chunk.columns["lat"]
        here = np.flatnonzero(in_region(lon, lat) & ~chunk.refused)
        if not len(here):
            return
        asked = here[self._on_middle(lon[here], lat[here]) | self._outside(chunk, here, districts[here])]
        if len(asked):
            self._ask_all(chunk, asked)

    def _ask_all(self, chunk: Staging, asked: NDArray[np.int64]) -> None:
        said = chunk.columns
        lon, lat = said["lon"][asked].tolist(), said["lat"][asked].tolist()
        codes, rows = told_apart(*(_some(chunk, name, asked) for name in _NAMES))
        found, rest = dict[str, tuple[list[int], list[str]]](), np.zeros(len(chunk), dtype=bool)
        for place, key in enumerate(zip(codes.tolist(), lon, lat, strict=True)):
            answer = self._ask((*rows[key[0]], *key[1:]))
            rest[asked[place]] = answer is None
            for kind, remedy in answer or ():
                told, remedies = found.setdefault(kind, ([], []))
                told.append(place)
                remedies.append(remedy)
        for kind, (told, remedies) in found.items():
            pairs = [f"{lon[row]:g}, {lat[row]:g}" for row in told]
            chunk.findings.add(chunk.file, chunk.numbers[asked[told]], "lon, lat", pairs, kind, remedies)
        remedy = "lies in another unit than the one named, or on a centroid; look at it"
        chunk.find(rest, "lon, lat", "wrong_unit", remedy, "warn", "")

    def _on_middle(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> Mask:
        """Which points lie on one of the points that stand for whole areas."""
        west, south, _, _ = REGION
        x, y = ((lon - west) / _CELL).astype(int), ((lat - south) / _CELL).astype(int)
        maybe = np.flatnonzero(self._cells[y + 1, x + 1])
        reach = CENTROID_KM / _DEGREE_KM * 1.2
        exact, _ = self._tree.query(shapely.points(lon[maybe], lat[maybe]), predicate="dwithin", distance=reach)
        found = np.zeros(len(lon), dtype=bool)
        found[maybe[exact]] = True
        return found

    def _outside(self, chunk: Staging, here: NDArray[np.int64], district: NDArray[np.int64]) -> Mask:
        """Which points lie in another district than the one named, and not just over its edge."""
        ground, world = self._ground, self._ground.world
        lon, lat = chunk.columns["lon"][here], chunk.columns["lat"][here]
        named = units_named(chunk, here, ground)
        other = np.flatnonzero((named > 0) & (named != district))
        far = np.zeros(len(here), dtype=bool)
        for code in np.unique(named[other]):
            unit, rows = ground.units[code], other[named[other] == code]
            units = {unit, *world.parents.get(unit, ())} | {
                u for u, parents in world.parents.items() if unit in parents
            }
            within = [
                each
                for each in ground.district_codes
                if ground.units[each] in units or unit in world.chain(ground.units[each])
            ]
            rows = rows[~np.isin(district[rows], within)]
            far[rows] = self._away(units, lon[rows], lat[rows])
        return far

    def _away(self, units: set[str], lon: NDArray[np.float64], lat: NDArray[np.float64]) -> Mask:
        """Which points lie outside all of the units by more than the boundaries may be wrong."""
        away = np.ones(len(lon), dtype=bool)
        for unit in units:
            west, south, east, north = self._ground.world.shape_of[unit].bounds
            near = (lon > west - _EDGE) & (lon < east + _EDGE) & (lat > south - _EDGE) & (lat < north + _EDGE)
            rows = np.flatnonzero(near & away)
            points = shapely.points(points_to_metres(lon[rows], lat[rows]))
            away[rows] = ~shapely.dwithin(self._metric_shape(unit), points, EDGE_KM * 1000.0)
        return away

    def _metric_shape(self, unit: str) -> shapely.Geometry:
        """The shape of a unit, made to be asked for many points; a copy, as another import may ask at the same time."""
        if unit not in self._shapes:
            self._shapes[unit] = shapely.from_wkb(shapely.to_wkb(self._ground.world.metric_shapes[unit]))
            shapely.prepare(self._shapes[unit])
        return self._shapes[unit]

    def _ask(self, key: tuple[Any, ...]) -> list[tuple[str, str]] | None:
        """The kinds and remedies that the geocoder's check has for a place; None where it has been asked often enough."""
        if key in self._said:
            return self._said[key]
        if len(self._said) >= MOST:
            return None
        place, admin2, admin1, country, precision, lon, lat = key
        prec = {"district": "3", "province": "4", "country": "6"}.get(precision, "")
        names = {"place": place, "district": admin2, "province": admin1, "country": country, "where_prec": prec}
        found = check_record(lon, lat, names, self._ground.world)
        said = [
            (each.kind, "; ".join(filter(None, (each.message, each.advice))))
            for each in found
            if each.kind != "rounded"
        ]
        self._said[key] = said
        return said


def units_named(chunk: Staging, rows: NDArray[np.int64], ground: Ground) -> NDArray[np.int64]:
    """The code of the unit of ours that the names of each row mean; 0 where none is named, or it lies elsewhere."""
    codes, names = told_apart(*(_some(chunk, name, rows) for name in ("admin2", "admin1", "country")))
    return ground.named(names)[codes]


def _some(chunk: Staging, name: str, rows: NDArray[np.int64]) -> Any:
    """A staged column of texts at some rows, whether it was staged or not."""
    column = chunk.columns.get(name)
    if column is None:
        return constant("", len(rows))
    return column if len(rows) == len(chunk) else column.take(pa.array(rows))
