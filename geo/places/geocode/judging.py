"""From a name and its scope to a solution: resolved, ambiguous or not found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from geo.places.geocode.doubts import LONG_NAME, STRONG, WRITTEN, asked, doubt, is_anybodys
from geo.places.geocode.entries import PRIMARY
from geo.places.geocode.phrases import Named
from geo.places.geocode.rank import LIKE, rank, same_place, together
from geo.places.geocode.reading import Reading, Solution
from geo.places.geocode.scope import Constraint, Scope, Scopes
from geo.places.geocode.spelling import is_arabic
from geo.places.geocode.weighing import OLD, weigh
from geo.places.geocode.world import World
from geo.places.metric import distance_km

RIVAL = 0.35
"""A rival with more than this part of the first one's share makes the answer ambiguous."""

CAUTION = 0.165
"""The same where the gazetteer calls one of the two a false friend."""

NAMESAKE = 0.85
"""How often a hamlet of a common name, or one spelt a little otherwise, in the district named, is the one meant, and none
in no gazetteer."""

SPOKEN = 0.86
"""A hamlet in the district named must at least sound nearly the same; one consonant more is another name."""

ENOUGH = 5
"""Letters of a hamlet's name that are not met by chance in the district it once belonged to."""

HAMLET_SIZE, MUCH_LARGER = 2000, 4.0
"""People in a town of unknown size; how many times larger the one that is meant by a bare name is."""

AGAINST = -3.0
"""Log odds of one hint from which on it contradicts."""

NARROW = frozenset({"subdistrict", "district", "place"})
TOWNS = frozenset({"town", "city", "port"})
HAMLETS = frozenset({"village", "area"})
BESIDE_KM = 40.0
WELL_KNOWN = -0.3
"""A place of at least this prior is well known: a hint against it makes the answer ambiguous, not another place."""

_KEPT = 10


class NameResolver:
    """Answers for names, without their relations."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.scopes = Scopes(world)

    def _solve_main(self, named: Named, scope: Scope) -> Solution:
        solution = self._judge(named, rank(named, scope, self.world), scope)
        if solution.status == "not_found" and " " in named.words:
            for head, tail in _splits(named.words):
                if not (self.world.index.knows(head) and self.world.index.knows(tail)):
                    continue
                extra = self._well_known(tail)
                first = Named(head, named.kind)
                if extra is None:
                    continue
                narrowed = scope._replace(constraints=(*scope.constraints, extra))
                split = self._judge(first, rank(first, narrowed, self.world), narrowed)
                if split.status == "resolved" and self._lies_there(split.readings[0], extra):
                    split.readings[0].why += (f"{tail!r} is read as where it lies",)
                    split.readings[0].share *= 0.9
                    return split
        return solution

    def _well_known(self, words: str) -> Constraint | None:
        """What the end of a name says of where it lies: only units and the towns that ship, never a hamlet."""
        said = self.scopes.named(Named(words))
        world = self.world
        places = (
            each.entry for each in world.index.find(words) if each.likeness >= LIKE and not world.is_added(each.entry)
        )
        towns = [(world.lons[place], world.lats[place]) for place in places if world.kinds[place] in TOWNS]
        return said._replace(points=tuple(towns)) if said is not None and (said.units or towns) else None

    def _lies_there(self, reading: Reading, said: Constraint) -> bool:
        """Whether a place lies in the unit, or beside the town, that the end of its name is read as."""
        if not reading.exact or said.units & set(self.world.units_of(reading.place)):
            return reading.exact
        entry = self.world.entries[reading.place]
        return any(distance_km(entry.lon, entry.lat, *point) <= BESIDE_KM for point in said.points)

    def _judge(self, named: Named, ranked: list[Reading], scope: Scope) -> Solution:
        """The status that the shares give, and the readings."""
        if not ranked:
            return Solution("not_found", [], f"no name like {named.words!r} in the gazetteer", scope, named)
        first, readings = ranked[0], ranked[:_KEPT]
        share, rival = together(ranked, self.world)
        weak = sum([each.share for each in ranked]) < STRONG or self._overruled(first, scope)
        first.share = share
        if scope.day:
            for each in readings:
                each.why += self._then(each.place, scope)
        if len(ranked) > 1 and not named.kind and self._is_seat(ranked):
            first.why += ("a bare name means the town, not the unit of that name around it",)
        if not weak and self._unsupported(named, first, scope):
            said = f"nothing says that the hamlet {self.world.entries[first.place].name!r} is meant"
            known = any(each.units for each in scope.constraints if each.level in NARROW)  # then the unit is the answer
            return Solution("not_found" if known else "ambiguous", readings, said, scope, named)
        if len(ranked) > 1 and not scope.constraints and self._are_twins(named, ranked):
            return Solution("ambiguous", readings, f"several towns are called {named.words!r}", scope, named)
        if weak:
            return Solution("not_found", readings, f"{named.words!r} fits no place well enough", scope, named)
        if rival is not None and rival.share > share * (CAUTION if self._warned(first, rival) else RIVAL):
            return Solution("ambiguous", readings, f"several places are called {named.words!r}", scope, named)
        if share < asked(first, named, scope, self.world):
            return Solution("ambiguous", readings, f"no place called {named.words!r} stands out", scope, named)
        if said := doubt(first, named, scope, self.world):
            return Solution("ambiguous", readings, said, scope, named)
        if self.world.is_added(first.place) and (not first.exact or is_anybodys(named, first.match, self.world)):
            first.share *= NAMESAKE
        return Solution("resolved", readings, "", scope, named)

    def _then(self, place: int, scope: Scope) -> tuple[str, ...]:
        """What a unit still held on the day of the report, in words."""
        unit = self.world.unit_ids[place]
        parts = self.world.eras.extent(unit, scope.day)[1:] if unit else ()
        return (f"then with {', '.join(self.world.name_of[part] for part in parts)}",) if parts else ()

    def _unsupported(self, named: Named, first: Reading, scope: Scope) -> bool:
        """Whether a hamlet of an added set has nothing for it but a short or nearly alike name: there are thousands."""
        if not self.world.is_added(first.place) or scope.lon == scope.lon:
            return False
        if self.world.kinds[first.place] not in HAMLETS or self.world.entries[first.place].population:
            return False
        near = [each for each in scope.constraints if each.level in NARROW and (each.units or each.points)]
        gain = max((weigh(first.place, each, self.world)[0] for each in near), default=0.0)
        if gain > OLD:
            return first.match.likeness < SPOKEN
        if first.match.likeness < WRITTEN or len(named.words) < (ENOUGH if gain > 0 else LONG_NAME):
            return True
        if near and gain > 0:  # polygons may be off, and districts were larger; but half the hamlets bear a man's name
            return self.world.common_words.issuperset(named.words.split(" "))
        return bool(near) or is_anybodys(named, first.match, self.world)

    def _is_seat(self, ranked: list[Reading]) -> bool:
        """Whether the first candidate is a town in a unit of the same name."""
        first, ids = ranked[0].place, self.world.unit_ids
        named = [ids[each.place] for each in ranked if ids[each.place] and each.match.likeness >= WRITTEN]
        return bool(named) and not ids[first] and not set(named).isdisjoint(self.world.units_of(first))

    def _are_twins(self, named: Named, ranked: list[Reading]) -> bool:
        """Whether two towns of like size have exactly the name: without a hint none is meant surely but a district's seat."""
        first, same = ranked[0].place, [each for each in ranked if each.match.likeness >= WRITTEN]
        if len(same) < 2 or self._is_seat(ranked):
            return False
        own = is_arabic(named.words)
        sizes = {}
        for each in same:
            known = self.world.kinds[each.place] in TOWNS and not self.world.is_added(each.place)
            if known and (own or each.match.grade == PRIMARY):
                sizes[each.place] = max(self.world.entries[each.place].population, HAMLET_SIZE)
        if first not in sizes:
            return False
        others = (place for place in sizes if not same_place(place, first, self.world))
        return any(sizes[place] * MUCH_LARGER >= sizes[first] for place in others)

    def _overruled(self, first: Reading, scope: Scope) -> bool:
        """Whether a place lies elsewhere than a hint says, whatever the others say: the name alone never wins."""
        if self.world.unit_ids[first.place]:
            return False
        return any(weigh(first.place, each, self.world)[0] <= AGAINST for each in scope.constraints if each.firm)

    def _warned(self, *both: Reading) -> bool:
        """Whether the gazetteer warns that the two are mistaken for one another, and their names sound the same."""
        notes = (self.world.entries[each.place].note for each in both)
        return both[1].match.likeness >= 0.94 and any(
            "FALSE FRIEND" in note or "NOT " in note or "not the" in note for note in notes
        )


def replace_status(solution: Solution, status: str, reason: str) -> Solution:
    """The same readings under another status."""
    return replace(solution, status=status, reason=reason)


def _splits(words: str) -> Iterator[tuple[str, str]]:
    """Heads and tails of a name of several words: "mazan sar" + "mashkail"; also the other way round."""
    parts = words.split(" ")
    for cut in range(len(parts) - 1, 0, -1):
        yield " ".join(parts[:cut]), " ".join(parts[cut:])
    if len(parts) == 2:
        yield parts[1], parts[0]
