"""Stores one data set from a stream of chunks, in bounded memory: whole at the end, or not at all."""

import re
import uuid
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from geo.events.datasets.changing import PATIENCE_SECONDS, STAGING, Change, changing
from geo.events.datasets.columns import SCHEMAS, conform, from_frame
from geo.events.datasets.disk import move, said_clearly, sha256_of, sync, sync_folder
from geo.events.datasets.manifest import FOLDER, DataSet, StoredFile, now_utc

CHUNK_ROWS = 50_000
"""So many rows are gathered before they are written; smaller chunks may come."""
UNLIKE = {"event_id", "claim_id", "event_key", "source_id", "row", "geometry"}
"""Columns whose values differ in almost every row: a dictionary of them would be made in vain."""
TAKEN = {"chronology"}
_NOTHING_STORED = "nothing of the import was stored"


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a data set before it is read."""

    name: str
    format: str
    file: str
    licence: str = ""
    attribution: str = ""
    may_share: bool = True


@contextmanager
def new_set(home: Path, about: About, patience: float = PATIENCE_SECONDS) -> Iterator["SetWriter"]:
    """Write one data set, alone with the data sets until the end of the `with`; it is stored by `keep`, else not at all.

    Raises DataProblems where somebody else is changing them (see `changing`), where the manifest cannot be read, and, from
    `write` and `keep`, where the disk is full or refuses.
    """
    with changing(home, f"import of {about.name}", patience) as change:
        writer = SetWriter(change, about)
        try:
            yield writer
        finally:
            with suppress(OSError, pa.ArrowException):  # a file that cannot be ended is not kept
                writer.close()


class SetWriter:
    """Takes chunks of the tables of SCHEMAS in any order; different tables may be written at once.

    `id` is what the set will be called, `said` what was put right before.
    """

    def __init__(self, change: Change, about: About) -> None:
        taken = {each.id for each in change.manifest.now.sets} | TAKEN
        self.id = _free_id(about.name, taken)
        self.said = change.said
        self.rows = dict.fromkeys(SCHEMAS, 0)
        self._change, self._about = change, about
        self._folder = change.home / FOLDER / f"{STAGING}{change.id}"
        self._waiting: dict[str, list[pa.Table]] = {name: [] for name in SCHEMAS}
        self._waiting_rows = dict.fromkeys(SCHEMAS, 0)
        self._files = ExitStack()
        self._writers: dict[str, pq.ParquetWriter] = {}
        with self._clearly("events"):
            self._folder.mkdir()

    def write(self, name: str, chunk: pa.Table | pd.DataFrame) -> None:
        """Add rows to a table; columns that it lacks are empty, `dataset` is filled in.

        Raises ValueError for a column that the table does not have, or values that are not of its type.
        """
        table = conform(name, chunk if isinstance(chunk, pa.Table) else from_frame(name, chunk), self.id)
        self.rows[name] += len(table)
        self._waiting[name].append(table)
        self._waiting_rows[name] += len(table)
        if self._waiting_rows[name] >= CHUNK_ROWS:
            self._flush(name)

    def keep(self, counts: Mapping[str, int], sha256: str) -> DataSet:
        """Store what was written, with `counts` of rows: read, stored, refused, duplicates, and the hash of the file that they
        come from. After this it is there for good.

        Raises ValueError where the rows read are not those stored, refused and left out as duplicates.
        """
        if counts["read"] != counts["stored"] + counts["refused"] + counts["duplicates"]:
            raise ValueError(f"rows are not accounted for: {dict(counts)}")
        with ThreadPoolExecutor(len(SCHEMAS)) as workers:
            list(workers.map(self._flush, SCHEMAS))
            with self._clearly("events"):
                self.close()
            files = dict(zip(SCHEMAS, workers.map(self._finished, SCHEMAS), strict=True))
        about = self._about
        kept = DataSet(
            id=self.id,
            name=about.name,
            format=about.format,
            licence=about.licence,
            attribution=about.attribution,
            may_share=about.may_share,
            imported_at=now_utc(),
            file=about.file,
            sha256=sha256,
            counts=dict(counts),
            folder=f"{self.id}-{uuid.uuid4().hex[:8]}",
            files=files,
        )
        with self._clearly("events"):
            sync_folder(self._folder)
            move(self._folder, self._folder.with_name(kept.folder))
        self._change.commit([*self._change.manifest.now.sets, kept])
        return kept

    def close(self) -> None:
        """Close the files; called by `new_set`."""
        self._writers.clear()
        self._files.close()

    def _flush(self, name: str) -> None:
        with self._clearly(name):
            if name not in self._writers:
                # the writer alone would keep a file open that it could not end, and the full disk full
                file = self._files.enter_context(pa.OSFile(str(self._folder / f"{name}.parquet"), "wb"))
                writer = pq.ParquetWriter(file, SCHEMAS[name], **_options(SCHEMAS[name]))
                self._writers[name] = self._files.enter_context(writer)
            if self._waiting_rows[name]:
                whole = pa.concat_tables(self._waiting[name])
                self._writers[name].write_table(whole, row_group_size=CHUNK_ROWS * 2)
        self._waiting[name], self._waiting_rows[name] = [], 0

    def _finished(self, name: str) -> StoredFile:
        path = self._folder / f"{name}.parquet"
        with self._clearly(name):
            sync(path)
            return StoredFile(self.rows[name], path.stat().st_size, sha256_of(path))

    def _clearly(self, name: str) -> AbstractContextManager[None]:
        return said_clearly(f"{FOLDER}/{self.id}/{name}.parquet", _NOTHING_STORED, self._change.home)


def _options(schema: pa.Schema) -> dict[str, object]:
    """How the columns of a table are written; the least and the greatest of a text are nothing that a reader asks for."""
    return {
        "compression": "zstd",
        "compression_level": 1,
        "write_page_checksum": True,
        "use_dictionary": [name for name in schema.names if name not in UNLIKE],
        "write_statistics": [field.name for field in schema if pa.types.is_primitive(field.type)] or False,
    }


def _free_id(name: str, taken: set[str]) -> str:
    """A short name for links and folders, of the name that the user gave, that no other data set has."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60].strip("-") or "data"
    return next(each for each in (slug, *(f"{slug}-{n}" for n in range(2, len(taken) + 3))) if each not in taken)
