"""Where the events of a data set are drawn: the shape that was stored, the unit that it names, the area that it leaves open."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.places.locate import PRECISIONS, ROUND
from geo.places.metric import circles

_NO_PLACE = "no place is known"
_DEFAULT_KM = 5.0


def draw(places: gpd.GeoDataFrame, units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The stored places as the atlas has them: a unit that is named stands for a missing shape; with `extent`."""
    rows = places.reset_index(drop=True)
    named = rows["place_refs"].map(lambda refs: refs[0] if len(refs) and refs[0] in units.index else "")
    shapes = rows.geometry.astype(object).to_numpy().copy()
    lacks = rows.geometry.isna().to_numpy() & (named != "").to_numpy()
    shapes[lacks] = [units.geometry[unit] for unit in named[lacks]]
    nowhere = np.array([shape is None for shape in shapes], dtype=bool)
    precision = rows["precision"].where(rows["precision"].isin(PRECISIONS), "area").mask(nowhere, "unlocated")
    radius = rows["radius_km"].where(precision.isin(ROUND))
    radius = radius.mask(precision.isin(ROUND) & ~(radius > 0), _DEFAULT_KM)
    names = rows["place_name"].mask(rows["place_name"] == "", named.map(units["name"]).fillna(""))
    names = names.mask(names == "", rows["reported"]).mask(lambda found: found == "", "the source's coordinate")
    drawn = gpd.GeoDataFrame(
        rows.drop(columns="geometry").assign(
            precision=precision,
            radius_km=radius,
            place_name=names,
            relation=rows["relation"].mask((rows["relation"] == "") & precision.isin(ROUND), "at"),
            reported=rows["reported"].mask(rows["reported"] == "", names),
            reason=rows["reason"].mask((rows["reason"] == "") & nowhere, _NO_PLACE),
        ),
        geometry=gpd.GeoSeries(shapes, crs=4326),
    )
    drawn["extent"] = _extents(drawn)
    return drawn


def _extents(places: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """The circle of what is round, the shape of everything else."""
    found = places.geometry.astype(object).to_numpy().copy()
    points = places.geom_type == "Point"
    round_ = np.flatnonzero((places["precision"].isin(ROUND) & points).to_numpy())
    if len(round_):
        some = places.iloc[round_]
        spots = pd.DataFrame({"lon": some.geometry.x, "lat": some.geometry.y, "km": some["radius_km"]})
        codes, distinct = pd.factorize(pd.MultiIndex.from_frame(spots))
        table = distinct.to_frame(index=False).to_numpy()
        found[round_] = circles(table[:, 0], table[:, 1], table[:, 2])[codes]
    return gpd.GeoSeries(found, index=places.index, crs=4326)
