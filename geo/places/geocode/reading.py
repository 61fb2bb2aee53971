"""What the geocoder makes of a text: the readings, each a place with its evidence, and the solution they add up to."""

from __future__ import annotations

from dataclasses import dataclass, field

from geo.places.geocode.lookup import Match
from geo.places.geocode.phrases import Named, Relation
from geo.places.geocode.scope import Scope

UNMATCHED = Match(-1, 0.0, "", 0)


@dataclass(slots=True)
class Reading:
    """One way to read the text: an entry (position), or -1 for a border that stands for itself.

    `share` is its part of the chance, `odds` (log) and `match` are what that comes from, `why` says it in words.
    `relation` is None where the entry itself is meant; `other` is the second entry of a road; `coarse` marks what
    stands in for a place that no gazetteer has; `exact` a name that is spelt as one of the entry's.
    """

    place: int
    share: float = 0.0
    relation: Relation | None = None
    other: int = -1
    why: tuple[str, ...] = ()
    coarse: bool = False
    exact: bool = False
    match: Match = UNMATCHED
    odds: float = 0.0


@dataclass(slots=True)
class Solution:
    """The readings of one text, best first, the status, and the units that bound them."""

    status: str
    readings: list[Reading] = field(default_factory=list)
    reason: str = ""
    scope: Scope = field(default_factory=Scope)
    main: Named | None = None
