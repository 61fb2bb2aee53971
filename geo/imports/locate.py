"""Rows that name a place and have no coordinate are asked of the geocoder; what it does not know stays unlocated."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import shapely
from numpy.typing import NDArray

from geo.imports.limits import PREFIX, Limits
from geo.imports.staged import Staging
from geo.imports.texts import is_missing, is_one_of, told_apart
from geo.places.geocode import geocode_many
from geo.places.geocode.world import World

POINT_KM = 5.0
"""Up to this radius an answer is called a point, beyond it a circle."""
_HINTS = {"admin2": "district", "admin1": "province", "country": "country"}
_ASKED = ("place_reported", *_HINTS)
_UNITS = ("district", "province", "subdistrict")


class Located(NamedTuple):
    """What the geocoder says of a place: `unit` is a unit of ours that is meant, `shape` WKB where it is neither that nor a point."""

    status: str
    reason: str
    precision: str = "unlocated"
    lon: float = math.nan
    lat: float = math.nan
    radius_km: float = math.nan
    unit: str = ""
    name: str = ""
    score: float = math.nan
    shape: bytes | None = None


class Answers(NamedTuple):
    """Which rows of a chunk were asked for, the distinct answers, and of each such row which answer it has."""

    rows: NDArray[np.int64]
    codes: NDArray[np.int64]
    found: list[Located]


@dataclass(slots=True)
class Locator:
    """Asks the geocoder chunk after chunk; the same words with the same hints are asked once."""

    world: World
    limits: Limits
    counts: Counter[str] = field(default_factory=lambda: Counter({"resolved": 0, "ambiguous": 0, "not_found": 0}))
    _said: dict[tuple[str, ...], Located] = field(default_factory=dict)

    def locate(self, chunk: Staging) -> Answers:
        """An answer for each row of a completed chunk that has no coordinate and no geometry but may name a place."""
        said = chunk.columns
        bare = np.isnan(said["lon"]) & ~is_one_of(said["precision"], ["country", "unlocated"]) & ~chunk.refused
        if "geometry" in said:
            bare &= np.array([shape is None for shape in said["geometry"]], dtype=bool)
        rows = np.flatnonzero(bare)
        if not len(rows):
            return Answers(rows, rows, [])
        columns = [said[name].take(pa.array(rows)) for name in _ASKED]
        codes, given = told_apart(*columns)
        keys = [(*("" if _is_no_place(name) else name for name in key[:3]), key[3]) for key in given]
        self._ask([key for key in dict.fromkeys(keys) if key not in self._said and any(key[:3])])
        answers = Answers(rows, codes, [self._said.get(key, _NOWHERE) for key in keys])
        for answer, count in zip(answers.found, np.bincount(codes, minlength=len(keys)).tolist(), strict=True):
            self.counts[answer.status] += count
        self._tell(chunk, answers, [", ".join(filter(None, key)) for key in given])
        return answers

    def _ask(self, keys: list[tuple[str, ...]]) -> None:
        room = max(0, self.limits.geocoded - len(self._said))
        remedy = f"not asked: more than {self.limits.geocoded:,} different places ({PREFIX}GEOCODED)"
        self._said.update(dict.fromkeys(keys[room:], Located("not_found", remedy)))
        asked = keys[:room]
        if not asked:
            return
        texts = pd.Series([place or district or province for place, district, province, _ in asked])
        hints = pd.DataFrame([key[1:] for key in asked], columns=list(_HINTS.values()))
        answers = geocode_many(texts, hints, self.world, geometry=True)
        self._said.update(zip(asked, map(self._located, answers.itertuples(index=False)), strict=True))

    def _located(self, answer: Any) -> Located:
        if answer.status != "resolved":
            return Located(answer.status, answer.reason)
        said = Located("resolved", answer.reason, name=answer.name, score=answer.score)
        if answer.kind in _UNITS and answer.place_id in self.world.shape_of:
            return said._replace(precision=answer.kind, unit=answer.place_id)
        if not math.isnan(answer.lon):
            precision = "point" if answer.radius_km <= POINT_KM else "circle"
            return said._replace(precision=precision, lon=answer.lon, lat=answer.lat, radius_km=answer.radius_km)
        shape = shapely.to_wkb(answer.geometry) if answer.geometry is not None else None
        return said._replace(precision="area", shape=shape)

    def _tell(self, chunk: Staging, answers: Answers, names: Iterable[str]) -> None:
        """Tell of places that are not known, or could be several; a row that names none has been told of."""
        names = list(names)
        for status, kind in (("ambiguous", "ambiguous_place"), ("not_found", "unknown_place")):
            told = np.array(
                [each.status == status and bool(name) for each, name in zip(answers.found, names, strict=True)]
            )
            rows = np.flatnonzero(told[answers.codes])[: chunk.findings.room(kind)]
            numbers = chunk.numbers[answers.rows[told[answers.codes]]]
            shown = answers.codes[rows].tolist()
            remedies = [f"kept as unlocated: {answers.found[code].reason}" for code in shown]
            values = [names[code] for code in shown]
            chunk.findings.add(chunk.file, numbers, "place_reported", values, kind, remedies)


def _is_no_place(name: str) -> bool:
    """Whether a cell says in words that no place is known: "Unknown", "??", "N/A"."""
    plain = name.strip(" ?.-()[]").casefold()
    return plain in _NO_PLACE or is_missing(name)


_NO_PLACE = frozenset({"", "unknown", "unspecified", "not known", "not specified", "unclear", "undisclosed", "various"})
_NOWHERE = Located("not_found", "no place is named")
