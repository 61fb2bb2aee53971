"""Native tables on slides, parted where a slide is full and "continued" on the next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.slide import Slide
from pptx.util import Emu, Inches

from geo.documents.blocks import Run
from geo.documents.deck import ACCENT, GROUND, INK, LINE, MARGIN, TOP
from geo.documents.fitting import LEADING, POINTS, height
from geo.documents.slide_text import write

Line = tuple[Run, ...]
Cell = tuple[Line, ...]
"""The paragraphs of a cell."""
SIZE = 11.0
"""Points; smaller is not read when it is projected."""
_PAD = 0.07
_GAP = "\u00a0"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table to be set: `widths` in inches, `rows` of cells."""

    heading: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    name: str


def cell(text: str, *, bold: bool = False, link: str = "") -> Cell:
    """A cell of one paragraph. The link is a sign behind the text: LibreOffice breaks linked words anywhere."""
    return ((Run(text, bold=bold), *([Run(f"{_GAP}»", link=link)] if link else [])),)


def set_grid(grid: Grid, slides: Callable[[], tuple[Slide, float, float]]) -> list[tuple[Slide, list[int]]]:
    """Sets the table on as many slides as it needs, and says which rows stand on which.

    `slides` makes the next slide and says from where to where, in inches from the top, there is room.
    """
    head = max(map(_heading_height, grid.heading, grid.widths))
    set_on: list[tuple[Slide, list[int]]] = []
    rows, heights, at = list(grid.rows), list[float](), 0
    while at < len(rows):
        slide, top, bottom = slides()
        room = bottom - top - head
        kept: list[int] = []
        heights = []
        while at < len(rows):
            whole = bottom - TOP - head  # what a slide of its own would leave
            row = tuple(_limit(each, width, whole) for each, width in zip(rows[at], grid.widths, strict=True))
            tall = max(map(_cell_height, row, grid.widths))
            if sum(heights) + tall > room and (kept or room < whole):
                break
            rows[at] = row
            kept.append(at)
            heights.append(tall)
            at += 1
        if kept:
            _draw(slide, grid, [rows[n] for n in kept], heights, head, top)
            set_on.append((slide, kept))
    return set_on


def _draw(
    slide: Slide, grid: Grid, rows: Sequence[Sequence[Cell]], heights: Sequence[float], head: float, top: float
) -> None:
    frame = slide.shapes.add_table(
        len(rows) + 1,
        len(grid.heading),
        *map(Inches, (MARGIN, top, sum(grid.widths), head + sum(heights))),
    )
    frame.name = grid.name
    frame._element.nvGraphicFramePr.cNvPr.set("descr", f"Table: {grid.name}")
    table = frame.table
    table._tbl.tblPr.find(f"{_DRAWING}tableStyleId").text = _NO_STYLE
    table.horz_banding = False
    for column, width in zip(table.columns, grid.widths, strict=True):
        column.width = Inches(width)
    for row, tall in zip(table.rows, [head, *heights], strict=True):
        row.height = Emu(Inches(tall))
    for at, name in enumerate(grid.heading):
        _fill(table.cell(0, at), ((Run(name, bold=True),),), header=True)
    for down, row in enumerate(rows, start=1):
        for at, each in enumerate(row):
            _fill(table.cell(down, at), each, header=False)


def _fill(place: Any, lines: Cell, *, header: bool) -> None:
    place.margin_left = place.margin_right = Inches(_PAD)
    place.margin_top = place.margin_bottom = Inches(_PAD / 2)
    for line in lines:
        write(place.text_frame, line, SIZE, colour=ACCENT if header else INK)
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


def _cell_height(lines: Cell, width: float) -> float:
    bold = any(run.bold for line in lines for run in line)
    return sum(height(_text(line), SIZE, width - 2 * _PAD, bold=bold) for line in lines) + _PAD


def _heading_height(name: str, width: float) -> float:
    return height(name, SIZE, width - 2 * _PAD, bold=True) + _PAD


def _limit(lines: Cell, width: float, room: float) -> Cell:
    """The cell, or as many of its paragraphs as stand on a slide, with a mark."""
    if _cell_height(lines, width) <= room:
        return lines
    kept: list[Line] = []
    line_height = SIZE * LEADING / POINTS
    for line in lines:
        if _cell_height((*kept, line), width) + line_height > room:
            break
        kept.append(line)
    return (*kept, (Run(f"… ({len(lines) - len(kept)} more)", italic=True),))
