"""What is new since a day, computed from the claims: events first reported, newly denied, contested or corroborated, other figures.

A claim counts from the day on which its document was published. The claims of before are put together by the rules of
`geo.events.assembly`, then all of them, and the two are compared. Where that day is not known, or only a month that the day cuts
in two, no report is taken to be older than its event; if that does not tell either, the claim counts as of before, so that nothing
is called new on its strength, and events of which only such claims could be of before are named apart. As claims are only ever
added, no dispute is ever resolved by this count.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from geo.events.adding_up import said_by
from geo.events.assembly import ASPECTS, DEATHS, INJURED, Assembly, assemble, say_range
from geo.out.sentence import say_list
from geo.out.shown import Shown
from geo.vocabulary.dates import precision_of, say_date, say_day, say_span, span_of

MARKS = {
    "new": "first reported",
    "denied": "newly denied",
    "contested": "newly contested",
    "corroborated": "newly corroborated",
    "figures": "other figures",
    "responsible": "newly held responsible",
    "more": "more claims, nothing else new",
}
"""What a change may be, the weightiest first, and the reader's word for it."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is new of one event: marks (of MARKS), a sentence for each, and the claims that brought it."""

    event_id: str
    marks: tuple[str, ...]
    said: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes of a View's events since a day, that day included, in the events' order.

    `unknown` are the events of which it cannot be said whether they were first reported before or after; `undated` is the
    number of claims whose day is not known well enough, of all `claims` looked at.
    """

    since: date
    changes: tuple[Change, ...]
    unknown: tuple[str, ...]
    undated: int
    claims: int

    @property
    def new(self) -> tuple[str, ...]:
        """The events first reported since."""
        return tuple(change.event_id for change in self.changes if "new" in change.marks)

    @property
    def notes(self) -> tuple[str, ...]:
        """What to know about this count, a sentence each."""
        notes = ["Counted by the day on which a report was published, not by the day on which it was entered here."]
        if self.undated:
            notes.append(
                f"Of {self.claims:,} claims, {self.undated:,} have no day of publication that tells before from after; "
                "they count as known before."
            )
        if self.unknown:
            notes.append(f"Of {len(self.unknown):,} events it cannot be said whether they were first reported before.")
        notes.append(
            "A dispute stays until the data are corrected: later claims add to it, and settle nothing by themselves."
        )
        return tuple(notes)


def find_changes(shown: Shown, since: date, voices: Mapping[str, str]) -> Changes:
    """Compare the claims published before `since` with all, event by event; `voices` names the origins of claims.

    Nothing shown, nothing changed. Grades are left aside: they have dates of their own.
    """
    began = shown.claims["event_id"].map(shown.events["first"].dt.date)
    days = [_placed(since, *row) for row in zip(shown.claims["published_on"], began, strict=True)]
    claims = shown.claims.assign(when=days)
    groups = dict(tuple(claims.groupby("event_id", sort=False)))
    changes, unknown = [], []
    for event in shown.events.index:
        mine = groups.get(event)
        if mine is None:
            continue
        when = set(mine["when"])
        if "after" in when and len(when) == 1:
            changes.append(_first_reported(event, mine))
        elif "before" not in when:
            unknown.append(str(event))
        elif "after" in when:
            changes.append(_changed(event, mine, voices))
    return Changes(since, tuple(changes), tuple(unknown), days.count("unknown"), len(claims))


def change_table(shown: Shown, found: Changes) -> pd.DataFrame:
    """A row a change, as people read it, indexed by event_id; empty where nothing changed."""
    events, claims = shown.told, shown.claims
    rows = {
        change.event_id: (
            say_list([MARKS[mark] for mark in change.marks], "and").capitalize(),
            say_span(*events.loc[change.event_id, ["date_start", "date_end"]]),
            events.at[change.event_id, "title"],
            "; ".join(change.said),
            say_list(list(dict.fromkeys(claims.loc[list(change.claims), "outlet_name"])), "and"),
        )
        for change in found.changes
    }
    columns = ["What is new", "Date", "Event", "In words", "Reported by"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns, dtype=object).rename_axis("event_id")


_COUNTED = {
    "figures": "with other figures",
    "responsible": "with somebody newly held responsible",
    "more": "with more claims only",
}


def say_changes(found: Changes) -> str:
    """ "Since 22 January 2024: 2 first reported, 1 newly contested.": the whole in a sentence."""
    counts = {mark: sum(mark in change.marks for change in found.changes) for mark in MARKS}
    parts = [f"{n:,} {_COUNTED.get(mark, MARKS[mark])}" for mark, n in counts.items() if n]
    return f"Since {say_day(found.since)}: {', '.join(parts) or 'nothing new'}."


def _placed(since: date, published: str, began: date) -> str:
    """Whether a report was published before the day or from it on, as far as its date and the event's first day tell."""
    try:
        first, last = span_of(published)
    except ValueError:
        first, last = date.min, date.max
    if first != last:
        first = min(max(first, began), last)
    return "before" if last < since else "after" if first >= since else "unknown"


def _first_reported(event: str, claims: pd.DataFrame) -> Change:
    dated = [day for day in claims["published_on"] if precision_of(day) == "day"]
    said = f"first reported on {say_date(min(dated))}" if dated else "first reported on a day not known"
    return Change(str(event), ("new",), (said,), tuple(map(str, claims.index)))


def _changed(event: str, claims: pd.DataFrame, voices: Mapping[str, str]) -> Change:
    old, added = claims[claims["when"] != "after"], claims[claims["when"] == "after"]
    before, now = assemble(said_by(old)), assemble(said_by(claims))
    found = {
        **_disputes(before, now, voices),
        **_support(before, now, voices),
        **_figures(old, claims),
        **_responsible(old, added),
    }
    if not found:
        n = len(added)
        found = {"more": f"{n} more {'claim' if n == 1 else 'claims'}"}
    marks = tuple(mark for mark in MARKS if mark in found)
    return Change(str(event), marks, tuple(found[mark] for mark in marks), tuple(map(str, added.index)))


def _disputes(before: Assembly, now: Assembly, voices: Mapping[str, str]) -> dict[str, str]:
    """Newly denied, or newly contested: as a whole, or on an aspect more."""
    fresh = [aspect for aspect in now.disputed if aspect not in before.disputed]
    if now.dispute == before.dispute and not fresh:
        return {}
    mark = "denied" if now.dispute == "denied" and before.dispute != "denied" else "contested"
    told = [f"{ASPECTS[aspect]} ({_versions(now, aspect, voices)})" for aspect in fresh]
    return {mark: f"{MARKS[mark]}{': ' if told else ''}{'; '.join(told)}"}


def _versions(now: Assembly, aspect: str, voices: Mapping[str, str]) -> str:
    return " / ".join(
        f"{version.position}: {say_list([voices.get(origin, origin) for origin in version.origins], 'and')}"
        for version in now.disputed[aspect]
    )


def _support(before: Assembly, now: Assembly, voices: Mapping[str, str]) -> dict[str, str]:
    if now.support != "corroborated" or before.support == "corroborated":
        return {}
    added = [voices.get(origin, origin) for origin in now.origins if origin not in before.origins]
    return {"corroborated": f"now also reported by {say_list(added, 'and')}"}


def _figures(old: pd.DataFrame, claims: pd.DataFrame) -> dict[str, str]:
    """Deaths and injured whose lowest or highest number is another than before."""
    told = []
    for label, low, high in (
        (ASPECTS[DEATHS], "fatalities_low", "fatalities_high"),
        (ASPECTS[INJURED], "injured", "injured"),
    ):
        was, now = _range(old, low, high), _range(claims, low, high)
        if was != now:
            told.append(f"{label}: {was or 'no figure'} → {now}")
    return {"figures": "; ".join(told)} if told else {}


def _range(claims: pd.DataFrame, low: str, high: str) -> str:
    if not claims[low].notna().any():
        return ""
    return say_range(int(claims[low].min()), int(claims[high].max()))


def _responsible(old: pd.DataFrame, added: pd.DataFrame) -> dict[str, str]:
    known = {"", *old["attributed_to"]}
    fresh = [name for name in dict.fromkeys(added["attributed_to"]) if name not in known]
    return {"responsible": f"newly held responsible: {say_list(fresh, 'and')}"} if fresh else {}
