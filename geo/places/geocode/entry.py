"""A row of the geocoder's gazetteer, and the grades of its names."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from geo.places.geocode.spelling import plain_once, sound_once

PRIMARY, OTHER, FORMER, PART = range(4)
"""Grades of a name: the row's own; another spelling; a former one; one that is only a part or a proxy."""


@dataclass(slots=True)
class Entry:
    """A row of the gazetteer; `unit_id` is set for units (they have no point), `admin2` is the present name."""

    place_id: str
    name: str
    kind: str
    country: str
    admin1: str = ""
    admin2: str = ""
    lon: float = math.nan
    lat: float = math.nan
    radius_km: float = math.nan
    population: int = 0
    source: str = ""
    licence: str = ""
    unit_id: str = ""
    names: list[tuple[str, int]] = field(default_factory=list)
    note: str = ""


def is_added(entry: Entry) -> bool:
    """Whether an entry is the user's own, not one that ships."""
    return entry.source.startswith("added: ")


def heard(name: str) -> str:
    """What a name sounds like, whatever its spelling."""
    return sound_once(plain_once(name))
