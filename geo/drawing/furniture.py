"""What makes a picture a map: scale bar, north, the place in the wider region, and the lines below it."""

from collections.abc import Sequence

from matplotlib.collections import PathCollection
from matplotlib.patches import Rectangle
from matplotlib.path import Path

from geo.drawing.basemap import LAND, SEA, outlines, towns
from geo.drawing.fonts import font
from geo.drawing.frame import PROJECTION, Frame, project
from geo.drawing.page import INK, LEADING, LINE, PAPER, QUIET, Box, Sheet
from geo.drawing.room import Room
from geo.events.atlas import Atlas
from geo.settings import DISCLAIMER, MAP_ATTRIBUTION
from geo.vocabulary.dates import say_date

_STEPS = (1, 2, 5)
_AROUND = (44.0, 14.0, 80.0, 42.0)
"""west, south, east, north of the locator: Iran, Pakistan and what lies round them."""


def scale_length(frame: Frame, most: float) -> int:
    """The longest round number of kilometres that is at most `most` points long in the frame's middle."""
    lengths = [step * 10**power for power in range(5) for step in _STEPS]
    return max((km for km in lengths if km / frame.km_a_point <= most), default=1)


def draw_scale(sheet: Sheet, room: Room, frame: Frame) -> None:
    """The scale bar in the lower left corner, and north above it."""
    corner, km = frame.on, scale_length(frame, 110.0)
    length = km / frame.km_a_point
    plate = Box(corner.left + 5, corner.bottom + 5, corner.left + 16 + max(length, 62.0), corner.bottom + 31)
    room.take(plate)
    sheet.rectangle(plate, fc="#ffffffd0", ec="none", zorder=6)
    x, y = plate.left + 5, plate.bottom + 5
    for start, colour in ((0.0, INK), (0.5, PAPER)):
        part = Rectangle((x + start * length, y), length / 2, 4, fc=colour, ec=INK, lw=0.8, zorder=6.1)
        sheet.ink.add_artist(part)
    sheet.write(x, y + 8, f"0 – {km:,} km", font(), zorder=6.2)
    north = Box(corner.left + 5, plate.top + 3, corner.left + 23, plate.top + 37)
    room.take(north)
    sheet.rectangle(north, fc="#ffffffd0", ec="none", zorder=6)
    middle = (north.left + north.right) / 2
    arrow = Path([(0, 9), (5, -8), (0, -4), (-5, -8), (0, 9)], closed=True)
    sheet.stamp(arrow, middle, north.bottom + 22, 1, facecolor=INK, edgecolor=INK, zorder=6.1)
    sheet.write(middle, north.bottom + 3, "N", font(bold=True), across="center", zorder=6.2)


def draw_locator(sheet: Sheet, room: Room, frame: Frame, marks: Sequence[Box]) -> None:
    """A small map of the wider region with the frame on it, in the corner where it covers the fewest marks."""
    corner, (west, south, east, north) = frame.on, _AROUND
    width = min(110.0, corner.width * 0.26)
    high = width * (float(project(north)) - float(project(south))) / (east - west)
    corners = [
        Box(corner.right - width - 5, corner.top - high - 5, corner.right - 5, corner.top - 5),
        Box(corner.right - width - 5, corner.bottom + 5, corner.right - 5, corner.bottom + high + 5),
        Box(corner.left + 5, corner.top - high - 5, corner.left + width + 5, corner.top - 5),
    ]
    covered = [sum(_meet(each.less(-8.0), mark) for mark in marks) for each in corners]
    box = corners[covered.index(min(covered))]
    room.take(box)
    axes = sheet.axes(box)
    axes.set(xlim=(west, east), ylim=(float(project(south)), float(project(north))), zorder=20)
    axes.add_patch(Rectangle((west, -90), east - west, 180, fc=SEA))
    land = PathCollection(outlines("basemap/world_land"), facecolors=LAND, edgecolors="#999999", linewidths=0.4)
    lines = PathCollection(
        outlines("basemap/world_country_lines"), facecolors="none", edgecolors="#888888", linewidths=0.6
    )
    for each in (land, lines):
        axes.add_collection(each, autolim=False)
    shown = Rectangle(
        (frame.west, frame.south),
        frame.east - frame.west,
        frame.north - frame.south,
        fc="#d55e0033",
        ec="#d55e00",
        lw=1.4,
    )
    axes.add_patch(shown)
    for town in towns():
        if town.latin in ("Tehran", "Islamabad", "Karachi"):
            axes.plot([town.lon], [float(project(town.lat))], "o", color=INK, ms=2, scalex=False, scaley=False)
            axes.text(
                town.lon,
                float(project(town.lat)) + 0.6,
                town.latin,
                fontproperties=font(),
                color=INK,
                ha="right" if town.lon > (west + east) / 2 + 8 else "center",
                va="bottom",
                parse_math=False,
            )
    axes.add_patch(
        Rectangle((0, 0), 1, 1, transform=axes.transAxes, fc="none", ec="#555555", lw=1.2, zorder=30, clip_on=False)
    )


def _meet(one: Box, other: Box) -> bool:
    return one.left < other.right and other.left < one.right and one.bottom < other.top and other.bottom < one.top


def map_notes(atlas: Atlas, frame: Frame | None, sources: Sequence[str] = ()) -> list[str]:
    """The lines below a picture: how it is projected, how old the data are, whose they are, what borders mean."""
    last = max((day for day in atlas.chronology.claims["published_on"] if day), default="")
    notes = []
    if frame is not None:
        lat = frame.middle[1]
        pole = "N" if lat >= 0 else "S"
        notes.append(f"{PROJECTION} projection, as on the dashboard; the scale bar is true at {abs(lat):.1f}° {pole}.")
    if last:
        notes.append(f"Data: claims published until {say_date(last)}.")
    notes.append(DISCLAIMER)
    notes.append(f"Zero Point (CC BY 4.0) · {MAP_ATTRIBUTION}{''.join(f' · {each}' for each in sources)}")
    return notes


def notes_height(sheet: Sheet, notes: Sequence[str], width: float) -> float:
    """Points that the lines need."""
    return len(_note_lines(sheet, notes, width)) * LEADING + 2


def draw_notes(sheet: Sheet, notes: Sequence[str], box: Box) -> None:
    """Set them from the top of the box down, under a thin rule."""
    sheet.line([box.left, box.right], [box.top + 2, box.top + 2], color=LINE, lw=0.6)
    sheet.paragraph(box, _note_lines(sheet, notes, box.width), QUIET)


def _note_lines(sheet: Sheet, notes: Sequence[str], width: float) -> list[str]:
    return sheet.wrap(" ".join(notes), font(), width, 8)
