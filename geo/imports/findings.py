"""What is found while a file is read and checked: every problem with its row, counted by kind, written as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import numpy as np
import pandas as pd

Severity = Literal["refuse", "warn"]
COLUMNS = ("file", "row", "column", "value", "kind", "remedy", "severity")
_ADDING = Lock()  # a file is read, checked and located in several threads
_LONGEST = 200  # signs of a value that a report repeats
_SHORT = 60  # and a line on the screen


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about one cell. `row` counts as a spreadsheet does (the header is 1); 0 means the whole file."""

    file: str
    row: int
    column: str
    value: str
    kind: str
    remedy: str
    severity: Severity

    def in_words(self) -> str:
        """Where it is, what stands there, and what to do, in one line: "table.csv, row 4, date, 'soon': is no date; …"."""
        value = " ".join(self.value.split())
        short = value if len(value) <= _SHORT else value[: _SHORT - 1] + "…"
        where = [self.file, f"row {self.row}" if self.row else "", self.column, repr(short) if short else ""]
        return f"{', '.join(filter(None, where))}: {self.remedy}"


@dataclass(slots=True)
class Findings:
    """All findings of an import: each is counted, and the first `listed` of each kind are kept to be shown."""

    listed: int = 10_000
    counts: Counter[str] = field(default_factory=Counter)
    severities: dict[str, Severity] = field(default_factory=dict)
    _tables: list[pd.DataFrame] = field(default_factory=list)

    def add(
        self, file: str, rows: Any, column: str, values: Any, kind: str, remedy: Any, severity: Severity = "warn"
    ) -> None:
        """Add a finding for each of `rows`; `values` and `remedy` are one for all, or one a row as far as there is room."""
        numbers = np.atleast_1d(np.asarray(rows, dtype="int64"))
        if not len(numbers):
            return
        with _ADDING:
            room = self.room(kind)
            self.counts[kind] += len(numbers)
            if self.severities.get(kind) != "refuse":
                self.severities[kind] = severity
        if room:
            self._tables.append(
                pd.DataFrame(
                    {
                        "file": file,
                        "row": numbers[:room],
                        "column": column,
                        "value": _some(values, room),
                        "kind": kind,
                        "remedy": _some(remedy, room),
                        "severity": severity,
                    }
                )
            )

    def room(self, kind: str) -> int:
        """How many more of a kind are kept to be shown."""
        return max(0, self.listed - self.counts[kind])

    def table(self) -> pd.DataFrame:
        """The findings kept, sorted by file and row; the columns are those of Finding."""
        if not self._tables:
            return pd.DataFrame(columns=list(COLUMNS))
        if len(self._tables) > 1:
            self._tables = [pd.concat(self._tables, ignore_index=True)]
        return self._tables[0].sort_values(["file", "row"], kind="stable", ignore_index=True)

    def __iter__(self) -> Iterator[Finding]:
        for row in self.table().itertuples(index=False):
            yield Finding(*row)

    def __len__(self) -> int:
        return sum(self.counts.values())

    def report(self) -> pd.DataFrame:
        """The table, with what was counted but not kept said in its last rows."""
        kept = self.table()
        shown = kept["kind"].value_counts()
        left = [
            ("", 0, "", "", kind, f"{count - int(shown.get(kind, 0))} more of this kind", self.severities[kind])
            for kind, count in self.counts.items()
            if count > int(shown.get(kind, 0))
        ]
        return pd.concat([kept, pd.DataFrame(left, columns=list(COLUMNS))], ignore_index=True) if left else kept

    def write(self, path: Path) -> None:
        """Write the report as CSV (UTF-8 with a byte-order mark)."""
        self.report().map(_harmless).to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\r\n")


def _some(values: Any, room: int) -> Any:
    if isinstance(values, str):
        return values[:_LONGEST]
    return [str(value)[:_LONGEST] for value in list(values)[:room]]


def _harmless(cell: Any) -> Any:
    """Text that a spreadsheet would take for a formula gets an apostrophe before it."""
    return "'" + cell if isinstance(cell, str) and cell.lstrip()[:1] in tuple("=+-@＝＋－＠") and cell.strip() else cell
