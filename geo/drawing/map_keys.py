"""The legend of a map: the kinds and precisions that occur on it, what each of them means, and the signs of the crossings."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import inf
from typing import Any

from matplotlib.patches import Rectangle
from matplotlib.path import Path

from geo.drawing.areas import SEVERAL
from geo.drawing.basemap import BORDER, BORDER_DASH, DISTRICTS
from geo.drawing.bundles import Bundle
from geo.drawing.crossings import draw_sign
from geo.drawing.fonts import font
from geo.drawing.keys import Draw, Key
from geo.drawing.page import INK, PAPER, Sheet
from geo.drawing.scene import Scene, said_of, standing
from geo.drawing.shading import SHADE, steps
from geo.drawing.symbols import CONTESTED_DASH, RING, SELECTED, dashes, draw_badge, draw_count, draw_symbol
from geo.events.atlas import Atlas
from geo.out.symbols import CROSSING_STATUS, symbol
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
        Key("border of Pakistan and Iran", _line(BORDER, 1.8, BORDER_DASH)),
        Key("district, county", _line(DISTRICTS, 0.9)),
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
        yield Key(atlas.choices["kind"][kind], symbol_key(kind), inf if kind in common else there[kind])


def _agreement(scenes: Sequence[Scene], bundles: Sequence[Bundle]) -> Iterator[Key]:
    every = [(scene, said) for scene in scenes for feature in scene.events for said in said_of(feature)]
    told = [scene.differences[said["difference"]] for scene, said in every if "difference" in said]
    for each in {one["label"]: one for one in told}.values():
        yield Key(each["label"], _difference(each))
    statuses = set() if told else {said["status"] for _, said in every}
    yield from agreement_keys(statuses, any(scene.view.event in scene.placed for scene in scenes))
    if any(not each.in_a_row for each in bundles):
        yield count_key()
    if any(scene.numbers and scene.placed for scene in scenes):
        yield number_key()


def agreement_keys(statuses: set[str], picked: bool) -> Iterator[Key]:
    """What says that an event is contested, denied, picked out."""
    if statuses - {"uncontested"}:
        yield Key("dashed ring or edge: contested", _ring(INK, CONTESTED_DASH))
    if "denied" in statuses:
        yield Key("that it happened is denied", lambda sheet, x, y: draw_badge(sheet, x, y, INK, "✕"))
    if picked:
        yield Key("the event picked out", lambda sheet, x, y: _disc(sheet, x, y, SELECTED))


def number_key() -> Key:
    """The number beside a mark."""
    return Key("number of the event in order of time", _number(12))


def count_key() -> Key:
    """The disc that stands for many."""
    return Key("so many events at one spot, and the colours of their kinds", _count)


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
            Key(f"{say_with_precision(*dates.loc[event])}: {events.at[event, 'title']}", _number(n))
            for event, n in seen
        ),
    ]


def bar_key() -> Key:
    """The bar of an event whose day is not known."""
    return Key("bar: some time between, or all along", _bar)


def _precisions(scenes: Sequence[Scene]) -> Iterator[Key]:
    precisions = {each["properties"]["precision"] for scene in scenes for each in scene.events}
    arrows = {each["properties"]["schematic"] for scene in scenes for each in scene.arrows}
    if precisions:
        yield Key("How exact the place is")
    if precisions & {"point", "elsewhere"}:
        yield Key("symbol alone: within 5 km", lambda sheet, x, y: _disc(sheet, x, y, "#d0d0d0"))
    if "circle" in precisions:
        yield Key("circle: somewhere inside it", _circle)
    if precisions & {"subdistrict", "district", "area"}:
        yield Key("hatched: only this area is known", _area(hatch="///////"))
    if "province" in precisions:
        yield Key("faint: only the province is known", _area())
    if "border_stretch" in precisions:
        yield Key("thick line: somewhere along it", _line(SEVERAL, 4.5, alpha=0.6))
    if False in arrows:
        yield Key("arrow: from where, to where", _arrow("solid"))
    if True in arrows:
        yield Key("dashed arrow: only the country of origin is known", _arrow((0, (2.5, 1.5))))


def _shading(scenes: Sequence[Scene]) -> Iterator[Key]:
    counts = {unit: count for scene in scenes for unit, count in scene.counts.items()}
    if counts:
        yield Key(f"Shading: {SHADES[scenes[0].view.shade]}")
        for label, strength in steps(counts):
            yield Key(label, _patch(strength))


def _crossings(scene: Scene) -> Iterator[Key]:
    if scene.crossings:
        yield Key(f"Crossings on {say_day(scene.day)}")
    for status in standing(scene.crossings):
        colour, sign = CROSSING_STATUS[status]
        yield Key(_STATUS[status], _sign({"colour": colour, "sign": sign, "status": status, "assumed": False}))
    if any(each["properties"]["assumed"] for each in scene.crossings):
        said = {"colour": "#ffffff", "sign": "", "status": "no report", "assumed": True}
        yield Key("dashed edge: assumed to last", _sign(said))


def _difference(told: Mapping[str, str]) -> Draw:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        _ring(told["colour"], dashes(told["dash"]))(sheet, x - 2, y)
        draw_badge(sheet, x + 6, y + 3, told["colour"], told["sign"])

    return draw


def symbol_key(kind: str) -> Draw:
    """The symbol of a kind, without a ring."""
    said = {"path": symbol(kind).path, "colour": symbol(kind).colour, "status": "uncontested"}
    return lambda sheet, x, y: draw_symbol(sheet, x, y, said, {})


def _sign(said: Mapping[str, Any]) -> Draw:
    return lambda sheet, x, y: draw_sign(sheet, x, y, said)


def _disc(sheet: Sheet, x: float, y: float, colour: str) -> None:
    sheet.stamp(Path.unit_circle(), x, y, 5.5, facecolor=colour, edgecolor=INK, linewidth=0.8)


def _ring(colour: str, dash: object) -> Draw:
    return lambda sheet, x, y: _drop(
        sheet.stamp(
            Path.unit_circle(), x, y, RING - 2.5, facecolor=PAPER, edgecolor=colour, linewidth=1.5, linestyle=dash
        )
    )


def _circle(sheet: Sheet, x: float, y: float) -> None:
    sheet.stamp(Path.unit_circle(), x, y, 6, facecolor="#77777733", edgecolor="#555555", linewidth=1.0)


def _count(sheet: Sheet, x: float, y: float) -> None:
    draw_count(sheet, x, y, [symbol(kind).colour for kind in ("attack", "attack", "diplomacy")], False, 8.0)


def _bar(sheet: Sheet, x: float, y: float) -> None:
    sheet.ink.add_artist(Rectangle((x - 11, y - 3.5), 22, 7, fc=SEVERAL + "99", ec=INK, lw=0.8))


def _number(number: int) -> Draw:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        sheet.write(x, y, str(number), font(bold=True), across="center", along="center_baseline")

    return draw


def _area(hatch: str = "") -> Draw:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        faint = Rectangle((x - 10, y - 5), 20, 10, fc=SEVERAL + ("22" if hatch else "11"), ec=SEVERAL, lw=1.1)
        sheet.ink.add_artist(faint)
        if hatch:
            lines = Rectangle((x - 10, y - 5), 20, 10, fc="none", ec=SEVERAL + "66", lw=0, hatch=hatch)
            lines.set_hatch_linewidth(0.5)
            sheet.ink.add_artist(lines)

    return draw


def _patch(strength: float) -> Draw:
    return lambda sheet, x, y: _drop(
        sheet.ink.add_artist(Rectangle((x - 10, y - 5), 20, 10, fc=SHADE, alpha=strength, ec=INK, lw=0.5))
    )


def _line(colour: str, width: float, dash: object = "solid", alpha: float = 1.0) -> Draw:
    return lambda sheet, x, y: sheet.line(
        [x - 11, x + 11], [y, y], color=colour, lw=width, ls=dash, alpha=alpha, solid_capstyle="butt"
    )


def _arrow(dash: object) -> Draw:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        sheet.line([x - 11, x + 4], [y, y], color=INK, lw=1.6, ls=dash)
        head = Path([(11, 0), (3, 4), (3, -4), (11, 0)], closed=True)
        sheet.stamp(head, x, y, 1, facecolor=INK, edgecolor="none")

    return draw


def _drop(_: object) -> None:
    """A key draws; what it returns is of no use."""
