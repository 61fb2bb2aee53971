"""Zero Point's own exports: they come back with the ids, the claims and the words that they went out with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
import shapely

from geo.places.locate import PRECISIONS, ROUND
from geo.settings import ATTRIBUTION

NAME = "Zero Point export"
LICENCE = "CC BY 4.0; geometry of districts, counties and the border ODbL 1.0"
_OURS = frozenset((LICENCE, ATTRIBUTION))
MARKS = frozenset({"event_id", "claim_id", "place_in_words", "event_fatalities_low", "date_precision"})
"""Columns of our CSV that no other table has together."""
_CLAIM = (
    *("speaker", "speaker_side", "stance", "statement", "attributed_to", "published_on", "outlet_id", "outlet_name"),
    *("outlet_type", "outlet_country", "via", "origin", "language", "document_id", "document_title", "url", "doubt"),
)
_WORDS = ("reported", "read_as", "place_name", "relation", "answer", "reason", "note")
_COUNTS = ("fatalities_low", "fatalities_high", "injured")


def is_own(document: Mapping[str, Any]) -> bool:
    """Whether a GeoJSON document is one that we wrote."""
    features = document.get("features")
    first = features[0] if isinstance(features, list) and features else {}
    found = first.get("properties") if isinstance(first, dict) else None
    return isinstance(found, dict) and {"event_id", "claims", "places", "date_start"} <= found.keys()


def terms_of(rows: Iterable[Any], document: Mapping[str, Any] | None = None) -> tuple[str, str]:
    """Licence and attribution of what is not the chronology's in an export, as it says of the data sets in it, or of its rows."""
    listed = (document or {}).get("data_sets")
    rows = [row for row in (listed if isinstance(listed, list) else rows) if isinstance(row, dict)]
    named = {name: dict.fromkeys(text(row.get(name)) for row in rows) for name in ("licence", "attribution")}
    theirs = {name: [each for each in found if each and each not in _OURS] for name, found in named.items()}
    return "; ".join(theirs["licence"]) or LICENCE, "; ".join(theirs["attribution"])


def events_of(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The events of our GeoJSON, each with `claims`, `places` and its geometry as GeoJSON text ("" where none)."""
    for feature in document["features"]:
        found = dict(feature.get("properties") or {}) if isinstance(feature, dict) else {}
        shape = feature.get("geometry") if isinstance(feature, dict) else None
        yield found | {"shape": json.dumps(shape) if shape else ""}


def events_of_rows(rows: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The events of our CSV: its rows are claims, the event's columns repeated. A formula's apostrophe is taken off."""
    bare = rows.map(
        lambda cell: cell[1:] if cell[:1] == "'" and cell[1:].lstrip()[:1] in tuple("=+-@＝＋－＠") else cell
    )
    for event, claims in bare.groupby("event_id", sort=False):
        first = claims.iloc[0]
        found = {name: first[name] for name in rows.columns if name not in _CLAIM and name != "claim_id"}
        for name in _COUNTS[:2]:
            found[name] = first.get(f"event_{name}", "")
        found["doubt"] = first.get("event_doubt", "")
        said = [
            {name: row[name] for name in ("claim_id", *_CLAIM, *_COUNTS) if name in rows.columns}
            for _, row in claims.iterrows()
        ]
        yield found | {"event_id": event, "claims": said, "places": [], "shape": ""}


def claims_frame(events: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """A row a claim, by claim_id, with the columns that the export carries."""
    rows = [
        {"claim_id": str(said["claim_id"]), "event_id": str(event["event_id"])}
        | {name: text(said.get(name)) for name in _CLAIM}
        | {name: _count(said.get(name)) for name in _COUNTS}
        for event in events
        for said in event["claims"]
        if isinstance(said, dict) and said.get("claim_id")
    ]
    found = pd.DataFrame(rows, columns=["claim_id", "event_id", *_CLAIM, *_COUNTS])
    for name in _COUNTS:
        found[name] = pd.array(found[name].tolist(), dtype="Int64")
    found["fatalities_best"] = pd.array([None] * len(found), dtype="Int64")
    return found.drop_duplicates("claim_id").set_index("claim_id")


def documents_frame(claims: pd.DataFrame) -> pd.DataFrame:
    """The documents that the claims stand in, by document_id."""
    columns = {"document_title": "title", "outlet_name": "outlet_name", "published_on": "published_on", "url": "url"}
    found = claims[["document_id", *columns, "via", "language", "outlet_id"]].rename(columns=columns)
    return found.drop_duplicates("document_id").set_index("document_id")


def cells_of(event: Mapping[str, Any]) -> dict[str, str]:
    """An event as text cells of a table, for staging and checking."""
    places = [part for part in event.get("places", ()) if isinstance(part, dict)]
    first = places[0] if places else {}
    precision = text(first.get("precision")) or text(event.get("precision")).split(";")[0]
    keep = ("event_id", "title", "kind", "date_start", "date_end", "place_reported", "admin_hint", "country", "actors")
    cells = {name: text(event.get(name)) for name in keep}
    cells |= {name: text(event.get(name)) for name in _COUNTS[:2]}
    shape = text(event.get("shape"))
    return cells | {"precision": precision, "radius_km": text(first.get("radius_km")), "shape": shape}


def places_as_exported(places: pd.DataFrame, events: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    """The places as the export has them, of events of one part; those of several keep what they have together.

    `places` has a row an event, made of the export's geometry. A CSV has only the word for the precision.
    """
    rows = [_place(row, events.get(row["event_id"], {})) for row in places.to_dict("records")]
    return pd.DataFrame(rows, columns=list(places.columns), index=places.index).astype(places.dtypes.to_dict())


def _place(row: dict[str, Any], event: Mapping[str, Any]) -> dict[str, Any]:
    parts = [part for part in event.get("places", ()) if isinstance(part, dict) and part.get("role") == "target"]
    part = parts[0] if len(parts) == 1 else {}
    word = cells_of(event)["precision"]
    if part and word in PRECISIONS:
        lon, lat = _number(part.get("lon")), _number(part.get("lat"))
        if word in ROUND and abs(lon) <= 180 and abs(lat) <= 90:
            row["geometry"] = shapely.to_wkb(shapely.Point(lon, lat))
        said = {name: text(part.get(name)) for name in _WORDS}
        exact = part.get("where_prec")
        return row | said | {"precision": word, "where_prec": exact if exact in range(1, 8) else row["where_prec"]}
    return row | ({"precision": word} if row["precision"] == "area" and word in PRECISIONS else {})


def _number(value: Any) -> float:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else float("nan")


def text(value: Any) -> str:
    """A value of an export as text: missing is ""."""
    if value is None or value != value:
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else str(value)


def _count(value: Any) -> int | None:
    told = text(value).removesuffix(".0")
    return int(told) if told.isdigit() and len(told) < 9 else None
