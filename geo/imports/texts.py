"""Columns of texts: Arrow strings without nulls, a whole column at once; what only Python can do is done once for each distinct text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Texts = Any
"""A pyarrow.StringArray; pyarrow has no types of its own."""
Mask = NDArray[np.bool_]
_FIRST, _SIGNS = np.uint8(ord("!")), 94  # ASCII's signs that are neither space nor control


_MISSING = frozenset({"", "na", "n/a", "#n/a", "<na>", "nan", "nat", "null", "none", "nil", "\\n", "-", "--", "."})

_NOTHING = [
    "NA",
    "N/A",
    "#N/A",
    "<NA>",
    "NaN",
    "nan",
    "NULL",
    "null",
    "None",
    "\\N",
]  # the spellings that occur, to be found fast


def is_missing(cell: str) -> bool:
    """Whether a cell holds a sign that programs write where nothing is known: NULL, NA, NaN, \\N, -."""
    return cell.strip().casefold() in _MISSING


def said_only(column: Texts) -> Texts:
    """The texts, empty where one is a sign for nothing as programs write it."""
    nothing = pc.is_in(column, value_set=pa.array(_NOTHING, pa.string()))
    return pc.if_else(nothing, "", column) if pc.any(nothing).as_py() else column


def texts(values: Iterable[str]) -> Texts:
    """A column of these texts."""
    return pa.array(values, pa.string())


def constant(text: str, size: int) -> Texts:
    """One text in every row."""
    if not text:
        return pa.StringArray.from_buffers(size, pa.py_buffer(np.zeros(size + 1, dtype="<i4")), pa.py_buffer(b""))
    return pa.repeat(pa.scalar(text, pa.string()), size)


def filled(column: Texts) -> Mask:
    """Which texts are not empty."""
    return as_mask(pc.greater(pc.binary_length(column), 0))


def trimmed(column: Texts) -> Texts:
    """The texts without white space around them: the column itself, where each begins and ends with a plain sign of ASCII."""
    _, offsets, content = column.buffers()
    signs = np.frombuffer(content or b"", dtype="u1")
    if not len(column) or not len(signs):
        return column
    ends = np.frombuffer(offsets, dtype="<i4")[column.offset : column.offset + len(column) + 1]
    edges = (signs.take(ends[:-1], mode="clip"), signs.take(ends[1:] - 1, mode="clip"))
    plain = all((each - _FIRST).max() < _SIGNS for each in edges)  # below the first sign it wraps around
    return column if plain else pc.utf8_trim_whitespace(column)


def is_one_of(column: Texts, words: Iterable[str]) -> Mask:
    """Which texts are one of the words."""
    return as_mask(pc.is_in(column, value_set=texts(words)))


def as_mask(found: Any) -> Mask:
    """Arrow's booleans as NumPy's."""
    mask: Mask = found.to_numpy(zero_copy_only=False)
    return mask


def choose(mask: Mask, first: Texts | str, second: Texts | str) -> Texts:
    """The first text where the mask holds, else the second; each may be one text for all."""
    return pc.if_else(pa.array(mask), first, second)


def either(first: Texts, second: Texts) -> Texts:
    """The first text, or where it is empty the second."""
    there = filled(first)
    return first if there.all() else choose(there, first, second)


def glued(*parts: Any) -> Texts:
    """The texts of each row one after the other; a part may be one text for all."""
    return pc.binary_join_element_wise(*parts, "")


def joined(first: Texts, second: Texts, between: str) -> Texts:
    """Both texts with a sign between them, or the one that is there."""
    one, other = filled(first), filled(second)
    if not other.any():
        return first
    return glued(first, between if (one & other).all() else choose(one & other, between, ""), second)


def coded(column: Texts) -> tuple[NDArray[np.int64], list[str]]:
    """The distinct texts in the order in which they come, and of each row which one it is."""
    found = column.dictionary_encode()
    return found.indices.to_numpy(zero_copy_only=False).astype("int64"), found.dictionary.to_pylist()


def taken(words: Sequence[str], codes: NDArray[Any]) -> Texts:
    """The word of each code."""
    return texts(words).take(pa.array(codes)) if len(words) else texts([""] * len(codes))


def mapped(column: Texts, meaning: Callable[[str], str]) -> Texts:
    """What each text means."""
    codes, distinct = coded(column)
    return taken([meaning(text) for text in distinct], codes)


def told_apart(*columns: Texts) -> tuple[NDArray[np.int64], list[tuple[str, ...]]]:
    """The distinct rows of several columns, and of each row which one it is."""
    joint, known = coded(columns[0])
    rows: list[tuple[str, ...]] = [(text,) for text in known]
    for column in columns[1:]:
        codes, distinct = coded(column)
        size = len(distinct)
        if size <= 1:
            rows = [(*row, *distinct) for row in rows]
            continue
        keys, joint = used(joint * size + codes, len(rows) * size)
        rows = [(*rows[key // size], distinct[key % size]) for key in keys.tolist()]
    return joint, rows


def used(codes: NDArray[np.int64], most: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The codes (from 0 up to `most`) that occur, and of each row which of those it has; without a sort where that is cheaper."""
    if most > 4 * len(codes) + 1_000:
        found, back = np.unique(codes, return_inverse=True)
        return found, back
    there = np.zeros(most, dtype=bool)
    there[codes] = True
    place = np.cumsum(there) - 1
    return np.flatnonzero(there), place[codes]
