"""Workbooks of TimeMap's datasheet-server: events that name a site and a source, which stand on sheets of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from geo.imports import sheets, sources
from geo.imports.dates import DateReader
from geo.imports.delimited import Chunk
from geo.imports.findings import Findings
from geo.imports.kinds import kind_of
from geo.imports.limits import Limits
from geo.imports.staged import Staging, coded, objects, taken
from geo.imports.tables import titles_of

NAME = "TimeMap workbook"
LICENCE = "as its makers say"
EVENTS = frozenset({"description", "date", "location"})
_SITE = ("location", "lat", "long")


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
        said["kind"] = kinds.map({text: kind_of(str(text)) for text in kinds.unique()}).astype("str")
        said["title"] = titles_of(
            chunk.text("title"),
            kinds.where(kinds == "", ""),
            said["place_reported"].where(kinds == "?", ""),
            said["statement"],
        )
        self._places(chunk)
        columns = [name for name in chunk.rows.columns if name.startswith("source")]
        lists = objects(None, len(chunk.rows))
        for place, row in enumerate(zip(*(chunk.text(name) for name in columns), strict=True) if columns else ()):
            lists[place] = [each for cell in row for each in self._named(cell)]
        said["sources"] = np.array([each or () for each in lists] + [None], dtype=object)[:-1]
        held = frozenset({"description", "location", "latitude", "longitude"})
        said["codes"] = chunk.codes(without=held)
        return chunk

    def _places(self, chunk: Staging) -> None:
        """Coordinates of the row itself, else of the site that it names."""
        codes, distinct = coded(chunk.text("location"))
        for name, column, site in (("lon", "longitude", "long"), ("lat", "latitude", "lat")):
            words = [self.sites.get(str(place), {}).get(site, "") for place in distinct]
            looked_up = taken(np.array(words or [""], dtype=object), codes, chunk.rows.index)
            own = chunk.text(column)
            chunk.rows[f"site {site}"] = own.where(own != "", looked_up)
            chunk.columns[name] = chunk.read_numbers(f"site {site}")
            chunk.rows = chunk.rows.drop(columns=f"site {site}")

    def _named(self, cell: str) -> list[sources.Source]:
        row = self.sources.get(cell)
        if row is None:
            return [sources.source(*each) for each in sources.split(cell)]
        link = row.get("path 1") or row.get("path1") or ""
        return [
            sources.source(row.get("type", "") or cell, row.get("title", "") or cell, "", link if "://" in link else "")
        ]


def _records(book: Any, sheet: str, name: str, limits: Limits) -> Iterator[dict[str, str]]:
    if sheet not in book.sheetnames:
        return
    rows = sheets.sheet_rows(book, sheet, name, limits)
    headings = _headings(next(rows, (0, []))[1])
    for _, cells in rows:
        yield dict(zip(headings, cells, strict=False))


def _headings(cells: list[str]) -> list[str]:
    return [cell.strip().casefold() or f"column_{number}" for number, cell in enumerate(cells, start=1)]
