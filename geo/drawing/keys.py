"""The legend: a small drawing and its words for whatever occurs in a picture, and nothing else."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import inf

from geo.drawing.fonts import font
from geo.drawing.measure import wrap
from geo.drawing.page import INK, LEADING, Box, Sheet

DRAWN = 26.0
"""Points of width for the small drawing before the words."""
_GAP, _BETWEEN = 1.6, 10.0
"""Points between two keys, and between two columns."""
Draw = Callable[[Sheet, float, float], None]


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of a legend; `draw` puts its sign round a point of the sheet, without it the words are a heading.

    `count` is of how many marks it tells: where room is short, the rarest go first.
    """

    words: str
    draw: Draw | None = None
    count: float = inf


def key_lines(key: Key, width: float) -> list[str]:
    """The words as lines that fit beside the drawing."""
    return list(_lines(key.words, key.draw is None, width))


@lru_cache(maxsize=2048)  # a sheet is divided several times before one division is kept
def _lines(words: str, heading: bool, width: float) -> tuple[str, ...]:
    return tuple(wrap(words, font(bold=heading), width - (0 if heading else DRAWN), 3))


def columns_of(keys: Sequence[Key], width: float, height: float) -> list[list[Key]]:
    """The keys in columns of that width, each at most `height` points high."""
    columns: list[list[Key]] = [[]]
    used = 0.0
    for key, after in zip(keys, [*keys[1:], None], strict=True):
        need = height_of(key, width)
        if key.draw is None and after is not None:  # a heading never ends a column
            need += height_of(after, width)
        if used + need > height and columns[-1]:
            columns.append([])
            used = 0.0
        columns[-1].append(key)
        used += height_of(key, width)
    return columns


def balanced(keys: Sequence[Key], width: float, count: int) -> tuple[list[list[Key]], float]:
    """The keys in at most `count` columns of that width that are as low as can be, and their height."""
    height = max(
        [sum(height_of(key, width) for key in keys) / count, *(height_of(key, width) for key in keys)],
        default=0.0,
    )
    while len(columns_of(keys, width, height)) > count:
        height += LEADING / 2
    return columns_of(keys, width, height), height


def height_of(key: Key, width: float) -> float:
    """Points that the key needs in a column of that width."""
    return len(key_lines(key, width)) * LEADING + _GAP + (3.0 if key.draw is None else 1.0)


def room_below(columns: Sequence[Sequence[Key]], box: Box, gap: float = _BETWEEN) -> Box:
    """What the shortest of the columns leaves of the box, under it."""
    width = _width(columns, box, gap)
    heights = [sum(height_of(key, width) for key in column) for column in columns] or [0.0]
    number = heights.index(min(heights))
    left = box.left + number * (width + gap)
    return Box(left, box.bottom, left + width, max(box.bottom, box.top - heights[number]))


def draw_keys(sheet: Sheet, columns: Sequence[Sequence[Key]], box: Box, gap: float = _BETWEEN) -> None:
    """Draw the columns side by side from the top of the box."""
    width = _width(columns, box, gap)
    for number, column in enumerate(columns):
        x, y = box.left + number * (width + gap), box.top
        for key in column:
            lines = key_lines(key, width)
            top = y - (3.0 if key.draw is None else 1.0)
            for n, line in enumerate(lines):
                sheet.write(
                    x + (DRAWN if key.draw else 0),
                    top - 9.5 - n * LEADING,
                    line,
                    font(bold=key.draw is None),
                    colour=INK,
                )
            if key.draw:
                key.draw(sheet, x + DRAWN / 2 - 2, top - 6.3)
            y -= height_of(key, width)


def _width(columns: Sequence[Sequence[Key]], box: Box, gap: float) -> float:
    """Of each of the columns that stand side by side in the box."""
    return (box.width - gap * (len(columns) - 1)) / max(1, len(columns))
