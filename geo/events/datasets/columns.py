"""The tables of a stored data set: their columns, named as in the shipped chronology, and how chunks are brought to them."""

import json
from collections.abc import Iterable

import pandas as pd
import pyarrow as pa
import shapely

_TEXTS, _POSITIONS = pa.list_(pa.string()), pa.map_(pa.string(), pa.list_(pa.string()))
_GEO = {
    "version": "1.1.0",
    "primary_column": "geometry",
    "columns": {"geometry": {"encoding": "WKB", "geometry_types": []}},
}
"""GeoParquet; without a `crs` it is lon, lat on WGS 84."""


def _schema(texts: str, others: Iterable[tuple[str, pa.DataType]]) -> pa.Schema:
    return pa.schema([*((name, pa.string()) for name in texts.split()), *others])


_DEATHS = [(f"fatalities_{which}", pa.int64()) for which in ("low", "best", "high")]
SCHEMAS: dict[str, pa.Schema] = {
    "events": _schema(
        "event_id event_key title kind date_start date_end date_precision place_reported place_kind_reported admin_hint "
        "country origin_reported actors reference_documents doubt note dataset source_id status support",
        [
            *(("first", pa.timestamp("s")), ("last", pa.timestamp("s")), ("row", pa.int64())),
            *(("disputed", _TEXTS), ("origins", _TEXTS), *_DEATHS),
        ],
    ),
    "claims": _schema(
        "claim_id claim_key event_key document_key speaker speaker_side stance statement attributed_to published_on doubt "
        "added_from event_id document_id outlet_id outlet_name outlet_country outlet_type language via document_title url "
        "origin",
        [*_DEATHS, ("injured", pa.int64()), ("chain", _TEXTS), ("positions", _POSITIONS)],
    ),
    "documents": _schema(
        "document_id document_key outlet_id outlet_printed via title published_on date_inferred url language note "
        "outlet_name outlet_country outlet_type",
        [],
    ),
    "places": _schema(
        "event_id event_key role reported read_as precision place_name place_name_local relation answer reason note",
        [
            *(("part", pa.int64()), ("where_prec", pa.int64()), ("radius_km", pa.float64()), ("score", pa.float64())),
            *(("place_refs", _TEXTS), ("unit_ids", _TEXTS), ("geometry", pa.binary())),
        ],
    ).with_metadata({"geo": json.dumps(_GEO)}),
    "rows": _schema("event_id source_id file fields codes", [("row", pa.int64())]),
}
"""By table. `rows` holds what each source row says in columns that the model does not have: their names in `fields` and their
cells in `codes`, both JSON lists; or, where `fields` is empty, all in `codes` as a JSON object (as before schema 2)."""
_EMPTY = {"part": 1}
KEYS = {"events": "event_id", "claims": "claim_id", "documents": "document_id"}
"""What the frames of the chronology are indexed by."""


def conform(name: str, table: pa.Table, dataset: str) -> pa.Table:
    """The chunk with exactly the columns of its table; a text that is missing is "", anything else is null.

    Raises ValueError for a column that the table does not have, and ArrowInvalid for what is not of its type.
    """
    schema = SCHEMAS[name]
    if strange := set(table.column_names) - set(schema.names):
        raise ValueError(f"{name} has no column {', '.join(sorted(strange))}")
    columns, blank = [], pa.repeat(pa.scalar("", pa.string()), len(table))
    for field in schema:
        text = pa.types.is_string(field.type)
        if field.name == "dataset":
            column = pa.repeat(pa.scalar(dataset), len(table))
        elif field.name in table.column_names:
            column = table[field.name].cast(field.type)
            column = column.fill_null("") if text and column.null_count else column
        else:
            column = blank if text else pa.repeat(pa.scalar(_EMPTY.get(field.name), field.type), len(table))
        columns.append(column)
    return pa.Table.from_arrays(columns, schema=schema)


def from_frame(name: str, frame: pd.DataFrame) -> pa.Table:
    """A chunk given as a frame: its index counts where it is the table's key; geometry as shapes or as WKB."""
    if frame.index.name is not None and frame.index.name == KEYS.get(name):
        frame = frame.reset_index()
    schema = SCHEMAS[name]
    held = {}
    for column in frame.columns:
        values = frame[column]
        if column == "geometry" and not _is_wkb(values):
            values = shapely.to_wkb(values.array)
        elif column == "positions":
            values = [list(positions.items()) for positions in values]
        kind = schema.field(column).type if column in schema.names else None
        held[column] = pa.array(values, kind, from_pandas=True)
    return pa.table(held)


def _is_wkb(values: pd.Series) -> bool:
    """Whether shapes are given as bytes; by the first that there is, as events without a place have none."""
    first = values.first_valid_index()
    return first is None or isinstance(values.loc[first], bytes)


def to_frame(name: str, table: pa.Table) -> pd.DataFrame:
    """The rows as the chronology has them: indexed by their key, lists as tuples, positions as a dictionary."""
    whole = {} if name == "places" else {pa.int64(): pd.Int64Dtype()}  # a count may be missing, a part may not
    frame = table.to_pandas(maps_as_pydicts="strict", ignore_metadata=True, types_mapper=whole.get)
    for field in table.schema:
        if pa.types.is_list(field.type):
            frame[field.name] = _column(() if each is None else tuple(each) for each in frame[field.name])
        elif pa.types.is_map(field.type):
            frame[field.name] = _column(_tuples(each or {}) for each in frame[field.name])
    if {"fields", "codes"} <= set(frame.columns):
        frame["codes"] = _column(map(codes_of, frame.pop("fields"), frame["codes"]))
    key = KEYS.get(name)
    return frame.set_index(key) if key in frame.columns else frame


def codes_of(fields: str, codes: str) -> str:
    """What a source row says under the names of its own columns, as a JSON object without the empty cells."""
    if not fields:
        return codes
    named = zip(json.loads(fields), json.loads(codes), strict=True)
    return json.dumps({name: cell for name, cell in named if cell}, ensure_ascii=False, separators=(",", ":"))


def _column(values: Iterable[object]) -> pd.Series:
    return pd.Series(list(values), dtype=object)


def _tuples(positions: dict[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    return {aspect: tuple(held) for aspect, held in positions.items()}
