"""Points that several places share: a coordinate that stands for an area is no pin, whatever the table calls it."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from geo.imports.staged import Staging
from geo.imports.texts import choose, coded, constant, filled, is_one_of, texts

_PLACES = 3
"""From so many different places on one and the same point on, it is taken for the middle of an area."""
_REMEDY = "several places share this coordinate: it stands for an area, and is drawn as known roughly"


def mark_crowded(chunk: Staging) -> None:
    """Take points of which the table says no precision for places known roughly where several places stand on them."""
    lon, lat, places = chunk.columns["lon"], chunk.columns["lat"], chunk.columns["place_reported"]
    precision = chunk.columns.get("precision", constant("", len(chunk)))
    rows = np.flatnonzero(~np.isnan(lon) & ~np.isnan(lat) & filled(places) & is_one_of(precision, [""]))
    if len(rows) < _PLACES:
        return
    names, distinct = coded(places.take(pa.array(rows)))
    _, points = np.unique(lon[rows] + 1j * lat[rows], return_inverse=True)
    pairs = np.unique(points * len(distinct) + names)
    crowded = np.bincount(pairs // len(distinct), minlength=int(points.max()) + 1) >= _PLACES
    shared = np.zeros(len(chunk), dtype=bool)
    shared[rows[crowded[points]]] = True
    if shared.any():
        values = texts(f"{x:g}, {y:g}" for x, y in zip(lon.tolist(), lat.tolist(), strict=True))
        chunk.find(shared, "lon, lat", "shared_point", _REMEDY, "warn", values)
        chunk.columns["precision"] = choose(shared, constant("circle", len(chunk)), precision)
