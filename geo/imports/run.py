"""One import from a file to frames: recognise, read, stage, check, locate, and account for every row."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pandas as pd

from geo.imports import archives, hashing, own_rows, pins, records, sheets
from geo.imports.agreement import Agreement
from geo.imports.check import check
from geo.imports.delimited import Chunk
from geo.imports.findings import Findings
from geo.imports.ground import ground_of
from geo.imports.limits import Limits, RefusedFile
from geo.imports.locate import Locator
from geo.imports.readers import chunks_of, reader_of
from geo.imports.recognise import UNDERSTOOD, Recognised, recognise
from geo.imports.records import Frames
from geo.imports.staged import Staging
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


@contextmanager
def members(path: Path, limits: Limits) -> Iterator[list[Path]]:
    """The plain files that a path stands for: itself, those of a folder, those of a zip (unpacked while it is open)."""
    if path.is_dir():
        yield [each for each in sorted(path.rglob("*")) if each.is_file() and not each.name.startswith(".")]
        return
    limits.check_size(path)
    if not archives.is_zip(path) or sheets.is_workbook(path):
        yield [path]
        return
    with tempfile.TemporaryDirectory(prefix="zeropoint-import-") as folder:
        found = archives.unpack(path, Path(folder), limits)
        shapes = [each for each in found if each.suffix.lower() == ".shp"]
        drawn = [each for each in found if each.suffix.lower() == ".kml"]
        yield shapes or (drawn if path.suffix.lower() == ".kmz" else found)


def look(path: Path, limits: Limits | None = None, format_: str = "") -> Recognised:
    """What a file, folder or zip is: that of its first file that is understood. Raises RefusedFile where none is."""
    limits = limits or Limits.of()
    with members(path, limits) as files:
        return _first(path, files, limits, format_)[1]


def _first(path: Path, files: list[Path], limits: Limits, format_: str) -> tuple[Path, Recognised]:
    said = f"{path.name} holds no files. {UNDERSTOOD}"
    for each in files:
        try:
            return each, recognise(each, limits, format_)
        except RefusedFile as error:
            said = str(error)
    raise RefusedFile(said)


class Import:
    """Reads one file chunk by chunk; `counts` and `findings` grow while `frames` is walked through."""

    def __init__(
        self,
        path: Path,
        dataset: str,
        *,
        format_: str = "",
        mapping: Mapping[str, str] | None = None,
        known: Iterable[str] = (),
        world: World | None = None,
        limits: Limits | None = None,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> None:
        self.path, self.dataset, self.format_ = path, dataset, format_
        self.limits = limits or Limits.of()
        self.counts, self.findings = Counts(), Findings()
        self.recognised: Recognised | None = None
        self._mapping, self._progress, self._cancel = mapping, progress, cancel
        self._world = world or the_world()
        self._known = frozenset(known)
        self._seen = hashing.Seen(hashing.numbers(self._known))
        self._ids = hashing.Seen()
        self._ground = ground_of(self._world)
        self._agreement, self._locator = Agreement(self._ground), Locator(self._world, self.limits)

    def frames(self) -> Iterator[Frames]:
        """The rows to store, chunk by chunk. Raises RefusedFile, Cancelled; problems of rows are findings."""
        with members(self.path, self.limits) as files:
            first, found = _first(self.path, files, self.limits, self.format_)
            self.recognised = found = found.with_mapping(self._mapping) if self._mapping else found
            if found.missing:
                raise RefusedFile(f"{self.path.name}: {'; '.join(found.missing)}")
            total, done = sum(each.stat().st_size for each in files), 0
            for each in files[files.index(first) :]:
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

    def _file(self, file: Path, how: Recognised, before: int, total: int) -> Iterator[Frames]:
        if how.format == "own":
            yield from own_rows.frames(self, file, how)
            return
        reader = reader_of(how, self.limits)
        for chunk in chunks_of(how, self.limits, self.findings, reader):
            if self._cancel is not None and self._cancel.is_set():
                raise Cancelled(f"{self.path.name}: stopped after {self.counts.read:,} rows; nothing was stored")
            frames = self.take(chunk, Staging.of(file.name, chunk.rows, self.findings), reader.stage, how)
            if frames is not None:
                yield frames
            self._tell(before + chunk.bytes_done, total)

    def take(self, chunk: Chunk, staging: Staging, stage: Callable[[Staging], Any], how: Recognised) -> Frames | None:
        """Stage, check and account for one chunk; None where nothing of it is to be stored."""
        self.counts.read += chunk.read
        self.counts.refused += chunk.refused
        self.limits.check_rows(self.path.name, self.counts.read)
        if not len(staging.rows):
            return None
        stage(staging)
        check(staging, self.limits)
        hashes = records.event_hashes(staging, how.format)
        kept = self._new(staging, hashes, how.format)
        self.counts.refused += int(staging.refused.sum())
        self.counts.stored += int(kept.sum())
        self.counts.duplicates += int((~kept & ~staging.refused).sum())
        if not kept.any():
            return None
        staging.refused = ~kept  # what is left out is neither asked for nor told of again
        located = self._locator.locate(staging)
        self.counts.located = dict(self._locator.counts)
        self._agreement.check(staging)
        placed = pins.place(staging, located, self._ground)
        staged = staging.frame()
        if not kept.all():
            staged, hashes, placed = staged[kept].reset_index(drop=True), hashes[kept], placed.take(kept)
        outlet = how.attribution.split(",")[0] or self.dataset
        frames = records.frames_of(staged, hashes, placed, self.dataset, outlet, staging.file)
        self.counts.claims += len(frames.claims)
        return frames

    def _new(self, staging: Staging, hashes: hashing.Hashes, format_: str) -> Any:
        """Which rows are neither refused nor repeated; repeated ones are told of."""
        good = np.flatnonzero(~staging.refused)
        again = self._seen.repeated(hashes[good] & hashing.KEPT)
        kept = np.zeros(len(hashes), dtype=bool)
        kept[good[~again]] = True
        mask = np.zeros(len(hashes), dtype=bool)
        mask[good[again]] = True
        own = staging.columns["source_id"]
        staging.find(
            mask,
            "id",
            "duplicate",
            "stands already in the file or in the store; not stored again",
            "warn",
            own.to_numpy(dtype=object),
        )
        if format_ not in records.KNOWN_IDS and (own != "").any():
            named = np.flatnonzero(kept & (own != "").to_numpy(dtype=bool))
            twice = np.zeros(len(hashes), dtype=bool)
            twice[named[self._ids.repeated(hashing.hash_rows([own.array[named]], "id"))]] = True
            staging.find(
                twice,
                "id",
                "repeated_id",
                "another row has this id and says something else; both are kept",
                "warn",
                own.to_numpy(dtype=object),
            )
        return kept

    def _tell(self, done: int, total: int) -> None:
        if self._progress is not None:
            self._progress(self.counts.read, min(done, total), total)


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
