"""Any table, by a mapping from our fields to its columns: rows of text in, staged rows out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import shapely

from geo.imports import sources
from geo.imports.columns import plain
from geo.imports.dates import DateReader, widen
from geo.imports.kinds import kind_of
from geo.imports.staged import PRECISIONS, Staging, coded, constant, objects, taken

_HELD = (
    *("source_id", "title", "date_start", "date_end", "place_reported", "admin2", "admin1", "country", "lon", "lat"),
    *("speaker", "statement", "fatalities_low", "fatalities_best", "fatalities_high", "injured", "attributed_to"),
)
"""Fields whose column needs no copy among the codes, as the model holds what it says."""
_PRECISION = {str(number): word for number, word in enumerate(("point", "circle", "district", "province"), start=1)} | {
    "5": "province", "6": "country", "7": "unlocated",
    "exact": "point", "precise": "point", "approximate": "circle", "approx": "circle", "near": "circle",
    "county": "district", "tehsil": "district", "state": "province", "admin1": "province", "admin2": "district",
    "nation": "country", "unknown": "unlocated",
} | {word: word for word in PRECISIONS}  # fmt: skip


@dataclass(slots=True)
class Table:
    """Stages the chunks of one table; it remembers how its dates are written."""

    mapping: Mapping[str, str]
    starts: DateReader = field(default_factory=DateReader)
    ends: DateReader = field(default_factory=DateReader)
    published: DateReader = field(default_factory=DateReader)

    def stage(self, chunk: Staging) -> Staging:
        """Fill the staged columns of a chunk from its source columns."""
        said = {name: self.mapping.get(name, "") for name in _HELD}
        for name in ("source_id", "title", "place_reported", "admin2", "admin1", "country", "speaker", "attributed_to"):
            chunk.columns[name] = chunk.text(said[name])
        chunk.columns["statement"] = chunk.text(said["statement"])
        self._dates(chunk)
        self._places(chunk)
        for name in ("fatalities_low", "fatalities_best", "fatalities_high", "injured"):
            chunk.columns[name] = chunk.read_counts(said[name])
        self._words(chunk)
        self._sources(chunk)
        held = frozenset(column for column in said.values() if column)
        chunk.columns["codes"] = chunk.codes(without=held)
        return chunk

    def _dates(self, chunk: Staging) -> None:
        start = chunk.read_dates(self.mapping.get("date_start", ""), self.starts, required=True)
        column = self.mapping.get("date_end", "")
        self.ends.order = self.ends.order or self.starts.order
        end = chunk.read_dates(column, self.ends, required=False) if column else start
        end = end.where(end != "", start)
        precision = self.mapping.get("date_precision", "")
        if precision:
            start, end = widened(start, end, chunk.text(precision))
        chunk.columns["date_start"], chunk.columns["date_end"] = start, end

    def _places(self, chunk: Staging) -> None:
        for name in ("lon", "lat"):
            chunk.columns[name] = chunk.read_numbers(self.mapping.get(name, ""))
        if column := self.mapping.get("radius_km", ""):
            chunk.columns["radius_km"] = chunk.read_numbers(column)
        if column := self.mapping.get("precision", ""):
            words = dict(_PRECISION)
            if plain(column) == "geo_precision":  # ACLED's codes: 2 is somewhere in the district, 3 in the province
                words |= {"2": "district", "3": "province"}
            chunk.columns["precision"] = chunk.by_value(
                column, words, f"is no precision; write {', '.join(PRECISIONS)}"
            )
        if column := self.mapping.get("geometry", ""):
            _read_shapes(chunk, column)

    def _words(self, chunk: Staging) -> None:
        kinds, titles = chunk.text(self.mapping.get("kind", "")), chunk.columns["title"]
        codes, distinct = coded(kinds)
        found = np.array([kind_of(str(text)) if text else "" for text in distinct] or [""], dtype=object)
        chunk.columns["kind"] = taken(found, codes, kinds.index)
        unknown = ((chunk.columns["kind"] == "") & (kinds != "")).to_numpy(dtype=bool)
        remedy = "no kind of our vocabulary fits; the event is kept without one"
        chunk.find(unknown, self.mapping.get("kind", ""), "unknown_kind", remedy)
        first, second = (chunk.text(self.mapping.get(name, "")) for name in ("actors", "actors_2"))
        chunk.columns["actors"] = joined(first, second)
        chunk.columns["title"] = titles_of(titles, kinds, chunk.columns["place_reported"], chunk.columns["statement"])

    def _sources(self, chunk: Staging) -> None:
        named = {name: self.mapping.get(name, "") for name in ("source", "source_url", "source_title", "source_date")}
        if not any(named.values()):
            return
        used = [column for column in named.values() if column]
        keys = chunk.rows[used[0]] if len(used) == 1 else chunk.rows[used].agg("\x1f".join, axis=1)
        codes, distinct = coded(keys)
        lists = objects(None, len(distinct))
        for place, key in enumerate(distinct):
            cells = dict(zip(used, str(key).split("\x1f"), strict=False))
            lists[place] = self._read_sources({name: cells.get(column, "").strip() for name, column in named.items()})
        chunk.columns["sources"] = lists[codes]

    def _read_sources(self, cells: Mapping[str, str]) -> list[sources.Source]:
        found = [sources.source(*each) for each in sources.split(cells["source"])]
        links = [each for each in sources.split(cells["source_url"]) if each[3]]
        if len(links) == len(found):
            found = [each | {"url": link[3]} for each, link in zip(found, links, strict=True)]
        else:
            found += [sources.source(*link) for link in links]
        if cells["source_title"] and not found:
            found = [sources.source()]
        for each in found:
            each["title"] = each["title"] or (cells["source_title"] if len(found) == 1 else "")
            each["published_on"] = each["published_on"] or self.published.read(cells["source_date"])
        return found


def widened(
    start: pd.Series[Any], end: pd.Series[Any], precision: pd.Series[Any]
) -> tuple[pd.Series[Any], pd.Series[Any]]:
    """Dates made as coarse as their UCDP `date_prec` says."""
    coarse = precision.isin(["3", "4", "5"])
    if not coarse.any():
        return start, end
    keys = pd.Series(list(zip(start[coarse], end[coarse], precision[coarse], strict=True)), index=start.index[coarse])
    found = {key: widen(key[0], key[1], int(key[2])) for key in keys.unique()}
    start, end = start.copy(), end.copy()
    start[coarse] = [found[key][0] for key in keys]
    end[coarse] = [found[key][1] for key in keys]
    return start, end


def joined(first: pd.Series[Any], second: pd.Series[Any]) -> pd.Series[Any]:
    """Both with "; " between them, or the one that is there."""
    if not (second != "").any():
        return first
    both = (first != "") & (second != "")
    return (first + "; " + second).where(both, first.where(first != "", second))


def titles_of(
    titles: pd.Series[Any], kinds: pd.Series[Any], places: pd.Series[Any], said: pd.Series[Any]
) -> pd.Series[Any]:
    """The title, or what can stand for it: the kind and the place, the first signs of what is said."""
    empty = titles == ""
    if not empty.any():
        return titles
    made = (kinds + ", " + places).where(
        (kinds != "") & (places != ""), kinds.where(kinds != "", said.str.slice(0, 120))
    )
    made = made.where(made != "", places)
    return titles.where(~empty, made.where(made != "", constant("Event", len(made)).set_axis(made.index)))


def _read_shapes(chunk: Staging, column: str) -> None:
    cells = chunk.text(column)
    texts = np.array([text or None for text in cells], dtype=object)
    shapes = shapely.from_wkt(texts, on_invalid="ignore")
    lost = shapely.is_missing(shapes) & (cells != "").to_numpy(dtype=bool)
    chunk.find(lost, column, "bad_geometry", "is no geometry; write WKT in longitude and latitude", "refuse")
    points = shapely.get_type_id(shapes) == 0
    for name, read in (("lon", shapely.get_x), ("lat", shapely.get_y)):
        known = chunk.columns[name]
        chunk.columns[name] = np.where(np.isnan(known) & points, read(shapes), known)
    areas = shapes.copy()
    areas[points | lost] = None
    chunk.columns["geometry"] = shapely.to_wkb(areas)
