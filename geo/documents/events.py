"""Events and their claims in a document's words: what, when, where, how sure, and who says so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from geo.documents.sources import Numbering
from geo.documents.text import LONGEST, clean
from geo.events.assembly import say_range
from geo.events.atlas import Atlas
from geo.events.grades import CREDIBILITY, UNJUDGED
from geo.out.features import rows_by_event
from geo.out.matrix import WEIGHT
from geo.out.share import write_query
from geo.out.shown import Shown
from geo.out.symbols import STANCES, STATUS_SIGNS
from geo.places.saying import words
from geo.vocabulary.dates import say_with_precision
from geo.vocabulary.view import View


@dataclass(frozen=True, slots=True)
class Said:
    """A claim. `source` is the number of its reference, `figures` "4 killed, 2 injured" or "", `grade` the user's or ""."""

    claim_id: str
    speaker: str
    side: str
    stance: str
    stance_label: str
    sign: str
    statement: str
    figures: str
    attributed_to: str
    source: int
    grade: str


@dataclass(frozen=True, slots=True)
class Told:
    """An event of a View. `title` is as the View's lens tells it, `on_record` its own; `where` a sentence a place.

    `claims` are those that pass the filters, `on_file` counts all there are on the event; `query` opens it on screen.
    """

    event_id: str
    title: str
    on_record: str
    kind: str
    kind_label: str
    when: str
    where: tuple[str, ...]
    precisions: tuple[str, ...]
    agreement: str
    support: str
    deaths: str
    claims: tuple[Said, ...]
    on_file: int
    query: str

    @property
    def unheard(self) -> int:
        """How many claims on the event are not among these."""
        return self.on_file - len(self.claims)

    @property
    def voices(self) -> tuple[tuple[str, tuple[tuple[str, tuple[int, ...]], ...]], ...]:
        """Who takes which stance, in which sources: ("Iranian state", (("✕ denies", (1, 4)), …)), the heaviest stance first."""
        heard: dict[str, dict[str, set[int]]] = {}
        for said in sorted(self.claims, key=lambda said: WEIGHT.index(said.stance)):
            stances = heard.setdefault(said.side, {})
            stances.setdefault(f"{said.sign}\u00a0{said.stance_label.lower()}", set()).add(said.source)
        return tuple(
            (side, tuple((stance, tuple(sorted(numbers))) for stance, numbers in stances.items()))
            for side, stances in heard.items()
        )


def tell_events(atlas: Atlas, shown: Shown, view: View, numbering: Numbering, most: int | None) -> tuple[Told, ...]:
    """The events of `shown` in the order of the screen, the first `most` of them (None: all)."""
    told = shown.told if most is None else shown.told.iloc[:most]
    claims = rows_by_event(shown.claims[shown.claims["event_id"].isin(told.index)])
    places = rows_by_event(shown.places[shown.places["event_id"].isin(told.index)])
    on_record, on_file = shown.events["title"], atlas.chronology.claims["event_id"].value_counts()
    return tuple(
        _told(
            atlas,
            row | {"on_record": on_record.at[event], "on_file": int(on_file[event])},
            claims.get(event, []),
            places.get(event, []),
            replace(view, event=str(event)),
            numbering,
        )
        for event, (row,) in rows_by_event(told).items()
    )


def merge(told: Sequence[Told]) -> tuple[Told, ...]:
    """Each event once, in the order of its first mention, as it is on record, with all claims that any mention has."""
    by_event: dict[str, Told] = {}
    for each in told:
        kept = by_event.get(each.event_id)
        claims = {said.claim_id: said for said in (*(kept.claims if kept else ()), *each.claims)}
        by_event[each.event_id] = replace(kept or each, title=each.on_record, claims=tuple(claims.values()))
    return tuple(by_event.values())


def _told(
    atlas: Atlas,
    row: Mapping[str, Any],
    claims: Sequence[Mapping[str, Any]],
    places: Sequence[Mapping[str, Any]],
    view: View,
    numbering: Numbering,
) -> Told:
    heard = [claim for claim in claims if claim["passes"]]
    parts = [place for place in places if place["role"] == "target"]
    return Told(
        view.event,
        clean(row["title"], LONGEST["title"]),
        clean(row["on_record"], LONGEST["title"]),
        str(row["kind"]),
        clean(atlas.choices["kind"].get(row["kind"], row["kind"]), LONGEST["title"]),
        say_with_precision(row["date_start"], row["date_end"], row["date_precision"]),
        tuple(dict.fromkeys(clean(words(part), LONGEST["place"]) for part in parts)),
        tuple(dict.fromkeys(str(part["precision"]) for part in places)),
        f"{STATUS_SIGNS[row['status']]} {atlas.choices['status'][row['status']].lower()}",
        f"{STATUS_SIGNS[row['support']]} {atlas.choices['status'][row['support']].lower()}",
        _range(row["fatalities_low"], row["fatalities_high"]),
        tuple(_said(atlas, claim, numbering) for claim in heard),
        row["on_file"],
        write_query(view),
    )


def _said(atlas: Atlas, claim: Mapping[str, Any], numbering: Numbering) -> Said:
    deaths, injured = (
        _range(claim["fatalities_low"], claim["fatalities_high"]),
        _range(claim["injured"], claim["injured"]),
    )
    figures = [f"{deaths} killed"] * bool(deaths) + [f"{injured} injured"] * bool(injured)
    stance, grade = str(claim["stance"]), str(claim["credibility"])
    return Said(
        str(claim["claim_id"]),
        clean(claim["speaker"], LONGEST["title"]),
        atlas.choices["side"].get(claim["speaker_side"], str(claim["speaker_side"])),
        stance,
        atlas.choices["stance"][stance],
        STANCES[stance],
        clean(claim["statement"], LONGEST["statement"]),
        ", ".join(figures),
        clean(claim["attributed_to"], LONGEST["title"]),
        numbering.number(claim),
        "" if grade == UNJUDGED["claim"] else CREDIBILITY[grade],
    )


def _range(low: Any, high: Any) -> str:
    return "" if pd.isna(low) or pd.isna(high) else say_range(int(low), int(high))
