"""How a text table is written: its encoding, its separator, its header; and a look at its first rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final, Literal

from geo.imports.limits import RefusedFile

DELIMITERS = (",", ";", "\t", "|")
QUOTED: Final[Literal[0]] = 0  # csv.QUOTE_MINIMAL
BARE: Final[Literal[3]] = 3  # csv.QUOTE_NONE
_HEAD = 400_000


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text table is written: `skip` rows of tags stand between header and data; `columns` names every column."""

    encoding: str
    delimiter: str
    header: bool
    columns: tuple[str, ...]
    skip: int = 0
    quoted: bool = True


def head_rows(path: Path, encoding: str, delimiter: str, count: int = 200, quoted: bool = True) -> list[list[str]]:
    """The first rows, cut where the sample ends."""
    text, whole = _head(path, encoding)
    if not whole and "\n" in text:
        text = text[: text.rindex("\n") + 1]
    quoting = QUOTED if quoted else BARE
    try:
        with long_cells():
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


def starts_plain(path: Path, layout: Layout, rows: int) -> bool:
    """Whether the first rows, which are no data, stand on a line each."""
    text, _ = _head(path, layout.encoding)
    with long_cells():
        found = csv.reader(io.StringIO(text, newline=""), delimiter=layout.delimiter)
        return all(row and found.line_num == number for number, row in enumerate(islice(found, rows), start=1))


def _head(path: Path, encoding: str) -> tuple[str, bool]:
    with path.open("rb") as file:
        raw = file.read(_HEAD)
        whole = not file.read(1)
    return raw.decode(encoding, errors="ignore" if not whole else "replace"), whole


@contextmanager
def long_cells() -> Iterator[None]:
    """Cells of any length while a file is read; `Limits` judges them. The limit belongs to the whole process, so it is put back."""
    before = csv.field_size_limit(2**31 - 1)
    try:
        yield
    finally:
        csv.field_size_limit(before)
