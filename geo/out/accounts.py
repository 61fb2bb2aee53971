"""What is agreed and what is disputed about an event, and whose word it is: in words, ready for a card or a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from geo.events.assembly import ASPECTS, DEATHS, DISPUTES, INJURED, SUPPORTS, Assembly, Version, say_range
from geo.events.atlas import Atlas
from geo.out.sentence import say_list

RULES = {
    "denied": "A claim denies that it happened as titled.",
    "contested": "Claims hold different positions on an aspect, or one denies or disputes a detail.",
    "uncontested": "No claim denies, disputes a detail, or holds another position.",
    "corroborated": "Claims that assert, confirm or attribute go back to at least two independent voices.",
    "single_source": "Claims that assert, confirm or attribute go back to one voice.",
    "unsupported": "No claim asserts, confirms or attributes it.",
}
"""The rule behind each status in one sentence; `geo.events.assembly` has them in full."""

VIOLENT = {"air_or_missile_strike", "attack", "clash", "security_operation", "abduction", "protest_or_shooting"}
"""Kinds of events that somebody did to somebody; in the claims on others, casualties and culprits are of other events."""
NOBODY = {"unclaimed", "unknown", "unidentified", "under investigation"}
"""What stands under `attributed_to` where a claim says that nobody can be named."""


@dataclass(frozen=True, slots=True)
class Held:
    """One version of an aspect: what is held, by which sides through whom, between which days."""

    position: str
    sides: Mapping[str, Sequence[str]]
    days: str
    claims: Sequence[str]


@dataclass(frozen=True, slots=True)
class Account:
    """What an event's claims add up to, in words; `disputed` is aspect label → versions, `moved` the figures by day."""

    status: str
    support: str
    rules: Sequence[str]
    voices: Sequence[str]
    agreed: Sequence[tuple[str, str]]
    disputed: Mapping[str, Sequence[Held]]
    moved: Sequence[tuple[str, str, str]]


def account(atlas: Atlas, event: str) -> Account:
    """The account of an event of the atlas, all its claims taken together whatever the View leaves out."""
    chronology = atlas.chronology
    row, together = chronology.events.loc[event], chronology.assemblies[event]
    claims = chronology.claims[chronology.claims["event_id"] == event]
    return Account(
        DISPUTES[together.dispute],
        SUPPORTS[together.support],
        [RULES[together.dispute], RULES[together.support]],
        [chronology.voices.get(origin, origin) for origin in together.origins],
        _agreed(row, claims, together),
        {
            ASPECTS[aspect]: [_held(atlas, claims, aspect, version) for version in versions]
            for aspect, versions in together.disputed.items()
        },
        _moved(atlas, claims) if DEATHS in together.disputed else [],
    )


def say_chains(voices: Mapping[str, str], chains: Sequence[Sequence[str]]) -> list[str]:
    """ "Foreign Office, via PTI, Arab News": a line for each origin, with all who carried it, in their order."""
    carriers: dict[str, list[str]] = {}
    for origin, *rest in chains:
        carriers.setdefault(origin, []).extend(rest)
    return [
        f"{voices.get(origin, origin)}"
        + (f", via {', '.join(voices.get(c, c) for c in dict.fromkeys(rest))}" * bool(rest))
        for origin, rest in carriers.items()
    ]


def holders(claims: pd.DataFrame, aspect: str, position: str) -> pd.DataFrame:
    """The claims that hold this position on this aspect; of deaths and injured, the position is the number in words."""
    if aspect in (DEATHS, INJURED):
        low, high = ("fatalities_low", "fatalities_high") if aspect == DEATHS else ("injured", "injured")
        told = claims.dropna(subset=[low, high])
        return told[[say_range(a, b) == position for a, b in zip(told[low], told[high], strict=True)]]
    return claims[[position in held.get(aspect, ()) for held in claims["positions"]]]


def _held(atlas: Atlas, claims: pd.DataFrame, aspect: str, version: Version) -> Held:
    rows = holders(claims, aspect, version.position)
    sides = {
        atlas.chronology.label("speaker_side", side): say_chains(atlas.chronology.voices, list(each["chain"]))
        for side, each in rows.groupby("speaker_side", sort=False)
    }
    days = sorted(filter(None, rows["published_on"]))
    return Held(version.position, sides, " – ".join(dict.fromkeys([*days[:1], *days[-1:]])), list(rows.index))


def _agreed(row: Any, claims: pd.DataFrame, together: Assembly) -> list[tuple[str, str]]:
    """(aspect label, what all who speak of it hold): place and date are the event's own where no claim disputes them.

    Nothing, where the event is denied: who says that it did not happen agrees to no detail of it. Who did it is the one name
    that claims hold responsible, and casualties are told, only of a kind of event that has them: a phone call does not.
    """
    if together.dispute == "denied":
        return []
    own = {"where": row["place_reported"], "when": row["date_start"]}
    named = list(dict.fromkeys(filter(None, claims["attributed_to"])))
    if len(named) == 1 and named[0] not in NOBODY:
        own["who"] = named[0]
    told = own | {aspect: version.position for aspect, version in together.agreed.items()}
    untold = {*together.disputed, *(() if row["kind"] in VIOLENT else ("who", DEATHS, INJURED))}
    return [(label, told[aspect]) for aspect, label in ASPECTS.items() if aspect in told and aspect not in untold]


def _moved(atlas: Atlas, claims: pd.DataFrame) -> list[tuple[str, str, str]]:
    """(day, number of deaths, who gives it), by day of publication: how the figure moved. Undated documents are left out."""
    dated = claims[claims["published_on"].str.len() == 10].dropna(subset=["fatalities_low", "fatalities_high"])
    rows = dated.groupby(["published_on", "fatalities_low", "fatalities_high"], sort=True)["origin"].agg(list)
    return [
        (
            day,
            say_range(low, high),
            say_list([atlas.chronology.voices.get(o, o) for o in dict.fromkeys(origins)], "and"),
        )
        for (day, low, high), origins in rows.items()
    ]
