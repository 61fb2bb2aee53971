"""Every spelling of every entry with its keys, as a table: worked out once, stored beside the names a user adds.

The keys of 300,000 names take longer than all else at a start. Stored spellings are good for one text of the
rules and one file of names only (see `stamp`); where either has changed they are worked out anew.
"""

from __future__ import annotations

import hashlib
import unicodedata
from array import array
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from geo.places.geocode import spelling, wording
from geo.places.geocode.entries import PART, Entry
from geo.places.geocode.spelling import bare, plain_once, sound_once
from geo.places.geocode.wording import KINDS, OPTIONAL

MANY = 25
"""A word of so many spellings is common."""

ORDER = ("bare", "sound", "plain", "place", "grade")
"""The columns in the order by which an index wants them sorted; `place` is the position of the entry."""

_SCHEMA = pa.schema(
    {
        "bare": pa.string(),
        "sound": pa.string(),
        "plain": pa.string(),
        "place": pa.int32(),
        "grade": pa.int8(),
        "own": pa.bool_(),
    }
)
_TYPES = frozenset(KINDS) | {"border", "market", "point", "international", "and", "iranian", "pakistani", "side"}
_LIGHT = OPTIONAL | {"and"}
"""Words without which a name is the same name."""

_bare = bare.__wrapped__


def spelt(entries: Iterable[Entry]) -> pa.Table:
    """A row for each spelling of an entry, also without its words of type; `own` marks that of its first name."""
    texts: tuple[list[str], list[str], list[str]] = ([], [], [])
    places, grades, own = array("i"), array("b"), array("b")
    for place, entry in enumerate(entries):
        first = plain_once(entry.name)
        for words, grade in _spellings(entry).items():
            spoken = sound_once(words)
            if spoken:
                for column, text in zip(texts, (_bare(spoken), spoken, words), strict=True):
                    column.append(text)
                places.append(place)
                grades.append(grade)
                own.append(words == first)
    marks = pa.array(own, pa.int8()).cast(pa.bool_())
    return pa.table([*texts, pa.array(places, pa.int32()), pa.array(grades, pa.int8()), marks], schema=_SCHEMA)


def _spellings(entry: Entry) -> dict[str, int]:
    """The plain names of an entry, each with its best grade."""
    seen: dict[str, int] = {}
    for name, grade in entry.names:
        words = plain_once(name)
        if words:
            seen[words] = min(grade, seen.get(words, grade))
        stripped = " ".join(part for part in words.split(" ") if part not in _TYPES)
        if stripped and stripped not in seen and len(stripped) > 2:
            gone = set(words.split(" ")) - set(stripped.split(" "))
            seen[stripped] = grade if gone <= _LIGHT and entry.kind not in ("airport", "site") else PART
    return seen


@cache
def _rules() -> str:
    """A digest of all that spellings depend on: the text of the modules that make them, and Unicode's version."""
    digest = hashlib.blake2b(unicodedata.unidata_version.encode(), digest_size=16)
    for file in (spelling.__file__, wording.__file__, __file__):
        digest.update(Path(file).read_bytes())
    return digest.hexdigest()


def stamp(names: Path) -> str:
    """What the stored spellings of a file of names are good for: these rules and this content."""
    with names.open("rb") as file:
        return f"{_rules()} {hashlib.file_digest(file, 'blake2b').hexdigest()[:32]}"


def store(table: pa.Table, path: Path, stamped: str) -> None:
    """Write spellings to a file, with the stamp they are good for."""
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, _SCHEMA.with_metadata({"stamp": stamped})) as writer:
        writer.write_table(table)


def stored(path: Path, stamped: str) -> pa.Table | None:
    """The spellings of a file; None where there is none, or it is good for something else."""
    try:
        with pa.OSFile(str(path), "rb") as source, pa.ipc.open_file(source) as reader:
            good = (reader.schema.metadata or {}).get(b"stamp", b"").decode() == stamped
            return reader.read_all().replace_schema_metadata() if good else None
    except (OSError, pa.ArrowInvalid):
        return None


def common_words(names: pa.Table) -> frozenset[str]:
    """The words that so many names have that they make no name: "goth", "muhammad", "hoseynabad"."""
    counted = pc.value_counts(pc.list_flatten(pc.split_pattern(names["plain"], " ")))
    return frozenset(
        word for word, count in zip(*map(pa.Array.to_pylist, counted.flatten()), strict=True) if count >= MANY
    )


def together(tables: Sequence[pa.Table]) -> pa.Table:
    """Tables of spellings as one, in the order that an index wants."""
    table = pa.concat_tables(tables).select(ORDER)
    return table.sort_by([(name, "ascending") for name in ORDER]).combine_chunks()
