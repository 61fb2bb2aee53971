"""The index: from a spelling to the entries that may be meant, exact first, then near ones.

Names are sorted by their bare key, so that one dictionary from key to a range finds all candidates; keys with
one consonant more, less or changed are found through a sorted array of hashed deletions. Nothing is compared
with every name: the time hardly grows with the gazetteer.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from geo.places.geocode.entries import PART, Entry
from geo.places.geocode.spelling import bare, consonants, is_arabic, plain_once, plain_sound, sound_once
from geo.places.geocode.wording import KINDS, OPTIONAL

LEAST = 0.72
"""A likeness below which a name is no candidate."""

CLOSE = 0.86
"""From this likeness on no name with another consonant is looked for."""

MOST = 300
_MAPPED = 20_000
_EDITS, _EDITS_MIXED, _ALIKE = 4, 6, 30
_VOWELS = str.maketrans({"a": None, "i": None, "u": None})
_TYPES = frozenset(KINDS) | {"border", "market", "point", "international", "and", "iranian", "pakistani", "side"}
_bare = bare.__wrapped__
_SHORT = 3
_LONG = 7  # in shorter names one consonant changed is another name


class Match(NamedTuple):
    """An entry (by its position), how alike the names are (0 to 1), the name met, and its grade."""

    entry: int
    likeness: float
    name: str
    grade: int


class Index:
    """All names of the entries, to be looked up by `find`."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        rows = sorted(_spelled(entries))
        self._sounds = [row[1] for row in rows]
        self._plains = [row[2] for row in rows]
        self._entries = array("i", (row[3] for row in rows))
        self._grades = bytes(row[4] for row in rows)
        self._by_sound = _firsts(self._sounds)
        self._by_bare: dict[str, list[str]] = {}
        for spoken, first in self._by_sound.items():
            self._by_bare.setdefault(rows[first][0], []).append(spoken)
        del rows
        self._keys = list(self._by_bare)
        self._hashes, self._owners = _deletions(self._keys)
        self._owner_map: dict[int, list[int]] | None = None
        if len(self._keys) <= _MAPPED:  # a dictionary is faster, but large
            self._owner_map = {}
            for hashed, owner in zip(self._hashes.tolist(), self._owners.tolist(), strict=True):
                self._owner_map.setdefault(hashed, []).append(owner)

    def __len__(self) -> int:
        return len(self._plains)

    def find(self, words: str, wide: bool = False) -> list[Match]:
        """The entries whose name is `words` (plain) or near it, each once with its best name; best first.

        Other sounds are tried only where no name sounds the same, or where `wide` asks for them.
        """
        spoken = plain_sound(words)
        if not spoken:
            return []
        best: dict[int, Match] = {}
        if spoken in self._by_sound:
            self._same(best, words, spoken)
            if not wide:
                return self._ordered(best)
        key = bare(spoken)
        self._alike(best, words, spoken, self._by_bare.get(key, ()))
        if len(key) >= _SHORT and len(spoken) >= _LONG and not any(each.likeness >= CLOSE for each in best.values()):
            others = [other for near in self._near(key) for other in self._by_bare[near]]
            if others:
                self._alike(best, words, spoken, others)
        return self._ordered(best)

    def knows(self, words: str) -> bool:
        """Whether any name sounds the same."""
        return plain_sound(words) in self._by_sound

    def entries_of(self, words: str) -> set[int]:
        """The entries with a name that sounds the same."""
        spoken = plain_sound(words)
        return {self._entries[row] for row in self._rows(spoken)} if spoken in self._by_sound else set()

    def _ordered(self, best: dict[int, Match]) -> list[Match]:
        return sorted(best.values(), key=_by_likeness) if len(best) > 1 else list(best.values())

    def _same(self, best: dict[int, Match], words: str, spoken: str) -> None:
        """The names that sound the same; how they are written decides between them."""
        solid = words.replace(" ", "")
        written: dict[str, float] = {words: 1.0}
        for row in self._rows(spoken)[:MOST]:
            other = self._plains[row]
            alike = written.get(other)
            if alike is None:
                alike = 0.94 + 0.05 * Levenshtein.normalized_similarity(solid, other.replace(" ", ""))
                written[other] = alike
            self._keep(best, row, alike)

    def _alike(self, best: dict[int, Match], words: str, spoken: str, others: Sequence[str]) -> None:
        """The names that sound nearly the same."""
        script = words[0] > "\u0600"
        edits = _EDITS_MIXED if script else _EDITS  # enough for any likeness that counts
        near = process.extract(spoken, others, scorer=Levenshtein.distance, score_cutoff=edits, limit=_ALIKE)
        for other, distance, _ in near:
            if distance == 0:
                continue
            mixed = script != (self._plains[self._by_sound[other]][0] > "\u0600")
            alike = likeness(spoken, other, mixed)
            if alike >= LEAST:
                for row in self._rows(other)[:_ALIKE]:
                    self._keep(best, row, alike)

    def _rows(self, spoken: str) -> range:
        """The rows of a sound that is known: they stand together."""
        start = end = self._by_sound[spoken]
        while end < len(self._sounds) and self._sounds[end] == spoken:
            end += 1
        return range(start, end)

    def _keep(self, best: dict[int, Match], row: int, alike: float) -> None:
        entry, grade = self._entries[row], self._grades[row]
        known = best.get(entry)
        if known is None or alike > known.likeness or (alike == known.likeness and grade < known.grade):
            best[entry] = Match(entry, alike, self._plains[row], grade)

    def _near(self, key: str) -> list[str]:
        """Keys one consonant away from `key`."""
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


def _by_likeness(match: Match) -> float:
    return -match.likeness


def likeness(one: str, other: str, mixed: bool = False) -> float:
    """How alike two sounds are, 0 to 0.94: a vowel counts little, a consonant much, the less the longer the name.

    `mixed`: one is written in Arabic script, which has no short vowels, and one letter for `u` and `v`.
    """
    length = max(len(one), len(other))
    solid = consonants if mixed else _spoken_consonants
    first, second = solid(one), solid(other)
    changed = Levenshtein.distance(first, second) if first != second else 0
    if changed > 2:
        return 0.0
    vowels: float = max(0, Levenshtein.distance(one, other) - changed)
    if vowels and not mixed and length >= _LONG:
        vowels -= 0.4  # one vowel in a long name is soon misheard
    lost = 0.09 * 5 * vowels * (0.4 if mixed else 1.0) + 0.24 * 6 * changed
    if one[0] != other[0] and not mixed:
        lost += 0.3
    return max(0.0, 0.94 - lost / length)


@lru_cache(maxsize=131072)
def _spoken_consonants(spoken: str) -> str:
    return spoken.translate(_VOWELS)


def _spelled(entries: Sequence[Entry]) -> Iterator[tuple[str, str, str, int, int]]:
    """(bare, sound, plain, position, grade) of every name, also without its words of type."""
    for position, entry in enumerate(entries):
        seen: dict[str, int] = {}
        for name, grade in entry.names:
            words = plain_once(name)
            if words:
                seen[words] = min(grade, seen.get(words, grade))
            stripped = " ".join(part for part in words.split(" ") if part not in _TYPES)
            if stripped and stripped not in seen and len(stripped) > 2:
                gone = set(words.split(" ")) - set(stripped.split(" "))
                seen[stripped] = grade if gone <= OPTIONAL and entry.kind not in ("airport", "site") else PART
        for words, grade in seen.items():
            spoken = sound_once(words)
            if spoken:
                yield _bare(spoken), spoken, words, position, grade


def _firsts(keys: Sequence[str]) -> dict[str, int]:
    """Where each key begins in the sorted keys."""
    found: dict[str, int] = {}
    for position, key in enumerate(keys):
        found.setdefault(key, position)
    return found


def _deletions(keys: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    hashes, owners = array("q"), array("i")
    for owner, key in enumerate(keys):
        if len(key) >= _SHORT - 1:
            shortened = {hash(each) for each in _shortened(key)}
            hashes.extend(shortened)
            owners.extend([owner] * len(shortened))
    hashed = np.array(hashes, dtype=np.int64)
    order = np.argsort(hashed)
    return hashed[order], np.array(owners, dtype=np.int32)[order]


def _shortened(key: str) -> Iterator[str]:
    yield key
    for position in range(len(key)):
        yield key[:position] + key[position + 1 :]


def script_of(words: str) -> str:
    """Whether plain words are written in "arabic" or "latin" letters."""
    return "arabic" if is_arabic(words) else "latin"
