"""CSV and its relatives, read in chunks of text cells: quickly where the file is regular, cell by cell where it is not."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
from numpy.typing import NDArray

from geo.imports.encodings import is_utf8
from geo.imports.findings import Findings
from geo.imports.limits import CHUNK, Limits, RefusedFile
from geo.imports.texts import Texts, as_mask, filled, texts

DELIMITERS = (",", ";", "\t", "|")
_BLOCK = 1 << 21  # bytes that the parser takes at once: so many as stay in the processor's cache
_STEP = 4  # a chunk ends after a multiple of so many blocks
_BLOCKS = 16  # of these make a chunk at most
_ROWS = 100_000  # of a chunk
_QUOTED: Final[Literal[0]] = 0  # csv.QUOTE_MINIMAL
_BARE: Final[Literal[3]] = 3  # csv.QUOTE_NONE
_HEAD = 400_000
_RAGGED = (
    "cut or add cells so that the row has as many as the header, and quote cells that hold the separator; "
    "a quote that is not closed takes in the rows after it"
)


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
    """Rows as they stand in the file: columns of text cells, "" where empty; which rows; how many came and were refused."""

    rows: Mapping[str, Texts]
    numbers: NDArray[np.int64]
    read: int
    refused: int
    bytes_done: int = 0

    @staticmethod
    def of(columns: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int], lost: int = 0) -> Chunk:
        """A chunk of rows of cells, beside `lost` others that are refused."""
        cells = zip(*rows, strict=True) if rows else ((),) * len(columns)
        held = {name: texts(column) for name, column in zip(columns, cells, strict=True)}
        return Chunk(held, np.array(numbers, dtype="int64"), len(rows) + lost, lost)


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
    except (
        pa.ArrowInvalid,
        UnicodeDecodeError,
    ):  # an irregular file; what was given so far stands, the rest is read with care
        yield from _careful(path, layout, limits, findings, done)


def _head(path: Path, encoding: str) -> tuple[str, bool]:
    with path.open("rb") as file:
        raw = file.read(_HEAD)
        whole = not file.read(1)
    return raw.decode(encoding, errors="ignore" if not whole else "replace"), whole


def _fast(path: Path, layout: Layout, limits: Limits, findings: Findings) -> Iterator[Chunk]:
    """The rows by Arrow's parser. Raises ArrowInvalid where rows cannot be numbered, or a cell is not in the encoding."""
    first = (1 if layout.header else 0) + layout.skip
    if layout.encoding.startswith("utf-16") or not _starts_plain(path, layout, first):
        raise pa.ArrowInvalid("rows can be numbered only when they are read one by one")
    if layout.encoding == "utf-8-sig" and not is_utf8(path):  # a mark promises UTF-8; only the bytes prove it
        raise pa.ArrowInvalid("the parser cannot hand over a ragged row that is not UTF-8")
    left_out, waiting, coming = list[tuple[int, str]](), list[_Part](), first + 1
    for number, batch in enumerate(_parsed(path, layout, first, left_out), start=1):
        part = _part(batch, coming, left_out)
        coming += batch.num_rows + len(part.left_out)
        waiting.append(part)
        limits.check_rows(path.name, coming - first - 1)
        if number % _STEP:
            continue
        if len(waiting) == _BLOCKS or sum(len(each.numbers) for each in waiting) >= _ROWS:
            yield from _chunks(waiting, path, limits, findings, number * _BLOCK)
            waiting.clear()
    rest = _Part(pa.RecordBatch.from_pydict(dict.fromkeys(layout.columns, texts([]))), np.zeros(0, "int64"), left_out)
    yield from _chunks([*waiting, rest], path, limits, findings, path.stat().st_size)


@dataclass(frozen=True, slots=True)
class _Part:
    """A block as it was parsed: its rows, their numbers, and the number and text of the rows left out among them."""

    rows: Any
    numbers: NDArray[np.int64]
    left_out: list[tuple[int, str]]


def _parsed(path: Path, layout: Layout, first: int, left_out: list[tuple[int, str]]) -> Any:
    """The blocks of a file from row `first` on; rows with too few or too many cells go to `left_out`."""

    def leave_out(row: Any) -> str:
        if row.number is None:
            return "error"  # the parser raises ArrowInvalid; what is raised in here would only be printed
        left_out.append((int(row.number), row.text))
        return "skip"

    encoding, names = "utf-8" if layout.encoding == "utf-8-sig" else layout.encoding, list(layout.columns)
    return pacsv.open_csv(
        path,
        pacsv.ReadOptions(
            use_threads=False, block_size=_BLOCK, skip_rows=first, column_names=names, encoding=encoding
        ),
        pacsv.ParseOptions(
            delimiter=layout.delimiter, quote_char='"' if layout.quoted else False, newlines_in_values=layout.quoted,
            ignore_empty_lines=False, invalid_row_handler=leave_out,
        ),
        pacsv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False, check_utf8=False  # see _part
        ),
    )  # fmt: skip


def _part(batch: Any, first: int, left_out: list[tuple[int, str]]) -> _Part:
    """A block with the numbers of its rows, the first of which is `first`; takes what it needs from `left_out`."""
    blank = np.ones(batch.num_rows, dtype=bool)
    for column in batch.columns:
        signs = np.frombuffer(column.buffers()[2] or b"", dtype="u1")
        if len(signs) and not signs.min():
            raise pa.ArrowInvalid("a NUL among the cells")
        if len(signs) and signs.max() > 0x7F:
            column.validate(full=True)  # UTF-8? Most columns are ASCII, and need no look at each cell
        blank &= ~filled(column) if blank.any() else False
    if blank.any():
        raise pa.ArrowInvalid("a blank line, or a row of empty cells: they look the same here")
    count = 0
    while count < len(left_out) and left_out[count][0] < first + batch.num_rows + count:
        count += 1
    mine = left_out[:count]
    del left_out[:count]
    numbers = np.delete(np.arange(first, first + batch.num_rows + count), [number - first for number, _ in mine])
    return _Part(batch, numbers, mine)


def _chunks(parts: Sequence[_Part], path: Path, limits: Limits, findings: Findings, done: int) -> Iterator[Chunk]:
    """Blocks put together, and cut where they are too many rows; the ragged rows among them are refused."""
    ragged = [(number, text) for part in parts for number, text in part.left_out]
    for number, text in ragged:
        findings.add(path.name, number, "", text, "ragged_row", _RAGGED, "refuse")
    whole = pa.Table.from_batches([part.rows for part in parts]).combine_chunks()
    numbers, lost = np.concatenate([part.numbers for part in parts]), len(ragged)
    for start in range(0, max(1, len(numbers)), _ROWS):
        part = whole.slice(start, _ROWS)
        held = {name: _one(part.column(name)) for name in whole.column_names}
        here = numbers[start : start + _ROWS]
        yield _judged(Chunk(held, here, len(here) + lost, lost, done), path, limits, findings)
        lost = 0


def _one(column: Any) -> Texts:
    """A column of one piece."""
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _starts_plain(path: Path, layout: Layout, rows: int) -> bool:
    """Whether the first rows, which are no data, stand on a line each."""
    text, _ = _head(path, layout.encoding)
    with _long_cells():
        found = csv.reader(io.StringIO(text, newline=""), delimiter=layout.delimiter)
        return all(row and found.line_num == number for number, row in enumerate(islice(found, rows), start=1))


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
                    chunk = Chunk.of(layout.columns, kept, numbers, lost)
                    chunk.bytes_done = _told(file)
                    yield _judged(chunk, path, limits, findings)
                    kept, numbers, lost = [], [], 0
        except (csv.Error, UnicodeError) as error:
            remedy = f"cannot be read from here on ({error}); mend the quotes of this row"
            findings.add(path.name, (numbers or [0])[-1] + 1, "", "", "unreadable", remedy, "refuse")
    yield _judged(Chunk.of(layout.columns, kept, numbers, lost), path, limits, findings)


def _judged(chunk: Chunk, path: Path, limits: Limits, findings: Findings) -> Chunk:
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
