"""What makes a picture a map: scale bar, north, and the lines below it."""

from collections.abc import Sequence

from matplotlib.patches import Rectangle
from matplotlib.path import Path

from geo.drawing.fonts import font
from geo.drawing.frame import PROJECTION, Frame
from geo.drawing.measure import wrap
from geo.drawing.page import INK, LEADING, LINE, PAPER, QUIET, Box, Sheet
from geo.drawing.room import Room
from geo.events.atlas import Atlas
from geo.settings import DISCLAIMER, MAP_ATTRIBUTION
from geo.vocabulary.dates import say_date

_STEPS = (1, 2, 5)


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


def map_notes(atlas: Atlas, frame: Frame | None, sources: Sequence[str] = ()) -> list[str]:
    """The lines below a picture: how it is projected, how old the data are, whose they are, what borders mean."""
    last = max((day for day in atlas.chronology.claims["published_on"].dropna() if day), default="")
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


def notes_height(notes: Sequence[str], width: float) -> float:
    """Points that the lines need."""
    return len(_note_lines(notes, width)) * LEADING + 2


def draw_notes(sheet: Sheet, notes: Sequence[str], box: Box) -> None:
    """Set them from the top of the box down, under a thin rule."""
    sheet.line([box.left, box.right], [box.top + 2, box.top + 2], color=LINE, lw=0.6)
    sheet.paragraph(box, _note_lines(notes, box.width), QUIET)


def _note_lines(notes: Sequence[str], width: float) -> list[str]:
    return wrap(" ".join(notes), font(), width, 8)
