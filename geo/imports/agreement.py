"""Do a file's coordinates lie where its names say? Whole columns are sifted; what is left is asked of the geocoder's check."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.imports.check import in_region
from geo.imports.ground import Ground
from geo.imports.staged import Staging
from geo.places.geocode import check_record
from geo.places.geocode.findings import CENTROID_KM, EDGE_KM
from geo.places.geocode.ground import centroids
from geo.places.metric import to_metres

MOST = 2_000
"""Places that an import asks the geocoder's check for, at about five milliseconds each; the rest is told by the sieve alone."""
_DEGREE_KM = 111.0


class Agreement:
    """Checks chunk after chunk of one import; a place that comes again is not asked again."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        points = np.array([(lon, lat) for _, lon, lat in centroids(ground.world)])
        self._tree = shapely.STRtree(shapely.points(points[in_region(points[:, 0], points[:, 1])]))
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
        names = ["place_reported", "admin2", "admin1", "country", "precision"]
        cells = pd.DataFrame({name: pd.Series(said[name]).array[asked] for name in names if name in said})
        cells = cells.reindex(columns=names, fill_value="")
        cells["lon"], cells["lat"] = lon[asked], lat[asked]
        found: dict[str, tuple[list[int], list[str]]] = {}
        for place, key in zip(asked, cells.itertuples(index=False, name=None), strict=True):
            for kind, remedy in self._ask(key):
                rows, remedies = found.setdefault(kind, ([], []))
                rows.append(int(chunk.rows.index[place]))
                remedies.append(remedy)
        pairs = {int(chunk.rows.index[p]): f"{lon[p]:g}, {lat[p]:g}" for p in asked}
        for kind, (rows, remedies) in found.items():
            chunk.findings.add(chunk.file, rows, "lon, lat", [pairs[row] for row in rows], kind, remedies)

    def _on_middle(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which points lie on one of the points that stand for whole areas."""
        codes = np.round(lon * 200).astype("int64") * 100_000 + np.round(lat * 200).astype("int64")
        _, first, back = np.unique(codes, return_index=True, return_inverse=True)
        reach = CENTROID_KM / _DEGREE_KM * 1.2
        hit, _ = self._tree.query(shapely.points(lon[first], lat[first]), predicate="dwithin", distance=reach + 0.005)
        near = np.zeros(len(first), dtype=bool)
        near[hit] = True
        maybe = np.flatnonzero(near[back])
        exact, _ = self._tree.query(shapely.points(lon[maybe], lat[maybe]), predicate="dwithin", distance=reach)
        found = np.zeros(len(lon), dtype=bool)
        found[maybe[exact]] = True
        return found

    def _outside(self, chunk: Staging, here: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which points lie in another district than the one named, and not just over its edge."""
        lon, lat = chunk.columns["lon"][here], chunk.columns["lat"][here]
        named = units_named(chunk, here, self._ground)
        district = self._ground.units[self._ground.districts(lon, lat)]
        other = np.flatnonzero((named != "") & (named != district))
        far = np.zeros(len(here), dtype=bool)
        if not len(other):
            return far
        world = self._ground.world
        keys = pd.Series(named[other])
        for unit, places in keys.groupby(keys).groups.items():
            rows = other[np.asarray(places)]
            units = {unit, *world.parents.get(unit, ())} | {
                u for u, parents in world.parents.items() if unit in parents
            }
            own = [district[row] in units or unit in world.chain(district[row]) for row in rows]
            rows = rows[~np.array(own, dtype=bool)]
            points = to_metres(shapely.points(lon[rows], lat[rows]))
            away = (
                np.min([shapely.distance(world.metric_shapes[each], points) for each in units], axis=0)
                if len(rows)
                else []
            )
            far[rows] = np.asarray(away) > EDGE_KM * 1000.0
        return far

    def _ask(self, key: tuple[Any, ...]) -> list[tuple[str, str]]:
        """The kinds and remedies that the geocoder's check has for a place."""
        if key in self._said:
            return self._said[key]
        place, admin2, admin1, country, precision, lon, lat = key
        if len(self._said) >= MOST:
            return [("wrong_unit", f"does not lie in {admin2 or admin1}, or stands on a centroid; look at it")]
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
    coded = [pd.factorize(each) if each is not None else (np.zeros(len(rows), dtype="int64"), [""]) for each in names]
    sizes = [max(1, len(distinct)) for _, distinct in coded]
    joint = (coded[0][0] * sizes[1] + coded[1][0]) * sizes[2] + coded[2][0]
    keys, back = np.unique(joint, return_inverse=True)
    meant = np.full(len(keys), "", dtype=object)
    for place, key in enumerate(keys):
        parts = key // (sizes[1] * sizes[2]), key // sizes[2] % sizes[1], key % sizes[2]
        meant[place] = ground.meant(*(str(coded[i][1][part]) for i, part in enumerate(parts)))
    return np.asarray(meant[back])
