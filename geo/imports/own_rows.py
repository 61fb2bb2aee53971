"""Our own exports through the same checks, and out again with their own ids, claims and documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely

from geo.imports import jsons, own
from geo.imports.chunks import Chunk
from geo.imports.limits import CHUNK, RefusedFile
from geo.imports.pins import POINT_KM
from geo.imports.readers import chunks_of
from geo.imports.recognise import Recognised
from geo.imports.records import Frames, Tables
from geo.imports.staged import Staging
from geo.imports.tables import Table
from geo.imports.texts import Mask, is_one_of

_MAPPING = {
    name: name
    for name in (
        *("title", "kind", "date_start", "date_end", "place_reported", "country", "actors"),
        *("fatalities_low", "fatalities_high", "radius_km"),
    )
} | {"source_id": "event_id", "admin2": "admin_hint"}
_ROUND = ("point", "circle", "elsewhere")


def tables(run: Any, file: Path, how: Recognised) -> Iterator[Tables]:
    """The events of an export that are not there yet, as they went out; `run` is the import that takes its chunks."""
    if how.container == "delimited":
        cells = []
        for chunk in chunks_of(how, run.limits, run.findings):
            cells.append(pd.DataFrame({name: column.to_pandas() for name, column in chunk.rows.items()}, dtype="str"))
            run.counts.read += chunk.refused  # of rows that cannot be read; the others are claims, and count as events
            run.counts.refused += chunk.refused
        events = list(own.events_of_rows(pd.concat(cells))) if cells else []
    else:
        document = jsons.read_json(file, run.limits)
        if not isinstance(document, dict) or not isinstance(document.get("features"), list):
            raise RefusedFile(f"{file.name} is no FeatureCollection")
        events = list(own.events_of(document))
    for start in range(0, len(events), CHUNK):
        part = [event | {"claims": _listed(event.get("claims"))} for event in events[start : start + CHUNK]]
        said = [own.cells_of(event) for event in part]
        names = tuple(dict.fromkeys(name for each in said for name in each))
        chunk = Chunk.of(
            names, [[each.get(name, "") for name in names] for each in said], range(start + 1, start + 1 + len(said))
        )
        known = run.knows(chunk.rows["event_id"])
        found = run.take(chunk, file.name, _Stage(known), how)
        run.counts.refused -= int(known.sum())  # they are there: repeated, not wrong
        run.counts.duplicates += int(known.sum())
        if found is not None:
            restored = _restored(found.frames(), part)
            run.counts.claims += len(restored.claims) - len(found.claims)
            yield Tables.of(restored)


class _Stage:
    """Stages events of ours; those in `known` are left out."""

    def __init__(self, known: Mask) -> None:
        self._known, self._table = known, Table(_MAPPING)

    def __call__(self, chunk: Staging) -> Staging:
        chunk.find(self._known, "event_id", "duplicate", "is in the store already", "warn")
        chunk.refused = chunk.refused | self._known
        words = np.array([text or None for text in chunk.rows["shape"].to_pylist()], dtype=object)
        shapes = shapely.from_geojson(words, on_invalid="ignore")
        shapes[shapely.is_empty(shapes)] = None
        round_ = is_one_of(chunk.rows["precision"], _ROUND) & ~shapely.is_missing(shapes)
        middle = shapely.centroid(np.where(round_, shapes, None))
        self._table.stage(chunk)
        said = chunk.columns
        said["lon"], said["lat"] = shapely.get_x(middle), shapely.get_y(middle)
        said["radius_km"] = np.where(np.isnan(said["radius_km"]), POINT_KM, said["radius_km"])
        said["geometry"] = shapely.to_wkb(np.where(round_, None, shapes))
        chunk.keep_codes(without=frozenset(chunk.rows) - {"precision"})
        return chunk


def _restored(found: Frames, events: Sequence[Mapping[str, Any]]) -> Frames:
    """The frames with the ids, claims and precisions that the export carries in place of those made anew."""
    ids = pd.Series(found.rows["source_id"].array, index=found.rows["event_id"].array)
    kept = set(ids)
    said = {str(event["event_id"]): event for event in events if str(event["event_id"]) in kept}
    claims = own.claims_frame(list(said.values()))
    mine = found.claims.assign(event_id=found.claims["event_id"].map(ids))
    bare = mine[~mine["event_id"].isin(claims["event_id"])]
    documents = own.documents_frame(claims)
    parts = [frame for frame in (claims, bare) if len(frame)]
    found.claims = pd.concat(parts) if parts else claims
    found.documents = pd.concat([documents, found.documents[found.documents.index.isin(bare["document_id"])]])
    found.events.index = pd.Index(ids.array, name="event_id")
    found.rows["event_id"] = ids.array
    found.places["event_id"] = found.places["event_id"].map(ids)
    found.places = own.places_as_exported(found.places, said)
    for name in ("date_precision", "origin_reported", "doubt", "note"):
        there = found.events[name] if name in found.events else pd.Series("", found.events.index)
        found.events[name] = [
            own.text(said[event].get(name)) if event in said else now for event, now in zip(ids, there, strict=True)
        ]
    return found


def _listed(claims: Any) -> list[Any]:
    return [each for each in claims if isinstance(each, dict)] if isinstance(claims, list) else []
