"""One import from a file to frames: recognise, read, stage, check, locate, and account for every row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pandas as pd
import pyarrow as pa

from geo.imports import hashing, own_rows, pins, records
from geo.imports.agreement import Agreement
from geo.imports.ahead import ahead
from geo.imports.check import check
from geo.imports.chunks import Chunk
from geo.imports.findings import Findings
from geo.imports.ground import ground_of
from geo.imports.limits import Limits, RefusedFile
from geo.imports.locate import Locator
from geo.imports.members import first_understood, members
from geo.imports.readers import chunks_of, reader_of
from geo.imports.recognise import Recognised, recognise
from geo.imports.records import Frames, Tables
from geo.imports.staged import Staging
from geo.imports.texts import Mask, Texts, filled, texts
from geo.places.geocode.world import World, the_world

Progress = Callable[[int, int, int], None]
"""Called with rows done, bytes done and bytes in all, after each chunk."""


class Cancel(Protocol):
    """What can be asked whether to stop: a threading.Event, for one."""

    def is_set(self) -> bool:
        """Whether to stop."""


class Cancelled(RuntimeError):
    """The import was stopped by the user; nothing of it is to be stored."""


@dataclass(slots=True)
class Counts:
    """What became of the rows: `read` is always `stored` + `refused` + `duplicates`."""

    read: int = 0
    stored: int = 0
    refused: int = 0
    duplicates: int = 0
    claims: int = 0
    located: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Checked:
    """The rows of a chunk that are to be stored, and the hashes of their events."""

    rows: Staging
    hashes: hashing.Hashes
    bytes_done: int


class Import:
    """Reads one file chunk by chunk; `counts` and `findings` grow while `tables` is walked through.

    Chunks are parsed, checked and made into tables in three threads, each step in the order of the file.

    `found` is what `look` said of the file, where that was asked before.
    `known` are the ids of the events that stand in the store, or what `hashing.numbers_of` makes of them.
    """

    def __init__(
        self,
        path: Path,
        dataset: str,
        *,
        format_: str = "",
        found: Recognised | None = None,
        mapping: Mapping[str, str] | None = None,
        known: hashing.Hashes | Iterable[str] = (),
        world: World | None = None,
        limits: Limits | None = None,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> None:
        self.path, self.dataset, self.format_ = path, dataset, format_
        self.limits = limits or Limits.of()
        self.counts, self.findings = Counts(), Findings()
        self.recognised = found
        self._mapping, self._progress, self._cancel = mapping, progress, cancel
        self._world = world or the_world()
        self._known = known if isinstance(known, np.ndarray) else hashing.numbers_of(texts(known))
        self._seen = hashing.Seen(self._known)
        self._ids = hashing.Seen()
        self._ground = ground_of(self._world)
        self._agreement, self._locator = Agreement(self._ground), Locator(self._world, self.limits)

    def frames(self) -> Iterator[Frames]:
        """The same as `tables`, as frames."""
        return (each.frames() for each in self.tables())

    def tables(self) -> Iterator[Tables]:
        """The rows to store, chunk by chunk. Raises RefusedFile, Cancelled; problems of rows are findings."""
        with members(self.path, self.limits) as files:
            known = self.recognised
            if known is not None and known.path in files:
                first, found = known.path, known
            else:  # not looked at yet, or unpacked anew
                first, found = first_understood(self.path, files, self.limits, self.format_)
            self.recognised = found = found.with_mapping(self._mapping) if self._mapping else found
            if found.missing:
                raise RefusedFile(f"{self.path.name}: {'; '.join(found.missing)}")
            total, done = sum(each.stat().st_size for each in files), 0
            for each in files:
                how = found if each == first else self._same(each, found)
                if how is not None:
                    yield from self._file(each, how, done, total)
                done += each.stat().st_size
        self._tell(total, total)

    def _same(self, file: Path, first: Recognised) -> Recognised | None:
        """How a further file is read; None (and a finding) where it is not like the first."""
        try:
            found = recognise(file, self.limits, self.format_)
        except RefusedFile as error:
            self.findings.add(file.name, 0, "", "", "unknown_file", f"left out: {error}")
            return None
        if found.format != first.format:
            remedy = f"left out: it is {found.label}, the others are {first.label}; import it by itself"
            self.findings.add(file.name, 0, "", "", "other_format", remedy)
            return None
        found = found.with_mapping(first.mapping) if first.mapping else found
        if found.missing:
            self.findings.add(file.name, 0, "", "", "other_columns", f"left out: {'; '.join(found.missing)}")
            return None
        return found

    def _file(self, file: Path, how: Recognised, before: int, total: int) -> Iterator[Tables]:
        if how.format == "own":
            yield from own_rows.tables(self, file, how)
            return
        reader = reader_of(how, self.limits)
        chunks = ahead(chunks_of(how, self.limits, self.findings, reader))
        for part in ahead(self._check(chunk, _named(file, chunk), reader.stage, how.format) for chunk in chunks):
            if self._cancel is not None and self._cancel.is_set():
                raise Cancelled(f"{self.path.name}: stopped after {self.counts.read:,} rows; nothing was stored")
            if len(part.rows):
                yield self._make(part, how)
            self._tell(before + part.bytes_done, total)

    def take(self, chunk: Chunk, file: str, stage: Callable[[Staging], Any], how: Recognised) -> Tables | None:
        """Stage, check and account for one chunk; None where nothing of it is to be stored."""
        part = self._check(chunk, file, stage, how.format)
        return self._make(part, how) if len(part.rows) else None

    def _check(self, chunk: Chunk, file: str, stage: Callable[[Staging], Any], format_: str) -> _Checked:
        """Stage and check a chunk, and account for its rows."""
        self.counts.read += chunk.read
        self.counts.refused += chunk.refused
        self.limits.check_rows(self.path.name, self.counts.read)
        staging = Staging.of(file, chunk.rows, chunk.numbers, self.findings)
        if not len(staging):
            return _Checked(staging, np.zeros(0, dtype="uint64"), chunk.bytes_done)
        stage(staging)
        check(staging, self.limits)
        hashes = records.event_hashes(staging, format_)
        kept = self._new(staging, hashes, format_)
        self.counts.refused += int(staging.refused.sum())
        self.counts.stored += int(kept.sum())
        self.counts.duplicates += int((~kept & ~staging.refused).sum())
        staging.refused = ~kept
        return _Checked(staging.kept(kept), hashes[kept], chunk.bytes_done)

    def _make(self, part: _Checked, how: Recognised) -> Tables:
        """Locate and place rows that are all to be stored; their tables."""
        staging = part.rows
        staging.complete()
        districts = self._ground.districts(staging.columns["lon"], staging.columns["lat"])
        answers = self._locator.locate(staging)
        self.counts.located = dict(self._locator.counts)
        self._agreement.check(staging, districts)
        places = pins.place(staging, answers, self._ground, districts)
        outlet = how.attribution.split(",")[0] or self.dataset
        tables = records.tables_of(staging, part.hashes, places, self.dataset, outlet, how.format)
        self.counts.claims += len(tables.claims)
        return tables

    def _new(self, staging: Staging, hashes: hashing.Hashes, format_: str) -> Mask:
        """Which rows are neither refused nor repeated; repeated ones are told of."""
        good = np.flatnonzero(~staging.refused)
        again = self._seen.repeated(hashes[good] & hashing.KEPT)
        kept, repeated = np.zeros(len(hashes), dtype=bool), np.zeros(len(hashes), dtype=bool)
        kept[good[~again]], repeated[good[again]] = True, True
        own = staging.columns["source_id"]
        remedy = "stands already in the file or in the store; not stored again"
        staging.find(repeated, "id", "duplicate", remedy, "warn", own)
        named = np.flatnonzero(kept & filled(own))
        if format_ not in records.KNOWN_IDS and len(named):
            twice = np.zeros(len(hashes), dtype=bool)
            twice[named[self._ids.repeated(hashing.hash_rows([own.take(pa.array(named))], "id"))]] = True
            remedy = "another row has this id and says something else; both are kept"
            staging.find(twice, "id", "repeated_id", remedy, "warn", own)
        return kept

    def knows(self, ids: Texts) -> Mask:
        """Which ids of events stand in the store already."""
        return np.isin(hashing.numbers_of(ids), self._known)

    def _tell(self, done: int, total: int) -> None:
        if self._progress is not None:
            self._progress(self.counts.read, min(done, total), total)


def _named(file: Path, chunk: Chunk) -> str:
    """The file as rows and findings name it, with the sheet where it has several."""
    return f"{file.name} [{chunk.sheet}]" if chunk.sheet else file.name


def read_all(path: Path, dataset: str, **how: Any) -> tuple[Frames | None, Import]:
    """All of a file that is small enough to be held at once; None where nothing of it can be stored."""
    run = Import(path, dataset, **how)
    parts = list(run.frames())
    if not parts:
        return None, run
    names = Frames.__slots__
    whole = Frames(*(pd.concat([getattr(part, name) for part in parts]) for name in names))
    whole.documents = whole.documents[~whole.documents.index.duplicated()]
    return whole, run
