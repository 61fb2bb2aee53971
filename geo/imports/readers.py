"""Which reader a recognised file is read with, and the chunks that it is read in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from geo.imports import acled, delimited, gdelt, jsons, sheets, timemap, ucdp, vector
from geo.imports.chunks import Chunk
from geo.imports.findings import Findings
from geo.imports.limits import Limits
from geo.imports.recognise import Recognised
from geo.imports.staged import Staging
from geo.imports.tables import Table


class Reader(Protocol):
    """What every format has: it fills the staged columns of a chunk."""

    def stage(self, chunk: Staging) -> Staging:
        """Fill the staged columns of a chunk from its source columns."""


def reader_of(how: Recognised, limits: Limits) -> Reader:
    """The reader of a file's format, which remembers what it learns from one chunk to the next."""
    match how.format:
        case "ucdp":
            return ucdp.Reader()
        case "acled":
            return acled.Reader()
        case "gdelt":
            return gdelt.Reader()
        case "timemap":
            return timemap.Reader(how.path, limits)
        case "vector":
            return vector.Reader(Table(how.mapping))
    return Table(how.mapping)


def chunks_of(how: Recognised, limits: Limits, findings: Findings, reader: Any = None) -> Iterator[Chunk]:
    """The rows of a file as text, at most `limits.CHUNK` at once."""
    match how.container:
        case "delimited":
            assert how.layout is not None
            return delimited.read_chunks(how.path, how.layout, limits, findings)
        case "sheet":
            return sheets.read_sheets(how.path, how.sheets, how.columns, limits, findings)
        case "json":
            found = jsons.records_of(jsons.read_json(how.path, limits), how.path.name)
            return jsons.read_records(found, how.columns, how.path.name, limits, findings)
        case "timemap":
            chunks: Iterator[Chunk] = (reader or timemap.Reader(how.path, limits)).chunks(how.columns, findings)
            return chunks
    assert how.layer is not None
    return vector.read_chunks(how.path, how.layer, limits, findings)
