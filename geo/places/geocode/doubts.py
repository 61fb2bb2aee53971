"""What speaks against being sure where nothing but the name speaks: no hint, no unit, no coordinate."""

from __future__ import annotations

import math

from geo.places.geocode.entries import OTHER, PRIMARY
from geo.places.geocode.lookup import Match
from geo.places.geocode.phrases import Named
from geo.places.geocode.reading import Reading
from geo.places.geocode.scope import Scope
from geo.places.geocode.spelling import bare, plain_sound, sound
from geo.places.geocode.weighing import weigh
from geo.places.geocode.world import World

STRONG = 0.5
"""A share of the chance from which on a reading is taken."""

STRONGER = 0.68
"""The same where the name is not the place's own, letter by letter: a slip of spelling needs something for it."""

STRONGEST = 0.93
"""The same where the place lies outside both provinces, too: of those the gazetteer has only some."""

WRITTEN = 0.985
"""From this likeness on a name is written like the place's own, but for a vowel doubled or an ending."""

LONG_NAME = 7
"""A hamlet's name of fewer letters is met by chance."""

LARGE = 20_000
"""People in a town that is meant by a name of which every district has one."""

KNOWN = 40_000
"""People in a town outside both provinces that is meant by its own name, where no other has it."""

_SHORT, _FEW_WORDS = 5, 2
_OURS = frozenset({"PK", "IR"})
_WIDE = frozenset({"country", "province"})
_COMMON = ("abad", "آباد", "اباد")
_ANY = frozenset(map(sound, ("Nukabad", "Nowabad", "Shahrak")))
"""Names that only say "new settlement", "little town"."""

_HAMLET = frozenset({"kili", "killi", "kalli", "goth", "bazar", "bazaar"})
_MARKET = frozenset({"bazar", "bazaar"})
_TOWNS = frozenset({"town", "city", "port", "border_post", "subdistrict"})


def helped(place: int, scope: Scope, world: World) -> bool:
    """Whether more than a country or a province says that the place lies where it does."""
    if not math.isnan(scope.lon):
        return True
    near = [each for each in scope.constraints if each.level not in _WIDE]
    return bool(near) and max(weigh(place, each, world)[0] for each in near) > 0


def asked(first: Reading, named: Named, scope: Scope, world: World) -> float:
    """The share that the likeliest reading must have to be taken."""
    if helped(first.place, scope, world):
        return STRONG if first.exact else STRONGER
    if _is_elsewhere(first.place, scope, world):
        if first.match.likeness <= WRITTEN:
            return STRONGEST
        own = first.match.grade == PRIMARY and len(named.words) > _SHORT and not named.words.endswith(_COMMON)
        known = own and world.entries[first.place].population > KNOWN
        return STRONG if known or world.kinds[first.place] == "city" else STRONGER
    if not first.exact:
        return STRONGER
    loose = len(named.words) < _SHORT or world.kinds[first.place] == "subdistrict"
    return STRONGER if loose and first.match.likeness < WRITTEN else STRONG


def doubt(first: Reading, named: Named, scope: Scope, world: World) -> str:
    """Why a name alone does not say which place is meant; "" where it does, or where something else helps."""
    if world.unit_ids[first.place] or helped(first.place, scope, world):
        return ""
    name = named.words
    if first.match.likeness < WRITTEN or _is_small(first.place, world):
        for each in scope.constraints:
            gain, why = weigh(first.place, each, world) if each.level not in _WIDE else (0.0, "")
            if gain < 0:
                return f"{world.entries[first.place].name!r} is {why}"
    if (name.endswith(_COMMON) and _is_small(first.place, world)) or plain_sound(name) in _ANY:
        return f"every second district has a {name!r}"
    hamlet = _HAMLET.intersection(named.full.split(" "))
    if hamlet and world.kinds[first.place] in _TOWNS and first.match.name != named.full:
        if hamlet <= _MARKET and first.match.likeness >= WRITTEN and _has_market(first.place, world):
            return ""
        return f"{named.full!r} is a hamlet's name, not that of {world.entries[first.place].name!r}"
    if first.match.grade == OTHER and first.match.likeness < WRITTEN and len(name) <= LONG_NAME:
        own, met = sound(world.entries[first.place].name), plain_sound(first.match.name)
        if bare(own) != bare(met):
            return f"{name!r} is only like another name of {world.entries[first.place].name!r}"
    return ""


def is_anybodys(named: Named, match: Match, world: World) -> bool:
    """Whether a hamlet's name is made of words that many have ("Ghulam Rasul"), or only like the one asked for."""
    words = named.words.split(" ")
    if named.words.endswith(_COMMON) or (named.full and match.name != named.full):
        return True
    return len(words) <= _FEW_WORDS and world.common_words.issuperset(words)


def _is_elsewhere(place: int, scope: Scope, world: World) -> bool:
    """Whether a place lies outside both provinces, and not in another country that is named."""
    if world.district[place] or world.unit_ids[place]:
        return False
    country = world.countries[place]
    return country in _OURS or not any(country in each.countries for each in scope.constraints)


def _has_market(place: int, world: World) -> bool:
    """Whether "X bazaar" is the market of a town: a large one, or the seat of a district."""
    entry = world.entries[place]
    return entry.population >= LARGE or entry.name in (world.name_of[unit] for unit in world.units_of(place))


def _is_small(place: int, world: World) -> bool:
    """Whether a place is a small town of a table of all towns: one that reports are known to name is curated."""
    entry = world.entries[place]
    return entry.place_id.startswith("geonames") and entry.population < LARGE
