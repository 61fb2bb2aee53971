"""The lanes of a time line: which mark stands in which row, and which words find room beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from geo.drawing.fonts import font
from geo.drawing.measure import cut, measure
from geo.drawing.page import Box
from geo.drawing.symbols import RING
from geo.drawing.ticks import Days
from geo.out.symbols import symbol

LEVEL = 19.0
"""Points from one row of marks in a lane to the next."""
PADDING = 5.0
_TITLES = (320.0, 190.0)
"""Points: how much of a title stands beside its mark, the longer where there is room."""
LOW = 10.0
"""Half the height of a lane in which marks are counted."""


@dataclass(frozen=True, slots=True)
class Item:
    """A mark in a lane: the event, from where to where its date reaches on the sheet, the words beside it, its row."""

    event: str
    said: Mapping[str, Any]
    start: float
    end: float
    at: float
    words: str = ""
    words_at: float = 0.0
    room: tuple[float, float] = (0.0, 0.0)
    level: int = 0


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane with its marks, in how many rows they stand; `bundled` where they are counted instead."""

    name: str
    items: tuple[Item, ...]
    levels: int
    bundled: bool = False


def lay_out(rows: pd.DataFrame, days: Days, numbers: Mapping[str, int], plot: Box) -> list[Lane]:
    """The lanes in the richest form that fits: with titles, with numbers, with symbols alone, counted."""
    grouped = [(str(name), _items(group, days)) for name, group in rows.groupby("lane", sort=False)]
    titles = [_titles(rows, numbers, width) for width in _TITLES]
    for words in (*titles, {event: str(n) for event, n in numbers.items()}, {}):
        if words or not numbers:
            lanes = [_stack(name, [_worded(item, words, plot) for item in items]) for name, items in grouped]
            if height_of(lanes) <= plot.height:
                return lanes
    return [Lane(name, tuple(items), 1, bundled=True) for name, items in grouped]


def titled_height(rows: pd.DataFrame, days: Days, numbers: Mapping[str, int], plot: Box) -> float:
    """Points that the lanes need with a title beside each mark; 0 where the events are too many to be named."""
    titles = _titles(rows, numbers, _TITLES[-1])
    grouped = [(str(name), _items(group, days)) for name, group in rows.groupby("lane", sort=False)] if titles else []
    return height_of([_stack(name, [_worded(item, titles, plot) for item in items]) for name, items in grouped])


def _titles(rows: pd.DataFrame, numbers: Mapping[str, int], width: float) -> dict[str, str]:
    titles = rows.drop_duplicates("event_id").set_index("event_id")["title"]
    return {event: cut(f"{n} · {titles[event]}", font(), width) for event, n in numbers.items() if event in titles}


def _items(group: pd.DataFrame, days: Days) -> list[Item]:
    items = []
    for row in group.sort_values("first", kind="stable").itertuples():
        start, end = days.x(row.first.date()), days.x(row.after.date())
        drawn = symbol(row.kind)
        said = {"path": drawn.path, "colour": drawn.colour, "status": row.status, "event": row.event_id}
        one_day = (row.after - row.first).days <= 1
        items.append(Item(row.event_id, said, start, end, (start + end) / 2 if one_day else start))
    return items


def _worded(item: Item, words: Mapping[str, str], plot: Box) -> Item:
    """The item with its words to the right of it, on its bar or to the left, cut to the room there is, and the room that it takes."""
    text = words.get(item.event, "")
    low, high = min(item.start, item.at - RING - 1), max(item.end, item.at + RING + 1)
    width = measure(text, font())[0] + 4 if text else 0.0
    rooms = (plot.right - high, item.end - item.at - RING - 6, low - plot.left)
    side = next((n for n, room in enumerate(rooms) if room >= width), rooms.index(max(rooms)))
    if width > rooms[side]:
        text = cut(text, font(), rooms[side] - 4)
        width = measure(text, font())[0] + 4
    at = (high + 3, item.at + RING + 4, low - width + 1)[side]
    room = ((low, high + width), (low, high), (low - width, high))[side]
    return replace(item, words=text, words_at=at, room=room)


def _stack(name: str, items: Sequence[Item]) -> Lane:
    """Each item in the first row in which it has room."""
    ends: list[float] = []
    placed = []
    for item in sorted(items, key=lambda each: each.room[0]):
        level = next((n for n, end in enumerate(ends) if end <= item.room[0]), len(ends))
        ends[level : level + 1] = [item.room[1]]
        placed.append(replace(item, level=level))
    return Lane(name, tuple(placed), max(1, len(ends)))


def height_of(lanes: Sequence[Lane]) -> float:
    """Points that the lanes need, one under the other."""
    return sum(tall(lane) for lane in lanes)


def tall(lane: Lane) -> float:
    """Points that a lane needs."""
    return 2 * LOW if lane.bundled else LEVEL * lane.levels + 2 * PADDING


def keep(lanes: Sequence[Lane], height: float) -> list[Lane]:
    """The lanes for which there is height, from the top."""
    kept: list[Lane] = []
    for lane in lanes:
        if height_of([*kept, lane]) > height:
            break
        kept.append(lane)
    return kept
