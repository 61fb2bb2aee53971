"""Judge one answer against its label: the place, the district, the distance, the geometry."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import pyproj
import shapely
from shapely.geometry import Point
from shapely.ops import transform

from tests.geocoding.labels import known_points, plain_id, split, units

GEOD = pyproj.Geod(ellps="WGS84")
NEAR_KM = 10.0
FAR_KM = 50.0
LISTED = 8
CONTAIN_TOLERANCE_KM = 3.0


@dataclass
class Outcome:
    """What a geocoder said, in the terms that the judge needs; the baseline makes one too."""

    status: str
    ids: list[str] = field(default_factory=list)
    points: list[tuple[float, float] | None] = field(default_factory=list)
    score: float = 0.0
    admin2: str = ""
    geometry: Any = None
    radius_km: float = 0.0

    @classmethod
    def of(cls, answer: Any) -> Outcome:
        """Take over the answer of `geocode`."""
        listed = list(answer.candidates)[:LISTED]
        points = [(float(c.lon), float(c.lat)) if is_number(c.lon) and is_number(c.lat) else None for c in listed]
        if not listed:
            return cls(answer.status)
        top = listed[0]
        return cls(
            answer.status,
            [plain_id(str(c.place_id or "")) for c in listed],
            points,
            float(top.score),
            str(top.admin2 or ""),
            top.geometry,
            float(top.radius_km) if is_number(top.radius_km) else 0.0,
        )


def is_number(value: Any) -> bool:
    """Whether a coordinate or radius is there: areas may carry None or NaN."""
    return value is not None and math.isfinite(float(value))


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Distance on the ellipsoid."""
    return float(GEOD.inv(*a, *b)[2]) / 1000


def expected_point(row: Any) -> tuple[float, float] | None:
    """Point of the label, if it has one."""
    return (float(row.expected_lon), float(row.expected_lat)) if row.expected_lon else None


def off_km(outcome: Outcome, target: tuple[float, float]) -> float | None:
    """How far the first answer is from the point: of an area or a line, its nearest edge; None without an answer."""
    if not outcome.ids:
        return None
    if outcome.points[0]:
        return distance_km(outcome.points[0], target)
    if outcome.geometry is None or outcome.geometry.is_empty:
        return None
    nearest = shapely.ops.nearest_points(outcome.geometry, Point(target))[0]
    return distance_km((nearest.x, nearest.y), target)


def is_expected(place_id: str, point: tuple[float, float] | None, expected: list[str]) -> bool:
    """Whether a candidate is one of the places expected: by id, or by lying on a named point."""
    if place_id in expected:
        return True
    known = known_points()
    return point is not None and any(i in known and distance_km(point, known[i]) <= NEAR_KM / 2 for i in expected)


def is_right(row: Any, outcome: Outcome) -> bool:
    """Whether status and place are those of the label."""
    if outcome.status not in split(row.expected_status):
        return False
    expected = split(row.expected_place_ids)
    if outcome.status == "not_found":
        return True
    named = [is_expected(i, p, expected) for i, p in zip(outcome.ids, outcome.points, strict=True)]
    if outcome.status == "ambiguous":
        if row.expected_status == "ambiguous":
            return len({place_id for place_id, hit in zip(outcome.ids, named, strict=True) if hit}) >= 2
        return any(named) or "not_found" in row.expected_status
    target = expected_point(row)
    close = bool(
        target
        and outcome.points
        and outcome.points[0]
        and distance_km(outcome.points[0], target) <= float(row.tolerance_km or NEAR_KM)
    )
    return close or bool(named and named[0])


def district_of(outcome: Outcome) -> set[str]:
    """Which districts the first answer claims: of a unit its own, else by its admin2, else by its point."""
    if not outcome.ids:
        return set()
    table = units()
    first = outcome.ids[0]
    if first in table.index:
        unit = first.split(".")[0]
        return {unit} if table.loc[unit, "level"] == "district" else set()
    districts = table[table["level"] == "district"]
    named = outcome.admin2.casefold()
    if named:
        same = districts[districts["name"].str.casefold().eq(named) | districts["unit_id"].eq(named)]
        if len(same):
            return set(same["unit_id"])
    if outcome.points[0]:
        return set(districts[districts.contains(Point(outcome.points[0]))]["unit_id"])
    return set()


def metric(around: tuple[float, float]) -> tuple[Any, Any]:
    """Projections to and from kilometres-true metres around a point."""
    flat = pyproj.CRS.from_proj4(f"+proj=aeqd +lon_0={around[0]} +lat_0={around[1]} +units=m")
    there = pyproj.Transformer.from_crs(4326, flat, always_xy=True).transform
    return there, pyproj.Transformer.from_crs(flat, 4326, always_xy=True).transform


def footprint(outcome: Outcome) -> Any | None:
    """Draw the area in metres that the first answer covers: points and lines with their radius."""
    shape = outcome.geometry
    if shape is None or shape.is_empty:
        return None
    centre = shape.centroid
    there, _ = metric((centre.x, centre.y))
    flat = transform(there, shape)
    thin = flat.area == 0
    return flat.buffer(max(outcome.radius_km, 1.0) * 1000) if thin else flat


def relative_faults(row: Any, outcome: Outcome) -> list[str]:
    """Which of the three tests of a relative expression fail: contains, excludes, area."""
    area = footprint(outcome) if outcome.status != "not_found" else None
    if area is None:
        return ["no answer"]
    centre = outcome.geometry.centroid
    there, _ = metric((centre.x, centre.y))

    def points(cell: str) -> list[Any]:
        return [transform(there, Point(*map(float, pair.split(",")))) for pair in split(cell.replace(";", "|"))]

    faults = []
    if any(area.distance(point) > CONTAIN_TOLERANCE_KM * 1000 for point in points(row.must_contain)):
        faults.append("misses a point")
    if any(area.buffer(-1000).contains(point) for point in points(row.must_exclude)):
        faults.append("covers what it must not")
    if area.area / 1e6 > float(row.max_area_km2):
        faults.append(f"too large: {area.area / 1e6:.0f} km²")
    return faults
