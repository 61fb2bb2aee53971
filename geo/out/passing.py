"""What may be passed on: the rows of data sets that their owners do not let out are shown, but stand in no export."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import pandas as pd

from geo.events.adding_up import Assemblies
from geo.events.atlas import Atlas
from geo.events.datasets import DataSet
from geo.events.linked import reassemble
from geo.out.fields import LICENCE
from geo.out.lens import TOLD, tell
from geo.out.shown import Shown, show
from geo.settings import ATTRIBUTION
from geo.vocabulary.view import View

WHY = "its terms do not let its rows be passed on; who may do so says it at the import (--may-share)"


@dataclass(frozen=True, slots=True)
class Stays:
    """What stays of a data set: its events, and its claims on events of others that they were linked to."""

    about: DataSet
    events: int
    claims: int


@dataclass(frozen=True, slots=True)
class Terms:
    """Under which licence and name each event and claim goes out, and what stays."""

    sets: Mapping[str, DataSet] = field(default_factory=lambda: MappingProxyType({}))
    stay: tuple[Stays, ...] = ()

    def licence(self, dataset: str) -> str:
        """Of an event or claim of that data set."""
        found = self.sets.get(dataset)
        return LICENCE if found is None else found.licence or "not known"

    def attribution(self, dataset: str) -> str:
        """Whom to name for an event or claim of that data set."""
        found = self.sets.get(dataset)
        return ATTRIBUTION if found is None else found.attribution or found.name

    def of_all(self, of: Callable[[str], str], dataset: str, claims: Iterable[Mapping[str, Any]]) -> str:
        """The licence (or attribution) of an event, and those of the claims that came with linked records of other sets."""
        others = dict.fromkeys(said["dataset"] for said in claims if said["dataset"] != dataset)
        return " | ".join([of(dataset), *(f"linked claims of {self.sets[each].name}: {of(each)}" for each in others)])

    def members(self, shown: Shown) -> dict[str, Any]:
        """What a GeoJSON says of the user's data sets in it, and of what was left out; nothing where there are none."""
        there = {*shown.events["dataset"], *shown.claims["dataset"]}
        sets = [
            {"id": key, "name": each.name, "licence": self.licence(key), "attribution": self.attribution(key)}
            for key, each in self.sets.items()
            if key in there
        ]
        left = [
            {"id": each.about.id, "name": each.about.name, "events": each.events, "claims": each.claims, "why": WHY}
            for each in self.stay
        ]
        return {**({"data_sets": sets} if sets else {}), **({"left_out": left} if left else {})}


def pass_on(atlas: Atlas, shown: Shown) -> tuple[Shown, Terms]:
    """What is shown without what may not be passed on, and the terms of the rest.

    An event that loses claims is put together without them, so that nothing of them is left in its status or figures.
    """
    sets = {each.id: each for each in atlas.sets}
    kept_back = {key for key, each in sets.items() if not each.may_share}
    gone, lost = shown.events["dataset"].isin(kept_back), shown.claims["dataset"].isin(kept_back)
    if not (gone.any() or lost.any()):
        return shown, Terms(sets)
    linked = shown.claims[lost & ~shown.claims["event_id"].isin(shown.events.index[gone])]
    counts, others = shown.events["dataset"][gone].value_counts(), linked["dataset"].value_counts()
    stay = [Stays(each, int(counts.get(key, 0)), int(others.get(key, 0))) for key, each in sets.items()]
    claims = shown.claims[~lost]
    heard = set(claims["event_id"][claims["passes"]])  # an event is shown for a claim that passes the filters
    events = shown.events[~gone & shown.events.index.isin(heard)]
    left = set(events.index)
    rest = replace(
        shown,
        events=_without(atlas, shown, events, kept_back, left & set(linked["event_id"])),
        claims=claims[claims["event_id"].isin(left)],
        places=shown.places[shown.places["event_id"].isin(left) & ~shown.places["dataset"].isin(kept_back)],
    )
    return rest, Terms(sets, tuple(each for each in stay if each.events or each.claims))


def passed_on(atlas: Atlas) -> Atlas:
    """The atlas without what may not be passed on: what is drawn of it may stand in a file, linked claims included."""
    whole, terms = pass_on(atlas, show(atlas, View()))
    if not terms.stay:
        return atlas
    claims = whole.claims.drop(columns="passes")
    rest = replace(
        atlas.chronology, events=whole.events, claims=claims, assemblies=Assemblies(whole.events.index, claims)
    )
    return replace(atlas, chronology=rest, places=whole.places)


def _without(atlas: Atlas, shown: Shown, events: pd.DataFrame, kept_back: set[str], which: set[str]) -> pd.DataFrame:
    """The events, some of them put together without the claims that stay."""
    claims = atlas.chronology.claims
    claims = claims[claims["event_id"].isin(which) & ~claims["dataset"].isin(kept_back)]
    events = reassemble(events, claims, which)
    if "told_as" not in events or not which:
        return events
    heard = shown.claims[shown.claims["passes"] & shown.claims["event_id"].isin(which)]
    told = tell(heard[~heard["dataset"].isin(kept_back)], shown.view.lens, atlas.choices["stance"])
    for column in TOLD:
        events.loc[told.index, column] = told[column]
    return events


def say_left_out(stay: Sequence[Stays]) -> list[str]:
    """A sentence a data set that is left out."""
    return [f"{_amount(each)} of “{each.about.name}” are left out: {WHY}." for each in stay]


def _amount(stays: Stays) -> str:
    """ "1 events", "2 claims on linked events", or both."""
    claims = f"{stays.claims:,} claims on linked events"
    return " and ".join([f"{stays.events:,} events"] * bool(stays.events) + [claims] * bool(stays.claims))
