"""What a constraint says of a candidate: the log odds that it adds, and why in words."""

from __future__ import annotations

import math
from collections.abc import Iterable

from geo.places.geocode.scope import Constraint
from geo.places.geocode.world import World
from geo.places.metric import distance_km

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
_PROVINCES = frozenset({"Balochistan", "Sistan and Baluchestan"})


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
