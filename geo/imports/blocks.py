"""CSV as Arrow's parser takes it, a block of bytes at once: quick, where the file is regular."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv
from numpy.typing import NDArray

from geo.imports.chunks import Chunk, judged, ragged
from geo.imports.encodings import is_utf8
from geo.imports.findings import Findings
from geo.imports.layout import Layout, starts_plain
from geo.imports.limits import Limits
from geo.imports.texts import Texts, filled, texts

_BLOCK = 1 << 21  # bytes that the parser takes at once: so many as stay in the processor's cache
_STEP = 4  # a chunk ends after a multiple of so many blocks
_BLOCKS = 16  # of these make a chunk at most
_ROWS = 100_000  # of a chunk


def read_blocks(path: Path, layout: Layout, limits: Limits, findings: Findings) -> Iterator[Chunk]:
    """The rows by Arrow's parser. Raises ArrowInvalid where rows cannot be numbered, or a cell is not in the encoding."""
    first = (1 if layout.header else 0) + layout.skip
    if layout.encoding.startswith("utf-16") or not starts_plain(path, layout, first):
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
    left = [(number, text) for part in parts for number, text in part.left_out]
    for number, text in left:
        findings.add(path.name, number, "", text, "ragged_row", ragged(text), "refuse")
    whole = pa.Table.from_batches([part.rows for part in parts]).combine_chunks()
    numbers, lost = np.concatenate([part.numbers for part in parts]), len(left)
    for start in range(0, max(1, len(numbers)), _ROWS):
        part = whole.slice(start, _ROWS)
        held = {name: _one(part.column(name)) for name in whole.column_names}
        here = numbers[start : start + _ROWS]
        yield judged(Chunk(held, here, len(here) + lost, lost, done), path, limits, findings)
        lost = 0


def _one(column: Any) -> Texts:
    """A column of one piece."""
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
