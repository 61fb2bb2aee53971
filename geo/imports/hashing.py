"""Ids by content for whole columns at once: the same content gives the same id on every machine and at every import."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from geo.imports.staged import text_series

Hashes = NDArray[np.uint64]
_SIGNS = np.frombuffer(b"abcdefghijklmnopqrstuvwxyz234567", dtype="u1")
_LENGTH = 12
_KEY = "0123456789123456"  # of the keyed hash (SipHash); a test holds its values


def hash_rows(columns: Sequence[Any], kind: str) -> Hashes:
    """64 bits of each row's texts in their order; `kind` keeps what is alike but of another sort apart."""
    texts = [pa.array(column, type=pa.large_string()) for column in columns]
    if not len(texts[0]):
        return np.zeros(0, dtype="uint64")
    between, name = pa.scalar("\x1f", pa.large_string()), pa.scalar(kind, pa.large_string())
    joined = pc.binary_join_element_wise(name, *texts, between)
    return hash_texts(joined.to_numpy(zero_copy_only=False))


def hash_texts(texts: NDArray[Any]) -> Hashes:
    """64 bits of each text."""
    found: Hashes = pd.util.hash_array(texts, hash_key=_KEY, categorize=False).astype("uint64")
    return found


def mix(*parts: Hashes) -> Hashes:
    """One hash of several, in their order (the finisher of SplitMix64)."""
    found = np.full(len(parts[0]), 0x9E3779B97F4A7C15, dtype="uint64")
    with np.errstate(over="ignore"):
        for part in parts:
            found = (found ^ part) * np.uint64(0xBF58476D1CE4E5B9)
            found = (found ^ (found >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            found = found ^ (found >> np.uint64(31))
    return found


def ids(hashes: Hashes) -> pd.Series[Any]:
    """Twelve lower-case base-32 signs of each hash: 60 of its bits."""
    shifts = np.arange(_LENGTH - 1, -1, -1, dtype="uint64") * np.uint64(5)
    signs = _SIGNS[((hashes[:, None] >> shifts) & np.uint64(31)).astype("u1")]
    offsets = pa.py_buffer(np.arange(len(hashes) + 1, dtype="int64") * _LENGTH)
    data = pa.py_buffer(np.ascontiguousarray(signs))
    texts = pa.LargeStringArray.from_buffers(len(hashes), offsets, data)
    return text_series(texts)


class Seen:
    """Which hashes came before: sorted in one array, so that a million cost 8 MB and no loop."""

    def __init__(self, known: Hashes | None = None) -> None:
        self._known = np.sort(known) if known is not None else np.zeros(0, dtype="uint64")
        self._fresh = np.zeros(0, dtype="uint64")

    def repeated(self, hashes: Hashes) -> NDArray[np.bool_]:
        """Which of these came before, or earlier among themselves; all are known from now on."""
        order = np.argsort(hashes, kind="stable")
        sorted_ = hashes[order]
        old = _holds(self._known, sorted_) | _holds(self._fresh, sorted_)
        old[1:] |= sorted_[1:] == sorted_[:-1]
        again = np.zeros(len(hashes), dtype=bool)
        again[order] = old
        self._fresh = _merged(self._fresh, sorted_[~old])
        if len(self._fresh) > 500_000:
            self._known, self._fresh = _merged(self._known, self._fresh), np.zeros(0, dtype="uint64")
        return again


def _merged(first: Hashes, second: Hashes) -> Hashes:
    joined = np.concatenate([first, second])
    joined.sort(kind="stable")  # merges sorted runs
    return joined


def _holds(known: Hashes, hashes: Hashes) -> NDArray[np.bool_]:
    if not len(known):
        return np.zeros(len(hashes), dtype=bool)
    place = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
    return np.asarray(known[place] == hashes)


KEPT = np.uint64((1 << (5 * _LENGTH)) - 1)
"""The bits of a hash that its id shows."""


def numbers(known: frozenset[str]) -> Hashes:
    """The bits of ids made by `ids`; ids of another shape are left out."""
    ours = [each for each in known if len(each) == _LENGTH and each.isascii()]
    if not ours:
        return np.zeros(0, dtype="uint64")
    signs = np.frombuffer("".join(ours).encode(), dtype="u1").reshape(-1, _LENGTH)
    value = np.zeros(256, dtype="uint64")
    value[_SIGNS] = np.arange(32)
    found = np.zeros(len(ours), dtype="uint64")
    for place in range(_LENGTH):
        found = found << np.uint64(5) | value[signs[:, place]]
    return found
