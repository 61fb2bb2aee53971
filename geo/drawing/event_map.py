"""The map of a View as a picture: what the dashboard's map shows, with the furniture that a map on paper needs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geo.drawing.areas import along, clip_to, draw_area, draw_arrow, draw_circles, uncertainty
from geo.drawing.basemap import draw_base
from geo.drawing.bundles import Bundle, bundle, draw_bundle
from geo.drawing.crossings import Post, draw_sign, posts
from geo.drawing.drawing import Drawing
from geo.drawing.frame import Frame
from geo.drawing.furniture import covered, draw_scale, map_notes
from geo.drawing.keys import Key
from geo.drawing.layout import Words, divide
from geo.drawing.locator import corner_of, draw_locator, inside
from geo.drawing.map_keys import event_keys, map_keys
from geo.drawing.names import (
    name_districts,
    name_lands,
    name_posts,
    name_towns,
    number_areas,
    number_bundles,
    say_nothing,
)
from geo.drawing.page import Box, Sheet, Size
from geo.drawing.room import Room
from geo.drawing.scene import Scene, events_of, frame_of, gather, within
from geo.drawing.shading import draw_shading
from geo.drawing.words import heading_of, say_covered, say_hidden, say_map, seen_in, sources_of, unseen, untold
from geo.events.atlas import Atlas
from geo.out.shown import Shown
from geo.vocabulary.view import View

_LOCATED = (260.0, 180.0)
"""Points: on a map narrower than the first a locator stands better beside it, on one narrower than the second it covers too much."""
_POSTS_FROM = 8.0
"""The zoom from which the names of the crossings stand."""


def draw_map(atlas: Atlas, view: View, shown: Shown, size: Size, titled: bool | str) -> Drawing:
    """The map of a View; `shown` answers its question."""
    scene = gather(atlas, view, shown)
    sheet = Sheet(size)

    def look(on: Box) -> list[Key]:
        frame = frame_of(view, [scene], on)
        seen = within(scene, frame)
        return [*map_keys(atlas, [seen], bundle(seen, frame)), *(event_keys(seen) if titled else [])]

    notes = map_notes(atlas, frame_of(view, [scene], sheet.box), sources_of(atlas, shown))
    on, spare = divide(sheet, Words(heading_of(atlas, view, shown, titled), notes, maps=_whole), look)
    frame = frame_of(view, [scene], on)
    filled = fill_map(sheet, frame, scene, atlas, spare)
    shows = frozenset(seen_in(scene, frame) - filled.covered)
    return Drawing(sheet.figure, say_map(atlas, scene), say_left_out(scene, frame, filled), scene.numbers, shows)


@dataclass(frozen=True, slots=True)
class Filled:
    """What became of a map: the events whose number found room, those of which every mark lies under its plates, and how many
    crossings lie under other marks."""

    told: set[str]
    covered: set[str]
    hidden: int


def say_left_out(scene: Scene, frame: Frame, filled: Filled) -> tuple[str, ...]:
    """What the map could not show, a sentence each."""
    told = untold(scene, frame, filled.told | filled.covered)
    return (*unseen(scene, frame), *say_covered(len(filled.covered)), *told, *say_hidden(filled.hidden))


def _whole(box: Box) -> list[Box]:
    return [box]


def fill_map(sheet: Sheet, frame: Frame, scene: Scene, atlas: Atlas, spare: Box | None = None) -> Filled:
    """Draw one map with marks, names and furniture.

    Its locator stands in a corner, on a small map in the `spare` room of the legend; None where it has none.
    """
    axes = sheet.axes(frame.on)
    draw_base(axes, frame)
    draw_shading(axes, scene.counts)
    for feature in scene.areas:
        draw_area(axes, feature, scene)
    draw_circles(axes, scene, uncertainty(scene, frame))
    _draw_asked(sheet, frame, scene.view)
    for feature in scene.arrows:
        draw_arrow(sheet, frame, feature, scene)
    bundles = bundle(scene, frame)
    boxes = [each.box for each in bundles]
    signs, hidden = posts(scene.crossings, frame, [box.less(3.0) for box in boxes])
    for box, said in signs:
        draw_sign(sheet, (box.left + box.right) / 2, (box.bottom + box.top) / 2, said)
    for each in bundles:
        draw_bundle(sheet, each, scene)
    room = Room(frame.on.less(3.0))
    room.take(*boxes, *(box for box, _ in signs), *(box for feature in scene.arrows for box in along(frame, feature)))
    plates = draw_scale(sheet, room, frame, boxes)
    if spare is not None:
        well, barely = (frame.on.width > each for each in _LOCATED)
        on = None if well else inside(spare)
        if on is None and barely:
            on = corner_of(frame.on, boxes, plates)
        if on is not None:
            room.take(on)
            plates.append(on)
            draw_locator(sheet, frame, on)
    sheet.rectangle(frame.on, fc="none", ec="#444444", lw=1.0, zorder=7)
    told = _name(sheet, room, frame, scene, atlas, bundles, signs)
    return Filled(told, _under(plates, bundles, within(scene, frame)), hidden)


def _under(plates: Sequence[Box], bundles: Sequence[Bundle], seen: Scene) -> set[str]:
    """The events of the scene that only marks under the plates stand for."""
    under, free = set[str](), set[str]()
    for each in bundles:
        (under if covered(plates, [each.box]) else free).update(str(said["event"]) for said in each.said)
    return under - free - {str(event) for feature in seen.areas for event in events_of(feature)}


def _name(
    sheet: Sheet, room: Room, frame: Frame, scene: Scene, atlas: Atlas, bundles: Sequence[Bundle], signs: Sequence[Post]
) -> set[str]:
    """Numbers, then names, the most needed first."""
    names = scene.view.names
    if scene.shown.events.empty:
        say_nothing(sheet, room, frame)
    told = number_bundles(sheet, room, bundles, scene.numbers)
    told |= number_areas(sheet, room, frame, scene.areas, scene.numbers)
    if frame.zoom >= _POSTS_FROM:
        name_posts(sheet, room, signs, names)
    name_lands(sheet, room, frame, atlas, names)
    name_towns(sheet, room, frame, names)
    name_districts(sheet, room, frame, atlas, names)
    return told


def _draw_asked(sheet: Sheet, frame: Frame, view: View) -> None:
    """The box or the polygon that limits the View."""
    ring = list(view.polygon)
    if view.bbox:
        west, south, east, north = view.bbox
        ring = [(west, south), (east, south), (east, north), (west, north)]
    if ring:
        xy = frame.place(*np.array([*ring, ring[0]]).T)
        sheet.line(
            xy[:, 0].tolist(),
            xy[:, 1].tolist(),
            color="#0b57d0",
            lw=1.6,
            ls=(0, (4, 3)),
            clip_path=clip_to(sheet, frame),
        )
