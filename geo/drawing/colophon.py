"""What stands under a picture that is handed over by itself: its address with a code, how it was made, and its sources."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from matplotlib.path import Path

from geo.drawing.drawing import Drawing
from geo.drawing.fonts import font
from geo.drawing.measure import broken, measure, wrap
from geo.drawing.page import INK, LEADING, LINE, MARGIN, QUIET, Box, Sheet

_CODE, _GAP, _BETWEEN, _BEHIND = 92.0, 12.0, 3.0, 6.0
"""Points: the code's side, and the air between columns, between entries and behind a number."""
_COLUMN = 300.0
"""Points: a column of sources is at least as wide, where the sheet is."""
_ADDRESS, _SAID, _ENTRY = 4, 14, 6
"""How many lines an address, a paragraph and the words of a source may have."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list: its number, its words, and its address on the web or ""."""

    number: str
    words: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Colophon:
    """`code` is a square of modules, dark or not, that leads to `address`, or empty; `said` are paragraphs; `lists` have a heading."""

    address: str
    code: Sequence[Sequence[int]]
    said: Sequence[str]
    lists: Sequence[tuple[str, Sequence[Entry]]] = ()


Block = tuple[str, list[str]]
"""The number of an entry, "" where it has none, and its lines."""


def add_colophon(drawing: Drawing, colophon: Colophon) -> None:
    """Set it under the picture, which grows by as much as it needs."""
    wide = 72.0 * float(drawing.figure.get_size_inches()[0]) - 2 * MARGIN
    head = _head(colophon, wide)
    count = max(1, int((wide + _GAP) // (_COLUMN + _GAP)))
    width = (wide - _GAP * (count - 1)) / count
    lists = [(heading, *_listed(entries, width, count)) for heading, entries in colophon.lists if entries]
    high = max(len(head) * LEADING, _CODE if colophon.code else 0.0) + _BETWEEN
    tall = [max(map(_height, columns)) + LEADING + 2 * _BETWEEN for _, _, columns in lists]
    sheet = Sheet.under(drawing.figure, ceil(high + sum(tall) + MARGIN))
    box = Box(MARGIN, 0.0, MARGIN + wide, sheet.box.top)
    sheet.line([box.left, box.right], [box.top - 1, box.top - 1], color=LINE, lw=0.6)
    if colophon.code:
        _draw_code(sheet, colophon.code, Box(box.left, box.top - _CODE, box.left + _CODE, box.top - 3))
    sheet.paragraph(box._replace(left=box.left + _indent(colophon), top=box.top - _BETWEEN), head)
    top = box.top - high
    for (heading, indent, columns), height in zip(lists, tall, strict=True):
        sheet.write(box.left, top - 10, heading, font(bold=True))
        for at, column in enumerate(columns):
            _set(sheet, column, box.left + at * (width + _GAP), indent, top - LEADING - _BETWEEN)
        top -= height


def _indent(colophon: Colophon) -> float:
    return _CODE + _GAP if colophon.code else 0.0


def _head(colophon: Colophon, wide: float) -> list[str]:
    room = wide - _indent(colophon)
    address = broken(colophon.address, font(), room, _ADDRESS)
    return [*address, *(line for said in colophon.said for line in wrap(said, font(), room, _SAID))]


def _listed(entries: Sequence[Entry], width: float, count: int) -> tuple[float, list[list[Block]]]:
    """How far the words stand in behind the widest number, and the entries in columns."""
    indent = max(measure(each.number, font(bold=True))[0] if each.number else 0.0 for each in entries) + _BEHIND
    room = width - indent
    blocks = [
        (each.number, wrap(each.words, font(), room, _ENTRY) + broken(each.address, font(), room, _ADDRESS))
        for each in entries
    ]
    return indent, _parted(blocks, count)


def _height(blocks: Sequence[Block]) -> float:
    return sum(len(lines) * LEADING + _BETWEEN for _, lines in blocks)


def _parted(blocks: list[Block], count: int) -> list[list[Block]]:
    """The blocks in columns, each after the one before, none much longer than the others."""
    share, columns = _height(blocks) / count, [list[Block]()]
    for block in blocks:
        if len(columns) < count and columns[-1] and _height(columns[-1]) + _height([block]) / 2 > share:
            columns.append([])
        columns[-1].append(block)
    return columns


def _set(sheet: Sheet, blocks: Sequence[Block], left: float, indent: float, top: float) -> None:
    for number, lines in blocks:
        sheet.write(left + indent - _BEHIND, top - 9.5, number, font(bold=True), across="right")
        sheet.paragraph(Box(left + indent, 0, left, top), lines, QUIET)
        top -= len(lines) * LEADING + _BETWEEN


def _draw_code(sheet: Sheet, code: Sequence[Sequence[int]], box: Box) -> None:
    """The modules as one outline, a rectangle for each run of dark ones."""
    step = min(box.width, box.height) / len(code)
    corners: list[tuple[float, float]] = []
    for row, modules in enumerate(code):
        low = box.top - (row + 1) * step
        start = 0
        for at in range(len(modules) + 1):
            if at < len(modules) and modules[at]:
                continue
            if at > start:
                left, right = box.left + start * step, box.left + at * step
                corners += [(left, low), (right, low), (right, low + step), (left, low + step), (left, low)]
            start = at + 1
    outline = [Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY]
    sheet.stamp(
        Path(corners, outline * (len(corners) // 5)),
        0.0,
        0.0,
        1.0,
        facecolor=INK,
        edgecolor="none",
        linewidth=0,
        snap=False,
    )
