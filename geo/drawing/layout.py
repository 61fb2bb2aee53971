"""How a sheet is divided: title lines on top, the picture, the legend beside or below it, notes at the foot."""

from collections.abc import Sequence
from dataclasses import dataclass

from geo.drawing.fonts import font
from geo.drawing.furniture import draw_notes, notes_height
from geo.drawing.keys import Key, balanced, columns_of, draw_keys
from geo.drawing.measure import cut, wrap
from geo.drawing.page import MARGIN, QUIET, Box, Sheet

_BESIDE = 186.0
"""Points: the width of a legend beside the picture."""
_GUTTER = 10.0
_MOST_LEGEND = 0.55
"""Of the height that heading and notes leave, how much a legend below the picture may take."""
_COLUMN = 138.0
"""Points: the least width of a legend's column below it."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Two lines over a picture that stands by itself; a document has its own."""

    title: str
    count: str


def divide(
    sheet: Sheet, keys: Sequence[Key], notes: Sequence[str], heading: Heading | None, *, beside: bool = True
) -> Box:
    """Draw heading, legend and notes; answers with the box that is left for the picture."""
    box = sheet.box.less(MARGIN)
    if heading:
        title = wrap(heading.title, font(13, bold=True), box.width, 2)
        for line in title:
            sheet.write(box.left, box.top - 13, line, font(13, bold=True))
            box = box._replace(top=box.top - 17)
        sheet.write(box.left, box.top - 10, cut(heading.count, font(10), box.width), font(10), colour=QUIET)
        box = box._replace(top=box.top - 17)
    if notes:
        foot = notes_height(notes, box.width)
        draw_notes(sheet, notes, Box(box.left, box.bottom, box.right, box.bottom + foot))
        box = box._replace(bottom=box.bottom + foot + 7)
    if not keys:
        return box
    return _beside(sheet, keys, box) if beside and box.width > 1.15 * box.height else _below(sheet, keys, box)


def _beside(sheet: Sheet, keys: Sequence[Key], box: Box) -> Box:
    columns = columns_of(keys, _BESIDE, box.height)
    if len(columns) > 1:
        columns = columns_of(keys, _COLUMN, box.height)
        columns, _ = balanced(keys, _COLUMN, len(columns))
    width = _BESIDE if len(columns) == 1 else _COLUMN * len(columns) + _GUTTER * (len(columns) - 1)
    if width > 0.5 * box.width:
        return _below(sheet, keys, box)
    draw_keys(sheet, columns, Box(box.right - width, box.bottom, box.right, box.top))
    return box._replace(right=box.right - width - 9)


def _below(sheet: Sheet, keys: Sequence[Key], box: Box) -> Box:
    count = max(1, int((box.width + _GUTTER) // (_COLUMN + _GUTTER)))
    width = (box.width - _GUTTER * (count - 1)) / count
    columns, height = balanced(keys, width, count)
    kept = list(keys)
    while height > _MOST_LEGEND * box.height and len(kept) > 1:
        kept.pop()  # the last say what needs saying least
        more = Key(f"… and {len(keys) - len(kept)} more signs", lambda sheet, x, y: None)
        columns, height = balanced([*kept, more], width, count)
    columns += [[] for _ in range(count - len(columns))]
    draw_keys(sheet, columns, box._replace(top=box.bottom + height))
    return box._replace(bottom=box.bottom + height + 7)
