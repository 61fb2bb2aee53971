"""How much room a text takes on a slide, so that nothing runs over its edge: measured with a font a little wider than the theme's."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import accumulate

from PIL import ImageFont

from geo.documents.blocks import Block, Run
from geo.drawing.fonts import FONTS

POINTS = 72
"""Of an inch."""
LEADING, _ARABIC_LEADING = 1.22, 2.17
"""Height of a line in sizes of its type; the second of one with Arabic letters, whose font reaches higher and lower."""
_MEASURED = 100
_LONGEST_WORD = 9.0
"""Sizes of the type; a longer one may be broken."""


def wrap(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """The text in lines of at most `width` inches at `size` points; joined, they are the text. A long word is broken."""
    room = width * POINTS / size
    return [line for piece in text.splitlines(keepends=True) for line in _wrap_line(piece, room, bold)] or [""]


def height(text: str, size: float, width: float, *, bold: bool = False) -> float:
    """Of the text in inches."""
    return sum(map(_leading, wrap(text, size, width, bold=bold))) * size / POINTS


def shorten(text: str, size: float, width: float, most: float, *, bold: bool = False) -> str:
    """The text, or as much of it as stands in `most` inches of height, with a mark."""
    lines = wrap(text, size, width, bold=bold)
    room = max(1, _fitting(lines, size, most))
    if len(lines) <= room:
        return text
    mark = f"… (cut, {len(text):,} characters)"
    kept = "".join(lines[:room])
    return f"{kept[: max(0, len(kept) - 2 * len(mark))].rstrip()}{mark}"


def column_widths(columns: Sequence[Sequence[str]], size: float, room: float, pad: float) -> list[float]:
    """Inches of each column of a table that is `room` wide, the heading being the first cell of each, `pad` beside its text.

    None is narrower than its longest word, as far as there is room; what is left goes to the columns whose cells run on.
    """
    inch = size / POINTS
    words = [max((_width(word, True) for cell in column for word in cell.split()), default=0.0) for column in columns]
    least = [pad + min(word, _LONGEST_WORD) * inch for word in words]
    lines = [pad + max(_width(cell, True) for cell in column) * inch for column in columns]
    whole = [max(line, low) for line, low in zip(lines, least, strict=True)]
    if sum(whole) <= room or sum(least) >= room:
        wanted = whole if sum(whole) <= room else least
        return [width * room / sum(wanted) for width in wanted]
    wishes = [(most - low) ** 0.8 for most, low in zip(whole, least, strict=True)]
    return [low + (room - sum(least)) * wish / sum(wishes) for low, wish in zip(least, wishes, strict=True)]


def fill(
    blocks: Sequence[Block], size: float, width: float, room: float, later: tuple[float, float]
) -> list[list[Block]]:
    """The blocks in pages: the first `width` by `room` inches, all others as `later` says. One too tall is parted between lines."""
    pages: list[list[Block]] = [[]]
    left = room
    waiting = list(blocks)
    while waiting:
        block = waiting.pop(0)
        tall = block_height(block, size, width)
        if tall <= left:
            pages[-1].append(block)
            left -= tall
            continue
        if tall > later[1] or not pages[-1]:  # it would not stand whole on any page
            head, rest = part_block(block, size, width, left)
            if head.text.strip():
                pages[-1].append(head)
            block = rest
        pages.append([])
        width, left = later
        if block.text.strip():
            waiting.insert(0, block)
    return pages


def block_height(block: Block, size: float, width: float) -> float:
    """Of a block in inches, the space after it included."""
    own = type_size(block, size)
    return height(block.text, own, width - indent(block)) + 0.45 * size / POINTS


def type_size(block: Block, size: float) -> float:
    """Points of a block where the text around has `size`."""
    return {"heading": size + 2, "code": size - 2}.get(block.kind, size)


def indent(block: Block) -> float:
    """How far a block stands in, in inches."""
    return {"item": 0.3 * (block.level + 1), "quote": 0.3}.get(block.kind, 0.0)


def part_block(block: Block, size: float, width: float, room: float) -> tuple[Block, Block]:
    """As many whole lines of a block as stand in `room` inches, at least none, and the rest."""
    own = type_size(block, size)
    lines = wrap(block.text, own, width - indent(block))
    end = sum(map(len, lines[: _fitting(lines, own, room)]))
    first, second = list[Run](), list[Run]()
    for run in block.runs:
        first.append(replace(run, text=run.text[: max(0, end)]))
        second.append(replace(run, text=run.text[max(0, end) :]))
        end -= len(run.text)
    return replace(block, runs=_kept(first)), replace(block, runs=_kept(second), mark="")


def _leading(line: str) -> float:
    """In sizes of the type."""
    return _ARABIC_LEADING if any(unicodedata.bidirectional(sign) == "AL" for sign in line) else LEADING


def _fitting(lines: Sequence[str], size: float, room: float) -> int:
    """How many of the lines stand in `room` inches."""
    ends = accumulate(_leading(line) * size / POINTS for line in lines)
    return sum(end <= room + 1e-9 for end in ends)


def _kept(runs: Sequence[Run]) -> tuple[Run, ...]:
    return tuple(run for run in runs if run.text)


def _wrap_line(line: str, room: float, bold: bool) -> Iterator[str]:
    """`room` in sizes of the type."""
    kept, used = "", 0.0
    for word in _words(line):
        wide, solid = _width(word, bold), _width(word.rstrip(), bold)
        if used + solid > room and kept:
            yield kept
            kept, used = "", 0.0
        while solid > room:  # one word wider than the line
            fits = max(1, int(len(word) * room / solid * 0.9))
            yield word[:fits]
            word = word[fits:]
            wide, solid = _width(word, bold), _width(word.rstrip(), bold)
        kept, used = kept + word, used + wide
    if kept:
        yield kept


def _words(line: str) -> Iterator[str]:
    """Words with the white space after them."""
    start = 0
    for at in range(1, len(line)):
        if line[at - 1].isspace() and not line[at].isspace():
            yield line[start:at]
            start = at
    yield line[start:]


@lru_cache(maxsize=20_000)
def _width(word: str, bold: bool) -> float:
    """In sizes of the type; wide signs (Chinese, emoji) are as wide as they are high."""
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in word)
    narrow = "".join(sign for sign in word.rstrip("\n") if unicodedata.east_asian_width(sign) not in "WF")
    return wide * 1.1 + _font(bold).getlength(narrow) / _MEASURED


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    file = FONTS / f"NotoSans-{'Bold' if bold else 'Regular'}.ttf"
    return ImageFont.truetype(str(file), _MEASURED, layout_engine=ImageFont.Layout.BASIC)
