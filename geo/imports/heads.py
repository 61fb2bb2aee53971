"""Where the heading of a table stands: in its first row, or under a title and notes, perhaps over HXL's row of tags."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from geo.imports import columns

_NOTES = 12  # rows above a heading, at most


class Head(NamedTuple):
    """A heading: how many rows stand above it, its names, the rows of tags under it, and rows of data to look at.

    `header` is False where the table begins with data at once; its names are then "column_1" and so on.
    """

    above: int
    header: bool
    names: tuple[str, ...]
    tags: int
    sample: pd.DataFrame


def head_of(rows: Sequence[Sequence[str]]) -> Head:
    """The heading of a table of which these are the first rows (at least one), without blank ones."""
    width = _width(rows)
    start = next((at for at, row in enumerate(rows[:_NOTES]) if _filled(row) >= max(2, (width + 1) // 2)), 0)
    if not _is_header(rows[start]):
        names = named([""] * max(width, len(rows[start])))
        return Head(start, False, names, 0, _frame(names, rows[start:]))
    first = _head_at(rows, start)
    for at in range(start, min(start + _NOTES, len(rows))):
        if not _is_header(rows[at]):
            break  # below a row of data there is no heading
        head = _head_at(rows, at)
        if not columns.check_mapping(columns.propose(head.names, head.sample), head.names):
            return head
    return first


def named(cells: Sequence[str]) -> tuple[str, ...]:
    """Headings that are filled and differ from each other."""
    found: dict[str, None] = {}
    for number, cell in enumerate(cells, start=1):
        name = " ".join(cell.split()) or f"column_{number}"
        while name in found:
            name = f"{name}_{number}"
        found[name] = None
    return tuple(found)


def _head_at(rows: Sequence[Sequence[str]], at: int) -> Head:
    names = named([*rows[at], *[""] * _spare(rows[at], rows[at + 1 :])])
    under = rows[at + 1] if at + 1 < len(rows) else ()
    tags = int(any(under) and all(cell == "" or cell.startswith("#") for cell in under))
    return Head(at, True, names, tags, _frame(names, rows[at + 1 + tags :]))


def _frame(names: tuple[str, ...], rows: Sequence[Sequence[str]]) -> pd.DataFrame:
    data = [row for row in rows if len(row) == len(names)]
    return pd.DataFrame(data, columns=list(names), dtype="str")


def _spare(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """How many empty cells the rows have after the last heading, as where each ends with a separator; 0 where they hold anything."""
    more = _width(rows) - len(heading) if rows else 0
    return more if more > 0 and not any(cell.strip() for row in rows for cell in row[len(heading) :]) else 0


def _width(rows: Sequence[Sequence[str]]) -> int:
    """How many cells most rows have; of as many the wider."""
    sizes = [len(row) for row in rows]
    return max(set(sizes), key=lambda size: (sizes.count(size), size))


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _is_header(row: Sequence[str]) -> bool:
    """A row of which no filled cell is a number or a date."""
    filled = [cell for cell in row if cell.strip()]
    data = [cell for cell in filled if cell[:1].isdigit() or (cell[:1] in "-+" and cell[1:2].isdigit())]
    return bool(filled) and not data
