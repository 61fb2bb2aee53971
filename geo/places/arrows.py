"""Where an arrow starts when of its origin only the country is known."""

import shapely
from shapely import Geometry, LineString, Point

from geo.places.metric import to_degrees, to_metres

_CLEAR_OF_ENDS_M = 60_000.0  # else an arrow from Pakistan could start in Afghanistan or in the sea


def arrow_start(target: Geometry, country: str, border: LineString) -> tuple[float, float]:
    """Where an arrow to `target` starts when only the country that it came from is known: lon, lat,
    EPSG:4326.

    The point 25 km beyond the border's nearest point, square to the line, in `country` ("IR" or "PK"); along
    the line never nearer than 60 km to the tripoint or the sea. Schematic: it shows the side and nothing
    more; it is not a launch site and not a place. Raises KeyError for any other country.
    """
    side = {"IR": -1.0, "PK": 1.0}[country]
    line = to_metres(border)
    if line.coords[0][1] < line.coords[-1][1]:
        line = line.reverse()  # north to south, so that Iran lies to the right
    at = line.project(to_metres(target).representative_point())
    at = min(max(at, _CLEAR_OF_ENDS_M), line.length - _CLEAR_OF_ENDS_M)
    before, after = line.interpolate(at - 25_000), line.interpolate(at + 25_000)
    here, east, north = line.interpolate(at), after.x - before.x, after.y - before.y
    step = side * 25_000 / (east**2 + north**2) ** 0.5
    start = to_degrees(Point(here.x - step * north, here.y + step * east))
    return shapely.get_x(start).item(), shapely.get_y(start).item()
