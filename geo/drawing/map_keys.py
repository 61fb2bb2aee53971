"""The legend of a map: the kinds and precisions that occur on it, what each of them means, and the signs of the crossings."""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import inf

from geo.drawing import key_signs
from geo.drawing.areas import SEVERAL
from geo.drawing.basemap import BORDER, BORDER_DASH, DISTRICTS
from geo.drawing.bundles import Bundle
from geo.drawing.keys import Key
from geo.drawing.page import INK
from geo.drawing.scene import Scene, said_of, standing
from geo.drawing.shading import steps
from geo.drawing.symbols import CONTESTED_DASH, SELECTED, draw_badge
from geo.events.atlas import Atlas
from geo.out.symbols import CROSSING_STATUS
from geo.vocabulary.dates import say_day, say_with_precision
from geo.vocabulary.view import SHADES

MOST_LISTED = 12
"""Events that a picture by itself names beside its legend."""
_COMMON = 4
"""So many kinds, the most frequent, are as needed in a legend as lines and precisions; the others may be counted only."""
_STATUS = {
    "open": "open",
    "reopened": "reopened",
    "inaugurated": "inaugurated",
    "partially_open": "partly open",
    "closed": "closed",
    "announced": "announced",
    "reports differ": "reports differ",
    "no report": "no recent report",
}


def map_keys(atlas: Atlas, scenes: Sequence[Scene], bundles: Sequence[Bundle]) -> list[Key]:
    """The keys of all that is drawn on the maps of these scenes, which are of one day."""
    return [
        *_kinds(atlas, scenes),
        *_agreement(scenes, bundles),
        *_precisions(scenes),
        *_shading(scenes),
        *_crossings(scenes[0]),
        Key("Lines"),
        Key("border of Pakistan and Iran", key_signs.line(BORDER, 1.8, BORDER_DASH)),
        Key("district, county", key_signs.line(DISTRICTS, 0.9)),
    ]


def _kinds(atlas: Atlas, scenes: Sequence[Scene]) -> Iterator[Key]:
    there = Counter(
        kind for scene in scenes for kind in scene.shown.events["kind"][scene.shown.events.index.isin(scene.placed)]
    )
    kinds = [kind for kind in atlas.choices["kind"] if kind in there]
    common = [kind for kind, _ in there.most_common(_COMMON)]
    if kinds:
        yield Key("Events")
    for kind in kinds:
        yield Key(atlas.choices["kind"][kind], key_signs.kind(kind), inf if kind in common else there[kind])


def _agreement(scenes: Sequence[Scene], bundles: Sequence[Bundle]) -> Iterator[Key]:
    every = [(scene, said) for scene in scenes for feature in scene.events for said in said_of(feature)]
    told = [scene.differences[said["difference"]] for scene, said in every if "difference" in said]
    for each in {one["label"]: one for one in told}.values():
        yield Key(each["label"], key_signs.difference(each))
    statuses = set() if told else {said["status"] for _, said in every}
    yield from agreement_keys(statuses, any(scene.view.event in scene.placed for scene in scenes))
    if any(not each.in_a_row for each in bundles):
        yield count_key()
    if any(scene.numbers and scene.placed for scene in scenes):
        yield number_key()


def agreement_keys(statuses: set[str], picked: bool) -> Iterator[Key]:
    """What says that an event is contested, denied, picked out."""
    if statuses - {"uncontested"}:
        yield Key("dashed ring or edge: contested", key_signs.ring(INK, CONTESTED_DASH))
    if "denied" in statuses:
        yield Key("that it happened is denied", lambda sheet, x, y: draw_badge(sheet, x, y, INK, "✕"))
    if picked:
        yield Key("the event picked out", key_signs.disc(SELECTED))


def number_key() -> Key:
    """The number beside a mark."""
    return Key("number of the event in order of time", key_signs.number(12))


def count_key(where: str = "one spot") -> Key:
    """The disc that stands for many."""
    return Key(f"so many events at {where}, and the colours of their kinds", key_signs.count)


def event_keys(scene: Scene) -> list[Key]:
    """Number, day and title of each event that the map shows, where they are few; a document has its own list."""
    seen = [(event, n) for event, n in scene.numbers.items() if event in scene.placed]
    if not 0 < len(seen) <= MOST_LISTED:
        return []
    events = scene.shown.told
    dates = events[["date_start", "date_end", "date_precision"]]
    return [
        Key("The events by number"),
        *(
            Key(f"{say_with_precision(*dates.loc[event])}: {events.at[event, 'title']}", key_signs.number(n))
            for event, n in seen
        ),
    ]


def bar_key() -> Key:
    """The bar of an event whose day is not known."""
    return Key("bar: some time between, or all along", key_signs.bar)


def _precisions(scenes: Sequence[Scene]) -> Iterator[Key]:
    precisions = {each["properties"]["precision"] for scene in scenes for each in scene.events}
    arrows = {each["properties"]["schematic"] for scene in scenes for each in scene.arrows}
    if precisions:
        yield Key("How exact the place is")
    if precisions & {"point", "elsewhere"}:
        yield Key("symbol alone: within 5 km", key_signs.disc("#d0d0d0"))
    if "circle" in precisions:
        yield Key("circle: somewhere inside it", key_signs.circle)
    if precisions & {"subdistrict", "district", "area"}:
        yield Key("hatched: only this area is known", key_signs.area(hatch="///////"))
    if "province" in precisions:
        yield Key("faint: only the province is known", key_signs.area())
    if "border_stretch" in precisions:
        yield Key("thick line: somewhere along it", key_signs.line(SEVERAL, 4.5, alpha=0.6))
    if False in arrows:
        yield Key("arrow: from where, to where", key_signs.arrow("solid"))
    if True in arrows:
        yield Key("dashed arrow: only the country of origin is known", key_signs.arrow((0, (2.5, 1.5))))


def _shading(scenes: Sequence[Scene]) -> Iterator[Key]:
    counts = {unit: count for scene in scenes for unit, count in scene.counts.items()}
    if counts:
        yield Key(f"Shading: {SHADES[scenes[0].view.shade]}")
        for label, strength in steps(counts):
            yield Key(label, key_signs.patch(strength))


def _crossings(scene: Scene) -> Iterator[Key]:
    if scene.crossings:
        yield Key(f"Crossings on {say_day(scene.day)}")
    for status in standing(scene.crossings):
        colour, sign = CROSSING_STATUS[status]
        yield Key(
            _STATUS[status], key_signs.crossing({"colour": colour, "sign": sign, "status": status, "assumed": False})
        )
    if any(each["properties"]["assumed"] for each in scene.crossings):
        said = {"colour": "#ffffff", "sign": "", "status": "no report", "assumed": True}
        yield Key("dashed edge: assumed to last", key_signs.crossing(said))
