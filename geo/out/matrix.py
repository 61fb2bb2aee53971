"""The matrix: events by sides (or outlets), and what each does about each event: asserts, confirms, denies … or is silent."""

from collections.abc import Mapping

import pandas as pd

from geo.events.atlas import Atlas
from geo.out.passing import pass_on
from geo.out.shown import Shown
from geo.out.symbols import STANCE_COLOURS, STANCES, STATUS_SIGNS
from geo.out.table import frame_csv

WEIGHT = ("denies", "disputes_detail", "confirms", "asserts", "attributes", "no_comment")
"""Of several stances in one cell, the order in which they are named; all of them are."""
_MOST = 20
"""Outlets that get a column of their own: those with the most events."""
HEAD = ("Date", "Event", "Agreement")


def matrix(atlas: Atlas, shown: Shown, by: str) -> pd.DataFrame:
    """A row an event in order of time, indexed by event_id: date, title, agreement, then a column a side or outlet.

    A cell has the signs of all stances that the column takes on the event, the strongest first, and the number of its
    claims where there are several; it is empty where the column is silent. Only claims that pass the filters count.
    """
    events = shown.events
    head = pd.DataFrame(
        {
            "Date": events["date_start"],
            "Event": events["title"],
            "Agreement": [f"{STATUS_SIGNS[s]} {atlas.choices['status'][s]}" for s in events["status"]],
        },
        index=events.index,
    )
    cells = {
        key: "".join(STANCES[stance] for stance in stances) + (f" {count}" if count > 1 else "")
        for key, (stances, count) in _stances(shown, by).items()
    }
    return head.join(_table(cells, shown, _named(atlas, shown, by)))


def claims_of(atlas: Atlas, shown: Shown, by: str, event: str, column: str) -> pd.DataFrame:
    """The claims behind a cell of the matrix."""
    keys = [key for key, name in _named(atlas, shown, by).items() if name == column]
    claims = shown.claims
    return claims[(claims["event_id"] == event) & claims[_FIELDS[by]].isin(keys) & claims["passes"]]


def left_out(shown: Shown, by: str) -> int:
    """How many outlets have no column of their own."""
    passing = shown.claims[shown.claims["passes"]]
    return max(0, passing["outlet_id"].nunique() - _MOST) if by == "outlet" else 0


def legend() -> list[tuple[str, str]]:
    """(sign, stance) for every stance, as they are named in a cell."""
    return [(STANCES[stance], stance) for stance in WEIGHT]


def colour(cell: object) -> str:
    """CSS of a cell: the colour of its strongest stance, readable on light and on dark; nothing for silence."""
    stance = next((s for s in WEIGHT if isinstance(cell, str) and cell.startswith(STANCES[s])), None)
    return f"background-color: {STANCE_COLOURS[stance]}; color: #111" if stance else ""


def to_csv(atlas: Atlas, shown: Shown, by: str) -> bytes:
    """The matrix as CSV, every stance as its word; every outlet that speaks, also those without a column on the screen.

    What may not be passed on is not in it.
    """
    shown, _ = pass_on(atlas, shown)
    words = {key: "|".join(stances) for key, (stances, _) in _stances(shown, by).items()}
    head = shown.events[["date_start", "title", "status", "support"]]
    return frame_csv(head.join(_table(words, shown, _named(atlas, shown, by, most=None))).reset_index(names="event_id"))


_FIELDS = {"side": "speaker_side", "outlet": "outlet_id"}


def _named(atlas: Atlas, shown: Shown, by: str, most: int | None = _MOST) -> dict[str, str]:
    """Column key → name, those with the most events first: every side that speaks, or the `most` outlets."""
    passing = shown.claims[shown.claims["passes"]]
    counts = passing.groupby(_FIELDS[by])["event_id"].nunique().sort_values(ascending=False, kind="stable")
    return {str(key): atlas.choices[by][key] for key in counts.index[: most if by == "outlet" else None]}


def _stances(shown: Shown, by: str) -> dict[tuple[str, str], tuple[list[str], int]]:
    """(event, column key) → its stances, the strongest first, and the number of claims."""
    groups = shown.claims[shown.claims["passes"]].groupby(["event_id", _FIELDS[by]])["stance"]
    return {key: (sorted(set(stances), key=WEIGHT.index), len(stances)) for key, stances in groups}


def _table(cells: Mapping[tuple[str, str], str], shown: Shown, named: Mapping[str, str]) -> pd.DataFrame:
    rows = {name: [cells.get((event, key), "") for event in shown.events.index] for key, name in named.items()}
    return pd.DataFrame(rows, index=shown.events.index)
