"""Counts over time: events a day, month or year by kind, and the deaths reported, lowest to highest (Altair)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import altair as alt
import pandas as pd

from geo.events.atlas import Atlas
from geo.out.shown import Shown
from geo.out.symbols import KINDS, symbol
from geo.vocabulary.view import View

_LONGEST = {"day": 45, "month": 42}
_DEATHS = "#6b2d2d"


@dataclass(frozen=True, slots=True)
class Slot:
    """A bar's place: the day, month or year that begins then."""

    name: str
    first: date


def slots_of(atlas: Atlas, view: View, events: pd.DataFrame) -> tuple[str, list[Slot]]:
    """The unit and its slots: days where few are shown, else months, else years, from the first to the last."""
    first = view.start or (events["first"].min().date() if len(events) else atlas.first)
    last = view.end or (events["first"].max().date() if len(events) else atlas.last)
    last = max(first, last)
    if (last - first).days < _LONGEST["day"]:
        days = [first + timedelta(n) for n in range((last - first).days + 1)]
        return "day", [Slot(f"{day.day} {day:%b %Y}", day) for day in days]
    months = range(12 * first.year + first.month - 1, 12 * last.year + last.month)
    if len(months) <= _LONGEST["month"]:
        starts = [date(month // 12, month % 12 + 1, 1) for month in months]
        return "month", [Slot(f"{day:%b %Y}", day) for day in starts]
    return "year", [Slot(str(year), date(year, 1, 1)) for year in range(first.year, last.year + 1)]


def slot_of(events: pd.DataFrame, slots: Sequence[Slot]) -> pd.Series:
    """For each event the number of the slot in which it begins; what began before the first stands in the first."""
    starts = pd.Series([slot.first.toordinal() for slot in slots])
    begins = events["first"].map(lambda day: day.toordinal()) if len(events) else pd.Series([], dtype=int)
    found = starts.searchsorted(begins, side="right") - 1
    return pd.Series(found, index=events.index, dtype=int).clip(lower=0)


def draw_over_time(atlas: Atlas, shown: Shown, view: View, height: int) -> tuple[alt.Chart, alt.Chart]:
    """Bars of events by kind, and bars of the deaths reported, to stand below them; `height` pixels for both with what is around."""
    events = shown.told
    unit, slots = slots_of(atlas, view, events)
    at = slot_of(events, slots)
    names = [slot.name for slot in slots]
    labels = atlas.choices["kind"]
    counts = pd.crosstab(at, events["kind"]).stack().rename("events").reset_index()
    counts = counts.set_axis(["slot", "kind", "events"], axis=1).query("events > 0")
    counts = counts.assign(when=[names[n] for n in counts["slot"]], label=counts["kind"].map(labels))
    kinds = [kind for kind in KINDS if kind in set(counts["kind"])]
    colours = alt.Scale(domain=[labels[kind] for kind in kinds], range=_colours(kinds))
    deaths = events[["fatalities_low", "fatalities_high"]].fillna(0).astype(int).groupby(at).sum()
    deaths = (
        deaths.set_axis(["low", "high"], axis=1)
        .query("high > 0")
        .assign(when=lambda rows: [names[n] for n in rows.index])
    )
    x = alt.X(
        "when:N",
        sort=names,
        scale=alt.Scale(domain=names),
        title=None,
        axis=alt.Axis(labelAngle=0, labelOverlap=True, labelFontSize=13),
    )
    whole = alt.Axis(format="d", tickMinStep=1, labelFontSize=13, titleFontSize=13)
    bars = (
        alt.Chart(counts)
        .mark_bar(stroke="#333", strokeWidth=0.5)
        .encode(
            x=x,
            y=alt.Y("sum(events):Q", title=f"Events a {unit}", axis=whole),
            color=alt.Color(
                "label:N",
                title=None,
                scale=colours,
                legend=alt.Legend(orient="top", columns=4, labelFontSize=13, symbolStrokeWidth=0.5),
            ),
            tooltip=[
                alt.Tooltip("when:N", title=unit.capitalize()),
                alt.Tooltip("label:N", title="Kind"),
                alt.Tooltip("events:Q", title="Events"),
            ],
        )
        .properties(height=int(height * 0.6))
    )
    spans = (
        alt.Chart(deaths)
        .mark_bar(color=_DEATHS, size=9, stroke=_DEATHS, strokeWidth=2)
        .encode(
            x=x,
            y=alt.Y("low:Q", title="Deaths reported", axis=whole, scale=alt.Scale(zero=True)),
            y2="high:Q",
            tooltip=[
                alt.Tooltip("when:N", title=unit.capitalize()),
                alt.Tooltip("low:Q", title="Lowest"),
                alt.Tooltip("high:Q", title="Highest"),
            ],
        )
        .properties(height=int(height * 0.38))
    )
    return bars, spans


def _colours(kinds: Sequence[str]) -> list[str]:
    """The kinds' colours; of kinds that share one, each after the first is lighter, as bars have no shape to tell them apart."""
    seen: dict[str, int] = {}
    colours = []
    for kind in kinds:
        colour = symbol(kind).colour
        white = 1 - 0.5 ** seen.get(colour, 0)
        seen[colour] = seen.get(colour, 0) + 1
        parts = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
        colours.append("#" + "".join(f"{round(part + (255 - part) * white):02x}" for part in parts))
    return colours
