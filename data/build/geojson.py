"""GeoJSON written the same way every time: sorted, rounded, no timestamps."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import shapely
from shapely.geometry.base import BaseGeometry

Geometry = TypeVar("Geometry", bound=BaseGeometry)
DECIMALS = 5  # about 1 m: far finer than any source here, coarse enough to stay small


def write_collection(
    path: Path, header: Mapping[str, str], features: Iterable[tuple[Mapping[str, Any], BaseGeometry]]
) -> Path:
    """Write a FeatureCollection, one feature a line, in the order given.

    Parameters
    ----------
    path
        File to write; its folder is made.
    header
        Foreign members of the collection (name, licence, attribution ...).
    features
        Pairs of properties and geometry (lon, lat; EPSG:4326).
    """
    lines = []
    for properties, geometry in features:
        feature = {"geometry": _geometry(geometry), "properties": dict(properties), "type": "Feature"}
        if "unit_id" in properties:
            feature["id"] = properties["unit_id"]
        lines.append(_dump(feature))
    top = {**header, "type": "FeatureCollection"}
    members = [f"{_dump(key)}:{_dump(top[key])}" for key in sorted(top)]
    body = "{" + ",\n".join(members) + ',\n"features":[\n' + ",\n".join(lines) + "\n]}\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body.encode("utf-8"))
    return path


def snap(geometry: Geometry) -> Geometry:
    """Round every vertex to the written decimals, adding and dropping none."""
    rounded: Geometry = shapely.transform(geometry, lambda xy: xy.round(DECIMALS))
    return rounded


def _geometry(geometry: BaseGeometry) -> dict[str, Any]:
    # RFC 7946 wants outer rings counter-clockwise; a fixed ring start keeps the bytes stable.
    ordered = shapely.orient_polygons(geometry) if geometry.geom_type.endswith("Polygon") else geometry
    plain = json.loads(shapely.to_geojson(snap(ordered)))
    return {"coordinates": plain["coordinates"], "type": plain["type"]}


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
