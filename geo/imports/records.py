"""From checked staged rows to the model's tables: events, claims, documents, places, and each row's own codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from geo.events.datasets.columns import from_frame, to_frame
from geo.imports import hashing
from geo.imports.hashing import Hashes
from geo.imports.numbers import Numbers
from geo.imports.sources import Cited, Source
from geo.imports.staged import Staging
from geo.imports.texts import Texts, as_mask, choose, coded, constant, either, filled, joined, taken, texts, used
from geo.vocabulary import dates

KNOWN_IDS = frozenset({"ucdp", "acled", "gdelt"})
"""Formats whose own ids name an event for good; elsewhere an id may mean anything, and counts with the content."""
_CONTENT = ("kind", "date_start", "date_end", "place_reported", "title", "statement", "actors", "source_id")


@dataclass(slots=True)
class Frames:
    """A chunk as the model has it; `events` by event_id, `claims` by claim_id, `documents` by document_id.

    `places` has a row a part, with WKB in `geometry`. Where a unit of ours is meant, `place_refs` holds its id and there is
    no geometry: the reader of the frames takes the unit's shape. `rows` has each event's file, row, own id and codes, as a JSON object.
    """

    events: pd.DataFrame
    claims: pd.DataFrame
    documents: pd.DataFrame
    places: pd.DataFrame
    rows: pd.DataFrame


@dataclass(slots=True)
class Tables:
    """The same as Arrow's tables, with columns of `datasets.columns.SCHEMAS`; what they lack is empty."""

    events: pa.Table
    claims: pa.Table
    documents: pa.Table
    places: pa.Table
    rows: pa.Table

    @staticmethod
    def of(frames: Frames) -> Tables:
        """The tables of frames."""
        return Tables(*(from_frame(name, getattr(frames, name)) for name in Tables.__slots__))

    def frames(self) -> Frames:
        """The frames of tables."""
        return Frames(*(to_frame(name, getattr(self, name)) for name in Tables.__slots__))

    def head(self, events: int) -> Tables:
        """The first events with all that is theirs."""
        first = self.events.slice(0, events)
        ids = first["event_id"].combine_chunks()
        mine = [getattr(self, name) for name in ("claims", "places", "rows")]
        claims, places, rows = (table.filter(pc.is_in(table["event_id"], value_set=ids)) for table in mine)
        return Tables(first, claims, self.documents, places, rows)


def event_hashes(chunk: Staging, format_: str) -> Hashes:
    """What tells one event from another: the source's own id where it is lasting, else all that is said of it."""
    said = chunk.columns
    if format_ in KNOWN_IDS:
        own = hashing.hash_rows([said["source_id"]], f"event:{format_}")
        named = filled(said["source_id"])
        if named.all():
            return own
    found = hashing.hash_rows([said[name] for name in _CONTENT if name in said], f"event:{format_}")
    bits = [
        np.where(np.isnan(said[name]), -1.0 if name.startswith("fatalities") else -999.0, said[name]).view("uint64")
        for name in ("lon", "lat", "fatalities_best", "fatalities_high")
        if name in said
    ]
    if "geometry" in said and any(shape is not None for shape in said["geometry"]):
        bits.append(hashing.hash_texts(texts("" if shape is None else shape.hex() for shape in said["geometry"])))
    found = hashing.mix(found, *bits)
    return np.where(named, own, found) if format_ in KNOWN_IDS else found


def tables_of(
    chunk: Staging, hashes: Hashes, places: dict[str, Any], dataset: str, outlet: str, format_: str
) -> Tables:
    """The tables of completed rows that are neither refused nor repeated, `hashes` and `places` in the same order.

    `outlet` stands for the data set itself where a row names no source. All documents that the rows name are there.
    """
    said, event_ids = chunk.columns, hashing.ids(hashes)
    documents, marks, owner, which = _documents(said["sources"], outlet)
    claims = _claims(said, hashes, event_ids, documents, marks, owner, which, format_ in KNOWN_IDS)
    held = {"row": chunk.numbers, **{name: said[name] for name in ("source_id", "fields", "codes")}}
    return Tables(
        events=pa.table(_events(said, event_ids, chunk.numbers, dataset)),
        claims=pa.table(claims),
        documents=pa.table(documents),
        places=pa.table({"event_id": event_ids, **places}),
        rows=pa.table({"event_id": event_ids, "file": constant(chunk.file, len(chunk)), **held}),
    )


def _events(said: dict[str, Any], event_ids: Texts, rows: NDArray[np.int64], dataset: str) -> dict[str, Any]:
    first, last, precision = _spans(said["date_start"], said["date_end"])
    low, best, high = (said[f"fatalities_{name}"] for name in ("low", "best", "high"))
    names = ("title", "kind", "date_start", "date_end", "place_reported", "country", "actors")
    return {
        "event_id": event_ids,
        "event_key": said["source_id"],
        **{name: said[name] for name in names},
        "date_precision": precision,
        "admin_hint": joined(said["admin2"], said["admin1"], ", "),
        "fatalities_low": whole(np.where(np.isnan(low), best, low)),
        "fatalities_best": whole(best),
        "fatalities_high": whole(np.where(np.isnan(high), best, high)),
        "first": pa.array(first),
        "last": pa.array(last),
        "dataset": constant(dataset, len(event_ids)),
    }


def whole(numbers: Numbers) -> Any:
    """Counts as whole numbers, null where none is given."""
    none = np.isnan(numbers)
    return pa.array(np.where(none, 0, numbers).astype("int64"), mask=none)


def _spans(start: Texts, end: Texts) -> tuple[Any, Any, Texts]:
    """First and last day, and the precision that the start is written in."""
    first, last, precision = _span_all(start)
    return first, last if start is end else np.maximum(first, _span_all(end)[1]), precision


def _span_all(column: Texts) -> tuple[Any, Any, Texts]:
    """The first and the last day of each date, and its precision; whole days all at once, others by what they say."""
    whole_day = as_mask(pc.equal(pc.binary_length(column), len("2024-01-16")))
    whole_days = column if whole_day.all() else choose(whole_day, column, pa.scalar(None, pa.string()))
    days = pc.cast(whole_days, pa.date32())
    first = days.to_numpy(zero_copy_only=False).astype("datetime64[s]")
    if whole_day.all():
        return first, first, constant("day", len(column))
    last, rest = first.copy(), np.flatnonzero(~whole_day)
    codes, distinct = coded(column.take(pa.array(rest)))
    spans = [_span(text) for text in distinct]
    some = np.array([(span[0], span[1]) for span in spans], dtype="datetime64[s]")[codes]
    first[rest], last[rest] = some[:, 0], some[:, 1]
    precision = taken([span[2] for span in spans], codes)
    return first, last, pc.replace_with_mask(constant("day", len(column)), pa.array(~whole_day), precision)


@lru_cache(maxsize=100_000)
def _span(text: str) -> tuple[date, date, str]:
    return (*dates.span_of(text), dates.precision_of(text) or "day")


def _documents(cited: Cited, outlet: str) -> tuple[dict[str, Any], Hashes, Any, Any]:
    """The documents of all rows once each, and their hashes; the row and the document of every mention."""
    named_codes, back = used(cited.codes, len(cited.lists))
    named = [cited.lists[code] or (Source(),) for code in named_codes.tolist()]
    sizes = np.array([len(each) for each in named], dtype="int64")
    flat = [each if each.outlet else each._replace(outlet=outlet) for sources in named for each in sources]
    columns = {name: texts(column) for name, column in zip(Source._fields, zip(*flat, strict=True), strict=True)}
    hashes = hashing.hash_rows([columns[name] for name in ("outlet", "title", "published_on", "url")], "document")
    unique, where, which = np.unique(hashes, return_index=True, return_inverse=True)
    columns["outlet_name"] = columns.pop("outlet")
    documents = {"document_id": hashing.ids(unique)}
    documents |= {name: column.take(pa.array(where)) for name, column in columns.items()}
    counts, starts = sizes[back], (np.cumsum(sizes) - sizes)[back]
    owner = np.repeat(np.arange(len(back)), counts)
    offset = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    return documents, unique, owner, which[np.repeat(starts, counts) + offset]


def _claims(
    said: dict[str, Any],
    hashes: Hashes,
    event_ids: Texts,
    documents: dict[str, Any],
    marks: Hashes,
    owner: Any,
    which: Any,
    by_id: bool,
) -> dict[str, Any]:
    """A claim for each source of each row: the outlet reports what the row says, figures included.

    `hashes` are those of the events; where they are made `by_id`, the statement is not in them.
    """
    low, best, high = (said[f"fatalities_{name}"] for name in ("low", "best", "high"))
    low, high = np.where(np.isnan(low), best, low), np.where(np.isnan(high), best, high)
    half = np.isnan(low) | np.isnan(high)  # one end of a range says nothing
    low, high = np.where(half, np.nan, low), np.where(half, np.nan, high)
    text = hashing.hash_rows([said["speaker"], *([said["statement"]] if by_id else [])], "claim")
    figures = [np.where(np.isnan(each), -1.0, each).view("uint64") for each in (low, high, said["injured"])]
    claim_ids = hashing.ids(hashing.mix(hashing.mix(hashes, text, *figures)[owner], marks[which]))
    of_row = {
        "event_id": event_ids,
        "speaker": said["speaker"],
        "speaker_side": either(said["speaker_side"], pa.scalar("unknown")),
        "statement": said["statement"],
        "attributed_to": said["attributed_to"],
        "fatalities_low": whole(low),
        "fatalities_best": whole(best),
        "fatalities_high": whole(high),
        "injured": whole(said["injured"]),
    }
    names = {"document_id": "document_id", "published_on": "published_on", "outlet_name": "outlet_name"}
    names |= {"document_title": "title", "url": "url", "via": "via"}
    rows, papers = pa.array(owner), pa.array(which)
    alone = len(owner) == len(event_ids)  # each row has one claim
    return {
        "claim_id": claim_ids,
        "stance": constant("asserts", len(owner)),
        **{name: column if alone else _of_each(column, rows) for name, column in of_row.items()},
        **{name: _of_each(documents[column], papers) for name, column in names.items()},
    }


def _of_each(column: Any, of: Any) -> Any:
    """What each claim's row or document says; most say nothing of most."""
    empty = pa.types.is_string(column.type) and not filled(column).any()
    return constant("", len(of)) if empty else column.take(of)
