"""Numbers as people write them: decimal commas, thousands, the digits of Persian and Urdu, degrees and minutes."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩٫٬−", "01234567890123456789.,-")
_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_POINTS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+,\d+")
_SPACES = re.compile(r"(?<=\d)[ \u00a0\u202f'](?=\d{3}\b)")
_DEGREES = re.compile(
    r"""(-?\d{1,3}(?:[.,]\d+)?) *[°º] *(?:(\d{1,2}(?:[.,]\d+)?) *['′’] *)?(?:(\d{1,2}(?:[.,]\d+)?) *(?:"|″|”|'') *)?([NSEWnsew]?)"""
)


def read_number(text: str, whole: bool = False) -> float:
    """The number, or NaN where the text is none. With `whole`, "1,234" has thousands; else its comma is decimal."""
    plain = _SPACES.sub("", text.translate(_DIGITS).strip())
    if _PLAIN.fullmatch(plain):
        return _finite(plain)
    if _THOUSANDS.fullmatch(plain) and (whole or "." in plain or plain.count(",") > 1):
        return _finite(plain.replace(",", ""))
    if _DECIMAL_COMMA.fullmatch(plain):
        return _finite(plain.replace(",", "."))
    if _POINTS.fullmatch(plain):
        return _finite(plain.replace(".", "").replace(",", "."))
    found = None if whole else _DEGREES.fullmatch(plain)
    if found is None:
        return math.nan
    parts = [float(part.replace(",", ".")) if part else 0.0 for part in found.groups()[:3]]
    size = abs(parts[0]) + parts[1] / 60 + parts[2] / 3600
    return -size if parts[0] < 0 or found[4].upper() in ("S", "W") else size


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else math.nan


_cached = lru_cache(maxsize=200_000)(read_number)


def read_numbers(texts: pd.Series[Any], whole: bool = False) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The numbers of a column (NaN where a cell is empty), and which cells hold something that is no number."""
    cells = pa.array(texts, type=pa.large_string())
    if isinstance(cells, pa.ChunkedArray):
        cells = cells.combine_chunks()
    empty = pc.fill_null(pc.equal(pc.binary_length(cells), 0), True)
    try:
        cast = pc.cast(pc.if_else(empty, pa.scalar(None, pa.large_string()), cells), pa.float64())
        numbers = cast.to_numpy(zero_copy_only=False).astype("float64")
    except pa.ArrowInvalid:
        codes, distinct = pd.factorize(texts)
        read = np.array([_cached(text, whole) if text else math.nan for text in map(str, distinct)], dtype="float64")
        numbers = read[codes]
        empty = pc.or_(empty, pc.equal(pc.binary_length(pc.utf8_trim_whitespace(cells)), 0))
    numbers = np.where(np.isfinite(numbers), numbers, math.nan)
    return numbers, np.isnan(numbers) & ~empty.to_numpy(zero_copy_only=False)


def read_counts(texts: pd.Series[Any]) -> tuple[pd.Series[Any], NDArray[np.bool_]]:
    """Whole numbers of people (Int64, missing where empty), and which cells are no such number: negative, broken, absurd."""
    numbers, bad = read_numbers(texts, whole=True)
    with np.errstate(invalid="ignore"):
        bad |= (numbers < 0) | (numbers > 1e8) | (numbers != np.floor(numbers)) & ~np.isnan(numbers)
    missing = bad | np.isnan(numbers)
    whole = pd.arrays.IntegerArray(np.where(missing, 0, numbers).astype("int64"), missing)
    return pd.Series(whole, index=texts.index), bad
