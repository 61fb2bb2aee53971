"""The records as typed columns, for formats that have types: numbers, days and lists stay what they are, also in an empty table."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa

from geo.out.features import plain
from geo.out.fields import CLAIM, COUNTS, EVENT, LISTS
from geo.out.lens import TOLD
from geo.out.records import PLACE, Record
from geo.out.table import flat
from geo.out.xml_text import fit

_TEXTS = pa.list_(pa.string())
_TYPES: dict[str, pa.DataType] = {
    **dict.fromkeys(COUNTS, pa.int64()),
    **dict.fromkeys((*LISTS, "unit_ids", "place_refs"), _TEXTS),
    **dict.fromkeys(("first_day", "last_day"), pa.date32()),
    **dict.fromkeys(("radius_km", "score", "lon", "lat"), pa.float64()),
    **dict.fromkeys(("where_prec", "part"), pa.int64()),
    "passes": pa.bool_(),
    "positions": pa.list_(pa.struct({"aspect": pa.string(), "positions": _TEXTS})),
}
CLAIMS = ("claim_id", *CLAIM, "data_set", "record", "licence")
"""Of a claim; the last three only where it came with a linked record of another data set."""
_STRUCTS = {"claims": CLAIMS, "places": (*PLACE, "words")}
HEAD = ("event_id", *EVENT, *TOLD, "first_day", "last_day", "precision", "place_in_words")
TAIL = ("licence", "attribution")


def type_of(field: str) -> pa.DataType:
    """The Arrow type of a field of any export; "claims" and "places" are lists of structs."""
    if field in _STRUCTS:
        return pa.list_(pa.struct([(name, type_of(name)) for name in _STRUCTS[field]]))
    return _TYPES.get(field, pa.string())


def head(record: Record) -> dict[str, Any]:
    """What is said of the event itself, by the names of HEAD: `first_day` and `last_day` are what its date leaves open."""
    first, last = (day.date() for day in record.span)
    own = {"event_id": record.event_id, **record.fields, "first_day": first, "last_day": last}
    return {**own, "precision": record.precision, "place_in_words": record.where}


def tail(record: Record) -> dict[str, str]:
    """Under which terms it goes out, by the names of TAIL."""
    return {"licence": record.licence, "attribution": record.attribution}


def frame(rows: Sequence[Mapping[str, Any]], fields: Sequence[str], *, nested: bool = True) -> pd.DataFrame:
    """The rows as a table of Arrow's types; no rows give the same columns. Without `nested`, lists are "a|b" and mappings JSON."""
    made = {}
    for name in fields:
        if nested or not pa.types.is_nested(type_of(name)):
            made[name] = pa.array([_value(name, row[name]) for row in rows], type_of(name))
        else:
            made[name] = pa.array([fit(flat(plain(row[name]))) for row in rows], pa.string())
    return pd.DataFrame({name: pd.arrays.ArrowExtensionArray(values) for name, values in made.items()})


def _value(field: str, value: Any) -> Any:
    """The value as Arrow takes it: missing is null, "" is no number, and positions are pairs."""
    if field in _STRUCTS:
        return [{name: _value(name, row.get(name, "")) for name in _STRUCTS[field]} for row in value]
    if field == "positions":
        return [
            {"aspect": fit(aspect), "positions": [fit(each) for each in held]} for aspect, held in (value or {}).items()
        ]
    if field in ("first_day", "last_day"):
        return value
    simple = plain(value)
    if field in COUNTS:
        return None if simple in (None, "") else int(simple)
    if isinstance(simple, list):
        return [fit(str(item)) for item in simple]
    return fit(str(simple)) if type_of(field) == pa.string() and simple is not None else simple
