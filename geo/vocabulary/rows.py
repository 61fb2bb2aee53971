"""How every curated CSV is read: as text, with every problem of the file itself collected, never a crash half-way."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from geo.vocabulary.problems import Problem

Row = dict[str, str]


def read_rows(path: Path, header: Sequence[str]) -> tuple[list[Row] | None, list[Problem]]:
    """The rows by column name, and the problems of encoding, quoting, header and row length.

    None where the file cannot be judged further. A ragged row is padded or cut so that its other cells can be checked; as
    a problem is told of it, nothing is loaded. The second row of the file is the first of the list.
    """
    file = path.name
    try:
        text = path.read_bytes().decode("utf-8")
        if "\0" in text:
            raise ValueError(f"a NUL character in line {text[: text.index(chr(0))].count(chr(10)) + 1}")
        found, *rows = list(csv.reader(io.StringIO(text, newline=""), strict=True)) or [[]]
    except (OSError, ValueError, csv.Error) as error:
        return None, [Problem(file, 0, "file", file, f"cannot be read ({error}); it must be CSV in UTF-8")]
    if found != list(header):
        return None, [Problem(file, 1, "header", ",".join(found)[:200], f"must be {','.join(header)}")]
    ragged = [
        Problem(file, number, "row", ",".join(row)[:80], f"has {len(row)} cells, must have {len(header)}")
        for number, row in enumerate(rows, start=2)
        if len(row) != len(header)
    ]
    return [dict(zip(header, row + [""] * len(header), strict=False)) for row in rows], ragged
