"""What a View shows: the events in order, their claims and places, ready for every map, table and export."""

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from geo.events.atlas import Atlas
from geo.out.lens import of_lens, tell
from geo.vocabulary.view import View


@dataclass(frozen=True, slots=True)
class Shown:
    """The answer to a View, with the rows behind it.

    `claims` holds every claim of the shown events; its column `passes` says which pass the claim filters. `places` holds
    every place part of them, unlocated ones included. With a lens, the claims are its own (and those of `against` where the
    View is a comparison), and the events of one account have the columns of `geo.out.lens.TOLD`.
    """

    view: View
    events: pd.DataFrame
    claims: pd.DataFrame
    places: gpd.GeoDataFrame
    total: int

    @property
    def told(self) -> pd.DataFrame:
        """The events with title, deaths and actors as the lens has them; without a lens, as they are on record."""
        events = self.events
        if "told_as" not in events:
            return events
        return events.assign(
            title=events["told_as"],
            fatalities_low=events["told_fatalities_low"],
            fatalities_high=events["told_fatalities_high"],
            actors=events["told_responsible"],
        )


def show(atlas: Atlas, view: View) -> Shown:
    """Ask the store and gather the rows; an empty answer gives empty frames with their columns."""
    answer = atlas.store.ask(view)
    ids = list(answer.events)
    claims = atlas.chronology.claims
    claims = claims[claims["event_id"].isin(ids)]
    passing = frozenset().union(*answer.claims.values())
    places = atlas.places[atlas.places["event_id"].isin(ids)]
    events = atlas.chronology.events.loc[ids]
    if view.lens:
        lenses = [lens for lens in (view.lens, view.against) if lens]
        claims = claims[pd.concat([of_lens(claims, lens) for lens in lenses], axis=1).any(axis=1)]
        if not view.against:
            heard = claims[claims.index.isin(passing)]
            events = events.join(tell(heard, view.lens, atlas.choices["stance"]))
    return Shown(
        view,
        events,
        claims.assign(passes=claims.index.isin(passing)),
        places,
        len(atlas.chronology.events),
    )
