"""How far the names of actors agree: words that few records have weigh more, spellings that differ a little are one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

Floats = NDArray[np.float64]
_WORD = re.compile(r"\w+")
_EMPTY = frozenset(
    (
        *(
            "the",
            "of",
            "and",
            "a",
            "an",
            "al",
            "ul",
            "in",
            "for",
            "by",
            "at",
            "on",
            "with",
            "from",
            "government",
            "forces",
        ),
        *("force", "security", "armed", "military", "army", "corps", "group", "groups", "unknown", "unnamed", "gunmen"),
        *("unidentified", "attackers", "bombers", "personnel", "officials", "foreign", "office", "ministry", "south"),
        "administration",
    )
)
"""Words that name nobody."""
_STANDS_FOR = {
    "iran": "iranian irgc basij",
    "pakistan": "pakistani fc frontier levies ispr navy",
    "afghanistan": "afghan afghans",
    "baloch": "baluch balochi",
    "civilian": "civilians labourers laborers workers pilgrims migrants traders protesters villagers fishermen carriers "
    "passengers students residents refugees",
}
"""What one source calls by the state or the people, and another by the force or the trade."""
_ROOTS = {word: root for root, words in _STANDS_FOR.items() for word in words.split()}
_SHORT = 4
_DISTANCE = 0.26
"""Share of letters that may differ between two spellings of one word ("jaish", "jaysh")."""


class Names:
    """The actors of many records, a text each, ready to be compared."""

    def __init__(self, texts: NDArray[np.object_]) -> None:
        self._codes, distinct = pd.factorize(pd.Series(texts).fillna(""))
        self._words = [_words(text) for text in distinct]
        self._weights = _weights(self._words, np.bincount(self._codes, minlength=len(distinct)))

    def overlaps(self, a: NDArray[Any], b: NDArray[Any]) -> Floats:
        """For each pair of rows the share of the lighter one's words that the other has, 0 to 1; NaN where one names nobody."""
        both, back = np.unique(np.column_stack([self._codes[a], self._codes[b]]), axis=0, return_inverse=True)
        words = self._words
        found = np.array([_overlap(words[one], words[other], self._weights) for one, other in both], dtype=float)
        return found[back.reshape(-1)] if len(both) else np.zeros(0)


def _words(text: str) -> frozenset[str]:
    plain = (_ROOTS.get(word, word) for word in _WORD.findall(text.casefold()))
    return frozenset(word for word in plain if word not in _EMPTY and len(word) > 1)


def _weights(words: Sequence[frozenset[str]], rows: NDArray[Any]) -> dict[str, float]:
    """Word → how much it tells: the fewer rows have it, the more."""
    counts: dict[str, int] = {}
    for each, count in zip(words, rows, strict=True):
        for word in each:
            counts[word] = counts.get(word, 0) + int(count)
    return {word: float(np.log1p(rows.sum() / count)) for word, count in counts.items()}


def _overlap(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> float:
    if not one or not other:
        return float("nan")
    light, heavy = sorted((one, other), key=lambda words: sum(weights[word] for word in words))
    shared = sum(weights[word] for word in light if word in heavy or any(_alike(word, each) for each in heavy))
    return shared / sum(weights[word] for word in light)


@lru_cache(maxsize=100_000)
def _alike(one: str, other: str) -> bool:
    shortest = min(len(one), len(other))
    return shortest >= _SHORT and Levenshtein.normalized_distance(one, other, score_cutoff=_DISTANCE) <= _DISTANCE
