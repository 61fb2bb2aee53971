"""The GeoJSON of a View: exactly the events shown, with their claims, precision and licence."""

from collections.abc import Sequence
from typing import Any

from geo.out.features import collection, feature
from geo.out.passing import Terms
from geo.out.records import Record, about, records
from geo.out.shown import Shown

MEDIA_TYPE = "application/geo+json"


def to_geojson(shown: Shown, unmet: Sequence[str] = (), terms: Terms | None = None, **told: Any) -> bytes:
    """A FeatureCollection, a feature an event in order of time; `unmet` says what the link asked for and could not have,
    `told` is what else the file says of itself, or says otherwise than `about`.

    The geometry is the area that the precision leaves open (a circle is drawn as one, a district is the district) and
    null for an unlocated event; the parts, with what the geocoder was asked and answered, stand in `places`.
    """
    terms = terms or Terms()
    features = [_feature(record) for record in records(shown, terms)]
    return collection(features, **{"name": "Zero Point events", **about(shown, unmet, terms), **told})


def _feature(record: Record) -> dict[str, Any]:
    fields = {"event_id": record.event_id, **record.fields, "places": record.places, "claims": record.claims}
    return feature(record.event_id, record.geometry, {**fields, "licence": record.licence})
