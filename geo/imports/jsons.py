"""JSON and JSON lines as tables: a record a row, nested fields named "outer.inner", lists joined with "; "."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geo.imports.chunks import Chunk
from geo.imports.encodings import encoding_of
from geo.imports.findings import Findings
from geo.imports.limits import CHUNK, PREFIX, Limits, RefusedFile

_DEPTH = 6


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
            return [json.loads(line, parse_constant=lambda name: name) for line in lines]
    except (ValueError, RecursionError) as error:
        raise RefusedFile(f"{path.name} is no sound JSON ({str(error)[:150]})") from error


def records_of(document: Any, name: str) -> list[Any]:
    """The list of records: the document itself, or the longest list of objects in it."""
    if isinstance(document, list):
        return document
    if isinstance(document, dict):
        lists = [
            value for value in document.values() if isinstance(value, list) and any(isinstance(v, dict) for v in value)
        ]
        if lists:
            return max(lists, key=len)
        if document and all(isinstance(value, dict) for value in document.values()):
            return [{"id": key, **value} for key, value in document.items()]
    raise RefusedFile(f'{name} holds no list of records; write [{{…}}, {{…}}] or {{"events": [{{…}}]}}')


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
        findings.add(name, bad, "", "", "no_record", "each record must be an object with named fields", "refuse")
        rows = [[record.get(column, "")[: limits.cell] for column in columns] for _, record in good]
        yield Chunk.of(columns, rows, [number for number, _ in good], len(bad))


def flat(record: dict[str, Any], prefix: str = "", depth: int = 0) -> dict[str, str]:
    """The record's fields as text, nested ones under a joined name."""
    found: dict[str, str] = {}
    for key, value in record.items():
        name = f"{prefix}{key}".strip()
        if isinstance(value, dict) and depth < _DEPTH:
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
