"""What a file is, by what it holds; its name is not looked at."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from geo.imports import acled, archives, columns, delimited, gdelt, jsons, own, sheets, timemap, ucdp, vector
from geo.imports.delimited import Layout
from geo.imports.encodings import encoding_of
from geo.imports.limits import Limits, RefusedFile
from geo.imports.vector import Layer

FORMATS = {
    "ucdp": "UCDP GED (CSV, with or without a header)",
    "acled": "ACLED export (CSV or XLSX, whole or cut down)",
    "gdelt": "GDELT 2.0 event export (61 columns, tab-separated; one file, a folder or a zip of them)",
    "timemap": "TimeMap / datasheet-server workbook (XLSX)",
    "own": "Zero Point's own export (GeoJSON or CSV)",
    "table": "table (CSV, TSV, XLSX, JSON) with a column for the date and columns for the place",
    "vector": "GeoJSON, GeoPackage, KML, KMZ, GeoParquet, zipped Shapefile",
}
_LOOKED_AT = 1_000
UNDERSTOOD = "What is understood: " + "; ".join(FORMATS.values())
_STRANGERS = {
    b"%PDF": "a PDF; bring the table in it as CSV or XLSX",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file; save it as XLSX or CSV",
    b"\x1f\x8b": "gzip-packed; unpack it first",
    b"7z\xbc\xaf": "a 7z archive; unpack it first",
    b"Rar!": "a RAR archive; unpack it first",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file is and how it is read. `why` says by what it was recognised; `missing` what a mapping lacks still.

    `mapping` may be changed and given back with `with_mapping`; it is {} where a format has its own columns.
    """

    path: Path
    format: str
    container: str
    why: str
    columns: tuple[str, ...]
    mapping: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    layout: Layout | None = None
    sheet: str = ""
    header_row: int = 1
    layer: Layer | None = None
    licence: str = ""
    attribution: str = ""
    may_share: bool = True

    @property
    def label(self) -> str:
        """The format in words."""
        return FORMATS[self.format]

    def with_mapping(self, mapping: Mapping[str, str]) -> Recognised:
        """The same file read by another mapping."""
        kept = {name: column for name, column in mapping.items() if column}
        return replace(self, mapping=kept, missing=tuple(columns.check_mapping(kept, self.columns)))


def recognise(path: Path, limits: Limits | None = None, format_: str = "") -> Recognised:
    """What one plain file is; `format_` "table" reads any table by its columns, whatever else it may be.

    Raises RefusedFile, with what is understood, where it is nothing known.
    """
    limits = limits or Limits.of()
    limits.check_size(path)
    with path.open("rb") as file:
        head = file.read(4_096)
    for mark, said in _STRANGERS.items():
        if head.startswith(mark):
            raise RefusedFile(f"{path.name} is {said}. {UNDERSTOOD}")
    if archives.is_zip(path):
        return _workbook(path, limits, format_)
    if head.startswith(b"SQLite format 3\0") or head.startswith(b"PAR1"):
        return _vector(path, limits, "a GeoPackage" if head.startswith(b"SQL") else "a Parquet file")
    if head[:4] == b"\x00\x00\x27\x0a":
        return _vector(path, limits, "a Shapefile")
    encoding = encoding_of(path)
    text = head.decode(encoding, errors="ignore").lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        if re.search(r"<html|<!doctype html", text, re.IGNORECASE):
            raise RefusedFile(
                f"{path.name} is a web page (HTML), perhaps one that says why there is no file. {UNDERSTOOD}"
            )
        vector.refuse_tricks(path)
        if "<kml" not in text:
            raise RefusedFile(f"{path.name} is XML or HTML of an unknown kind. {UNDERSTOOD}")
        return _vector(path, limits, "KML")
    if text[:1] in ("{", "["):
        return _json(path, limits)
    return _delimited(path, encoding, limits, format_)


def by_columns(
    path: Path, container: str, names: tuple[str, ...], sample: pd.DataFrame, format_: str, **how: Any
) -> Recognised:
    """What a table is by its headings: one of the formats, else a table with a proposed mapping."""
    exact = frozenset(name.casefold() for name in names)
    if format_ != "table":
        if exact >= ucdp.MARKS and container in ("delimited", "sheet"):
            why = f"has UCDP's columns {', '.join(sorted(ucdp.MARKS)[:4])} …"
            return Recognised(
                path, "ucdp", container, why, _lower(names), licence=ucdp.LICENCE, attribution=ucdp.ATTRIBUTION, **how
            )
        if acled.is_acled(exact):
            why = f"has ACLED's columns {', '.join(sorted(exact & (acled.MARKS | acled.USUAL))[:5])} …"
            return Recognised(
                path,
                "acled",
                container,
                why,
                _lower(names),
                licence=acled.LICENCE,
                attribution=acled.ATTRIBUTION,
                may_share=False,
                **how,
            )
        if frozenset(names) >= own.MARKS:
            why = "has the columns of Zero Point's own CSV"
            licence, whom = own.terms_of(sample.head(_LOOKED_AT).to_dict("records"))
            return Recognised(path, "own", container, why, names, licence=licence, attribution=whom, **how)
    mapping = columns.propose(names, sample)
    missing = tuple(columns.check_mapping(mapping, names))
    told = ", ".join(f"{column!r} is the {columns.LABELS[name]}" for name, column in mapping.items())
    why = f"a table of {len(names)} columns; {told or 'no heading says what its column holds'}"
    return Recognised(path, "table", container, why, names, mapping, missing, **how)


def _delimited(path: Path, encoding: str, limits: Limits, format_: str) -> Recognised:
    delimiter = delimited.delimiter_of(path, encoding)
    rows = delimited.head_rows(path, encoding, delimiter)
    if not rows:
        raise RefusedFile(f"{path.name} holds no rows. {UNDERSTOOD}")
    limits.check_columns(path.name, max(map(len, rows)))
    if delimiter == "\t" and gdelt.is_gdelt(rows[0]):
        layout = Layout(encoding, delimiter, False, gdelt.COLUMNS, quoted=False)
        why = "tab-separated, no header, 61 columns with GDELT's id and dates"
        return Recognised(
            path,
            "gdelt",
            "delimited",
            why,
            gdelt.COLUMNS,
            layout=layout,
            licence=gdelt.LICENCE,
            attribution=gdelt.ATTRIBUTION,
        )
    if names := ucdp.headerless(rows[0]):
        why = f"no header, {len(names)} columns with UCDP's id, year and type of violence"
        layout = Layout(encoding, delimiter, False, names)
        return Recognised(
            path, "ucdp", "delimited", why, names, layout=layout, licence=ucdp.LICENCE, attribution=ucdp.ATTRIBUTION
        )
    if len(rows[0]) < 2:
        raise RefusedFile(f"{path.name} is text without columns. {UNDERSTOOD}")
    header = _is_header(rows)
    names = named(rows[0] if header else [""] * len(rows[0]))
    tags = header and len(rows) > 1 and all(cell == "" or cell.startswith("#") for cell in rows[1]) and any(rows[1])
    data = [row for row in rows[1 + tags if header else 0 :] if len(row) == len(names)]
    sample = pd.DataFrame(data, columns=list(names), dtype="str")
    found = by_columns(path, "delimited", names, sample, format_)
    layout = Layout(encoding, delimiter, header, found.columns, int(tags))
    return replace(found, layout=layout, why=found.why + (" (under HXL's row of tags)" if tags else ""))


def _workbook(path: Path, limits: Limits, format_: str) -> Recognised:
    if not sheets.is_workbook(path):
        raise RefusedFile(f"{path.name} is an archive inside another, or holds nothing known. {UNDERSTOOD}")
    with sheets.opened(path, limits) as book:
        if format_ != "table" and timemap.is_timemap(book, path.name, limits):
            names = timemap.event_columns(book, path.name, limits)
            why = "a workbook with the sheets Events and Sites or Sources of the datasheet-server"
            return Recognised(path, "timemap", "timemap", why, names, licence=timemap.LICENCE)
        for sheet in book.sheetnames:
            rows = [pair for pair, _ in zip(sheets.sheet_rows(book, sheet, path.name, limits), range(60), strict=False)]
            if len(rows) > 1 and len(rows[0][1]) > 1:
                break
        else:
            raise RefusedFile(f"{path.name} has no sheet with a heading and rows. {UNDERSTOOD}")
    start = next((i for i, (_, cells) in enumerate(rows[:10]) if sum(map(bool, cells)) >= max(2, len(cells) // 2)), 0)
    width = max(len(cells) for _, cells in rows[start:])
    names = named((rows[start][1] + [""] * width)[:width])
    data = [(cells + [""] * width)[:width] for _, cells in rows[start + 1 :]]
    sample = pd.DataFrame(data, columns=list(names), dtype="str")
    return by_columns(path, "sheet", names, sample, format_, sheet=sheet, header_row=rows[start][0])


def _json(path: Path, limits: Limits) -> Recognised:
    document = jsons.read_json(path, limits)
    if isinstance(document, dict) and document.get("type") in ("FeatureCollection", "Feature"):
        if own.is_own(document):
            why = "GeoJSON that Zero Point wrote"
            licence, whom = own.terms_of(document["features"][:_LOOKED_AT], document)
            return Recognised(path, "own", "own", why, (), licence=licence, attribution=whom)
        return _vector(path, limits, "GeoJSON")
    records = jsons.records_of(document, path.name)
    names = jsons.columns_of(records, path.name, limits)
    if not names:
        raise RefusedFile(f"{path.name} holds no records with fields. {UNDERSTOOD}")
    head = [jsons.flat(record) for record in records[:200] if isinstance(record, dict)]
    sample = pd.DataFrame([[r.get(name, "") for name in names] for r in head], columns=list(names), dtype="str")
    return by_columns(path, "json", names, sample, "")


def _vector(path: Path, limits: Limits, said: str) -> Recognised:
    layer = vector.layer_of(path, limits)
    first = next(iter(vector.read_chunks(path, layer, limits)), None)
    if first is None:
        raise RefusedFile(f"{path.name} says that it holds features, and none can be read; it is damaged. {UNDERSTOOD}")
    sample = pd.DataFrame({name: first.rows[name].slice(0, 200).to_pylist() for name in layer.columns}, dtype="str")
    mapping = columns.propose(layer.columns, sample)
    mapping = {name: column for name, column in mapping.items() if name != "geometry"}
    missing = tuple(
        each for each in columns.check_mapping(mapping, layer.columns) if not each.startswith("lon and lat")
    )
    why = f"{said} with {len(layer.columns)} fields"
    return Recognised(path, "vector", "vector", why, layer.columns, mapping, missing, layer=layer)


def _is_header(rows: list[list[str]]) -> bool:
    """A first row of which no filled cell is a number or a date, and of which most cells are filled."""
    filled = [cell for cell in rows[0] if cell.strip()]
    data = [cell for cell in filled if cell[:1].isdigit() or (cell[:1] in "-+" and cell[1:2].isdigit())]
    return bool(filled) and not data


def named(cells: list[str]) -> tuple[str, ...]:
    """Headings that are filled and differ from each other."""
    found: dict[str, None] = {}
    for number, cell in enumerate(cells, start=1):
        name = " ".join(cell.split()) or f"column_{number}"
        while name in found:
            name = f"{name}_{number}"
        found[name] = None
    return tuple(found)


def _lower(names: tuple[str, ...]) -> tuple[str, ...]:
    lower = tuple(name.casefold() for name in names)
    return lower if len(set(lower)) == len(lower) else names
