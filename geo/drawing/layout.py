"""How a sheet is divided: title lines on top, the picture, the legend beside or below it, notes at the foot."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from math import inf
from typing import NamedTuple

from geo.drawing.fonts import font
from geo.drawing.furniture import draw_notes, notes_height
from geo.drawing.keys import Key, balanced, columns_of, draw_keys, room_below
from geo.drawing.measure import cut, wrap
from geo.drawing.page import MARGIN, QUIET, Box, Sheet

_BESIDE = 186.0
"""Points: the width of a legend beside the picture."""
_GUTTER = 10.0
_MOST_LEGEND = 0.5
"""Of the height that heading and notes leave, how much a legend below the picture may take."""
_COLUMNS, _LEAST = (146.0, 166.0, _BESIDE), 138.0
"""Points: the width that each of several columns beside the picture may have, and the least of those below it."""

_FLAT, _NARROW = 1.9, 0.75
"""Width to height of a map: beyond these what is added shows nothing more."""
_ENOUGH, _STEP = 72_000.0, 12.0
"""Square points: maps that show less make their sheet grow, if they may, by so many points at a time."""
_CRAMPED = 400.0
"""Points: a picture that says what height it needs has its legend below rather than be narrower, where that leaves as much."""
_LEAST_WIDE = 115.0
"""Points: a map narrower than this is not worth a whole legend beside it."""

_TITLE, _TITLES = 17.0, 3
"""Points of a line of the title, and how many it may have."""
_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Heading:
    """Two lines over a picture that stands by itself; a document has its own."""

    title: str
    count: str


@dataclass(frozen=True, slots=True)
class Words:
    """What is written round a picture: heading, notes, and where the legend may stand.

    `maps` answers with the boxes of the maps in that of the picture, which keep a shape; without it the picture is no map.
    `need` answers with the points of height that the picture would use in a box of that width.
    """

    heading: Heading | None
    notes: Sequence[str]
    beside: bool = True
    maps: Callable[[Box], Sequence[Box]] | None = None
    need: Callable[[Box], float] | None = None


class Divided(NamedTuple):
    """The box of the picture, and what the legend leaves of its own under the shortest column."""

    picture: Box
    spare: Box


@dataclass(frozen=True, slots=True)
class Plan:
    """The boxes of a sheet: that of the picture, and those of what stands round it."""

    picture: Box
    titles: Sequence[str] = ()
    foot: Box = field(default_factory=lambda: Box(0, 0, 0, 0))
    legend: Box = field(default_factory=lambda: Box(0, 0, 0, 0))
    columns: Sequence[Sequence[Key]] = ()
    whole: bool = True
    """Whether the legend has all keys."""


def divide(sheet: Sheet, words: Words, look: Callable[[Box], Sequence[Key]]) -> Divided:
    """Draw heading, legend and notes on a sheet that is as high as it must be; answers with the room left.

    `look` answers with the keys of a picture in a box: they depend on what it shows, that on the room that it has, and that
    on the legend; so it is asked until nothing changes.
    """
    plan = Plan(sheet.box)
    for _ in range(_ROUNDS):
        before, keys = plan.picture, look(plan.picture)
        sheet.grow(_height(sheet, words, keys))
        plan = _plan(sheet.box.less(MARGIN), words, keys)
        if plan.picture == before:
            break
    top = sheet.box.top - MARGIN
    for line in plan.titles:
        sheet.write(MARGIN, top - 13, line, font(13, bold=True))
        top -= _TITLE
    if words.heading:
        sheet.write(MARGIN, top - 10, cut(words.heading.count, font(10), sheet.box.width), font(10), colour=QUIET)
    draw_notes(sheet, words.notes, plan.foot)
    draw_keys(sheet, plan.columns, plan.legend)
    return Divided(plan.picture, room_below(plan.columns, plan.legend))


def _height(sheet: Sheet, words: Words, keys: Sequence[Key]) -> float:
    """Points: of the sheet as it is, or as much more as its picture needs, if it may: maps that are more than strips under a
    whole legend are worth any growth, all others only what gives them all that they want."""
    high = sheet.box.height
    while high < sheet.tallest and not _roomy(_plan(sheet.box._replace(top=high).less(MARGIN), words, keys), words):
        high = min(high + _STEP, sheet.tallest)
    enough = words.maps or _roomy(_plan(sheet.box._replace(top=high).less(MARGIN), words, keys), words)
    return high if enough else sheet.box.height


def _roomy(plan: Plan, words: Words) -> bool:
    """Whether the picture has all the room that it can use."""
    if words.maps is None:
        return words.need is None or plan.picture.height >= words.need(plan.picture)
    maps = words.maps(plan.picture)
    return len(maps) * _worth(maps, plan.whole) >= _ENOUGH and all(box.width <= 2 * box.height for box in maps)


def _plan(box: Box, words: Words, keys: Sequence[Key]) -> Plan:
    titles = wrap(words.heading.title, font(13, bold=True), box.width, _TITLES) if words.heading else []
    foot = box._replace(top=box.bottom + notes_height(words.notes, box.width))
    box = box._replace(top=box.top - _TITLE * (len(titles) + bool(titles)), bottom=foot.top + 7)
    plan = Plan(box, titles, foot)
    if not keys:
        return plan
    beside, below = _beside(plan, keys), _below(plan, keys)
    maps = words.maps
    if maps is not None:
        return max(below, beside, key=lambda plan: _worth(maps(plan.picture), plan.whole))
    fits = box.width > 1.15 * box.height and beside.legend.width < 0.5 * box.width
    cramped = words.need is not None and beside.picture.width < _CRAMPED and _roomy(below, words)
    return beside if words.beside and fits and not cramped else below


def _worth(maps: Sequence[Box], whole: bool) -> float:
    """How much maps of these boxes show, in square points: of a strip only what a map of a sensible shape would. A legend that
    had to be cut is worse than that, a map too narrow to read the worst."""
    if any(box.width < _LEAST_WIDE or box.height <= 0 for box in maps):
        return -inf
    shown = min(min(box.width, _FLAT * box.height) * min(box.height, box.width / _NARROW) for box in maps)
    return shown if whole else shown - 1e6


def _beside(plan: Plan, keys: Sequence[Key]) -> Plan:
    """The legend in columns at the right of the picture, as many as hold all keys."""
    box = plan.picture
    tried = {each: len(columns_of(keys, each, box.height)) for each in _COLUMNS}
    wide = min(tried, key=lambda each: (tried[each], each))
    if tried[wide] == 1:
        wide = _BESIDE
    columns, _ = balanced(keys, wide, tried[wide])
    width = (wide + _GUTTER) * tried[wide] - _GUTTER
    legend = box._replace(left=box.right - width)
    return replace(plan, picture=box._replace(right=legend.left - 9), legend=legend, columns=columns)


def _below(plan: Plan, keys: Sequence[Key]) -> Plan:
    """The legend in columns under the picture; where it would take too much of it, the rarest are only counted."""
    box = plan.picture
    count = max(1, int((box.width + _GUTTER) // (_LEAST + _GUTTER)))
    width = (box.width - _GUTTER * (count - 1)) / count
    columns, height = balanced(keys, width, count)
    kept = list(keys)
    while height > _MOST_LEGEND * box.height and len(kept) > 1:
        kept.remove(min(reversed([key for key in kept if key.draw] or kept), key=lambda key: key.count))
        kept = [key for key, after in zip(kept, [*kept[1:], None], strict=True) if key.draw or (after and after.draw)]
        more = Key(f"… and {len([key for key in keys if key.draw and key not in kept])} more", _nothing)
        columns, height = balanced([*kept, more], width, count)
    columns += [[] for _ in range(count - len(columns))]
    legend = box._replace(top=box.bottom + height)
    return replace(
        plan, picture=box._replace(bottom=legend.top + 7), legend=legend, columns=columns, whole=len(kept) == len(keys)
    )


def _nothing(sheet: Sheet, x: float, y: float) -> None:
    """A key whose words need no sign, and are no heading."""
