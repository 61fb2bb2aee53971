"""From a text and its hints to ranked readings: which place, related how, how likely."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from shapely import Point

from geo.places.geocode.answers import Hints
from geo.places.geocode.phrases import Named, Phrase, Relation, parse
from geo.places.geocode.rank import Scored, constraint_unit, rank, same_place, together
from geo.places.geocode.scope import Constraint, Scope, Scopes
from geo.places.geocode.world import World
from geo.places.metric import to_metres

STRONG = 0.5
"""A share of the chance from which on a reading is taken."""

STRONGER = 0.68
"""The same where the names are only alike, not of one sound: a slip of spelling needs something that speaks for it."""

LIKE = 0.92

RIVAL = 0.35
"""A rival with more than this part of the first one's share makes the answer ambiguous."""

CAUTION = 0.165
"""The same where the gazetteer calls one of the two a false friend."""

UNIT_SHARE = 0.72
"""The share of "somewhere in the unit named", where the place itself is in no gazetteer."""

NEAR_TOWN_KM = 15.0
VAGUE = 0.93
"""How often what is said to be near, or so far from a place, is."""
WELL_KNOWN = -0.3
"""A place of at least this prior is well known: a hint against it makes the answer ambiguous, not another place."""

BORDER_REACH_KM = 60.0
"""Beyond this distance "the border at X" is no stretch of this border."""
_KEPT = 10
_ANYWHERE = Scope()
_SKIP = frozenset({"country"})


@dataclass(slots=True)
class Reading:
    """One way to read the text: an entry (position), or none for a border or an area that stands for itself.

    `relation` is None where the entry itself is meant; `other` is the second entry of a road; `unit` the unit
    that stands for a place unknown in it.
    """

    place: int
    share: float
    relation: Relation | None = None
    other: int = -1
    why: tuple[str, ...] = ()
    name: str = ""
    coarse: bool = False
    exact: bool = False


@dataclass(slots=True)
class Solution:
    """The readings of one text, best first, the status, and the units that bound them."""

    status: str
    readings: list[Reading] = field(default_factory=list)
    reason: str = ""
    scope: Scope = field(default_factory=Scope)
    main: Named | None = None


class Resolver:
    """Answers questions about one world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.scopes = Scopes(world)

    def solve(self, text: str, hints: Hints | None = None) -> Solution:
        """The solution of one text."""
        phrase = parse(text)
        asked = hints or Hints()
        given = self.scopes.from_hints(asked) if hints is not None else []
        scope = self._scope(phrase, given, asked)
        if phrase.main is None and phrase.relation is None:
            return self._only_context(scope)
        if phrase.main is not None and phrase.main.kind not in _SKIP:
            solution = self._solve_main(phrase.main, scope)
            if solution.status != "not_found":
                return solution
            return self._fall_back(phrase, scope, solution)
        if phrase.relation is not None:
            return self._solve_relation(phrase, phrase.relation, scope)
        return Solution("not_found", [], "names a country only", scope, phrase.main)

    def _scope(self, phrase: Phrase, given: Sequence[Constraint], hints: Hints) -> Scope:
        if not (phrase.context or phrase.relation or given or hints.kind or hints.lon == hints.lon):
            return _ANYWHERE
        named = [self.scopes.named(name) for name in phrase.context]
        relation = phrase.relation
        if relation is not None and phrase.main is not None:
            named += [self.scopes.named(names[0]) for names in relation.anchors]
        if relation is not None and relation.kind == "inside" and relation.borders:
            named.append(Constraint("the country named", "country", countries=relation.borders))
        both = {each.said + each.level: each for each in (*named, *given) if each is not None}
        return Scope(tuple(both.values()), hints.lon, hints.lat, self._kind(hints.kind))

    def _kind(self, word: str) -> str:
        from geo.places.geocode.wording import KINDS, NEAR_KINDS

        return KINDS.get(word.casefold(), word if word in NEAR_KINDS else "") if word else ""

    def _solve_main(self, named: Named, scope: Scope) -> Solution:
        solution = self._judge(named, rank(named, scope, self.world), scope)
        if solution.status == "not_found" and " " in named.words:
            for head, tail in _splits(named.words):
                if not (self.world.index.knows(head) and self.world.index.knows(tail)):
                    continue
                extra = self.scopes.named(Named(tail))
                first = Named(head, named.kind)
                if extra is None or not (extra.units or extra.points):
                    continue
                narrowed = replace(scope, constraints=(*scope.constraints, extra))
                split = self._judge(first, rank(first, narrowed, self.world), narrowed)
                if split.status == "resolved":
                    split.readings[0].why += (f"{tail!r} is read as where it lies",)
                    split.readings[0].share *= 0.9
                    return split
        return solution

    def _judge(self, named: Named, ranked: list[Scored], scope: Scope) -> Solution:
        """The status that the shares give, and the readings."""
        if not ranked:
            return Solution("not_found", [], f"no name like {named.words!r} in the gazetteer", scope, named)
        share, rival = together(ranked, self.world)
        readings = [Reading(each.place, each.share, None, -1, each.why, exact=each.match.likeness >= LIKE) for each in ranked[:_KEPT]]
        weak = sum(each.share for each in ranked) < STRONG
        readings[0].share = share
        if weak:
            return Solution("not_found", readings, f"{named.words!r} fits no place well enough", scope, named)
        if rival is not None and rival.share > share * (CAUTION if self._warned(ranked[0], rival) else RIVAL):
            return Solution("ambiguous", readings, f"several places are called {named.words!r}", scope, named)
        if share < (STRONG if ranked[0].match.likeness >= LIKE else STRONGER):
            return Solution("ambiguous", readings, f"no place called {named.words!r} stands out", scope, named)
        return Solution("resolved", readings, "", scope, named)

    def _warned(self, *both: Scored) -> bool:
        """Whether the gazetteer warns that the two are mistaken for one another, and their names sound the same."""
        notes = (self.world.entries[each.place].note for each in both)
        return both[1].match.likeness >= 0.94 and any("FALSE FRIEND" in note or "NOT " in note or "not the" in note for note in notes)

    def _only_context(self, scope: Scope) -> Solution:
        return self._unit_reading(scope, "", Solution("not_found", [], "names no place", scope))

    def _fall_back(self, phrase: Phrase, scope: Scope, failed: Solution) -> Solution:
        """What else the text says: the relation, the town of a facility, the unit named."""
        if phrase.relation is not None:
            related = self._solve_relation(phrase, phrase.relation, scope)
            if related.status != "not_found":
                return related
        loose = [name for name in phrase.context if not name.rank]
        if phrase.facility and loose:
            town = self._solve_main(loose[0], scope)
            if town.status != "not_found":
                for reading in town.readings:
                    reading.why += (f"a facility in {loose[0].words!r}",)
                return town
        name = failed.main.words if failed.main else ""
        if failed.readings and self._contradicts(failed.readings[0]):
            return replace_status(failed, "ambiguous", "the place of that name lies elsewhere than the hints say")
        if loose and failed.main is not None and failed.main.kind == "area":  # "Kalag area of Turbat"
            around = self._near_context(loose, scope, failed)
            if around.status == "resolved":
                return around
        by_unit = self._unit_reading(scope, name, failed)
        if by_unit.status == "resolved" or not loose:
            return by_unit
        return self._near_context(loose, scope, failed)

    def _contradicts(self, reading: Reading) -> bool:
        """Whether a well-known place has exactly the name, and only the hints speak against it."""
        return reading.exact and self.world.prior[reading.place] > WELL_KNOWN

    def _near_context(self, loose: Sequence[Named], scope: Scope, failed: Solution) -> Solution:
        """A place unknown, but said to be at a town: a circle around that town."""
        town = self._judge(loose[0], rank(loose[0], scope, self.world), scope)
        if town.status != "resolved" or self.world.entries[town.readings[0].place].unit_id:
            return failed
        relation = Relation("near", (), NEAR_TOWN_KM)
        first = town.readings[0]
        said = (f"{failed.main.words!r} is in no gazetteer" if failed.main else "", f"said to be at {loose[0].words!r}")
        reading = replace(first, relation=relation, share=first.share * UNIT_SHARE, why=said, coarse=True)
        return Solution("resolved", [reading], "", scope, loose[0])

    def _unit_reading(self, scope: Scope, name: str, failed: Solution) -> Solution:
        """The unit that the text or the hints name stands for a place unknown in it."""
        unit = self._unit(scope.constraints)
        if not unit:
            return failed
        said = f"{name!r} is in no gazetteer; the unit named stands for it" if name else "only the unit is named"
        reading = Reading(self.world.position[unit], UNIT_SHARE, why=(said,), coarse=True)
        return Solution("resolved", [reading], "", scope, failed.main)

    def _unit(self, constraints: Sequence[Constraint]) -> str:
        """The unit named by a word of type; else the district that has a name beside the place."""
        unit = constraint_unit(constraints, self.world)
        if unit:
            return unit
        loose = [each for each in constraints if each.level == "place"]
        districts = [replace(each, level="district", units=self._districts(each)) for each in loose]
        return constraint_unit([*(each for each in districts if each.units), *constraints], self.world)

    def _districts(self, constraint: Constraint) -> frozenset[str]:
        units = constraint.units
        found = frozenset(unit for unit in units if self.world.level_of[unit] == "district")
        return found or frozenset(unit for unit in units if self.world.level_of[unit] == "subdistrict")

    def _solve_relation(self, phrase: Phrase, relation: Relation, scope: Scope) -> Solution:
        if relation.kind in ("between", "road"):
            return self._solve_pair(relation, scope)
        if not relation.anchors:
            return self._solve_border(relation, scope)
        anchor, *around = relation.anchors[0]
        named = [self.scopes.named(name) for name in around]
        extra = [each for each in named if each is not None and each not in scope.constraints]
        own = replace(scope, constraints=(*(each for each in scope.constraints if each.said != anchor.words), *extra))
        solution = self._solve_main(anchor, own)
        if solution.status == "not_found":
            if relation.kind == "border":
                return self._solve_border(relation, own)
            return self._unit_reading(own, anchor.words, solution)
        if relation.kind == "border" and not relation.near:
            self._prefer_bordering_unit(solution)
        other_border = bool(relation.borders - {"PK", "IR"})
        if relation.kind == "border" and (other_border or not self._borders(solution.readings[0].place)):
            relation = replace(relation, kind="near")
        for reading in solution.readings:
            of_unit = bool(self.world.entries[reading.place].unit_id) and other_border
            reading.relation = None if of_unit else relation
            reading.share *= 1.0 if relation.kind == "border" else VAGUE
        return solution

    def _prefer_bordering_unit(self, solution: Solution) -> None:
        """"Saravan border" is the border of the county around a town of that name, where it has one."""
        first = solution.readings[0]
        around = self.world.units_of(first.place)
        for place, other in enumerate(solution.readings):
            unit = self.world.entries[other.place].unit_id
            if unit in around and self.world.level_of[unit] == "district" and self._borders(other.place):
                other.share = max(other.share, first.share)
                solution.readings.insert(0, solution.readings.pop(place))
                return

    def _borders(self, place: int) -> bool:
        """Whether an entry lies at the Pakistan–Iran border, or a unit touches it."""
        entry = self.world.entries[place]
        shape = self.world.metric_shapes[entry.unit_id] if entry.unit_id else to_metres(Point(entry.lon, entry.lat))
        return bool(shape.distance(self.world.metric_border) <= 1000.0 * (2.0 if entry.unit_id else BORDER_REACH_KM))

    def _solve_pair(self, relation: Relation, scope: Scope) -> Solution:
        """A road or a stretch between two places: both must be known."""
        first = self._solve_main(relation.anchors[0][0], scope)
        second = self._solve_main(relation.anchors[1][0], scope)
        failed = next((each for each in (first, second) if each.status == "not_found"), None)
        if failed is not None:
            return self._unit_reading(scope, failed.main.words if failed.main else "", failed)
        pairs = []
        for one in first.readings[:4]:
            for other in second.readings[:4]:
                ends = self.world.entries[one.place], self.world.entries[other.place]
                if ends[0].unit_id or ends[1].unit_id:
                    continue
                pairs.append(Reading(one.place, one.share * other.share, relation, other.place, one.why + other.why))
        if not pairs:
            return self._unit_reading(scope, "", Solution("not_found", [], "the ends are no points", scope))
        pairs.sort(key=lambda pair: -pair.share)
        best = pairs[0]
        rivals = [pair for pair in pairs[1:] if not self._same_ends(best, pair)]
        best.share = min(1.0, sum(pair.share for pair in pairs if pair not in rivals))
        clear = not rivals or rivals[0].share < RIVAL * best.share
        return Solution("resolved" if clear else "ambiguous", pairs, "" if clear else "the ends are ambiguous", scope)

    def _same_ends(self, one: Reading, other: Reading) -> bool:
        ends = ((one.place, other.place), (one.other, other.other))
        return all(a == b or same_place(a, b, self.world) for a, b in ends)

    def _solve_border(self, relation: Relation, scope: Scope) -> Solution:
        """The border itself, of the unit named where one is; another country's border has no line here."""
        unit = self._unit(scope.constraints)
        if not unit:
            wide = [each for each in scope.constraints if each.level in ("province", "place") and each.units]
            units = {unit for each in wide for unit in each.units if self.world.level_of[unit] == "province"}
            unit = units.pop() if len(units) == 1 else ""
        if relation.borders - {"PK", "IR"} or scope.outside:
            failed = Solution("not_found", [], "not the Pakistan–Iran border", scope)
            return self._unit_reading(scope, "", failed) if unit else failed
        if not unit and (relation.kind == "inside" or not relation.borders):
            return Solution("not_found", [], "only a border is named, not where", scope)
        place = self.world.position[unit] if unit else -1
        sure = 0.85 if relation.borders or unit else 0.5
        return Solution("resolved", [Reading(place, sure, relation, why=("the border is named",))], "", scope)


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
