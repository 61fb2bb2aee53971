"""Workbooks of TimeMap's datasheet-server: events that name a site and a source, which stand on sheets of their own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from geo.imports import sheets, sources
from geo.imports.chunks import Chunk
from geo.imports.dates import DateReader
from geo.imports.findings import Findings
from geo.imports.kinds import kind_of
from geo.imports.limits import Limits
from geo.imports.sources import Cited, Source
from geo.imports.staged import Staging
from geo.imports.tables import titles_of
from geo.imports.texts import constant, either, mapped, told_apart

NAME = "TimeMap workbook"
LICENCE = "as its makers say"
EVENTS = frozenset({"description", "date", "location"})


def is_timemap(book: Any, name: str, limits: Limits) -> bool:
    """Whether a workbook has a sheet of events and one of sites or of sources, as the datasheet-server wants them."""
    if "Events" not in book.sheetnames or not {"Sites", "Sources"} & set(book.sheetnames):
        return False
    return set(_headings(next(sheets.sheet_rows(book, "Events", name, limits), (0, []))[1])) >= EVENTS


def event_columns(book: Any, name: str, limits: Limits) -> tuple[str, ...]:
    """The headings of the sheet of events."""
    return tuple(_headings(next(sheets.sheet_rows(book, "Events", name, limits))[1]))


class Reader:
    """Stages the events; sites and sources are read once, when it is made."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.dates = DateReader(order="mdy")
        self.path, self.limits = path, limits
        with sheets.opened(path, limits) as book:
            self.sites = {row.get("location", ""): row for row in _records(book, "Sites", path.name, limits)}
            self.sources = {row.get("id", ""): row for row in _records(book, "Sources", path.name, limits)}

    def chunks(self, columns: tuple[str, ...], findings: Findings) -> Iterator[Chunk]:
        """The rows of the sheet of events."""
        return sheets.read_sheet(self.path, "Events", columns, 1, self.limits, findings)

    def stage(self, chunk: Staging) -> Staging:
        """Fill the staged columns; associations, times and comments stay in `codes`."""
        said = chunk.columns
        said["source_id"] = chunk.text("id")
        said["statement"], said["place_reported"] = chunk.text("description"), chunk.text("location")
        said["date_start"] = said["date_end"] = chunk.read_dates("date", self.dates, required=True)
        kinds = chunk.text("category") if chunk.has("category") else chunk.text("type")
        said["kind"] = mapped(kinds, kind_of)
        nothing = constant("", len(chunk))
        said["title"] = titles_of(chunk.text("title"), nothing, nothing, said["statement"])
        self._places(chunk)
        columns = [name for name in chunk.rows if name.startswith("source")]
        if columns:
            codes, rows = told_apart(*(chunk.text(name) for name in columns))
            said["sources"] = Cited(codes, [tuple(each for cell in row for each in self._named(cell)) for row in rows])
        held = frozenset({"description", "location", "latitude", "longitude"})
        chunk.keep_codes(without=held)
        return chunk

    def _places(self, chunk: Staging) -> None:
        """Coordinates of the row itself, else of the site that it names."""
        places, given = chunk.text("location"), chunk.rows
        for name, column, site in (("lon", "longitude", "long"), ("lat", "latitude", "lat")):
            of_site = mapped(places, partial(self._of_site, site))
            chunk.rows = {**given, f"site {site}": either(chunk.text(column), of_site)}
            chunk.columns[name] = chunk.read_numbers(f"site {site}")
        chunk.rows = given

    def _of_site(self, column: str, place: str) -> str:
        return self.sites.get(place, {}).get(column, "")

    def _named(self, cell: str) -> tuple[Source, ...]:
        row = self.sources.get(cell)
        if row is None:
            return sources.split(cell)
        link = row.get("path 1") or row.get("path1") or ""
        return (Source(row.get("type", "") or cell, row.get("title", "") or cell, url=link if "://" in link else ""),)


def _records(book: Any, sheet: str, name: str, limits: Limits) -> Iterator[dict[str, str]]:
    if sheet not in book.sheetnames:
        return
    rows = sheets.sheet_rows(book, sheet, name, limits)
    headings = _headings(next(rows, (0, []))[1])
    for _, cells in rows:
        yield dict(zip(headings, cells, strict=False))


def _headings(cells: list[str]) -> list[str]:
    return [cell.strip().casefold() or f"column_{number}" for number, cell in enumerate(cells, start=1)]
