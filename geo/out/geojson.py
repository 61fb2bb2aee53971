"""The GeoJSON of a View: exactly the events shown, with their claims, precision and licence."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from geo.out.features import collection, combine, feature
from geo.out.fields import CLAIM, EVENT, GRADES, LICENCE
from geo.out.lens import TOLD
from geo.out.share import write_query
from geo.out.shown import Shown
from geo.places.saying import words
from geo.settings import ATTRIBUTION, DISCLAIMER

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


def to_geojson(shown: Shown, unmet: Sequence[str] = ()) -> bytes:
    """A FeatureCollection, a feature an event in order of time; `unmet` says what the link asked for and could not have.

    The geometry is the area that the precision leaves open (a circle is drawn as one, a district is the district) and
    null for an unlocated event; the parts, with what the geocoder was asked and answered, stand in `places`.
    """
    claims = dict(list(shown.claims.groupby("event_id", sort=False)))
    places = dict(list(shown.places.groupby("event_id", sort=False)))
    return collection(
        [_feature(event, row, claims[event], places.get(event)) for event, row in shown.events.iterrows()],
        name="Zero Point events",
        view=write_query(shown.view.question()),
        unmet=list(unmet),
        events_shown=len(shown.events),
        events_on_record=shown.total,
        grades=GRADES,
        licence=LICENCE,
        attribution=ATTRIBUTION,
        disclaimer=DISCLAIMER,
    )


def _feature(event: Any, row: pd.Series, claims: pd.DataFrame, places: pd.DataFrame | None) -> dict[str, Any]:
    parts = (
        []
        if places is None
        else [{**{k: part[k] for k in _PLACE}, "words": words(part)} for _, part in places.iterrows()]
    )
    targets = (
        [] if places is None else places[(places["role"] == "target") & places["extent"].notna()]["extent"].tolist()
    )
    return feature(
        str(event),
        combine(targets),
        {
            "event_id": event,
            **{name: row[name] for name in EVENT},
            **{name: row.get(name, "") for name in TOLD},
            "places": parts,
            "claims": [
                {"claim_id": claim, **{name: said[name] for name in CLAIM}} for claim, said in claims.iterrows()
            ],
            "licence": LICENCE,
        },
    )
