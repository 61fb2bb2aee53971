"""Any table, by a mapping from our fields to its columns: rows of text in, staged rows out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from geo.imports import sources
from geo.imports.crowded import mark_crowded
from geo.imports.dates import DateReader, from_parts, widen
from geo.imports.headings import plain
from geo.imports.kinds import kind_of
from geo.imports.numbers import point_of
from geo.imports.sources import Cited, Source
from geo.imports.staged import PRECISIONS, Staging
from geo.imports.texts import (
    Texts,
    as_mask,
    choose,
    constant,
    either,
    filled,
    glued,
    is_missing,
    is_one_of,
    joined,
    mapped,
    taken,
    told_apart,
)

_HELD = (
    *("source_id", "title", "date_start", "date_end", "place_reported", "admin2", "admin1", "country", "lon", "lat"),
    *("speaker", "statement", "fatalities_low", "fatalities_best", "fatalities_high", "injured", "attributed_to"),
)
"""Fields whose column needs no copy among the codes, as the model holds what it says."""
_RANGE = r"^(?P<low>[0-9]{1,6}) *(?:-|–|—|to) *(?P<high>[0-9]{1,6})$"
_MOST = 100_000  # cells with sources that are remembered
_PRECISION = {str(number): word for number, word in enumerate(("point", "circle", "district", "province"), start=1)} | {
    "5": "province", "6": "country", "7": "unlocated",
    "exact": "point", "precise": "point", "approximate": "circle", "approx": "circle", "near": "circle",
    "county": "district", "tehsil": "district", "state": "province", "admin1": "province", "admin2": "district",
    "nation": "country", "unknown": "unlocated",
} | {word: word for word in PRECISIONS}  # fmt: skip

_CODES = {
    "geo_precision": {"2": "district", "3": "province"},  # ACLED: somewhere in the district, in the province
    "specificity": {
        "2": "district",
        "4": "province",
        "5": "unlocated",
    },  # GTD: the middle of the district, the province
}


@dataclass(slots=True)
class Table:
    """Stages the chunks of one table; it remembers how its dates are written, and which sources its cells name."""

    mapping: Mapping[str, str]
    starts: DateReader = field(default_factory=DateReader)
    ends: DateReader = field(default_factory=DateReader)
    published: DateReader = field(default_factory=DateReader)
    _cited: dict[tuple[str, ...], tuple[Source, ...]] = field(default_factory=dict)

    def stage(self, chunk: Staging) -> Staging:
        """Fill the staged columns of a chunk from its source columns."""
        said = {name: self.mapping.get(name, "") for name in _HELD}
        for name in ("source_id", "country"):
            chunk.columns[name] = chunk.text(said[name])
        for name in ("title", "place_reported", "admin2", "admin1", "speaker", "attributed_to", "statement"):
            chunk.columns[name] = chunk.words(said[name])
        self._dates(chunk)
        self._places(chunk)
        mark_crowded(chunk)
        self._figures(chunk, said)
        self._words(chunk)
        self._sources(chunk)
        held = frozenset(column for column in said.values() if column)
        chunk.keep_codes(without=held)
        return chunk

    def _dates(self, chunk: Staging) -> None:
        column, last = self.mapping.get("date_start", ""), self.mapping.get("date_end", "")
        if not column and self.mapping.get("year"):
            start = end = self._parts(chunk)
        elif last:
            start = end = chunk.read_dates(column, self.starts, required=True)
        else:
            start, end = chunk.read_spans(column, self.starts)
        if last:
            self.ends.order = self.ends.order or self.starts.order
            end = either(chunk.read_dates(last, self.ends, required=False), start)
        precision = self.mapping.get("date_precision", "")
        if precision:
            start, end = widened(start, end, chunk.text(precision))
        chunk.columns["date_start"], chunk.columns["date_end"] = start, end

    def _parts(self, chunk: Staging) -> Texts:
        """The dates of a table that holds year, month and day in columns of their own; 0 or nothing is a part not known."""
        names = [self.mapping.get(name, "") for name in ("year", "month", "day")]
        codes, rows = told_apart(*(chunk.text(name) for name in names))
        found = taken([from_parts(*row) for row in rows], codes)
        said = ", ".join(filter(None, names))
        remedy = "is no date; write the year in four digits, month and day as numbers, 0 where they are not known"
        cells = taken(["-".join(filter(None, row)) for row in rows], codes)
        chunk.find(~filled(found), said, "bad_date", remedy, "refuse", cells)
        return found

    def _places(self, chunk: Staging) -> None:
        for name in ("lon", "lat"):
            chunk.columns[name] = chunk.read_numbers(self.mapping.get(name, ""))
        if column := self.mapping.get("radius_km", ""):
            chunk.columns["radius_km"] = chunk.read_numbers(column)
        if column := self.mapping.get("precision", ""):
            words = _PRECISION | _CODES.get(plain(column), {})
            remedy = f"is no precision; taken as a place known roughly. Write {', '.join(PRECISIONS)}"
            found, cells = chunk.by_value(column, words, remedy), chunk.text(column)
            chunk.columns["precision"] = choose(filled(cells) & ~filled(found), constant("circle", len(chunk)), found)
        if column := self.mapping.get("geometry", ""):
            _read_shapes(chunk, column)

    def _figures(self, chunk: Staging, said: Mapping[str, str]) -> None:
        """Numbers of people; a column of best estimates may hold ranges, "3–7", where there are none for lowest and highest."""
        given, column = chunk.rows, said["fatalities_best"]
        cells = chunk.text(column)
        spans = as_mask(pc.match_substring_regex(cells, _RANGE))
        ranges = bool(spans.any()) and not said["fatalities_low"] and not said["fatalities_high"]
        if ranges:
            chunk.rows = {**given, column: choose(spans, constant("", len(chunk)), cells)}
        for name in ("fatalities_low", "fatalities_best", "fatalities_high", "injured"):
            chunk.columns[name] = chunk.read_counts(said[name])
        if ranges:
            chunk.rows, best = given, chunk.columns["fatalities_best"]
            ends = pc.extract_regex(cells, _RANGE)
            for name in ("low", "high"):
                numbers = pc.cast(pc.struct_field(ends, name), pa.float64()).to_numpy(zero_copy_only=False)
                chunk.columns[f"fatalities_{name}"] = np.where(spans, numbers, best)

    def _words(self, chunk: Staging) -> None:
        kinds, titles = chunk.words(self.mapping.get("kind", "")), chunk.columns["title"]
        chunk.columns["kind"] = mapped(kinds, lambda text: kind_of(text) if text else "")
        unknown = filled(kinds) & ~filled(chunk.columns["kind"])
        remedy = "no kind of our vocabulary fits; the event is kept without one"
        chunk.find(unknown, self.mapping.get("kind", ""), "unknown_kind", remedy)
        first, second = (chunk.words(self.mapping.get(name, "")) for name in ("actors", "actors_2"))
        chunk.columns["actors"] = joined(first, second, "; ")
        chunk.columns["title"] = titles_of(titles, kinds, chunk.columns["place_reported"], chunk.columns["statement"])

    def _sources(self, chunk: Staging) -> None:
        named = {name: self.mapping.get(name, "") for name in ("source", "source_url", "source_title", "source_date")}
        if not any(named.values()):
            return
        codes, rows = told_apart(*(chunk.text(column) for column in named.values()))
        if len(self._cited) > _MOST:
            self._cited.clear()
        for cells in rows:
            if cells not in self._cited:
                self._cited[cells] = self._read_sources(dict(zip(named, cells, strict=True)))
        chunk.columns["sources"] = Cited(codes, [self._cited[cells] for cells in rows])

    def _read_sources(self, cells: Mapping[str, str]) -> tuple[Source, ...]:
        found = list(sources.split(cells["source"]))
        links = [each for each in sources.split(cells["source_url"]) if each.url]
        if len(links) == len(found):
            found = [each._replace(url=link.url) for each, link in zip(found, links, strict=True)]
        else:
            found += links
        if cells["source_title"] and not found:
            found = [Source()]
        title = cells["source_title"] if len(found) == 1 else ""
        day = self.published.read(cells["source_date"])
        return tuple(
            each._replace(title=each.title or title, published_on=each.published_on or day) if title or day else each
            for each in found
        )


def widened(start: Texts, end: Texts, precision: Texts) -> tuple[Texts, Texts]:
    """Dates made as coarse as their UCDP `date_prec` says."""
    coarse = is_one_of(precision, ("3", "4", "5"))
    if not coarse.any():
        return start, end
    picked = pa.array(coarse)
    codes, rows = told_apart(*(column.filter(picked) for column in (start, end, precision)))
    found = [widen(first, last, int(code)) for first, last, code in rows]
    return (
        pc.replace_with_mask(start, picked, taken([first for first, _ in found], codes)),
        pc.replace_with_mask(end, picked, taken([last for _, last in found], codes)),
    )


def titles_of(titles: Texts, kinds: Texts, places: Texts, said: Texts) -> Texts:
    """The title, or what can stand for it: the kind and the place, the first signs of what is said."""
    if filled(titles).all():
        return titles
    kind, place = filled(kinds), filled(places)
    made = glued(kinds, ", ", places)
    if not (kind & place).all():
        other = kinds if kind.all() else choose(kind, kinds, pc.utf8_slice_codeunits(said, 0, 120))
        made = either(either(choose(kind & place, made, other), places), pa.scalar("Event"))
    return either(titles, made)


def _read_shapes(chunk: Staging, column: str) -> None:
    cells = mapped(chunk.text(column), lambda text: "" if is_missing(text) else point_of(text) or text)
    there = filled(cells)
    words = np.where(there, cells.to_numpy(zero_copy_only=False), None)
    shapes = shapely.from_wkt(words, on_invalid="ignore")
    lost = shapely.is_missing(shapes) & there
    chunk.find(lost, column, "bad_geometry", "is no geometry; write WKT in longitude and latitude", "refuse")
    points = shapely.get_type_id(shapes) == 0
    for name, read in (("lon", shapely.get_x), ("lat", shapely.get_y)):
        known = chunk.columns[name]
        chunk.columns[name] = np.where(np.isnan(known) & points, read(shapes), known)
    areas = shapes.copy()
    areas[points | lost] = None
    chunk.columns["geometry"] = shapely.to_wkb(areas)
