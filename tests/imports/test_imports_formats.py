"""Each format is recognised by what it holds, and comes in with its codes and its precision."""

import json
import shutil
import sys
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from shapely import Point, box

from geo.imports import RefusedFile, look, read_all
from geo.imports.kinds import ACLED, ACLED_SUB, CAMEO, KINDS, UCDP
from geo.settings import DATA

sys.path.insert(0, str(Path(__file__).parent))
import makers

HERE = Path(__file__).parent / "data"
UCDP_FILE = HERE / "ucdp_ged_sample.csv"


def balanced(run) -> bool:
    counts = run.counts
    return counts.read == counts.stored + counts.refused + counts.duplicates


def ucdp_rows() -> pd.DataFrame:
    return pd.read_csv(UCDP_FILE, dtype=str, keep_default_na=False).iloc[1:]


def test_kinds_are_those_of_the_vocabulary() -> None:
    words = pd.read_csv(DATA / "events" / "vocabulary.csv", dtype=str)
    assert set(words[words["field"] == "kind"]["value"]) == set(KINDS)
    assert {*UCDP.values(), *ACLED.values(), *ACLED_SUB.values(), *CAMEO.values()} <= {*KINDS, ""}


def test_ucdp_comes_in_whole() -> None:
    rows = ucdp_rows()
    frames, run = read_all(UCDP_FILE, "ucdp")
    assert run.recognised.format == "ucdp" and balanced(run) and run.counts.stored == len(rows)
    assert int(frames.events["fatalities_best"].sum()) == rows["best"].astype(int).sum()
    codes = pd.DataFrame(map(json.loads, frames.rows["codes"])).fillna("")
    for name in (
        "where_prec",
        "date_prec",
        "event_clarity",
        "low",
        "high",
        "relid",
        "source_original",
        "type_of_violence",
    ):
        assert codes[name].tolist() == rows[name].tolist()
    assert frames.rows["row"].tolist() == list(range(3, 3 + len(rows)))
    assert (frames.claims["fatalities_low"] <= frames.claims["fatalities_high"]).all()


def test_ucdp_draws_nothing_more_exactly_than_it_knows() -> None:
    frames, _ = read_all(UCDP_FILE, "ucdp")
    prec = [json.loads(code)["where_prec"] for code in frames.rows["codes"]]
    drawn = frames.places.assign(prec=prec)
    assert (drawn[drawn["prec"] == "1"]["precision"] == "point").all()
    assert drawn[drawn["prec"].isin(["4", "5", "6", "7"])]["geometry"].isna().all()
    assert not drawn[drawn["prec"] != "1"]["precision"].eq("point").any()


def test_ucdp_several_sources_are_several_documents() -> None:
    frames, _ = read_all(UCDP_FILE, "ucdp")
    assert frames.claims.groupby("event_id")["document_id"].nunique().max() >= 3
    assert frames.documents["published_on"].str.fullmatch(r"\d{4}-\d\d-\d\d").any()


@pytest.mark.parametrize("change", ["no tags", "no header", "renamed", "semicolons", "utf-16"])
def test_ucdp_in_other_clothes(change: str, tmp_path: Path) -> None:
    rows, target = ucdp_rows(), tmp_path / "anything.txt"
    separator = ";" if change == "semicolons" else ","
    encoding = "utf-16" if change == "utf-16" else "utf-8"
    rows.to_csv(target, index=False, header=change != "no header", sep=separator, encoding=encoding)
    frames, run = read_all(target, "ucdp")
    assert run.recognised.format == "ucdp" and run.counts.stored == len(rows)
    same, _ = read_all(UCDP_FILE, "ucdp")
    assert frames.events.index.tolist() == same.events.index.tolist()


def test_the_same_file_twice_adds_nothing() -> None:
    frames, _ = read_all(UCDP_FILE, "ucdp")
    again, run = read_all(UCDP_FILE, "ucdp", known=frames.events.index)
    assert again is None and run.counts.duplicates == run.counts.read and balanced(run)


@pytest.mark.parametrize("words", [True, False])
@pytest.mark.parametrize("without", [(), ("event_id_cnty", "geo_precision"), ("iso", "admin3", "timestamp", "tags")])
def test_acled_old_new_and_cut_down(words: bool, without: tuple[str, ...], tmp_path: Path) -> None:
    found = look(makers.acled(tmp_path / "x.csv", words, without))
    frames, run = read_all(tmp_path / "x.csv", "acled")
    assert found.format == "acled" and not found.may_share and run.counts.stored == 3
    assert frames.events["kind"].tolist() == ["clash", "air_or_missile_strike", "protest_or_shooting"]
    assert frames.claims.groupby("event_id").size().tolist() == [2, 2, 2]
    assert frames.events["date_start"].tolist() == ["2024-01-11", "2024-W02", "2024-01"]
    if "geo_precision" in without:
        assert not frames.places["precision"].eq("point").any()
    else:
        assert frames.places["place_refs"].str.join("").tolist() == ["", "pk-kech", "pk-balochistan"]
    assert "inter1" in json.loads(frames.rows["codes"].iloc[0])
    assert "unknown_code" not in run.findings.counts


def test_gdelt_marks_centroids_and_pins_none(tmp_path: Path) -> None:
    frames, run = read_all(makers.gdelt(tmp_path / "20240117.export.CSV"), "gdelt")
    assert run.recognised.format == "gdelt" and run.counts.stored == 3
    assert frames.places["precision"].tolist() == ["unlocated", "province", "circle"]
    assert frames.places["place_refs"].str.join("").tolist() == ["", "pk-balochistan", ""]
    assert frames.places["geometry"].notna().tolist() == [False, False, True]
    assert frames.events["kind"].tolist() == ["clash", "clash", "air_or_missile_strike"]
    assert json.loads(frames.rows["codes"].iloc[2])["EventCode"] == "195"


def test_gdelt_in_a_folder_and_in_a_zip(tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    makers.gdelt(folder / "a.CSV")
    makers.gdelt(folder / "b.CSV", first=10)
    (folder / "note.txt").write_text("nothing of interest")
    _, run = read_all(folder, "gdelt")
    assert run.counts.stored == 6 and run.findings.counts["unknown_file"] == 1
    shutil.make_archive(str(tmp_path / "packed"), "zip", folder)
    assert read_all(tmp_path / "packed.zip", "gdelt")[1].counts.stored == 6


def test_timemap() -> None:
    frames, run = read_all(HERE / "timemap_sample.xlsx", "timemap")
    assert run.recognised.format == "timemap" and run.counts.stored == 11 and balanced(run)
    assert "other_sheet" not in run.findings.counts
    assert frames.places["precision"].eq("point").sum() == 10
    assert frames.documents["title"].ne("").any()
    assert "association 1" in json.loads(frames.rows["codes"].iloc[0])


@pytest.mark.parametrize("form", ["geojson", "gpkg", "parquet", "kml", "shp.zip"])
def test_vector_files_with_points_and_areas(form: str, tmp_path: Path) -> None:
    shapes = (
        [Point(63.05, 26.0), Point(64.1, 26.97)] if form == "shp.zip" else [Point(63.05, 26.0), box(63, 26, 63.2, 26.2)]
    )
    table = gpd.GeoDataFrame({"date": ["2024-01-16", "2024-02"], "name": ["one", "two"]}, geometry=shapes, crs=4326)
    target = tmp_path / f"x.{form}"
    if form == "parquet":
        table.to_parquet(target)
    elif form == "shp.zip":
        (tmp_path / "s").mkdir()
        table.to_file(tmp_path / "s" / "x.shp")
        shutil.make_archive(str(tmp_path / "x.shp"), "zip", tmp_path / "s")
    elif form == "kml":
        marks = "".join(
            f"<Placemark><name>{n}</name><TimeStamp><when>{d}</when></TimeStamp>{g}</Placemark>"
            for n, d, g in (
                ("one", "2024-01-16", "<Point><coordinates>63.05,26.0</coordinates></Point>"),
                ("two", "2024-02-01", "<Polygon><outerBoundaryIs><LinearRing><coordinates>63,26 63.2,26 63.2,26.2 63,26 "
                 "</coordinates></LinearRing></outerBoundaryIs></Polygon>"),
            )
        )  # fmt: skip
        target.write_text(
            f'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{marks}</Document></kml>'
        )
    else:
        table.to_file(target)
    frames, run = read_all(target, "v")
    assert run.recognised.format == "vector" and run.counts.stored == 2, run.findings.table()
    assert frames.places["precision"].tolist()[0] == "point"
    assert form == "shp.zip" or frames.places["precision"].tolist()[1] == "area"


def test_a_file_in_metres_is_turned_into_degrees(tmp_path: Path) -> None:
    table = gpd.GeoDataFrame({"date": ["2024-01-16"]}, geometry=[Point(63.05, 26.0)], crs=4326).to_crs(32641)
    table.to_file(tmp_path / "x.gpkg")
    frames, _ = read_all(tmp_path / "x.gpkg", "v")
    point = gpd.GeoSeries.from_wkb(frames.places["geometry"].tolist())[0]
    assert point.distance(Point(63.05, 26.0)) < 1e-6


@pytest.mark.parametrize("form", ["geojson", "csv"])
def test_our_own_export_comes_back_unchanged(form: str, tmp_path: Path) -> None:
    from geo.events.now import atlas_now
    from geo.out.exports import export

    target = tmp_path / "mine"
    target.write_bytes(export("kind=abduction", form)[0])
    frames, run = read_all(target, "back")
    events, claims = atlas_now().chronology.events, atlas_now().chronology.claims
    mine = events[events["kind"] == "abduction"]
    assert run.recognised.format == "own" and set(frames.events.index) == set(mine.index)
    assert set(frames.claims.index) == set(claims[claims["event_id"].isin(mine.index)].index)
    for name in ("title", "date_start", "date_end", "place_reported"):
        assert frames.events[name].to_dict() == mine[name].to_dict()
    _, again = read_all(target, "back", known=events.index)
    assert again.counts.duplicates == again.counts.read == len(mine) and balanced(again)


def test_unknown_files_are_told_what_is_understood(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("<html></html>")
    with pytest.raises(RefusedFile, match="What is understood"):
        look(tmp_path / "x.csv")


@pytest.mark.parametrize("name", ["ucdp_ged_sample.csv", "timemap_sample.xlsx"])
def test_frames_have_the_columns_of_the_store(name: str) -> None:
    from geo.events.datasets import columns

    frames, _ = read_all(HERE / name, "x")
    for table in columns.SCHEMAS:
        columns.conform(table, columns.from_frame(table, getattr(frames, table)), "x")
