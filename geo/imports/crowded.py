"""Points that several places share: a coordinate that stands for an area is no pin, whatever the table calls it."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from geo.imports.numbers import Numbers
from geo.imports.staged import Staging
from geo.imports.texts import choose, coded, constant, filled, is_one_of, texts, used

_PLACES = 3
"""From so many different places on one and the same point on, it is taken for the middle of an area."""
_ODD = np.uint64(0x9E3779B97F4A7C15)
"""Spreads what it multiplies over all 64 bits."""
_KIND = "shared_point"
_REMEDY = "several places share this coordinate: it stands for an area, and is drawn as known roughly"


def mark_crowded(chunk: Staging) -> None:
    """Take points of which the table says no precision for places known roughly where several places stand on them."""
    lon, lat, places = chunk.columns["lon"], chunk.columns["lat"], chunk.columns["place_reported"]
    precision = chunk.columns.get("precision", constant("", len(chunk)))
    rows = np.flatnonzero(~np.isnan(lon) & ~np.isnan(lat) & filled(places) & is_one_of(precision, [""]))
    rows = rows[_often(lon[rows], lat[rows])]
    if not len(rows):
        return
    (x, distinct_x), (y, distinct_y) = (coded(pa.array(each[rows] + 0.0)) for each in (lon, lat))  # one zero
    names, distinct = coded(places.take(pa.array(rows)))
    _, points = used(x * len(distinct_y) + y, len(distinct_x) * len(distinct_y))
    pairs = np.unique(points * len(distinct) + names)
    crowded = np.bincount(pairs // len(distinct), minlength=int(points.max()) + 1) >= _PLACES
    shared = np.zeros(len(chunk), dtype=bool)
    shared[rows[crowded[points]]] = True
    if shared.any():
        values = np.full(len(chunk), "", dtype=object)
        for row in np.flatnonzero(shared)[: chunk.findings.room(_KIND)].tolist():
            values[row] = f"{lon[row]:g}, {lat[row]:g}"
        chunk.find(shared, "lon, lat", _KIND, _REMEDY, "warn", texts(values))
        chunk.columns["precision"] = choose(shared, constant("circle", len(chunk)), precision)


def _often(lon: Numbers, lat: Numbers) -> NDArray[np.intp]:
    """The numbers of the rows whose point stands in as many rows as there must be places, and of few others: most points of most
    files stand once, and need not be told apart one by one."""
    keys = (lon + 0.0).view("uint64") * _ODD ^ (lat + 0.0).view("uint64")
    order = np.argsort(keys)
    again = keys[order][_PLACES - 1 :] == keys[order][: -(_PLACES - 1)]
    there = np.zeros(len(keys) + 1, dtype="int32")
    there[: len(again)] += again
    there[_PLACES : _PLACES + len(again)] -= again
    return np.sort(order[np.cumsum(there[:-1]) > 0])
