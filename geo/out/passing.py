"""What may be passed on: the rows of data sets that their owners do not let out are shown, but stand in no export, nor do they
decide which events do."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from geo.events.atlas import Atlas
from geo.events.datasets import DataSet
from geo.out.fields import LICENCE
from geo.out.shown import Shown, show
from geo.settings import ATTRIBUTION

WHY = "its terms do not let its rows be passed on; who may do so says it at the import (a tick there, or --may-share)"


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
        left = [{"id": key, "name": each.name, "why": WHY} for key, each in self.sets.items() if not each.may_share]
        return {**({"data_sets": sets} if sets else {}), **({"left_out": left} if left else {})}


def pass_on(atlas: Atlas, shown: Shown) -> tuple[Shown, Terms]:
    """What the View of `shown` has in the world of which everything may be passed on, and the terms of that.

    The View is asked there anew, and not cleaned of what it had here: else a filter would tell of rows that nobody may see.
    """
    sets = {each.id: each for each in atlas.sets}
    if atlas.outward is None:
        return shown, Terms(sets)
    kept_back = {key for key, each in sets.items() if not each.may_share}
    gone, lost = shown.events["dataset"].isin(kept_back), shown.claims["dataset"].isin(kept_back)
    linked = shown.claims[lost & ~shown.claims["event_id"].isin(shown.events.index[gone])]
    counts, others = shown.events["dataset"][gone].value_counts(), linked["dataset"].value_counts()
    stay = [Stays(each, int(counts.get(key, 0)), int(others.get(key, 0))) for key, each in sets.items()]
    return show(atlas.outward, shown.view), Terms(sets, tuple(each for each in stay if each.events or each.claims))


def say_left_out(stay: Sequence[Stays]) -> list[str]:
    """A sentence a data set that is left out."""
    return [
        f"{_amount(each)} of “{each.about.name}” {'is' if each.events + each.claims == 1 else 'are'} left out: {WHY}."
        for each in stay
    ]


def _amount(stays: Stays) -> str:
    """ "1 event", "2 claims on linked events", or both."""
    events, claims = stays.events, stays.claims
    said = [f"{events:,} {'event' if events == 1 else 'events'}"] * bool(events)
    said += [f"{claims:,} {'claim' if claims == 1 else 'claims'} on linked events"] * bool(claims)
    return " and ".join(said)
