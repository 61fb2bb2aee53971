"""Answers that lie between two: on a road or a line between two places, along the edge that two units share."""

from __future__ import annotations

from collections.abc import Sequence

from geo.places.geocode.judging import RIVAL
from geo.places.geocode.naming import Relation
from geo.places.geocode.rank import same_place
from geo.places.geocode.reading import Reading, Solution
from geo.places.geocode.scope import Scope
from geo.places.geocode.standins import StandIns
from geo.places.metric import distance_km

JOINED_KM = 150.0
"""Roads are called by their ends, which mostly lie no farther apart."""

LEAST = 0.25
"""A share of two ends together below which they are not the places meant."""

APART_KM = 15.0
"""Units farther apart than this are no neighbours."""


class Pairs(StandIns):
    """Answers for relations to two places."""

    def _solve_pair(self, relation: Relation, scope: Scope) -> Solution:
        """A road or a stretch between two places: both must be known."""
        first, second = (self._solve_main(names[0], scope) for names in relation.anchors)
        if relation.kind == "between" and self._are_units(first, second, relation):
            edge = self._solve_units_between(relation, scope)
            if edge is not None:
                return edge
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
        clear = best.share >= LEAST and (not rivals or rivals[0].share < RIVAL * best.share)
        return Solution("resolved" if clear else "ambiguous", pairs, "" if clear else "the ends are ambiguous", scope)

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

    def _are_units(self, first: Solution, second: Solution, relation: Relation) -> bool:
        """Whether two units are spoken of: by a word of type, or since a unit is what one of the names means first."""
        return any(names[0].rank for names in relation.anchors) or any(
            bool(each.readings) and self.world.unit_ids[each.readings[0].place] != "" for each in (first, second)
        )

    def _solve_units_between(self, relation: Relation, scope: Scope) -> Solution | None:
        """The land along the edge that two units share: "between Kech and Panjgur districts"; None for others."""
        first, second = (names[0] for names in relation.anchors[:2])
        kinds = [name.kind for name in (first, second) if name.rank] or ["district"]
        said = (name if name.rank else name._replace(kind=kinds[0]) for name in (first, second))
        ends = [self._solve_main(name, scope) for name in said]
        if any(end.status != "resolved" for end in ends):
            return None
        one, other = (end.readings[0] for end in ends)
        units = [self.world.unit_ids[each.place] for each in (one, other)]
        if not all(units) or units[0] in self.world.chain(units[1]) or units[1] in self.world.chain(units[0]):
            return None
        shapes = [self.world.metric_shapes[unit] for unit in units]
        if shapes[0].distance(shapes[1]) > 1000.0 * APART_KM:
            return None
        pair = Reading(one.place, one.share * other.share, relation, other.place, one.why + other.why)
        return Solution("resolved", [pair], "", scope)
