"""What the geocoder is asked and what it answers: hints, candidates, the answer, mentions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import nan
from typing import Any

from shapely import Geometry


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of a place besides its name.

    `district`, `province`, `country` are names in any spelling; `kind` is a word of type ("town", "district");
    `lon`, `lat` a coordinate near which the place should lie (EPSG:4326); `places` other places of the same
    report; `date` the day of the report or event, which decides how far a district reached; `context` any other
    text that may name districts ("Turbat tehsil, Kech district").
    """

    district: str = ""
    province: str = ""
    country: str = ""
    kind: str = ""
    lon: float = nan
    lat: float = nan
    places: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    date: str = ""

    @staticmethod
    def of(given: "Hints | Mapping[str, Any] | None") -> "Hints":
        """Hints from a mapping with the fields' names as keys; unknown keys and empty values are left out."""
        if isinstance(given, Hints):
            return given
        fields = {key: value for key, value in (given or {}).items() if key in Hints.__slots__ and not _empty(value)}
        for key in ("places", "context"):
            if key in fields:
                value = fields[key]
                fields[key] = (value,) if isinstance(value, str) else tuple(map(str, value))
        for key in ("district", "province", "country", "kind", "date"):
            if key in fields:
                fields[key] = str(fields[key])
        for key in ("lon", "lat"):
            if key in fields:
                fields[key] = float(fields[key])
        return Hints(**fields)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a place name.

    `geometry` (EPSG:4326) is what the words say: a point, a circle, a polygon, a line; `radius_km` is how far
    from the point it may lie, NaN for areas. `lon` and `lat` are NaN unless the answer is a point, or a circle
    around one: an area has no point. `score` is the calibrated chance of being right, 0 to 1.
    """

    place_id: str
    name: str
    kind: str
    country: str
    admin1: str
    admin2: str
    score: float
    where_prec: int
    geo_precision: int
    reason: str
    lon: float = nan
    lat: float = nan
    radius_km: float = nan
    geometry: Geometry | None = None
    relation: str = "at"
    unit_id: str = ""
    source: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The ranked candidates of one text; `candidates` is empty for `not_found` without any reading.

    `country` ("PK", "IR", "AF") is set where the text names a country and no place in it: no geometry says that.
    """

    text: str
    status: str
    candidates: tuple[Candidate, ...] = ()
    reason: str = ""
    country: str = ""

    @property
    def best(self) -> Candidate | None:
        """The first candidate where the status is `resolved`, else None."""
        return self.candidates[0] if self.status == "resolved" and self.candidates else None


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in running text: `text[start:end]`, and what it was resolved to."""

    start: int
    end: int
    text: str
    answer: Answer = field(repr=False)

    @property
    def status(self) -> str:
        """The status of the answer."""
        return self.answer.status


def _empty(value: Any) -> bool:
    return value is None or value == "" or value != value
