"""In which district many points lie, and which unit a district's or a province's name means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache

import numpy as np
import shapely
from babel import Locale
from babel.core import get_global
from numpy.typing import NDArray
from shapely import STRtree

from geo.imports.texts import Mask
from geo.places.geocode import Hints, geocode
from geo.places.geocode.world import World
from geo.settings import REGION

_CELL = 0.05  # degrees; cells that lie wholly in one district answer without a look at its shape
_TYPE = re.compile(r"\b(?:district|county|shahrestan|province|agency|division|ostan|zila|state)\b", re.IGNORECASE)


class Ground:
    """The units of a world, made to be asked for many points and names at once; `units` has all ids, and "" at 0 for none."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.units = ["", *map(str, world.units.index)]
        self.code_of = {unit: code for code, unit in enumerate(self.units)}
        districts = world.units[world.units["level"] == "district"]
        self.district_codes = np.array([self.code_of[str(unit)] for unit in districts.index])
        self._shapes = districts.geometry.to_numpy()
        shapely.prepare(self._shapes)
        self.tree = STRtree(self._shapes)
        west, south, east, north = REGION
        self._wide, self._high = int((east - west) / _CELL), int((north - south) / _CELL)
        lons, lats = np.meshgrid(west + np.arange(self._wide) * _CELL, south + np.arange(self._high) * _CELL)
        cells = shapely.box(lons.ravel(), lats.ravel(), lons.ravel() + _CELL, lats.ravel() + _CELL)
        touched, near = self.tree.query(cells)
        meets = shapely.intersects(self._shapes[near], cells[touched])
        touched, near = touched[meets], near[meets]
        covered = shapely.covers(self._shapes[near], cells[touched])
        inside, unit = touched[covered], near[covered]
        self._whole = np.zeros(len(cells), dtype="int64")  # the district that a cell lies in wholly
        self._whole[inside] = self.district_codes[unit]
        order = np.argsort(touched, kind="stable")
        self._near = near[order]  # the districts that touch a cell, cell after cell
        self._ends = np.cumsum(np.bincount(touched, minlength=len(cells)))
        self._meant: dict[tuple[str, str, str], int] = {}

    def districts(self, lons: NDArray[np.float64], lats: NDArray[np.float64]) -> NDArray[np.int64]:
        """The code of the district of each point; 0 outside of all."""
        found = np.zeros(len(lons), dtype="int64")
        inside = np.flatnonzero(in_region(lons, lats))
        west, south, _, _ = REGION
        x = ((lons[inside] - west) / _CELL).astype(int).clip(0, self._wide - 1)
        y = ((lats[inside] - south) / _CELL).astype(int).clip(0, self._high - 1)
        cell = y * self._wide + x
        found[inside] = self._whole[cell]
        starts = self._ends[cell - 1] * (cell > 0)
        counts = np.where(self._whole[cell] > 0, 0, self._ends[cell] - starts)
        asked = np.repeat(inside, counts)
        place = np.arange(len(asked)) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(starts, counts)
        unit = self._near[place]
        hit = shapely.intersects_xy(self._shapes[unit], lons[asked], lats[asked])
        found[asked[hit]] = self.district_codes[unit[hit]]
        return found

    def named(self, rows: Iterable[tuple[str, ...]]) -> NDArray[np.int64]:
        """The code of the unit that each row of names (district, province, country) means; 0 where it is none of ours."""
        return np.array([self.meant(*row) for row in rows], dtype="int64")

    @cached_property
    def chains(self) -> list[list[str]]:
        """Of each code the unit and those around it, sorted."""
        return [sorted(self.world.chain(unit)) for unit in self.units]

    def meant(self, admin2: str, admin1: str, country: str) -> int:
        """The district (or, without one, the province) of ours that the names mean; 0 for those of elsewhere."""
        key = (admin2, admin1, country)
        if key not in self._meant:
            self._meant[key] = self.code_of[self._ask(*key)]
        return self._meant[key]

    def _ask(self, admin2: str, admin1: str, country: str) -> str:
        if country not in ("", "PK", "IR"):
            return ""
        level = "district" if admin2 else "province"
        plain = _TYPE.sub("", admin2 or admin1).strip(" ,")
        if not plain:
            return ""
        units = self.world.units
        same = units[(units["level"] == level) & (units["name"].str.casefold() == plain.casefold())]
        same = same[same["country"] == country] if country else same
        province = _TYPE.sub("", admin1).strip(" ,").casefold()
        if level == "province" or not province or "baluch" in province or "baloch" in province:
            if len(same) == 1:
                return str(same.index[0])
        elif len(same):
            return ""  # a district of the same name in another province
        hints = Hints.of({"province": admin1 if admin2 else "", "country": country, "kind": level})
        best = geocode(f"{plain} {level}", hints, world=self.world).best
        return best.unit_id if best is not None and best.kind == level and best.score >= 0.6 else ""


def in_region(lons: NDArray[np.float64], lats: NDArray[np.float64]) -> Mask:
    """Which points lie in the region that the map covers."""
    west, south, east, north = REGION
    with np.errstate(invalid="ignore"):
        return np.asarray((lons >= west) & (lons <= east) & (lats >= south) & (lats <= north))


@lru_cache(maxsize=2)
def ground_of(world: World) -> Ground:
    """The ground of a world, made once."""
    return Ground(world)


@lru_cache(maxsize=10_000)
def country_code(text: str) -> str:
    """ISO 3166-1 alpha-2 of a country's code or English name; "" where it is none."""
    plain = text.strip()
    if len(plain) == 2 and plain.isalpha():
        return plain.upper()
    aliases = get_global("territory_aliases").get(plain.upper().zfill(3))
    if len(plain) == 3 and aliases:
        return str(aliases[0])
    return _names().get(plain.casefold().split(" (")[0], "")


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    territories = Locale("en").territories
    names = {str(name).casefold(): str(code) for code, name in territories.items() if len(code) == 2}
    return names | {
        "islamic republic of iran": "IR",
        "iran, islamic republic of": "IR",
        "united states of america": "US",
    }
