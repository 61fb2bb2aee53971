"""The MapLibre style under the intensity map: our own layers, no glyphs, no tiles, no request outside."""

from typing import Any

FINE_LAND = (56.0, 22.0, 74.0, 35.0)
"""west, south, east, north of the fine land layer, EPSG:4326; outside it the coarse one of the world stands."""

_PATHS = {
    "world": "basemap/world_land.geojson",
    "land": "basemap/land.geojson",
    "rivers": "basemap/rivers.geojson",
    "far": "basemap/world_country_lines.geojson",
    "countries": "basemap/country_lines.geojson",
    "provinces": "basemap/province_lines.geojson",
    "districts": "boundaries/districts.geojson",
    "border": "boundaries/border.geojson",
}


def map_style(base: str, *, dark: bool) -> dict[str, Any]:
    """The style as JSON, its layers at the address `base`."""
    land, sea, water, line, border = (
        ("#263841", "#10202b", "#3d6078", "#9a8fb0", "#e6a5d0")
        if dark
        else ("#f6f3ec", "#dce7ef", "#a9c8dc", "#a79bb8", "#7a1f5c")
    )
    west, south, east, north = FINE_LAND
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    sources: dict[str, Any] = {
        name: {"type": "geojson", "data": f"{base}/layers/{path}"} for name, path in _PATHS.items()
    }
    sources["box"] = {"type": "geojson", "data": {"type": "Polygon", "coordinates": [ring]}}
    paint: list[tuple[str, str, dict[str, Any]]] = [
        ("world", "fill", {"fill-color": land}),
        ("far", "line", {"line-color": "#8d8d8d", "line-width": 0.8}),
        ("box", "fill", {"fill-color": sea}),  # hides the coarse coast where the fine one stands
        ("land", "fill", {"fill-color": land}),
        ("rivers", "line", {"line-color": water, "line-width": 1}),
        (
            "provinces",
            "line",
            {"line-color": "#b5b5b5" if not dark else "#6c6c6c", "line-width": 0.7, "line-dasharray": [2, 4]},
        ),
        ("districts", "line", {"line-color": line, "line-width": 0.7}),
        ("countries", "line", {"line-color": "#8d8d8d", "line-width": 1, "line-dasharray": [4, 3]}),
        ("border", "line", {"line-color": border, "line-width": 2.2, "line-dasharray": [5, 2, 1, 2]}),
    ]
    layers: list[dict[str, Any]] = [{"id": "sea", "type": "background", "paint": {"background-color": sea}}]
    layers += [{"id": name, "type": kind, "source": name, "paint": how} for name, kind, how in paint]
    return {"version": 8, "name": "Zero Point", "sources": sources, "layers": layers}
