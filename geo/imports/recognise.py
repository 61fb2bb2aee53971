"""What a file is, by what it holds; its name is not looked at."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd

from geo.imports import acled, archives, columns, gdelt, jsons, own, sheets, timemap, ucdp, vector
from geo.imports.encodings import encoding_of
from geo.imports.heads import Head, head_of
from geo.imports.layout import Layout, delimiter_of, head_rows
from geo.imports.limits import Limits, RefusedFile
from geo.imports.terms import terms_of
from geo.imports.vector import Layer

FORMATS = {
    "ucdp": "UCDP GED (CSV, with or without a header)",
    "acled": "ACLED export (CSV or XLSX, whole or cut down)",
    "gdelt": "GDELT event export (61 columns, or the 58 of version 1, or with a header; one file, a folder or a zip)",
    "timemap": "TimeMap / datasheet-server workbook (XLSX)",
    "own": "Zero Point's own export (GeoJSON or CSV)",
    "table": "table (CSV, TSV, XLSX, JSON) with a column for the date and columns for the place",
    "vector": "GeoJSON, GeoPackage, KML, KMZ, GeoParquet, zipped Shapefile",
}
_KNOWN = (
    ("ucdp", ucdp, ucdp.is_ucdp, ucdp.MARKS),
    ("acled", acled, acled.is_acled, acled.MARKS | acled.USUAL),
    ("gdelt", gdelt, gdelt.is_gdelt, gdelt.MARKS),
)
"""Formats that are known by their headings, what knows them, and the headings that say so."""
_LOOKED_AT = 1_000
_SHEETS = 50  # of a workbook that are looked at
UNDERSTOOD = "What is understood: " + "; ".join(FORMATS.values())
_STRANGERS = {
    b"%PDF": "a PDF; bring the table in it as CSV or XLSX",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file; save it as XLSX or CSV",
    b"\x1f\x8b": "gzip-packed; unpack it first",
    b"7z\xbc\xaf": "a 7z archive; unpack it first",
    b"Rar!": "a RAR archive; unpack it first",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GEOGCS[": "the coordinate system of a Shapefile; put all parts of the Shapefile (.shp, .shx, .dbf, .prj) into one zip",
    b"PROJCS[": "the coordinate system of a Shapefile; put all parts of the Shapefile (.shp, .shx, .dbf, .prj) into one zip",
    b"version https://git-lfs": "a pointer to a file in Git LFS, not the file itself; fetch that",
}


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file is and how it is read. `why` says by what it was recognised; `missing` what a mapping lacks still.

    `sheets` are those of a workbook that are read, each with the row of its heading. `mapping` may be changed and given back with
    `with_mapping`; it is {} where a format has its own columns.
    """

    path: Path
    format: str
    container: str
    why: str
    columns: tuple[str, ...]
    mapping: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    layout: Layout | None = None
    sheets: tuple[tuple[str, int], ...] = ()
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
        return replace(self, mapping=kept, missing=_lacking(kept, self.columns, drawn=self.format == "vector"))


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
            known = "a GPX track; save it as GeoJSON or KML" if "<gpx" in text else "XML or HTML of an unknown kind"
            raise RefusedFile(f"{path.name} is {known}. {UNDERSTOOD}")
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
        for form, module, fits, marks in _KNOWN:
            if not fits(exact):
                continue
            why = f"has {module.NAME}'s columns {', '.join(sorted(exact & marks)[:5])} …"
            return Recognised(path, form, container, why, module.headings(names), **asdict(terms_of(names)), **how)
        if frozenset(names) >= own.MARKS:
            why = "has the columns of Zero Point's own CSV"
            licence, whom = own.terms_of(sample.head(_LOOKED_AT).to_dict("records"))
            return Recognised(path, "own", container, why, names, licence=licence, attribution=whom, **how)
    mapping = columns.propose(names, sample)
    missing = tuple(columns.check_mapping(mapping, names))
    why = f"a table of {len(names)} columns; {columns.said(mapping) or 'no heading says what its column holds'}"
    return Recognised(path, "table", container, why, names, mapping, missing, **asdict(terms_of(names)), **how)


def _delimited(path: Path, encoding: str, limits: Limits, format_: str) -> Recognised:
    delimiter = delimiter_of(path, encoding)
    rows = head_rows(path, encoding, delimiter)
    if not rows:
        raise RefusedFile(f"{path.name} holds no rows. {UNDERSTOOD}")
    limits.check_columns(path.name, max(map(len, rows)))
    for form, module in (("gdelt", gdelt), ("ucdp", ucdp)):
        if format_ != "table" and (names := module.headerless(rows[0])):
            quoted = form != "gdelt" or delimiter != "\t"
            layout = Layout(encoding, delimiter, False, names, quoted=quoted)
            why = f"no header, {len(names)} columns as {module.NAME} has them"
            return Recognised(path, form, "delimited", why, names, layout=layout, **asdict(terms_of(names)))
    if max(map(len, rows)) < 2:
        raise RefusedFile(f"{path.name} is text without columns. {UNDERSTOOD}")
    head = head_of(rows)
    found = by_columns(path, "delimited", head.names, head.sample, format_)
    layout = Layout(encoding, delimiter, head.header, found.columns, head.above + head.tags)
    return replace(found, layout=layout, why=found.why + _under(head))


def _workbook(path: Path, limits: Limits, format_: str) -> Recognised:
    if not sheets.is_workbook(path):
        raise RefusedFile(f"{path.name} is an archive inside another, or holds nothing known. {UNDERSTOOD}")
    with sheets.opened(path, limits) as book:
        if format_ != "table" and timemap.is_timemap(book, path.name, limits):
            names = timemap.event_columns(book, path.name, limits)
            why = "a workbook with the sheets Events and Sites or Sources of the datasheet-server"
            return Recognised(path, "timemap", "timemap", why, names, licence=timemap.LICENCE)
        found = [
            each for sheet in sheets.sheet_names(book)[:_SHEETS] if (each := _sheet(path, book, sheet, limits, format_))
        ]
    if not found:
        raise RefusedFile(f"{path.name} has no sheet with a heading and rows. {UNDERSTOOD}")
    best = max(
        found, key=lambda each: (each.format != "table", not each.missing, len(each.mapping))
    )  # the first of equals
    alike = [
        each for each in found if (each.format, each.columns) == (best.format, best.columns)
    ]  # a sheet a year, say
    read = tuple(sheet for each in alike for sheet in each.sheets)
    said = ", ".join(repr(name) for name, _ in read)
    return replace(best, sheets=read, why=best.why + (f"; of its sheets are read {said}" if len(found) > 1 else ""))


def _sheet(path: Path, book: Any, sheet: str, limits: Limits, format_: str) -> Recognised | None:
    """What one sheet is; None where it has no heading and rows."""
    numbered = list(islice(sheets.sheet_rows(book, sheet, path.name, limits), 60))
    width = max((len(cells) for _, cells in numbered), default=0)
    if len(numbered) < 2 or width < 2:
        return None
    rows = [(cells + [""] * width)[:width] for _, cells in numbered]
    head = head_of(rows)
    before = numbered[head.above + head.tags][0] if head.header else numbered[head.above][0] - 1
    found = by_columns(path, "sheet", head.names, head.sample, format_, sheets=((sheet, before),))
    return replace(found, why=found.why + _under(head))


def _lacking(mapping: Mapping[str, str], names: tuple[str, ...], drawn: bool) -> tuple[str, ...]:
    """What a mapping lacks; features that are drawn need no column that says where they are."""
    wrong = columns.check_mapping(mapping, names)
    return tuple(each for each in wrong if not (drawn and each.startswith("lon and lat")))


def _under(head: Head) -> str:
    said = [f"under {head.above} rows of title and notes"] if head.above else []
    said += ["under HXL's row of tags"] if head.tags else []
    return f" ({', '.join(said)})" if said else ""


def _json(path: Path, limits: Limits) -> Recognised:
    document = jsons.read_json(path, limits)
    if isinstance(document, dict) and document.get("type") in ("FeatureCollection", "Feature"):
        if own.is_own(document):
            why = "GeoJSON that Zero Point wrote"
            licence, whom = own.terms_of(document["features"][:_LOOKED_AT], document)
            return Recognised(path, "own", "own", why, (), licence=licence, attribution=whom)
        return _vector(path, limits, "GeoJSON")
    if isinstance(document, dict) and document.get("type") == "umap":
        raise RefusedFile(f"{path.name} is a map of uMap as a whole; export its data as GeoJSON. {UNDERSTOOD}")
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
    missing = _lacking(mapping, layer.columns, drawn=True)
    layers = f" in {len(layer.parts)} layers" if len(layer.parts) > 1 else ""
    why = f"{said} with {len(layer.columns)} fields{layers}" + (f"; {columns.said(mapping)}" if mapping else "")
    terms = asdict(terms_of(layer.columns))
    return Recognised(path, "vector", "vector", why, layer.columns, mapping, missing, layer=layer, **terms)
