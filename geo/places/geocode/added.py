"""The sets that a user added, read as columns: an entry is made when somebody asks for it.

300,000 entries as objects would take a quarter of a gigabyte and seconds to make; as columns they take a tenth
of it. Nothing here compares names but by the keys that were stored when the set was added.
"""

from __future__ import annotations

import contextlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pyarrow import csv

from geo.places.geocode import spelt
from geo.places.geocode.additions import listed, read_set, source_of
from geo.places.geocode.entries import OTHER, PRIMARY, Entry, join, name_keys, twin_of

_FEW = pa.dictionary(pa.int32(), pa.string())
_TYPES = {
    **{"place_id": pa.string(), "name": pa.string(), "alt_names": pa.string(), "kind": _FEW, "country": _FEW},
    **{"lon": pa.float64(), "lat": pa.float64(), "radius_km": pa.float64(), "population": pa.int64()},
}
_MADE = 30_000


class _Texts:
    """A column of texts as one run of bytes: a text is made when it is asked for."""

    def __init__(self, column: pa.ChunkedArray) -> None:
        whole = pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], pa.string())
        _, ends, signs = whole.buffers()
        self._ends = array("i", np.frombuffer(ends, np.int32)[whole.offset : whole.offset + len(whole) + 1].tobytes())
        self._signs = bytes(signs or b"")

    def __getitem__(self, row: int) -> str:
        return self._signs[self._ends[row] : self._ends[row + 1]].decode()


class _Choices:
    """A column of which few texts are the values."""

    def __init__(self, column: pa.ChunkedArray) -> None:
        whole = column.unify_dictionaries().combine_chunks()
        whole = whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole
        self._values = whole.dictionary.to_pylist()
        self._chosen = array("i", whole.indices.to_numpy().tobytes())

    def __getitem__(self, row: int) -> str:
        value: str = self._values[self._chosen[row]]
        return value


class Added:
    """Added places as columns, and their spellings (`place` counts from 0 here)."""

    def __init__(self, places: pa.Table, spellings: pa.Table) -> None:
        self.places = places
        self.spellings = spellings

    def __len__(self) -> int:
        return int(self.places.num_rows)

    @cached_property
    def _columns(self) -> tuple[Any, ...]:
        texts = [_Texts(self.places[name]) for name in ("place_id", "name", "alt_names")]
        choices = [_Choices(self.places[name]) for name in ("kind", "country", "source", "licence")]
        numbers = [array("d", self.places[name].to_numpy().tobytes()) for name in ("lon", "lat", "radius_km")]
        return (*texts, *choices, *numbers, array("q", self.places["population"].to_numpy().tobytes()))

    def entry(self, row: int, admin1: str = "") -> Entry:
        """The entry of one row."""
        ids, called, others, kinds, countries, sources, licences, lons, lats, radii, people = self._columns
        name = called[row]
        names, more = [(name, PRIMARY)], others[row]
        if more:
            names += [(other, OTHER) for other in more.split("|") if other]
        return Entry(
            ids[row], name, kinds[row], countries[row], admin1, "", lons[row], lats[row], radii[row], people[row],
            sources[row], licences[row], "", names,
        )  # fmt: skip

    def kinds(self) -> list[str]:
        """The kind of each."""
        values = _Choices(self.places["kind"])
        return [values[row] for row in range(len(self))]

    def points(self) -> NDArray[np.float64]:
        """lon and lat of each, EPSG:4326."""
        return np.column_stack([self.places["lon"].to_numpy(), self.places["lat"].to_numpy()])

    def traits(self) -> Iterator[tuple[str, int, bool]]:
        """Of each, the kind, the population, and whether the name ends as those of hundreds do."""
        common = pc.ends_with(self.places["name"], "abad")
        columns = (column.to_pylist() for column in (self.places["kind"], self.places["population"], common))
        return zip(*columns, strict=True)

    def unknown(self, kept: Sequence[Entry]) -> Added:
        """The places that are none of `kept`; a twin's names go to the entry that it is (see `entries.merge`)."""
        by_name = name_keys(kept)
        heard = pc.is_in(self.spellings["sound"], pa.array(list(by_name), pa.string()))
        own = self.spellings.filter(pc.and_(self.spellings["own"], heard)).sort_by("place")
        beside = self.places.select(("kind", "lon", "lat")).take(own["place"])
        asked = (own["place"], own["sound"], *beside.columns)
        new = np.ones(len(self), dtype=bool)
        for place, sound, kind, lon, lat in zip(*(column.to_pylist() for column in asked), strict=True):
            twin = twin_of(kind, lon, lat, by_name[sound])
            if twin is not None:
                new[place] = False
                join(twin, self.entry(place))
        return self if new.all() else self._only(new)

    def _only(self, wanted: NDArray[np.bool_]) -> Added:
        """The rows wanted, counted anew."""
        count = np.cumsum(wanted, dtype=np.int32) - np.int32(1)
        old = self.spellings["place"].to_numpy()
        spellings = self.spellings.filter(pa.array(wanted[old]))
        return Added(
            self.places.filter(pa.array(wanted)).combine_chunks(), _renumbered(spellings, count[old[wanted[old]]])
        )

    def spelt_from(self, first: int) -> pa.Table:
        """The spellings, for entries that stand at `first` and after."""
        return _renumbered(self.spellings, self.spellings["place"].to_numpy() + np.int32(first))


class Entries(Sequence[Entry]):
    """Entries in a list, followed by added ones in columns, of which those last asked for are kept made.

    `admin1` is the column of the added ones' provinces, for the world to fill.
    """

    def __init__(self, own: Sequence[Entry], added: Added) -> None:
        self.own = own
        self.added = added
        self.admin1 = [""] * len(added)
        self._made: dict[int, Entry] = {}

    def __len__(self) -> int:
        return len(self.own) + len(self.added)

    def __getitem__(self, place: Any) -> Any:
        entry = self._made.get(place)
        return entry if entry is not None else self._make(place)

    def __iter__(self) -> Iterator[Entry]:
        return (self[place] for place in range(len(self)))

    def _make(self, place: int) -> Entry:
        if len(self._made) >= _MADE:
            self._made.clear()
        row = place - len(self.own)
        entry = self.own[place] if row < 0 else self.added.entry(row, self.admin1[row])
        self._made[place] = entry
        return entry


def load_added(folder: Path) -> Added | None:
    """All sets of a folder as one; None where there is none. Spellings that are stale are made and stored anew."""
    sets = [(_read(folder, about), _spellings(folder, about)) for about in listed(folder)]
    if not sets:
        return None
    firsts = np.cumsum([0, *(places.num_rows for places, _ in sets)]).tolist()
    spellings = [
        _renumbered(each, each["place"].to_numpy() + np.int32(first))
        for (_, each), first in zip(sets, firsts, strict=False)
    ]
    return Added(
        pa.concat_tables([places for places, _ in sets]).unify_dictionaries().combine_chunks(),
        pa.concat_tables(spellings),
    )


def _read(folder: Path, about: Mapping[str, Any]) -> pa.Table:
    """The places of a set; texts that few differ in as dictionaries."""
    places = csv.read_csv(
        folder / f"{about['name']}.csv",
        read_options=csv.ReadOptions(use_threads=False),  # as fast, in half the memory
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(column_types=_TYPES, include_columns=list(_TYPES)),
    )
    for name, value in (("source", source_of(about)), ("licence", str(about["licence"]))):
        column = pa.DictionaryArray.from_arrays(pa.array(np.zeros(len(places), np.int32)), pa.array([value]))
        places = places.append_column(name, column)
    return places


def _spellings(folder: Path, about: Mapping[str, Any]) -> pa.Table:
    path = folder / f"{about['name']}.csv"
    stamped, beside = spelt.stamp(path), path.with_suffix(".spelt")
    spellings = spelt.stored(beside, stamped)
    if spellings is None:
        spellings = spelt.spelt(read_set(folder, about))
        with contextlib.suppress(OSError):  # a folder that cannot be written to: they are made again at the next start
            spelt.store(spellings, beside, stamped)
    return spellings


def _renumbered(spellings: pa.Table, places: NDArray[np.int32]) -> pa.Table:
    return spellings.set_column(spellings.column_names.index("place"), "place", pa.array(places, pa.int32()))
