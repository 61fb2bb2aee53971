"""Two accounts beside each other: which events only one reports, on what the two differ, and where neither contradicts.

The rules, the same whichever account stands first. An event that both report is

1. *disputed* where on an aspect both hold positions that are not the same, or one denies what the other does not;
2. *figures differ* where nothing but numbers of deaths or injured differ: the two ranges have no number in common;
3. else without contradiction, which is less than agreement: one may be silent on what the other says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from geo.events.assembly import ASPECTS, DEATHS, HAPPENED, INJURED, Range, ranges_differ, say_range
from geo.events.atlas import Atlas
from geo.out.lens import TOLD, Heard, by_event, deaths, injured, of_lens, positions_on, tell
from geo.out.passing import pass_on
from geo.out.shown import Shown
from geo.out.table import frame_csv


@dataclass(frozen=True, slots=True)
class Difference:
    """How a kind of difference is told apart: sign, colour (Okabe and Ito), dashes of its outline, and words.

    In `says`, {0} and {1} stand for the two accounts.
    """

    sign: str
    colour: str
    dash: str
    says: str


DIFFERENCES = {
    "dispute": Difference("≠", "#d55e00", "4 2.6", "both, and they dispute"),
    "figures_differ": Difference("#", "#8f3f73", "1.5 2.5", "both, and their figures differ"),
    "only_first": Difference("◧", "#0072b2", "", "only {0}"),
    "only_second": Difference("◨", "#8a6d00", "", "only {1}"),
    "agree": Difference("=", "#5f5f5f", "", "both, without contradiction"),
}
"""In the order of the table."""
_NUMBERS = {DEATHS, INJURED}
SILENT = "silent"
_CELLS = {
    "Deaths": ("fatalities", "no figure"),
    "Injured": ("injured", "no figure"),
    "Held responsible": ("responsible", "nobody"),
}
"""Heading → the field of TOLD, and the word where an account reports the event but does not say."""


@dataclass(frozen=True, slots=True)
class _Account:
    """Of one account of one event, what the rules look at."""

    positions: Mapping[str, frozenset[str]]
    denied: frozenset[str]
    numbers: Mapping[str, Range | None]


def compare(atlas: Atlas, shown: Shown) -> pd.DataFrame:
    """A row an event that either account reports, indexed by event_id, disputes first, then in order of time.

    `shown` answers the `comparison()` of a View with `lens` and `against`. Columns: date_start, title, `difference` (a key
    of DIFFERENCES), `aspects` (on which the two differ), `positions` (aspect → what the first and the second hold), and
    first_… and second_… with each of TOLD. Swapping the accounts swaps only_first with only_second and the columns.
    """
    passing = shown.claims[shown.claims["passes"]]
    lenses = (shown.view.lens, shown.view.against)
    sides = [passing[of_lens(passing, lens)] for lens in lenses]
    heard = [by_event(side) for side in sides]
    rows = [_row(*(each.get(event, []) for each in heard)) for event in shown.events.index]
    compared = shown.events[["date_start", "title"]].assign(
        difference=[row[0] for row in rows], aspects=[row[1] for row in rows], positions=[row[2] for row in rows]
    )
    for name, side, lens in zip(("first", "second"), sides, lenses, strict=True):
        compared = compared.join(tell(side, lens, atlas.choices["stance"]).add_prefix(f"{name}_"))
    rank = compared["difference"].map(list(DIFFERENCES).index)
    return compared.iloc[rank.argsort(kind="stable")]


def count_differences(compared: pd.DataFrame) -> dict[str, int]:
    """Difference → number of events, all five of them."""
    return {key: int((compared["difference"] == key).sum()) for key in DIFFERENCES}


def marks(first: str, second: str, *, mirrored: bool = False) -> dict[str, dict[str, str]]:
    """For a map, difference → sign, colour, dash and label; `mirrored` for that of the second account.

    The layer of the second account is asked for with the two exchanged, so that to it "only_first" is the second's own.
    """
    exchanged = {"only_first": "only_second", "only_second": "only_first"} if mirrored else {}
    told = {key: DIFFERENCES[exchanged.get(key, key)] for key in DIFFERENCES}
    return {
        key: {"sign": each.sign, "colour": each.colour, "dash": each.dash, "label": each.says.format(first, second)}
        for key, each in told.items()
    }


def legend(compared: pd.DataFrame, first: str, second: str) -> list[tuple[str, str, str, int]]:
    """(sign, colour, words, number of events) of every difference, those without an event too."""
    counts = count_differences(compared)
    return [(each.sign, each.colour, each.says.format(first, second), counts[key]) for key, each in DIFFERENCES.items()]


def difference_table(compared: pd.DataFrame, first: str, second: str) -> pd.DataFrame:
    """The table for a reader, indexed by event_id; `first` and `second` are the names of the accounts."""
    other = second if second != first else f"{second} (second)"
    records = compared.to_dict("records")
    table = {
        "Date": compared["date_start"],
        "Event": compared["title"],
        "Difference": [_say_difference(row, first, second) for row in compared.itertuples()],
        first: compared["first_told_as"].fillna(SILENT),
        other: compared["second_told_as"].fillna(SILENT),
        **{heading: [_both(row, heading) for row in records] for heading in _CELLS},
    }
    return pd.DataFrame(table, index=compared.index)


def account_table(shown: Shown) -> pd.DataFrame:
    """The events of a View with one lens as it has them, in order of time, indexed by event_id."""
    records = shown.events.to_dict("records")
    cells = {heading: [_cell(row, heading) for row in records] for heading in _CELLS}
    return pd.DataFrame(
        {
            "Date": shown.events["date_start"],
            "As told": shown.told["title"],
            **cells,
            "Event": shown.events["title"],
        },
        index=shown.events.index,
    )


def export_csv(atlas: Atlas, shown: Shown) -> bytes:
    """The comparison that is shown as `to_csv` has it, made of what may be passed on."""
    return to_csv(compare(atlas, pass_on(atlas, shown)[0]), shown.view.lens, shown.view.against)


def to_csv(compared: pd.DataFrame, lens: str, against: str) -> bytes:
    """The comparison as CSV: a row an event, all that each account tells of it; lists as "a|b"."""
    flat = compared.drop(columns="positions").assign(
        aspects=["|".join(aspects) for aspects in compared["aspects"]], first_account=lens, second_account=against
    )
    sides = [f"{name}_{column}" for name in ("first", "second") for column in ("account", *TOLD)]
    return frame_csv(flat[["date_start", "title", "difference", "aspects", *sides]].reset_index(names="event_id"))


def _row(first: Heard, second: Heard) -> tuple[str, tuple[str, ...], dict[str, tuple[str, str]]]:
    """Which difference it is, on which aspects, and what each side holds on them; no claim at all is silence."""
    if not first or not second:
        return ("only_first" if first else "only_second"), (), {}
    one, other = _account(first), _account(second)
    aspects = tuple(aspect for aspect in ASPECTS if _at_odds(one, other, aspect))
    held = {aspect: (_say(one, aspect), _say(other, aspect)) for aspect in aspects}
    if not aspects:
        return "agree", (), {}
    return ("figures_differ" if set(aspects) <= _NUMBERS else "dispute"), aspects, held


def _account(said: Heard) -> _Account:
    positions = {aspect: frozenset(positions_on(said, aspect)) for aspect in ASPECTS}
    denials = [claim.positions for claim in said if claim.stance == "denies"]
    denied = {aspect for held in denials for aspect in (held or (HAPPENED,))}
    return _Account(positions, frozenset(denied), {DEATHS: deaths(said), INJURED: injured(said)})


def _at_odds(first: _Account, second: _Account, aspect: str) -> bool:
    if aspect in _NUMBERS:
        told = [each.numbers[aspect] for each in (first, second)]
        return None not in told and ranges_differ(filter(None, told))
    held = first.positions[aspect], second.positions[aspect]
    return held[0] != held[1] if all(held) else (aspect in first.denied) != (aspect in second.denied)


def _say(account: _Account, aspect: str) -> str:
    if aspect in _NUMBERS:
        told = account.numbers[aspect]
        return say_range(*told) if told else "no figure"
    held = " or ".join(sorted(account.positions[aspect]))
    return held or ("denied" if aspect in account.denied else "not denied")


def _say_difference(row: Any, first: str, second: str) -> str:
    kind = DIFFERENCES[row.difference]
    said = f"{kind.sign} {kind.says.format(first, second)}"
    details = [f"{ASPECTS[aspect]}: {' / '.join(held)}" for aspect, held in row.positions.items()]
    return f"{said}: {'; '.join(details)}" if details else said


def _cell(row: Mapping[str, Any], heading: str, prefix: str = "") -> str:
    """What an account tells under the heading; "" where it does not say."""
    field = f"{prefix}told_{_CELLS[heading][0]}"
    if heading == "Held responsible":
        return row[field] if isinstance(row[field], str) else ""
    low, high = row[f"{field}_low"], row[f"{field}_high"]
    return "" if pd.isna(low) else say_range(int(low), int(high))


def _both(row: Mapping[str, Any], heading: str) -> str:
    """ "7–9 / no figure": what the two tell; "" where neither says."""
    told = [_cell(row, heading, prefix) for prefix in ("first_", "second_")]
    if not any(told):
        return ""
    silent = [row["difference"] == alone for alone in ("only_second", "only_first")]
    unsaid = _CELLS[heading][1]
    return " / ".join(each or (SILENT if mute else unsaid) for each, mute in zip(told, silent, strict=True))
