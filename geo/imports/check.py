"""Looks at every staged row before anything is stored: whole columns at once, each problem told with a remedy."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.imports.ground import country_code
from geo.imports.limits import Limits
from geo.imports.staged import PRECISIONS, Staging, coded, taken
from geo.settings import REGION

Mask = NDArray[np.bool_]
_NEIGHBOURS = ("PK", "IR")
_LARGEST_AREA = 2_000.0  # square degrees: more than any country of the region


def check(chunk: Staging, limits: Limits) -> None:
    """Find all that is wrong with the staged columns; rows that cannot be stored are refused."""
    _countries(chunk)
    _coordinates(chunk)
    _shapes(chunk, limits)
    _figures(chunk)
    _dates(chunk)
    _places(chunk)


def in_region(lons: NDArray[np.float64], lats: NDArray[np.float64]) -> Mask:
    """Which points lie in the region that the map covers."""
    west, south, east, north = REGION
    with np.errstate(invalid="ignore"):
        return np.asarray((lons >= west) & (lons <= east) & (lats >= south) & (lats <= north))


def _countries(chunk: Staging) -> None:
    """Names and codes of countries become ISO codes; what is no country stays as a finding only."""
    said = chunk.columns.get("country")
    if said is None:
        return
    codes, distinct = coded(said)
    iso = np.array([country_code(str(text)) for text in distinct] or [""], dtype=object)
    found = taken(iso, codes, chunk.rows.index)
    lost = ((found == "") & (said != "")).to_numpy(dtype=bool)
    chunk.find(
        lost, "country", "unknown_country", "write the English name or the ISO code", values=said.to_numpy(dtype=object)
    )
    chunk.columns["country"] = found


def _coordinates(chunk: Staging) -> None:
    lon, lat = chunk.columns.get("lon"), chunk.columns.get("lat")
    if lon is None or lat is None:
        return
    one, both = np.isnan(lon) != np.isnan(lat), ~np.isnan(lon) & ~np.isnan(lat)
    with np.errstate(invalid="ignore"):
        wild = both & ((np.abs(lon) > 180) | (np.abs(lat) > 90))
        turned = wild & (np.abs(lon) <= 90) & (np.abs(lat) <= 180)
        zero = both & (np.abs(lon) < 0.01) & (np.abs(lat) < 0.01)
    pairs = _Pairs(lon, lat)
    chunk.find(
        one & ~chunk.refused,
        "lon, lat",
        "half_coordinate",
        "give both longitude and latitude, or none",
        "refuse",
        pairs,
    )
    chunk.find(
        turned, "lon, lat", "swapped", "longitude and latitude are swapped; change the two columns", "refuse", pairs
    )
    chunk.find(
        wild & ~turned,
        "lon, lat",
        "out_of_range",
        "longitude is -180 to 180, latitude -90 to 90, in degrees",
        "refuse",
        pairs,
    )
    chunk.find(zero, "lon, lat", "null_island", "0, 0 stands for no coordinate; leave both empty", "refuse", pairs)
    _swapped(chunk, lon, lat, pairs)


def _swapped(chunk: Staging, lon: NDArray[np.float64], lat: NDArray[np.float64], pairs: _Pairs) -> None:
    """Points that lie in the region when turned: surely wrong where the row or the other rows say it is of the region."""
    fits = in_region(lat, lon) & ~in_region(lon, lat)
    if not fits.any():
        return
    country = chunk.columns.get("country")
    home = np.zeros(len(lon), dtype=bool) if country is None else country.isin(_NEIGHBOURS).to_numpy(dtype=bool)
    blank = np.ones(len(lon), dtype=bool) if country is None else (country == "").to_numpy(dtype=bool)
    most = in_region(lon, lat).sum() > 0.5 * (~np.isnan(lon)).sum()
    sure = fits & (home | (blank & most))
    remedy = "longitude and latitude are swapped; change the two columns"
    chunk.find(sure, "lon, lat", "swapped", remedy, "refuse", pairs)
    remedy = "would lie in the region were longitude and latitude changed; look at it"
    chunk.find(fits & ~sure & blank, "lon, lat", "maybe_swapped", remedy, "warn", pairs)


def _shapes(chunk: Staging, limits: Limits) -> None:
    cells = chunk.columns.get("geometry")
    if cells is None or not any(cell is not None for cell in cells):
        return
    shapes = shapely.from_wkb(cells, on_invalid="ignore")
    there = ~shapely.is_missing(shapes)
    lost = np.array([cell is not None for cell in cells]) & ~there
    chunk.find(lost, "geometry", "bad_geometry", "is no geometry; draw it anew", "refuse", "")
    corners = shapely.get_num_coordinates(shapes)
    remedy = f"has too many corners (at most {limits.vertices:,}, ZEROPOINT_MAX_VERTICES); simplify it"
    chunk.find(corners > limits.vertices, "geometry", "absurd_geometry", remedy, "refuse", corners.astype(str))
    bounds = np.nan_to_num(shapely.bounds(shapes), nan=999.0, posinf=999.0, neginf=999.0)
    wild = there & ((np.abs(bounds[:, [0, 2]]) > 180) | (np.abs(bounds[:, [1, 3]]) > 90)).any(axis=1)
    empty = there & shapely.is_empty(shapes)
    finite = _finite(shapes)
    chunk.find(empty, "geometry", "bad_geometry", "is empty; draw it, or leave it out", "refuse", "")
    chunk.find(
        wild | ~finite, "geometry", "out_of_range", "must be in longitude and latitude (EPSG:4326)", "refuse", ""
    )
    sound = there & ~chunk.refused
    large = sound & (shapely.area(np.where(sound, shapes, None)) > _LARGEST_AREA)
    chunk.find(
        large, "geometry", "absurd_geometry", "is larger than any country of the region; draw it anew", "refuse", ""
    )
    broken = sound & ~chunk.refused & ~shapely.is_valid(shapes)
    chunk.find(
        broken, "geometry", "mended_geometry", "crossed itself and was mended; look at it on the map", "warn", ""
    )
    shapes[broken] = shapely.make_valid(shapes[broken])
    cells = shapely.to_wkb(shapes)
    chunk.columns["geometry"] = cells


def _finite(shapes: NDArray[Any]) -> Mask:
    coordinates, owner = shapely.get_coordinates(shapes, return_index=True)
    finite = np.ones(len(shapes), dtype=bool)
    finite[owner[~np.isfinite(coordinates).all(axis=1)]] = False
    return finite


def _figures(chunk: Staging) -> None:
    low, best, high = (chunk.columns.get(f"fatalities_{name}") for name in ("low", "best", "high"))
    if low is None or high is None or best is None or low is high:
        return
    over = (low > high).fillna(False).to_numpy(dtype=bool)
    if over.any():
        both = low.astype("str").fillna("") + " > " + high.astype("str").fillna("")
        if not chunk.curated:
            remedy = "the lowest number must not be above the highest"
            chunk.find(over, "fatalities_low", "low_above_high", remedy, "refuse", both)
        else:
            remedy = (
                "the source's lowest number is above its highest; kept as a range, its own numbers stay in the codes"
            )
            chunk.find(over, "fatalities_low", "low_above_high", remedy, "warn", both)
            chunk.columns["fatalities_low"] = low.where(~over, high)
            chunk.columns["fatalities_high"] = high.where(~over, low)
            low, high = chunk.columns["fatalities_low"], chunk.columns["fatalities_high"]
    off = ((best < low) | (best > high)).fillna(False).to_numpy(dtype=bool)
    chunk.find(off, "fatalities_best", "best_outside_range", "the best estimate should lie between lowest and highest")


def _dates(chunk: Staging) -> None:
    """The last day must not lie before the first; compared as far as both are written."""
    start, end = chunk.columns.get("date_start"), chunk.columns.get("date_end")
    if start is None or end is None or start is end:
        return
    both = (start.str.len() == end.str.len()) & (start != end)
    before = (both & (start > end)).to_numpy(dtype=bool)
    chunk.find(
        before,
        "date_end",
        "end_before_start",
        "the last day lies before the first",
        "refuse",
        end.to_numpy(dtype=object),
    )
    if (rest := ((start.str.len() != end.str.len()) & (start != "") & (end != "")).to_numpy(dtype=bool)).any():
        later = (start.str.slice(0, 4) > end.str.slice(0, 4)).to_numpy(dtype=bool)
        chunk.find(rest & later, "date_end", "end_before_start", "the last day lies before the first", "refuse")


def _places(chunk: Staging) -> None:
    precision = chunk.columns.get("precision")
    if precision is not None:
        odd = (~precision.isin(["", *PRECISIONS])).to_numpy(dtype=bool)
        chunk.find(odd, "precision", "unknown_code", f"write one of {', '.join(PRECISIONS)}")
    names = [chunk.columns[name] for name in ("place_reported", "admin2", "admin1") if name in chunk.columns]
    nameless = np.logical_and.reduce([(each == "").to_numpy(dtype=bool) for each in names]) if names else True
    lon, shapes = chunk.columns.get("lon"), chunk.columns.get("geometry")
    nowhere = np.isnan(lon) if lon is not None else np.ones(len(chunk.rows), dtype=bool)
    if shapes is not None:
        nowhere = nowhere & np.array([cell is None for cell in shapes], dtype=bool)
    chunk.find(
        nowhere & nameless, "place", "no_place", "names no place and has no coordinate; kept as unlocated", "warn", ""
    )


class _Pairs:
    """Coordinates as text, made only for the rows that are told of."""

    def __init__(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> None:
        self._lon, self._lat = lon, lat

    def __array__(self, dtype: Any = None, copy: Any = None) -> NDArray[Any]:
        pairs = [f"{x:g}, {y:g}" for x, y in zip(self._lon, self._lat, strict=True)]
        return np.array(pairs, dtype=object)
