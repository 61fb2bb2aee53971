"""What hints and the units named in a text allow: each becomes a constraint (`weighing.py` weighs them)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from geo.places.geocode.answers import Hints
from geo.places.geocode.entries import PART
from geo.places.geocode.phrases import Named, parse
from geo.places.geocode.wording import COUNTRY_WORDS, OUTSIDE
from geo.places.geocode.world import World

ALIKE = 0.88
"""How alike a unit's name must be to the name in a hint."""

_MANY = 8
_LETTERS = 2  # a letter alone names nothing, though two scripts may spell it like a short name
_LEVELS = ("subdistrict", "district", "province")


class Constraint(NamedTuple):
    """One thing said about where the place lies.

    `units` are the units it may mean (several for a name that several have), `countries` those of a country
    hint, `outside` is set when it names a unit that is none of the region's, `points` are places near which
    it should lie. `day` (ISO) is when it was said, "" where that is not known.
    """

    said: str
    level: str
    units: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    outside: bool = False
    points: tuple[tuple[float, float], ...] = ()
    firm: bool = True
    day: str = ""


class Scope(NamedTuple):
    """All constraints of one question."""

    constraints: tuple[Constraint, ...] = ()
    lon: float = math.nan
    lat: float = math.nan
    kind: str = ""
    day: str = ""

    @property
    def outside(self) -> bool:
        """Whether something named lies outside the region, and nothing named lies inside."""
        return any(each.outside for each in self.constraints) and not any(
            each.units for each in self.constraints if each.level in _LEVELS and each.firm
        )


class Scopes:
    """Makes constraints from names; remembers what it made, for names repeat in a table."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._made: dict[tuple[str, str], Constraint | None] = {}

    def from_hints(self, hints: Hints) -> list[Constraint]:
        """The constraints of hints given beside the text."""
        found: list[Constraint | None] = []
        for text, level in ((hints.district, "district"), (hints.province, "province"), (hints.country, "country")):
            if text:
                found += self._hinted(text, level)
        for text in hints.context:
            phrase = parse(text)
            named = [name for name in (phrase.main, *phrase.context) if name is not None and name.rank]
            found += [self.named(name) for name in named]
        found += [self._near(place) for place in hints.places]
        return [each for each in found if each is not None]

    def _hinted(self, text: str, level: str) -> list[Constraint | None]:
        key = ("?" + text, level)
        if key not in self._made:
            phrase = parse(text)
            names = [name for name in (phrase.main, *phrase.context) if name is not None]
            first, *more = names or [Named(text.casefold())]
            if not first.rank:
                first = Named(first.words, level, first.full)
            made = [self.named(first), *(self.named(name) for name in more if name.rank)]
            merged = [each for each in made if each is not None]
            self._made[key] = merged[0] if merged else None
            return list(merged)
        return [self._made[key]]

    def named(self, name: Named) -> Constraint | None:
        """The constraint of a unit or country named with its level; of a bare name, a loose one."""
        key = (name.words, name.kind)
        if key not in self._made:
            self._made[key] = self._make(name)
        return self._made[key]

    def _make(self, name: Named) -> Constraint | None:
        words = name.words
        country = COUNTRY_WORDS.get(words, "")
        if country:
            return Constraint(words, "country", countries=frozenset({country}), outside=country == "XX")
        if name.kind == "country":
            return Constraint(words, "country", countries=frozenset({words.upper()[:2]}), outside=True)
        if name.kind not in _LEVELS:
            return self._loose(name)
        if words in OUTSIDE:
            return Constraint(words, "province", countries=frozenset({OUTSIDE[words]}), outside=True)
        levels = {"subdistrict": ("subdistrict", "district"), "district": ("district", "subdistrict")}.get(
            name.kind, (name.kind,)
        )
        for level in levels:
            units = self._units(words, level)
            if units:
                return Constraint(words, level, units)
        if name.kind == "province" and self._units(words, "district"):
            return Constraint(words, "district", self._units(words, "district"))
        return Constraint(words, name.kind, outside=name.kind != "subdistrict", firm=False)

    def _units(self, words: str, level: str) -> frozenset[str]:
        matches = [each for each in self._world.index.find(words) if self._world.kinds[each.entry] == level]
        if not matches or matches[0].likeness < ALIKE:
            return frozenset()
        # a province is called by its own name: "Balochistan" is not short for Sistan and Baluchestan
        best, slack = matches[0].likeness, 0.0 if level == "province" else 0.04
        close = [each for each in matches if each.likeness >= max(ALIKE, best - slack)]
        grade = min(each.grade for each in close) if level == "province" else PART
        return frozenset(self._world.entries[each.entry].unit_id for each in close if each.grade <= grade)

    def _loose(self, name: Named) -> Constraint | None:
        """A name beside the place without a word of type: the units of that name, and the towns."""
        if len(name.words) < _LETTERS:
            return None
        matches = [each for each in self._world.index.find(name.words) if each.likeness >= ALIKE]
        if not matches:
            words = name.words
            return Constraint(words, "province", outside=True, firm=False) if words in OUTSIDE else None
        world, least = self._world, matches[0].likeness - 0.04
        places = [each.entry for each in matches if each.likeness >= least]
        units = frozenset(world.unit_ids[place] for place in places if world.unit_ids[place])
        towns = (place for place in places if not world.unit_ids[place] and world.kinds[place] != "airport")
        points = tuple((world.lons[place], world.lats[place]) for place in towns)
        points = points if len(points) <= _MANY else ()  # a name that everybody has says nothing
        return Constraint(name.words, "place", units, points=points, firm=False)

    def _near(self, place: str) -> Constraint | None:
        phrase = parse(place)
        return None if phrase.main is None else self.named(phrase.main)


def constraint_unit(constraints: Sequence[Constraint], world: World) -> str:
    """The one unit that the constraints name: the smallest that agrees with the others; "" where there is none."""
    found = ""
    for level in ("subdistrict", "district"):
        for constraint in constraints:
            if constraint.level != level or not constraint.units or found:
                continue
            fitting = [unit for unit in constraint.units if _agrees(unit, constraints, world)]
            if len(fitting) == 1:
                found = fitting[0]
    return found


def _agrees(unit: str, constraints: Sequence[Constraint], world: World) -> bool:
    chain = set(world.chain(unit))
    chain |= {parent for each in chain for parent in world.parents.get(each, ())}
    country = "PK" if unit.startswith("pk-") else "IR"
    for constraint in constraints:
        if constraint.countries and country not in constraint.countries:
            return False
        if constraint.level in ("district", "province", "subdistrict") and constraint.units:
            below = {each for other in constraint.units for each in world.chain(other)}
            if not (constraint.units & chain or unit in below):
                return False
        if constraint.level in ("district", "province") and constraint.outside and constraint.firm:
            return False
    return True
