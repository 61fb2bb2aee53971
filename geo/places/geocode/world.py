"""All that the geocoder knows, read once: entries, index, units and border, as columns made for ranking."""

from __future__ import annotations

import math
import re
from array import array
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Geometry, LineString, STRtree

from geo.places.boundaries import load_border, load_units
from geo.places.geocode.additions import load_additions
from geo.places.geocode.entries import Entry, merge, shipped_entries
from geo.places.geocode.eras import load_eras
from geo.places.geocode.lookup import Index
from geo.places.metric import to_metres
from geo.settings import DATA

_NAMED_ONCE: list[tuple[str, int]] = []
_OWN = re.compile(r".*\((.+)\)")
_EDGE_KM = 15.0  # a place of the province just outside its polygons (a coast, a gap) belongs to the nearest unit


class World:
    """The gazetteer and the units; `entries[i]`, `district[i]` … are columns of the same order."""

    def __init__(self, entries: Sequence[Entry], data: Path) -> None:
        self.entries = list(entries)
        self.index = Index(self.entries)
        self.units = load_units(data / "boundaries")
        self.border: LineString = load_border(data / "boundaries")
        self.eras = load_eras(data)
        self.parents = self.eras.parents
        added = [entry.source.startswith("added: ") for entry in self.entries]
        self.position = {entry.place_id: place for place, entry in enumerate(self.entries) if not added[place]}
        for entry, own in zip(self.entries, added, strict=True):
            if own and len(entry.names) == 1:
                entry.names = _NAMED_ONCE  # the index has it; a list for each would cost 50 MB for 300,000
        self.parent_of: dict[str, str] = self.units["parent_id"].to_dict()
        self.name_of: dict[str, str] = self.units["name"].to_dict()
        self.shape_of: dict[str, Geometry] = self.units.geometry.to_dict()
        self.level_of: dict[str, str] = self.units["level"].to_dict()
        points = self._points()
        self.district = self._places("district", *points)
        for place, unit in enumerate(self._named_districts()):
            if unit:
                self.district[place] = unit
        self.subdistrict = self._places("subdistrict", *points)
        for place, entry in enumerate(self.entries):
            if not entry.admin1 and self.district[place]:
                entry.admin1 = self.name_of[self.parent_of[self.district[place]]]
        self.prior = array("d", (_prior(entry, self.district[place]) for place, entry in enumerate(self.entries)))

    @cached_property
    def metric_shapes(self) -> dict[str, Geometry]:
        """The units in metres, prepared for distances."""
        shapes = {unit: to_metres(shapely.simplify(shape, 0.005)) for unit, shape in self.shape_of.items()}
        shapely.prepare(list(shapes.values()))
        return shapes

    @cached_property
    def _bounds(self) -> dict[str, tuple[float, float, float, float]]:
        return {unit: shape.bounds for unit, shape in self.shape_of.items()}

    @cached_property
    def metric_border(self) -> Geometry:
        """The border in metres."""
        return to_metres(self.border)

    def km_to(self, place: int, unit: str) -> float:
        """How far an entry's point lies from a unit, in km; 0 inside."""
        entry = self.entries[place]
        west, south, east, north = self._bounds[unit]
        over = max(west - entry.lon, entry.lon - east, 0.0), max(south - entry.lat, entry.lat - north, 0.0)
        rough = math.hypot(over[0] * 98.0, over[1] * 111.0)  # to the box around it: surely no less far
        if rough > 60.0:
            return rough
        point = to_metres(shapely.Point(entry.lon, entry.lat))
        return float(self.metric_shapes[unit].distance(point)) / 1000.0

    def chain(self, unit: str) -> tuple[str, ...]:
        """The unit and those around it, from small to large."""
        found = []
        while unit:
            found.append(unit)
            unit = self.parent_of.get(unit, "")
        return tuple(found)

    def units_of(self, place: int) -> tuple[str, ...]:
        """The units that an entry is or lies in, from small to large."""
        own = self.entries[place].unit_id
        if own:
            return self.chain(own)
        sub, district = self.subdistrict[place], self.district[place]
        return ((sub,) if sub and self.parent_of[sub] == district else ()) + self.chain(district)

    def _points(self) -> tuple[NDArray[Any], NDArray[np.int64]]:
        """The points of the entries, and which of them may lie in one of the two provinces."""
        lons = np.array([entry.lon for entry in self.entries])
        lats = np.array([entry.lat for entry in self.entries])
        home = np.array([entry.admin1 in ("Balochistan", "Sistan and Baluchestan", "") for entry in self.entries])
        return shapely.points(np.nan_to_num(lons), np.nan_to_num(lats)), np.flatnonzero(~np.isnan(lons) & home)

    def _places(self, level: str, points: NDArray[Any], wanted: NDArray[np.int64]) -> list[str]:
        """The unit of a level that each point lies in; "" for units and for points elsewhere."""
        units = self.units[self.units["level"] == level]
        ids, shapes = list(map(str, units.index)), units.geometry.to_numpy()
        tree = STRtree(shapes)
        found = [""] * len(self.entries)
        asked, hit = tree.query(points[wanted], predicate="within")
        for point, unit in zip(wanted[asked], hit, strict=True):
            found[point] = ids[unit]
        lost = np.array([place for place in wanted if not found[place] and self.entries[place].admin1], dtype=int)
        if len(lost):
            asked, hit = tree.query_nearest(points[lost], max_distance=_EDGE_KM / 100.0, all_matches=False)
            for point, unit in zip(lost[asked], hit, strict=True):
                found[point] = ids[unit]
        return found

    def _named_districts(self) -> Iterable[str]:
        """The district that a curated row names: near the edges it is more to be trusted than the polygon."""
        ids = {
            (row["country"], row["name"]): str(unit)
            for unit, row in self.units.iterrows()
            if row["level"] == "district"
        }
        for entry in self.entries:
            named = _OWN.sub(r"\1", entry.admin2) if entry.admin2 and not entry.unit_id else ""
            yield ids.get((entry.country, named), "")


KIND_PRIOR = {
    "city": 0.0,
    "town": 0.0,
    "port": 0.0,
    "district": -1.2,
    "subdistrict": -2.0,
    "province": 0.0,
    "village": -1.2,
    "area": -1.0,
    "site": -1.5,
    "mountain": -2.0,
    "airport": -2.5,
    "border_crossing": -1.6,
    "border_post": -1.4,
}


def _prior(entry: Entry, district: str) -> float:
    """How likely an entry is meant when its bare name is said, in log odds: towns most, the larger the more."""
    prior = KIND_PRIOR.get(entry.kind, -1.2)
    if entry.population > 0:
        prior += 0.35 * (math.log10(entry.population) - 4.0)
    elif entry.source.startswith("added: ") and entry.kind == "village":
        prior -= 1.0  # one hamlet of thousands: only meant where something else speaks for it
    elif entry.kind in ("town", "village") and entry.name.endswith("abad"):
        prior -= 0.8  # every second district has one of that name
    if entry.note.startswith("FALSE FRIEND"):
        prior -= 0.5
    if entry.kind not in ("district", "subdistrict", "province") and not district:
        prior -= 1.0 if entry.population > 200_000 else 2.5  # outside both provinces the gazetteer has only some towns
    return prior


def build_world(data: Path = DATA, additions: Path | None = None) -> World:
    """Read everything; `additions` is the user's folder (None: only what ships)."""
    entries = shipped_entries(data)
    if additions is not None:
        entries = merge(entries, load_additions(additions))
    return World(entries, data)


@cache
def _world(additions: Path, stamp: tuple[tuple[str, int, int], ...]) -> World:
    return build_world(DATA, additions)


def the_world() -> World:
    """What ships and what the user added; read anew only when the user's names have changed."""
    from geo.places.geocode.additions import additions_folder

    folder = additions_folder()
    files = sorted(folder.glob("*.csv")) if folder.is_dir() else []
    return _world(folder, tuple((file.name, file.stat().st_mtime_ns, file.stat().st_size) for file in files))
