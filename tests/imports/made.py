"""Data sets made up for tests, and the whole content of a home as one value that can be compared."""

import hashlib
from pathlib import Path

import numpy as np
import pyarrow as pa
import shapely

from geo.events.datasets import About, DataSet, new_set, open_sets
from geo.events.datasets.swap import THINGS


def chunks(rows: int, seed: int = 0, size: int = 1_000) -> list[dict[str, pa.Table]]:
    """Tables of so many made-up events with a claim, a document, a place and a source row each."""
    return [_chunk(range(start, min(start + size, rows)), seed) for start in range(0, rows, size)]


def _chunk(numbers: range, seed: int) -> dict[str, pa.Table]:
    ids = [f"{seed:03d}-{number:07d}" for number in numbers]
    day = np.full(len(ids), "2020-01-31", "datetime64[s]")
    deaths = pa.array([number % 7 if number % 5 else None for number in numbers], pa.int64())
    points = shapely.points([60 + number % 100 / 10 for number in numbers], 25 + seed % 5)
    return {
        "events": pa.table(
            {"event_id": ids, "title": [f"Clash {each}" for each in ids], "first": day, "last": day, "row": numbers}
        ),
        "claims": pa.table({"claim_id": ids, "event_id": ids, "fatalities_low": deaths, "fatalities_high": deaths}),
        "documents": pa.table({"document_id": ids, "title": [f"Report {each}" for each in ids]}),
        "places": pa.table({"event_id": ids, "geometry": list(shapely.to_wkb(points)), "where_prec": [1] * len(ids)}),
        "rows": pa.table({"event_id": ids, "row": numbers, "codes": [f'{{"id": "{each}"}}' for each in ids]}),
    }


def put(home: Path, name: str, rows: int = 20, seed: int = 0, size: int = 1_000, patience: float = 10) -> DataSet:
    """Store a made-up data set."""
    about = About(name, "made up", f"{name}.csv", "CC BY 4.0", "us")
    sha256 = hashlib.sha256(f"{name}{seed}".encode()).hexdigest()
    with new_set(home, about, patience) as writer:
        for chunk in chunks(rows, seed, size):
            for table, part in chunk.items():
                writer.write(table, part)
        return writer.keep({"read": rows, "stored": rows, "refused": 0, "duplicates": 0}, sha256)


def content(home: Path) -> dict[str, object]:
    """Everything that is the user's: the data sets in their order with the checksums of their files, and the other files."""
    opened, problems = open_sets(home, thorough=True)
    assert problems == []
    others = [path for thing in THINGS[1:] for path in [home / thing, *(home / thing).rglob("*")] if path.is_file()]
    return {
        "sets": [(each.about.id, each.about.name, each.about.may_share, each.about.files) for each in opened],
        "others": {str(path.relative_to(home)): path.read_bytes() for path in others if path.suffix != ".lock"},
    }


def is_tidy(home: Path) -> bool:
    """Whether nothing is left that a change under way has, and no folder that no manifest names."""
    from geo.events.datasets.manifest import read_manifest

    hidden = {path.name for path in home.rglob(".*")} - {".datasets.lock"}
    folders = {path.name for path in (home / "datasets").glob("*") if path.is_dir()}
    return not hidden and folders == read_manifest(home).folders
