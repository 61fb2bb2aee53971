"""The GeoJSON of a View: exactly the events shown, with their claims, precision and licence."""

from collections.abc import Mapping, Sequence
from typing import Any

from geo.out.features import collection, combine, feature, rows_by_event
from geo.out.fields import CLAIM, EVENT, GRADES, LICENCE
from geo.out.lens import TOLD
from geo.out.passing import Terms
from geo.out.share import write_query
from geo.out.shown import Shown
from geo.places.saying import words
from geo.settings import ATTRIBUTION, DISCLAIMER

Row = Mapping[str, Any]
MEDIA_TYPE = "application/geo+json"
_PLACE = (
    "role",
    "reported",
    "read_as",
    "precision",
    "radius_km",
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


def to_geojson(shown: Shown, unmet: Sequence[str] = (), terms: Terms | None = None) -> bytes:
    """A FeatureCollection, a feature an event in order of time; `unmet` says what the link asked for and could not have.

    The geometry is the area that the precision leaves open (a circle is drawn as one, a district is the district) and
    null for an unlocated event; the parts, with what the geocoder was asked and answered, stand in `places`.
    """
    claims, places, terms = rows_by_event(shown.claims), rows_by_event(shown.places), terms or Terms()
    return collection(
        [
            _feature(event, row, claims[event], places.get(event, []), terms)
            for event, (row,) in rows_by_event(shown.events).items()
        ],
        name="Zero Point events",
        view=write_query(shown.view.question()),
        unmet=list(unmet),
        events_shown=len(shown.events),
        events_on_record=shown.total,
        grades=GRADES,
        licence=LICENCE,
        attribution=ATTRIBUTION,
        disclaimer=DISCLAIMER,
        **terms.members(shown),
    )


def _feature(event: Any, row: Row, claims: Sequence[Row], places: Sequence[Row], terms: Terms) -> dict[str, Any]:
    targets = [part["extent"] for part in places if part["role"] == "target" and part["extent"] is not None]
    return feature(
        str(event),
        combine(targets),
        {
            "event_id": event,
            **{name: row[name] for name in EVENT},
            **{name: row.get(name, "") for name in TOLD},
            "places": [{**{name: part[name] for name in _PLACE}, "words": words(part)} for part in places],
            "claims": [_claim(said, row["dataset"], terms) for said in claims],
            "licence": terms.licence(row["dataset"]),
        },
    )


def _claim(said: Row, dataset: str, terms: Terms) -> dict[str, Any]:
    """A claim; with its data set, record and licence where those are not the event's own."""
    fields = {name: said[name] for name in ("claim_id", *CLAIM)}
    if said["dataset"] == dataset:
        return fields
    theirs = said["dataset"]
    return {**fields, "data_set": theirs, "record": said["record"], "licence": terms.licence(theirs)}
