"""From readings to geometry: each part of an event's place as what is known of it, and that in words.

Nothing falls back to a centroid: a rule either has a geometry of its own (a gazetteer row, a unit, the
border) or has none. To add a rule, add it here to `_GEOMETRY`, and to `RULES` in `readings`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import nan
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from shapely import Geometry, LineString, Point

from geo.places.boundaries import border_of
from geo.places.gazetteer import LABEL_KINDS, short_name
from geo.places.metric import buffer_km, circle, to_degrees, to_metres
from geo.places.readings import EVERY, FILE, RULES, Reading
from geo.vocabulary.problems import DataProblems, Problem

POINT_KM = 5.0
"""Up to this radius a place is called a point, beyond it a circle."""

WIDE_KM = 25.0
"""A wider circle is no better known than a district (where_prec 3)."""

COLUMNS = (
    "event_key",
    "part",
    "role",
    "reported",
    "precision",
    "radius_km",
    "place_name",
    "place_name_local",
    "place_refs",
    "unit_ids",
    "where_prec",
    "rule",
    "reason",
    "note",
    "geometry",
)
COUNTRY = {"IR": "Iran", "PK": "Pakistan"}
WHERE_PREC = {
    "point": 1,
    "elsewhere": 1,
    "circle": 2,
    "subdistrict": 3,
    "district": 3,
    "province": 4,
    "border_stretch": 5,
    "line": 5,
    "country_side": 6,
    "unlocated": 6,
}
"""UCDP's where_prec: 1 the named place, 2 within about 25 km of it (wider circles: 3), 3 district or its
part, 4 province, 5 a line or another fuzzy shape, 6 only the country, 7 at sea (on either side of the
maritime line)."""

_LOCAL_TYPE = {
    ("PK", "province"): "صوبہ",
    ("PK", "district"): "ضلع",
    ("PK", "tehsil"): "تحصیل",
    ("PK", "sub-tehsil"): "سب تحصیل",
    ("IR", "province"): "استان",
    ("IR", "county"): "شهرستان",
    ("IR", "bakhsh"): "بخش",
}
_CLEAR_OF_ENDS_M = 60_000.0  # else an arrow from Pakistan could start in Afghanistan or in the sea
_SHARED_KM = 2.0  # a unit counts as lying along a stretch of the border when it shares more than this with it


@dataclass(frozen=True, slots=True)
class _World:
    gazetteer: pd.DataFrame
    units: gpd.GeoDataFrame
    border: LineString


@dataclass(frozen=True, slots=True)
class _Where:
    """What a rule makes of a reading; `area` finds the districts (those of `country` if that is given)."""

    precision: str
    name: str = ""
    local: str = ""
    geometry: Geometry | None = None
    radius_km: float = nan
    places: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    area: Geometry | None = None
    country: str = ""


def locate(
    readings: Sequence[Reading], gazetteer: pd.DataFrame, units: gpd.GeoDataFrame, border: LineString
) -> gpd.GeoDataFrame:
    """One row a reading, in their order, EPSG:4326; no readings give no rows, with the columns.

    `geometry` is the point of what is a point, circle or elsewhere (`radius_km` says the rest), a polygon, a
    line, or None. `unit_ids` lists the districts that it may lie in, with the sub-districts named and the
    provinces around them, sorted; `place_refs` the gazetteer rows used; `radius_km` is NaN where there is
    none, for a line half the width of the corridor. Raises DataProblems with every reading whose references
    cannot be drawn by its rule.
    """
    world = _World(gazetteer, units, border)
    if problems := [problem for reading in readings for problem in _misused(reading, world)]:
        raise DataProblems(problems)
    rows = [_row(reading, _GEOMETRY[reading.rule](reading, world), world) for reading in readings]
    return gpd.GeoDataFrame(pd.DataFrame(rows, columns=list(COLUMNS)), geometry="geometry", crs=4326)


def words(row: "pd.Series[Any]") -> str:
    """Where a part of a place is, in English, as precisely as is known; then the name as reported."""
    name, radius = row["place_name"], f"{row['radius_km']:g} km"
    said = {
        "point": f"at {name} (within {radius})",
        "circle": f"around {name} (within {radius})",
        "border_stretch": f"along the {name}",
        "line": f"{name}, within {radius} of the straight line",
        "elsewhere": f"in {name}",
        "country_side": f"somewhere in {name}",
        "unlocated": f"not located: {row['reason'][:1].lower()}{row['reason'][1:].rstrip('.')}",
    }.get(row["precision"], f"somewhere in {name}")
    if row["rule"] in ("near", "sea"):
        said = f"{'at sea ' if row['rule'] == 'sea' else ''}within {radius} of {name}"
    if row["precision"] == "country_side" or _plain(row["reported"]) == _plain(name):
        return said
    return f"{said}; reported as {row['reported']}"


def arrow_start(target: Geometry, country: str, border: LineString) -> tuple[float, float]:
    """Where an arrow to `target` starts when only the country that it came from is known: lon, lat,
    EPSG:4326.

    The point 25 km beyond the border's nearest point, square to the line, in `country` ("IR" or "PK"); along
    the line never nearer than 60 km to the tripoint or the sea. Schematic: it shows the side and nothing
    more; it is not a launch site and not a place. Raises KeyError for any other country.
    """
    side = {"IR": -1.0, "PK": 1.0}[country]
    line = to_metres(border)
    if line.coords[0][1] < line.coords[-1][1]:
        line = line.reverse()  # north to south, so that Iran lies to the right
    at = line.project(to_metres(target).representative_point())
    at = min(max(at, _CLEAR_OF_ENDS_M), line.length - _CLEAR_OF_ENDS_M)
    before, after = line.interpolate(at - 25_000), line.interpolate(at + 25_000)
    here, east, north = line.interpolate(at), after.x - before.x, after.y - before.y
    step = side * 25_000 / (east**2 + north**2) ** 0.5
    start = to_degrees(Point(here.x - step * north, here.y + step * east))
    return shapely.get_x(start).item(), shapely.get_y(start).item()


def _misused(reading: Reading, world: _World) -> list[Problem]:
    """References that exist and cannot be drawn: label points, cities elsewhere, units off the border."""
    remedies = []
    of, refs = RULES[reading.rule].of, [ref for ref in reading.refs if ref != EVERY]
    wanted = "elsewhere" if reading.rule == "elsewhere" else "region"
    for ref in refs if of == "place" else []:
        row = world.gazetteer.loc[ref]
        if row["kind"] in LABEL_KINDS:
            remedies.append((ref, "its point only carries a label: use rule unit"))
        if row["scope"] != wanted:
            remedies.append((ref, f"rule {reading.rule} takes places of scope {wanted}"))
    for ref in refs if reading.rule == "border" else []:
        try:
            border_of([ref], world.units, world.border)
        except ValueError:
            remedies.append((ref, "does not touch the border: use rule unit"))
    return [Problem(FILE, reading.row, "refs", ref, remedy) for ref, remedy in remedies]


def _row(reading: Reading, where: _Where, world: _World) -> list[Any]:
    met = set() if where.area is None else _districts(where.area, world.units)
    parents, countries = world.units["parent_id"], world.units["country"]
    units = {unit for unit in met if where.country in ("", countries[unit])} | set(where.units)
    for _ in range(2):  # sub-district, district, province
        units |= {parents[unit] for unit in units if parents[unit]}
    wide = where.precision == "circle" and where.radius_km > WIDE_KM
    prec = 7 if reading.rule == "sea" else 3 if wide else WHERE_PREC[where.precision]
    return [
        reading.event_key,
        reading.part,
        reading.role,
        reading.reported,
        where.precision,
        where.radius_km,
        where.name,
        where.local,
        list(where.places),
        sorted(units),
        prec,
        reading.rule,
        reading.reason,
        reading.note,
        where.geometry,
    ]


def _districts(area: Geometry, units: gpd.GeoDataFrame) -> set[str]:
    """The districts that an area meets; a line has to run in or along them for more than `_SHARED_KM`."""
    districts = units[units["level"] == "district"]
    met = districts.iloc[districts.sindex.query(area, predicate="intersects")]
    if area.geom_type.endswith("LineString"):
        metres = to_metres(area)
        beside = met.geometry.map(lambda shape: to_metres(buffer_km(shape, 0.2)).intersection(metres).length)
        met = met[beside > 1000 * _SHARED_KM]
    return set(map(str, met.index))


def _round(reading: Reading, world: _World) -> _Where:
    """Rules place, near, sea: the point of a gazetteer row and how far around it the event may lie.

    Its districts are those that the circle meets and the one that the row names (near the border the polygons
    are some kilometres off). A place is in its own country, unless it is a crossing or a post; what is near
    it need not be.
    """
    ref = reading.refs[0]
    row: Any = world.gazetteer.loc[ref]
    radius = max(float(row["coordinate_precision_km"]), reading.radius_km or 0.0)
    lon, lat = float(row["lon"]), float(row["lat"])
    precision = "point" if radius <= POINT_KM else "circle"
    units = world.units
    at_home = row["admin1"] in set(units.loc[units["level"] == "province", "name"])
    named = re.sub(r".*\((.+)\)", r"\1", row["admin2"])  # "Golshan (Saravan)": newer than the polygons
    own = units[(units["level"] == "district") & (units["name"] == named)]
    own = own[own["country"] == row["country"]]
    return _Where(
        precision,
        short_name(row["name"]),
        row["name_local"],
        Point(lon, lat),
        radius,
        (ref,),
        units=tuple(map(str, own.index)),
        area=circle(lon, lat, radius) if at_home else None,
        country=row["country"] if reading.rule == "place" and not row["kind"].startswith("border_") else "",
    )


def _elsewhere(reading: Reading, world: _World) -> _Where:
    row: Any = world.gazetteer.loc[reading.refs[0]]
    spot = Point(float(row["lon"]), float(row["lat"]))
    radius = float(row["coordinate_precision_km"])
    return _Where("elsewhere", row["name"], row["name_local"], spot, radius, reading.refs)


def _line(reading: Reading, world: _World) -> _Where:
    rows = world.gazetteer.loc[list(reading.refs)]
    course = LineString(rows[["lon", "lat"]].to_numpy(float))
    name = "between " + " and ".join(map(short_name, rows["name"]))
    local = " – ".join(rows["name_local"]) if rows["name_local"].all() else ""
    return _Where("line", name, local, course, reading.radius_km or nan, reading.refs, area=course)


def _unit(reading: Reading, world: _World) -> _Where:
    rows = world.units.loc[list(reading.refs)]
    shape = shapely.orient_polygons(rows.geometry.union_all())
    coarsest = next(level for level in ("province", "district", "subdistrict") if level in set(rows["level"]))
    return _Where(coarsest, *_called(rows, "or"), shape, units=reading.refs)


def _border(reading: Reading, world: _World) -> _Where:
    if reading.refs == (EVERY,):
        whole = world.border
        return _Where("border_stretch", "Pakistan–Iran border", "", whole, area=whole)
    rows = world.units.loc[list(reading.refs)]
    stretch = border_of(list(reading.refs), world.units, world.border)
    name, local = _called(rows, "and")
    return _Where("border_stretch", f"border of {name}", local, stretch, units=reading.refs, area=stretch)


def _called(units: gpd.GeoDataFrame, joint: str) -> tuple[str, str]:
    """The units' names and kinds, in Latin ("Panjgur district") and in local script ("" if one has none)."""
    latin = [f"{row['name']} {row['type']}" for _, row in units.iterrows()]
    local = [f"{_LOCAL_TYPE[row['country'], row['type']]} {row['name_local']}" for _, row in units.iterrows()]
    joined = f"{', '.join(latin[:-1])} {joint} {latin[-1]}" if len(latin) > 1 else latin[0]
    return joined, "، ".join(local) if units["name_local"].all() else ""


def _plain(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()


_GEOMETRY: dict[str, Callable[[Reading, _World], _Where]] = {
    "place": _round,
    "near": _round,
    "sea": _round,
    "line": _line,
    "elsewhere": _elsewhere,
    "unit": _unit,
    "border": _border,
    "side": lambda reading, _: _Where("country_side", COUNTRY[reading.refs[0]]),
    "unlocated": lambda _, __: _Where("unlocated"),
}
