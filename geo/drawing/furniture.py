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
_HAIR = 2.0
"""Points of a mark that may lie under a plate."""


def scale_length(frame: Frame, most: float) -> int:
    """The longest round number of kilometres that is at most `most` points long in the frame's middle."""
    lengths = [step * 10**power for power in range(5) for step in _STEPS]
    return max((km for km in lengths if km / frame.km_a_point <= most), default=1)


def draw_scale(sheet: Sheet, room: Room, frame: Frame, marks: Sequence[Box] = ()) -> list[Box]:
    """The scale bar in a lower corner or the upper left one, the first that covers the fewest marks, and north beside it; their
    boxes."""
    km = scale_length(frame, 110.0)
    length = km / frame.km_a_point
    plate, north = min(_plates(frame.on, max(length, 62.0)), key=lambda plates: covered(plates, marks))
    room.take(plate, north)
    sheet.rectangle(plate, fc="#ffffffd0", ec="none", zorder=6)
    x, y = plate.left + 5, plate.bottom + 5
    for start, colour in ((0.0, INK), (0.5, PAPER)):
        part = Rectangle((x + start * length, y), length / 2, 4, fc=colour, ec=INK, lw=0.8, zorder=6.1)
        sheet.ink.add_artist(part)
    sheet.write(x, y + 8, f"0 – {km:,} km", font(), zorder=6.2)
    sheet.rectangle(north, fc="#ffffffd0", ec="none", zorder=6)
    middle = (north.left + north.right) / 2
    arrow = Path([(0, 9), (5, -8), (0, -4), (-5, -8), (0, 9)], closed=True)
    sheet.stamp(arrow, middle, north.bottom + 22, 1, facecolor=INK, edgecolor=INK, zorder=6.1)
    sheet.write(middle, north.bottom + 3, "N", font(bold=True), across="center", zorder=6.2)
    return [plate, north]


def _plates(on: Box, length: float) -> list[tuple[Box, Box]]:
    """Where the scale bar and north may stand, the best first."""
    wide, found = length + 11, []
    for left in (on.left + 5, on.right - 5 - wide):
        plate = Box(left, on.bottom + 5, left + wide, on.bottom + 31)
        edge = left if left < on.left + 6 else plate.right - 18
        found.append((plate, Box(edge, plate.top + 3, edge + 18, plate.top + 37)))
    top = Box(on.left + 5, on.top - 31, on.left + 5 + wide, on.top - 5)
    return [*found, (top, Box(top.left, top.bottom - 37, top.left + 18, top.bottom - 3))]


def covered(plates: Sequence[Box], marks: Sequence[Box]) -> int:
    """How many marks lie under the plates, in part or whole; a hair's breadth does not count."""
    return sum(any(plate.meets(mark.less(_HAIR)) for plate in plates) for mark in marks)


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
