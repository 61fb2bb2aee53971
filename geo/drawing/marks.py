"""The marks of events on a map: symbols by kind, rings where contested, bundles where several share a spot, arrows, areas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.patches import Rectangle, Wedge
from matplotlib.path import Path

from geo.drawing.fonts import font, sign_font
from geo.drawing.frame import Frame
from geo.drawing.page import INK, PAPER, Box, Sheet
from geo.drawing.scene import Feature, Scene, events_of, said_of
from geo.drawing.shapes import glyph, outline

SIZE = 7.0
"""Points from the middle of a symbol to the edge of its box."""
RING = 8.6
COUNT = 12.5
"""The half width of the disc that stands for many."""
STEP = 17.0
"""Points from one symbol of a row to the next."""
_NEAR = 15.0
"""Points: marks nearer than this would cover each other and are bundled."""
_ROW = 3
"""Up to so many events of a bundle are drawn one beside the other; of more, the number stands."""
SEVERAL = "#5b3b8c"
"""The colour of an area that holds several events."""
SELECTED = "#ffd500"
CONTESTED_DASH = (0, (2.2, 1.5))


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
        return (RING + STEP * (len(self.said) - 1) / 2, RING) if self.in_a_row else (COUNT, COUNT)

    @property
    def box(self) -> Box:
        """The box that it takes."""
        out, up = self.half
        return Box(self.x - out, self.y - up, self.x + out, self.y + up)


def bundle(scene: Scene, frame: Frame) -> list[Bundle]:
    """The marks inside the frame; those that would cover each other together, the selected event by itself and last."""
    if not scene.marks:
        return []
    xy = frame.place(*np.array([each["geometry"]["coordinates"] for each in scene.marks], dtype=float).T)
    groups: list[list[int]] = []
    middles = np.empty((0, 2))
    alone = [n for n, each in enumerate(scene.marks) if each["properties"]["event"] == scene.view.event]
    for n in np.flatnonzero(frame.holds(xy)).tolist():
        if n in alone:
            continue
        gaps = np.hypot(*(middles - xy[n]).T)
        if len(gaps) and gaps.min() < _NEAR:
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
        sheet.write(x, y, f"{len(each.said):,}", font(bold=True), across="center", along="center_baseline", zorder=4.5)
        return
    start = x - STEP * (len(each.said) - 1) / 2
    for n, said in enumerate(each.said):
        draw_symbol(sheet, start + n * STEP, y, said, scene.differences, said["event"] == scene.view.event)


def draw_count(sheet: Sheet, x: float, y: float, colours: Sequence[str], disputed: bool, half: float = COUNT) -> None:
    """A disc for a number, its ring shared among the colours of the kinds; dashed outside where one is contested."""
    circle, turn = Path.unit_circle(), 90.0
    dash = CONTESTED_DASH if disputed else "solid"
    sheet.stamp(circle, x, y, half, facecolor=PAPER, edgecolor=INK, linewidth=1.1, linestyle=dash, zorder=4)
    for colour in sorted(set(colours), key=lambda each: -colours.count(each)):
        share = 360.0 * colours.count(colour) / len(colours)
        wedge = Wedge(
            (x, y), half - 1.2, turn - share, turn, width=0.22 * half, fc=colour, ec=PAPER, lw=0.5, zorder=4.1
        )
        sheet.ink.add_artist(wedge)
        turn -= share


def draw_symbol(
    sheet: Sheet,
    x: float,
    y: float,
    said: Mapping[str, Any],
    differences: Mapping[str, Mapping[str, str]],
    selected: bool = False,
) -> None:
    """The symbol of an event, ringed where it is contested, or in the colour of how two accounts differ."""
    circle = Path.unit_circle()
    if selected:
        sheet.stamp(circle, x, y, RING + 3.5, facecolor=SELECTED, edgecolor=INK, linewidth=1.0, zorder=4.1)
    difference = differences.get(said.get("difference", ""))
    if difference:
        dash = dashes(difference["dash"])
        sheet.stamp(
            circle,
            x,
            y,
            RING,
            facecolor=PAPER,
            edgecolor=difference["colour"],
            linewidth=1.6,
            linestyle=dash,
            zorder=4.2,
        )
    elif said["status"] != "uncontested":
        sheet.stamp(
            circle,
            x,
            y,
            RING,
            facecolor="#ffffffd0",
            edgecolor=INK,
            linewidth=1.2,
            linestyle=CONTESTED_DASH,
            zorder=4.2,
        )
    sheet.stamp(glyph(said["path"]), x, y, SIZE, facecolor=said["colour"], edgecolor=INK, linewidth=0.8, zorder=4.4)
    if difference:
        draw_badge(sheet, x + RING * 0.8, y + RING * 0.8, difference["colour"], difference["sign"])
    elif said["status"] == "denied":
        draw_badge(sheet, x + RING * 0.8, y + RING * 0.8, INK, "✕")


def draw_badge(sheet: Sheet, x: float, y: float, colour: str, sign: str) -> None:
    """A small disc with a sign."""
    sheet.stamp(Path.unit_circle(), x, y, 5.2, facecolor=colour, edgecolor=PAPER, linewidth=0.7, zorder=4.5)
    sheet.write(x, y, sign, sign_font(), colour=PAPER, across="center", along="center_baseline", zorder=4.6)


def dashes(svg: str) -> Any:
    """Dashes as SVG writes them, as matplotlib wants them."""
    lengths = [float(part) * 0.7 for part in svg.split()]
    return (0, lengths) if lengths else "solid"


def stands_out(said: Mapping[str, Any], scene: Scene) -> bool:
    """Whether it is contested, or disputed between the two accounts."""
    if scene.differences:
        return said.get("difference") in ("dispute", "figures_differ")
    return bool(said["status"] != "uncontested")


def draw_circles(axes: Axes, scene: Scene, circles: Mapping[tuple[float, float, float], Path]) -> None:
    """The circles of what is known only within a radius, one a spot and colour."""
    drawn = set()
    for each in scene.marks:
        said = each["properties"]
        key = (*each["geometry"]["coordinates"], said["radius_km"])
        if key not in circles or (key, said["colour"]) in drawn:
            continue
        drawn.add((key, said["colour"]))
        selected = said["event"] == scene.view.event
        axes.add_collection(
            PathCollection(
                [circles[key]],
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
