"""Read the labelled sets, and the shipped tables that the labels point to."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import geopandas as gpd
import pandas as pd

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "data"
SETS = ("names", "relative", "texts", "ucdp_style")


def read(name: str) -> pd.DataFrame:
    """Read a set; empty cells are empty strings, coordinates stay text until used."""
    return pd.read_csv(HERE / f"{name}.csv", dtype=str, keep_default_na=False, encoding="utf-8")


def half_of(text: str) -> str:
    """Say in which half a text falls: by its hash, so that identical texts never part."""
    return "work" if hashlib.sha256(text.encode("utf-8")).digest()[0] % 2 == 0 else "score"


def split(ids: str) -> list[str]:
    """Split what is separated by bars; nothing gives an empty list."""
    return [part for part in ids.split("|") if part]


@cache
def units() -> gpd.GeoDataFrame:
    """All units of `data/boundaries`, by unit id."""
    levels = [
        gpd.read_file(DATA / "boundaries" / f"{name}.geojson") for name in ("provinces", "districts", "subdistricts")
    ]
    return gpd.GeoDataFrame(pd.concat(levels), crs=4326).set_index("unit_id", drop=False)


@cache
def known_points() -> dict[str, tuple[float, float]]:
    """Points of the gazetteer and of the GeoNames towns, by id."""
    places = pd.read_csv(DATA / "places" / "places.csv", dtype=str, keep_default_na=False)
    points = {row.place_id: (float(row.lon), float(row.lat)) for row in places.itertuples()}
    towns = gpd.read_file(DATA / "basemap" / "towns.geojson")
    points |= {f"geonames:{row.geonames_id}": (row.geometry.x, row.geometry.y) for row in towns.itertuples()}
    return points


def plain_id(place_id: str) -> str:
    """Write an id the one way: `geonames:1` for `geonames-1`."""
    return place_id.replace("geonames-", "geonames:", 1) if place_id.startswith("geonames-") else place_id
