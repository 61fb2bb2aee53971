"""What the check compares a coordinate with: the land, and the points that stand for whole areas."""

from __future__ import annotations

from functools import lru_cache

import geopandas as gpd
import shapely
from shapely import Geometry

from geo.places.gazetteer import LABEL_KINDS, load_gazetteer
from geo.places.geocode.world import World
from geo.places.metric import to_metres
from geo.settings import DATA, REGION

COUNTRY_POINTS = {"Pakistan": (69.345, 30.375), "Iran": (53.688, 32.4279)}
"""Points that stand for whole countries in public data; Pakistan's lies in Balochistan."""


@lru_cache(maxsize=2)
def centroids(world: World) -> list[tuple[str, float, float]]:
    """Points that stand for areas: of countries, the gazetteer's label points, the middles of the polygons."""
    found = [(name, lon, lat) for name, (lon, lat) in COUNTRY_POINTS.items()]
    places = load_gazetteer(DATA / "places")
    labels = places[places["kind"].isin(LABEL_KINDS)]
    found += [(str(row["name"]), float(row["lon"]), float(row["lat"])) for _, row in labels.iterrows()]
    for unit, shape in world.shape_of.items():
        if world.level_of[unit] != "subdistrict":
            for point in (shape.centroid, shapely.point_on_surface(shape)):
                found.append((world.name_of[unit], point.x, point.y))
    return found


@lru_cache(maxsize=1)
def land() -> Geometry:
    """The land of the basemap in metres, prepared for distances."""
    shapes = gpd.read_file(DATA / "basemap" / "land.geojson", engine="pyogrio")
    west, south, east, north = REGION
    box = shapely.box(west - 0.5, south - 0.5, east + 0.5, north + 0.5)
    shape = to_metres(shapely.intersection(shapely.union_all(shapes.geometry.to_numpy()), box))
    shapely.prepare(shape)
    return shape
