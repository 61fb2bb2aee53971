"""CSV and its relatives, read in chunks of text cells: quickly where the file is regular, cell by cell where it is not."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa

from geo.imports.blocks import read_blocks
from geo.imports.chunks import Chunk, judged, ragged
from geo.imports.findings import Findings
from geo.imports.layout import BARE, QUOTED, Layout, long_cells
from geo.imports.limits import CHUNK, Limits


def read_chunks(path: Path, layout: Layout, limits: Limits, findings: Findings) -> Iterator[Chunk]:
    """The rows in order, at most CHUNK at once; ragged rows are refused with a finding. Raises RefusedFile at a limit."""
    done = 0
    try:
        for chunk in read_blocks(path, layout, limits, findings):
            done += chunk.read
            yield chunk
    except (
        pa.ArrowInvalid,
        UnicodeDecodeError,
    ):  # an irregular file; what was given so far stands, the rest is read with care
        yield from _careful(path, layout, limits, findings, done)


def _careful(path: Path, layout: Layout, limits: Limits, findings: Findings, skip: int) -> Iterator[Chunk]:
    """The same, one row at a time, by Python's own reader: blank lines are no rows, unreadable signs are replaced."""
    quoting = QUOTED if layout.quoted else BARE
    width, kept, numbers, lost, read = len(layout.columns), list[list[str]](), list[int](), 0, 0
    with long_cells(), path.open("r", encoding=layout.encoding, errors="replace", newline="") as file:
        found = enumerate(csv.reader(_without_nul(file), delimiter=layout.delimiter, quoting=quoting), start=1)
        rows = ((number, row) for number, row in found if row)
        try:
            for number, row in islice(rows, (1 if layout.header else 0) + layout.skip + skip, None):
                read += 1
                limits.check_rows(path.name, read + skip)
                if len(row) == width:
                    kept.append(row)
                    numbers.append(number)
                else:
                    lost += 1
                    text = layout.delimiter.join(row)
                    findings.add(path.name, number, "", text, "ragged_row", ragged(text), "refuse")
                if len(kept) == CHUNK:
                    chunk = Chunk.of(layout.columns, kept, numbers, lost)
                    chunk.bytes_done = _told(file)
                    yield judged(chunk, path, limits, findings)
                    kept, numbers, lost = [], [], 0
        except (csv.Error, UnicodeError) as error:
            remedy = f"cannot be read from here on ({error}); mend the quotes of this row"
            findings.add(path.name, (numbers or [0])[-1] + 1, "", "", "unreadable", remedy, "refuse")
    yield judged(Chunk.of(layout.columns, kept, numbers, lost), path, limits, findings)


def _told(file: Any) -> int:
    try:
        return int(file.buffer.tell())
    except (OSError, ValueError):
        return 0


def _without_nul(lines: Any) -> Iterator[str]:
    return (line.replace("\0", "\ufffd") for line in lines)
