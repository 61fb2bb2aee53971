"""How many events of the user's data sets are held at once: where there is no room for all, the latest are, and it is said."""

from __future__ import annotations

import os
from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from geo.events.datasets import StoredSet
from geo.vocabulary.problems import DataProblems, Problem

MOST, VARIABLE = 250_000, "ZEROPOINT_MOST_EVENTS"
"""Unless the environment says otherwise. An event takes up to 10 KB of memory."""

Kept = list[pa.Array | None]
"""Of each data set the event_ids that are held; None for all."""


def latest(sets: Sequence[StoredSet]) -> tuple[Kept, list[Problem]]:
    """Which events of each set are held, and which set is not held whole; a set that cannot be read is left to its reader."""
    most = int(said) if (said := os.environ.get(VARIABLE, "")).isdigit() else MOST
    if sum(each.about.counts["stored"] for each in sets) <= most:
        return [None] * len(sets), []
    dated = [_dated(each) for each in sets]
    days = np.concatenate([table["first"].cast(pa.int64()).to_numpy() for table in dated])
    chosen = np.zeros(len(days), dtype=bool)
    chosen[np.argsort(-days, kind="stable")[:most]] = True
    ends = np.cumsum([len(table) for table in dated])
    kept, problems = Kept(), list[Problem]()
    for each, table, some in zip(sets, dated, np.split(chosen, ends[:-1]), strict=True):
        whole = bool(some.all())
        kept.append(None if whole else table["event_id"].filter(pa.array(some)).combine_chunks())
        problems += [] if whole else [_left_out(each, table["first"].to_numpy()[some], len(table))]
    return kept, problems


def _dated(each: StoredSet) -> pa.Table:
    try:
        return each.table("events", ["event_id", "first"])
    except DataProblems:
        return pa.table({"event_id": pa.array([], pa.string()), "first": pa.array([], pa.timestamp("s"))})


def _left_out(each: StoredSet, days: np.ndarray, of: int) -> Problem:
    since = f" (from {days.min().astype('datetime64[D]')} on)" if len(days) else ""
    remedy = (
        f"are more than are held at once: the latest {len(days):,} of them{since} are on maps, in tables and in downloads, the "
        f"others are stored and left out. Import a part of the file, remove a data set, or start with {VARIABLE} set to "
        "a larger number (an event takes up to 10 KB of memory)"
    )
    return Problem(f"data set “{each.about.name}”", 0, "events", f"{of:,}", remedy)
