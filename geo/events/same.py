"""Which records of different data sets may tell of the same event: candidates, each with a score and its reasons. Never merged here.

Two records are compared where their days come within `WINDOW_DAYS` of each other and the areas that their precisions leave
open within `REACH_KM`. Each of five kinds of evidence (time, place, kind, actors, deaths) then adds to, or takes from,
the weight for "the same"; what one record does not say weighs nothing. The score is the weight as a share between 0 and 1:
an order for the reader's eye, not a probability. Records without a place on the map are not compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb
import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.events.actors import Names
from geo.events.links import Links
from geo.events.load import DATASET
from geo.places.metric import geometries_to_metres

WINDOW_DAYS = 4
REACH_KM = 40.0
LONGEST_DAYS = 62
"""A record of a longer span (a year) may be one of everything in it, and is not compared."""
WIDEST_KM = 600.0
"""The same of a record known only to a country."""
LEAST = 0.5
"""The score from which a pair is proposed."""
VIOLENT = frozenset(
    ("air_or_missile_strike", "attack", "clash", "security_operation", "abduction", "protest_or_shooting")
)
"""Kinds that sources call by each other's names."""
OPEN_KINDS = frozenset(("", "other"))
_AT_ONCE = 200_000
_START = -3.0
"""What speaks against two records that merely came near each other, before any evidence."""
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Compared:
    """Events ready to be compared, in one order: `about` a row each, `shapes` their areas in metres."""

    about: pd.DataFrame
    shapes: NDArray[np.object_]


def candidates(
    events: pd.DataFrame, places: gpd.GeoDataFrame, links: Links | None = None, least: float = LEAST
) -> pd.DataFrame:
    """Pairs of events of different data sets that may be one, the best first; undecided ones only.

    `first` and `second` are event ids (the chronology's first, else the earlier row of `events`), `score` is from `least`
    to 1; the other columns are what `geo.out.pairs` puts in words. Empty keeps its columns.
    """
    compared = prepare(events, places)
    names = Names(compared.about["actors"].to_numpy(dtype=object))
    parts = [_scored(compared, names, near, least) for near in _near(compared)]
    pairs = pd.concat(parts, ignore_index=True)
    ids, own = compared.about["event_id"].to_numpy(), (compared.about["dataset"] == DATASET).to_numpy()
    a, b = (pairs.pop(name).to_numpy(dtype=int) for name in ("a", "b"))
    pairs.insert(0, "second", ids[np.where(own[b], a, b)])
    pairs.insert(0, "first", ids[np.where(own[b], b, a)])
    pairs = pairs[~_is_decided(pairs, links or Links())]
    return pairs.sort_values(["score", "first", "second"], ascending=[False, True, True], ignore_index=True)


def _scored(compared: Compared, names: Names, near: pd.DataFrame, least: float) -> pd.DataFrame:
    pairs = _measured(compared, names, near)
    pairs["score"] = _score(pairs)
    return pairs[pairs["score"] >= least]


def prepare(events: pd.DataFrame, places: gpd.GeoDataFrame) -> Compared:
    """Those of the events that can be compared: known to some weeks, and to less than a country."""
    parts = places[(places["role"] != "origin") & places["extent"].notna() & places["event_id"].isin(events.index)]
    areas, which = _areas(parts)
    about = events.loc[events.index.isin(which)].copy()
    shapes = areas[pd.Series(range(len(which)), index=which).reindex(about.index).to_numpy(dtype=int)]
    bounds = shapely.bounds(shapes)
    wide = np.hypot(bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1]) / 1000.0 if len(about) else np.zeros(0)
    days = [(about[name] - pd.Timestamp(0)).dt.days.to_numpy() for name in ("first", "last")]
    about = about.assign(wide_km=wide, day=days[0], until=days[1])
    about[["west", "south", "east", "north"]] = bounds
    kept = ((days[1] - days[0]) < LONGEST_DAYS) & np.isfinite(bounds).all(axis=1) & (wide < WIDEST_KM)
    return Compared(about[kept].reset_index(names="event_id"), shapes[kept])


def _areas(parts: gpd.GeoDataFrame) -> tuple[NDArray[np.object_], list[Any]]:
    """The area of each event in metres (all its parts), and the events."""
    codes, distinct = pd.factorize(shapely.to_wkb(parts["extent"].to_numpy()))
    metres = geometries_to_metres(shapely.from_wkb(distinct))[codes]
    ids = parts["event_id"].to_numpy()
    several = parts["event_id"].duplicated(keep=False).to_numpy()
    found = dict(zip(ids[~several], metres[~several], strict=True))
    for event, rows in pd.Series(range(len(ids)))[several].groupby(ids[several]):
        found[event] = shapely.GeometryCollection(list(metres[rows.to_numpy()]))
    shapes = np.empty(len(found), dtype=object)
    shapes[:] = list(found.values())
    return shapes, list(found)


def _near(compared: Compared) -> Iterator[pd.DataFrame]:
    """Numbers `a` < `b` of events of different data sets whose days and whose bounding boxes come near each other, a part at
    a time (the first may be empty), so that sets of the same few towns do not fill the memory."""
    columns = ["dataset", "day", "until", "west", "south", "east", "north"]
    box = compared.about[columns].assign(row=np.arange(len(compared.about))).astype({"dataset": object})
    sql = """
        SELECT least(a.row, b.row) AS a, greatest(a.row, b.row) AS b FROM box a JOIN box b
        ON a.day <= b.until + $days AND b.day <= a.until + $days AND a.dataset < b.dataset
        AND a.west <= b.east + $reach AND b.west <= a.east + $reach
        AND a.south <= b.north + $reach AND b.south <= a.north + $reach
    """
    yield pd.DataFrame({"a": np.zeros(0, dtype=int), "b": np.zeros(0, dtype=int)})
    with duckdb.connect(":memory:") as asked:
        asked.register("box", box)
        found = asked.sql(sql, params={"days": WINDOW_DAYS, "reach": REACH_KM * 1000.0})
        for batch in found.to_arrow_reader(_AT_ONCE) if found is not None else ():
            yield batch.to_pandas()


def _measured(compared: Compared, names: Names, pairs: pd.DataFrame) -> pd.DataFrame:
    """The pairs that are indeed near each other, with everything that is known of how they agree."""
    a, b = (pairs[name].to_numpy(dtype=int) for name in ("a", "b"))
    km = shapely.distance(compared.shapes[a], compared.shapes[b]) / 1000.0
    near = km <= REACH_KM
    a, b, km, about = a[near], b[near], km[near], compared.about
    day, until, wide = (about[name].to_numpy(dtype=float) for name in ("day", "until", "wide_km"))
    kinds = about["kind"].to_numpy(dtype=object)
    columns = {
        "a": a,
        "b": b,
        "days": np.maximum(0.0, np.maximum(day[a] - until[b], day[b] - until[a])),
        "vague_days": np.maximum(until[a] - day[a], until[b] - day[b]),
        "km": km,
        "wide_km": np.maximum(wide[a], wide[b]),
        "kind": _kinds(kinds[a], kinds[b]),
        "country": _agree(about["country"].to_numpy(dtype=object), a, b),
        "actors": names.overlaps(a, b),
        **_deaths(about, a, b),
    }
    return pd.DataFrame(columns)


def _kinds(a: NDArray[np.object_], b: NDArray[np.object_]) -> Floats:
    """1 the same, 0.5 of those that sources call by each other's names, NaN not known, 0 different."""
    unknown = np.isin(a, list(OPEN_KINDS)) | np.isin(b, list(OPEN_KINDS))
    alike = np.isin(a, list(VIOLENT)) & np.isin(b, list(VIOLENT))
    return np.select([unknown, a == b, alike], [np.nan, 1.0, 0.5], 0.0)


def _agree(words: NDArray[np.object_], a: NDArray[Any], b: NDArray[Any]) -> Floats:
    """1 the same, 0 another, NaN where one is not given."""
    return np.select([(words[a] == "") | (words[b] == ""), words[a] == words[b]], [np.nan, 1.0], 0.0)


def _deaths(about: pd.DataFrame, a: NDArray[Any], b: NDArray[Any]) -> dict[str, Floats]:
    """`deaths`: 1 where the ranges have a number in common, less the further apart they are (0.5: twice as many), NaN not
    known; `toll`: the highest number that both allow."""
    low, high = (about[f"fatalities_{name}"].to_numpy(dtype="float64", na_value=np.nan) for name in ("low", "high"))
    least, most = np.maximum(low[a], low[b]), np.minimum(high[a], high[b])
    return {"deaths": np.minimum(1.0, (most + 1.0) / (least + 1.0)), "toll": most}


def _score(pairs: pd.DataFrame) -> Floats:
    days, vague, km, wide = (pairs[name].to_numpy(dtype=float) for name in ("days", "vague_days", "km", "wide_km"))
    kind, actors, deaths = (pairs[name].to_numpy(dtype=float) for name in ("kind", "actors", "deaths"))
    most = np.nan_to_num(pairs["toll"].to_numpy(dtype=float))
    time = 2.0 - 0.9 * days - 0.5 * np.log1p(vague)
    place = 2.2 - km / 12.0 - 0.45 * np.log1p(wide / 5.0) - 1.2 * (pairs["country"].to_numpy() == 0.0)
    said = np.select([kind == 1.0, kind == 0.5, kind == 0.0], [0.8, 0.2, -2.5], 0.0)
    names = np.where(np.isnan(actors), 0.0, -1.3 + 3.1 * np.nan_to_num(actors))
    counted = np.where(np.isnan(deaths), 0.0, -2.0 + 2.4 * np.nan_to_num(deaths))
    counted += np.where(deaths == 1.0, 0.35 * np.log1p(most), 0.0)  # fourteen in both says more than one in both
    weight = _START + time + place + said + names + counted
    score: Floats = 1.0 / (1.0 + np.exp(-weight))
    return score


def _is_decided(pairs: pd.DataFrame, links: Links) -> NDArray[np.bool_]:
    """Whether a decision stands about the two, or about records that they are one with."""
    if not links.decided:
        return np.zeros(len(pairs), dtype=bool)
    group = {event: min(members) for members in links.groups for event in members}
    decided = {tuple(sorted(group.get(event, event) for event in pair)) for pair in links.decided}
    found = [
        tuple(sorted((group.get(a, a), group.get(b, b)))) in decided
        for a, b in zip(pairs["first"], pairs["second"], strict=True)
    ]
    return np.array(found, dtype=bool)
