"""How alike two names sound: a vowel counts little, a consonant much, the less the longer the name."""

from __future__ import annotations

from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from geo.places.geocode.spelling import consonants

LONG = 7
"""In names of fewer sounds one consonant changed is another name."""

_VOWELS = str.maketrans({"a": None, "i": None, "u": None})
_distance = Levenshtein.distance


def likeness(one: str, other: str, mixed: bool = False, edits: int | None = None) -> float:
    """How alike two sounds are, 0 to 0.94: a vowel counts little, a consonant much, the less the longer the name.

    `mixed`: one is written in Arabic script, which has no short vowels, and one letter for `u` and `v`; `edits`: their
    distance where it is known.
    """
    length = max(len(one), len(other))
    solid = consonants if mixed else _spoken_consonants
    first, second = solid(one), solid(other)
    changed = _distance(first, second) if first != second else 0
    if changed > 2:
        return 0.0
    vowels: float = max(0, (_distance(one, other) if edits is None else edits) - changed)
    if vowels and not mixed and length >= LONG:
        vowels -= 0.4  # one vowel in a long name is soon misheard
    lost = 0.09 * 5 * vowels * (0.4 if mixed else 1.0) + 0.24 * 6 * changed
    if one[0] != other[0] and not mixed:
        lost += 0.3
    return max(0.0, 0.94 - lost / length)


@cache
def at_best(letters: int, edits: int, mixed: bool) -> float:
    """No name so far from one of so many letters is more alike than this: as if only vowels were changed."""
    return 0.94 - 0.09 * 5 * (edits * 0.4 if mixed else edits - 0.4) / (letters + edits)


@lru_cache(maxsize=131072)
def _spoken_consonants(spoken: str) -> str:
    return spoken.translate(_VOWELS)
