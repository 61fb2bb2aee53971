"""What stands in for a place that no gazetteer has: the unit named, a circle around the town it is said to be at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geo.places.geocode.entries import is_added
from geo.places.geocode.facilities import hosts, is_urban
from geo.places.geocode.judging import HAMLETS, TOWNS, WELL_KNOWN, NameResolver
from geo.places.geocode.phrases import Named, Relation
from geo.places.geocode.rank import LIKE, rank
from geo.places.geocode.reading import Reading, Solution
from geo.places.geocode.scope import Constraint, Scope, constraint_unit

UNIT_SHARE = 0.72
"""The share of "somewhere in the unit named", where the place itself is in no gazetteer."""

VAGUE = 0.93
"""How often what is said to be near, or so far from a place, is."""

FACILITY_KM = 10.0
"""How far from a town's point a feature named after the town may lie."""

LOOSE = 0.9
"""How often a feature lies at the place whose name it bears."""

CITY = 500_000
"""A district's town of so many people is where a street or a hospital of that district is meant to be."""

NEAR_TOWN_KM = 15.0
SUBDISTRICT_KM = 25.0
"""How far from its seat most of a sub-district lies."""


class StandIns(NameResolver):
    """Answers for names that no gazetteer has."""

    def _unit_reading(self, scope: Scope, name: str, failed: Solution) -> Solution:
        """The unit that the text or the hints name stands for a place unknown in it."""
        unit = self._unit(scope.constraints)
        if not unit:
            return failed
        said = f"{name!r} is in no gazetteer; the unit named stands for it" if name else "only the unit is named"
        reading = Reading(self.world.position[unit], UNIT_SHARE, why=(said,), coarse=True)
        doubtful = [replace(each, share=each.share * (1.0 - UNIT_SHARE)) for each in failed.readings if each.exact]
        return Solution("resolved", [reading, *doubtful], "", scope, failed.main)

    def _unit(self, constraints: Sequence[Constraint]) -> str:
        """The unit named by a word of type; else the district that has a name beside the place."""
        unit = constraint_unit(constraints, self.world) if constraints else ""
        if unit or not constraints:
            return unit
        loose = [each for each in constraints if each.level == "place"]
        districts = [each._replace(level="district", units=self._districts(each)) for each in loose]
        return constraint_unit([*(each for each in districts if each.units), *constraints], self.world)

    def _districts(self, constraint: Constraint) -> frozenset[str]:
        units = constraint.units
        found = frozenset(unit for unit in units if self.world.level_of[unit] == "district")
        return found or frozenset(unit for unit in units if self.world.level_of[unit] == "subdistrict")

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

    def _at_host(self, named: Named, scope: Scope) -> Solution | None:
        """A feature in no gazetteer that bears the name of a place: "Sui gas field" is around Sui."""
        words = named.full or named.words
        for host in hosts(words) if " " in words else ():
            if not self.world.index.knows(host):
                continue
            found = self._judge(Named(host), rank(Named(host), scope, self.world), scope)
            if (
                found.status == "resolved"
                and found.readings[0].exact
                and not is_added(self.world.entries[found.readings[0].place])
            ):
                return self._around(found, FACILITY_KM, f"named after {host!r}")
        return None

    def _at_seat(self, named: Named, scope: Scope) -> Solution | None:
        """A sub-district in no table that bears the name of a place: "Grawag sub-tehsil" is around Grawag."""
        if named.kind != "subdistrict":
            return None
        found = self._judge(Named(named.words), rank(Named(named.words), scope, self.world), scope)
        if found.status != "resolved" or not found.readings[0].exact or self.world.is_added(found.readings[0].place):
            return None
        return self._around(
            found, SUBDISTRICT_KM, f"no table has {named.words!r} as a unit: around the place of its name"
        )

    def _at_foot(self, named: Named, found: Solution) -> Solution:
        """ "Turbat hills" are around Turbat, where no mountain bears the name; so is an airport that no table has."""
        if (
            named.kind not in ("mountain", "airport")
            or found.status != "resolved"
            or found.readings[0].relation is not None
        ):
            return found
        if self.world.kinds[found.readings[0].place] not in TOWNS | HAMLETS:
            return found
        return self._around(found, NEAR_TOWN_KM, f"the {named.kind} called after {named.words!r}")

    def _in_city(self, named: Named, scope: Scope) -> Solution | None:
        """A street, quarter or building in no gazetteer, in the district of a city, or said to be in it: around that city."""
        if not is_urban(named.full or named.words) and (named.kind == "village" or not self._is_said(scope)):
            return None
        unit = self._unit(scope.constraints)
        for match in self.world.index.find(self.world.name_of.get(unit, "").lower()):
            city = self.world.entries[match.entry]
            if not city.unit_id and city.population >= CITY and self.world.district[match.entry] == unit:
                said = f"{named.words!r} is in no gazetteer; {city.name} is the city of the district named"
                reading = Reading(match.entry, UNIT_SHARE / LOOSE)
                return self._around(Solution("resolved", [reading], "", scope, named), NEAR_TOWN_KM, said)
        return None

    def _is_said(self, scope: Scope) -> bool:
        """Whether a city stands beside the name without a word of type: "Hazara Town (Quetta)"."""
        for each in scope.constraints:
            if each.level == "place":
                cities = (match.entry for match in self.world.index.find(each.said) if match.likeness >= LIKE)
                if any(
                    self.world.kinds[city] in TOWNS and self.world.entries[city].population >= CITY for city in cities
                ):
                    return True
        return False

    def _around(self, found: Solution, km: float, said: str) -> Solution:
        """What stands around a place that was found: a circle, or the unit itself."""
        first = found.readings[0]
        relation = None if self.world.entries[first.place].unit_id else Relation("near", (), km)
        around = replace(first, relation=relation, share=first.share * LOOSE, why=(*first.why, said), coarse=True)
        return Solution("resolved", [around], "", found.scope, found.main)

    def _contradicts(self, reading: Reading) -> bool:
        """Whether a well-known place has exactly the name, and only the hints speak against it."""
        return reading.exact and self.world.prior[reading.place] > WELL_KNOWN
