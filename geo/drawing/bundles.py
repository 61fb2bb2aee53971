"""The marks of events on a map; those that would cover one another are bundled: side by side, or counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from geo.drawing.frame import Frame
from geo.drawing.page import Box, Sheet
from geo.drawing.scene import Scene
from geo.drawing.symbols import BADGE, RING, disc_half, draw_count, draw_symbol

STEP = 17.0
"""Points from one symbol of a row to the next."""
_NEAR, _NEAR_MANY = 15.0, 26.0
"""Points: marks nearer than this would cover each other and are bundled; the second where there are hundreds."""
_MANY = 300
_ROW = 3
"""Up to so many events of a bundle are drawn one beside the other; of more, the number stands."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Events that share a spot of the page: its middle, what is said of each of them."""

    x: float
    y: float
    said: tuple[Mapping[str, Any], ...]

    @property
    def in_a_row(self) -> bool:
        """Whether each has its own symbol."""
        return len(self.said) <= _ROW

    @property
    def half(self) -> tuple[float, float]:
        """How far it reaches to each side, and up and down."""
        return (RING + STEP * (len(self.said) - 1) / 2, RING) if self.in_a_row else (disc_half(len(self.said)),) * 2

    @property
    def box(self) -> Box:
        """The box that it takes."""
        out, up = self.half
        badge = BADGE if any("difference" in said or said["status"] == "denied" for said in self.said) else 0.0
        return Box(self.x - out, self.y - up, self.x + out + badge, self.y + up + badge)


def bundle(scene: Scene, frame: Frame) -> list[Bundle]:
    """The marks inside the frame; those that would cover each other together, the selected event by itself and last."""
    if not scene.marks:
        return []
    xy = frame.place(*np.array([each["geometry"]["coordinates"] for each in scene.marks], dtype=float).T)
    near = _NEAR if len(xy) <= _MANY else _NEAR_MANY
    groups: list[list[int]] = []
    middles = np.empty((0, 2))
    alone = [n for n, each in enumerate(scene.marks) if each["properties"]["event"] == scene.view.event]
    for n in np.flatnonzero(frame.holds(xy)).tolist():
        if n in alone:
            continue
        gaps = np.hypot(*(middles - xy[n]).T)
        if len(gaps) and gaps.min() < near:
            groups[int(gaps.argmin())].append(n)
        else:
            groups.append([n])
            middles = np.vstack([middles, xy[n]])
    bundles = _merge(scene, xy, groups)
    return bundles + [_bundle(scene, xy, [n]) for n in alone if frame.holds(xy[[n]])[0]]


def _merge(scene: Scene, xy: Any, groups: list[list[int]]) -> list[Bundle]:
    """Bundles of these marks; two whose boxes meet become one, until none do."""
    bundles = [_bundle(scene, xy, group) for group in groups]
    while True:
        boxes = np.array([each.box for each in bundles]).reshape(-1, 4)
        meet = (boxes[:, None, :2] < boxes[None, :, 2:]).all(axis=2) & (boxes[None, :, :2] < boxes[:, None, 2:]).all(
            axis=2
        )
        pairs = np.argwhere(np.triu(meet, 1))
        if not len(pairs):
            return bundles
        kept, gone = pairs[0].tolist()
        groups[kept] += groups.pop(gone)
        bundles.pop(gone)
        bundles[kept] = _bundle(scene, xy, groups[kept])


def _bundle(scene: Scene, xy: Any, group: Sequence[int]) -> Bundle:
    x, y = xy[group].mean(axis=0)
    # an event with two marks at one spot is one event
    said = {scene.marks[n]["properties"]["event"]: scene.marks[n]["properties"] for n in group}
    return Bundle(float(x), float(y), tuple(said.values()))


def draw_bundle(sheet: Sheet, each: Bundle, scene: Scene) -> None:
    """Draw it where it is."""
    x, y = each.x, each.y
    if not each.in_a_row:
        disputed = any(stands_out(said, scene) for said in each.said)
        draw_count(sheet, x, y, [said["colour"] for said in each.said], disputed)
        return
    start = x - STEP * (len(each.said) - 1) / 2
    for n, said in enumerate(each.said):
        draw_symbol(sheet, start + n * STEP, y, said, scene.differences, said["event"] == scene.view.event)


def stands_out(said: Mapping[str, Any], scene: Scene) -> bool:
    """Whether it is contested, or disputed between the two accounts."""
    if scene.differences:
        return said.get("difference") in ("dispute", "figures_differ")
    return bool(said["status"] != "uncontested")
