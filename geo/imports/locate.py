"""Rows that name a place and have no coordinate are asked of the geocoder; what it does not know stays unlocated."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import shapely

from geo.imports.limits import PREFIX, Limits
from geo.imports.staged import Staging
from geo.places.geocode import geocode_many
from geo.places.geocode.world import World

POINT_KM = 5.0
"""Up to this radius an answer is called a point, beyond it a circle."""
_HINTS = {"admin2": "district", "admin1": "province", "country": "country"}
_UNITS = ("district", "province", "subdistrict")
COLUMNS = (
    "status",
    "precision",
    "lon",
    "lat",
    "radius_km",
    "shape_ref",
    "place_name",
    "where_prec",
    "score",
    "answer",
    "shape",
)


@dataclass(slots=True)
class Locator:
    """Asks the geocoder chunk after chunk; the same words with the same hints are asked once."""

    world: World
    limits: Limits
    _said: dict[tuple[str, ...], tuple[Any, ...]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=lambda: {"resolved": 0, "ambiguous": 0, "not_found": 0})

    def locate(self, chunk: Staging) -> pd.DataFrame:
        """A row of COLUMNS for each row that has no coordinate and no geometry but names a place, indexed by its place in the chunk."""
        said, size = chunk.columns, len(chunk.rows)
        if not size:
            return pd.DataFrame(columns=list(COLUMNS))
        shapes = said.get("geometry")
        bare = np.isnan(said["lon"]) if "lon" in said else np.ones(size, dtype=bool)
        if shapes is not None:
            bare &= np.array([shape is None for shape in shapes], dtype=bool)
        if "precision" in said:
            bare &= (~said["precision"].isin(["country", "unlocated"])).to_numpy(dtype=bool)
        wanted = np.flatnonzero(bare & ~chunk.refused)
        if not len(wanted):
            return pd.DataFrame(columns=list(COLUMNS))
        empty = pd.Series([""] * len(wanted), dtype="str").array
        cells = {
            name: pd.Series(said[name]).array[wanted] if name in said else empty for name in ("place_reported", *_HINTS)
        }
        keys = list(zip(*(map(str, cells[name]) for name in ("place_reported", *_HINTS)), strict=True))
        self._ask(list(dict.fromkeys(key for key in keys if key not in self._said and any(key[:3]))))
        rows = [self._said.get(key, _NOWHERE) for key in keys]
        found = pd.DataFrame(rows, columns=list(COLUMNS), index=wanted)
        for status, count in found["status"].value_counts().items():
            self.counts[str(status)] = self.counts.get(str(status), 0) + int(count)
        self._tell(chunk, found, keys)
        return found

    def _ask(self, keys: list[tuple[str, ...]]) -> None:
        room = max(0, self.limits.geocoded - len(self._said))
        asked, left = keys[:room], keys[room:]
        for key in left:
            remedy = f"not asked: more than {self.limits.geocoded:,} different places ({PREFIX}GEOCODED)"
            self._said[key] = ("not_found", "unlocated", *[math.nan] * 3, "", "", 6, math.nan, remedy, None)
        if not asked:
            return
        texts = pd.Series([place or district or province for place, district, province, _ in asked])
        hints = pd.DataFrame(
            [dict(zip(_HINTS.values(), key[1:], strict=True)) for key in asked], columns=list(_HINTS.values())
        )
        answers = geocode_many(texts, hints, self.world, geometry=True)
        for key, answer in zip(asked, answers.itertuples(index=False), strict=True):
            self._said[key] = self._row(answer)

    def _row(self, answer: Any) -> tuple[Any, ...]:
        if answer.status != "resolved":
            return (answer.status, "unlocated", *[math.nan] * 3, "", "", 6, math.nan, answer.reason, None)
        name, prec, score = answer.name, answer.where_prec, answer.score
        if answer.kind in _UNITS and answer.place_id in self.world.shape_of:
            unit = answer.place_id
            return ("resolved", answer.kind, *[math.nan] * 3, unit, name, prec, score, answer.reason, None)
        if not math.isnan(answer.lon):
            precision = "point" if answer.radius_km <= POINT_KM else "circle"
            return (
                "resolved",
                precision,
                answer.lon,
                answer.lat,
                answer.radius_km,
                "",
                name,
                prec,
                score,
                answer.reason,
                None,
            )
        shape = shapely.to_wkb(answer.geometry) if answer.geometry is not None else None
        return ("resolved", "area", *[math.nan] * 3, "", name, prec, score, answer.reason, shape)

    def _tell(self, chunk: Staging, found: pd.DataFrame, keys: list[tuple[str, ...]]) -> None:
        for status, kind in (("ambiguous", "ambiguous_place"), ("not_found", "unknown_place")):
            which = (found["status"] == status).to_numpy(dtype=bool)
            mask = np.zeros(len(chunk.rows), dtype=bool)
            mask[found.index[which]] = True
            texts, remedies = np.full(len(mask), "", dtype=object), np.full(len(mask), "", dtype=object)
            texts[found.index] = [", ".join(filter(None, key)) for key in keys]
            remedies[found.index] = [f"kept as unlocated: {answer}" for answer in found["answer"]]
            named = mask & (texts != "")
            chunk.find(named, "place_reported", kind, remedies, "warn", texts)


_NOWHERE = ("not_found", "unlocated", *[math.nan] * 3, "", "", 6, math.nan, "no place is named", None)
