"""Names and numbers on a map, each where it covers nothing; what finds no room is left away, numbers last of all."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

import numpy as np
import shapely
from babel import Locale
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path

from geo.drawing.basemap import Name, towns
from geo.drawing.bundles import Bundle
from geo.drawing.fonts import font, settable
from geo.drawing.frame import Frame
from geo.drawing.measure import measure
from geo.drawing.page import INK, PAPER, QUIET, Box, Sheet
from geo.drawing.room import Room, around, centred
from geo.drawing.scene import Feature, events_of
from geo.drawing.words import say_numbers
from geo.events.atlas import Atlas

_FROM_ZOOM = {1: 4.0, 2: 5.5, 3: 6.3, 4: 7.8, 5: 9.5}
"""A town's rank → the zoom from which its name stands: a little sparser than on the screen."""
_MOST_TOWNS, _TOWN_ROOM = 24, 12_000
"""At most so many towns, and one for so many square points of the map."""
_UNITS_FROM = 7.0
_PAD = 1.0


def number_bundles(sheet: Sheet, room: Room, bundles: Sequence[Bundle], numbers: Mapping[str, int]) -> set[str]:
    """Put beside each bundle the numbers of its events; answers with the events whose number stands."""
    face, stand = font(bold=True), set[str]()
    for each in bundles:
        events = [str(said["event"]) for said in each.said if said["event"] in numbers]
        text = say_numbers(numbers[event] for event in events)
        out, up = each.half
        x, y = each.x, each.y
        if text and _put(sheet, room, text, face, around(x, y, (out, up), _size(text, face)), INK):
            stand |= set(events)
    return stand


def number_areas(
    sheet: Sheet, room: Room, frame: Frame, areas: Sequence[Feature], numbers: Mapping[str, int]
) -> set[str]:
    """Inside each area the numbers of its events, or how many they are; the smallest area first."""
    face, stand = font(bold=True), set[str]()
    for each in reversed(areas):  # the largest are drawn first
        events = events_of(each)
        known = [numbers[event] for event in events if event in numbers]
        text = say_numbers(known) if known else f"{len(events)} events" if len(events) > 1 else ""
        if not text:
            continue
        width, height = _size(text, face)
        inner = [centred(x, y, width + 7, height + 3) for x, y in inner_spots(each["geometry"], frame)]
        beside = [
            box
            for x, y in inner_spots(each["geometry"], frame)[:4]
            for box in around(x, y, (3, 3), (width + 7, height + 3))
        ]
        spots = [*inner, *beside] if known else inner  # what is only counted stands inside, or not at all
        box = room.put(spots)
        if box:
            sheet.rectangle(box, fc="#ffffffe6", ec="#555555", lw=0.7, zorder=4.6)
            _write(sheet, box, text, face, INK, halo=False)
            stand |= set(events)
    return stand


def say_nothing(sheet: Sheet, room: Room, frame: Frame) -> None:
    """A word in the middle of a map without events."""
    text, face, on = "No event matches this view.", font(12, bold=True), frame.on
    width, height = _size(text, face)
    middle = (on.left + on.right) / 2
    box = room.put(
        centred(middle, on.bottom + on.height * part, width + 16, height + 10) for part in (0.3, 0.2, 0.8, 0.5)
    )
    if box is None:
        return
    sheet.rectangle(box, fc="#ffffffe6", ec="#555555", lw=0.8, zorder=4.6)
    _write(sheet, box, text, face, INK, halo=False)


def inner_spots(geometry: Mapping[str, object], frame: Frame) -> list[tuple[float, float]]:
    """Spots of the sheet inside what the frame shows of a line or an area, the innermost first."""
    west, south, east, north = frame.bounds
    seen = shapely.intersection(
        shapely.make_valid(shapely.geometry.shape(geometry)), shapely.box(west, south, east, north)
    )
    if seen.is_empty:
        return []
    if seen.area == 0:
        line = max(shapely.get_parts(seen), key=lambda part: part.length)
        found = [line.interpolate(part, normalized=True) for part in (0.5, 0.35, 0.65, 0.2, 0.8, 0.05, 0.95)]
        lons, lats = [at.x for at in found], [at.y for at in found]
    else:
        part = max(shapely.get_parts(seen), key=lambda each: each.area)
        steps = np.linspace(0.08, 0.92, 9)
        x0, y0, x1, y1 = part.bounds
        lons, lats = (each.ravel() for each in np.meshgrid(x0 + steps * (x1 - x0), y0 + steps * (y1 - y0)))
        points = shapely.points(lons, lats)
        inside = shapely.contains(part, points)
        depth = shapely.distance(points, part.boundary)
        order = [n for n in np.argsort(-depth) if inside[n]]
        middle = part.representative_point()
        lons, lats = [*lons[order], middle.x], [*lats[order], middle.y]
    return [tuple(spot) for spot in frame.place(lons, lats).tolist()]


def name_lands(sheet: Sheet, room: Room, frame: Frame, atlas: Atlas, names: str) -> None:
    """The provinces of both sides with their countries, and the neighbours by where their towns are."""
    face = font(10.5, bold=True)
    for _, unit in atlas.units[atlas.units["level"] == "province"].iterrows():
        spots = inner_spots(shapely.geometry.mapping(unit["geometry"]), frame)
        country = _country(unit["country"]).upper()
        _put_middle(sheet, room, " ".join(country), face, spots, "#8a8578")
        label = settable((names == "local" and unit["name_local"]) or unit["name"])
        _put_middle(sheet, room, label, font(italic=True), spots, "#77736a")
    for country in sorted({town.country for town in towns()} - {"PK", "IR"}):
        seen = np.array([(town.lon, town.lat) for town in towns() if town.country == country])
        xy = frame.place(*seen.T)
        xy = xy[frame.holds(xy)]
        if len(xy) > 2:
            middle = np.median(xy, axis=0)
            spots = [(middle[0] + dx, middle[1] + dy) for dy in (0, 25, -25, 50, -50) for dx in (0, -40, 40)]
            _put_middle(sheet, room, " ".join(_country(country).upper()), face, spots, "#8a8578")


def name_towns(sheet: Sheet, room: Room, frame: Frame, names: str) -> None:
    """The larger towns, few enough to read."""
    face, put, most = font(), 0, min(_MOST_TOWNS, int(frame.on.width * frame.on.height / _TOWN_ROOM))
    for town, (x, y) in _seen(towns(), frame):
        if frame.zoom < _FROM_ZOOM[town.rank] or put >= most:
            continue
        text = settable(town.text(names), 40)
        dot = centred(x, y, 5, 5)
        if room.free(dot) and _put(sheet, room, text, face, around(x, y, (2.5, 2.5), _size(text, face))[:8], QUIET):
            room.take(dot)
            sheet.stamp(Path.unit_circle(), x, y, 2, facecolor=PAPER, edgecolor="#555555", linewidth=0.9, zorder=3)
            put += 1


def name_districts(sheet: Sheet, room: Room, frame: Frame, atlas: Atlas, names: str) -> None:
    """Districts and counties, where the map is large enough."""
    if frame.zoom < _UNITS_FROM:
        return
    said = {text.get_text() for text in sheet.texts}
    districts = atlas.units[atlas.units["level"] == "district"]
    for _, unit in districts.cx[slice(*frame.bounds[::2]), slice(*frame.bounds[1::2])].iterrows():
        spots = inner_spots(shapely.geometry.mapping(unit["geometry"]), frame)[:6]
        text = settable((names == "local" and unit["name_local"]) or unit["name"], 40)
        if text not in said:  # a district often bears the name of its town
            _put_middle(sheet, room, text, font(italic=True), spots, "#7b6d92")


def name_posts(sheet: Sheet, room: Room, posts: Iterable[tuple[Box, Mapping[str, str]]], names: str) -> None:
    """The names of the crossings, where the map is large enough."""
    named: set[str] = set()
    for box, said in posts:
        if said["name"] in named:
            continue
        named.add(said["name"])
        text = settable((names == "local" and said["name_local"]) or said["name"], 40)
        x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
        half = box.width / 2
        _put(sheet, room, text, font(), around(x, y, (half, half), _size(text, font()))[:8], "#333333")


def _seen(places: Sequence[Name], frame: Frame) -> Iterator[tuple[Name, tuple[float, float]]]:
    xy = frame.place([place.lon for place in places], [place.lat for place in places])
    inside = frame.holds(xy, 4.0)
    for place, at, seen in zip(places, xy, inside, strict=True):
        if seen:
            yield place, (float(at[0]), float(at[1]))


def _put_middle(
    sheet: Sheet, room: Room, text: str, face: FontProperties, spots: Iterable[tuple[float, float]], colour: str
) -> None:
    size = _size(text, face)
    _put(sheet, room, text, face, (centred(x, y, *size) for x, y in spots), colour)


def _put(
    sheet: Sheet, room: Room, text: str, face: FontProperties, candidates: Iterable[Box], colour: str
) -> Box | None:
    box = room.put(candidates)
    if box:
        _write(sheet, box, text, face, colour)
    return box


def _write(sheet: Sheet, box: Box, text: str, face: FontProperties, colour: str, *, halo: bool = True) -> None:
    x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
    sheet.write(x, y, text, face, colour=colour, across="center", along="center", halo=PAPER if halo else "", zorder=5)


def _size(text: str, face: FontProperties) -> tuple[float, float]:
    width, height = measure(text, face)
    return width + 2 * _PAD, height + 2 * _PAD


@cache
def _country(code: str) -> str:
    return str(Locale("en").territories.get(code, code))
