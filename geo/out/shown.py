"""What a View shows: the events in order, their claims and places, ready for every map, table and export."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.events.adding_up import Positions, stand_in
from geo.events.atlas import Atlas
from geo.out.kept import kept
from geo.out.lens import of_lens, tell
from geo.vocabulary.view import View

_ROOM, _LEAST = 400_000, 1_000
"""Events that are kept in answers, and as how many one counts at least: some hundred megabytes, some hundred answers."""


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

    def latest(self, most: int) -> "Shown":
        """The same with no more than so many events, the latest; itself where it has no more."""
        return self if len(self.events) <= most else self.only(self.events.index[-most:])

    def only(self, events: Collection[str]) -> "Shown":
        """The same with these of its events only, in its order."""
        kept = self.events[stand_in(pd.Index(events), self.events.index)]
        claims, places = (rows[stand_in(kept.index, rows["event_id"])] for rows in (self.claims, self.places))
        return replace(self, events=kept, claims=claims, places=places)


@kept(_ROOM, lambda shown: _LEAST + len(shown.events))
def show(atlas: Atlas, view: View) -> Shown:
    """Ask the store and gather the rows; an empty answer gives empty frames with their columns. Kept for whoever asks again."""
    found = atlas.store.find(view)
    claims = _rows(atlas.chronology.claims, found.claims).assign(passes=found.passes)
    events = _rows(atlas.chronology.events, found.events)
    if view.lens:
        lenses = [lens for lens in (view.lens, view.against) if lens]
        claims = claims[pd.concat([of_lens(claims, lens) for lens in lenses], axis=1).any(axis=1)]
        if not view.against:
            events = events.join(tell(claims[claims["passes"]], view.lens, atlas.choices["stance"]))
    return Shown(view, events, claims, _rows(atlas.places, found.places), len(atlas.chronology.events))


def _rows(frame: Any, positions: Positions) -> Any:
    """The rows at these positions; all of them are the frame itself, which nobody changes."""
    return frame if len(positions) == len(frame) else frame.iloc[positions]
