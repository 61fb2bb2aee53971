"""What the claims of many events add up to, a column at a time; the rules are those of `geo.events.assembly`.

Where nothing can be in dispute (no claim denies, disputes a detail or holds a position, and no two numbers differ), which is so
of nearly all imported events, columns say it all; only the others are assembled one by one.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from geo.events.assembly import OPPOSING, SUPPORTING, Assembly, Range, Said, assemble

Positions = NDArray[np.int64]
_SUPPORTS = np.array(["unsupported", "single_source", "corroborated"], dtype=object)


def said_by(claims: pd.DataFrame) -> list[Said]:
    """What the rules look at, of each row of a frame of claims."""
    columns = ["origin", "stance", "positions", "fatalities_low", "fatalities_high", "injured"]
    return [
        Said(origin, stance, positions, _range(low, high), _range(injured, injured))
        for origin, stance, positions, low, high, injured in claims[columns].itertuples(index=False)
    ]


def positions_in(index: pd.Index, values: Iterable[Any]) -> Positions:
    """For each value where it stands in the index, -1 where it does not; a hundred times as fast as the index's own way."""
    found = pc.index_in(pa.array(values, pa.string()), value_set=pa.array(index, pa.string()))
    where: Positions = found.fill_null(-1).to_numpy().astype("int64")
    return where


def stand_in(index: pd.Index, values: Iterable[Any]) -> NDArray[np.bool_]:
    """For each value whether it stands in the index."""
    return positions_in(index, values) >= 0


class Rows:
    """The rows of each of `size` events, in their order; `owners` has for each row its event's position (-1 for none)."""

    def __init__(self, owners: Positions, size: int) -> None:
        self._order = np.argsort(owners, kind="stable")
        self._ends = np.searchsorted(owners, np.arange(size + 1), sorter=self._order)

    def __getitem__(self, event: int) -> Positions:
        rows: Positions = self._order[self._ends[event] : self._ends[event + 1]]
        return rows


class Assemblies(Mapping[str, Assembly]):
    """By event_id what its claims add up to, put together when it is asked for: few of a hundred thousand ever are."""

    def __init__(self, events: pd.Index, claims: pd.DataFrame) -> None:
        self._events, self._claims = events, claims

    @cached_property
    def _rows(self) -> Rows:
        return Rows(positions_in(self._events, self._claims["event_id"]), len(self._events))

    def __getitem__(self, event: str) -> Assembly:
        return assemble(said_by(self._claims.iloc[self._rows[self._events.get_loc(event)]]))

    def __iter__(self) -> Iterator[str]:
        return map(str, self._events)

    def __len__(self) -> int:
        return len(self._events)


def add_up(events: pd.Index, claims: pd.DataFrame) -> pd.DataFrame:
    """A row an event, in their order: status, support, disputed, origins, and the lowest and highest deaths that a claim gives.

    An event without a claim is uncontested and unsupported; claims on other events are passed over.
    """
    claims = claims[stand_in(events, claims["event_id"])]
    owners, size = positions_in(events, claims["event_id"]), len(events)
    origins, support = _origins(claims, owners, size)
    status, disputed = _disputes(claims, owners, size)
    columns = {
        "status": pd.array(status, "str"),
        "support": pd.array(support, "str"),
        "disputed": pd.Series(disputed, events, dtype=object),
        "origins": pd.Series(origins, events, dtype=object),
        "fatalities_low": _whole(_least(claims["fatalities_low"], owners, size)),
        "fatalities_high": _whole(_most(claims["fatalities_high"], owners, size)),
    }
    return pd.DataFrame(columns, index=events)


def _origins(claims: pd.DataFrame, owners: Positions, size: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Of each event the distinct origins of the claims that support it, in alphabetical order, and the word for their number."""
    supporting = claims["stance"].isin(SUPPORTING).to_numpy(dtype=bool)
    codes, names = pd.factorize(claims["origin"].to_numpy(dtype=object)[supporting], sort=True)
    width = max(1, len(names))
    pairs = np.unique(owners[supporting] * width + codes)
    event, name = pairs // width, pairs % width
    counts = np.bincount(event, minlength=size)
    found, ends = _filled(size, ()), np.cumsum(counts)
    alone = _objects([(str(each),) for each in names])
    found[counts == 1] = alone[name[ends[counts == 1] - 1]]
    shared: dict[bytes, tuple[str, ...]] = {}
    for each in np.flatnonzero(counts > 1):
        voices = name[ends[each] - counts[each] : ends[each]]
        key = voices.tobytes()
        if key not in shared:
            shared[key] = tuple(str(names[voice]) for voice in voices)
        found[each] = shared[key]
    return found, _SUPPORTS[np.minimum(counts, 2)]


def _disputes(claims: pd.DataFrame, owners: Positions, size: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Of each event its dispute, and the aspects that are disputed."""
    status, disputed = _filled(size, "uncontested"), _filled(size, ())
    held = np.fromiter(map(bool, claims["positions"]), dtype=bool, count=len(claims))
    told = held | claims["stance"].isin(OPPOSING).to_numpy(dtype=bool)
    differ = np.zeros(size, dtype=bool)
    differ[owners[told]] = True
    for low, high in (("fatalities_low", "fatalities_high"), ("injured", "injured")):
        given = claims[[low, high]].notna().all(axis=1).to_numpy(dtype=bool)
        some, whose = claims[given], owners[given]
        # NaN, of an event without a number, is never greater
        differ |= _most(some[low], whose, size) > _least(some[high], whose, size)
    rows = Rows(owners, size)
    for event in np.flatnonzero(differ):
        together = assemble(said_by(claims.iloc[rows[int(event)]]))
        status[event], disputed[event] = together.dispute, tuple(together.disputed)
    return status, disputed


def _least(numbers: pd.Series, owners: Positions, size: int) -> NDArray[np.float64]:
    found = np.full(size, np.nan)
    np.fmin.at(found, owners, numbers.to_numpy(dtype="float64", na_value=np.nan))
    return found


def _most(numbers: pd.Series, owners: Positions, size: int) -> NDArray[np.float64]:
    found = np.full(size, np.nan)
    np.fmax.at(found, owners, numbers.to_numpy(dtype="float64", na_value=np.nan))
    return found


def _whole(numbers: NDArray[np.float64]) -> pd.Series:
    return pd.array(numbers, "Float64").astype("Int64")


def _filled(size: int, value: Any) -> NDArray[Any]:
    """Objects, all of them the same one."""
    return _objects([value])[np.zeros(size, dtype="int64")]


def _objects(values: list[Any]) -> NDArray[Any]:
    """The values as they are: numpy would make a table of tuples."""
    found = np.empty(len(values), dtype=object)
    for number, value in enumerate(values):
        found[number] = value
    return found


def _range(low: Any, high: Any) -> Range | None:
    return None if pd.isna(low) or pd.isna(high) else (int(low), int(high))
