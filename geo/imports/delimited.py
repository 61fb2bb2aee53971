"""CSV and its relatives, read in chunks of text cells: quickly where the file is regular, cell by cell where it is not."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pacsv

from geo.imports.findings import Findings
from geo.imports.limits import CHUNK, Limits, RefusedFile

DELIMITERS = (",", ";", "\t", "|")
_BLOCK = 1 << 23
_QUOTED: Final[Literal[0]] = 0  # csv.QUOTE_MINIMAL
_BARE: Final[Literal[3]] = 3  # csv.QUOTE_NONE
_HEAD = 400_000
_RAGGED = "cut or add cells so that the row has as many as the header, and quote cells that hold the separator"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text table is written: `skip` rows of tags stand between header and data; `columns` names every column."""

    encoding: str
    delimiter: str
    header: bool
    columns: tuple[str, ...]
    skip: int = 0
    quoted: bool = True


@dataclass(slots=True)
class Chunk:
    """Rows as they stand in the file: text cells, "" where empty, indexed by their row; and how many came and were refused."""

    rows: pd.DataFrame
    read: int
    refused: int
    bytes_done: int = 0


def head_rows(path: Path, encoding: str, delimiter: str, count: int = 200, quoted: bool = True) -> list[list[str]]:
    """The first rows, cut where the sample ends."""
    text, whole = _head(path, encoding)
    if not whole and "\n" in text:
        text = text[: text.rindex("\n") + 1]
    quoting = _QUOTED if quoted else _BARE
    try:
        with _long_cells():
            found = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting)
            return [row for row in islice(found, count) if row]
    except csv.Error as error:
        raise RefusedFile(f"{path.name} cannot be read as a table ({error})") from error


def delimiter_of(path: Path, encoding: str) -> str:
    """The sign that parts most rows into the same number of cells; a comma where none does."""
    best, choice = 0.0, ","
    for delimiter in DELIMITERS:
        widths = [len(row) for row in head_rows(path, encoding, delimiter, 60)]
        if not widths or max(widths) == 1:
            continue
        usual = max(set(widths), key=widths.count)
        score = (usual > 1) * widths.count(usual) / len(widths) + min(usual, 50) / 200
        if score > best:
            best, choice = score, delimiter
    return choice


def read_chunks(path: Path, layout: Layout, limits: Limits, findings: Findings) -> Iterator[Chunk]:
    """The rows in order, at most CHUNK at once; ragged rows are refused with a finding. Raises RefusedFile at a limit."""
    done = 0
    try:
        for chunk in _fast(path, layout, limits, findings):
            done += chunk.read
            yield chunk
    except pa.ArrowInvalid:  # an irregular file; what was given so far stands, the rest is read with care
        yield from _careful(path, layout, limits, findings, done)


def _head(path: Path, encoding: str) -> tuple[str, bool]:
    with path.open("rb") as file:
        raw = file.read(_HEAD)
        whole = not file.read(1)
    return raw.decode(encoding, errors="ignore" if not whole else "replace"), whole


def _fast(path: Path, layout: Layout, limits: Limits, findings: Findings) -> Iterator[Chunk]:
    if layout.encoding.startswith("utf-16") or _has_blank_lines(path):
        raise pa.ArrowInvalid("rows can be numbered only when they are read one by one")
    ragged: list[int] = []

    def refuse(row: Any) -> str:
        if row.number is None:
            raise pa.ArrowInvalid("a ragged row without its number")
        ragged.append(int(row.number))
        findings.add(path.name, row.number, "", row.text, "ragged_row", _RAGGED, "refuse")
        return "skip"

    first = (1 if layout.header else 0) + layout.skip
    reader = pacsv.open_csv(
        path,
        pacsv.ReadOptions(
            use_threads=False, block_size=_BLOCK, skip_rows=first, column_names=list(layout.columns),
            encoding="utf-8" if layout.encoding == "utf-8-sig" else layout.encoding,
        ),
        pacsv.ParseOptions(
            delimiter=layout.delimiter, quote_char='"' if layout.quoted else False, newlines_in_values=layout.quoted,
            invalid_row_handler=refuse,
        ),
        pacsv.ConvertOptions(
            column_types=dict.fromkeys(layout.columns, pa.large_string()), strings_can_be_null=False
        ),
    )  # fmt: skip
    row, size, told = first, max(1, path.stat().st_size), 0
    per_row = 0.0
    for batch in reader:
        limits.check_rows(path.name, row)
        gaps = np.array(ragged[told:], dtype="int64")
        numbers = _numbers(row + 1, batch.num_rows, gaps)
        per_row = per_row or min(size, _BLOCK) / max(1, batch.num_rows)
        for start in range(0, max(batch.num_rows, 1), CHUNK):
            part = batch.slice(start, CHUNK)
            rows = pa.Table.from_batches([part]).to_pandas()
            rows.index = pd.Index(numbers[start : start + CHUNK], name="row")
            lost = len(gaps) if start == 0 else 0
            done = min(size, int(per_row * (row - first + start + len(rows))))
            yield _judged(Chunk(rows, len(rows) + lost, lost, done), path, limits, findings)
        row, told = row + batch.num_rows + len(gaps), told + len(gaps)
    if len(ragged) > told:
        lost = len(ragged) - told
        yield Chunk(pd.DataFrame(columns=list(layout.columns), dtype="str"), lost, lost, size)


def _numbers(first: int, count: int, gaps: np.ndarray) -> np.ndarray:
    """The numbers of `count` rows from `first` on, those in `gaps` left out."""
    numbers = np.arange(first, first + count + len(gaps))
    return np.setdiff1d(numbers, gaps)[:count] if len(gaps) else numbers


def _has_blank_lines(path: Path) -> bool:
    with path.open("rb") as file:
        last = b""
        while block := file.read(_BLOCK):
            joined = last + block
            if b"\n\n" in joined or b"\n\r\n" in joined or b"\0" in joined:
                return True
            last = block[-3:]
    return False


def _careful(path: Path, layout: Layout, limits: Limits, findings: Findings, skip: int) -> Iterator[Chunk]:
    """The same, one row at a time, by Python's own reader: blank lines are no rows, unreadable signs are replaced."""
    quoting = _QUOTED if layout.quoted else _BARE
    width, kept, numbers, lost, read = len(layout.columns), list[list[str]](), list[int](), 0, 0
    with _long_cells(), path.open("r", encoding=layout.encoding, errors="replace", newline="") as file:
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
                    text = layout.delimiter.join(row)[:200]
                    findings.add(path.name, number, "", text, "ragged_row", _RAGGED, "refuse")
                if len(kept) == CHUNK:
                    chunk = Chunk(_frame(kept, numbers, layout), len(kept) + lost, lost, _told(file))
                    yield _judged(chunk, path, limits, findings)
                    kept, numbers, lost = [], [], 0
        except (csv.Error, UnicodeError) as error:
            remedy = f"cannot be read from here on ({error}); mend the quotes of this row"
            findings.add(path.name, (numbers or [0])[-1] + 1, "", "", "unreadable", remedy, "refuse")
    yield _judged(Chunk(_frame(kept, numbers, layout), len(kept) + lost, lost), path, limits, findings)


def _judged(chunk: Chunk, path: Path, limits: Limits, findings: Findings) -> Chunk:
    """The chunk without rows that have a cell beyond all measure; rows with replaced signs are told of."""
    bad = np.zeros(len(chunk.rows), dtype=bool)
    for name in chunk.rows.columns if len(chunk.rows) else ():
        cells = pa.array(chunk.rows[name], type=pa.large_string())
        longest = pa.compute.max(pa.compute.binary_length(cells)).as_py() or 0
        if longest > limits.cell:
            bad |= (chunk.rows[name].str.len() > limits.cell).to_numpy()
    if bad.any():
        remedy = f"at most {limits.cell:,} signs a cell (ZEROPOINT_MAX_CELL)"
        findings.add(path.name, chunk.rows.index[bad], "", "", "cell_too_long", remedy, "refuse")
        return Chunk(chunk.rows[~bad], chunk.read, chunk.refused + int(bad.sum()), chunk.bytes_done)
    return chunk


def _frame(rows: list[list[str]], numbers: list[int], layout: Layout) -> pd.DataFrame:
    index = pd.Index(numbers, name="row", dtype="int64")
    return pd.DataFrame(rows, columns=list(layout.columns), index=index, dtype="str")


def _told(file: Any) -> int:
    try:
        return int(file.buffer.tell())
    except (OSError, ValueError):
        return 0


def _without_nul(lines: Any) -> Iterator[str]:
    return (line.replace("\0", "\ufffd") for line in lines)


@contextmanager
def _long_cells() -> Iterator[None]:
    """Cells of any length while a file is read; `Limits` judges them. The limit belongs to the whole process, so it is put back."""
    before = csv.field_size_limit(2**31 - 1)
    try:
        yield
    finally:
        csv.field_size_limit(before)
