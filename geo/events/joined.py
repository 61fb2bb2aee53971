"""The user's data sets beside the chronology: their frames brought to its columns, traced, put together and joined to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa

from geo.events.adding_up import Assemblies, add_up, stand_in
from geo.events.datasets import StoredSet
from geo.events.drawn import draw
from geo.events.load import Chronology
from geo.events.most import latest
from geo.events.naming import Names
from geo.vocabulary.problems import DataProblems, Problem

OTHER, NO_LANGUAGE = "other", "und"
"""What stands for a kind, and for a language, that the source does not give; the latter is ISO 639's."""
_TEXTS = ("title", "kind", "place_reported", "admin_hint", "actors")


def join(
    chronology: Chronology, places: gpd.GeoDataFrame, units: gpd.GeoDataFrame, sets: Sequence[StoredSet]
) -> tuple[Chronology, gpd.GeoDataFrame, list[Problem]]:
    """The chronology and the places with those of the sets, in order of time, and what keeps a set from being shown.

    An event or claim that stands in several is that of the first; a set that cannot be read is left out whole. Of more events
    than there is room for, the latest are taken (`geo.events.most`).
    """
    names, (kept, problems) = Names(chronology), latest(sets)
    events, claims, documents, parts = [], [], [], []
    taken = chronology.events.index
    for each, only in zip(sets, kept, strict=True):
        try:
            mine, said, papers = each.events(only=only), each.claims(only=only), each.documents()
            drawn = each.places(only)
        except DataProblems as error:
            problems += error.problems
            continue
        mine = _unique(mine[~stand_in(taken, mine.index)])
        taken = taken.append(mine.index)
        said = names.name(said[stand_in(mine.index, said["event_id"])])
        events.append(mine.assign(dataset=each.about.id))
        claims.append(
            said.assign(dataset=each.about.id, language=said["language"].mask(said["language"] == "", NO_LANGUAGE))
        )
        documents.append(papers if only is None else papers[stand_in(pd.Index(said["document_id"]), papers.index)])
        parts.append(draw(drawn[stand_in(mine.index, drawn["event_id"])], units))
    if not events:
        return chronology, places, problems
    told = pd.concat(claims)
    told = _unique(told[~stand_in(chronology.claims.index, told.index)])
    mine = _put_together(pd.concat(events), told)
    outlets = names.new_outlets()
    whole = _under(chronology.claims, told[stand_in(mine.index, told["event_id"])])
    ordered = _under(chronology.events, mine).sort_values(["first", "last", "event_key"], kind="stable")
    joined = replace(
        chronology,
        events=ordered,
        claims=whole,
        documents=_unique(_under(chronology.documents, pd.concat(documents))),
        outlets=_under(chronology.outlets, outlets),
        voices={**chronology.voices, **outlets["name"].to_dict(), **names.new_voices},
        assemblies=Assemblies(ordered.index, whole),
    )
    return joined, _under(places, pd.concat(parts, ignore_index=True)), problems


def _put_together(events: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """The events that have a claim, with all that their claims add up to."""
    events = events[stand_in(pd.Index(claims["event_id"].unique()), events.index)]
    sums = add_up(events.index, claims)
    return events.assign(
        kind=events["kind"].mask(events["kind"] == "", OTHER),
        title=events["title"].mask(events["title"] == "", "Event without a title"),
        **{name: sums[name] for name in sums},
    )


def _unique(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[~rows.index.duplicated()]


def _under(first: Any, rows: Any) -> Any:
    """The rows below the first ones, with their columns; a text that they lack is ""."""
    rows, size = rows[[name for name in first.columns if name in rows]], len(rows)
    for name in first.columns.difference(rows.columns):
        if isinstance(first[name].dtype, pd.StringDtype):
            rows = rows.assign(**{name: pd.array(pa.repeat("", size), first[name].dtype)})
    texts = [name for name in rows if isinstance(first[name].dtype, pd.StringDtype) and rows[name].hasnans]
    rows = rows.assign(**{name: rows[name].fillna("") for name in texts})
    return pd.concat([first, rows.reindex(columns=first.columns)], ignore_index=first.index.name is None)
