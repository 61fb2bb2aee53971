"""Native tables on slides, parted where a slide is full and "continued" on the next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.slide import Slide
from pptx.util import Emu, Inches

from geo.documents.blocks import Run
from geo.documents.deck import ACCENT, GROUND, INK, INNER, LINE, MARGIN, TOP
from geo.documents.fitting import LEADING, POINTS, height
from geo.documents.slide_text import write

Line = tuple[Run, ...]
Cell = tuple[Line, ...]
"""The paragraphs of a cell."""
SIZES = (16.0, 14.0, 12.0, 11.0)
"""Points: the first in which a table takes no more slides than in the last; smaller is not read when it is projected."""
_PAD = 0.07
_GAP = "\u00a0"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table to be set: `widths` answers with inches for a size of type, `rows` are of cells."""

    heading: tuple[str, ...]
    widths: Callable[[float], Sequence[float]]
    rows: tuple[tuple[Cell, ...], ...]
    name: str


@dataclass(frozen=True, slots=True)
class Parted:
    """What of a table stands on one slide: the numbers of its rows, their cells and heights in inches, that of the heading too."""

    size: float
    head: float
    kept: list[int]
    rows: list[tuple[Cell, ...]]
    heights: list[float]


def event_widths(size: float) -> tuple[float, ...]:
    """Inches of when, what, agreement, deaths, who: short words keep their lines at every size."""
    when, agreement, deaths = (size / SIZES[-1] * inches for inches in (1.35, 1.5, 0.9))
    rest = (INNER - when - agreement - deaths) / 2
    return when, rest, agreement, deaths, rest


def cell(text: str, *, bold: bool = False, link: str = "") -> Cell:
    """A cell of one paragraph. The link is a sign behind the text: LibreOffice breaks linked words anywhere."""
    return ((Run(text, bold=bold), *([Run(f"{_GAP}»", link=link)] if link else [])),)


def part_grid(grid: Grid, top: float, bottom: float) -> list[Parted]:
    """The table in parts, a slide each, as large as it can be read without taking more slides.

    `top` to `bottom` are the inches that are free on the first slide, from TOP on all others. The first part may be empty: then no
    row has room there. No slide but a full one has a single row of several.
    """
    made = {size: _part(grid, size, top, bottom) for size in SIZES}
    return next(parts for parts in made.values() if len(parts) <= len(made[SIZES[-1]]))


def _part(grid: Grid, size: float, top: float, bottom: float) -> list[Parted]:
    widths = grid.widths(size)
    head = max(
        height(name, size, width - 2 * _PAD, bold=True) for name, width in zip(grid.heading, widths, strict=True)
    )
    head += _PAD
    whole = bottom - TOP - head  # what a slide of its own leaves
    room, parts = bottom - top - head, [Parted(size, head, [], [], [])]
    for at, cells in enumerate(grid.rows):
        row = tuple(_limit(each, width, size, whole) for each, width in zip(cells, widths, strict=True))
        tall = max(_cell_height(each, width, size) for each, width in zip(row, widths, strict=True))
        if sum(parts[-1].heights) + tall > room and (parts[-1].kept or room < whole):
            parts.append(Parted(size, head, [], [], []))
            room = whole
        _add(parts[-1], len(parts[-1].kept), at, row, tall)
    if len(parts) > 1 and len(parts[-1].kept) == 1 and len(parts[-2].kept) > 2:
        before, last = parts[-2], parts[-1]
        if before.heights[-1] + last.heights[0] <= whole:
            _add(last, 0, before.kept.pop(), before.rows.pop(), before.heights.pop())
    return parts


def _add(part: Parted, place: int, at: int, row: tuple[Cell, ...], tall: float) -> None:
    part.kept.insert(place, at)
    part.rows.insert(place, row)
    part.heights.insert(place, tall)


def draw_grid(slide: Slide, grid: Grid, part: Parted, top: float) -> float:
    """Set a part of a table from `top` on; answers with its lower edge, in inches from the slide's."""
    widths, heights = grid.widths(part.size), [part.head, *part.heights]
    frame = slide.shapes.add_table(len(heights), len(widths), *map(Inches, (MARGIN, top, sum(widths), sum(heights))))
    frame.name = grid.name
    frame._element.nvGraphicFramePr.cNvPr.set("descr", f"Table: {grid.name}")
    table = frame.table
    table._tbl.tblPr.find(f"{_DRAWING}tableStyleId").text = _NO_STYLE
    table.horz_banding = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Inches(width)
    for row, tall in zip(table.rows, heights, strict=True):
        row.height = Emu(Inches(tall))
    for at, name in enumerate(grid.heading):
        _fill(table.cell(0, at), ((Run(name, bold=True),),), part.size, header=True)
    for down, cells in enumerate(part.rows, start=1):
        for at, each in enumerate(cells):
            _fill(table.cell(down, at), each, part.size, header=False)
    return top + sum(heights)


def _fill(place: Any, lines: Cell, size: float, *, header: bool) -> None:
    place.margin_left = place.margin_right = Inches(_PAD)
    place.margin_top = place.margin_bottom = Inches(_PAD / 2)
    for line in lines:
        write(place.text_frame, line, size, colour=ACCENT if header else INK)
    place.text_frame.word_wrap = True
    properties = place._tc.get_or_add_tcPr()
    border = etree.SubElement(properties, f"{_DRAWING}lnB", w="6350")
    colour = etree.SubElement(etree.SubElement(border, f"{_DRAWING}solidFill"), f"{_DRAWING}srgbClr")
    colour.set("val", str(LINE))
    if header:
        place.fill.solid()
        place.fill.fore_color.rgb = GROUND


def _text(line: Line) -> str:
    return "".join(run.text for run in line)


def _cell_height(lines: Cell, width: float, size: float) -> float:
    bold = any(run.bold for line in lines for run in line)
    return sum(height(_text(line), size, width - 2 * _PAD, bold=bold) for line in lines) + _PAD


def _limit(lines: Cell, width: float, size: float, room: float) -> Cell:
    """The cell, or as many of its paragraphs as stand on a slide, with a mark."""
    if _cell_height(lines, width, size) <= room:
        return lines
    kept: list[Line] = []
    line_height = size * LEADING / POINTS
    for line in lines:
        if _cell_height((*kept, line), width, size) + line_height > room:
            break
        kept.append(line)
    return (*kept, (Run(f"… ({len(lines) - len(kept)} more)", italic=True),))
