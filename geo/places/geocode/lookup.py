"""The index: from a spelling to the entries that may be meant, exact first, then near ones.

Names are sorted by their bare key, their sound and their plain spelling, so that each key stands for a range of
sounds, each sound for a range of spellings, each spelling for a range of rows: one text for each, however many
rows have it. Keys with one consonant more, less or changed are found through a sorted array of hashed deletions.
Nothing is compared with every name: the time hardly grows with the gazetteer.
"""

from __future__ import annotations

import itertools
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from geo.places.geocode.likeness import LONG, at_best, likeness
from geo.places.geocode.near_keys import NearKeys
from geo.places.geocode.spelling import bare, plain_sound

LEAST = 0.72
"""A likeness below which a name is no candidate."""

CLOSE = 0.86
"""From this likeness on no name with another consonant is looked for."""

MOST = 300
_REMEMBERED = 16_384
_EDITS, _EDITS_MIXED, _ALIKE = 4, 6, 30
_written_alike = Levenshtein.normalized_similarity
_PRUNED = 4  # so many groups of names make it worth asking whether the rest can matter
_SHORT = 3


class Match(NamedTuple):
    """An entry (by its position), how alike the names are (0 to 1), the name met, and its grade."""

    entry: int
    likeness: float
    name: str
    grade: int


_match = tuple.__new__  # as `Match(...)`, which makes a call of its own for each
_Group = tuple[float, int, int]
"""A likeness, and the rows (from the first to before the last) that are all as alike to what is looked for."""

_Found = tuple[float, int, int]
"""A likeness, an entry, and the row of its best name."""


class Index:
    """All names of the entries, to be looked up by `find`; `names` are in the order of `spelt.together`."""

    def __init__(self, names: pa.Table) -> None:
        self._entries = array("i", names["place"].to_numpy().tobytes())
        self._grades = names["grade"].to_numpy().tobytes()
        spellings, self._row_of, self._plains = _ranges(names, "sound", "plain")
        lone = np.bincount(self._entries, minlength=1)[self._entries] == 1
        self._lone = array(
            "i", np.cumsum(np.concatenate([[False], lone]), dtype=np.int32).tobytes()
        )  # rows whose entry has no other
        self._shared = array("i", np.flatnonzero(~lone).astype(np.int32).tobytes())
        lengths = [end - start for start, end in itertools.pairwise(self._row_of)]
        self._spelling_at = array("i", np.repeat(np.arange(len(lengths), dtype=np.int32), lengths).tobytes())
        sounds, self._spelling_of, self._sounds = _ranges(spellings, "sound")
        self._row_of_sound = array("i", (self._row_of[spelling] for spelling in self._spelling_of))
        self._arabic = bytes(self._plains[first][0] > "\u0600" for first in self._spelling_of[:-1])
        _, self._sound_of, self._keys = _ranges(sounds, "bare")
        self._by_sound = {sound: place for place, sound in enumerate(self._sounds)}
        self._by_bare = {key: place for place, key in enumerate(self._keys)}
        self._near = NearKeys(self._keys).near
        self._remembered = lru_cache(maxsize=_REMEMBERED)(
            self._find
        )  # names repeat in a table, with other words around

    def __len__(self) -> int:
        return len(self._grades)

    def find(self, words: str, wide: bool = False, most: int | None = None) -> Sequence[Match]:
        """The entries whose name is `words` (plain) or near it, each once with its best name; the `most` best, best first.

        Other sounds are tried only where no name sounds the same, or where `wide` asks for them.
        """
        return self._remembered(words, wide, most)

    def _find(self, words: str, wide: bool, most: int | None) -> Sequence[Match]:
        spoken = plain_sound(words)
        if not spoken:
            return []
        groups: list[_Group] = []
        known = self._by_sound.get(spoken)
        if known is not None:
            self._same(groups, words, known)
            if not wide:
                return self._best(groups, most)
        key = bare(spoken)
        self._alike(groups, words, spoken, self._sounds_of(key), most)
        if len(key) >= _SHORT and len(spoken) >= LONG and not any(group[0] >= CLOSE for group in groups):
            others = [other for near in self._near(key) for other in self._sounds_of(near)]
            self._alike(groups, words, spoken, others, most)
        return self._best(groups, most)

    def knows(self, words: str) -> bool:
        """Whether any name sounds the same."""
        return plain_sound(words) in self._by_sound

    def entries_of(self, words: str) -> set[int]:
        """The entries with a name that sounds the same."""
        sound = self._by_sound.get(plain_sound(words))
        if sound is None:
            return set()
        return set(self._entries[self._row_of_sound[sound] : self._row_of_sound[sound + 1]])

    def _sounds_of(self, key: str) -> list[str]:
        """The sounds of a bare key."""
        place = self._by_bare.get(key)
        return [] if place is None else self._sounds[self._sound_of[place] : self._sound_of[place + 1]]

    def _same(self, groups: list[_Group], words: str, sound: int) -> None:
        """The names that sound the same; how they are written decides between them."""
        solid = words.replace(" ", "")
        first, end = self._spelling_of[sound], self._spelling_of[sound + 1]
        starts = self._row_of[first : end + 1]
        last = starts[0] + MOST
        for other, start, stop in zip(self._plains[first:end], starts, starts[1:], strict=False):
            if start >= last:
                break
            alike = 1.0
            if other != words:
                alike = 0.94 + 0.05 * _written_alike(solid, other.replace(" ", ""))
            groups.append((alike, start, stop if stop < last else last))

    def _alike(self, groups: list[_Group], words: str, spoken: str, others: Sequence[str], most: int | None) -> None:
        """The names that sound nearly the same, until the `most` best are surely among them."""
        if not others:
            return
        script = words[0] > "\u0600"
        edits = _EDITS_MIXED if script else _EDITS  # enough for any likeness that counts
        near = process.extract(spoken, others, scorer=Levenshtein.distance, score_cutoff=edits, limit=_ALIKE)
        starts, arabic, reached, least = self._row_of_sound, self._arabic, 1, 0.0
        for other, distance, _ in near:
            if distance > reached:
                reached = distance
                least = self._least(groups, most) if most is not None and len(groups) >= _PRUNED else 0.0
            elif distance == 0:
                continue
            sound = self._by_sound[other]
            mixed = script != arabic[sound]
            if least > 0.0 and least > at_best(len(spoken), distance, mixed):
                continue
            alike = likeness(spoken, other, mixed, distance)
            if alike >= LEAST:
                start = starts[sound]
                groups.append((alike, start, min(start + _ALIKE, starts[sound + 1])))

    def _best(self, groups: Sequence[_Group], most: int | None) -> list[Match]:
        """The entries of the groups, each once: best first, of equals in the order of the groups."""
        if len(groups) == 1 and groups[0][2] - groups[0][1] == 1:
            alike, row, _ = groups[0]
            return [Match(self._entries[row], alike, self._plains[self._spelling_at[row]], self._grades[row])]
        if not groups:
            return []
        best: dict[int, _Found] = {}
        entries, grades, lone = self._entries, self._grades, self._lone
        least, last = 0.0, len(groups)
        if most is not None and last > 1 and sum([end - start for _, start, end in groups]) > most:
            least = self._least(groups, most)
            while groups[last - 1][0] < least:  # what comes after the last that counts changes nothing
                last -= 1
        for alike, start, end in groups[:last]:
            rows: Iterable[int] = range(start, end)
            if alike < least and lone[end] - lone[start] == end - start:
                continue  # entries met nowhere else, and not among the best
            if most is not None and end - start > most:
                rows = self._first_of(start, end, most)
            for row in rows:
                entry = entries[row]
                known = best.get(entry)
                if known is None or alike > known[0] or (alike == known[0] and grades[row] < grades[known[2]]):
                    best[entry] = (alike, entry, row)
        found: Iterable[_Found] = best.values()
        if len(best) > 1:
            found = sorted(found, key=itemgetter(0), reverse=True)[:most]
        plains, spelling_at = self._plains, self._spelling_at
        return [_match(Match, (entry, alike, plains[spelling_at[row]], grades[row])) for alike, entry, row in found]

    def _first_of(self, start: int, end: int, most: int) -> Iterator[int]:
        """The rows of a group that may be among the best: of entries met nowhere else no more than are wanted."""
        first = bisect_left(self._lone, self._lone[start] + most, start, end + 1)
        if first >= end:
            return iter(range(start, end))
        shared = self._shared
        return itertools.chain(range(start, first), shared[bisect_left(shared, first) : bisect_left(shared, end)])

    def _least(self, groups: Sequence[_Group], most: int) -> float:
        """A likeness that as many entries as are wanted surely have."""
        for alike, start, end in sorted(groups, reverse=True):
            most -= self._lone[end] - self._lone[start]
            if most <= 0:
                return alike
        return 0.0


def _ranges(table: pa.Table, *keys: str) -> tuple[pa.Table, array[int], list[str]]:
    """The first row of each run of equal keys, where each run begins (and the last ends), and the last key of each."""
    count = table.num_rows
    changes = np.zeros(count, dtype=bool)
    changes[:1] = True
    for key in keys if count else ():
        column = table[key].combine_chunks()
        changes[1:] |= pc.not_equal(column[1:], column[:-1]).to_numpy(zero_copy_only=False)
    firsts = np.flatnonzero(changes)
    runs = table.take(pa.array(firsts))
    return runs, array("i", [*firsts.tolist(), count]), runs[keys[-1]].to_pylist()
