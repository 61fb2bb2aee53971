"""What a View shows: the events in order, their claims and places, ready for every map, table and export."""

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from geo.events.atlas import Atlas
from geo.vocabulary.view import View


@dataclass(frozen=True, slots=True)
class Shown:
    """The answer to a View, with the rows behind it.

    `claims` holds every claim of the shown events; its column `passes` says which pass the claim filters. `places` holds
    every place part of them, unlocated ones included.
    """

    view: View
    events: pd.DataFrame
    claims: pd.DataFrame
    places: gpd.GeoDataFrame
    total: int


def show(atlas: Atlas, view: View) -> Shown:
    """Ask the store and gather the rows; an empty answer gives empty frames with their columns."""
    answer = atlas.store.ask(view)
    ids = list(answer.events)
    claims = atlas.chronology.claims
    claims = claims[claims["event_id"].isin(ids)]
    passing = frozenset().union(*answer.claims.values())
    places = atlas.places[atlas.places["event_id"].isin(ids)]
    return Shown(
        view,
        atlas.chronology.events.loc[ids],
        claims.assign(passes=claims.index.isin(passing)),
        places,
        len(atlas.chronology.events),
    )
