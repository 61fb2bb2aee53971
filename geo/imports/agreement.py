"""Do a file's coordinates lie where its names say? Whole columns are sifted; what is left is asked of the geocoder's check."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.imports.check import in_region
from geo.imports.ground import Ground
from geo.imports.staged import Staging, coded
from geo.places.geocode import check_record
from geo.places.geocode.findings import CENTROID_KM, EDGE_KM
from geo.places.geocode.ground import centroids
from geo.places.metric import to_metres
from geo.settings import REGION

MOST = 2_000
"""Places that an import asks the geocoder's check for, at about five milliseconds each; the rest is told by the sieve alone."""
_DEGREE_KM = 111.0
_CELL = 0.05  # degrees; points in cells without a centroid in or beside them are on none
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

    def check(self, chunk: Staging) -> None:
        """Find the points that stand on a centroid, in another unit than the one named, out at sea, or far from their place."""
        said = chunk.columns
        lon, lat = said["lon"], said["lat"]
        here = np.flatnonzero(in_region(lon, lat) & ~chunk.refused)
        if not len(here):
            return
        asked = here[self._on_middle(lon[here], lat[here]) | self._outside(chunk, here)]
        if not len(asked):
            return
        room = max(0, MOST - len(self._said))
        self._ask_all(chunk, asked[:room])
        rest = np.zeros(len(chunk.rows), dtype=bool)
        rest[asked[room:]] = True
        chunk.find(
            rest,
            "lon, lat",
            "wrong_unit",
            "lies in another unit than the one named, or on a centroid; look at it",
            "warn",
            "",
        )

    def _ask_all(self, chunk: Staging, asked: NDArray[np.int64]) -> None:
        said = chunk.columns
        lon, lat = said["lon"][asked], said["lat"][asked]
        names = ["place_reported", "admin2", "admin1", "country", "precision"]
        cells = pd.DataFrame({name: pd.Series(said[name]).array[asked] for name in names if name in said})
        cells = cells.reindex(columns=names, fill_value="").assign(lon=lon, lat=lat)
        found: dict[str, tuple[list[int], list[str]]] = {}
        for place, key in enumerate(cells.itertuples(index=False, name=None)):
            for kind, remedy in self._ask(key):
                rows, remedies = found.setdefault(kind, ([], []))
                rows.append(place)
                remedies.append(remedy)
        numbers = chunk.rows.index.to_numpy()[asked]
        for kind, (rows, remedies) in found.items():
            pairs = [f"{lon[row]:g}, {lat[row]:g}" for row in rows]
            chunk.findings.add(chunk.file, numbers[rows], "lon, lat", pairs, kind, remedies)

    def _on_middle(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which points lie on one of the points that stand for whole areas."""
        west, south, _, _ = REGION
        x, y = ((lon - west) / _CELL).astype(int), ((lat - south) / _CELL).astype(int)
        maybe = np.flatnonzero(self._cells[y + 1, x + 1])
        reach = CENTROID_KM / _DEGREE_KM * 1.2
        exact, _ = self._tree.query(shapely.points(lon[maybe], lat[maybe]), predicate="dwithin", distance=reach)
        found = np.zeros(len(lon), dtype=bool)
        found[maybe[exact]] = True
        return found

    def _outside(self, chunk: Staging, here: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which points lie in another district than the one named, and not just over its edge."""
        lon, lat = chunk.columns["lon"][here], chunk.columns["lat"][here]
        named = units_named(chunk, here, self._ground)
        if not (named != "").any():
            return np.zeros(len(here), dtype=bool)
        district = self._ground.units[self._ground.districts(lon, lat)]
        other = np.flatnonzero((named != "") & (named != district))
        far = np.zeros(len(here), dtype=bool)
        if not len(other):
            return far
        world = self._ground.world
        for unit in np.unique(named[other].astype(str)):
            rows = other[named[other] == unit]
            units = {unit, *world.parents.get(unit, ())} | {
                u for u, parents in world.parents.items() if unit in parents
            }
            within = [each for each in self._ground.units if each and (each in units or unit in world.chain(each))]
            rows = rows[~np.isin(district[rows].astype(str), within)]
            far[rows] = self._away(units, lon[rows], lat[rows])
        return far

    def _away(self, units: set[str], lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which points lie outside all of the units by more than the boundaries may be wrong."""
        away = np.ones(len(lon), dtype=bool)
        for unit in units:
            west, south, east, north = self._ground.world.shape_of[unit].bounds
            near = (lon > west - _EDGE) & (lon < east + _EDGE) & (lat > south - _EDGE) & (lat < north + _EDGE)
            rows = np.flatnonzero(near & away)
            points = to_metres(shapely.points(lon[rows], lat[rows]))
            metres = shapely.distance(self._ground.world.metric_shapes[unit], points)
            away[rows] = metres > EDGE_KM * 1000.0
        return away

    def _ask(self, key: tuple[Any, ...]) -> list[tuple[str, str]]:
        """The kinds and remedies that the geocoder's check has for a place."""
        if key in self._said:
            return self._said[key]
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


def units_named(chunk: Staging, rows: NDArray[np.int64], ground: Ground) -> NDArray[Any]:
    """The unit of ours that the names of each row mean; "" where none is named, or it lies elsewhere."""
    said = chunk.columns
    names = [pd.Series(said[name]).array[rows] if name in said else None for name in ("admin2", "admin1", "country")]
    if names[0] is None and names[1] is None:
        return np.full(len(rows), "", dtype=object)
    split = [coded(each) if each is not None else (np.zeros(len(rows), dtype="int64"), [""]) for each in names]
    sizes = [max(1, len(distinct)) for _, distinct in split]
    joint = (split[0][0] * sizes[1] + split[1][0]) * sizes[2] + split[2][0]
    keys, back = np.unique(joint, return_inverse=True)
    meant = np.full(len(keys), "", dtype=object)
    for place, key in enumerate(keys):
        parts = key // (sizes[1] * sizes[2]), key // sizes[2] % sizes[1], key % sizes[2]
        meant[place] = ground.meant(*(str(split[i][1][part]) for i, part in enumerate(parts)))
    return np.asarray(meant[back])
