"""XLSX workbooks, row by row: formulas are never evaluated, a cell is what the workbook last showed."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import defusedxml
import openpyxl

from geo.imports import archives
from geo.imports.chunks import Chunk
from geo.imports.findings import Findings
from geo.imports.limits import CHUNK, PREFIX, Limits, RefusedFile

assert defusedxml  # openpyxl reads through it where it is installed: entity tricks are refused


def is_workbook(path: Path) -> bool:
    """Whether a zip file is an XLSX workbook."""
    return "xl/workbook.xml" in archives.names(path)


@contextmanager
def opened(path: Path, limits: Limits) -> Iterator[Any]:
    """The workbook, read-only. Raises RefusedFile where it is damaged, locked, hostile or too large."""
    archives.check(path, limits)
    with zipfile.ZipFile(path) as archive:
        size = sum(each.file_size for each in archive.infolist())
    if size > limits.sheet_bytes:
        raise RefusedFile(f"{path.name} unpacks to {size:,} bytes; save it as CSV ({PREFIX}SHEET_BYTES)")
    try:
        file = path.open("rb")  # opened here, as the library refuses names that do not end as it wants
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # the library raises whatever its parts raise
        raise RefusedFile(f"{path.name} cannot be read as a workbook ({_said(error)}); save it anew") from error
    try:
        yield book
    finally:
        book.close()
        file.close()


def sheet_names(book: Any) -> list[str]:
    """The sheets that hold cells, not those that are a chart."""
    return [str(sheet.title) for sheet in book.worksheets]


def sheet_rows(book: Any, sheet: str, name: str, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """Row number and cells as text of every row that is not empty."""
    try:
        book[sheet].reset_dimensions()  # some programs write a size that hides all cells but the first
        for number, row in enumerate(book[sheet].iter_rows(values_only=True), start=1):
            limits.check_columns(name, len(row))
            limits.check_rows(name, number)
            cells = [as_text(value) for value in row]
            if any(cells):
                yield number, cells
    except RefusedFile:
        raise
    except Exception as error:  # as above: damaged sheets fail while they are read
        raise RefusedFile(f"{name}, sheet {sheet!r} cannot be read ({_said(error)}); save it anew") from error


def read_sheet(
    path: Path, sheet: str, columns: tuple[str, ...], header_row: int, limits: Limits, findings: Findings
) -> Iterator[Chunk]:
    """The rows under `header_row` (0: there is none) as text, at most CHUNK at once."""
    kept, numbers, lost = list[list[str]](), list[int](), 0
    with opened(path, limits) as book:
        for number, cells in sheet_rows(book, sheet, path.name, limits):
            if number <= header_row:
                continue
            extra = cells[len(columns) :]
            if any(extra) or any(len(cell) > limits.cell for cell in cells):
                lost += 1
                remedy = "give the column a heading, or empty these cells"
                findings.add(path.name, number, "", "; ".join(filter(None, extra)), "ragged_row", remedy, "refuse")
                continue
            kept.append((cells + [""] * len(columns))[: len(columns)])
            numbers.append(number)
            if len(kept) == CHUNK:
                yield Chunk.of(columns, kept, numbers, lost)
                kept, numbers, lost = [], [], 0
    yield Chunk.of(columns, kept, numbers, lost)


def read_sheets(
    path: Path, wanted: Sequence[tuple[str, int]], columns: tuple[str, ...], limits: Limits, findings: Findings
) -> Iterator[Chunk]:
    """The rows of several sheets with the same columns, one after the other; the others that hold something are told of."""
    _tell_others(path, {name for name, _ in wanted}, limits, findings)
    for name, header_row in wanted:
        for chunk in read_sheet(path, name, columns, header_row, limits, findings):
            yield replace(chunk, sheet=name if len(wanted) > 1 else "")


def _tell_others(path: Path, read: set[str], limits: Limits, findings: Findings) -> None:
    with opened(path, limits) as book:
        for other in (name for name in sheet_names(book) if name not in read):
            if next(sheet_rows(book, other, path.name, limits), None):
                remedy = "this sheet is not read; to import it too, save it as a file of its own"
                findings.add(path.name, 0, "", other, "other_sheet", remedy)


def as_text(value: Any) -> str:
    """A cell as text; dates as ISO, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        plain = value.time() == time(0)
        return value.date().isoformat() if plain else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).strip()


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {str(error)[:120]}"
