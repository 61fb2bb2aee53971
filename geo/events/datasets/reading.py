"""Opens the user's data sets for reading: lazily, each for itself, so that a damaged one costs no other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from geo.events.datasets import swap
from geo.events.datasets.changing import recover
from geo.events.datasets.columns import SCHEMAS, codes_of, to_frame
from geo.events.datasets.disk import sha256_of
from geo.events.datasets.manifest import (
    COPY,
    FILE,
    FOLDER,
    DataSet,
    Manifest,
    is_damaged,
    parse_manifest,
    read_manifest,
)
from geo.vocabulary.problems import DataProblems, Problem

_TRIES = 5
_REMEDY = (
    "the other data sets are open. Restore a backup (python -m geo restore FILE), or remove this one "
    "(python -m geo remove {id}) and import {file} again"
)
_BROKEN = (OSError, pa.ArrowException, ValueError)


@dataclass(frozen=True, slots=True)
class StoredSet:
    """One data set; nothing is read before it is asked for. Every method raises DataProblems where a file is damaged.

    Frames have the columns of the chronology's, as its types, and the same index: event_id, claim_id, document_id.
    """

    about: DataSet
    home: Path

    def path(self, name: str) -> Path:
        """The Parquet file of a table of SCHEMAS, for DuckDB and others."""
        return self.home / FOLDER / self.about.folder / f"{name}.parquet"

    def table(self, name: str, columns: Sequence[str] | None = None, only: pa.Array | None = None) -> pa.Table:
        """A table as it is stored, or some columns of it, or the rows of `only` these events."""
        batches = self.batches(name, columns, 250_000)
        if only is not None:
            batches = (batch.filter(pc.is_in(batch["event_id"], only)) for batch in batches)
        return pa.Table.from_batches(batches, _schema(name, columns))

    def batches(self, name: str, columns: Sequence[str] | None = None, rows: int = 50_000) -> Iterator[pa.RecordBatch]:
        """The same, at most so many rows at a time."""
        schema = _schema(name, columns)
        try:
            with pq.ParquetFile(self.path(name), page_checksum_verification=True) as file:
                for batch in file.iter_batches(rows, columns=schema.names):
                    yield _whole(batch, schema)
        except _BROKEN as error:
            raise DataProblems([self._problem(name, f"cannot be read ({_short(error)})")]) from error

    def events(self, columns: Sequence[str] | None = None, only: pa.Array | None = None) -> pd.DataFrame:
        """The events, by event_id; or those of `only` these events."""
        return to_frame("events", self.table("events", columns, only))

    def claims(self, columns: Sequence[str] | None = None, only: pa.Array | None = None) -> pd.DataFrame:
        """The claims, by claim_id; or those of `only` these events."""
        return to_frame("claims", self.table("claims", columns, only))

    def documents(self) -> pd.DataFrame:
        """The documents, by document_id."""
        return to_frame("documents", self.table("documents"))

    def places(self, only: pa.Array | None = None) -> gpd.GeoDataFrame:
        """The parts of the events' places, EPSG:4326; an empty frame keeps its columns. `extent` is not stored."""
        rows = to_frame("places", self.table("places", only=only))
        shapes = gpd.GeoSeries.from_wkb(rows.pop("geometry").astype(object), crs=4326)
        return gpd.GeoDataFrame(rows, geometry=shapes)

    def rows(self, event_id: str) -> list[dict[str, Any]]:
        """The source rows of an event: row, source_id, file, codes (a JSON object of the source's own columns)."""
        try:
            with duckdb.connect(":memory:") as asked:
                sql = "SELECT * FROM read_parquet($path) WHERE event_id = $event ORDER BY row"
                found = asked.execute(sql, {"path": str(self.path("rows")), "event": event_id})
                names = [column[0] for column in found.description or ()]
                rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        except duckdb.Error as error:
            raise DataProblems([self._problem("rows", f"cannot be read ({_short(error)})")]) from error
        return [
            {name: row[name] for name in ("row", "source_id", "file")}
            | {"codes": codes_of(row.get("fields", ""), row["codes"])}
            for row in rows
        ]

    def problems(self, thorough: bool = False) -> list[Problem]:
        """What is wrong with its files, by their length and their directory; with `thorough` every byte is read."""
        found = []
        for name, about in self.about.files.items():
            path = self.path(name)
            try:
                if (length := path.stat().st_size) != about.bytes:
                    found.append(self._problem(name, f"is damaged ({length} bytes, {about.bytes} were written)"))
                elif thorough and sha256_of(path) != about.sha256:
                    found.append(self._problem(name, "is damaged (its checksum differs)"))
                elif pq.read_metadata(path).num_rows != about.rows:
                    found.append(
                        self._problem(name, f"is damaged (it has not the {about.rows} rows that were written)")
                    )
            except _BROKEN as error:
                found.append(self._problem(name, f"cannot be read ({_short(error)})"))
        return found

    def _problem(self, name: str, what: str) -> Problem:
        remedy = _REMEDY.format(id=self.about.id, file=self.about.file)
        return Problem(f"{FOLDER}/{self.about.folder}/{name}.parquet", 0, "file", self.about.name, f"{what}; {remedy}")


def open_sets(home: Path, thorough: bool = False) -> tuple[list[StoredSet], list[Problem]]:
    """The data sets in the order of their import, and what keeps others from being opened; none where nothing is stored.

    With a damaged manifest they are opened as its copy has them. No lock is taken: a change that comes between is followed.
    """
    for _ in range(_TRIES):
        before = stamp(home)
        opened, problems = _open(home, thorough)
        if not problems or before == stamp(home):
            break
    return opened, problems


def stamp(home: Path) -> tuple[object, ...]:
    """Something that differs after every change of the data sets; two looks at file names, whatever they hold."""
    seen = list[tuple[int, ...]]()
    for path in (home / FOLDER / FILE, home / swap.JOURNAL):
        try:
            about = path.stat()
            seen.append((about.st_mtime_ns, about.st_ctime_ns, about.st_ino, about.st_size))
        except OSError:
            seen.append(())
    return tuple(seen)


def _open(home: Path, thorough: bool) -> tuple[list[StoredSet], list[Problem]]:
    problems = list[Problem]()
    try:
        if swap.running(home):  # half of a restore would be a mixture
            recover(home)
        manifest = read_manifest(home)
    except DataProblems as error:
        problems += error.problems
        manifest = _copy(home) if is_damaged(error) else Manifest()
    opened = []
    for about in manifest.now.sets:
        stored = StoredSet(about, home)
        found = stored.problems(thorough)
        problems += found
        opened += [] if found else [stored]
    return opened, problems


def _schema(name: str, columns: Sequence[str] | None) -> pa.Schema:
    return pa.schema([SCHEMAS[name].field(each) for each in columns or SCHEMAS[name].names])


def _whole(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    """The batch with exactly these columns; a text that it does not have, as it is of an older schema, is ""."""
    for name in set(schema.names) - set(batch.schema.names):
        batch = batch.append_column(name, pa.repeat(pa.scalar(""), batch.num_rows))
    return batch.select(schema.names).replace_schema_metadata().cast(schema)


def _copy(home: Path) -> Manifest:
    try:
        return parse_manifest((home / FOLDER / COPY).read_bytes())
    except (DataProblems, OSError):
        return Manifest()


def _short(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
