"""Ids by content for whole columns at once: the same content gives the same id on every machine and at every import."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from geo.imports.texts import Mask, Texts, as_mask, texts

Hashes = NDArray[np.uint64]
_SIGNS = np.frombuffer(b"abcdefghijklmnopqrstuvwxyz234567", dtype="u1")
_PAIRS = np.stack([_SIGNS.repeat(32), np.tile(_SIGNS, 32)], axis=1).view("u2").ravel()  # of each ten bits
_LENGTH = 12
_AT_ONCE = 8_192  # rows whose bytes stay in the processor's cache
_ROOM = 3  # so many times the bytes may be written for texts to be of the same length
_SCALE = np.uint64(0x9E3779B97F4A7C15)
_LEFT = np.array([(1 << 8 * size) - 1 for size in range(8)], dtype="uint64")  # the bits of so many bytes
KEPT = np.uint64((1 << (5 * _LENGTH)) - 1)
"""The bits of a hash that its id shows."""


def hash_rows(columns: Sequence[Texts], kind: str) -> Hashes:
    """64 bits of each row's texts in their order; `kind` keeps what is alike but of another sort apart."""
    seed = np.full(len(columns[0]), hash_texts(texts([kind]))[0])
    return mix(seed, *map(hash_texts, columns))


def hash_texts(column: Texts) -> Hashes:
    """64 bits of each text: its words of eight bytes, each times a key of its place, and its length (multilinear hashing).

    The bytes are taken as Arrow holds them, thousands of rows at a time, so that no text becomes an object of Python's.
    """
    found = np.empty(len(column), dtype="uint64")
    for start in range(0, len(column), _AT_ONCE):
        part = column.slice(start, _AT_ONCE)
        sizes = pc.binary_length(part).to_numpy().astype("int64")
        width = int(sizes.max()) + 7 >> 3
        alike = width * 8 * len(part) <= _ROOM * (int(sizes.sum()) + 8 * len(part)) and width <= len(_KEYS)
        found[start : start + len(part)] = _hash_alike(part, sizes, width) if alike else _hash_unlike(part, sizes)
    return found


def _hash_alike(column: Texts, sizes: NDArray[np.int64], width: int) -> Hashes:
    """The hashes of texts that are not much shorter than `width` words: all are made as long, and are rows of one matrix."""
    sums = sizes.astype("uint64") * _SCALE
    if width:
        content = pc.ascii_rpad(column, width * 8, padding="\0").buffers()[2]
        sums += np.frombuffer(content, dtype="<u8", count=len(sizes) * width).reshape(-1, width) @ _KEYS[:width]
    return sums


def _hash_unlike(column: Texts, sizes: NDArray[np.int64]) -> Hashes:
    """The same of texts of which a few are much longer than the others: word by word, as far as each goes."""
    _, offsets, content = column.buffers()
    ends = np.frombuffer(offsets, dtype="<i4")[column.offset : column.offset + len(sizes) + 1].astype("int64")
    mine = np.frombuffer(content or b"", dtype="u1")[ends[0] : ends[-1]]
    held = np.concatenate([mine, np.zeros(8, dtype="u1")])  # so that the last word can be read whole
    words = np.ndarray(len(held) - 7, dtype="<u8", buffer=held, strides=(1,))
    whole = sizes >> 3
    order = np.argsort(-whole)  # the longest first, so that those that have a further word are always the first ones
    at, size, whole = (ends[:-1] - ends[0])[order], sizes[order], whole[order]
    sums = size.astype("uint64") * _SCALE
    for place, longer in enumerate(np.searchsorted(-whole, -np.arange(whole[0]))):
        sums[:longer] += words[at[:longer]] * _key(place)
        at[:longer] += 8
    sums += (words[at] & _LEFT[size & 7]) * _KEYS[whole % len(_KEYS)]
    found = np.empty_like(sums)
    found[order] = sums
    return found


def mix(*parts: Hashes) -> Hashes:
    """One hash of several, in their order (the finisher of SplitMix64)."""
    found = np.full(len(parts[0]), _SCALE)
    with np.errstate(over="ignore"):
        for part in parts:
            found = (found ^ part) * np.uint64(0xBF58476D1CE4E5B9)
            found = (found ^ (found >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            found = found ^ (found >> np.uint64(31))
    return found


_KEYS = mix(np.arange(1 << 16, dtype="uint64")) | np.uint64(1)
"""Odd numbers without a pattern, one for each place of a word; they begin anew after half a megabyte."""


def _key(place: int) -> np.uint64:
    return np.uint64(_KEYS[place % len(_KEYS)])


def ids(hashes: Hashes) -> Texts:
    """Twelve lower-case base-32 signs of each hash: 60 of its bits."""
    signs = np.empty((len(hashes), _LENGTH // 2), dtype="u2")
    for place in range(_LENGTH // 2):
        shift = np.uint64(5 * (_LENGTH - 2 - 2 * place))
        signs[:, place] = _PAIRS[(hashes >> shift & np.uint64(1023)).astype("u2")]
    offsets = pa.py_buffer(np.arange(len(hashes) + 1, dtype="int32") * np.int32(_LENGTH))
    return pa.StringArray.from_buffers(len(hashes), offsets, pa.py_buffer(signs))


def numbers_of(given: Texts) -> Hashes:
    """The bits that ids stand for: of those made by `ids` the ones they show, of ids of another shape a hash."""
    ours = as_mask(pc.match_substring_regex(given, f"^[a-z2-7]{{{_LENGTH}}}$"))
    found = np.zeros(len(given), dtype="uint64")
    if not ours.all():
        found[~ours] = hash_rows([given.filter(pa.array(~ours))], "another id")
    if ours.any():
        bare = given.filter(pa.array(ours)).cast(pa.binary()).cast(pa.binary(_LENGTH))
        start = bare.offset * _LENGTH
        signs = np.frombuffer(bare.buffers()[1], dtype="u1")[start : start + len(bare) * _LENGTH].reshape(-1, _LENGTH)
        value = np.zeros(256, dtype="uint64")
        value[_SIGNS] = np.arange(32)
        bits = np.zeros(len(bare), dtype="uint64")
        for place in range(_LENGTH):
            bits = bits << np.uint64(5) | value[signs[:, place]]
        found[ours] = bits
    return found


class Seen:
    """Which hashes came before: sorted in one array, so that a million cost 8 MB and no loop."""

    def __init__(self, known: Hashes | None = None) -> None:
        self._known = np.sort(known) if known is not None else np.zeros(0, dtype="uint64")
        self._fresh = np.zeros(0, dtype="uint64")

    def repeated(self, hashes: Hashes) -> Mask:
        """Which of these came before, or earlier among themselves; all are known from now on."""
        alone = np.sort(hashes)
        if not (
            (alone[1:] == alone[:-1]).any() or _holds(self._known, alone).any() or _holds(self._fresh, alone).any()
        ):
            self._learn(alone)
            return np.zeros(len(hashes), dtype=bool)
        order = np.argsort(hashes, kind="stable")
        sorted_ = hashes[order]
        old = _holds(self._known, sorted_) | _holds(self._fresh, sorted_)
        old[1:] |= sorted_[1:] == sorted_[:-1]
        again = np.zeros(len(hashes), dtype=bool)
        again[order] = old
        self._learn(sorted_[~old])
        return again

    def _learn(self, fresh: Hashes) -> None:
        self._fresh = _merged(self._fresh, fresh)
        if len(self._fresh) > 500_000:
            self._known, self._fresh = _merged(self._known, self._fresh), np.zeros(0, dtype="uint64")


def _merged(first: Hashes, second: Hashes) -> Hashes:
    joined = np.concatenate([first, second])
    joined.sort(kind="stable")  # merges sorted runs
    return joined


def _holds(known: Hashes, hashes: Hashes) -> Mask:
    if not len(known):
        return np.zeros(len(hashes), dtype=bool)
    place = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
    return np.asarray(known[place] == hashes)
