"""The check: does a coordinate lie where the names beside it say? Each finding with its distance and a proposal."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from shapely import Geometry, Point

from geo.places.geocode.answers import Answer, Hints
from geo.places.geocode.batch import geocode, resolver_of
from geo.places.geocode.ground import centroids, land
from geo.places.geocode.scope import Constraint
from geo.places.geocode.world import World, the_world
from geo.places.metric import distance_km, to_metres
from geo.settings import REGION

EDGE_KM = 12.0
"""How far a point may lie outside the unit named: the boundaries are off by up to 8 km, some more."""

SEA_KM = 6.0
"""How far off the coast of the basemap a point is called at sea."""

CENTROID_KM = 1.0
_DEGREES = CENTROID_KM / 110.0  # of latitude, and a little more
FAR_KM = 50.0
_SURE = 0.85


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with a coordinate.

    `kind` is one of null_island, swapped, sign_flipped, on_centroid, at_sea, rounded, wrong_country,
    wrong_province, wrong_district, far_from_place; `distance_km` how far off it is (NaN where that says nothing);
    `proposal` a better (lon, lat) where one is known, and `advice` says in words what to do.
    """

    kind: str
    distance_km: float
    message: str
    advice: str = ""
    proposal: tuple[float, float] | None = None


def check_record(lon: float, lat: float, names: Mapping[str, Any], world: World | None = None) -> list[Finding]:
    """Every finding about a record: its coordinate and the names beside it.

    Parameters
    ----------
    lon, lat
        The coordinate, EPSG:4326.
    names
        What the record says, by the keys place, description, district, province, country, where_prec, date; all may
        be missing. A district counts as far as it reached on that date, or shortly before; at any date where none is given.
    world
        As for `geocode`.
    """
    hints = {key: str(names[key]) for key in ("district", "province", "country", "date") if names.get(key)}
    described = str(names.get("description") or "")
    prec = str(names.get("where_prec") or "")
    given = Hints.of({**hints, "context": described})
    place = str(names.get("place") or "") or described
    return check_point(_degrees(lon), _degrees(lat), place, given, int(prec) if prec.isdigit() else None, world)


def _degrees(said: object) -> float:
    """A coordinate of a record as a number; NaN where none is given."""
    return math.nan if said is None or said == "" else float(str(said))


def check_point(
    lon: float,
    lat: float,
    text: str = "",
    hints: Hints | Mapping[str, Any] | None = None,
    where_prec: int | None = None,
    world: World | None = None,
) -> list[Finding]:
    """Every finding about a coordinate, the gravest first; empty where it fits.

    Parameters
    ----------
    lon, lat
        The coordinate, EPSG:4326; what is no number gives no finding.
    text
        The name of the place as reported.
    hints
        District, province, country named beside it.
    where_prec
        UCDP's precision where it is known: a coordinate of precision 3 or more may stand on a centroid.
    world
        The gazetteer; what ships and the user's names where none is given.
    """
    if not (math.isfinite(lon) and math.isfinite(lat)):
        return []
    return list(_Check(lon, lat, text, Hints.of(hints), where_prec, world or the_world()).findings())


class _Check:
    def __init__(self, lon: float, lat: float, text: str, hints: Hints, where_prec: int | None, world: World) -> None:
        self.lon, self.lat, self.where_prec, self.world = lon, lat, where_prec, world
        self.constraints = resolver_of(world).scopes.from_hints(hints)
        self.answer: Answer = _named(text, hints, world)
        self.day = world.eras.of([hints.date])[0]
        self.coarse = where_prec is not None and where_prec >= 3

    def findings(self) -> Iterator[Finding]:
        """The findings; what explains the others (0,0, swapped, a lost sign) stands alone."""
        broken = self._broken()
        if broken is not None:
            yield broken
            return
        centroid = self._centroid()
        if centroid is not None:
            yield centroid
        elsewhere = self._unit() or self._far()
        sea = self._sea()
        if sea is not None:
            yield sea
        elif elsewhere is not None:
            yield elsewhere
        if centroid is None and sea is None and not self.coarse and self._rounded():
            yield self._found("rounded", math.nan, "the coordinate is rounded to whole degrees")

    def _found(self, code: str, km: float, message: str) -> Finding:
        """A finding with what the names propose."""
        best = self.answer.best
        if best is None:
            units = [unit for each in self.constraints if each.level == "district" for unit in each.units]
            words = f"use {self.world.name_of[units[0]]} as an area" if len(units) == 1 else ""
            return Finding(code, km, message, words)
        area = math.isnan(best.lon)
        words = f"{best.name} ({best.kind}{', as an area' if area else ''}; score {best.score:.2f})"
        return Finding(code, km, message, words, None if area else (best.lon, best.lat))

    def _broken(self) -> Finding | None:
        lon, lat = self.lon, self.lat
        if abs(lon) < 0.01 and abs(lat) < 0.01:
            return self._found("null_island", math.nan, "the coordinate is 0, 0")
        if self._fits(lon, lat):
            return None
        signs = ((lon, -lat), (-lon, lat), (-lon, -lat))
        for code, x, y in (("swapped", lat, lon), *(("sign_flipped", x, y) for x, y in signs)):
            if self._fits(x, y):
                said = "longitude and latitude are swapped" if code == "swapped" else "a sign is lost"
                return Finding(code, math.nan, said, f"{y:g} N, {x:g} E", (x, y))
        return None

    def _fits(self, lon: float, lat: float) -> bool:
        """Whether a point lies in the region, and in the unit named where one is."""
        west, south, east, north = REGION
        if not (west <= lon <= east and south <= lat <= north):
            return False
        outside = self._off if (lon, lat) == (self.lon, self.lat) else self._outside(to_metres(Point(lon, lat)))
        return all(km <= 60.0 for _, km in outside)

    @cached_property
    def _point(self) -> Geometry:
        """The coordinate in the metric CRS."""
        return to_metres(Point(self.lon, self.lat))

    @cached_property
    def _off(self) -> list[tuple[Constraint, float]]:
        """How far the coordinate lies outside each unit named."""
        return list(self._outside(self._point))

    def _outside(self, point: Geometry) -> Iterator[tuple[Constraint, float]]:
        """How far a metric point lies outside each unit named, in km; 0 inside, or in one that was cut from it."""
        for constraint in self.constraints:
            if constraint.level in ("district", "province", "subdistrict") and constraint.units:
                units = set(constraint.units)
                units |= {unit for each in constraint.units for unit in self._related(each)}
                yield constraint, min(float(self.world.metric_shapes[unit].distance(point)) for unit in units) / 1000.0

    def _related(self, unit: str) -> Iterator[str]:
        """The units that a unit was cut from and those cut from it, as far as the date of the record allows."""
        for cut, parent, _ in self.world.eras.cuts:
            if unit in (cut, parent) and self.world.eras.fits(cut, parent, self.day):
                yield parent if unit == cut else cut

    def _centroid(self) -> Finding | None:
        if self.coarse and not self._answer_is_point():
            return None
        for name, lon, lat in centroids(self.world):
            if abs(lat - self.lat) > _DEGREES or abs(lon - self.lon) > _DEGREES / math.cos(math.radians(lat)):
                continue  # most are far away, and the exact distance costs more
            far = distance_km(self.lon, self.lat, lon, lat)
            if far <= CENTROID_KM and not self._named_there():
                return self._found("on_centroid", far, f"the point stands for {name} as a whole")
        return None

    def _answer_is_point(self) -> bool:
        """Whether the name is known to a point."""
        return self.answer.best is not None and not math.isnan(self.answer.best.lon)

    def _named_there(self) -> bool:
        """Whether the place named lies where the coordinate is."""
        near = (each for each in self.answer.candidates if each.score >= 0.3 and not math.isnan(each.lon))
        reach = EDGE_KM
        return any(distance_km(self.lon, self.lat, each.lon, each.lat) <= max(reach, each.radius_km) for each in near)

    def _unit(self) -> Finding | None:
        """In the country, the province, the district named? The largest that does not fit counts."""
        outside, here = self._off, self._province_here()
        countries = {country for each in self.constraints for country in each.countries}
        if here is not None and countries and here[0] not in countries and here[1] > EDGE_KM:
            return self._found("wrong_country", here[1], f"the point lies {here[1]:.0f} km inside the other country")
        for level, code in (("province", "wrong_province"), ("district", "wrong_district")):
            for constraint, km in outside:
                if constraint.level != level or km <= EDGE_KM or (level == "district" and self._named_there()):
                    continue
                other = here is not None and not any(unit.startswith(here[0].lower()) for unit in constraint.units)
                return self._found(
                    "wrong_country" if other and here and here[1] > EDGE_KM else code,
                    km,
                    f"the point lies {km:.0f} km outside {constraint.said}",
                )
        elsewhere = [each for each in self.constraints if each.outside and each.firm and each.level == "province"]
        if elsewhere and not outside and here is not None and here[1] > EDGE_KM:
            return self._found(
                "wrong_province", here[1], f"{elsewhere[0].said} lies elsewhere, the point in the region"
            )
        return None

    def _province_here(self) -> tuple[str, float] | None:
        """The country of the province that the point lies in, and how deep inside it, in km."""
        for unit, country in (("pk-balochistan", "PK"), ("ir-sistan-baluchestan", "IR")):
            shape = self.world.metric_shapes[unit]
            if shape.contains(self._point):
                return country, float(shape.boundary.distance(self._point)) / 1000.0
        return None

    def _sea(self) -> Finding | None:
        best = self.answer.best
        if (best is not None and best.relation == "off") or self.where_prec == 7:
            return None
        west, south, east, north = REGION
        if not (west <= self.lon <= east and south <= self.lat <= north):
            return None
        km = float(land().distance(self._point)) / 1000.0
        return self._found("at_sea", km, f"the point lies {km:.0f} km out at sea") if km > SEA_KM else None

    def _far(self) -> Finding | None:
        best = self.answer.best
        if best is None or math.isnan(best.lon) or best.score < _SURE or self.coarse:
            return None
        far = distance_km(self.lon, self.lat, best.lon, best.lat)
        if far <= max(FAR_KM, 2 * best.radius_km) or self._named_there():
            return None
        return self._found("far_from_place", far, f"the point lies {far:.0f} km from {best.name}")

    def _rounded(self) -> bool:
        return self.lon == round(self.lon) and self.lat == round(self.lat)


@lru_cache(maxsize=4096)
def _named(text: str, hints: Hints, world: World) -> Answer:
    return geocode(text, hints, world=world) if text.strip() else Answer(text, "not_found")
