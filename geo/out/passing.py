"""What may be passed on: the rows of data sets that their owners do not let out are shown, but stand in no export."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from geo.events.atlas import Atlas
from geo.events.datasets import DataSet
from geo.out.fields import LICENCE
from geo.out.shown import Shown
from geo.settings import ATTRIBUTION

WHY = "its terms do not let its rows be passed on; who may do so says it at the import (--may-share)"


@dataclass(frozen=True, slots=True)
class Terms:
    """Under which licence and name each event goes out, and what stays: (data set, number of its events that stay)."""

    sets: Mapping[str, DataSet] = field(default_factory=lambda: MappingProxyType({}))
    stay: tuple[tuple[DataSet, int], ...] = ()

    def licence(self, dataset: str) -> str:
        """Of an event of that data set."""
        found = self.sets.get(dataset)
        return LICENCE if found is None else found.licence or "not known"

    def attribution(self, dataset: str) -> str:
        """Whom to name for an event of that data set."""
        found = self.sets.get(dataset)
        return ATTRIBUTION if found is None else found.attribution or found.name

    def members(self, shown: Shown) -> dict[str, Any]:
        """What a GeoJSON says of the user's data sets in it, and of what was left out; nothing where there are none."""
        there = set(shown.events["dataset"])
        sets = [
            {"id": key, "name": each.name, "licence": self.licence(key), "attribution": self.attribution(key)}
            for key, each in self.sets.items()
            if key in there
        ]
        left = [{"id": each.id, "name": each.name, "events": count, "why": WHY} for each, count in self.stay]
        return {**({"data_sets": sets} if sets else {}), **({"left_out": left} if left else {})}


def pass_on(atlas: Atlas, shown: Shown) -> tuple[Shown, Terms]:
    """What is shown without what may not be passed on, and the terms of the rest."""
    sets = {each.id: each for each in atlas.sets}
    kept_back = {key for key, each in sets.items() if not each.may_share}
    stays = shown.events["dataset"].isin(kept_back)
    if not stays.any():
        return shown, Terms(sets)
    counts = shown.events["dataset"][stays].value_counts()
    gone = shown.events.index[stays]
    rest = replace(
        shown,
        events=shown.events[~stays],
        claims=shown.claims[~shown.claims["event_id"].isin(gone)],
        places=shown.places[~shown.places["event_id"].isin(gone)],
    )
    return rest, Terms(sets, tuple((sets[key], int(counts[key])) for key in sets if key in counts))


def say_left_out(stay: Sequence[tuple[DataSet, int]]) -> list[str]:
    """A sentence a data set that is left out."""
    return [f"{count:,} events of “{each.name}” are left out: {WHY}." for each, count in stay]
