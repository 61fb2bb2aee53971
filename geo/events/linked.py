"""Records that the user says are one event, made one: the claims of all stand on the first, the others are shown no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.events.adding_up import Assemblies, add_up
from geo.events.datasets import DataSet
from geo.events.load import DATASET, Chronology
from geo.vocabulary.dates import say_span


def merge(
    chronology: Chronology, places: gpd.GeoDataFrame, groups: Iterable[frozenset[str]], sets: Sequence[DataSet]
) -> tuple[Chronology, gpd.GeoDataFrame]:
    """The chronology and places with every group of ids made one event; ids that are not there are left alone.

    The event that stays is the chronology's; without one, that of the first set whose rows may be passed on, so that no
    terms keep back more than they must. A place of the others that is nowhere near becomes another version of the place.
    """
    stays = _representatives(chronology.events, groups, sets)
    if not stays:
        return chronology, places
    names = {each.id: each.name for each in sets}
    told = {event: _told(chronology.events.loc[event], names) for event in stays}
    claims = chronology.claims
    moved = claims["event_id"].isin(list(stays))
    claims = claims.assign(
        record=claims["record"].mask(moved, claims["event_id"].map(told)),
        event_id=claims["event_id"].mask(moved, claims["event_id"].map(stays)),
    )
    events = chronology.events[~chronology.events.index.isin(list(stays))]
    events = reassemble(events, claims, set(stays.values()))
    joined = replace(chronology, events=events, claims=claims, assemblies=Assemblies(events.index, claims))
    return joined, _places(places, stays, told, dict(chronology.events["dataset"]))


def reassemble(events: pd.DataFrame, claims: pd.DataFrame, which: Iterable[str]) -> pd.DataFrame:
    """The events, some of them with what their claims add up to put together anew."""
    some = events.index[events.index.isin(list(which))]
    added = add_up(some, claims)
    rest = events.loc[~events.index.isin(some), list(added.columns)]
    whole = pd.concat([rest, added.astype(rest.dtypes.to_dict())]).reindex(events.index)
    return events.assign(**{name: whole[name] for name in whole})


def _representatives(events: pd.DataFrame, groups: Iterable[frozenset[str]], sets: Sequence[DataSet]) -> dict[str, str]:
    """Event that is shown no more → the one that it is."""
    order = {each.id: (not each.may_share, number) for number, each in enumerate(sets, start=1)} | {DATASET: (False, 0)}
    dataset = events["dataset"]
    stays = dict[str, str]()
    for group in groups:
        there = [event for event in group if event in dataset.index]
        first, *others = sorted(there, key=lambda event: (order[dataset[event]], event)) or [""]
        stays |= dict.fromkeys(others, first)
    return stays


def _told(event: pd.Series[Any], names: Mapping[str, str]) -> str:
    """A record in a line, for the claims that came from it."""
    about = (
        say_span(event["date_start"], event["date_end"]),
        event["place_reported"] or event["admin_hint"],
        event["title"],
    )
    return f"{names.get(event['dataset'], event['dataset'])}: {', '.join(part for part in about if part)}"


def _places(
    places: gpd.GeoDataFrame, stays: Mapping[str, str], told: Mapping[str, str], of: Mapping[str, str]
) -> gpd.GeoDataFrame:
    """Without those of the events that are shown no more, but for what is nowhere near; `of` is the data set of each."""
    theirs = places[places["event_id"].isin(list(stays))]
    rest = places[~places["event_id"].isin(list(stays))]
    areas = rest[rest["extent"].notna() & (rest["role"] == "target") & rest["event_id"].isin(list(stays.values()))]
    where = {event: list(shapes) for event, shapes in areas.groupby("event_id")["extent"]}
    apart = [
        row.role == "target" and row.extent is not None and not _meets(row.extent, where.get(stays[row.event_id], []))
        for row in theirs.itertuples()
    ]
    other = theirs[apart]
    other = other.assign(
        role=["disputed" if stays[event] in where else "target" for event in other["event_id"]],
        note=["as " + told[event] for event in other["event_id"]],
        dataset=other["event_id"].map(of),
        event_id=other["event_id"].map(stays),
    )
    return gpd.GeoDataFrame(pd.concat([rest, other], ignore_index=True), geometry="geometry", crs=places.crs)


def _meets(shape: Any, others: Sequence[Any]) -> bool:
    return any(shape.intersects(other) for other in others)
