"""The base map: land, water, lines and names from `data/`, read once and kept as outlines in plane degrees."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.patches import Rectangle
from matplotlib.path import Path

from geo.drawing.frame import Frame, project
from geo.drawing.shapes import outline
from geo.out.style import FINE_LAND
from geo.settings import DATA

LAND, SEA, WATER, DISTRICTS, PROVINCES, COUNTRIES, BORDER = (
    "#f6f3ec",
    "#dce7ef",
    "#a9c8dc",
    "#a79bb8",
    "#a8a8a8",
    "#7d7d7d",
    "#7a1f5c",
)
"""The colours of the dashboard's light map; lines of provinces and countries a little darker, for the projector."""
BORDER_DASH = (0, (8, 2.5, 1.5, 2.5))


@dataclass(frozen=True, slots=True)
class Name:
    """A name on the base map: where (lon, lat), in Latin and local script, and its rank (1 is the largest)."""

    lon: float
    lat: float
    latin: str
    local: str
    rank: int
    country: str

    def text(self, names: str) -> str:
        """As the View wants it: "local" where there is a local name."""
        return (names == "local" and self.local) or self.latin


def draw_base(axes: Axes, frame: Frame, *, districts: bool = True) -> None:
    """Fill the axes with the base map."""
    axes.set(xlim=(frame.west, frame.east), ylim=(frame.south, frame.north))
    whole = dict.fromkeys(("edgecolors",), "none")
    axes.add_patch(Rectangle((frame.west, frame.south), frame.east - frame.west, frame.north - frame.south, fc=SEA))
    _add(axes, "basemap/world_land", facecolors=LAND, **whole)
    _add(axes, "basemap/world_country_lines", **_stroke(COUNTRIES, 0.7, (0, (5, 3))))
    # inside its box the fine land replaces the coarse one, whose coast is kilometres off
    west, south, east, north = FINE_LAND[0], project(FINE_LAND[1]), FINE_LAND[2], project(FINE_LAND[3])
    axes.add_patch(Rectangle((west, float(south)), east - west, float(north - south), fc=SEA))
    _add(axes, "basemap/land", facecolors=LAND, **whole)
    _add(axes, "basemap/province_lines", **_stroke(PROVINCES, 0.6, (0, (2, 3))))
    _add(axes, "basemap/rivers", **_stroke(WATER, 0.9))
    if districts:
        _add(axes, "boundaries/districts", **_stroke(DISTRICTS, 0.6))
    _add(axes, "basemap/country_lines", **_stroke(COUNTRIES, 1.1, (0, (6, 3))))
    _add(axes, "boundaries/border", **_stroke(BORDER, 1.8, BORDER_DASH))


@cache
def outlines(layer: str) -> tuple[Path, ...]:
    """The features of a file of `data/` as outlines, in plane degrees."""
    return tuple(outline(each["geometry"]) for each in _features(layer))


@cache
def district_outlines() -> dict[str, Path]:
    """Unit id → its outline."""
    ids = [each["properties"]["unit_id"] for each in _features("boundaries/districts")]
    return dict(zip(ids, outlines("boundaries/districts"), strict=True))


@cache
def towns() -> tuple[Name, ...]:
    """The towns, those of the highest rank and the most people first."""
    every = (*_features("basemap/towns"), *_features("basemap/cities_elsewhere"))
    found = list({each["properties"]["geonames_id"]: each for each in every}.values())
    found.sort(key=lambda each: (each["properties"]["rank"], -(each["properties"]["population"] or 0)))
    names = []
    for each in found:
        (lon, lat), said = each["geometry"]["coordinates"], each["properties"]
        names.append(Name(lon, lat, said["name"], said["name_local"], said["rank"], said["country"]))
    return tuple(names)


def _add(axes: Axes, layer: str, **how: Any) -> None:
    how = {"facecolors": "none", "zorder": 1.0, **how}
    axes.add_collection(PathCollection(outlines(layer), **how), autolim=False)


def _stroke(colour: str, width: float, dash: Any = "solid") -> dict[str, Any]:
    return {"edgecolors": colour, "linewidths": width, "linestyles": [dash]}


@cache
def _features(layer: str) -> tuple[dict[str, Any], ...]:
    return tuple(json.loads((DATA / f"{layer}.geojson").read_text(encoding="utf-8"))["features"])
