"""One import from a file to a data set on disk: all of its good rows, or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import numpy as np

from geo.events import datasets
from geo.events.load import load
from geo.imports.ahead import behind
from geo.imports.findings import Findings
from geo.imports.hashing import Hashes, numbers_of
from geo.imports.limits import Limits
from geo.imports.mappings import MAPPED, mapped, remember
from geo.imports.members import look
from geo.imports.memory import keep_pages
from geo.imports.recognise import Recognised
from geo.imports.records import Frames, Tables
from geo.imports.run import Cancel, Counts, Import, Progress
from geo.imports.texts import texts
from geo.places.geocode.world import the_world
from geo.settings import DATA

PREVIEW = 1_000
"""Events that are given back to be looked at."""
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user says of a file; "" and None leave it to what is recognised."""

    name: str = ""
    format: str = ""
    licence: str = ""
    attribution: str = ""
    may_share: bool | None = None
    mapping: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file. `stored` is None where nothing was stored; `first` are the first good rows, `said` what was put
    right before, and by which remembered mapping it was read."""

    recognised: Recognised
    counts: Counts
    findings: Findings
    stored: datasets.DataSet | None
    first: Frames | None
    said: tuple[str, ...] = ()


def import_file(
    path: Path,
    home: Path,
    wish: Wish | None = None,
    *,
    store: bool = True,
    limits: Limits | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Imported:
    """Read a file, folder or zip, and store its good rows as one data set under `home`; without `store`, only look.

    An event that stands in a data set of the user's already is a duplicate; where all rows are, nothing is stored.
    Raises RefusedFile where the file is nothing known, Cancelled, and DataProblems where it cannot be stored.
    """
    wish, limits = wish or Wish(), limits or Limits.of()
    keep_pages()
    found, note = mapped(home, look(path, limits, wish.format), wish.mapping)
    name = wish.name.strip() or path.stem
    about = datasets.About(
        name=name,
        format=found.format,
        file=path.name,
        licence=wish.licence or found.licence,
        attribution=wish.attribution or found.attribution,
        may_share=found.may_share if wish.may_share is None else wish.may_share,
    )
    with ExitStack() as stack:
        worker = stack.enter_context(ThreadPoolExecutor(1))
        sha256 = worker.submit(_sha256, path) if store else None  # while the gazetteer is loaded and the rows are read
        writer = stack.enter_context(datasets.new_set(home, about)) if store else None
        run = Import(
            path,
            writer.id if writer else name,
            format_=wish.format,
            found=found,
            mapping=found.mapping if found.format in MAPPED else None,  # a zip is unpacked, and looked at, anew
            known=known_events(home, found.format),
            world=the_world(),
            limits=limits,
            progress=progress,
            cancel=cancel,
        )
        first, stored = None, None
        with behind(partial(_write, writer) if writer is not None else lambda tables: None) as write:
            for tables in run.tables():
                first = first or tables.head(PREVIEW).frames()
                write(tables)
        if writer is not None and sha256 is not None and run.counts.stored:
            stored = writer.keep(_counts(run.counts), sha256.result())
        said = tuple(writer.said) if writer else ()
    if stored and wish.mapping:
        note = _remembered(home, found, path.name)
    said = (*said, note) if note else said
    return Imported(run.recognised or found, run.counts, run.findings, stored, first, said)


def _remembered(home: Path, found: Recognised, file: str) -> str:
    """Remember how the columns were mapped; what stands in its way is said, as the rows are stored already."""
    try:
        remember(home, found, file)
    except OSError as error:
        return f"the mapping of the columns could not be remembered ({error.strerror or error})"
    return ""


def known_events(home: Path, format_: str = "") -> Hashes:
    """The events that stand in the user's data sets, as `Import` knows them; for our own exports, those of the chronology too."""
    found = [np.zeros(0, dtype="uint64")]
    if format_ == "own":
        found.append(numbers_of(texts(map(str, load(DATA / "events").events.index))))
    for each in datasets.open_sets(home)[0]:
        found += [numbers_of(batch.column("event_id")) for batch in each.batches("events", ["event_id"])]
    return np.concatenate(found)


def _write(writer: datasets.SetWriter, tables: Tables) -> None:
    """Write a chunk, all of its tables at once: each is a file of its own."""
    names = Tables.__slots__
    with ThreadPoolExecutor(len(names)) as workers:
        list(workers.map(lambda name: writer.write(name, getattr(tables, name)), names))


def _counts(counts: Counts) -> dict[str, int]:
    whole = asdict(counts)
    return {name: int(whole[name]) for name in ("read", "stored", "refused", "duplicates")}


def _sha256(path: Path) -> str:
    """Of a file its SHA-256, of a folder that of the names and contents of its files."""
    digest = hashlib.sha256()
    for each in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if each.is_file():
            digest.update(str(each.relative_to(path)).encode() if path.is_dir() else b"")
            with each.open("rb") as file:
                while block := file.read(_BLOCK):
                    digest.update(block)
    return digest.hexdigest()
