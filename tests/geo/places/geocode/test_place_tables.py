import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from geo.__main__ import main
from geo.places.geocode.tables import geocode_table, guess_columns, read_table

ROWS = "id,where_coordinates,adm_2,name,lon,lat\n1,Turbat town,Kech district,a,63.05,26.0\n2,Nowhere at all,,b,63.05,26.0\n"


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ZEROPOINT_HOME", str(tmp_path / "home"))
    path = tmp_path / "in.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def test_columns_are_guessed_by_their_names() -> None:
    found = guess_columns(["Latitude", "LONGITUDE", "adm_1", "adm_2", "where_coordinates", "where_prec"])
    assert found == {
        "lat": "Latitude", "lon": "LONGITUDE", "province": "adm_1", "district": "adm_2", "name": "where_coordinates",
        "where_prec": "where_prec",
    }  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "geojson", "parquet"])
def test_a_table_keeps_its_columns_and_gets_ours(form: str, table: Path) -> None:
    out = table.with_name(f"out.{form}")
    assert (
        main(["geocode", "--in", str(table), "--text", "where_coordinates", "--hint", "adm_2", "--out", str(out)]) == 0
    )
    read = {"csv": pd.read_csv, "parquet": gpd.read_parquet, "geojson": gpd.read_file}[form](out)
    assert list(read["status"]) == ["resolved", "not_found"]
    assert list(read["name"]) == ["a", "b"] and read["name_geocoded"][0] == "Turbat"
    if form != "csv":
        assert read.geometry[0].x == pytest.approx(63.048, abs=0.01)


def test_one_text_gives_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["geocode", "within 30 km of Panjgur"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["status"] == "resolved" and answer["candidates"][0]["geometry"]["type"] == "Polygon"


def test_mentions_of_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("A blast near Turbat.", encoding="utf-8")
    assert main(["mentions", str(tmp_path / "a.txt")]) == 0
    assert [each["text"] for each in json.loads(capsys.readouterr().out)] == ["near Turbat"]


def test_a_foreign_file_is_checked(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table.write_text(ROWS.replace("63.05,26.0\n2", "69.345,30.375\n2"), encoding="utf-8")
    assert main(["check", str(table)]) == 1
    assert "row 2, Turbat town: on_centroid" in capsys.readouterr().out


def test_a_coordinate_that_is_no_number_is_said(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table.write_text("place,lat,lon\nTurbat,26N,63\nTurbat,,\n", encoding="utf-8")
    assert main(["check", str(table)]) == 1
    said = capsys.readouterr().out
    assert "row 2, Turbat: no_number: lat '26N' is no number" in said and "row 3" not in said


def test_wrong_calls_say_what_to_do(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["geocode"]) == 2
    assert main(["geocode", "--in", str(table), "--text", "nope", "--out", str(table.with_name("o.csv"))]) == 1
    assert "there are: id" in capsys.readouterr().err
    assert main(["geocode", "--in", str(table), "--text", "id", "--out", str(table.with_name("o.xyz"))]) == 2


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfplace;district\nPishin;Rask\n",
        b"place\tdistrict\nPishin\tRask\n",
        "place,district\nPishin,Rask,\n".encode("utf-16"),
    ],
)
def test_separators_and_encodings_of_spreadsheets(content: bytes, table: Path) -> None:
    table.write_bytes(content)
    found = geocode_table(read_table(table), "place", ["district"])
    assert list(found.columns[:2]) == ["place", "district"] and list(found["place_id"]) == ["pishin-ir"]


def test_a_cell_beyond_the_header_is_told_and_not_lost(table: Path) -> None:
    table.write_text("place,district\nTurbat,Kech\nPishin,Rask,by night\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 3 has 3 cells, the header 2, and 'by night'"):
        read_table(table)


@pytest.mark.parametrize(
    ("name", "content"), [("a.csv", b"place\nGw\xe4dar\n"), ("a.xlsx", b"no workbook"), ("b.csv", b"")]
)
def test_what_is_no_table_is_said(
    name: str, content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(content)
    assert main(["geocode", "--in", str(tmp_path / name), "--text", "place", "--out", str(tmp_path / "o.csv")]) == 1
    assert f"{name} cannot be read as a table" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["csv", "geojson", "parquet"])
def test_a_table_may_have_all_our_columns_already(form: str, table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table.write_text("place,status,status_geocoded,geometry\nPanjgur,a,b,c\n", encoding="utf-8")
    out = table.with_name(f"out.{form}")
    assert main(["geocode", "--in", str(table), "--text", "place", "--out", str(out)]) == 0
    assert capsys.readouterr().out.startswith("1 resolved")
    if form == "geojson":
        (feature,) = json.loads(out.read_text(encoding="utf-8"))["features"]
        row, shape = feature["properties"], feature["geometry"]
        assert shape["type"] == "Point"
    else:
        row = dict({"csv": pd.read_csv, "parquet": gpd.read_parquet}[form](out).iloc[0])
    said = [row[name] for name in ("status", "status_geocoded", "geometry", "status_geocoded_geocoded")]
    assert said == ["a", "b", "c", "resolved"]


def test_one_text_takes_a_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["geocode", "Lasbela district", "--date", "2015-06-01"]) == 0
    assert "then with Hub" in json.loads(capsys.readouterr().out)["candidates"][0]["reason"]
