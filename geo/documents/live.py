"""What the maps and time lines of an HTML document are fed: the base map once, and of each step its layers and its scene."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import shapely

from geo.documents.content import Content, Part
from geo.documents.text import LONGEST, clean
from geo.events.atlas import Atlas
from geo.out import differences
from geo.out.features import rows_by_event
from geo.out.layers import crossing_layer, event_layer, unit_counts
from geo.out.leaflet import HOME
from geo.out.passing import pass_on
from geo.out.shown import Shown, show
from geo.out.symbols import symbol
from geo.places.saying import words
from geo.settings import DATA, REGION
from geo.vocabulary.dates import say_with_precision
from geo.vocabulary.view import SHADES, View

MOST = 3_000
"""Events on all live maps and time lines of a document together; a step that goes beyond, or has more marks than a browser
draws, is a picture."""
MAPS = ("map", "comparison", "chart")
"""Kinds of steps that have a live map; a chart only where there is no picture of it."""
_BASE = (
    *(f"basemap/{name}" for name in ("world_land", "land", "world_country_lines", "country_lines", "province_lines")),
    *("basemap/rivers", "basemap/towns", "basemap/cities_elsewhere", "boundaries/border", "boundaries/districts"),
)
Json = dict[str, Any]


@dataclass(slots=True)
class Live:
    """`layers` by the address that `map.js` asks for, `scenes` by step (None: no map), `events` by id, `said` by step.

    `lines` are the events of a step's time line, in order of time.
    """

    layers: Json = field(default_factory=dict)
    scenes: list[Json | None] = field(default_factory=list)
    lines: list[list[str]] = field(default_factory=list)
    events: Json = field(default_factory=dict)
    said: list[str] = field(default_factory=list)


def live(atlas: Atlas, content: Content, pictured: Sequence[bool]) -> Live:
    """What there is to be fed; `pictured` says of which steps there is a picture. Only what may be passed on is in it."""
    made, room = Live(), MOST
    for number, part in enumerate(content.parts):
        scene, line, said = None, list[str](), ""
        mapped = part.kind in MAPS and not (part.kind == "chart" and pictured[number])
        if part.shown is not None and (mapped or part.kind == "timeline"):
            asked = len(part.shown.events) * (2 if part.kind == "comparison" else 1)
            layers = _layers(atlas, part, part.shown, number) if mapped and asked <= room else {}
            if asked > room or any(layer["bundled"] for layer in layers.values()):
                said = _beyond(part, asked, pictured[number])
            else:
                room -= asked
                scene = _scene(atlas, part, part.shown, number) if mapped else None
                line = [str(event) for event in part.shown.events.index]
                made.layers |= layers
                made.events |= _events(atlas, part.shown)
        made.scenes.append(scene)
        made.lines.append(line)
        made.said.append(said)
    for day in {scene["crossings"].partition("/")[2] for scene in made.scenes if scene}:
        made.layers[f"crossings/{day}"] = json.loads(crossing_layer(atlas, date.fromisoformat(day)))
    if any(made.scenes):
        made.layers |= {f"layers/{name}.geojson": _read(name) for name in _BASE}
    made.layers = dict(sorted(made.layers.items()))
    return made


def _beyond(part: Part, asked: int, pictured: bool) -> str:
    instead = "it is drawn as a picture" if pictured else "it is not drawn"
    what = "time line" if part.kind == "timeline" else "map"
    return f"The {what} of this step has more events than a document can carry ({asked:,}); {instead}, and stands behind the link."


def _layers(atlas: Atlas, part: Part, shown: Shown, number: int) -> Json:
    """The step's events by the address that its map asks for: one layer, or two where two accounts are compared."""
    view = part.view
    if part.kind != "comparison" or not view.against:
        return {f"events/{number}": _layer(atlas, shown, {})}
    layers = {}
    swapped = replace(view, lens=view.against, against=view.lens)
    for side, address in ((view, f"events/{number}"), (swapped, f"events/{number}-second")):
        both, one = (pass_on(atlas, show(atlas, asked))[0] for asked in (side.comparison(), side.question()))
        layers[address] = _layer(atlas, one, differences.compare(atlas, both)["difference"].to_dict())
    return layers


def _scene(atlas: Atlas, part: Part, shown: Shown, number: int) -> Json:
    """How the step's map is drawn; `second` is what is other on the map beside it."""
    view = part.view
    first, second = (atlas.lenses.get(lens, "") for lens in (view.lens, view.against))
    scene: Json = {
        "events": f"events/{number}",
        "crossings": f"crossings/{(view.end or atlas.last).isoformat()}",
        "names": view.names,
        "tiles": None,
        "shade": None if view.shade == "none" else unit_counts(atlas, shown, view.shade),
        "shadeLabel": SHADES[view.shade],
        "box": view.bbox,
        "polygon": view.polygon,
        "title": first,
        "differences": None,
        "together": False,  # the document moves them itself
        "start": _start(view),
        "around": _around(shown),
        "picked": view.event if view.event in shown.events.index else "",
    }
    if part.kind != "comparison" or not view.against:
        return scene
    marks = (differences.marks(first, second), differences.marks(first, second, mirrored=True))
    other = {"events": f"events/{number}-second", "title": second, "differences": marks[1]}
    return scene | {"differences": marks[0], "second": other}


def _layer(atlas: Atlas, shown: Shown, marks: Mapping[Any, str]) -> Json:
    """The map's layer, its titles cut as those of the document are."""
    titles = {name: _short(shown.events[name]) for name in ("title", "told_as") if name in shown.events}
    layer: Json = json.loads(event_layer(atlas, replace(shown, events=shown.events.assign(**titles)), marks))
    return layer


def _short(texts: Any) -> list[str]:
    return [clean(text, LONGEST["title"]) for text in texts]


def _events(atlas: Atlas, shown: Shown) -> Json:
    """What a mark of the time line says, and the days that the event's date leaves open."""
    places = rows_by_event(shown.places[shown.places["role"] == "target"])
    return {
        str(event): {
            "title": clean(row["title"], LONGEST["title"]),
            "when": say_with_precision(row["date_start"], row["date_end"], row["date_precision"]),
            "where": clean("; ".join(words(part) for part in places.get(event, [])), LONGEST["place"]),
            "kind": atlas.choices["kind"].get(row["kind"], row["kind"]),
            "status": row["status"],
            "colour": symbol(row["kind"]).colour,
            "path": symbol(row["kind"]).path,
            "first": f"{row['first']:%Y-%m-%d}",
            "last": f"{row['last']:%Y-%m-%d}",
        }
        for event, (row,) in rows_by_event(shown.events).items()
    }


def _start(view: View) -> tuple[float, float, int] | None:
    """lon, lat and zoom that the View names itself."""
    if view.lon is None or view.lat is None:
        return None
    return view.lon, view.lat, view.zoom or HOME[2]


def _around(shown: Shown) -> tuple[float, ...] | None:
    """west, south, east, north of what is located inside the region; None where nothing is."""
    shapes = shown.places[(shown.places["role"] == "target") & shown.places["extent"].notna()]["extent"]
    boxes = [shape.bounds for shape in shapes if shape.intersects(shapely.box(*REGION))]
    if not boxes:
        return None
    wests, souths, easts, norths = zip(*boxes, strict=True)
    west, south, east, north = REGION
    box = max(min(wests), west), max(min(souths), south), min(max(easts), east), min(max(norths), north)
    return tuple(round(edge, 5) for edge in box)


def _read(name: str) -> Json:
    layer: Json = json.loads((DATA / f"{name}.geojson").read_text(encoding="utf-8"))
    return layer
