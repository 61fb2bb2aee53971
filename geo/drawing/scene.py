"""What a map of a View holds, gathered once: the features of the dashboard's own layers, the frame, the numbers."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.drawing.frame import Frame, fit
from geo.drawing.page import Box
from geo.events.atlas import Atlas
from geo.out.differences import compare, marks
from geo.out.layers import crossing_layer, event_layer, unit_counts
from geo.out.shown import Shown
from geo.out.symbols import CROSSING_STATUS
from geo.vocabulary.view import Box as Bounds
from geo.vocabulary.view import View

MOST_NUMBERS = 40
"""Beyond it numbers would cover the map; the events are then counted where they share a place."""
_FEW, _FAR, _HEAPED = 20, 0.002, 0.7
"""Of so many places or more, one and this share at each edge may be left outside, where the rest then needs less than this part
of the width or the height."""
Feature = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Scene:
    """The answer to a View as a map has it.

    `areas`, `arrows` and `marks` are features of `geo.out.layers`; `numbers` is event → its number in order of time, empty
    where there are too many; `differences` is difference → sign, colour, dash and label where two accounts are compared.
    """

    view: View
    shown: Shown
    areas: Sequence[Feature]
    arrows: Sequence[Feature]
    marks: Sequence[Feature]
    crossings: Sequence[Feature]
    day: date
    counts: Mapping[str, int] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    differences: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def events(self) -> list[Feature]:
        """What stands for events: the areas and the marks."""
        return [*self.areas, *self.marks]

    @property
    def placed(self) -> set[str]:
        """The events that have a place."""
        return {str(event) for feature in self.events for event in events_of(feature)}


def gather(
    atlas: Atlas,
    view: View,
    shown: Shown,
    both: Shown | None = None,
    *,
    mirrored: bool = False,
) -> Scene:
    """`shown` answers the View's question, `both` that of its comparison; `mirrored` where the second account is drawn."""
    differences = compare(atlas, both)["difference"].to_dict() if both is not None else {}
    labels = [atlas.lenses.get(lens, lens) for lens in (view.lens, view.against)]
    first, second = labels[::-1] if mirrored else labels
    features = _features(event_layer(atlas, shown, differences, whole=True))
    by_kind = {
        kind: [each for each in features if each["properties"]["draw"] == kind] for kind in ("area", "arrow", "mark")
    }
    day = view.end or atlas.last
    return Scene(
        view,
        shown,
        by_kind["area"],
        by_kind["arrow"],
        by_kind["mark"],
        _crossings(atlas, day),
        day,
        {} if view.shade == "none" else unit_counts(atlas, shown, view.shade),
        number((both or shown).events),
        marks(first, second, mirrored=mirrored) if both is not None else {},
    )


def number(events: pd.DataFrame) -> dict[str, int]:
    """Event → its number in order of time; empty where there are too many."""
    return {str(event): n for n, event in enumerate(events.index, 1)} if len(events) <= MOST_NUMBERS else {}


def within(scene: Scene, frame: Frame) -> Scene:
    """The scene with only what the frame shows something of."""
    shown = shapely.box(*frame.bounds)

    def seen(features: Sequence[Feature]) -> list[Feature]:
        if not features:
            return []
        shapes = shapely.from_geojson([json.dumps(each["geometry"]) for each in features])
        return [each for each, meets in zip(features, shapely.intersects(shapes, shown), strict=True) if meets]

    return replace(
        scene,
        areas=seen(scene.areas),
        arrows=seen(scene.arrows),
        marks=seen(scene.marks),
        crossings=seen(scene.crossings),
    )


def frame_of(view: View, scenes: Sequence[Scene], on: Box) -> Frame:
    """The frame in which all the scenes are seen: where nothing else is, provinces and what lies beyond the region."""
    places = pd.concat([scene.shown.places for scene in scenes])
    places = places[(places["role"] == "target") & places["extent"].notna()]
    near = places[places["precision"] != "elsewhere"]
    exact = near[near["precision"] != "province"]
    chosen = next((each for each in (exact, near) if len(each)), places)
    boxes = without_far(chosen["extent"].bounds.to_numpy()) if len(chosen) else []
    starts = [each["geometry"]["coordinates"][0] for scene in scenes for each in scene.arrows] if len(near) else []
    boxes += [(lon, lat, lon, lat) for lon, lat in starts]
    return fit(view, boxes, on)


def without_far(edges: NDArray[np.float64]) -> list[Bounds]:
    """Boxes (west, south, east, north) without the few far ones for whose sake the others would shrink to a heap."""
    few = 1 + int(_FAR * len(edges)) if len(edges) >= _FEW else 0
    lows, highs = np.sort(edges[:, :2], axis=0), np.sort(edges[:, 2:], axis=0)[::-1]
    most = _HEAPED * (highs[0] - lows[0])
    low = np.where(highs[0] - lows[few] < most, lows[few], lows[0])
    high = np.where(highs[few] - lows[0] < most, highs[few], highs[0])
    kept = edges[(edges[:, :2] >= low).all(axis=1) & (edges[:, 2:] <= high).all(axis=1)]
    return [tuple(box) for box in kept.tolist()]


def events_of(feature: Feature) -> list[str]:
    """The events that a feature stands for."""
    said = feature["properties"]
    return [each["event"] for each in said["events"]] if "events" in said else [said["event"]]


def said_of(feature: Feature) -> list[Mapping[str, Any]]:
    """What a feature carries of each of its events."""
    said = feature["properties"]
    return list(said.get("events") or [said])


def standing(crossings: Sequence[Feature]) -> list[str]:
    """The statuses that occur among the crossings, in the order of the table."""
    there = {each["properties"]["status"] for each in crossings}
    return [status for status in CROSSING_STATUS if status in there]


@lru_cache(maxsize=8)  # a briefing's pictures are often of one day
def _crossings(atlas: Atlas, day: date) -> tuple[Feature, ...]:
    return tuple(_features(crossing_layer(atlas, day)))


def _features(layer: bytes) -> list[Feature]:
    features: list[Feature] = json.loads(layer)["features"]
    return features
