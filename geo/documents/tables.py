"""The tables of a step that are no list of events: who says what, two accounts compared, what changed since a day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from geo.briefing.changes import change_table, find_changes
from geo.briefing.steps import Step
from geo.documents.text import LONGEST, clean
from geo.events.atlas import Atlas
from geo.out import differences, matrix
from geo.out.shown import Shown
from geo.vocabulary.dates import say_day

MOST_COLUMNS = 8
"""Of a matrix of outlets: more are not to be read on a page."""


@dataclass(frozen=True, slots=True)
class Table:
    """Cells as text, a row an event (`event_ids` in step with `rows`); the column `title` names it.

    `legend` explains signs, `left_out` says what is not in it, a sentence each.
    """

    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    event_ids: tuple[str, ...]
    title: int
    legend: str = ""
    left_out: tuple[str, ...] = ()


def table_of(atlas: Atlas, step: Step, shown: Shown, most: int | None) -> Table | None:
    """The table of a matrix, a comparison or what changed, at most so many rows; None for a step of another kind."""
    if step.kind == "matrix":
        return _matrix(atlas, shown, most)
    if step.kind == "comparison" and shown.view.lens and shown.view.against:
        return _comparison(atlas, shown, most)
    if step.kind == "changes" and step.since:
        return _changes(atlas, shown, step.since, most)
    return None


def _matrix(atlas: Atlas, shown: Shown, most: int | None) -> Table:
    by = shown.view.columns
    whole = matrix.matrix(atlas, shown, by)
    columns = list(whole.columns)
    kept = columns[: len(matrix.HEAD) + MOST_COLUMNS]
    gone = len(columns) - len(kept) + matrix.left_out(shown, by)
    signs = "; ".join(f"{sign} {atlas.choices['stance'][stance].lower()}" for sign, stance in matrix.legend())
    return replace(
        _as_table(whole[kept], most),
        legend=f"{signs}; empty: silent; a number: that many claims",
        left_out=(f"{gone} outlets have no column of their own in the matrix; the list of claims has them.",)
        * bool(gone),
    )


def _comparison(atlas: Atlas, shown: Shown, most: int | None) -> Table:
    first, second = (atlas.lenses.get(lens, lens) for lens in (shown.view.lens, shown.view.against))
    compared = differences.compare(atlas, shown)
    counts = [f"{sign} {words}: {number}" for sign, _, words, number in differences.legend(compared, first, second)]
    return replace(_as_table(differences.difference_table(compared, first, second), most), legend="; ".join(counts))


def _changes(atlas: Atlas, shown: Shown, since: date, most: int | None) -> Table:
    found = find_changes(shown, since, atlas.chronology.voices)
    table = _as_table(change_table(shown, found), most)
    return replace(table, legend=" ".join([f"Since {say_day(since)}, that day included.", *found.notes]))


def _as_table(frame: pd.DataFrame, most: int | None) -> Table:
    cut = frame if most is None else frame.iloc[:most]
    rows: Sequence[Sequence[object]] = cut.to_numpy().tolist()
    return Table(
        tuple(clean(name, LONGEST["title"]) for name in cut.columns),
        tuple(tuple(clean("" if cell is None else cell, LONGEST["place"]) for cell in row) for row in rows),
        tuple(map(str, cut.index)),
        list(cut.columns).index("Event"),
    )
