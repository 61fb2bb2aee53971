"""All that the geocoder knows, read once: entries, index, units and border, as columns made for ranking."""

from __future__ import annotations

import math
import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property, lru_cache
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Geometry, LineString, STRtree

from geo.places.boundaries import load_border, load_units
from geo.places.geocode import spelt
from geo.places.geocode.added import Added, Entries, load_added
from geo.places.geocode.entries import Entry, shipped_entries
from geo.places.geocode.eras import load_eras
from geo.places.geocode.lookup import Index
from geo.places.metric import points_to_metres, to_metres
from geo.settings import DATA

_CHUNK = 50_000
_OWN = re.compile(r".*\((.+)\)")
_EDGE_KM = 15.0  # a place of the province just outside its polygons (a coast, a gap) belongs to the nearest unit


class World:
    """The gazetteer and the units; `entries[i]`, `district[i]` … are columns of the same order."""

    def __init__(self, entries: Sequence[Entry], data: Path, added: Added | None = None) -> None:
        own = list(entries)
        self.entries: Sequence[Entry] = Entries(own, added) if added else own
        names = [spelt.spelt(own), *([added.spelt_from(len(own))] if added else [])]
        together = spelt.together(names)
        self.index = Index(together)
        self.common_words = spelt.common_words(together)
        self.units = load_units(data / "boundaries")
        self.border: LineString = load_border(data / "boundaries")
        self.eras = load_eras(data)
        self.parents = self.eras.parents
        self.position = {entry.place_id: place for place, entry in enumerate(own)}
        self.parent_of: dict[str, str] = self.units["parent_id"].to_dict()
        self.name_of: dict[str, str] = self.units["name"].to_dict()
        self.shape_of: dict[str, Geometry] = self.units.geometry.to_dict()
        self.level_of: dict[str, str] = self.units["level"].to_dict()
        self._columns(own, added)
        self._exact_km_to = lru_cache(maxsize=32768)(self._measured_km_to)
        points = _points(own, added)
        self.district = self._places("district", own, points)
        for place, unit in enumerate(self._named_districts(own)):
            if unit:
                self.district[place] = unit
        self.subdistrict = self._places("subdistrict", own, points)
        self._fill_provinces(own, added)
        self.prior = array("d", (_prior(entry, self.district[place]) for place, entry in enumerate(own)))
        if added:
            self.prior.extend(_added_priors(added, self.district[len(own) :]))

    def _columns(self, own: Sequence[Entry], added: Added | None) -> None:
        """What ranking asks of every candidate, as columns: it should not have to make an entry for it."""
        self.kinds = [entry.kind for entry in own] + (added.kinds() if added else [])
        self.unit_ids = [entry.unit_id for entry in own] + [""] * (len(added) if added else 0)
        self.countries = [entry.country for entry in own] + (added.countries() if added else [])
        self.shipped = len(own)
        columns = zip(*((entry.lon, entry.lat, entry.radius_km) for entry in own), strict=True)
        self.lons, self.lats, self.radii = (array("d", column) for column in columns)
        if added:
            for column, name in ((self.lons, "lon"), (self.lats, "lat"), (self.radii, "radius_km")):
                column.frombytes(added.places[name].to_numpy().tobytes())

    @cached_property
    def _metric_points(self) -> NDArray[np.float64]:
        """The points of the entries in metres, x and y."""
        return points_to_metres(self.lons, self.lats)

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
        lon, lat = self.lons[place], self.lats[place]
        west, south, east, north = self._bounds[unit]
        over = max(west - lon, lon - east, 0.0), max(south - lat, lat - north, 0.0)
        rough = math.hypot(over[0] * 98.0, over[1] * 111.0)  # to the box around it: surely no less far
        return rough if rough > 60.0 else self._exact_km_to(place, unit)

    def _measured_km_to(self, place: int, unit: str) -> float:
        return float(self.metric_shapes[unit].distance(shapely.Point(self._metric_points[place]))) / 1000.0

    def chain(self, unit: str) -> tuple[str, ...]:
        """The unit and those around it, from small to large."""
        return self._chains.get(unit, ())

    @cached_property
    def _chains(self) -> dict[str, tuple[str, ...]]:
        chains = {}
        for unit in self.parent_of:
            found = [unit]
            while parent := self.parent_of.get(found[-1], ""):
                found.append(parent)
            chains[unit] = tuple(found)
        return chains

    def units_of(self, place: int) -> tuple[str, ...]:
        """The units that an entry is or lies in, from small to large."""
        own = self.unit_ids[place]
        if own:
            return self.chain(own)
        sub, district = self.subdistrict[place], self.district[place]
        return self.chain(sub if sub and self.parent_of[sub] == district else district)

    def _fill_provinces(self, own: Sequence[Entry], added: Added | None) -> None:
        """The province of entries that name none, from their district."""
        province_of = {unit: self.name_of[parent] for unit, parent in self.parent_of.items() if parent in self.name_of}
        for entry, district in zip(own, self.district, strict=False):
            if not entry.admin1 and district:
                entry.admin1 = province_of[district]
        if isinstance(self.entries, Entries):
            self.entries.admin1 = [province_of.get(district, "") for district in self.district[len(own) :]]
        self.provinces = [entry.admin1 for entry in own]
        self.provinces += self.entries.admin1 if isinstance(self.entries, Entries) else []

    def is_added(self, place: int) -> bool:
        """Whether an entry is the user's own, not one that ships."""
        return place >= self.shipped

    def _places(self, level: str, own: Sequence[Entry], lonlat: NDArray[np.float64]) -> list[str]:
        """The unit of a level that each point lies in; "" for units and for points elsewhere."""
        units = self.units[self.units["level"] == level]
        ids, shapes = list(map(str, units.index)), units.geometry.to_numpy()
        tree = STRtree(shapes)
        found = [""] * len(lonlat)
        for first in range(0, len(lonlat), _CHUNK):
            chunk = lonlat[first : first + _CHUNK]
            wanted = np.flatnonzero(~np.isnan(chunk[:, 0]))
            asked, hit = tree.query(shapely.points(chunk[wanted]), predicate="within")
            for point, unit in zip((wanted[asked] + first).tolist(), hit.tolist(), strict=True):
                found[point] = ids[unit]
        near = [place for place, entry in enumerate(own) if entry.admin1 and not found[place]]
        lost = np.array([place for place in near if not math.isnan(lonlat[place, 0])], dtype=int)
        if len(lost):
            points = shapely.points(lonlat[lost])
            asked, hit = tree.query_nearest(points, max_distance=_EDGE_KM / 100.0, all_matches=False)
            for point, unit in zip(lost[asked], hit, strict=True):
                found[point] = ids[unit]
        return found

    def _named_districts(self, own: Sequence[Entry]) -> Iterable[str]:
        """The district that a curated row names: near the edges it is more to be trusted than the polygon."""
        ids = {
            (row["country"], row["name"]): str(unit)
            for unit, row in self.units.iterrows()
            if row["level"] == "district"
        }
        for entry in own:
            named = _OWN.sub(r"\1", entry.admin2) if entry.admin2 and not entry.unit_id else ""
            yield ids.get((entry.country, named), "")


def _points(own: Sequence[Entry], added: Added | None) -> NDArray[np.float64]:
    """lon and lat of every entry; NaN for units, and for places that are known to lie outside both provinces."""
    home = ("Balochistan", "Sistan and Baluchestan", "")
    nowhere = (math.nan, math.nan)
    points = np.array([(entry.lon, entry.lat) if entry.admin1 in home else nowhere for entry in own], dtype=float)
    return points if added is None else np.vstack([points, added.points()])


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
        prior -= (
            1.0 if entry.population > 300_000 or entry.kind == "city" else 2.5
        )  # outside both provinces the gazetteer has only some towns
    return prior


def _added_priors(added: Added, districts: Sequence[str]) -> Iterator[float]:
    """`_prior` of added places: many are alike in all that counts, and worked out once."""
    known: dict[tuple[str, int, bool, bool], float] = {}
    for (kind, population, common), district in zip(added.traits(), districts, strict=True):
        alike = (kind, population, common, bool(district))
        if alike not in known:
            name, source = "abad" if common else "", "added: "
            known[alike] = _prior(Entry("", name, kind, "", population=population, source=source), district)
        yield known[alike]


def build_world(data: Path = DATA, additions: Path | None = None) -> World:
    """Read everything; `additions` is the user's folder (None: only what ships)."""
    entries = shipped_entries(data)
    added = load_added(additions) if additions is not None else None
    return World(entries, data, added.unknown(entries) if added else None)


@cache
def _world(additions: Path, stamp: tuple[tuple[str, int, int], ...]) -> World:
    return build_world(DATA, additions)


def the_world() -> World:
    """What ships and what the user added; read anew only when the user's names have changed."""
    from geo.places.geocode.additions import additions_folder

    folder = additions_folder()
    files = sorted(folder.glob("*.csv")) if folder.is_dir() else []
    return _world(folder, tuple((file.name, file.stat().st_mtime_ns, file.stat().st_size) for file in files))
