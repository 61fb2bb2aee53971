"""JSON-safe GeoJSON features (RFC 7946): one place where frames become features, and geometry is rounded and wound."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import pandas as pd
import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

DECIMALS = 5
"""Of a degree: about a metre, and finer than anything here is known."""


def plain(value: Any) -> Any:
    """The value as JSON has it: missing is null, days are ISO 8601, numpy's numbers are numbers."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return None
    if isinstance(value, (pd.Timestamp, date)):
        return value.isoformat()[:10]
    return value.item() if hasattr(value, "item") else value


@lru_cache(maxsize=8192)  # the same few hundred shapes are asked for again and again
def geometry_json(geometry: BaseGeometry | None) -> dict[str, Any] | None:
    """The geometry as RFC 7946 has it: lon, lat, five decimals, exterior rings counter-clockwise; None stays null.

    The answer is shared: do not change it.
    """
    if geometry is None or geometry.is_empty:
        return None
    # set_precision mends what rounding would break, so that a ring never crosses itself
    rounded = shapely.set_precision(geometry, 10.0**-DECIMALS)
    oriented = shapely.orient_polygons(geometry if rounded.is_empty else rounded, exterior_cw=False)
    rounded_json: dict[str, Any] = _rounded(mapping(oriented))
    return rounded_json


def combine(parts: Sequence[BaseGeometry]) -> BaseGeometry | None:
    """One geometry for several parts: itself, a Multi… of one kind, or a GeometryCollection where the kinds are mixed."""
    if not parts:
        return None
    if len(parts) == 1:
        return parts[0]
    flat = [piece for part in parts for piece in getattr(part, "geoms", [part])]
    kinds = {piece.geom_type for piece in flat}
    if kinds == {"Polygon"}:
        union = shapely.union_all(flat)  # overlapping districts would make an invalid MultiPolygon
        return union if isinstance(union, BaseGeometry) else None
    if kinds == {"Point"}:
        return shapely.MultiPoint(flat)
    return shapely.MultiLineString(flat) if kinds == {"LineString"} else shapely.GeometryCollection(list(parts))


def feature(identifier: str, geometry: BaseGeometry | None, properties: Mapping[str, Any]) -> dict[str, Any]:
    """A Feature with its id."""
    return {"type": "Feature", "id": identifier, "geometry": geometry_json(geometry), "properties": plain(properties)}


def rows_by_event(rows: pd.DataFrame) -> dict[Any, list[dict[str, Any]]]:
    """Event → its rows as plain mappings, the index among them; frames are far too slow to be asked row by row."""
    groups: dict[Any, list[dict[str, Any]]] = {}
    for row in pd.DataFrame(rows).reset_index().to_dict("records"):
        groups.setdefault(row["event_id"], []).append({str(key): value for key, value in row.items()})
    return groups


def collection(features: Sequence[Mapping[str, Any]], **members: Any) -> bytes:
    """A FeatureCollection with foreign members, as UTF-8 bytes that are the same for the same content."""
    body = {"type": "FeatureCollection", **plain(members), "features": list(features)}
    return (json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n").encode()


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DECIMALS)
    if isinstance(value, Mapping):
        return {key: _rounded(item) for key, item in value.items()}
    return [_rounded(item) for item in value] if isinstance(value, (list, tuple)) else value
