"""The status of a crossing in words: by traffic and way, reported or assumed, and who says so."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from geo.events.atlas import Atlas
from geo.events.intervals import ASSUMED, STANDINGS, TRAFFIC, WAYS, WITHIN
from geo.out.symbols import CROSSING_STATUS
from geo.vocabulary.dates import say_date, say_day

DIFFER = "reports differ"


@dataclass(frozen=True, slots=True)
class Status:
    """One status that is said to hold: `since` says whether it is reported or assumed; `who` has a line a report."""

    standing: str
    sign: str
    label: str
    since: str
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of one traffic on one way ("" for either way).

    `statuses` are those of the day itself, reported or assumed; more than one is a contradiction. `perhaps` are those that
    held at some time in a month or year that the day belongs to.
    """

    traffic: str
    way: str
    statuses: tuple[Status, ...]
    perhaps: tuple[Status, ...]

    @property
    def head(self) -> str:
        """Traffic and way: "Goods, into Iran"."""
        return f"{self.traffic}, {lower(self.way)}" if self.way else self.traffic

    @property
    def words(self) -> str:
        """In one line: "Goods, into Iran: open, assumed since 16 June 2025"."""
        head = self.head
        if len(self.statuses) > 1:
            return f"{head}: {DIFFER} ({', '.join(status.label.lower() for status in self.statuses)})"
        told = (
            f"{each.label.lower()}{', ' + each.since if each.since else ''}" for each in self.statuses or self.perhaps
        )
        return f"{head}: {' and '.join(told)}"


def lower(label: str) -> str:
    """The label within a sentence: its first letter small, names of countries kept."""
    return label[:1].lower() + label[1:]


def tell(atlas: Atlas, rows: pd.DataFrame) -> list[Told]:
    """What the intervals of one crossing on one day say, by traffic, the two ways together where they are the same."""
    found = []
    for traffic in TRAFFIC:
        ways = {str(way): own for way, own in rows[rows["traffic"] == traffic].groupby("way", sort=True)}
        alike = len({frozenset(zip(own["report"], own["certainty"], strict=True)) for own in ways.values()}) == 1
        label = atlas.chronology.label("traffic", traffic)
        if len(ways) == 2 and alike:
            found.append(_told(atlas, label, "", next(iter(ways.values()))))
        else:
            found += [_told(atlas, label, atlas.chronology.label("direction", way), own) for way, own in ways.items()]
    return found


def say_unknown(atlas: Atlas, rows: pd.DataFrame) -> str:
    """What is not known of goods and people where something else is: "goods; people, into Pakistan"; empty where all is known."""
    label, missing = atlas.chronology.label, []
    for traffic in ("cargo", "pedestrian"):
        unknown = [way for way in WAYS if way not in set(rows[rows["traffic"] == traffic]["way"])]
        name = label("traffic", traffic).lower()
        if len(unknown) == len(WAYS):
            missing.append(name)
        else:
            missing += [f"{name}, {lower(label('direction', way))}" for way in unknown]
    return "; ".join(missing)


def say_report(atlas: Atlas, report: Any) -> str:
    """A report in a line: date, status, traffic, way, figures, who says it, outlet."""
    label = atlas.chronology.label
    parts = [say_traffic(atlas, report.traffic_stated).lower()]
    if report.direction != "not_stated":
        parts.append(lower(label("direction", report.direction)))
    status = f"{label('crossing_status', report.status)} ({', '.join(parts)})"
    figures = f" {report.figures}" if report.figures else ""
    return f"{report.date}: {status}, reported of “{report.crossing_reported}”.{figures} — {say_who(report)}"


def say_traffic(atlas: Atlas, traffic: str) -> str:
    """The kinds of traffic in words, where a report names several."""
    return ", ".join(atlas.chronology.label("traffic", part) for part in traffic.split("|"))


def say_who(report: Any) -> str:
    """Who is cited, and the outlet where that is another."""
    outlet = report.outlet_name
    return str(report.said_by) if report.said_by == outlet else f"{report.said_by} ({outlet})"


def _told(atlas: Atlas, traffic: str, way: str, rows: pd.DataFrame) -> Told:
    vague = rows["certainty"] == WITHIN
    return Told(traffic, way, _statuses(atlas, rows[~vague]), _statuses(atlas, rows[vague]))


def _statuses(atlas: Atlas, rows: pd.DataFrame) -> tuple[Status, ...]:
    found = []
    for standing in STANDINGS:
        own = rows[rows["standing"] == standing]
        if len(own):
            label = atlas.chronology.label("crossing_status", standing)
            who = tuple(dict.fromkeys(say_who(report) for report in own.itertuples()))
            found.append(Status(standing, CROSSING_STATUS[standing][1], label, _since(own), who))
    return tuple(found)


def _since(rows: pd.DataFrame) -> str:
    """Empty where a report states the day itself; else that it is assumed, and since when, or which days are left open."""
    kinds = set(rows["certainty"])
    if kinds == {ASSUMED}:
        return f"assumed since {say_day(rows['first'].min().date())}"
    return f"at some time in {', '.join(dict.fromkeys(map(say_date, rows['date'])))}" if kinds == {WITHIN} else ""
