"""Looks at every staged row before anything is stored: whole columns at once, each problem told with a remedy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from numpy.typing import NDArray

from geo.imports.ground import country_code, in_region
from geo.imports.limits import Limits
from geo.imports.staged import PRECISIONS, Staging
from geo.imports.texts import Mask, as_mask, filled, is_one_of, mapped, texts

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


def _countries(chunk: Staging) -> None:
    """Names and codes of countries become ISO codes; what is no country stays as a finding only."""
    said = chunk.columns.get("country")
    if said is None:
        return
    found = mapped(said, country_code)
    lost = filled(said) & ~filled(found)
    chunk.find(lost, "country", "unknown_country", "write the English name or the ISO code", values=said)
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
    home = np.zeros(len(lon), dtype=bool) if country is None else is_one_of(country, _NEIGHBOURS)
    blank = np.ones(len(lon), dtype=bool) if country is None else ~filled(country)
    most = in_region(lon, lat).sum() > 0.5 * (~np.isnan(lon)).sum()
    sure = fits & (home | (blank & most))
    remedy = "longitude and latitude are swapped; change the two columns"
    chunk.find(sure, "lon, lat", "swapped", remedy, "refuse", pairs)
    remedy = "would lie in the region were longitude and latitude changed; look at it"
    chunk.find(fits & ~sure & blank, "lon, lat", "maybe_swapped", remedy, "warn", pairs)


def _shapes(chunk: Staging, limits: Limits) -> None:
    cells = chunk.columns.get("geometry")
    if cells is None:
        return
    shapes = shapely.from_wkb(cells, on_invalid="ignore")
    there = ~shapely.is_missing(shapes)
    lost = np.array([cell is not None for cell in cells]) & ~there
    chunk.find(lost, "geometry", "bad_geometry", "is no geometry; draw it anew", "refuse", "")
    corners = shapely.get_num_coordinates(shapes)
    remedy = f"has too many corners (at most {limits.vertices:,}, ZEROPOINT_MAX_VERTICES); simplify it"
    chunk.find(corners > limits.vertices, "geometry", "absurd_geometry", remedy, "refuse", pa.array(corners))
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
    over = low > high
    if over.any():
        both = _Pairs(low, high, "{:.0f} > {:.0f}")
        if not chunk.curated:
            remedy = "the lowest number must not be above the highest"
            chunk.find(over, "fatalities_low", "low_above_high", remedy, "refuse", both)
        else:
            remedy = (
                "the source's lowest number is above its highest; kept as a range, its own numbers stay in the codes"
            )
            chunk.find(over, "fatalities_low", "low_above_high", remedy, "warn", both)
            low, high = np.where(over, high, low), np.where(over, low, high)
            chunk.columns["fatalities_low"], chunk.columns["fatalities_high"] = low, high
    off = (best < low) | (best > high)
    chunk.find(off, "fatalities_best", "best_outside_range", "the best estimate should lie between lowest and highest")


def _dates(chunk: Staging) -> None:
    """The last day must not lie before the first; compared as far as both are written."""
    start, end = chunk.columns.get("date_start"), chunk.columns.get("date_end")
    if start is None or end is None or start is end:
        return
    both = filled(start) & filled(end)
    alike = as_mask(pc.equal(pc.binary_length(start), pc.binary_length(end)))
    later = as_mask(pc.greater(start, end))
    if not alike.all():
        year = as_mask(pc.greater(pc.utf8_slice_codeunits(start, 0, 4), pc.utf8_slice_codeunits(end, 0, 4)))
        later = np.where(alike, later, year)
    chunk.find(both & later, "date_end", "end_before_start", "the last day lies before the first", "refuse", end)


def _places(chunk: Staging) -> None:
    precision = chunk.columns.get("precision")
    if precision is not None:
        odd = ~is_one_of(precision, ["", *PRECISIONS])
        chunk.find(odd, "precision", "unknown_code", f"write one of {', '.join(PRECISIONS)}")
    lon, shapes = chunk.columns.get("lon"), chunk.columns.get("geometry")
    nowhere = np.isnan(lon) if lon is not None else np.ones(len(chunk), dtype=bool)
    if shapes is not None:
        nowhere = nowhere & np.array([cell is None for cell in shapes], dtype=bool)
    if not nowhere.any():
        return
    for name in ("place_reported", "admin2", "admin1"):
        if name in chunk.columns:
            nowhere = nowhere & ~filled(chunk.columns[name])
    remedy = "names no place and has no coordinate; kept as unlocated"
    chunk.find(nowhere, "place", "no_place", remedy, "warn", "")


class _Pairs:
    """Pairs of numbers as text, made only for the rows that are told of."""

    def __init__(self, first: NDArray[np.float64], second: NDArray[np.float64], words: str = "{:g}, {:g}") -> None:
        self._first, self._second, self._words = first, second, words

    def take(self, rows: Any) -> Any:
        """The texts of some rows."""
        which = rows.to_numpy()
        return texts(map(self._words.format, self._first[which].tolist(), self._second[which].tolist()))
