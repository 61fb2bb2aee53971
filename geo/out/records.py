"""What every export says: of each event, with its claims and the area left open, and of itself (licence, disclaimer, view)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shapely.geometry.base import BaseGeometry

from geo.out.features import combine, rows_by_event
from geo.out.fields import CLAIM, EVENT, GRADES, LICENCE
from geo.out.lens import TOLD
from geo.out.passing import Terms
from geo.out.share import write_query
from geo.out.shown import Shown
from geo.places.saying import words
from geo.settings import ATTRIBUTION, DISCLAIMER

Row = Mapping[str, Any]
PLACE = (
    "role",
    "reported",
    "read_as",
    "precision",
    "radius_km",
    "lon",
    "lat",
    "place_name",
    "where_prec",
    "unit_ids",
    "place_refs",
    "relation",
    "score",
    "answer",
    "reason",
    "note",
)


@dataclass(frozen=True, slots=True)
class Record:
    """An event as it goes out.

    `fields` are those of EVENT and TOLD, `claims` those of CLAIM (of a linked record also its data set and licence),
    `places` those of PLACE with `words`; `parts` are the rows of its places with their geometry. `geometry` is the area that
    the precision leaves open, EPSG:4326, None where unlocated.
    """

    event_id: str
    fields: Row
    claims: Sequence[Row]
    places: Sequence[Row]
    parts: Sequence[Row]
    geometry: BaseGeometry | None
    licence: str
    attribution: str
    span: tuple[Any, Any]

    @property
    def targets(self) -> list[Row]:
        """The parts of where it happened, unlocated ones included."""
        return [part for part in self.parts if part["role"] == "target"]

    @property
    def precision(self) -> str:
        """How exactly it is known where it happened: one word, or several where its parts differ."""
        return "; ".join(dict.fromkeys(part["precision"] for part in self.targets))

    @property
    def where(self) -> str:
        """Where it happened, in words."""
        return "; ".join(words(part) for part in self.targets)


def records(shown: Shown, terms: Terms) -> list[Record]:
    """One an event, in order of time; nothing shown gives none."""
    claims, places = rows_by_event(shown.claims), rows_by_event(shown.places)
    return [
        _record(str(event), row, claims[event], places.get(event, []), terms)
        for event, (row,) in rows_by_event(shown.events).items()
    ]


def about(shown: Shown, unmet: Sequence[str], terms: Terms) -> dict[str, Any]:
    """What a file says of itself: the view, what its link asked for and could not have, counts, licence, disclaimer, what was left out."""
    return {
        "view": write_query(shown.view.question()),
        "unmet": list(unmet),
        "events_shown": len(shown.events),
        "events_on_record": shown.total,
        "grades": GRADES,
        "licence": LICENCE,
        "attribution": ATTRIBUTION,
        "disclaimer": DISCLAIMER,
        **terms.members(shown),
    }


def _record(event: str, row: Row, claims: Sequence[Row], parts: Sequence[Row], terms: Terms) -> Record:
    located = [part["extent"] for part in parts if part["role"] == "target" and part["extent"] is not None]
    return Record(
        event,
        {**{name: row[name] for name in EVENT}, **{name: row.get(name, "") for name in TOLD}},
        [_claim(said, row["dataset"], terms) for said in claims],
        [_place(part) for part in parts],
        parts,
        combine(located),
        terms.of_all(terms.licence, row["dataset"], claims),
        terms.of_all(terms.attribution, row["dataset"], claims),
        (row["first"], row["last"]),
    )


def _place(part: Row) -> dict[str, Any]:
    """A part of the place; lon and lat are those of a point, and null of what is none."""
    shape = part["geometry"]
    spot = (round(shape.x, 6), round(shape.y, 6)) if shape is not None and shape.geom_type == "Point" else (None, None)
    named = {**part, "lon": spot[0], "lat": spot[1]}
    return {**{name: named[name] for name in PLACE}, "words": words(part)}


def _claim(said: Row, dataset: str, terms: Terms) -> dict[str, Any]:
    fields = {name: said[name] for name in ("claim_id", *CLAIM)}
    if said["dataset"] == dataset:
        return fields
    theirs = said["dataset"]
    return {**fields, "data_set": theirs, "record": said["record"], "licence": terms.licence(theirs)}
