"""From a text and its hints to ranked readings: which place, related how, how likely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from shapely import Point

from geo.places.geocode.answers import Hints
from geo.places.geocode.doubts import STRONG
from geo.places.geocode.ground import land
from geo.places.geocode.judging import RIVAL, replace_status
from geo.places.geocode.phrases import Phrase, Relation, parse
from geo.places.geocode.rank import same_place
from geo.places.geocode.reading import Reading, Solution
from geo.places.geocode.scope import Constraint, Scope
from geo.places.geocode.standins import StandIns
from geo.places.geocode.wording import KINDS, NEAR_KINDS
from geo.places.metric import bearing_of, distance_km, to_metres

VAGUE = 0.93
"""How often what is said to be near, or so far from a place, is."""

BORDER_REACH_KM = 60.0
"""Beyond this distance "the border at X" is no stretch of this border."""

BORDERING = 0.2
"""A share from which on lying at the border decides."""

WIDE_KM = 25.0
"""How far from the land "off Pasni" may be."""

JOINED_KM = 150.0
"""Roads are called by their ends, which mostly lie no farther apart."""

NAMED_REACH_KM = 120.0
"""The same where both countries are named: "the Pakistan–Iran border near Panjgur"."""

_ANYWHERE = Scope()
_NO_HINTS = Hints()
_SKIP = frozenset({"country"})


class Resolver(StandIns):
    """Answers questions about one world."""

    def solve(self, text: str, hints: Hints | None = None) -> Solution:
        """The solution of one text."""
        phrase = parse(text)
        asked = hints or _NO_HINTS
        given = self.scopes.from_hints(asked) if hints is not None else []
        scope = self._scope(phrase, given, asked)
        if phrase.main is None and phrase.relation is None:
            return self._only_context(scope)
        if phrase.main is not None and phrase.main.rank and phrase.relation is not None and phrase.relation.anchors:
            said = self.scopes.named(phrase.main)
            within = scope._replace(constraints=(*scope.constraints, *((said,) if said is not None else ())))
            related = self._solve_relation(phrase, phrase.relation, within)  # "Kech district, 30 km north of Turbat"
            if related.status == "resolved" and not related.readings[0].coarse:
                return related
        if phrase.main is not None and phrase.main.kind not in _SKIP:
            solution = self._solve_main(phrase.main, scope)
            if solution.status != "not_found":
                return solution
            return self._fall_back(phrase, scope, solution)
        if phrase.relation is not None:
            return self._solve_relation(phrase, phrase.relation, scope)
        return Solution("not_found", [], "names a country only", scope, phrase.main)

    def _scope(self, phrase: Phrase, given: Sequence[Constraint], hints: Hints) -> Scope:
        if not (phrase.context or phrase.relation or given or hints.kind or hints.date or hints.lon == hints.lon):
            return _ANYWHERE
        named = [self.scopes.named(name) for name in phrase.context]
        relation = phrase.relation
        if relation is not None and phrase.main is not None:
            named += [self.scopes.named(names[0]) for names in relation.anchors]
        if relation is not None and relation.kind == "inside" and relation.borders:
            named.append(Constraint("the country named", "country", countries=relation.borders))
        both = {each.said + each.level: each for each in (*named, *given) if each is not None}
        day = self.world.eras.of([hints.date])[0] if hints.date else ""
        dated = (each._replace(day=day) if day and each.units else each for each in both.values())
        return Scope(tuple(dated), hints.lon, hints.lat, self._kind(hints.kind), day)

    def _kind(self, word: str) -> str:
        return KINDS.get(word.casefold(), word if word in NEAR_KINDS else "") if word else ""

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
        if failed.main is not None and (feature := self._at_host(failed.main, scope)) is not None:
            return feature
        if failed.main is not None and (seat := self._at_seat(failed.main, scope)) is not None:
            return seat
        if failed.readings and self._contradicts(failed.readings[0]):
            return replace_status(failed, "ambiguous", "the place of that name lies elsewhere than the hints say")
        if loose and failed.main is not None and failed.main.kind == "area":  # "Kalag area of Turbat"
            around = self._near_context(loose, scope, failed)
            if around.status == "resolved":
                return around
        if failed.main is not None and (street := self._in_city(failed.main, scope)) is not None:
            return street
        by_unit = self._unit_reading(scope, name, failed)
        if by_unit.status == "resolved" or not loose:
            return by_unit
        return self._near_context(loose, scope, failed)

    def _solve_relation(self, phrase: Phrase, relation: Relation, scope: Scope) -> Solution:
        if relation.kind in ("between", "road"):
            return self._solve_pair(relation, scope)
        if relation.kind == "border" and len(relation.anchors) == 2:
            return self._solve_shared_border(relation, scope)
        if not relation.anchors:
            return self._solve_border(relation, scope)
        if relation.kind in ("from", "off") and len(relation.anchors) == 2:
            relation = self._aimed(relation, scope)
        anchor, *around = relation.anchors[0]
        named = [self.scopes.named(name) for name in around]
        extra = [each for each in named if each is not None and each not in scope.constraints]
        own = scope._replace(constraints=(*(each for each in scope.constraints if each.said != anchor.words), *extra))
        solution = self._solve_main(anchor, own)
        if solution.status == "not_found":
            if relation.kind == "border":
                return self._solve_border(relation, own)
            return self._unit_reading(own, anchor.words, solution)
        other_border = bool(relation.borders - {"PK", "IR"})
        if (relation.kind.startswith("border") or relation.kind == "inside") and not other_border:
            solution = self._prefer_bordering(solution, relation)
        if relation.kind == "border" and not relation.near:
            self._prefer_bordering_unit(solution)
        elif relation.kind in ("border_distance", "border_within", "inside"):
            self._prefer_bordering_unit(solution, ("subdistrict", "district"))
        if relation.kind == "border" and (other_border or not self._borders(solution.readings[0].place, relation)):
            relation = relation._replace(kind="near")
        if relation.kind == "off" and not self._at_sea(solution.readings[0].place, relation):
            relation = relation._replace(kind="from" if relation.km else "near")  # "3 km off the town"
        for reading in solution.readings:
            of_unit = bool(self.world.entries[reading.place].unit_id) and other_border
            reading.relation = None if of_unit else relation
            if relation.kind == "outskirts" and self.world.entries[reading.place].unit_id:
                reading.relation = relation._replace(kind="part")  # "southern Kech"
            reading.share *= 1.0 if relation.kind == "border" else VAGUE
        return solution

    def _aimed(self, relation: Relation, scope: Scope) -> Relation:
        """ "60 km from Zahedan on the road to Khash": the bearing is that of the second place from the first."""
        ends = [self._solve_main(anchor, scope) for anchor, *_ in relation.anchors]
        anchors = relation.anchors[:1]
        if any(end.status != "resolved" or self.world.unit_ids[end.readings[0].place] for end in ends):
            return relation._replace(anchors=anchors)
        one, other = (end.readings[0].place for end in ends)
        lons, lats = self.world.lons, self.world.lats
        return relation._replace(anchors=anchors, bearing=bearing_of(lons[one], lats[one], lons[other], lats[other]))

    def _at_sea(self, place: int, relation: Relation) -> bool:
        """Whether there is sea so near to an entry's point, or to its unit."""
        entry = self.world.entries[place]
        shape = self.world.metric_shapes[entry.unit_id] if entry.unit_id else to_metres(Point(entry.lon, entry.lat))
        return not land().contains(shape.buffer(1000.0 * (relation.km or WIDE_KM)))

    def _prefer_bordering(self, solution: Solution, relation: Relation) -> Solution:
        """Of several places of a name that one is meant which lies at the border, where the border is spoken of."""
        near = [each for each in solution.readings if self._borders(each.place, relation)]
        first = max(near, key=lambda each: each.share, default=None)
        if solution.status != "ambiguous" or first is None or first.share < BORDERING:
            return solution
        rivals = [each for each in near if not same_place(each.place, first.place, self.world)]
        if any(each.share > RIVAL * first.share for each in rivals):
            return solution
        whole = sum(each.share for each in near)
        others = [each for each in solution.readings if each is not first]
        best = replace(first, share=VAGUE * first.share / whole, why=(*first.why, "it lies at the border"))
        return replace(solution, status="resolved", reason="", readings=[best, *others])

    def _prefer_bordering_unit(self, solution: Solution, levels: Sequence[str] = ("district",)) -> None:
        """ "Saravan border" is the border of the county around a town of that name, where it has one."""
        first = solution.readings[0]
        around = self.world.units_of(first.place)
        for place, other in enumerate(solution.readings):
            unit = self.world.entries[other.place].unit_id
            if unit in around and self.world.level_of[unit] in levels and self._borders(other.place, None):
                other.share = max(other.share, first.share)
                solution.readings.insert(0, solution.readings.pop(place))
                return

    def _borders(self, place: int, relation: Relation | None) -> bool:
        """Whether an entry lies at the Pakistan–Iran border, or a unit touches it; farther off where that is named."""
        entry = self.world.entries[place]
        shape = self.world.metric_shapes[entry.unit_id] if entry.unit_id else to_metres(Point(entry.lon, entry.lat))
        named = relation is not None and bool(relation.borders) and relation.borders <= {"PK", "IR"}
        reach = 2.0 if entry.unit_id else NAMED_REACH_KM if named else BORDER_REACH_KM
        return bool(shape.distance(self.world.metric_border) <= 1000.0 * reach)

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
        self._prefer_near(pairs)
        pairs.sort(key=lambda pair: -pair.share)
        best = pairs[0]
        rivals = [pair for pair in pairs[1:] if not self._same_ends(best, pair)]
        best.share = min(1.0, sum(pair.share for pair in pairs if pair not in rivals))
        clear = not rivals or rivals[0].share < RIVAL * best.share
        return Solution("resolved" if clear else "ambiguous", pairs, "" if clear else "the ends are ambiguous", scope)

    def _solve_shared_border(self, relation: Relation, scope: Scope) -> Solution:
        """The stretch of the border that two units share, or that lies between two places on either side of it."""
        apart = scope._replace(constraints=tuple(each for each in scope.constraints if each.level != "place"))
        sides = [self._solve_main(anchor, apart) for anchor, *_ in relation.anchors]
        for side in sides:
            if side.readings:
                self._prefer_bordering_unit(side)
        pairs = [
            Reading(one.place, one.share * other.share, relation, other.place, one.why + other.why)
            for one in sides[0].readings[:4]
            for other in sides[1].readings[:4]
            if {self.world.countries[one.place], self.world.countries[other.place]} == {"PK", "IR"}
            and self._borders(one.place, relation)
            and self._borders(other.place, relation)
        ]
        if not pairs:
            return self._unit_reading(
                apart, "", Solution("not_found", [], "they share no stretch of the border", scope)
            )
        best = max(pairs, key=lambda pair: pair.share)
        same = sum(pair.share for pair in pairs if self._same_ends(best, pair))
        best.share = VAGUE * same / sum(pair.share for pair in pairs)  # that they lie on either side speaks for both
        clear = best.share >= STRONG
        return Solution("resolved" if clear else "ambiguous", [best], "" if clear else "the sides are ambiguous", scope)

    def _prefer_near(self, pairs: Sequence[Reading]) -> None:
        """Ends near each other speak for one another; what all pairs have together stays the same."""
        lons, lats = self.world.lons, self.world.lats
        whole = sum(pair.share for pair in pairs)
        for pair in pairs:
            far = distance_km(lons[pair.place], lats[pair.place], lons[pair.other], lats[pair.other])
            pair.share /= 1.0 + (far / JOINED_KM) ** 2
        left = sum(pair.share for pair in pairs)
        for pair in pairs:
            pair.share *= whole / left

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
