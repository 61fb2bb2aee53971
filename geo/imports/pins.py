"""Where staged rows are drawn: never more exactly than their source knows. What stands for an area is no pin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from numpy.typing import NDArray

from geo.imports.agreement import units_named
from geo.imports.ground import Ground
from geo.imports.hashing import mix
from geo.imports.locate import Answers
from geo.imports.numbers import Numbers
from geo.imports.staged import Staging
from geo.imports.texts import Mask, choose, coded, constant, taken

POINT_KM = 2.0
"""The radius of a point of which the source says no more."""
CIRCLE_KM = 25.0
DISTRICT_KM = 40.0
"""The radius around a source's point for a district of which we have no shape."""
_WORDS = ("point", "circle", "district", "province", "area", "country", "unlocated", "subdistrict")
_PREC = np.array([1, 2, 3, 4, 5, 6, 6, 5])
_POINT, _CIRCLE, _DISTRICT, _PROVINCE, _AREA, _COUNTRY, _UNLOCATED, _ = range(len(_WORDS))
_REASONS = (
    "the source's coordinate",
    "the source's coordinate, known roughly",
    "the source knows the district only",
    "the source knows the province only",
    "the source's geometry",
    "",
    "no place is known",
    "",
    "the source knows the district only, and its boundary is not at hand: a circle stands for it",
    "the source knows the province or the country only; a point that stands for it is not drawn",
    "located by the geocoder",
)
"""Those of _WORDS, in their order, and three more."""
_CIRCLED, _WIDE, _GEOCODED = range(len(_WORDS), len(_REASONS))
_DEGREE_KM = 105.0


@dataclass(slots=True)
class _Drawn:
    """What is drawn of each row. `precision` and `reason` are places in _WORDS and _REASONS (-1: that of the word), `unit` a code
    of the ground; `shapes` WKB, None where there is none, or None for no row at all."""

    precision: NDArray[np.int64]
    lon: Numbers
    lat: Numbers
    radius_km: Numbers
    unit: NDArray[np.int64]
    reason: NDArray[np.int64]
    shapes: Any


def place(chunk: Staging, answers: Answers, ground: Ground, districts: NDArray[np.int64]) -> dict[str, Any]:
    """The columns of the model's places, a row a row of the completed chunk: from its coordinate, its precision and its names,
    or from the geocoder's answer. `districts` has the code of the district that each coordinate lies in."""
    drawn, here = _said(chunk, ground), districts.copy()
    answer, name, score = constant("", len(chunk)), constant("", len(chunk)), np.full(len(chunk), np.nan)
    mask = np.zeros(len(chunk), dtype=bool)
    mask[answers.rows] = True
    if len(answers.rows):
        _answered(drawn, answers, ground)
        here[answers.rows] = ground.districts(drawn.lon[answers.rows], drawn.lat[answers.rows])
        answer = pc.replace_with_mask(answer, pa.array(mask), taken([a.reason for a in answers.found], answers.codes))
        name = pc.replace_with_mask(name, pa.array(mask), taken([a.name for a in answers.found], answers.codes))
        score[answers.rows] = np.array([a.score for a in answers.found])[answers.codes]
    _round(drawn)
    here[np.isnan(drawn.lon)] = 0
    reason = taken(_REASONS, np.where(drawn.reason < 0, drawn.precision, drawn.reason))
    unknown = mask & (drawn.precision == _UNLOCATED)  # why it is not known stands in the geocoder's answer
    return {
        "part": np.ones(len(chunk), dtype="int64"),
        "role": constant("target", len(chunk)),
        "reported": chunk.columns["place_reported"],
        "precision": taken(_WORDS, drawn.precision),
        "radius_km": pa.array(drawn.radius_km, mask=np.isnan(drawn.radius_km)),
        "place_name": name,
        "unit_ids": _units(drawn, ground, here),
        "place_refs": pa.array([[unit] if unit else [] for unit in ground.units]).take(pa.array(drawn.unit)),
        "where_prec": _PREC[drawn.precision],
        "score": pa.array(score, mask=np.isnan(score)),
        "answer": answer,
        "reason": choose(unknown, answer, reason) if unknown.any() else reason,
        "geometry": _wkb(drawn),
    }


def _said(chunk: Staging, ground: Ground) -> _Drawn:
    """What the source says of each row."""
    said = chunk.columns
    codes, words = coded(said["precision"])
    known = {word: code for code, word in enumerate(_WORDS[: _UNLOCATED + 1])}
    precision = np.array([known.get(word, _POINT) for word in words], dtype="int64")[codes]
    shapes = said.get("geometry")
    if shapes is not None:
        precision[np.array([shape is not None for shape in shapes], dtype=bool)] = _AREA
        shapes = shapes.copy()
    has = ~np.isnan(said["lon"]) & ~np.isnan(said["lat"])
    nothing = np.zeros(len(chunk), dtype="int64")
    drawn = _Drawn(precision, said["lon"], said["lat"], said["radius_km"].copy(), nothing, nothing - 1, shapes)
    _areas(chunk, drawn, has, ground)
    precision[np.isin(precision, (_POINT, _CIRCLE)) & ~has] = _UNLOCATED
    return drawn


def _areas(chunk: Staging, drawn: _Drawn, has: Mask, ground: Ground) -> None:
    """Rows known to an area: its unit where it is one of ours; a district without a shape becomes a circle, all else no pin."""
    wide = np.flatnonzero(np.isin(drawn.precision, (_DISTRICT, _PROVINCE, _COUNTRY)))
    if not len(wide):
        return
    sorts = (units_named(chunk, wide, ground) * len(_WORDS) + drawn.precision[wide]) * 2 + has[wide]
    distinct, back = np.unique(sorts, return_inverse=True)
    found = []
    for sort in distinct.tolist():
        unit, word = ground.units[sort // 2 // len(_WORDS)], sort // 2 % len(_WORDS)
        if unit and word == _PROVINCE and ground.world.level_of[unit] == "district":
            unit = ground.world.parent_of[unit]
        if unit and word != _COUNTRY:
            found.append((_WORDS.index(ground.world.level_of[unit]), ground.code_of[unit], -1))
        else:
            circled = word == _DISTRICT and sort % 2
            found.append((_CIRCLE, 0, _CIRCLED) if circled else (_UNLOCATED, 0, _WIDE))
    precision, unit_codes, reasons = np.array(found).T[:, back]
    drawn.precision[wide], drawn.unit[wide], drawn.reason[wide] = precision, unit_codes, reasons
    drawn.radius_km[wide[reasons == _CIRCLED]] = DISTRICT_KM


def _answered(drawn: _Drawn, answers: Answers, ground: Ground) -> None:
    """Put what the geocoder answers in the place of what the source says."""
    rows, codes, found = answers.rows, answers.codes, answers.found
    drawn.precision[rows] = np.array([_WORDS.index(each.precision) for each in found])[codes]
    drawn.unit[rows] = np.array([ground.code_of[each.unit] for each in found])[codes]
    drawn.reason[rows] = _GEOCODED
    drawn.lon, drawn.lat = drawn.lon.copy(), drawn.lat.copy()
    for name in ("lon", "lat", "radius_km"):
        getattr(drawn, name)[rows] = np.array([getattr(each, name) for each in found])[codes]
    if any(each.shape is not None for each in found):
        if drawn.shapes is None:
            drawn.shapes = np.full(len(drawn.lon), None, dtype=object)
        drawn.shapes[rows] = np.array([*(each.shape for each in found), None], dtype=object)[codes]


def _round(drawn: _Drawn) -> None:
    """Points and circles have a radius, and nothing else has a coordinate or a radius."""
    radius = drawn.radius_km
    with np.errstate(invalid="ignore"):
        radius = np.where((radius > 0) & (radius <= 1000), radius, np.nan)
    for word, km in ((_POINT, POINT_KM), (_CIRCLE, CIRCLE_KM)):
        radius = np.where((drawn.precision == word) & np.isnan(radius), km, radius)
    other = ~np.isin(drawn.precision, (_POINT, _CIRCLE))
    drawn.lon, drawn.lat, drawn.radius_km = (np.where(other, np.nan, each) for each in (drawn.lon, drawn.lat, radius))


def _units(drawn: _Drawn, ground: Ground, here: NDArray[np.int64]) -> Any:
    """The districts that each row may lie in and the provinces around them, sorted, as a column of lists."""
    codes, lists = np.where(drawn.unit > 0, drawn.unit, here), [*ground.chains]
    with np.errstate(invalid="ignore"):
        circles = np.flatnonzero((drawn.radius_km > 5.0) & ~np.isnan(drawn.lon))
    if len(circles):
        lon, lat, radius = (each[circles] for each in (drawn.lon, drawn.lat, drawn.radius_km))
        marks = mix(*(each.view("uint64") for each in (lon, lat, radius)))
        _, some, back = np.unique(marks, return_index=True, return_inverse=True)  # the same circle is asked for once
        _met(codes, lists, ground, circles, back, shapely.points(lon[some], lat[some]), radius[some] / _DEGREE_KM)
    if drawn.shapes is not None:
        areas = np.flatnonzero(np.array([shape is not None for shape in drawn.shapes], dtype=bool))
        shapes = shapely.from_wkb(drawn.shapes[areas])
        _met(codes, lists, ground, areas, np.arange(len(areas)), shapes, np.zeros(len(areas)))
    return pa.array(lists, pa.list_(pa.string())).take(pa.array(codes))


def _met(
    codes: NDArray[np.int64], lists: list[list[str]], ground: Ground, rows: Any, back: Any, shapes: Any, reach: Any
) -> None:
    """Give each of `rows` the units that its shape, `shapes[back]`, comes as near as `reach` degrees; lists are added."""
    asked, hit = ground.tree.query(shapes, predicate="dwithin", distance=reach)
    met: dict[int, set[str]] = {}
    for which, unit in zip(asked.tolist(), ground.district_codes[hit].tolist(), strict=True):
        met.setdefault(which, set()).update(ground.world.chain(ground.units[unit]))
    code_of = np.full(len(shapes), -1)
    for which, units in met.items():
        code_of[which] = len(lists)
        lists.append(sorted(units))
    found = code_of[back]
    codes[rows[found >= 0]] = found[found >= 0]


def _wkb(drawn: _Drawn) -> Any:
    """Points written as WKB all at once; other geometries as they are."""
    size = len(drawn.lon)
    cells = np.zeros(size, dtype=[("order", "u1"), ("type", "<u4"), ("x", "<f8"), ("y", "<f8")])
    cells["order"], cells["type"], cells["x"], cells["y"] = 1, 1, drawn.lon, drawn.lat
    there = pa.array(~np.isnan(drawn.lon)).buffers()[1]
    points = pa.Array.from_buffers(pa.binary(21), size, [there, pa.py_buffer(cells)]).cast(pa.binary())
    return points if drawn.shapes is None else pc.coalesce(points, pa.array(drawn.shapes, pa.binary()))
