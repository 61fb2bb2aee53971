"""In which district many points lie, and which unit a district's or a province's name means."""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
import shapely
from babel import Locale
from babel.core import get_global
from numpy.typing import NDArray
from shapely import STRtree

from geo.places.geocode import Hints, geocode
from geo.places.geocode.world import World
from geo.settings import REGION

_CELL = 0.05  # degrees; cells that lie wholly in one district answer without a look at its shape
_TYPE = re.compile(r"\b(?:district|county|shahrestan|province|agency|division|ostan|zila|state)\b", re.IGNORECASE)


class Ground:
    """The districts of a world, made to be asked for many points at once."""

    def __init__(self, world: World) -> None:
        self.world = world
        districts = world.units[world.units["level"] == "district"]
        self.units = np.array([*map(str, districts.index), ""], dtype=object)
        self._shapes = districts.geometry.to_numpy()
        self.tree = STRtree(self._shapes)
        west, south, east, north = REGION
        self._wide, self._high = int((east - west) / _CELL), int((north - south) / _CELL)
        lons, lats = np.meshgrid(west + np.arange(self._wide) * _CELL, south + np.arange(self._high) * _CELL)
        cells = shapely.box(lons.ravel(), lats.ravel(), lons.ravel() + _CELL, lats.ravel() + _CELL)
        self._grid = np.full(len(cells), -1)
        touched, _ = self.tree.query(cells, predicate="intersects")
        self._grid[touched] = -2
        inside, unit = self.tree.query(cells, predicate="covered_by")
        self._grid[inside] = unit
        self._meant: dict[tuple[str, str, str], str] = {}

    def districts(self, lons: NDArray[np.float64], lats: NDArray[np.float64]) -> NDArray[np.int64]:
        """The place in `units` of the district of each point; -1 (there: "") outside of all."""
        west, south, east, north = REGION
        with np.errstate(invalid="ignore"):
            inside = (lons >= west) & (lons < east) & (lats >= south) & (lats < north)
        found = np.full(len(lons), -1, dtype="int64")
        x = ((lons[inside] - west) / _CELL).astype(int).clip(0, self._wide - 1)
        y = ((lats[inside] - south) / _CELL).astype(int).clip(0, self._high - 1)
        found[inside] = self._grid[y * self._wide + x]
        unsure = np.flatnonzero(found == -2)
        found[unsure] = -1
        asked, hit = self.tree.query(shapely.points(lons[unsure], lats[unsure]), predicate="intersects")
        found[unsure[asked]] = hit
        return found

    def meant(self, admin2: str, admin1: str, country: str) -> str:
        """The district (or, without one, the province) of ours that the names mean; "" for those of elsewhere."""
        key = (admin2, admin1, country)
        if key not in self._meant:
            self._meant[key] = self._ask(*key)
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
