"""Where staged rows are drawn: never more exactly than their source knows. What stands for an area is no pin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import shapely
from numpy.typing import NDArray

from geo.imports.agreement import units_named
from geo.imports.ground import Ground
from geo.imports.staged import Staging, constant

POINT_KM = 2.0
"""The radius of a point of which the source says no more."""
CIRCLE_KM = 25.0
DISTRICT_KM = 40.0
"""The radius around a source's point for a district of which we have no shape."""
_PREC = {"point": 1, "circle": 2, "district": 3, "province": 4, "area": 5, "country": 6, "unlocated": 6}
_REASONS = {
    "point": "the source's coordinate",
    "circle": "the source's coordinate, known roughly",
    "district": "the source knows the district only",
    "province": "the source knows the province only",
    "area": "the source's geometry",
    "unlocated": "no place is known",
}
_CIRCLED = "the source knows the district only, and its boundary is not at hand: a circle stands for it"
_WIDE = "the source knows the province or the country only; a point that stands for it is not drawn"


@dataclass(slots=True)
class Placed:
    """Columns of what is drawn, one value a row of the chunk."""

    precision: NDArray[Any]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    radius_km: NDArray[np.float64]
    shape_ref: NDArray[Any]
    geometry: NDArray[Any]
    units: NDArray[Any]
    reason: NDArray[Any]
    answer: NDArray[Any]
    name: NDArray[Any]
    score: NDArray[np.float64]

    def take(self, kept: NDArray[Any]) -> Placed:
        """The rows in `kept`."""
        return Placed(*(getattr(self, name)[kept] for name in Placed.__slots__))


def place(chunk: Staging, located: pd.DataFrame, ground: Ground) -> Placed:
    """What is drawn of each row: from its coordinate, its precision and its names, or from the geocoder's answer."""
    size, said = len(chunk.rows), chunk.columns
    lon, lat = (np.array(said.get(name, np.full(size, np.nan)), dtype="float64") for name in ("lon", "lat"))
    radius = np.array(said.get("radius_km", np.full(size, np.nan)), dtype="float64")
    given = said.get("precision")
    precision = np.full(size, "point", dtype=object) if given is None else given.to_numpy(dtype=object).copy()
    precision[~np.isin(precision, list(_PREC))] = "point"
    shapes = said.get("geometry")
    geometry = np.full(size, None, dtype=object) if shapes is None else np.array(shapes, dtype=object)
    none = (
        np.array([shape is None for shape in geometry], dtype=bool) if shapes is not None else np.ones(size, dtype=bool)
    )
    has = ~np.isnan(lon) & ~np.isnan(lat)
    precision[~none] = "area"
    refs, reason = np.full(size, "", dtype=object), np.full(size, "", dtype=object)
    _areas(chunk, ground, precision, has, refs, reason, radius)
    point = np.isin(precision, ["point", "circle"])
    precision[point & ~has] = "unlocated"
    answer, name, score = np.full(size, "", dtype=object), np.full(size, "", dtype=object), np.full(size, np.nan)
    if len(located):
        rows = located.index.to_numpy()
        for column, values in (
            ("precision", precision),
            ("shape_ref", refs),
            ("shape", geometry),
            ("answer", answer),
            ("place_name", name),
        ):
            values[rows] = located[column].to_numpy(dtype=object)
        for column, numbers in (("lon", lon), ("lat", lat), ("radius_km", radius), ("score", score)):
            numbers[rows] = located[column].to_numpy(dtype="float64")
        reason[rows] = "located by the geocoder"
    radius = _radii(precision, radius)
    drawn = np.isin(precision, ["point", "circle"])
    lon, lat = np.where(drawn, lon, np.nan), np.where(drawn, lat, np.nan)
    units = _units(ground, lon, lat, radius, refs, geometry)
    blank = reason == ""
    for word, text in _REASONS.items():
        reason[blank & (precision == word)] = text
    return Placed(precision, lon, lat, radius, refs, geometry, units, reason, answer, name, score)


def _areas(chunk: Staging, ground: Ground, precision: Any, has: Any, refs: Any, reason: Any, radius: Any) -> None:
    """Rows known to an area: its unit where it is one of ours; a district without a shape becomes a circle, all else no pin."""
    wide = np.flatnonzero(np.isin(precision, ["district", "province", "country"]))
    if not len(wide):
        return
    named = units_named(chunk, wide, ground)
    level = np.array([ground.world.level_of.get(unit, "") for unit in named], dtype=object)
    for position, row in enumerate(wide):
        unit, word = named[position], precision[row]
        if word == "province" and level[position] == "district":
            unit = ground.world.parent_of[unit]
        if unit and word != "country":
            precision[row], refs[row] = ground.world.level_of[unit], unit
        elif word == "district" and has[row]:
            precision[row], radius[row], reason[row] = "circle", DISTRICT_KM, _CIRCLED
        else:
            precision[row], reason[row] = "unlocated", _WIDE


def _radii(precision: Any, radius: NDArray[np.float64]) -> NDArray[np.float64]:
    with np.errstate(invalid="ignore"):
        radius = np.where((radius > 0) & (radius <= 1000), radius, np.nan)
    for word, km in (("point", POINT_KM), ("circle", CIRCLE_KM)):
        radius = np.where((precision == word) & np.isnan(radius), km, radius)
    return np.where(np.isin(precision, ["point", "circle"]), radius, np.nan)


def _units(ground: Ground, lon: Any, lat: Any, radius: Any, refs: Any, geometry: Any) -> NDArray[Any]:
    """The districts that each row may lie in and the provinces around them, sorted; lists are shared between rows."""
    here = ground.districts(lon, lat)
    chains = np.empty(len(ground.units), dtype=object)
    for position, unit in enumerate(ground.units):
        chains[position] = sorted(ground.world.chain(str(unit)))
    found = chains[here]
    for row in np.flatnonzero(refs != ""):
        found[row] = sorted(ground.world.chain(refs[row]))
    with np.errstate(invalid="ignore"):
        round_ = np.flatnonzero((radius > 5.0) & ~np.isnan(lon))
    if len(round_):
        _met(ground, found, round_, shapely.points(lon[round_], lat[round_]), radius[round_] / 105.0)
    areas = np.array([row for row in range(len(geometry)) if geometry[row] is not None], dtype="int64")
    if len(areas):
        _met(ground, found, areas, shapely.from_wkb(geometry[areas]), np.zeros(len(areas)))
    return found


def _met(ground: Ground, found: Any, rows: Any, shapes: Any, reach: Any) -> None:
    asked, hit = ground.tree.query(shapes, predicate="dwithin", distance=reach)
    met: dict[int, set[str]] = {}
    for which, unit in zip(asked, hit, strict=True):
        met.setdefault(int(rows[which]), set()).update(ground.world.chain(str(ground.units[unit])))
    for row, units in met.items():
        found[row] = sorted(units)


def frame(placed: Placed, staged: pd.DataFrame, event_ids: pd.Series[Any]) -> pd.DataFrame:
    """The rows as the model's places: one part an event."""
    size = len(event_ids)
    prec = np.array([_PREC.get(word, 5) for word in _PREC], dtype="int8")
    words = {word: position for position, word in enumerate(_PREC)}
    codes = np.array([words.get(word, 4) for word in placed.precision], dtype="int64")
    return pd.DataFrame(
        {
            "event_id": event_ids.array,
            "part": np.ones(size, dtype="int8"),
            "role": constant("target", size).array,
            "reported": staged["place_reported"].array,
            "precision": pd.array(placed.precision, dtype="str"),
            "radius_km": placed.radius_km,
            "place_name": pd.array(placed.name, dtype="str"),
            "unit_ids": placed.units,
            "place_refs": _refs(placed.shape_ref),
            "where_prec": prec[codes],
            "score": placed.score,
            "answer": pd.array(placed.answer, dtype="str"),
            "reason": pd.array(placed.reason, dtype="str"),
            "geometry": _wkb(placed),
        },
        copy=False,
    )


def _refs(units: NDArray[Any]) -> NDArray[Any]:
    """The unit that is drawn, as a list of one; an empty list where none is."""
    found = np.empty(len(units), dtype=object)
    found[:] = [[]] * len(units)
    for row in np.flatnonzero(units != ""):
        found[row] = [units[row]]
    return found


def _wkb(placed: Placed) -> Any:
    """Points written as WKB all at once; other geometries as they are."""
    size = len(placed.lon)
    cells = np.zeros(size, dtype=[("order", "u1"), ("type", "<u4"), ("x", "<f8"), ("y", "<f8")])
    cells["order"], cells["type"], cells["x"], cells["y"] = 1, 1, placed.lon, placed.lat
    none = np.isnan(placed.lon)
    mask = pa.array(~none).buffers()[1]
    points = pa.Array.from_buffers(pa.binary(21), size, [mask, pa.py_buffer(cells.tobytes())])
    found = points.cast(pa.large_binary())
    if any(shape is not None for shape in placed.geometry):
        given = pa.array(placed.geometry.tolist(), type=pa.large_binary())
        found = pa.compute.coalesce(found, given)
    return pd.array(found, dtype=pd.ArrowDtype(pa.large_binary()))
