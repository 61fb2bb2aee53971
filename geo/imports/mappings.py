"""Which column held what, as the user confirmed it: remembered for tables with the same headings, a file each, to be forgotten.

They lie under `mappings/` in the user's folder, named by the set of headings, so that the order of the columns does not matter
and a broken file costs no other.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from geo.events.datasets.disk import discard, replace_file
from geo.events.datasets.manifest import now_utc
from geo.imports.columns import check_mapping
from geo.imports.headings import plain
from geo.imports.recognise import Recognised
from geo.vocabulary.ids import content_id
from geo.vocabulary.problems import Problem

FOLDER = "mappings"
MAPPED = frozenset(("table", "vector"))
"""The formats that have a mapping; the others have columns of their own."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A mapping (field → column) that was confirmed: on which file, when, for which headings."""

    id: str
    file: str
    at: str
    headings: tuple[str, ...]
    mapping: Mapping[str, str]


def remember(home: Path, found: Recognised, file: str) -> None:
    """Keep the mapping that a file was imported with, in the place of an earlier one for these headings. Raises OSError."""
    if found.format not in MAPPED or not found.mapping:
        return
    kept = Remembered(_id(found.columns), file, now_utc(), found.columns, dict(found.mapping))
    (home / FOLDER).mkdir(parents=True, exist_ok=True)
    replace_file(_path(home, kept.id), json.dumps(asdict(kept), ensure_ascii=False, indent=1).encode())


def recall(home: Path, found: Recognised) -> tuple[Remembered | None, str]:
    """The mapping that is remembered for the headings of a file, and what to say of it; "" where there is nothing to say.

    One that cannot be read is said, and stands in nobody's way.
    """
    if found.format not in MAPPED:
        return None, ""
    kept, problem = _read(_path(home, _id(found.columns)))
    if problem or kept is None:
        return None, str(problem) if problem else ""
    spelt = {plain(column): column for column in found.columns}  # as this file writes its headings
    kept = replace(kept, mapping={name: spelt.get(plain(column), column) for name, column in kept.mapping.items()})
    if wrong := check_mapping(kept.mapping, found.columns):
        return None, f"the mapping remembered from {kept.file} does not fit any more: {'; '.join(wrong)}"
    return kept, f"the columns are read as you mapped them on {kept.file}, {kept.at[:10]}"


def mapped(home: Path, found: Recognised, wished: Mapping[str, str] | None) -> tuple[Recognised, str]:
    """The file read by the mapping that is wished for, else by the one that is remembered, else as it proposes itself; and a note."""
    if wished:
        return found.with_mapping(wished), ""
    kept, said = recall(home, found)
    return (found.with_mapping(kept.mapping) if kept else found), said


def list_mappings(home: Path) -> tuple[list[Remembered], list[Problem]]:
    """All that is remembered, by file, and what cannot be read."""
    read = [_read(path) for path in sorted((home / FOLDER).glob("*.json"))]
    kept = [each for each, _ in read if each is not None]
    return sorted(kept, key=lambda each: (each.file, each.at)), [problem for _, problem in read if problem is not None]


def forget(home: Path, which: Iterable[str]) -> int:
    """Forget mappings by their ids; how many there were."""
    paths = [path for path in (_path(home, each) for each in which) if path.parent == home / FOLDER and path.exists()]
    for path in paths:
        discard(path)
    return len(paths)


def _id(headings: Iterable[str]) -> str:
    return content_id("mapping", *sorted(plain(heading) for heading in headings))


def _path(home: Path, key: str) -> Path:
    return home / FOLDER / f"{key}.json"


def _read(path: Path) -> tuple[Remembered | None, Problem | None]:
    try:
        row = json.loads(path.read_bytes())
        texts = [row["file"], row["at"], *row["headings"], *row["mapping"], *row["mapping"].values()]
        if not all(isinstance(text, str) for text in texts):
            raise TypeError("a value is no text")
        return Remembered(path.stem, row["file"], row["at"], tuple(row["headings"]), dict(row["mapping"])), None
    except FileNotFoundError:
        return None, None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        remedy = f"a remembered mapping that cannot be read ({type(error).__name__}); it is not used: map the columns anew, or delete it"
        return None, Problem(f"{FOLDER}/{path.name}", 0, "file", path.name, remedy)
