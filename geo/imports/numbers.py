"""Numbers as people write them: decimal commas, thousands, the digits of Persian and Urdu, degrees and minutes."""

from __future__ import annotations

import math
import re
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from geo.imports.texts import Mask, Texts, as_mask, coded, filled, is_missing

Numbers = NDArray[np.float64]

_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩٫٬−", "01234567890123456789.,-")
_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_POINTS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+,\d+")
_SPACES = re.compile(r"(?<=\d)[ \u00a0\u202f'](?=\d{3}\b)")
_PAIR = re.compile(r"\s*[(\[]?\s*(-?\d{1,3}\.\d+)\s*[, ]\s*(-?\d{1,3}\.\d+)\s*[)\]]?\s*")
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


def point_of(text: str) -> str:
    """WKT of a cell that holds latitude and longitude, "26.97, 64.1"; "" where it does not. Only what cannot be else is turned."""
    found = _PAIR.fullmatch(text.translate(_DIGITS))
    if found is None:
        return ""
    lat, lon = float(found[1]), float(found[2])
    if abs(lat) > 90 >= abs(lon):
        lat, lon = lon, lat
    return f"POINT ({lon} {lat})"


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else math.nan


_cached = lru_cache(maxsize=200_000)(read_number)


def read_numbers(cells: Texts, whole: bool = False) -> tuple[Numbers, Mask]:
    """The numbers of a trimmed column (NaN where a cell is empty, or says so: NA, NULL), and which cells hold what is no number."""
    there = filled(cells)
    try:
        numbers = _cast(cells, there)
    except pa.ArrowInvalid:
        if not whole:  # "62,35" is as good as "62.35"; in a whole number the comma may part thousands
            comma = pc.match_substring_regex(cells, r"^[+-]?[0-9]+,[0-9]+$")
            cells = pc.if_else(comma, pc.replace_substring(cells, ",", "."), cells)
        plain = as_mask(pc.match_substring_regex(cells, r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)$"))
        numbers = _cast(cells, plain)
        odd = there & ~plain
        codes, distinct = coded(cells.filter(pa.array(odd)))
        numbers[odd] = np.array([_cached(text, whole) for text in distinct], dtype="float64")[codes]
    numbers = np.where(np.isfinite(numbers), numbers, math.nan)
    bad = np.isnan(numbers) & there
    if bad.any():
        codes, distinct = coded(cells.filter(pa.array(bad)))
        bad[bad] = ~np.array([is_missing(text) for text in distinct], dtype=bool)[codes]
    return numbers, bad


def read_counts(cells: Texts) -> tuple[Numbers, Mask]:
    """Whole numbers of people (NaN where empty), and which cells are no such number: negative, broken, absurd."""
    numbers, bad = read_numbers(cells, whole=True)
    with np.errstate(invalid="ignore"):
        bad |= (numbers < 0) | (numbers > 1e8) | (numbers != np.floor(numbers)) & ~np.isnan(numbers)
    return np.where(bad, math.nan, numbers), bad


def _cast(cells: Texts, where: Mask) -> Numbers:
    """The cells as numbers where the mask holds, NaN elsewhere; raises ArrowInvalid where one is none."""
    wanted = cells if where.all() else pc.if_else(pa.array(where), cells, pa.scalar(None, pa.string()))
    numbers: Numbers = pc.cast(wanted, pa.float64()).to_numpy(zero_copy_only=False)
    return numbers.astype("float64")
