"""Many marks as few: on a screen, those that would lie on top of each other are one number; none is left out or moved nearer."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Self

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely import Point

from geo.events.adding_up import positions_in
from geo.events.atlas import Atlas
from geo.out.features import DECIMALS, collection, feature
from geo.out.layers import MOST_LISTED, brief, latest, located, mark, split
from geo.out.shown import Shown
from geo.places.metric import about_km

_CELL = 56
"""Pixels: marks in the same square of the screen are one bundle."""
_KINDS = 4
_STEP = 10.0**-DECIMALS


@dataclass(frozen=True, slots=True)
class Screen:
    """What a map shows: west, south, east, north in degrees, and its zoom level."""

    west: float
    south: float
    east: float
    north: float
    zoom: int = 0

    @classmethod
    def read(cls, box: str, zoom: str = "0") -> Self:
        """From `within` and `zoom` of an address. Raises ValueError where they are no box and no zoom level."""
        west, south, east, north = (float(each) for each in box.split(","))
        level = int(zoom)
        if not (west <= east and south <= north and 0 <= level <= 22 and np.isfinite([west, south, east, north]).all()):
            raise ValueError(f"within={box}&zoom={zoom} is no part of a map")
        return cls(west, south, east, north, level)

    def grown(self) -> "Screen":
        """With a cell more on each side, so that what lies across the edge is whole."""
        more = _CELL * 360 / (256 * 2**self.zoom)
        return Screen(self.west - more, self.south - more, self.east + more, self.north + more, self.zoom)


def bundle_layer(
    atlas: Atlas,
    shown: Shown,
    screen: Screen,
    selected: str = "",
    differences: Mapping[Any, str] = MappingProxyType({}),
) -> bytes:
    """A mark where it stands alone, else a bundle: how many events, of which kinds, within how many km of its Point.

    The selected event stands by itself; of what it has as areas, each is an "edge".
    """
    targets = located(shown)
    marked, areas = split(targets)
    mine = marked["event_id"] == selected
    spots = _spots(marked[~mine], screen.grown())
    alone = spots["events"].to_numpy() == 1
    single, many = spots[alone].drop_duplicates("part"), spots[~alone]
    parts = pd.concat([marked[mine], marked[~mine].iloc[single["part"]]])
    briefs = brief(shown, set(parts["event_id"]), differences)
    edges = areas[areas["event_id"] == selected]
    return collection(
        [
            *(feature(f"{selected}-edge-{n}", each, {"draw": "edge"}) for n, each in enumerate(edges["geometry"])),
            *_bundles(atlas, shown, many.assign(event=marked[~mine]["event_id"].array[many["part"]]), differences),
            *(mark(briefs, part) for part in parts.to_dict("records")),
        ]
    )


def bundled(shown: Shown, within: Screen, differences: Mapping[Any, str] = MappingProxyType({})) -> bytes:
    """The marks in a box, those of its latest events; `left_out` is how many events more there are."""
    marked, _ = split(located(shown))
    inside = marked[_inside(marked, within)]
    events = latest(shown, inside["event_id"])
    briefs = brief(shown, events, differences)
    first = {part["event_id"]: part for part in reversed(inside[inside["event_id"].isin(events)].to_dict("records"))}
    left_out = inside["event_id"].nunique() - len(events)
    return collection([mark(briefs, first[event]) for event in events], left_out=left_out, most=MOST_LISTED)


def _inside(marked: pd.DataFrame, box: Screen) -> NDArray[np.bool_]:
    lon, lat = _lon_lat(marked)
    return (box.west <= lon) & (lon <= box.east) & (box.south <= lat) & (lat <= box.north)


def _spots(marked: pd.DataFrame, screen: Screen) -> pd.DataFrame:
    """A row a mark on the screen: part (its position), lon, lat, radius_km, cell (a number), events (how many its cell has)."""
    part = np.flatnonzero(_inside(marked, screen))
    lon, lat = (each[part] for each in _lon_lat(marked))
    pixels = 256 * 2**screen.zoom / _CELL
    across = np.floor((lon / 360 + 0.5) * pixels)
    down = np.floor((0.5 - np.arctanh(np.sin(np.radians(lat.clip(-85, 85)))) / (2 * np.pi)) * pixels)
    cell = pd.factorize(across * (pixels + 2) + down)[0]
    events = pd.factorize(marked["event_id"].array[part])[0]
    pairs = np.unique(np.column_stack([cell, events]), axis=0)
    counts = np.bincount(pairs[:, 0]) if len(pairs) else np.zeros(0, dtype="int64")
    radius = marked["radius_km"].to_numpy(dtype="float64")[part]
    return pd.DataFrame(
        {"part": part, "lon": lon, "lat": lat, "radius_km": radius, "cell": cell, "events": counts[cell]}
    )


def _lon_lat(marked: pd.DataFrame) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    points = marked["geometry"].to_numpy()
    return shapely.get_x(points), shapely.get_y(points)


def _bundles(atlas: Atlas, shown: Shown, marks: pd.DataFrame, differences: Mapping[Any, str]) -> list[dict[str, Any]]:
    """The features of cells with several events, in the order of the map: from the north."""
    if marks.empty:
        return []
    cells = marks.groupby("cell")
    lon, lat = cells["lon"].transform("mean"), cells["lat"].transform("mean")
    reach = about_km(lon, lat, marks["lon"], marks["lat"]) + marks["radius_km"]
    place = positions_in(shown.events.index, marks["event"])
    told = marks.assign(
        reach=reach,
        kind=shown.events["kind"].array[place],
        contested=(shown.events["status"].array[place] != "uncontested"),
    )
    once = told.drop_duplicates(["cell", "event"])
    kinds = once.groupby(["cell", "kind"]).size().sort_values(ascending=False, kind="stable")
    said = {cell: counts.droplevel(0) for cell, counts in kinds.groupby(level=0)}
    different = once["event"].map(differences).groupby(once["cell"]).agg(lambda each: sorted(set(each.dropna())))
    table = told.groupby("cell").agg(
        lon=("lon", "mean"), lat=("lat", "mean"), reach=("reach", "max"), events=("events", "first"),
        west=("lon", "min"), south=("lat", "min"), east=("lon", "max"), north=("lat", "max"),
    )  # fmt: skip
    table["contested"] = once.groupby("cell")["contested"].sum()
    labels = atlas.choices["kind"]
    features = []
    for row in table.sort_values("lat", ascending=False).itertuples():
        box = [row.west, row.south, row.east, row.north]
        features.append(
            feature(
                f"bundle-{row.lon:.5f}-{row.lat:.5f}",
                Point(row.lon, row.lat),
                {
                    "draw": "bundle",
                    "count": row.events,
                    "contested": row.contested,
                    "reach_km": round(float(row.reach), 1),
                    "spot": row.east - row.west < _STEP and row.north - row.south < _STEP,
                    "within": [  # a step wider, lest rounding leaves out what lies on its edge
                        *(round(float(each) - _STEP, DECIMALS) for each in box[:2]),
                        *(round(float(each) + _STEP, DECIMALS) for each in box[2:]),
                    ],
                    "kinds": [[labels.get(kind, kind), int(n)] for kind, n in said[row.Index].head(_KINDS).items()],
                    **({"differences": different[row.Index]} if len(differences) else {}),
                },
            )
        )
    return features
