"""Files in and out: foreign tables with their columns guessed, geocoded or checked, and written again."""

from __future__ import annotations

import csv
import io
import json
import math
import re
import warnings
import zipfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.places.geocode.batch import geocode_many
from geo.places.geocode.findings import check_point
from geo.places.geocode.world import World

COLUMNS: dict[str, tuple[str, ...]] = {
    "lon": ("longitude", "lon", "lng", "long", "x"),
    "lat": ("latitude", "lat", "y"),
    "name": (
        "where_coordinates",
        "location",
        "place",
        "place_name",
        "name",
        "city",
        "town",
        "village",
        "actiongeo_fullname",
    ),
    "district": ("adm_2", "admin2", "district", "county", "adm2", "shahrestan"),
    "province": ("adm_1", "admin1", "province", "state", "adm1", "ostan"),
    "country": ("country", "country_name", "iso3", "iso2", "country_code"),
    "where_prec": ("where_prec", "geo_precision"),
    "context": ("where_description", "admin3", "place_description"),
    "date": ("date_start", "event_date", "date", "year", "day"),
    "kind": ("kind", "place_kind", "place_type"),
}
"""What a column may be called, by what it holds; the first that is there is taken."""

FORMS = (".csv", ".geojson", ".parquet")
_DEGREES = "write decimal degrees, such as 26.003"
FINDINGS = ("row", "place", "kind", "distance_km", "message", "advice", "lon", "lat")


def read_table(path: Path) -> pd.DataFrame:
    """A CSV (or XLSX) as text, empty cells as "". A row of HXL tags under the header is left out.

    Raises ValueError, naming the file, where it cannot be read as a table.
    """
    try:
        if path.suffix.lower() in (".xlsx", ".xls"):
            table = pd.read_excel(path, dtype=str).fillna("")
        else:
            table = _read_csv(_decoded(path.read_bytes()))
    except UnicodeDecodeError as error:
        raise ValueError(f'{path} cannot be read as a table: it is not UTF-8; save it as "CSV UTF-8"') from error
    except (ValueError, csv.Error, zipfile.BadZipFile) as error:
        raise ValueError(f"{path} cannot be read as a table: {error}") from error
    if len(table) and all(value == "" or value.startswith("#") for value in table.iloc[0]) and table.iloc[0].any():
        table = table.iloc[1:]
    return table


def _read_csv(text: str) -> pd.DataFrame:
    """The text as a table of text. Raises ValueError where a row has more than its header: nothing of it is to be lost."""
    separator = separator_of(text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    width = len(next((row for row in rows if row), ()))
    for row in rows:
        if len(row) > width and any(cell.strip() for cell in row[width:]):
            raise ValueError(
                f"line {rows.line_num} has {len(row)} cells, the header {width}, and {row[width]!r} stands in none of its "
                f'columns; write a text that holds "{separator}" in quotes, or name the column'
            )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pd.errors.ParserWarning)  # of cells beyond the header, which are all empty
        return pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False, sep=separator, index_col=False)


def _decoded(content: bytes) -> str:
    """The text of a file: UTF-8, or UTF-16 where it begins with that mark, as spreadsheets write "Unicode text"."""
    wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    return content.decode("utf-16" if wide else "utf-8-sig")


def separator_of(text: str) -> str:
    """What parts the columns: the one of comma, semicolon and tab that the header has most of, outside quotes."""
    header = re.sub(r'"[^"]*"', "", text.lstrip().partition("\n")[0])
    return max(",;\t", key=header.count)


def guess_columns(columns: Sequence[str]) -> dict[str, str]:
    """Which column holds what, by its name; what cannot be guessed is not in the answer."""
    plain = {re.sub(r"[^a-z0-9]+", "_", str(column).lower()).strip("_"): str(column) for column in columns}
    found = {}
    for holds, names in COLUMNS.items():
        match = next((plain[name] for name in names if name in plain), None)
        if match is not None:
            found[holds] = match
    return found


def hint_columns(columns: Sequence[str]) -> dict[str, str]:
    """What each of the given columns is a hint of: by its name, else context."""
    kinds = ("district", "province", "country", "lon", "lat", "kind", "date")
    named = {
        column: holds
        for column in columns
        for holds, found in guess_columns([column]).items()
        if holds in kinds and found
    }
    return {column: named.get(column, column) for column in columns}


def geocode_table(
    table: pd.DataFrame,
    text: str,
    hints: Sequence[str] = (),
    geometry: bool = False,
    world: World | None = None,
) -> pd.DataFrame:
    """The table with the columns of an answer added; on a clash ours end in ``_geocoded``, the geometry too.

    Raises ValueError naming the columns that are not there.
    """
    missing = [column for column in (text, *hints) if column not in table.columns]
    if missing:
        raise ValueError(f"no column {', '.join(map(repr, missing))}; there are: {', '.join(map(str, table.columns))}")
    given = _hint_frame(table, hints) if hints else None
    answers = geocode_many(table[text], given, world, geometry)
    ours = {column: _free(column, table.columns) for column in answers.columns}
    joined = pd.concat([table, pd.DataFrame(answers).rename(columns=ours)], axis=1)
    return gpd.GeoDataFrame(joined, geometry=ours["geometry"], crs=4326) if geometry else joined


def _free(name: str, taken: Collection[str]) -> str:
    """The name of a column of ours; it ends in ``_geocoded`` as often as it takes to be none of the table's own."""
    while name in taken:
        name += "_geocoded"
    return name


def our_column(columns: Iterable[str], name: str) -> str:
    """Which column of a geocoded table is ours: the last of that name, for the input may have such columns itself."""
    return [each for each in columns if re.fullmatch(f"{name}(_geocoded)*", str(each))][-1]


def _hint_frame(table: pd.DataFrame, hints: Sequence[str]) -> pd.DataFrame:
    named = table[list(hints)].rename(columns=hint_columns(hints))
    for column in ("lon", "lat"):
        if column in named:
            named[column] = pd.to_numeric(named[column], errors="coerce")
    return named


def write_table(table: pd.DataFrame, path: Path) -> None:
    """Write what `geocode_table` gave as CSV, GeoJSON or Parquet, by the ending; only the last two carry geometry.

    Raises ValueError for another ending.
    """
    form = path.suffix.lower()
    if form == ".csv":
        shaped = isinstance(table, gpd.GeoDataFrame)
        plain = table.drop(columns=table.geometry.name) if shaped else table
        plain.to_csv(path, index=False, lineterminator="\n")
    elif form == ".parquet":
        table.to_parquet(path, index=False)
    elif form == ".geojson":
        features = json.loads(gpd.GeoDataFrame(table).to_json(na="null", drop_id=True))
        features.pop("crs", None)
        path.write_text(json.dumps(features, ensure_ascii=False) + "\n", encoding="utf-8")
    else:
        raise ValueError(f"{path.name}: write to one of {', '.join(FORMS)}")


def check_table(table: pd.DataFrame, columns: Mapping[str, str], world: World | None = None) -> pd.DataFrame:
    """Every finding of a table with coordinates and names.

    Parameters
    ----------
    table
        Any table; `columns` says which of its columns holds lon, lat, name, district … (as `guess_columns` does).

    Returns
    -------
    DataFrame
        The columns of `FINDINGS`; `row` counts as a spreadsheet does, the header being 1.

    Raises
    ------
    ValueError
        When no column for lon or lat is given.
    """
    lacking = [holds for holds in ("lon", "lat") if holds not in columns]
    if lacking:
        raise ValueError(
            f"no column for {' and '.join(lacking)}: name it with {' '.join('--' + each for each in lacking)}"
        )
    lons, lats = (pd.to_numeric(table[columns[axis]], errors="coerce") for axis in ("lon", "lat"))
    precs = pd.to_numeric(table[columns["where_prec"]], errors="coerce") if "where_prec" in columns else None
    words = [holds for holds in columns if holds not in ("lon", "lat", "where_prec")]
    said = {holds: table[columns[holds]].astype(str).tolist() for holds in words}
    rows = []
    for place, (index, lon, lat) in enumerate(zip(table.index, lons, lats, strict=True)):
        hints: dict[str, Any] = {
            holds: said[holds][place]
            for holds in ("district", "province", "country", "context", "date")
            if holds in said
        }
        name = said["name"][place] if "name" in said else ""
        for axis in ("lon", "lat"):
            if unread := _unread(table[columns[axis]].iloc[place]):
                message = f"{columns[axis]} {unread!r} is no number"
                rows.append((int(index) + 2, name, "no_number", math.nan, message, _DEGREES, math.nan, math.nan))
        prec = None if precs is None or precs.iloc[place] != precs.iloc[place] else int(precs.iloc[place])
        for found in check_point(float(lon), float(lat), name, hints, prec, world):
            better = found.proposal or (math.nan, math.nan)
            far = round(found.distance_km, 1)
            rows.append((int(index) + 2, name, found.kind, far, found.message, found.advice, *better))
    return pd.DataFrame(rows, columns=list(FINDINGS))


def _unread(cell: Any) -> str:
    """What stands in a cell for a coordinate and is no number; "" for a number and for an empty cell."""
    return "" if pd.isna(cell) or pd.notna(pd.to_numeric(cell, errors="coerce")) else str(cell).strip()
