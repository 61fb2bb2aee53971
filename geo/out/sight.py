"""Where the map must stand for events to be in sight."""

from collections.abc import Collection
from math import cos, log2, radians

from geo.events.atlas import Atlas

_ZOOMS = (4, 10)
"""The least and the most that the map is zoomed in: a country, and a town with its surroundings."""
_TILE = 256
"""Pixels on which Leaflet draws 360 degrees at zoom 0."""
_OUTSIDE = 0.05
"""Of the places, the share that may lie outside on each side: one far capital shall not make a continent of a border."""


def sight_of(atlas: Atlas, events: Collection[str], pixels: int = 512) -> dict[str, float | int]:
    """The View's lon, lat (degrees, EPSG:4326) and zoom for a map over the middle of where the events lie, as exactly as that
    is known; {} where it is not.

    `pixels` is how high and wide the map is at least.
    """
    places = atlas.places
    there = places[places["event_id"].isin(events) & (places["role"] == "target") & places["extent"].notna()]
    if there.empty:
        return {}
    bounds = there["extent"].bounds
    west, south = bounds[["minx", "miny"]].quantile(_OUTSIDE)
    east, north = bounds[["maxx", "maxy"]].quantile(1 - _OUTSIDE)
    lon, lat = (west + east) / 2, (south + north) / 2
    degrees = max(east - west, (north - south) / cos(radians(lat)), 0.01)
    zoom = int(log2(360 / degrees * pixels / _TILE))
    return {"lon": round(lon, 4), "lat": round(lat, 4), "zoom": min(max(zoom, _ZOOMS[0]), _ZOOMS[1])}
