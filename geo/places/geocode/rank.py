"""Which of the places of a name is meant: evidence in log odds, added up, set against "none of these".

The evidence of a candidate is how alike the names are, how likely such a place is named at all, whether its kind
fits the word of type, and what every constraint says. A constant stands for the place that no gazetteer
has: where all candidates are weak, it wins, and the answer is `not_found`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from operator import attrgetter

import shapely

from geo.places.geocode.entries import FORMER, OTHER, PART, PRIMARY
from geo.places.geocode.lookup import Match
from geo.places.geocode.phrases import Named
from geo.places.geocode.reading import Reading
from geo.places.geocode.scope import Scope
from geo.places.geocode.weighing import weigh
from geo.places.geocode.wording import NEAR_KINDS, UNITS
from geo.places.geocode.world import KIND_PRIOR, World
from geo.places.metric import distance_km

LIKE = 0.92
"""From this likeness on a name counts as spelt like the entry's."""

NOBODY = -2.6
"""Log odds that the place is in no gazetteer, against a town of 10,000 people with exactly that name."""

UNLIKE = 17.0
"""Log odds lost for each whole step of unlikeness (1 minus the likeness)."""

SHORT = 1.5
"""Short names are met by chance: lost where the name has fewer than five letters and is not exactly alike."""

WHOLE = 2.2
"""Log odds gained where the word of type is part of the name itself: "Kili Sarawan"."""

MOUNTAIN = 2.4
"""Gained by a mountain whose name begins as those of mountains do, though a town may have borrowed all of it."""

IN_ITS_UNIT = 2.5
"""Gained by a settlement whose name is nearly that of the unit around it, where a settlement is asked for."""

YOUNG = -0.1
"""Lost by a sub-district that is called a district: many of them became one since ("Tump district", "Golshan county")."""

BY_NAME = 0.9
"""Lost by another spelling or name of a place, where a place has the name as its own."""

GRADES = {FORMER: -0.7, PART: -1.6}
SAME_PLACE_KM = 12.0
_by_odds = attrgetter("odds")
_MOUNTAIN = ("koh ", "kuh ", "کوه ")
_TOP = 24
_FEW = 10  # without hints there is nothing that could lift a later one
_NEARLY = 0.85
_SETTLED = frozenset({"town", "village"})
_RARE = frozenset({"border_crossing", "border_post", "airport", "port", "mountain"})
"""Kinds that are seldom meant by a bare name, and surely by one with their word of type."""


def rank(named: Named, scope: Scope, world: World) -> list[Reading]:
    """The candidates of a name under a scope, likeliest first, with their shares of the chance (below 1 in all)."""
    scored = _found(named, scope, world, wide=False)
    if scored and scored[0].match.likeness >= 0.94 and (scored[0].odds < NOBODY or _only_around(named, scored, world)):
        scored = _found(named, scope, world, wide=True)  # the name fits, the place does not: perhaps another spelling
    if not scored:
        return []
    if len(scored) > 1:
        _compare(named, scored, world)
    top = max(scored[0].odds, NOBODY)
    weights = [math.exp(each.odds - top) for each in scored]
    total = sum(weights) + math.exp(_nobody(scope) - top)
    for each, weight in zip(scored, weights, strict=True):
        each.share = weight / total
    return scored


def _compare(named: Named, scored: list[Reading], world: World) -> None:
    """What candidates say of each other: a settlement in the unit of its name, a name of its own against a by-name."""
    first = world.unit_ids[scored[0].place]
    settled = bool(first) and named.kind in _SETTLED
    shipped = world.shipped
    owned = max(
        [each.match.likeness for each in scored if each.match.grade == PRIMARY and each.place < shipped] or [0.0]
    )
    for each in scored:
        if settled and each.match.likeness >= _NEARLY and first in _around(each.place, world):
            each.odds += IN_ITS_UNIT
        if each.match.grade == OTHER and owned >= max(0.98, each.match.likeness):
            each.odds -= BY_NAME
    scored.sort(key=_by_odds, reverse=True)


def _around(place: int, world: World) -> tuple[str, ...]:
    return () if world.unit_ids[place] else world.units_of(place)


def _only_around(named: Named, scored: Sequence[Reading], world: World) -> bool:
    """Whether a settlement is asked for, and only units have the name exactly so."""
    return named.kind in _SETTLED and all(world.unit_ids[each.place] for each in scored)


def _found(named: Named, scope: Scope, world: World, wide: bool) -> list[Reading]:
    most = _TOP if scope.constraints else _FEW
    if named.full and named.full != named.words:
        matches: Sequence[Match] = _with_full(world.index.find(named.words, wide), world.index.find(named.full, wide))[
            :most
        ]
    else:
        matches = world.index.find(named.words, wide, most)
    scored = _scores(matches, named, scope, world)
    if scope.constraints or not math.isnan(scope.lon):
        for each in scored:
            _constrain(each, scope, world)
    if len(scored) > 1:
        scored.sort(key=_by_odds, reverse=True)
    return scored


def _nobody(scope: Scope) -> float:
    """The chance of a place nobody has is larger where everything named lies elsewhere."""
    return NOBODY + (2.0 if scope.outside else 0.0)


def _with_full(stripped: Sequence[Match], full: Sequence[Match]) -> list[Match]:
    best = {match.entry: match for match in stripped}
    for match in full:
        if match.entry not in best or match.likeness >= best[match.entry].likeness:
            best[match.entry] = match
    return sorted(best.values(), key=lambda match: -match.likeness)


def _scores(matches: Sequence[Match], named: Named, scope: Scope, world: World) -> list[Reading]:
    """The evidence for each match, without the constraints."""
    prior, kinds, short = world.prior, world.kinds, len(named.words) < 5
    hinted, full = named.kind or scope.kind, named.full
    mountain = named.words.startswith(_MOUNTAIN)
    scored = []
    for match in matches:
        place, likeness, name, grade = match
        odds = prior[place] - UNLIKE * (1.0 - likeness)
        if short:
            odds -= SHORT if likeness < 0.94 else SHORT * 60.0 * max(0.0, 0.985 - likeness)
        if hinted:
            odds += _fit(kinds[place], hinted)
        if full and name == full:
            odds += WHOLE
        if mountain and kinds[place] == "mountain":
            odds += MOUNTAIN
        if grade and kinds[place] != hinted:  # "Taftan crossing" is all of a crossing's name, "Taftan" only a part
            odds += GRADES.get(grade, 0.0)
        scored.append(Reading(place, 0.0, None, -1, (), False, likeness >= LIKE, match, odds))
    return scored


def _constrain(scored: Reading, scope: Scope, world: World) -> None:
    """What the constraints say of a candidate."""
    why = []
    for constraint in scope.constraints:
        gain, reason = weigh(scored.place, constraint, world)
        scored.odds += gain
        if reason:
            why.append(reason)
    if not math.isnan(scope.lon):
        gain, reason = _weigh_coordinate(scored.place, scope, world)
        scored.odds += gain
        why.append(reason)
    scored.why = tuple(why)


@cache
def _fit(kind: str, hinted: str) -> float:
    """What a word of type says about a candidate of a kind."""
    if not hinted:
        return 0.0
    if kind == hinted:  # as likely as a town where no kind is said
        return -KIND_PRIOR.get(kind, 0.0) * (0.5 if kind == "village" else 1.0)  # reports call many a town a village
    if kind in NEAR_KINDS.get(hinted, frozenset()):
        return -0.6
    if (kind, hinted) == ("subdistrict", "district"):
        return YOUNG
    if hinted in UNITS:
        return -2.0 if kind in UNITS else -4.5
    return -2.5 if kind in UNITS or hinted in _RARE else -1.5


def _weigh_coordinate(place: int, scope: Scope, world: World) -> tuple[float, str]:
    if unit := world.unit_ids[place]:
        shape = world.shape_of[unit]
        inside = shape.contains(shapely.Point(scope.lon, scope.lat))
        return (1.0, "holds the coordinate") if inside else (-2.0, "does not hold the coordinate")
    far = distance_km(scope.lon, scope.lat, world.lons[place], world.lats[place])
    gain = 3.0 if far <= 15 else 1.0 if far <= 50 else -1.0 if far <= 100 else -4.0
    return gain, f"{far:.0f} km from the coordinate"


def same_place(one: int, other: int, world: World) -> bool:
    """Whether two candidates are one place at the precision answered: near points, or a town and the unit around it."""
    first, second = world.unit_ids[one], world.unit_ids[other]
    if first and second:
        return first in world.chain(second) or second in world.chain(first)
    if first or second:
        unit, point = (first, other) if first else (second, one)
        return unit in world.units_of(point)
    # quick plane distance: 1 degree of longitude is about 98 km here
    far = math.hypot((world.lons[one] - world.lons[other]) * 98.0, (world.lats[one] - world.lats[other]) * 111.0)
    return far <= SAME_PLACE_KM or far <= world.radii[one] or far <= world.radii[other]


def together(ranked: Sequence[Reading], world: World) -> tuple[float, Reading | None]:
    """The share of the first candidate with all that is the same place, and its strongest rival elsewhere."""
    first, *others = ranked
    share, rival = first.share, None
    for other in others:
        if same_place(first.place, other.place, world):
            nested = bool(world.unit_ids[first.place]) != bool(world.unit_ids[other.place])
            share += other.share * (0.6 if nested else 1.0)
        elif rival is None:
            rival = other
    return min(share, 1.0), rival
