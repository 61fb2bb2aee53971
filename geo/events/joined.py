"""The user's data sets beside the chronology: their frames brought to its columns, traced, put together and joined to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.events.assembly import Assembly, Said, assemble
from geo.events.datasets import StoredSet
from geo.events.drawn import draw
from geo.events.load import Chronology, said_by
from geo.events.naming import Names
from geo.vocabulary.problems import DataProblems, Problem

OTHER, NO_LANGUAGE = "other", "und"
"""What stands for a kind, and for a language, that the source does not give; the latter is ISO 639's."""
_TEXTS = ("title", "kind", "place_reported", "admin_hint", "actors")


def join(
    chronology: Chronology, places: gpd.GeoDataFrame, units: gpd.GeoDataFrame, sets: Sequence[StoredSet]
) -> tuple[Chronology, gpd.GeoDataFrame, list[Problem]]:
    """The chronology and the places with those of the sets, in order of time, and what keeps a set from being shown.

    An event or claim that stands in several is that of the first; a set that cannot be read is left out whole.
    """
    names, problems = Names(chronology), list[Problem]()
    events, claims, documents, parts = [], [], [], []
    taken = set(chronology.events.index)
    for each in sets:
        try:
            mine, said, papers, drawn = each.events(), each.claims(), each.documents(), each.places()
        except DataProblems as error:
            problems += error.problems
            continue
        mine = _first_only(mine, taken)
        taken |= set(mine.index)
        said = names.name(said[said["event_id"].isin(mine.index)])
        events.append(mine.assign(dataset=each.about.id))
        claims.append(
            said.assign(dataset=each.about.id, language=said["language"].mask(said["language"] == "", NO_LANGUAGE))
        )
        documents.append(papers)
        parts.append(draw(drawn[drawn["event_id"].isin(mine.index)], units))
    if not events:
        return chronology, places, problems
    whole = pd.concat(claims)
    whole = whole[~whole.index.duplicated() & ~whole.index.isin(chronology.claims.index)]
    mine, assemblies = _put_together(pd.concat(events), whole)
    outlets = names.new_outlets()
    joined = replace(
        chronology,
        events=_under(chronology.events, mine).sort_values(["first", "last", "event_key"], kind="stable"),
        claims=_under(chronology.claims, whole[whole["event_id"].isin(mine.index)]),
        documents=_unique(_under(chronology.documents, pd.concat(documents))),
        outlets=_under(chronology.outlets, outlets),
        voices={**chronology.voices, **outlets["name"].to_dict(), **names.new_voices},
        assemblies={**chronology.assemblies, **assemblies},
    )
    return joined, _under(places, pd.concat(parts, ignore_index=True)), problems


def _put_together(events: pd.DataFrame, claims: pd.DataFrame) -> tuple[pd.DataFrame, Mapping[str, Assembly]]:
    """The events that have a claim, with all that their claims add up to."""
    said: dict[str, list[Said]] = {}
    for event, each in zip(claims["event_id"], said_by(claims), strict=True):
        said.setdefault(event, []).append(each)
    events = events[events.index.isin(list(said))]
    assemblies = {str(event): assemble(said[event]) for event in events.index}
    found = [assemblies[event] for event in events.index]
    deaths = claims.groupby("event_id")[["fatalities_low", "fatalities_high"]]
    low, high = deaths.min()["fatalities_low"], deaths.max()["fatalities_high"]
    return events.assign(
        kind=events["kind"].mask(events["kind"] == "", OTHER),
        title=events["title"].mask(events["title"] == "", "Event without a title"),
        status=[each.dispute for each in found],
        support=[each.support for each in found],
        disputed=[tuple(each.disputed) for each in found],
        origins=[each.origins for each in found],
        fatalities_low=low.reindex(events.index).astype("Int64"),
        fatalities_high=high.reindex(events.index).astype("Int64"),
    ), assemblies


def _first_only(events: pd.DataFrame, taken: set[Any]) -> pd.DataFrame:
    return events[~events.index.isin(taken) & ~events.index.duplicated()]


def _unique(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[~rows.index.duplicated()]


def _under(first: Any, rows: Any) -> Any:
    """The rows below the first ones, with their columns; a text that they lack is ""."""
    rows = rows.reindex(columns=first.columns)
    texts = [name for name in first.columns if isinstance(first[name].dtype, pd.StringDtype)]
    rows[texts] = rows[texts].astype(object).fillna("").astype("str")
    return pd.concat([first, rows], ignore_index=first.index.name is None)
