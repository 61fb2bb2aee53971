"""Whose rows may be passed on: a publisher's terms hold whatever kind of file its rows come in, and however they are spelt."""

import shutil
import warnings
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from geo.imports import look, read_all
from geo.imports.acled import MARKS
from geo.imports.terms import ACLED, UCDP, terms_of
from geo.imports.ucdp import COLUMNS
from tests.imports import makers


def written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def test_counts_of_acled_by_week_are_no_events_of_its_and_keep_its_terms(tmp_path: Path) -> None:
    text = "WEEK,COUNTRY,ADMIN1,EVENT_TYPE,SUB_EVENT_TYPE,EVENTS,FATALITIES,DISORDER_TYPE,CENTROID_LATITUDE,CENTROID_LONGITUDE\n"
    text += "2024-01-06,Pakistan,Balochistan,Battles,Armed clash,3,5,Political violence,28.5,65.1\n"
    found = look(written(tmp_path / "x.csv", text))
    assert found.format == "table" and not found.may_share and "lon" not in found.mapping
    frames, _ = read_all(tmp_path / "x.csv", "x")
    assert frames.places["precision"].tolist() == ["province"]


@pytest.mark.parametrize("form", ["geojson", "gpkg", "shp"])
def test_a_publishers_terms_hold_whatever_kind_of_file_its_rows_are_brought_in(form: str, tmp_path: Path) -> None:
    table = pd.DataFrame(makers.acled_rows(True))
    lon, lat = (table.pop(name).astype(float) for name in ("longitude", "latitude"))
    (tmp_path / "s").mkdir()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a Shapefile cuts the headings short, and says so
        gpd.GeoDataFrame(table, geometry=gpd.points_from_xy(lon, lat), crs=4326).to_file(tmp_path / "s" / f"x.{form}")
    path = tmp_path / "s" / f"x.{form}"
    if form == "shp":
        path = Path(shutil.make_archive(str(tmp_path / "x"), "zip", tmp_path / "s"))
    _, run = read_all(path, "x")
    assert run.recognised.format == "vector" and not run.recognised.may_share
    assert "ACLED" in run.recognised.licence and "ACLED" in run.recognised.attribution


ACLED_AS = ["Event Date", "EVENT_TYPE", "Sub Event Type", "Actor 1", "fatalities", "notes", "latitude", "longitude"]


@pytest.mark.parametrize(
    "headings",
    [
        ACLED_AS,
        [
            f"acled_{name}"
            for name in ("event_date", "event_type", "sub_event_type", "fatalities", "notes", "lat", "lon")
        ],
        ["event_date", "event_type", "sub_event_type", "latitude", "longitude"],
        ["eventid", "I Year", "iMonth", "IDAY", "gname", "country_txt", "latitude", "longitude"],
    ],
)
def test_terms_hold_however_the_headings_are_spelt(headings: list[str], tmp_path: Path) -> None:
    row = ["2024-01-05" if "date" in name.casefold() else "1" for name in headings]
    found = look(written(tmp_path / "x.csv", ",".join(headings) + "\n" + ",".join(row) + "\n"))
    assert not found.may_share and found.licence


def test_a_table_of_ones_own_has_no_foreign_terms(tmp_path: Path) -> None:
    found = look(written(tmp_path / "x.csv", "event_date,event_type,notes,lat,lon\n2024-01-05,Attack,,26.0,63.05\n"))
    assert found.may_share and not found.licence


def test_of_tables_that_were_joined_the_strictest_terms_hold() -> None:
    assert terms_of(COLUMNS) == UCDP
    assert terms_of([*COLUMNS, *MARKS]) == ACLED
