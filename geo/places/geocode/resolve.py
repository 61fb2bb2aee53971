"""From a text and its hints to ranked readings: which place, related how, how likely."""

from __future__ import annotations

from collections.abc import Sequence

from geo.places.geocode.answers import Hints
from geo.places.geocode.bordering import Borders
from geo.places.geocode.judging import replace_status
from geo.places.geocode.phrases import Phrase, Relation, parse
from geo.places.geocode.reading import Solution
from geo.places.geocode.scope import Constraint, Scope
from geo.places.geocode.standins import VAGUE
from geo.places.geocode.wording import KINDS, NEAR_KINDS
from geo.places.metric import bearing_of

_ANYWHERE = Scope()
_NO_HINTS = Hints()
_SKIP = frozenset({"country"})


class Resolver(Borders):
    """Answers questions about one world."""

    def solve(self, text: str, hints: Hints | None = None) -> Solution:
        """The solution of one text."""
        phrase = parse(text)
        asked = hints or _NO_HINTS
        given = self.scopes.from_hints(asked) if hints is not None else []
        scope = self._scope(phrase, given, asked)
        if phrase.main is None and phrase.relation is None:
            return self._only_context(scope)
        if phrase.main is not None and phrase.main.rank and phrase.relation is not None and _is_within(phrase.relation):
            said = self.scopes.named(phrase.main)
            within = scope._replace(constraints=(*scope.constraints, *((said,) if said is not None else ())))
            related = self._solve_relation(phrase, phrase.relation, within)  # "Kech district, 30 km north of Turbat"
            if related.status == "resolved" and not related.readings[0].coarse:
                return related
        if phrase.main is not None and phrase.main.kind not in _SKIP:
            solution = self._solve_main(phrase.main, scope)
            if solution.status != "not_found":
                return self._at_foot(phrase.main, solution)
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
        """The solution of a relation to the places that it names."""
        if relation.kind in ("between", "road"):
            return self._solve_pair(relation, scope)
        if relation.kind == "border" and len(relation.anchors) > 1:
            whole = relation.anchors[2:]  # "Mand-Pishin border": a crossing is called so
            if not whole or not self.world.index.knows(whole[0][0].words):
                return self._solve_shared_border(relation, scope)
            relation = relation._replace(anchors=whole)
        if not relation.anchors:
            return self._solve_border(relation, scope)
        if relation.kind in ("from", "off") and len(relation.anchors) == 2:
            relation = self._aimed(relation, scope)
        anchor, *around = relation.anchors[0]
        if anchor.kind in _SKIP:
            return Solution("not_found", [], "names a country only", scope, anchor)
        named = [self.scopes.named(name) for name in around]
        extra = [each for each in named if each is not None and each not in scope.constraints]
        own = scope._replace(constraints=(*(each for each in scope.constraints if each.said != anchor.words), *extra))
        solution = self._solve_main(anchor, own)
        if solution.status == "not_found":
            if relation.kind.startswith("border"):
                return self._solve_border(relation, own)
            return self._unit_reading(own, anchor.words, solution)
        return self._related(solution, relation)

    def _related(self, solution: Solution, relation: Relation) -> Solution:
        """The places found, with the relation that holds for each: of several of a name those count that it fits."""
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


def _is_within(relation: Relation) -> bool:
    """Whether a relation says more than the unit that it stands beside: "Kech district, 14 km from the border"."""
    return bool(relation.anchors) or relation.kind in ("border_distance", "border_within")
