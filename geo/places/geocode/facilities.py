"""Buildings, roads and works that bear the name of the place they lie in: "Quetta railway station", "Sui gas field"."""

from __future__ import annotations

from collections.abc import Iterator

FACILITY = frozenset(
    """police hotel mosque masjid school college university hospital market chowk street road office court station
    headquarters cantonment stadium bank club press jail prison railway pipeline plant university madrassa house shop
    bypass bus terminal checkpost checkpoint camp fort residence convoy vehicle gas power compound church temple""".split()
)
_WORKS = FACILITY | frozenset(
    """airport airbase base beach bridge cantt cemetery centre center check checkpost coal colony complex
    dam estate factory field fields gate graveyard grid hill hills industrial institute library medical mine mines
    naval neighbourhood neighborhood park pass plaza port post rail refinery residency ridge shrine square suburb
    training tunnel wells yard zone""".split()
)
"""Words that make a feature of what stands before them; not those that run far from it (river, highway, division)."""

URBAN = frozenset(
    """chowk street road market bazaar bazar hospital hotel university college school mosque masjid church stadium
    bypass neighbourhood neighborhood suburb locality locale colony cantonment plaza square court press club""".split()
)
"""Features that a report names without their town mostly where the town is a large one."""


def is_facility(words: str) -> bool:
    """Whether plain words name a building or the like, which lies in a place: "police station"."""
    return not FACILITY.isdisjoint(words.split(" "))


def is_urban(words: str) -> bool:
    """Whether plain words name something that belongs to a city: "jinnah road"."""
    return not URBAN.isdisjoint(words.split(" "))


def hosts(words: str) -> Iterator[str]:
    """The names before the words of a feature, longest first: "khuzdar engineering", "khuzdar" of "… university"."""
    parts = words.split(" ")
    for cut in range(len(parts) - 1, 0, -1):
        if not _WORKS.isdisjoint(parts[cut:]):
            yield " ".join(parts[:cut])
