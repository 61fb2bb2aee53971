"""The administrative units and the Pakistan–Iran border, read from the shipped files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely
from pyogrio.errors import DataSourceError
from shapely.geometry import LineString, MultiLineString

from geo.settings import REGION
from geo.vocabulary.problems import Problem

LEVELS = ("province", "district", "subdistrict")
FILES = {level: f"{level}s.geojson" for level in LEVELS}
BORDER_FILE = "border.geojson"


def check_units(folder: Path) -> list[Problem]:
    """Every problem of the boundary files: unreadable, outside the region, overlapping, without its parent; row = feature."""
    try:
        units, _ = load_units(folder), load_border(folder)
    except (OSError, ValueError, KeyError, DataSourceError) as error:
        remedy = f"cannot be read ({error}); build it again with python -m geo build"
        return [Problem(folder.name, 0, "file", "boundaries", remedy)]
    region, problems = shapely.box(*REGION), list[Problem]()
    for level in LEVELS:
        rows = units[units["level"] == level]
        shapes = rows.geometry.to_numpy()
        bad = ~shapely.is_valid(shapes) | ~shapely.intersects(shapes, region) | shapely.is_missing(shapes)
        lost = ~rows["parent_id"].isin(["", *units.index]).to_numpy()
        for number, (unit, wrong, orphan) in enumerate(zip(rows.index, bad, lost, strict=True), start=1):
            if wrong:
                problems.append(
                    Problem(FILES[level], number, "geometry", str(unit), "is not a valid area inside the region")
                )
            if orphan:
                problems.append(
                    Problem(FILES[level], number, "parent_id", str(unit), "names a parent that does not exist")
                )
        if not shapely.coverage_is_valid(shapes):
            problems.append(
                Problem(FILES[level], 0, "geometry", level, "the units overlap or leave a gap; build them again")
            )
    return problems


def load_units(folder: Path) -> gpd.GeoDataFrame:
    """Read the units of all levels.

    Parameters
    ----------
    folder
        The folder with the boundary files.

    Returns
    -------
    GeoDataFrame
        EPSG:4326, indexed by ``unit_id``; provinces first, then districts and counties, then
        sub-districts. Text columns are empty strings, never missing.
    """
    frames = [gpd.read_file(folder / FILES[level], engine="pyogrio") for level in LEVELS]
    units = pd.concat(frames, ignore_index=True).drop(columns="id", errors="ignore")
    text = [column for column in units.columns if column != "geometry"]
    units[text] = units[text].fillna("").astype(str)
    return gpd.GeoDataFrame(units, geometry="geometry", crs="EPSG:4326").set_index("unit_id")


def load_border(folder: Path) -> LineString:
    """Read the border, from the Afghan tripoint to the sea (lon, lat).

    Raises
    ------
    ValueError
        When the file does not hold exactly one line.
    """
    lines = gpd.read_file(folder / BORDER_FILE, engine="pyogrio").geometry
    if len(lines) != 1 or not isinstance(lines.iloc[0], LineString):
        raise ValueError(f"{folder / BORDER_FILE} must hold one LineString; build the boundaries again")
    return lines.iloc[0]


def border_of(unit_ids: Iterable[str], units: gpd.GeoDataFrame, border: LineString) -> LineString | MultiLineString:
    """Return the part of the border that lies on the edge of the given units.

    The parts of several units are joined where they meet; units of both sides may be mixed.

    Raises
    ------
    KeyError
        When an id is unknown.
    ValueError
        When no id is given, or naming the units that do not touch the border along a line.
    """
    wanted = list(dict.fromkeys(unit_ids))
    unknown = [unit_id for unit_id in wanted if unit_id not in units.index]
    if unknown:
        raise KeyError(f"unknown unit ids: {', '.join(unknown)}")
    edges = {unit_id: units.geometry[unit_id].boundary for unit_id in wanted}
    stretches = {unit_id: shapely.intersection(edge, border) for unit_id, edge in edges.items()}
    inland = [unit_id for unit_id, stretch in stretches.items() if stretch.length == 0]
    if inland or not wanted:
        raise ValueError(f"not on the Pakistan–Iran border: {', '.join(inland) or 'no unit given'}")
    parts = [part for stretch in stretches.values() for part in shapely.get_parts(stretch)]
    pieces = [part for part in parts if part.length > 0]  # an edge may touch the border in a point too
    joined: LineString | MultiLineString = shapely.line_merge(shapely.union_all(pieces))
    return joined


def district_at(lon: float, lat: float, units: gpd.GeoDataFrame) -> str | None:
    """Return the id of the district or county at a point, or None outside both provinces.

    A point exactly on an edge belongs to the first id in order. Near the border the answer is
    no evidence of the side: the geometry is some kilometres off in places.
    """
    districts = units[units["level"] == "district"]
    hits = districts.index[districts.intersects(shapely.Point(lon, lat))]
    return min(hits) if len(hits) else None
