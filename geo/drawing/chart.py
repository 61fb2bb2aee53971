"""Counts over time as a picture: events a day, month or year by kind, and below it the deaths reported, lowest to highest."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.patches import Rectangle

from geo.drawing.drawing import Drawing
from geo.drawing.fonts import font
from geo.drawing.furniture import map_notes
from geo.drawing.keys import Draw, Key
from geo.drawing.layout import Words, divide
from geo.drawing.measure import measure
from geo.drawing.page import INK, QUIET, Box, Sheet, Size
from geo.drawing.words import heading_of, many, say_kinds, sources_of
from geo.events.atlas import Atlas
from geo.out.over_time import Slot, slot_of, slots_of
from geo.out.sentence import say_view
from geo.out.shown import Shown
from geo.out.symbols import KINDS, symbol
from geo.vocabulary.view import View

HATCHES = ("", "////", "....", "xxxx", "----", "\\\\\\\\")
"""Kinds of one colour are told apart by these."""
_AXIS = 36.0
_DEATHS = "#6b2d2d"
_TITLE = 18.0


def draw_chart(atlas: Atlas, view: View, shown: Shown, size: Size, titled: bool | str) -> Drawing:
    """The counts of a View; `shown` answers its question."""
    events, sheet = shown.told, Sheet(size)
    unit, slots = slots_of(atlas, view, events)
    at = slot_of(events, slots)
    kinds = [kind for kind in KINDS if kind in set(events["kind"])]
    words = Words(heading_of(atlas, view, shown, titled), map_notes(atlas, None, sources_of(atlas, shown)))
    box, _ = divide(sheet, words, lambda _: _keys(atlas, kinds))
    lower = Box(box.left + _AXIS, box.bottom + 18, box.right, box.bottom + 18 + box.height * 0.27)
    upper = Box(box.left + _AXIS, lower.top + _TITLE + 12, box.right, box.top - _TITLE)
    counts = pd.crosstab(events["kind"], at).reindex(index=kinds, columns=range(len(slots)), fill_value=0)
    _draw_counts(sheet, upper, counts, unit)
    deaths = events[["fatalities_low", "fatalities_high"]].fillna(0).astype(int).groupby(at).sum()
    _draw_deaths(sheet, lower, deaths, len(slots), unit)
    for panel in (upper, lower):
        _draw_slots(sheet, panel, slots, named=panel is lower)
    low, high = (int(deaths[column].sum()) for column in deaths) if len(deaths) else (0, 0)
    said = f"Bars: events a {unit} by kind; below, deaths reported, {low:,} to {high:,} in all."
    return Drawing(
        sheet.figure,
        f"{said} {say_view(view, atlas.choices, atlas.lenses)} {say_kinds(atlas, events)}",
        tuple(_left_out(events, unit)),
        shows=frozenset(events.index),
    )


def _keys(atlas: Atlas, kinds: Sequence[str]) -> list[Key]:
    if not kinds:
        return []
    keys = [Key("Events"), *(Key(atlas.choices["kind"][kind], _swatch(kind, kinds)) for kind in reversed(kinds))]
    return [*keys, Key("Deaths reported"), Key("from the lowest to the highest figure", _range_swatch)]


def hatch(kind: str, kinds: Sequence[str]) -> str:
    """The hatch of a kind among those shown: kinds of one colour differ."""
    same = [each for each in kinds if symbol(each).colour == symbol(kind).colour]
    return HATCHES[same.index(kind) % len(HATCHES)]


def _swatch(kind: str, kinds: Sequence[str]) -> Draw:
    return lambda sheet, x, y: _bar(sheet, Box(x - 10, y - 5, x + 10, y + 5), symbol(kind).colour, hatch(kind, kinds))


def _range_swatch(sheet: Sheet, x: float, y: float) -> None:
    _bar(sheet, Box(x - 4, y - 6, x + 4, y + 5), _DEATHS, "")


def _bar(sheet: Sheet, box: Box, colour: str, hatched: str) -> None:
    drawn = Rectangle((box.left, box.bottom), box.width, box.height, fc=colour, ec=INK, lw=0.5, hatch=hatched, zorder=2)
    drawn.set_hatch_linewidth(0.6)
    sheet.ink.add_artist(drawn)


def _draw_counts(sheet: Sheet, panel: Box, counts: pd.DataFrame, unit: str) -> None:
    most = int(counts.sum().max()) if counts.size else 0
    scale = _draw_scale(sheet, panel, most, f"Events a {unit}")
    for slot in counts.columns:
        left, right = _edges(panel, slot, len(counts.columns))
        bottom = panel.bottom
        for kind in counts.index:
            if count := int(counts.at[kind, slot]):
                top = bottom + count * scale
                _bar(sheet, Box(left, bottom, right, top), symbol(kind).colour, hatch(kind, list(counts.index)))
                bottom = top
    if not most:
        middle = (panel.left + panel.right) / 2, (panel.bottom + panel.top) / 2
        sheet.write(*middle, "No event matches this view.", font(12, bold=True), across="center", along="center")


def _draw_deaths(sheet: Sheet, panel: Box, deaths: pd.DataFrame, slots: int, unit: str) -> None:
    most = int(deaths["fatalities_high"].max()) if len(deaths) else 0
    scale = _draw_scale(sheet, panel, most, f"Deaths reported a {unit}, lowest to highest")
    said = {
        slot: f"{low:,}–{high:,}" if low != high else f"{high:,}" for slot, low, high in deaths.itertuples() if high
    }
    # numbers at all bars or at none: some alone would look like those that matter
    room = panel.width / slots * 0.98 if slots else 0.0
    written = all(measure(text, font())[0] < room for text in said.values())
    for slot, low, high in deaths.itertuples():
        if high:
            left, right = _edges(panel, slot, slots)
            middle, half = (left + right) / 2, min(5.0, (right - left) / 2)
            y0, y1 = panel.bottom + low * scale, panel.bottom + high * scale
            _bar(sheet, Box(middle - half, y0 - 0.8, middle + half, y1 + 0.8), _DEATHS, "")
            if written:
                sheet.write(middle, min(y1 + 3, panel.top + 2), said[slot], across="center")


def _draw_scale(sheet: Sheet, panel: Box, most: int, title: str) -> float:
    """The upright axis with whole numbers; answers with the points that one is high."""
    step: int = next(s * 10**p for p in range(8) for s in (1, 2, 5) if s * 10**p * 4 >= most)
    top = max(step, -(-most // step) * step)
    scale: float = (panel.height - 12) / top
    sheet.write(panel.left - _AXIS, panel.top + 6, title, font(bold=True))
    for value in range(0, top + 1, step):
        y = panel.bottom + value * scale
        sheet.line([panel.left, panel.right], [y, y], color="#e3e3e3" if value else INK, lw=0.7, zorder=0.5)
        sheet.write(panel.left - 4, y, f"{value:,}", across="right", along="center", colour=QUIET)
    return scale


def _draw_slots(sheet: Sheet, panel: Box, slots: Sequence[Slot], *, named: bool) -> None:
    """Names under as many slots as have room."""
    width = max((measure(slot.name, font())[0] for slot in slots), default=0.0) + 8
    every = max(1, int(-(-width // (panel.width / max(1, len(slots))))))
    for n, slot in enumerate(slots):
        left, right = _edges(panel, n, len(slots))
        if n % every == 0:
            middle = (left + right) / 2
            sheet.line([middle, middle], [panel.bottom - 3, panel.bottom], color=INK, lw=0.7)
            if named:
                half = width / 2
                at = min(max(middle, panel.left - _AXIS + half), panel.right - half + 4)
                sheet.write(at, panel.bottom - 15, slot.name, across="center", colour=QUIET)


def _edges(panel: Box, slot: int, slots: int) -> tuple[float, float]:
    wide = panel.width / max(1, slots)
    air = min(wide * 0.12, 4.0)
    spare = max(0.0, (wide - 46.0) / 2)  # few bars stay slim
    return panel.left + slot * wide + air + spare, panel.left + (slot + 1) * wide - air - spare


def _left_out(events: pd.DataFrame, unit: str) -> list[str]:
    if events.empty:
        return []
    said = []
    period = {"day": "D", "month": "M", "year": "Y"}[unit]
    vague = int((events["first"].dt.to_period(period) != events["last"].dt.to_period(period)).sum())
    if vague:
        said.append(
            f"{many(vague)} of which the {unit} is not known, or that went on, {_count(vague)} where the time begins."
        )
    silent = int(events["fatalities_high"].isna().sum())
    if silent:
        said.append(f"{many(silent)} for which no number of deaths is reported {_count(silent)} as none.")
    return said


def _count(many_: int) -> str:
    return "is counted" if many_ == 1 else "are counted"
