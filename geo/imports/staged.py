"""The staged record: what every format gives, one row a source row, before anything is stored."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from geo.imports.dates import WRITE, DateReader, are_days
from geo.imports.findings import Findings, Severity
from geo.imports.json_text import json_lists
from geo.imports.numbers import Numbers, read_counts, read_numbers
from geo.imports.sources import Cited
from geo.imports.texts import Mask, Texts, coded, constant, filled, is_missing, mapped, said_only, taken, trimmed

TEXT = (
    *("source_id", "title", "kind", "date_start", "date_end", "place_reported", "admin2", "admin1", "country"),
    *("precision", "actors", "speaker", "speaker_side", "statement", "attributed_to", "fields", "codes"),
)
NUMBERS = ("lon", "lat", "radius_km", "fatalities_low", "fatalities_best", "fatalities_high", "injured")
"""Counts of people among them: whole, and NaN where none is given."""
PRECISIONS = ("point", "circle", "district", "province", "country", "unlocated")


@dataclass(slots=True)
class Staging:
    """A chunk on its way: its source cells, the columns staged so far, and which rows are refused.

    `columns` holds a column of texts for each of TEXT, an array for each of NUMBERS, and where there are any, `geometry`
    (WKB, None in rows without one) and `sources` (Cited). What a format does not stage is empty, see `complete`.
    """

    file: str
    rows: Mapping[str, Texts]
    numbers: NDArray[np.int64]
    findings: Findings
    columns: dict[str, Any]
    refused: Mask
    curated: bool = False  # by an institution whose rows are not the user's to mend: oddities are told, not refused

    @staticmethod
    def of(file: str, rows: Mapping[str, Texts], numbers: NDArray[np.int64], findings: Findings) -> Staging:
        """Nothing staged yet, nothing refused; `numbers` are those of the rows in their file."""
        return Staging(file, rows, numbers, findings, {}, np.zeros(len(numbers), dtype=bool))

    def __len__(self) -> int:
        return len(self.numbers)

    def has(self, column: str) -> bool:
        """Whether the source has the column."""
        return column in self.rows

    def text(self, column: str) -> Texts:
        """The column's cells, trimmed; "" in every row where the source has no such column."""
        return trimmed(self.rows[column]) if column in self.rows else constant("", len(self))

    def words(self, column: str) -> Texts:
        """The column's cells, trimmed; "" also where a program wrote a sign for nothing, as NA or NULL. Not for codes: NA is Namibia."""
        return said_only(self.text(column))

    def find(
        self, mask: Mask, column: str, kind: str, remedy: Any, severity: Severity = "warn", values: Any = None
    ) -> None:
        """Tell of the rows in `mask` (not again of those refused before); a finding of severity "refuse" refuses them."""
        rows = np.flatnonzero(mask & ~self.refused)
        if not len(rows):
            return
        shown = rows[: self.findings.room(kind)]
        if values is None:
            values = self.rows.get(column, "")
        said = _at(remedy, shown)
        self.findings.add(self.file, self.numbers[rows], column, _at(values, shown), kind, said, severity)
        if severity == "refuse":
            self.refused = self.refused | mask

    def read_dates(self, column: str, reader: DateReader, required: bool) -> Texts:
        """The column's dates as ISO; cells that are none are refused."""
        cells = self.text(column)
        if are_days(cells):
            return cells
        codes, distinct = self._distinct(cells, reader)
        return self._dates(column, [reader.read(text) for text in distinct], codes, distinct, reader, required)

    def read_spans(self, column: str, reader: DateReader) -> tuple[Texts, Texts]:
        """The first and last days of a column that may hold spans ("5–7 January 2021"); cells that hold no date are refused."""
        cells = self.text(column)
        if are_days(cells):
            return cells, cells
        codes, distinct = self._distinct(cells, reader)
        spans = [reader.read_span(text) for text in distinct]
        start = self._dates(column, [first for first, _ in spans], codes, distinct, reader, True)
        return start, taken([last for _, last in spans], codes)

    @staticmethod
    def _distinct(cells: Texts, reader: DateReader) -> tuple[NDArray[np.int64], list[str]]:
        codes, distinct = coded(cells)
        if not reader.order:
            reader.learn(reader.unread(distinct))
        return codes, distinct

    def _dates(
        self,
        column: str,
        dates: list[str],
        codes: NDArray[np.int64],
        distinct: list[str],
        reader: DateReader,
        required: bool,
    ) -> Texts:
        """The dates read of a column's distinct cells, a row each; what could not be read, and what is not sure, is told."""
        found = taken(dates, codes)
        there = np.array([not is_missing(text) for text in distinct], dtype=bool)[codes]
        self.find(there & ~filled(found), column, "bad_date", f"is no date; {WRITE}", "refuse")
        if required:
            self.find(~there, column, "no_date", f"an event needs a date; {WRITE}", "refuse")
        if reader.ambiguous:
            unsure = np.array([text in reader.ambiguous for text in distinct])[codes]
            self.find(unsure, column, "ambiguous_date", "read as day, month, year; write YYYY-MM-DD to be sure")
        return found

    def read_numbers(self, column: str) -> Numbers:
        """The column's numbers; cells that hold something else are refused."""
        if column not in self.rows:
            return np.full(len(self), np.nan)
        numbers, bad = read_numbers(self.text(column))
        self.find(bad, column, "bad_number", "write a number in decimal degrees", "refuse")
        return numbers

    def read_counts(self, column: str) -> Numbers:
        """The column's whole numbers of people; cells that hold something else are refused."""
        if column not in self.rows:
            return np.full(len(self), np.nan)
        counts, bad = read_counts(self.text(column))
        self.find(bad, column, "bad_number", "write a whole number of people, or leave it empty", "refuse")
        return counts

    def by_value(self, column: str, meaning: Mapping[str, str], unknown: str = "") -> Texts:
        """The meaning of a code, by its casefolded text; a code without one gives "", and a finding where `unknown` says so."""
        cells = self.text(column)
        found = mapped(cells, lambda text: meaning.get(text.casefold(), ""))
        if unknown:
            self.find(filled(cells) & ~filled(found), column, "unknown_code", unknown)
        return found

    def keep_codes(self, without: frozenset[str]) -> None:
        """Keep the source's own columns that the model does not hold: their names in `fields`, their cells in `codes`, as JSON."""
        names = [name for name in self.rows if name not in without]
        self.columns["fields"] = constant(json.dumps(names, ensure_ascii=False), len(self))
        self.columns["codes"] = json_lists([self.rows[name] for name in names], len(self))

    def complete(self) -> None:
        """Fill what is not staged as empty."""
        for name in TEXT:
            if name not in self.columns:
                self.columns[name] = constant("[]" if name in ("fields", "codes") else "", len(self))
        for name in NUMBERS:
            if name not in self.columns:
                self.columns[name] = np.full(len(self), np.nan)
        if "sources" not in self.columns:
            self.columns["sources"] = Cited(np.zeros(len(self), dtype="int64"), [()])

    def kept(self, mask: Mask) -> Staging:
        """The staged columns of the rows in `mask`, without their source cells."""
        if mask.all():
            return self
        picked, columns = pa.array(mask), dict[str, Any]()
        for name, values in self.columns.items():
            if isinstance(values, Cited):
                columns[name] = Cited(values.codes[mask], values.lists)
            else:
                columns[name] = values.filter(picked) if isinstance(values, pa.Array) else values[mask]
        return replace(self, rows={}, numbers=self.numbers[mask], columns=columns, refused=self.refused[mask])


def _at(values: Any, rows: NDArray[np.int64]) -> Any:
    """The values of some rows, from whatever Arrow takes from; one text is that of all."""
    return values if isinstance(values, str) else values.take(pa.array(rows)).to_pylist()
