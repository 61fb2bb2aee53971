"""From checked staged rows to the model's frames: events, claims, documents, places, and each row's own codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from geo.imports import hashing, pins
from geo.imports.hashing import Hashes
from geo.imports.staged import Staging, coded, constant, taken
from geo.vocabulary import dates

KNOWN_IDS = frozenset({"ucdp", "acled", "gdelt"})
"""Formats whose own ids name an event for good; elsewhere an id may mean anything, and counts with the content."""
_CONTENT = ("kind", "date_start", "date_end", "place_reported", "title", "statement", "actors", "source_id")


@dataclass(slots=True)
class Frames:
    """A chunk as the model has it; `events` by event_id, `claims` by claim_id, `documents` by document_id.

    `places` has a row a part, with WKB in `geometry`. Where a unit of ours is meant, `place_refs` holds its id and there is
    no geometry: the reader of the frames takes the unit's shape. `rows` has each event's file, row, own id and codes (JSON).
    """

    events: pd.DataFrame
    claims: pd.DataFrame
    documents: pd.DataFrame
    places: pd.DataFrame
    rows: pd.DataFrame


def event_hashes(chunk: Staging, format_: str) -> Hashes:
    """What tells one event from another: the source's own id where it is lasting, else all that is said of it."""
    frame = chunk.columns
    if format_ in KNOWN_IDS:
        own = hashing.hash_rows([frame["source_id"]], f"event:{format_}")
        if (frame["source_id"] != "").all():
            return own
    texts = [frame[name] for name in _CONTENT if name in frame]
    found = hashing.hash_rows(texts, f"event:{format_}")
    numbers = [np.asarray(frame[name], dtype="float64") for name in ("lon", "lat") if name in frame]
    counts = [
        frame[name].to_numpy(dtype="float64", na_value=-1.0)
        for name in ("fatalities_best", "fatalities_high")
        if name in frame
    ]
    bits = [np.where(np.isnan(each), -999.0, each).view("uint64") for each in (*numbers, *counts)]
    shapes = frame.get("geometry")
    if shapes is not None and any(shape is not None for shape in shapes):
        bits.append(
            hashing.hash_texts(np.array(["" if shape is None else shape.hex() for shape in shapes], dtype=object))
        )
    found = hashing.mix(found, *bits)
    if format_ in KNOWN_IDS:
        found = np.where((frame["source_id"] != "").to_numpy(dtype=bool), own, found)
    return found


def frames_of(
    staged: pd.DataFrame, hashes: Hashes, placed: pins.Placed, dataset: str, outlet: str, file: str
) -> Frames:
    """The frames of staged rows that are neither refused nor repeated, `hashes` and `placed` in the same order.

    `outlet` stands for the data set itself where a row names no source.
    """
    event_ids = hashing.ids(hashes)
    events = _events(staged, event_ids, dataset)
    documents, owner, document = _documents(staged["sources"], outlet)
    claims = _claims(staged, hashes, event_ids, documents, owner, document)
    documents = documents.drop(columns="hash")
    held = {"row": staged["row"].to_numpy(), "source_id": staged["source_id"].array, "codes": staged["codes"].array}
    rows = pd.DataFrame({"event_id": event_ids.array, "file": constant(file, len(staged)).array, **held}, copy=False)
    return Frames(events, claims, documents, pins.frame(placed, staged, event_ids), rows)


def _events(staged: pd.DataFrame, event_ids: pd.Series[Any], dataset: str) -> pd.DataFrame:
    size = len(staged)
    first, last, precision = _spans(staged["date_start"], staged["date_end"])
    best, low, high = (staged[f"fatalities_{name}"] for name in ("best", "low", "high"))
    hint = _hint(staged["admin2"], staged["admin1"])
    columns = {
        "event_key": staged["source_id"].array,
        "title": staged["title"].array,
        "kind": staged["kind"].array,
        "date_start": staged["date_start"].array,
        "date_end": staged["date_end"].array,
        "date_precision": precision.array,
        "place_reported": staged["place_reported"].array,
        "admin_hint": hint.array,
        "country": staged["country"].array,
        "actors": staged["actors"].array,
        "fatalities_low": low.where(low.notna(), best).array,
        "fatalities_best": best.array,
        "fatalities_high": high.where(high.notna(), best).array,
        "first": first,
        "last": last,
        "dataset": constant(dataset, size).array,
    }
    return pd.DataFrame(columns, index=pd.Index(event_ids, name="event_id"), copy=False)


def _spans(start: pd.Series[Any], end: pd.Series[Any]) -> tuple[Any, Any, pd.Series[Any]]:
    """First and last day, and the precision that the start is written in."""
    codes, distinct = coded(start)
    spans = [_span(text) for text in distinct]
    first = np.array([span[0] for span in spans], dtype="datetime64[s]")[codes]
    words = [span[2] for span in spans]
    precision = taken(np.array(words, dtype=object), codes, start.index)
    codes, distinct = coded(end)
    last = np.array([_span(text)[1] for text in distinct], dtype="datetime64[s]")[codes]
    return first, np.maximum(first, last), precision


@lru_cache(maxsize=100_000)
def _span(text: str) -> tuple[date, date, str]:
    return (*dates.span_of(text), dates.precision_of(text) or "day")


def _hint(admin2: pd.Series[Any], admin1: pd.Series[Any]) -> pd.Series[Any]:
    both = (admin2 != "") & (admin1 != "")
    return (admin2 + ", " + admin1).where(both, admin2.where(admin2 != "", admin1))


def _documents(lists: pd.Series[Any], outlet: str) -> tuple[pd.DataFrame, Any, Any]:
    """The documents of all rows once each (with `hash`), and the row and the document of every mention."""
    cells = lists.to_numpy()
    marks = np.fromiter(map(id, cells), dtype="int64", count=len(cells))
    _, first, back = np.unique(marks, return_index=True, return_inverse=True)
    named = [
        cells[place] or ({"outlet": outlet, "title": "", "published_on": "", "url": "", "via": ""},) for place in first
    ]
    sizes = np.array([len(each) for each in named], dtype="int64")
    flat = [source for each in named for source in each]
    fields = {
        name: [source[name] or "" for source in flat] for name in ("outlet", "title", "published_on", "url", "via")
    }
    fields["outlet"] = [name or outlet for name in fields["outlet"]]
    columns = [fields[name] for name in ("outlet", "title", "published_on", "url")]
    hashes = hashing.hash_rows(columns, "document")
    unique, where, which = np.unique(hashes, return_index=True, return_inverse=True)
    table = pd.DataFrame({name: pd.Series(values, dtype="str").array[where] for name, values in fields.items()})
    table = table.rename(columns={"outlet": "outlet_name"}).assign(language="", hash=unique)
    table.index = pd.Index(hashing.ids(unique), name="document_id")
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    counts = sizes[back]
    owner = np.repeat(np.arange(len(cells)), counts)
    offset = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    return table, owner, which[np.repeat(starts[back], counts) + offset]


def _claims(
    staged: pd.DataFrame, hashes: Hashes, event_ids: pd.Series[Any], documents: pd.DataFrame, owner: Any, document: Any
) -> pd.DataFrame:
    """A claim for each source of each row: the outlet reports what the row says, figures included."""
    low, best, high = (staged[f"fatalities_{name}"] for name in ("low", "best", "high"))
    low, high = low.where(low.notna(), best), high.where(high.notna(), best)
    low, high = low.where(high.notna(), high), high.where(low.notna(), low)
    side = staged["speaker_side"].where(staged["speaker_side"] != "", "unknown")
    text = hashing.hash_rows([staged["speaker"], staged["statement"]], "claim")
    numbers = [each.to_numpy(dtype="float64", na_value=-1.0).view("uint64") for each in (low, high, staged["injured"])]
    which = hashing.mix(hashes, text, *numbers)[owner]
    claim_ids = hashing.ids(hashing.mix(which, documents["hash"].to_numpy(dtype="uint64")[document]))
    columns = {
        "event_id": event_ids.array[owner],
        "document_id": documents.index.array[document],
        "speaker": staged["speaker"].array[owner],
        "speaker_side": side.array[owner],
        "stance": constant("asserts", len(owner)).array,
        "statement": staged["statement"].array[owner],
        "fatalities_low": low.array[owner],
        "fatalities_best": best.array[owner],
        "fatalities_high": high.array[owner],
        "injured": staged["injured"].array[owner],
        "attributed_to": staged["attributed_to"].array[owner],
        "published_on": documents["published_on"].array[document],
        "outlet_name": documents["outlet_name"].array[document],
        "document_title": documents["title"].array[document],
        "url": documents["url"].array[document],
        "via": documents["via"].array[document],
    }
    return pd.DataFrame(columns, index=pd.Index(claim_ids, name="claim_id"), copy=False)
