"""What is known of an event's place less exactly than a spot: circles, areas, stretches of the border; and arrows."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.patches import Rectangle
from matplotlib.path import Path

from geo.drawing.frame import Frame, project
from geo.drawing.page import PAPER, Box, Sheet
from geo.drawing.room import centred
from geo.drawing.scene import Feature, Scene, events_of, said_of
from geo.drawing.shapes import outline
from geo.drawing.symbols import RING, SELECTED, dashes
from geo.places.metric import circles

SEVERAL = "#5b3b8c"
"""The colour of an area that holds several events."""
_DASHED = (0, (4, 2.5))
_ROUND = ("point", "circle")
"""Precisions of which the circle of uncertainty is drawn, where it is wider than the symbol."""
Circles = Mapping[tuple[float, float, float], Path]


def uncertainty(scene: Scene, frame: Frame) -> dict[tuple[float, float, float], Path]:
    """(lon, lat, km) → the circle, of every mark whose circle is wider than its symbol."""
    wide = {
        (*each["geometry"]["coordinates"], each["properties"]["radius_km"])
        for each in scene.marks
        if each["properties"]["precision"] in _ROUND and each["properties"]["radius_km"] / frame.km_a_point > 9
    }
    keys = sorted(wide)
    if not keys:
        return {}
    drawn = circles(*np.array(keys).T)
    rings = [np.asarray(each.exterior.coords) for each in drawn]
    return {
        key: Path(np.column_stack([ring[:, 0], project(ring[:, 1])]), closed=True)
        for key, ring in zip(keys, rings, strict=True)
    }


def draw_circles(axes: Axes, scene: Scene, rings: Circles) -> None:
    """The circles of what is known only within a radius, one a spot and colour."""
    drawn = set()
    for each in scene.marks:
        said = each["properties"]
        key = (*each["geometry"]["coordinates"], said["radius_km"])
        if key not in rings or (key, said["colour"]) in drawn:
            continue
        drawn.add((key, said["colour"]))
        selected = said["event"] == scene.view.event
        axes.add_collection(
            PathCollection(
                [rings[key]],
                facecolors=[(*_rgb(said["colour"]), 0.22 if selected else 0.08)],
                edgecolors=said["colour"],
                linewidths=1.0,
                linestyles=[(0, (4, 2.5)) if said["status"] != "uncontested" else "solid"],
                zorder=2.2,
            ),
            autolim=False,
        )


def draw_area(axes: Axes, feature: Feature, scene: Scene) -> None:
    """An area as an area, hatched; a stretch of the border as a band along it; a yellow edge under the selected one."""
    said, every = feature["properties"], said_of(feature)
    path, line = outline(feature["geometry"]), "Line" in feature["geometry"]["type"]
    selected = scene.view.event in events_of(feature)
    gravest = next((key for key in scene.differences if any(e.get("difference") == key for e in every)), None)
    difference = scene.differences[gravest] if gravest else None
    colour = difference["colour"] if difference else every[0]["colour"] if len(every) == 1 else SEVERAL
    dash: Any = dashes(difference["dash"]) if difference else (0, (4, 2.5)) if said["contested"] else "solid"
    if selected:
        axes.add_collection(
            PathCollection([path], facecolors="none", edgecolors=SELECTED, linewidths=11 if line else 6, zorder=2.3),
            autolim=False,
        )
    faint = (0.3 if selected else 0.1) / (3 if said["precision"] == "province" else 1)
    drawn = PathCollection(
        [path],
        facecolors="none" if line else [(*_rgb(colour), faint)],
        edgecolors=[(*_rgb(colour), 0.6 if line else 0.9)],
        linewidths=(6.5 if selected else 4.5) if line else (2.2 if selected else 1.3),
        linestyles=[dash],
        capstyle="butt",
        zorder=2.4,
    )
    axes.add_collection(drawn, autolim=False)
    if not line and said["precision"] != "province":
        hatched = PathCollection(
            [path], facecolors="none", edgecolors=[(*_rgb(colour), 0.35)], linewidths=0, zorder=2.35
        )
        hatched.set(hatch="///", hatch_linewidth=0.5)
        axes.add_collection(hatched, autolim=False)


def clip_to(sheet: Sheet, frame: Frame) -> Rectangle:
    """What keeps a line on the map that it belongs to."""
    on = frame.on
    return Rectangle((on.left, on.bottom), on.width, on.height, transform=sheet.ink.transData)


def along(frame: Frame, feature: Feature) -> list[Box]:
    """Small boxes along an arrow, which names and numbers keep out of."""
    start, end = frame.place(*np.array(feature["geometry"]["coordinates"], dtype=float).T)
    steps = np.linspace(0.0, 1.0, 2 + int(min(np.hypot(*(end - start)), 400) / 8))
    return [centred(float(x), float(y), 7, 7) for x, y in start + steps[:, None] * (end - start)]


def draw_arrow(sheet: Sheet, frame: Frame, feature: Feature, scene: Scene) -> None:
    """From where an event came to where it hit; dashed where of its start only the country is known."""
    said = feature["properties"]
    (x0, y0), (x1, y1) = frame.place(*np.array(feature["geometry"]["coordinates"], dtype=float).T).tolist()
    length = float(np.hypot(x1 - x0, y1 - y0))
    if length < 6:
        return
    ahead = np.array([(x1 - x0) / length, (y1 - y0) / length])
    side = np.array([-ahead[1], ahead[0]])
    marked = any(each["properties"]["event"] == said["event"] for each in scene.marks)
    tip = np.array([x1, y1]) - ahead * (min(RING, length / 3) if marked else 0.0)
    back = tip - ahead * min(7.5, length / 2)
    wide = 2.8 if said["event"] == scene.view.event else 1.8
    dash = (0, (3.5, 2)) if said["schematic"] else "solid"
    for colour, width in ((PAPER, wide + 1.6), (said["colour"], wide)):
        sheet.line(
            [x0, back[0]], [y0, back[1]], color=colour, lw=width, ls=dash, zorder=3.5, clip_path=clip_to(sheet, frame)
        )
    head = Path([tip, back + side * 4.0, back - side * 4.0, tip], closed=True)
    sheet.stamp(
        head,
        0,
        0,
        1,
        facecolor=said["colour"],
        edgecolor=PAPER,
        linewidth=0.6,
        zorder=3.6,
        clip_path=clip_to(sheet, frame),
    )


def _rgb(colour: str) -> tuple[float, float, float]:
    return tuple(int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))  # type: ignore[return-value]
