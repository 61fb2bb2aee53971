"""One import from a file to a data set on disk: all of its good rows, or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

import pandas as pd

from geo.events import datasets
from geo.events.load import load
from geo.imports.findings import Findings
from geo.imports.limits import Limits
from geo.imports.recognise import Recognised
from geo.imports.records import Frames
from geo.imports.run import Cancel, Counts, Import, Progress, look
from geo.settings import DATA

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
    right before."""

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
    found = look(path, limits, wish.format)
    name = wish.name.strip() or path.stem
    about = datasets.About(
        name=name,
        format=found.format,
        file=path.name,
        sha256=_sha256(path),
        licence=wish.licence or found.licence,
        attribution=wish.attribution or found.attribution,
        may_share=found.may_share if wish.may_share is None else wish.may_share,
    )
    with ExitStack() as stack:
        writer = stack.enter_context(datasets.new_set(home, about)) if store else None
        run = Import(
            path,
            writer.id if writer else name,
            format_=wish.format,
            mapping=wish.mapping,
            known=known_events(home, found.format),
            limits=limits,
            progress=progress,
            cancel=cancel,
        )
        first = None
        for frames in run.frames():
            first = first or frames
            if writer is not None:
                _write(writer, frames)
        stored = writer.keep(_counts(run.counts)) if writer is not None and run.counts.stored else None
        said = tuple(writer.said) if writer else ()
    return Imported(run.recognised or found, run.counts, run.findings, stored, first, said)


def known_events(home: Path, format_: str = "") -> Iterator[str]:
    """The ids of the events that stand in the user's data sets; for our own exports, those of the chronology too."""
    if format_ == "own":
        yield from map(str, load(DATA / "events").events.index)
    for each in datasets.open_sets(home)[0]:
        for batch in each.batches("events", ["event_id"]):
            yield from batch.column("event_id").to_pylist()


def _write(writer: datasets.SetWriter, frames: Frames) -> None:
    for name in Frames.__slots__:
        rows: pd.DataFrame = getattr(frames, name)
        if len(rows):
            writer.write(name, rows)


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
