"""Keys with one letter more, less or changed, found through a sorted array of hashed deletions, not by comparing all."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

_MAPPED = 20_000
_SHORTEST = 2


class NearKeys:
    """The neighbours among some keys."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = keys
        self._hashes, self._owners = _deletions(keys)
        self._owner_map: dict[int, list[int]] | None = None
        if len(keys) <= _MAPPED:  # a dictionary is faster, but large
            self._owner_map = {}
            for hashed, owner in zip(self._hashes.tolist(), self._owners.tolist(), strict=True):
                self._owner_map.setdefault(hashed, []).append(owner)

    def near(self, key: str) -> list[str]:
        """Keys one letter away from `key`."""
        owners: set[int] = set()
        for each in _shortened(key):
            owners.update(self._owners_of(hash(each)))
        near = (self._keys[owner] for owner in owners)
        return [each for each in near if each != key and _one_apart(each, key)]

    def _owners_of(self, hashed: int) -> Sequence[int]:
        """The keys that have this deletion."""
        if self._owner_map is not None:
            return self._owner_map.get(hashed, ())
        start = self._hashes.searchsorted(hashed, "left")
        found: list[int] = self._owners[start : self._hashes.searchsorted(hashed, "right")].tolist()
        return found


def _one_apart(one: str, other: str) -> bool:
    return abs(len(one) - len(other)) <= 1 and Levenshtein.distance(one, other, score_cutoff=1) <= 1


def _deletions(keys: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    hashes, owners = array("q"), array("i")
    for owner, key in enumerate(keys):
        if len(key) >= _SHORTEST:
            shortened = {hash(each) for each in _shortened(key)}
            hashes.extend(shortened)
            owners.extend([owner] * len(shortened))
    hashed = np.array(hashes, dtype=np.int64)
    order = np.argsort(hashed, kind="stable")  # so that equals come in one order, whatever the hashes
    return hashed[order], np.array(owners, dtype=np.int32)[order]


def _shortened(key: str) -> Iterator[str]:
    yield key
    for position in range(len(key)):
        yield key[:position] + key[position + 1 :]
