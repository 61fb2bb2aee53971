"""What hints and the units named in a text allow: each becomes a constraint that speaks for or against a candidate."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from geo.places.geocode.answers import Hints
from geo.places.geocode.entries import PART
from geo.places.geocode.phrases import Named, parse
from geo.places.geocode.wording import COUNTRY_WORDS, OUTSIDE
from geo.places.geocode.world import World
from geo.places.metric import distance_km

ALIKE = 0.88
"""How alike a unit's name must be to the name in a hint."""

NEIGHBOUR_KM = 12.0
"""How far the polygons may be off: nearer than this a place still counts as in the unit, with less weight."""

WEIGHTS = {
    "subdistrict": (2.2, -1.6),
    "district": (3.2, -5.0),
    "province": (1.2, -7.0),
    "country": (0.8, -6.0),
}
"""Log odds for a candidate inside, and for one outside, by the level of what is named."""

OLD, THEN, LONG_AGO = 2.4, 3.2, 1.0
"""The same for a unit that one was cut from: at an unknown date, on a day before that, some years after it."""

THIS_CENTURY = "2000-01-01"
"""A report without a date is taken for no older."""

ELSEWHERE = -6.0
_NEIGHBOUR = {
    **dict.fromkeys(("sindh", "sind"), "Sindh"),
    "punjab": "Punjab",
    **dict.fromkeys(("khyber pakhtunkhwa", "khyber pakhtunkwa", "kpk", "kp", "nwfp"), "Khyber Pakhtunkhwa"),
    **dict.fromkeys(("federally administered tribal areas", "fata", "azad jammu kashmir"), "none of them"),
}
_MANY = 8
_LETTERS = 2  # a letter alone names nothing, though two scripts may spell it like a short name
_LEVELS = ("subdistrict", "district", "province")
_PROVINCES = frozenset({"Balochistan", "Sistan and Baluchestan"})


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


def weigh(place: int, constraint: Constraint, world: World) -> tuple[float, str]:
    """The log odds that a constraint adds to a candidate, and why in words."""
    level = constraint.level
    if level == "country":
        return _weigh_country(world.countries[place], constraint)
    if level == "place":
        return _weigh_loose(place, constraint, world)
    if constraint.outside and not constraint.units:
        province = world.provinces[place]
        inside = province in _PROVINCES
        if not inside and constraint.countries and world.countries[place] not in constraint.countries:
            return ELSEWHERE, f"not in {constraint.said}"
        named = _NEIGHBOUR.get(constraint.said)
        if named and province not in (named, "", "?") and constraint.level == "province":
            return ELSEWHERE, f"not in {constraint.said}"
        strength = ELSEWHERE if constraint.firm else ELSEWHERE / 2
        return (strength, f"{constraint.said} lies elsewhere") if inside else (0.5, "")
    if not constraint.units:
        return 0.0, ""
    return _weigh_units(place, constraint, world)


def _weigh_units(place: int, constraint: Constraint, world: World) -> tuple[float, str]:
    inside, against = WEIGHTS[constraint.level]
    own, parents = world.units_of(place), world.parents
    if not constraint.units.isdisjoint(own):
        return inside, f"in {constraint.said}"
    if any(unit in parents and not constraint.units.isdisjoint(parents[unit]) for unit in own):
        return _weigh_old(own, constraint, world)
    if unit_id := world.unit_ids[place]:
        if any(unit_id in world.chain(unit) for unit in constraint.units):
            return 0.0, f"holds {constraint.said}"
        return against, f"not in {constraint.said}"
    if not own and world.provinces[place] not in _PROVINCES:
        return against, f"not in {constraint.said}"
    if constraint.level == "subdistrict" and any(world.parent_of[unit] in own for unit in constraint.units):
        return 0.2, f"in the district of {constraint.said}"
    country = world.countries[place].lower()
    abroad = country and not any(unit.startswith(country) for unit in constraint.units)
    if abroad and not world.kinds[place].startswith("border_"):  # polygons may be off, the country of a town is known
        return against, f"across the border from {constraint.said}"
    far = min([world.km_to(place, unit) for unit in constraint.units])
    if far <= NEIGHBOUR_KM:
        return inside / 2, f"{far:.0f} km outside {constraint.said}"
    return against * (1.0 if far > 40 else 0.7), f"{far:.0f} km outside {constraint.said}"


def _weigh_old(own: tuple[str, ...], constraint: Constraint, world: World) -> tuple[float, str]:
    """A unit that one of the place's own was cut from: the date says whether it still was part of it."""
    pairs = [(unit, other) for unit in own for other in constraint.units & world.parents.get(unit, set())]
    then = [world.eras.was_in(unit, other, constraint.day) for unit, other in pairs]
    if any(then):
        return THEN, f"in {constraint.said} at that date"
    lapsed = not any(world.eras.fits(unit, other, constraint.day or THIS_CENTURY) for unit, other in pairs)
    return (LONG_AGO if lapsed else OLD), f"formerly in {constraint.said}"


def _weigh_country(country: str, constraint: Constraint) -> tuple[float, str]:
    inside, against = WEIGHTS["country"]
    if not country or country in constraint.countries:
        return (inside if country else 0.0), f"in {constraint.said}"
    return against, f"not in {constraint.said}"


def _weigh_loose(place: int, constraint: Constraint, world: World) -> tuple[float, str]:
    if constraint.units and not constraint.units.isdisjoint(world.units_of(place)):
        return 2.6, f"in {constraint.said}"
    if unit_id := world.unit_ids[place]:
        if any(unit_id in world.chain(unit) for unit in constraint.units):
            return -0.5, f"holds {constraint.said}"
        return -2.0, f"not in {constraint.said}"
    far = _nearest(world.lons[place], world.lats[place], constraint.points)
    if far <= 40:
        return 1.8, f"{far:.0f} km from {constraint.said}"
    if constraint.units:
        far = min(far, *(world.km_to(place, unit) for unit in constraint.units))
    return (0.5 if far <= 60 else -1.0 if far <= 150 else -3.0), f"{far:.0f} km from {constraint.said}"


def _nearest(lon: float, lat: float, points: Iterable[tuple[float, float]]) -> float:
    return min((distance_km(lon, lat, *point) for point in points), default=math.inf)
