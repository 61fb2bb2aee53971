"""JSON and JSON lines as tables: a record a row, nested fields named "outer.inner", lists joined with "; "."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from geo.imports.chunks import Chunk
from geo.imports.columns import check_mapping, propose
from geo.imports.encodings import encoding_of
from geo.imports.findings import Findings
from geo.imports.limits import CHUNK, PREFIX, Limits, RefusedFile

_DEPTH = 6
_TERM = {"type", "value", "datatype", "xml:lang"}  # of a value in the results of a SPARQL query


def read_json(path: Path, limits: Limits) -> Any:
    """The document; a file of one object a line gives a list. Raises RefusedFile where it is none, or too large."""
    size = path.stat().st_size
    if size > limits.json_bytes:
        said = f"{path.name} has {size:,} bytes; JSON is held in memory, at most {limits.json_bytes:,}"
        raise RefusedFile(f"{said} ({PREFIX}JSON_BYTES); bring it as CSV or GeoPackage")
    try:
        text = path.read_text(encoding=encoding_of(path))
        try:
            return json.loads(text, parse_constant=lambda name: name)
        except json.JSONDecodeError:
            lines = [line for line in text.splitlines() if line.strip()]
            if len(lines) < 2 or not lines[0].lstrip().startswith("{"):
                raise
            records = [_line(line) for line in lines]
            if not isinstance(records[0], dict):
                raise
            return records
    except (ValueError, RecursionError) as error:
        raise RefusedFile(f"{path.name} is no sound JSON ({str(error)[:150]})") from error


def _line(line: str) -> Any:
    """The record of a line; the text itself where it is broken, so that its row can be refused."""
    try:
        return json.loads(line, parse_constant=lambda name: name)
    except json.JSONDecodeError:
        return line


def records_of(document: Any, name: str) -> list[Any]:
    """The list of records: the document itself, or of the lists of objects in it the one most like events, else the longest."""
    if isinstance(document, list):
        return document
    if isinstance(document, dict):
        lists = list(_lists(document, 0))
        if lists:
            return max(lists, key=lambda records: (*_fitness(records), len(records)))
        if document and all(isinstance(value, dict) for value in document.values()):
            return [{"id": key, **value} for key, value in document.items()]
    raise RefusedFile(f'{name} holds no list of records; write [{{…}}, {{…}}] or {{"events": [{{…}}]}}')


def _lists(document: dict[str, Any], depth: int) -> Iterator[list[Any]]:
    """The lists of objects in an object and in those inside it, not in the records themselves."""
    for value in document.values():
        if isinstance(value, list) and any(isinstance(each, dict) for each in value):
            yield value
        elif isinstance(value, dict) and depth < _DEPTH:
            yield from _lists(value, depth + 1)


def _fitness(records: list[Any]) -> tuple[int, int]:
    """How little the headings of some records lack of a date and a place, and how many fields they name."""
    some = [flat(record) for record in records[:50] if isinstance(record, dict)]
    names = list(dict.fromkeys(name for record in some for name in record))
    sample = pd.DataFrame([[record.get(name, "") for name in names] for record in some], columns=names, dtype="str")
    mapping = propose(names, sample)
    return -len(check_mapping(mapping, names)), len(mapping)


def columns_of(records: list[Any], name: str, limits: Limits) -> tuple[str, ...]:
    """Every field that a record has, in the order in which they come."""
    found: dict[str, None] = {}
    for record in records:
        if isinstance(record, dict):
            found.update(dict.fromkeys(flat(record)))
            limits.check_columns(name, len(found))
    return tuple(found)


def read_records(
    records: list[Any], columns: tuple[str, ...], name: str, limits: Limits, findings: Findings
) -> Iterator[Chunk]:
    """The records as text cells; `row` is the place in the list, counted from 1."""
    limits.check_rows(name, len(records))
    for start in range(0, max(1, len(records)), CHUNK):
        part = list(enumerate(records[start : start + CHUNK], start=start + 1))
        good = [(number, flat(record)) for number, record in part if isinstance(record, dict)]
        bad = [number for number, record in part if not isinstance(record, dict)]
        values = [as_text(record) for _, record in part if not isinstance(record, dict)]
        remedy = "each record must be a whole object with named fields; it may have been cut off"
        findings.add(name, bad, "", values, "no_record", remedy, "refuse")
        rows = [_cells(record, columns, limits.cell) for _, record in good]
        yield Chunk.of(columns, rows, [number for number, _ in good], len(bad))


def _cells(record: dict[str, str], columns: tuple[str, ...], most: int) -> list[str]:
    """The cells of a record; a format may know its fields by other capitals than the record has."""
    if not all(column in record for column in columns):
        record = {name.casefold(): cell for name, cell in record.items()} | record
    return [record.get(column, "")[:most] for column in columns]


def flat(record: dict[str, Any], prefix: str = "", depth: int = 0) -> dict[str, str]:
    """The record's fields as text, nested ones under a joined name."""
    found: dict[str, str] = {}
    for key, value in record.items():
        name = f"{prefix}{key}".strip()
        if isinstance(value, dict) and {"type", "value"} <= value.keys() <= _TERM:
            found[name] = as_text(value["value"])
        elif isinstance(value, dict) and depth < _DEPTH:
            found |= flat(value, f"{name}.", depth + 1)
        elif isinstance(value, list) and not any(isinstance(each, (dict, list)) for each in value):
            found[name] = "; ".join(as_text(each) for each in value)
        else:
            found[name] = as_text(value)
    return found


def as_text(value: Any) -> str:
    """A value as a cell holds it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    return str(value).lower() if isinstance(value, bool) else str(value)
