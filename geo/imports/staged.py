"""The staged record: what every format gives, one row a source row, before anything is stored."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from geo.imports.dates import WRITE, DateReader
from geo.imports.findings import Findings, Severity
from geo.imports.numbers import read_counts, read_numbers

TEXT = (
    *("source_id", "title", "kind", "date_start", "date_end", "place_reported", "admin2", "admin1", "country"),
    *("precision", "actors", "speaker", "speaker_side", "statement", "attributed_to", "codes"),
)
NUMBERS = ("lon", "lat", "radius_km")
COUNTS = ("fatalities_low", "fatalities_best", "fatalities_high", "injured")
COLUMNS = (
    *("row", *TEXT[:9], "lon", "lat", "precision", "radius_km", "geometry", "actors", "speaker", "speaker_side"),
    *("statement", *COUNTS, "attributed_to", "sources", "codes"),
)
"""The columns of a staged frame, in their order; see `Staging.frame`."""
PRECISIONS = ("point", "circle", "district", "province", "country", "unlocated")


@dataclass(slots=True)
class Staging:
    """A chunk on its way: its source rows, the columns staged so far, and which rows are refused."""

    file: str
    rows: pd.DataFrame
    findings: Findings
    columns: dict[str, Any]
    refused: NDArray[np.bool_]
    curated: bool = False  # by an institution whose rows are not the user's to mend: oddities are told, not refused

    @staticmethod
    def of(file: str, rows: pd.DataFrame, findings: Findings) -> Staging:
        """Nothing staged yet, nothing refused."""
        return Staging(file, rows, findings, {}, np.zeros(len(rows), dtype=bool))

    def has(self, column: str) -> bool:
        """Whether the source has the column."""
        return column in self.rows.columns

    def text(self, column: str) -> pd.Series[Any]:
        """The column's cells, trimmed; "" in every row where the source has no such column."""
        if column and column in self.rows.columns:
            return self.rows[column].str.strip()
        return constant("", len(self.rows)).set_axis(self.rows.index)

    def find(
        self,
        mask: NDArray[np.bool_],
        column: str,
        kind: str,
        remedy: Any,
        severity: Severity = "warn",
        values: Any = None,
    ) -> None:
        """Tell of the rows in `mask` (not again of those refused before); a finding of severity "refuse" refuses them."""
        mask = mask & ~self.refused
        if not mask.any():
            return
        if values is None:
            values = self.rows[column][mask] if column in self.rows.columns else ""
        elif not isinstance(values, str):
            values = np.asarray(values)[mask]
        said = remedy if isinstance(remedy, str) else np.asarray(remedy)[mask]
        self.findings.add(self.file, self.rows.index[mask], column, values, kind, said, severity)
        if severity == "refuse":
            self.refused = self.refused | mask

    def read_dates(self, column: str, reader: DateReader, required: bool) -> pd.Series[Any]:
        """The column's dates as ISO; cells that are none are refused."""
        cells = self.text(column)
        codes, texts = coded(cells)
        if not reader.order:
            reader.learn(reader.unread(texts))
        reader.ambiguous.clear()
        iso = np.array([reader.read(text) if text else "" for text in texts] or [""], dtype=object)
        found = taken(iso, codes, cells.index)
        lost, blank = (found == "").to_numpy(dtype=bool), (cells == "").to_numpy(dtype=bool)
        self.find(lost & ~blank, column, "bad_date", f"is no date; {WRITE}", "refuse")
        if required:
            self.find(blank, column, "no_date", f"an event needs a date; {WRITE}", "refuse")
        if reader.ambiguous:
            unsure = np.array([text in reader.ambiguous for text in texts])[codes]
            self.find(unsure, column, "ambiguous_date", "read as day, month, year; write YYYY-MM-DD to be sure")
        return found

    def read_numbers(self, column: str) -> NDArray[np.float64]:
        """The column's numbers; cells that hold something else are refused."""
        numbers, bad = read_numbers(self.text(column))
        remedy = "write a number in decimal degrees" if column else ""
        self.find(bad, column, "bad_number", remedy or "write a number", "refuse")
        return numbers

    def read_counts(self, column: str) -> pd.Series[Any]:
        """The column's whole numbers of people; cells that hold something else are refused."""
        if not column or column not in self.rows.columns:
            return missing_counts(len(self.rows)).set_axis(self.rows.index)
        counts, bad = read_counts(self.text(column))
        self.find(bad, column, "bad_number", "write a whole number of people, or leave it empty", "refuse")
        return counts

    def by_value(self, column: str, meaning: Mapping[str, str], unknown: str = "") -> pd.Series[Any]:
        """The meaning of a code, by its casefolded text; a code without one gives "", and a finding where `unknown` says so."""
        cells = self.text(column)
        codes, distinct = coded(cells)
        words = np.array([meaning.get(str(text).casefold(), "") for text in distinct] or [""], dtype=object)
        found = taken(words, codes, cells.index)
        if unknown:
            self.find(((found == "") & (cells != "")).to_numpy(dtype=bool), column, "unknown_code", unknown)
        return found

    def codes(self, without: frozenset[str]) -> pd.Series[Any]:
        """The source's own columns that the model does not hold, as JSON text by row; empty cells are left out."""
        kept = [name for name in self.rows.columns if name not in without]
        if not kept or not len(self.rows):
            return constant("{}", len(self.rows)).set_axis(self.rows.index)
        return json_text(self.rows[kept])

    def frame(self) -> pd.DataFrame:
        """The staged rows, refused ones included: all COLUMNS, those that nothing is known of filled as empty."""
        size, index = len(self.rows), self.rows.index
        for name in TEXT:
            self.columns.setdefault(name, constant("{}" if name == "codes" else "", size))
        for name in NUMBERS:
            self.columns.setdefault(name, np.full(size, np.nan))
        for name in COUNTS:
            self.columns.setdefault(name, missing_counts(size))
        self.columns.setdefault("geometry", objects(None, size))
        self.columns.setdefault("sources", objects((), size))
        self.columns["row"] = index.to_numpy()
        data = {name: pd.Series(_bare(self.columns[name])) for name in COLUMNS}
        return pd.DataFrame(data, copy=False)


def text_series(cells: Any, index: Any = None) -> pd.Series[Any]:
    """Arrow's texts as a column, without a copy."""
    dtype = pd.StringDtype("pyarrow", na_value=np.nan)
    return pd.Series(pd.arrays.ArrowStringArray(cells, dtype=dtype), index=index)


def constant(text: str, size: int) -> pd.Series[Any]:
    """One text in every row."""
    return text_series(pa.repeat(pa.scalar(text, pa.large_string()), size))


def objects(value: Any, size: int) -> NDArray[Any]:
    """One object in every row; () stands for no sources."""
    found = np.empty(size, dtype=object)
    for place in range(size) if value == () else ():
        found[place] = value
    return found


def missing_counts(size: int) -> pd.Series[Any]:
    """Counts of which none is given."""
    return pd.Series(pd.arrays.IntegerArray(np.zeros(size, dtype="int64"), np.ones(size, dtype=bool)))


def coded(cells: Any) -> tuple[NDArray[np.int64], list[str]]:
    """The distinct texts of a column in the order in which they come, and of each row which one it is."""
    found = pa.array(cells, type=pa.large_string()).dictionary_encode()
    return found.indices.to_numpy(zero_copy_only=False).astype("int64"), found.dictionary.to_pylist()


def taken(values: NDArray[Any], codes: NDArray[Any], index: pd.Index[Any]) -> pd.Series[Any]:
    """The value of each code as text, without a detour over the rows."""
    words = pa.array(values.tolist(), type=pa.large_string()).take(pa.array(codes))
    return text_series(words, index)


def json_text(rows: pd.DataFrame) -> pd.Series[Any]:
    """Each row as a JSON object of its cells that are not empty."""
    if not len(rows):
        return pd.Series(dtype="str", index=rows.index)
    pieces = []
    for name in rows.columns:
        cells = pa.array(rows[name], type=pa.large_string())
        key = json.dumps(str(name), ensure_ascii=False)
        filled = pc.binary_join_element_wise(_large(f'{key}:"'), _escaped(cells), _large('",'), _large(""))
        pieces.append(pc.if_else(pc.equal(cells, _large("")), _large(""), filled))
    inside = pc.utf8_rtrim(pc.binary_join_element_wise(*pieces, _large(""), _large("")), characters=",")
    found = pc.binary_join_element_wise(_large("{"), inside, _large("}"), _large(""))
    return text_series(found, rows.index)


def _escaped(cells: Any) -> Any:
    """The cells as they stand between the quotes of a JSON text."""
    if not pc.any(pc.match_substring_regex(cells, r'["\\\x00-\x1f]')).as_py():
        return cells
    for sign in ("\\", '"', *map(chr, range(32))):
        if pc.any(pc.match_substring(cells, sign)).as_py():
            cells = pc.replace_substring(cells, sign, json.dumps(sign)[1:-1])
    return cells


def _large(text: str) -> Any:
    return pa.scalar(text, pa.large_string())


def _bare(values: Any) -> Any:
    return values.array if isinstance(values, pd.Series) else values
