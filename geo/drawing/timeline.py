"""The time line as a picture: lanes, a mark an event, as long as its date is uncertain."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from geo.drawing import key_signs
from geo.drawing.drawing import Drawing
from geo.drawing.fonts import font
from geo.drawing.furniture import map_notes
from geo.drawing.keys import Key
from geo.drawing.lanes import LEVEL, LOW, PADDING, Item, Lane, height_of, keep, lay_out, tall, titled_height
from geo.drawing.layout import Words, divide
from geo.drawing.map_keys import agreement_keys, bar_key, count_key, number_key
from geo.drawing.measure import measure, wrap
from geo.drawing.page import INK, LINE, PAPER, QUIET, Box, Sheet, Size
from geo.drawing.scene import number
from geo.drawing.symbols import RING, disc_half, draw_count, draw_symbol
from geo.drawing.ticks import Days, ticks
from geo.drawing.words import heading_of, many, say_kinds, sources_of
from geo.events.atlas import Atlas
from geo.out.lanes import lane_rows
from geo.out.sentence import say_view
from geo.out.shown import Shown
from geo.vocabulary.view import LANES, View

_AIR = 3.0
_LEAST_DAYS = 7
_NAMES = 118.0
_AXIS = 20.0
_WIDEST = 15.5
"""Points: half the width of a disc that holds three digits, or thousands rounded."""
_WIDE = 560.0
"""Points: on a narrower sheet that may grow the legend stands below, and the days have the width."""


def draw_timeline(atlas: Atlas, view: View, shown: Shown, size: Size, titled: bool | str) -> Drawing:
    """The time line of a View; `shown` answers its question."""
    rows = lane_rows(atlas, shown, view.lanes)
    numbers, sheet = number(shown.events), Sheet(size)
    heading = heading_of(atlas, view, shown, titled)
    notes = map_notes(atlas, None, sources_of(atlas, shown))

    def plot_of(box: Box) -> Box:
        return Box(box.left + _NAMES, box.bottom + _AXIS, box.right, box.top)

    def need(box: Box) -> float:
        plot = plot_of(box)
        return titled_height(rows, _days(atlas, view, rows, plot), numbers, plot) + _AXIS

    def look(box: Box) -> list[Key]:
        plot = plot_of(box)
        lanes = lay_out(rows, _days(atlas, view, rows, plot), numbers, plot)
        return _keys(atlas, view, rows, numbers, counted=any(lane.bundled for lane in lanes))

    fixed = sheet.tallest <= sheet.box.height
    words = Words(heading, notes, beside=fixed or sheet.box.width > _WIDE, need=need)
    plot = plot_of(divide(sheet, words, look).picture)
    days = _days(atlas, view, rows, plot)
    lanes = lay_out(rows, days, numbers, plot)
    kept = keep(lanes, plot.height)
    _draw_axis(sheet, days, plot)
    _draw_lanes(sheet, kept, plot, view)
    shows = frozenset(item.event for lane in kept for item in lane.items)
    left_out = _left_out(lanes, kept, rows)
    said = f"Time line, lanes by {LANES[view.lanes]}. {say_view(view, atlas.choices, atlas.lenses)}"
    return Drawing(sheet.figure, f"{said} {say_kinds(atlas, shown.events)}", tuple(left_out), numbers, shows)


def _keys(atlas: Atlas, view: View, rows: pd.DataFrame, numbers: Mapping[str, int], *, counted: bool) -> list[Key]:
    kinds = [kind for kind in atlas.choices["kind"] if kind in set(rows["kind"])]
    named = kinds if view.lanes != "kind" else []  # lanes by kind say it themselves
    keys = [Key("Events"), *(Key(atlas.choices["kind"][kind], key_signs.kind(kind)) for kind in named)] if kinds else []
    keys += agreement_keys(set(rows["status"]), view.event in set(rows["event_id"]))
    if (rows["after"] - rows["first"] > pd.Timedelta(days=1)).any():
        keys.append(bar_key())
    if counted:
        return [*keys, count_key("one time")]
    return [*keys, number_key()] if numbers else keys


def _days(atlas: Atlas, view: View, rows: pd.DataFrame, plot: Box) -> Days:
    """From the first to the last day that is shown, with some air; the whole window where the View has one."""
    first = view.start or (rows["first"].min().date() if len(rows) else atlas.first)
    last = view.end or (rows["after"].max().date() if len(rows) else atlas.last)
    spare = max(0, _LEAST_DAYS - (last - first).days)
    air = 0 if view.start and view.end and not spare else max(1, (last - first).days // 40, (spare + 1) // 2)
    low, high = max(first.toordinal() - air, 1), min(last.toordinal() + 1 + air, date.max.toordinal())
    return Days(date.fromordinal(low), date.fromordinal(high), plot.left + RING + 3, plot.right - RING - 3)


def _draw_axis(sheet: Sheet, days: Days, plot: Box) -> None:
    """Lines at round days, and the names of those that do not come too near the one before."""
    end = float("-inf")
    for day, name in ticks(days, 62.0):
        x = days.x(day)
        sheet.line([x, x], [plot.bottom - 3, plot.top], color="#dddddd", lw=0.7, zorder=0.5)
        half = measure(name, font())[0] / 2
        at = min(max(x, plot.left + half), plot.right - half)
        if at - half > end + 3:
            sheet.write(at, plot.bottom - 13, name, across="center", colour=QUIET)
            end = at + half
    sheet.line([plot.left, plot.right], [plot.bottom, plot.bottom], color=INK, lw=0.9)


def _draw_lanes(sheet: Sheet, lanes: Sequence[Lane], plot: Box, view: View) -> None:
    spare = min(36.0, (plot.height - height_of(lanes)) / max(1, len(lanes)))
    top = plot.top
    if not lanes:
        middle = (plot.left + plot.right) / 2, (plot.bottom + plot.top) / 2
        sheet.write(*middle, "No event matches this view.", font(12, bold=True), across="center", along="center")
    for number_, lane in enumerate(lanes):
        bottom = top - tall(lane) - spare
        if number_ % 2 == 0:
            sheet.rectangle(Box(plot.left - _NAMES, bottom, plot.right, top), fc="#f4f4f4", ec="none", zorder=0.1)
        lines = wrap(lane.name, font(), _NAMES - 8, 2)
        for n, line in enumerate(lines):
            y = (top + bottom) / 2 + (len(lines) - 1) * 6 - n * 12
            sheet.write(plot.left - _NAMES + 3, y, line, along="center")
        if lane.bundled:
            _draw_counts(sheet, lane, (top + bottom) / 2, (top - bottom) / 2)
        else:
            for item in lane.items:
                _draw_item(sheet, item, top - spare / 2 - PADDING - LEVEL * (item.level + 0.5), view)
        top = bottom
    sheet.line([plot.left, plot.left], [plot.bottom, plot.top], color=LINE, lw=0.8)


def _draw_item(sheet: Sheet, item: Item, y: float, view: View) -> None:
    if item.end - item.start > 2 * RING:
        bar = Box(item.start, y - 3.5, max(item.end, item.start + 2), y + 3.5)
        dash = (0, (3, 2)) if item.said["status"] != "uncontested" else "solid"
        sheet.rectangle(bar, fc=item.said["colour"] + "99", ec=INK, lw=0.8, ls=dash, zorder=2)
    draw_symbol(sheet, item.at, y, item.said, {}, item.event == view.event)
    if item.words:
        if item.at < item.words_at < item.end:
            width, _ = measure(item.words, font())
            plate = Box(item.words_at - 2, y - 7, item.words_at + width + 2, y + 7)
            sheet.rectangle(plate, fc=PAPER, ec="none", zorder=2.5)
        sheet.write(item.words_at, y, item.words, along="center")


def _draw_counts(sheet: Sheet, lane: Lane, y: float, most: float) -> None:
    """The marks of a lane that would cover one another as numbers, the rest as they are; discs are as wide as their numbers
    need, if they have the height: `most` points at most from their middle."""
    half = max(LOW - 0.5, min(most - 1, _WIDEST, disc_half(len(lane.items))))
    groups: list[list[Item]] = []
    for item in lane.items:
        if groups and item.start - groups[-1][0].start < 2 * half + 1 + _AIR:
            groups[-1].append(item)
        else:
            groups.append([item])
    for group in groups:
        if len(group) == 1:
            draw_symbol(sheet, group[0].at, y, group[0].said, {})
        else:
            disputed = any(item.said["status"] != "uncontested" for item in group)
            middle = min((group[0].start + group[-1].start) / 2, group[0].start + half + 0.5)
            draw_count(sheet, middle, y, [item.said["colour"] for item in group], disputed, half)


def _left_out(lanes: Sequence[Lane], kept: Sequence[Lane], rows: pd.DataFrame) -> list[str]:
    said = []
    if any(lane.bundled for lane in kept):
        said.append(f"{many(rows['event_id'].nunique())}: marks that would cover one another are counted.")
    if gone := lanes[len(kept) :]:
        events = {item.event for lane in gone for item in lane.items}
        said.append(
            f"{len(gone)} lanes with {many(len(events))} find no room: {', '.join(lane.name for lane in gone)}."
        )
    return said
