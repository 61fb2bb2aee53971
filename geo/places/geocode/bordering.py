"""Answers at the border: which of the places of a name lies there, the stretch at a place, of a unit, between two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from shapely import Geometry, Point

from geo.places.geocode.doubts import STRONG
from geo.places.geocode.ground import land
from geo.places.geocode.judging import RIVAL
from geo.places.geocode.naming import Relation
from geo.places.geocode.pairs import Pairs
from geo.places.geocode.rank import same_place
from geo.places.geocode.reading import Reading, Solution
from geo.places.geocode.scope import Scope
from geo.places.geocode.standins import VAGUE
from geo.places.metric import to_metres

BORDER_REACH_KM = 60.0
"""Beyond this distance "the border at X" is no stretch of this border."""

NAMED_REACH_KM = 120.0
"""The same where both countries are named: "the Pakistan–Iran border near Panjgur"."""

BORDERING = 0.2
"""A share from which on lying at the border decides."""

OPEN = 0.3
"""How often "5 km inside Iran" is meant from this border, where nothing else says so."""

OFFSHORE_KM = 25.0
"""How far from the land "off Pasni" may be."""


class Borders(Pairs):
    """Answers for relations to the border."""

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
        named = relation is not None and bool(relation.borders) and relation.borders <= {"PK", "IR"}
        reach = 2.0 if self.world.unit_ids[place] else NAMED_REACH_KM if named else BORDER_REACH_KM
        return bool(self._shape(place).distance(self.world.metric_border) <= 1000.0 * reach)

    def _at_sea(self, place: int, relation: Relation) -> bool:
        """Whether there is sea so near to an entry's point, or to its unit."""
        return not land().contains(self._shape(place).buffer(1000.0 * (relation.km or OFFSHORE_KM)))

    def _shape(self, place: int) -> Geometry:
        """An entry's unit, or its point, in the metric CRS."""
        entry = self.world.entries[place]
        return self.world.metric_shapes[entry.unit_id] if entry.unit_id else to_metres(Point(entry.lon, entry.lat))

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
        if not unit and relation.kind == "inside" and relation.borders:
            band = Reading(-1, OPEN, relation, why=("which of the country's borders is meant is not said",))
            return Solution("ambiguous", [band], "only a country is named, not where", scope)
        if not unit and (relation.kind == "inside" or not relation.borders):
            return Solution("not_found", [], "only a border is named, not where", scope)
        place = self.world.position[unit] if unit else -1
        sure = 0.85 if relation.borders or unit else 0.5
        return Solution("resolved", [Reading(place, sure, relation, why=("the border is named",))], "", scope)

    def _solve_shared_border(self, relation: Relation, scope: Scope) -> Solution:
        """The stretch of the border that two units share, or that lies between two places on either side of it.

        Of two units of one country it is the land along their edge.
        """
        apart = scope._replace(constraints=tuple(each for each in scope.constraints if each.level != "place"))
        sides = [self._solve_main(anchor, apart) for anchor, *_ in relation.anchors[:2]]
        for side in sides:
            if side.readings:
                self._prefer_bordering_unit(side)
        pairs = self._across(sides, relation)
        if not pairs:
            failed = Solution("not_found", [], "they share no stretch of the border", scope)
            edge = self._solve_units_between(relation._replace(kind="between"), apart)
            return edge or self._unit_reading(apart, "", failed)
        best = max(pairs, key=lambda pair: pair.share)
        same = sum(pair.share for pair in pairs if self._same_ends(best, pair))
        best.share = VAGUE * same / sum(pair.share for pair in pairs)  # that they lie on either side speaks for both
        clear = best.share >= STRONG
        return Solution("resolved" if clear else "ambiguous", [best], "" if clear else "the sides are ambiguous", scope)

    def _across(self, sides: Sequence[Solution], relation: Relation) -> list[Reading]:
        """The pairs of which one lies on either side of the border, near it."""
        return [
            Reading(one.place, one.share * other.share, relation, other.place, one.why + other.why)
            for one in sides[0].readings[:4]
            for other in sides[1].readings[:4]
            if {self.world.countries[one.place], self.world.countries[other.place]} == {"PK", "IR"}
            and self._borders(one.place, relation)
            and self._borders(other.place, relation)
        ]
