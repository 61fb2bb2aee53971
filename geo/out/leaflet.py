"""The folium map: one constant base map (so that the component is never remounted) and one scene that changes.

The base loads Leaflet and our drawing code from addresses of our own; the scene names the layers to fetch and how to draw
them, as JSON. This is the only room that flips to Leaflet's lat, lon.
"""

import json
import os
import warnings
from collections.abc import Mapping, Sequence
from typing import Any

import folium
import xyzservices.providers as xyz
from folium.template import Template

from geo.settings import DISCLAIMER, MAP_ATTRIBUTION

HOME = (62.6, 27.7, 6)
"""lon, lat and zoom of a View that names none: the whole border."""

# Addresses are relative to the map component's own page, two levels below the dashboard's root.
_UP = "../../"
_SCRIPTS = [
    ("leaflet", f"{_UP}assets/leaflet/leaflet.js"),
    ("cluster", f"{_UP}assets/cluster/leaflet.markercluster.js"),
    ("zeropoint", f"{_UP}assets/zeropoint/map.js"),
]
_STYLES = [
    ("leaflet", f"{_UP}assets/leaflet/leaflet.css"),
    ("cluster", f"{_UP}assets/cluster/MarkerCluster.css"),
    ("cluster-look", f"{_UP}assets/cluster/MarkerCluster.Default.css"),
    ("zeropoint", f"{_UP}assets/zeropoint/map.css"),
]
CARTO_KEY = "ZEROPOINT_CARTO_KEY"
"""Environment variable with a key of one's own for Carto's tiles, which their maker may ask for."""
_ONLINE = {"osm": xyz.OpenStreetMap.Mapnik, "imagery": xyz.Esri.WorldImagery, "carto": xyz.CartoDB.Positron}


class Scene(folium.FeatureGroup):
    """What is drawn over the base map, handed to `zeroPoint.scene` in `assets/map.js`."""

    _template = Template(
        "{% macro script(this, kwargs) %}\nvar {{ this.get_name() }} = zeroPoint.scene({{ this.scene }});\n{% endmacro %}"
    )

    def __init__(self, scene: Mapping[str, Any]) -> None:
        super().__init__(name="scene")
        # "<" is escaped so that no text can end the script that carries it
        self.scene = json.dumps(scene, ensure_ascii=True, sort_keys=True).replace("<", "\\u003c")


class Shapes(folium.FeatureGroup):
    """Features with a label and a reason, drawn and brought into view by `zeroPoint.shapes`; nothing else changes."""

    _template = Template(
        "{% macro script(this, kwargs) %}\nvar {{ this.get_name() }} = zeroPoint.shapes({{ this.shapes }});\n{% endmacro %}"
    )

    def __init__(self, features: Sequence[Mapping[str, Any]]) -> None:
        super().__init__(name="shapes")
        self.shapes = json.dumps(list(features), ensure_ascii=True).replace("<", "\\u003c")


class _Base(folium.MacroElement):
    """Draws the offline base map and its furniture on the folium map."""

    _template = Template(
        "{% macro script(this, kwargs) %}\nzeroPoint.base({{ this._parent.get_name() }}, {{ this.settings }});\n{% endmacro %}"
    )

    def __init__(self, legend: str) -> None:
        super().__init__()
        self._name = "Base"
        self.settings = json.dumps(
            {"root": _UP, "disclaimer": DISCLAIMER, "attribution": MAP_ATTRIBUTION, "legend": legend}
        ).replace("<", "\\u003c")


def base_map(legend: str) -> folium.Map:
    """The map without any event: no tiles, no address outside; `legend` is HTML of `legends.legend`; "" for a map of shapes,
    which has neither a legend nor tools to draw with.

    Made anew each time, because streamlit-folium hangs the scene into it; its script is the same each time.
    """
    lon, lat, zoom = HOME
    base = folium.Map(location=[lat, lon], zoom_start=zoom, tiles=None, control_scale=True, zoom_control=True)
    base.default_js, base.default_css = list(_SCRIPTS), list(_STYLES)
    base.add_child(_Base(legend))
    return base


def scene(
    query: str,
    *,
    day: str,
    event: str,
    names: str,
    tiles: str,
    place: tuple[float, float, int, int],
    shade: Mapping[str, int] | None,
    shade_label: str,
    box: Any,
    polygon: Any,
    title: str = "",
    differences: Mapping[str, Mapping[str, str]] | None = None,
    fly: bool = False,
) -> Scene:
    """What to draw: `query` selects the events layer, `day` the crossings' status; `shade` is counts by district.

    `place` is lon, lat, zoom and a number: the map goes there when the number is another than before, and only then, so
    that it never argues with the hand that moves it; with `fly` it moves there in
    one curve. `title` says whose account it is. `differences` (of
    `geo.out.differences.marks`) makes it one of two maps that move together, each event marked by how its account differs.
    """
    return Scene(
        {
            "events": f"{_UP}map/events.geojson?{query}",
            "crossings": f"{_UP}map/crossings.geojson?day={day}",
            "selected": event,
            "names": names,
            "tiles": _tiles(tiles),
            "place": place,
            "shade": shade,
            "shadeLabel": shade_label,
            "box": box,
            "polygon": polygon,
            "title": title,
            "differences": differences,
            "together": differences is not None,
            "fly": fly,
        }
    )


def _tiles(name: str) -> dict[str, Any] | None:
    provider = _ONLINE.get(name)
    if provider is None:
        return None
    key = os.environ.get(CARTO_KEY)
    with warnings.catch_warnings(action="ignore"):  # that a key is missing; the reader sees it as an empty background
        url = provider(apikey=key).build_url() if key and "apikey" in provider else provider.build_url()
    return {
        "url": url,
        "attribution": provider.html_attribution,
        "maxZoom": provider.get("max_zoom", 18),
    }
