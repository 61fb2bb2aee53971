"""Rows of text cells on their way from a file, many at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from geo.imports.findings import Findings
from geo.imports.limits import Limits
from geo.imports.texts import Texts, as_mask, texts

_RAGGED = (
    "cut or add cells so that the row has as many as the header, and quote cells that hold the separator; "
    "where it is the last row, the file may have been cut off"
)


@dataclass(slots=True)
class Chunk:
    """Rows as they stand in the file: columns of text cells, "" where empty; which rows; how many came and were refused.

    `sheet` names the sheet that they are of, where a workbook has several of them.
    """

    rows: Mapping[str, Texts]
    numbers: NDArray[np.int64]
    read: int
    refused: int
    bytes_done: int = 0
    sheet: str = ""

    @staticmethod
    def of(columns: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int], lost: int = 0) -> Chunk:
        """A chunk of rows of cells, beside `lost` others that are refused."""
        cells = zip(*rows, strict=True) if rows else ((),) * len(columns)
        held = {name: texts(column) for name, column in zip(columns, cells, strict=True)}
        return Chunk(held, np.array(numbers, dtype="int64"), len(rows) + lost, lost)


def ragged(text: str) -> str:
    """What to do about a row of too few or too many cells; one over several lines has a quote that was not closed."""
    lines = text.strip("\r\n").count("\n")
    return f"a quote in it is not closed and takes in the {lines:,} lines after it; close it" if lines else _RAGGED


def judged(chunk: Chunk, path: Path, limits: Limits, findings: Findings) -> Chunk:
    """The chunk without rows that have a cell beyond all measure."""
    bad = np.zeros(len(chunk.numbers), dtype=bool)
    for cells in chunk.rows.values() if len(bad) else ():
        sizes = pc.binary_length(cells)
        if pc.max(sizes).as_py() > limits.cell:
            bad |= as_mask(pc.greater(pc.utf8_length(cells), limits.cell))
    if not bad.any():
        return chunk
    remedy = f"at most {limits.cell:,} signs a cell (ZEROPOINT_MAX_CELL)"
    findings.add(path.name, chunk.numbers[bad], "", "", "cell_too_long", remedy, "refuse")
    held = {name: cells.filter(pa.array(~bad)) for name, cells in chunk.rows.items()}
    return Chunk(held, chunk.numbers[~bad], chunk.read, chunk.refused + int(bad.sum()), chunk.bytes_done)
