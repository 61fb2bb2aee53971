"""The small map that says where in the wider region a map is."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke

from geo.drawing.basemap import LAND, SEA, outlines, towns
from geo.drawing.fonts import font
from geo.drawing.frame import Frame, project
from geo.drawing.furniture import covered
from geo.drawing.measure import measure
from geo.drawing.page import INK, PAPER, Box, Sheet
from geo.drawing.room import Room, around

_AROUND = (44.0, 14.0, 80.0, 42.0)
"""west, south, east, north: Iran, Pakistan and what lies round them."""
_NAMED = ("Karachi", "Tehran", "Islamabad")
"""Cities that a reader knows; those of them are named that have room."""
_FRAME, _LEAST = "#d55e00", 7.0
"""The frame's colour, and how many points it is wide and high at least."""


_PARTS = (1.0, 0.8, 0.6)
"""Of its width, where that keeps it off the marks."""
_WIDEST, _NARROWEST, _AIR = 110.0, 55.0, 8.0
"""Points: how wide it is at most and at least, and how much stays free between it and a legend over it."""


def draw_locator(sheet: Sheet, frame: Frame, box: Box) -> None:
    """A small map in that box, with the frame of the large one on it."""
    west, south, east, north = _AROUND
    small = Frame(west, float(project(south)), east, float(project(north)), box)
    axes = sheet.axes(box)
    axes.set(xlim=(small.west, small.east), ylim=(small.south, small.north), zorder=20)
    _draw_ground(axes, small)
    least = _LEAST / small.points_a_degree
    wide, high = max(frame.east - frame.west, least), max(frame.north - frame.south, least)
    x, y = (frame.west + frame.east) / 2, (frame.south + frame.north) / 2
    axes.add_patch(Rectangle((x - wide / 2, y - high / 2), wide, high, fc=_FRAME + "33", ec=_FRAME, lw=1.4))
    half = wide * small.points_a_degree / 2 + 1, high * small.points_a_degree / 2 + 1
    x, y = box.left + (x - small.west) * small.points_a_degree, box.bottom + (y - small.south) * small.points_a_degree
    _name_cities(axes, small, Box(x - half[0], y - half[1], x + half[0], y + half[1]))
    axes.add_patch(
        Rectangle((0, 0), 1, 1, transform=axes.transAxes, fc="none", ec="#555555", lw=1.2, zorder=30, clip_on=False)
    )


def inside(spare: Box) -> Box | None:
    """The lower left of what room a legend leaves; None where that is too little."""
    shape = _shape()
    width = min(_WIDEST, spare.width, (spare.height - _AIR) / shape)
    return (
        Box(spare.left, spare.bottom, spare.left + width, spare.bottom + width * shape) if width > _NARROWEST else None
    )


def _shape() -> float:
    """Height to width."""
    west, south, east, north = _AROUND
    return float(project(north) - project(south)) / (east - west)


def corner_of(on: Box, marks: Sequence[Box], plates: Sequence[Box]) -> Box | None:
    """The corner of a map where a locator covers no mark, smaller where it must be, else the one where it covers the fewest; None
    where the plates of the map leave no corner free."""
    widest = min(_WIDEST, on.width * 0.26, on.height * 0.34 / _shape())
    free = [
        corner
        for part in _PARTS
        for corner in _corners(on, max(widest * part, min(widest, _NARROWEST)))
        if not any(corner.less(-2.0).meets(plate) for plate in plates)
    ]
    return min(free, key=lambda corner: covered([corner.less(-3.0)], marks), default=None)


def _corners(on: Box, width: float) -> list[Box]:
    """The best first."""
    high = width * _shape()
    return [
        Box(left, bottom, left + width, bottom + high)
        for left, bottom in (
            (on.right - width - 5, on.top - high - 5),
            (on.right - width - 5, on.bottom + 5),
            (on.left + 5, on.top - high - 5),
            (on.left + 5, on.bottom + 5),
        )
    ]


def _draw_ground(axes: Axes, small: Frame) -> None:
    axes.add_patch(Rectangle((small.west, small.south), small.east - small.west, small.north - small.south, fc=SEA))
    land = PathCollection(outlines("basemap/world_land"), facecolors=LAND, edgecolors="#999999", linewidths=0.4)
    borders = outlines("basemap/world_country_lines")
    for each in (land, PathCollection(borders, facecolors="none", edgecolors="#888888", linewidths=0.6)):
        axes.add_collection(each, autolim=False)


def _name_cities(axes: Axes, small: Frame, framed: Box) -> None:
    """Where the names leave the frame free."""
    room, face = Room(small.on), font()
    room.take(framed)
    for name in _NAMED:
        city = next(town for town in towns() if town.latin == name)
        x, y = small.place(city.lon, city.lat)[0].tolist()
        box = room.put(around(x, y, (1, 1), measure(name, face))[:8])
        if box is None:
            continue
        axes.plot([city.lon], [float(project(city.lat))], "o", color=INK, ms=2.5, scalex=False, scaley=False)
        middle = (box.left + box.right) / 2 - small.on.left, (box.bottom + box.top) / 2 - small.on.bottom
        at = small.west + middle[0] / small.points_a_degree, small.south + middle[1] / small.points_a_degree
        words = axes.text(*at, name, fontproperties=face, color=INK, ha="center", va="center", parse_math=False)
        words.set_path_effects([withStroke(linewidth=2.0, foreground=PAPER)])
