"""A few hundred hostile files, as `python -m tests.imports.fuzz` makes thousands; and those that once were too much."""

import json
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pytest
from shapely import Point

from geo.imports import RefusedFile, read_all
from tests.imports import makers
from tests.imports.fuzz import Tally, drawn, run, take
from tests.imports.hostile import seeds


def test_hostile_files_are_refused_or_accounted_for_and_nothing_of_them_comes_out_as_markup() -> None:
    tally = run(120, seed=11, batch=120)
    assert tally.wrong == []
    assert tally.outcomes["some rows stored"] > 10 and tally.outcomes["refused as a whole"] > 10


def test_every_seed_is_read_whole_before_anything_is_broken_in_it(tmp_path: Path) -> None:
    tally = Tally()
    for name, body in seeds().items():
        file = tmp_path / name
        file.write_bytes(body)
        assert take(file, tally) == [], name
    assert tally.outcomes["some rows stored"] == len(seeds()) and drawn(tally.kept) == []


def _heading_lost(folder: Path) -> Path:
    file = folder / "own.csv"
    file.write_bytes(seeds()["own.csv"].replace(b"event_id", b"Event ID", 1))
    return file


def _id_with_spaces(folder: Path) -> Path:
    document = json.loads(seeds()["own.geojson"])
    document["features"][0]["properties"]["event_id"] = "  an id\t"
    return _json(folder, document)


def _empty_shapes(folder: Path) -> Path:
    document = json.loads(seeds()["own.geojson"])
    document["features"][0]["geometry"] = {"type": "Point", "coordinates": []}
    return _json(folder, document)


def _json(folder: Path, document: object) -> Path:
    file = folder / "own.geojson"
    file.write_text(json.dumps(document), "utf-8")
    return file


def _empty_point(folder: Path) -> Path:
    file = folder / "empty.kml"
    file.write_text(
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>2024-01-05</name><Point><coordinates></coordinates>'
        "</Point></Placemark></Document></kml>"
    )
    return file


def _letters_of_another_encoding(folder: Path) -> Path:
    gpd.GeoDataFrame({"date": ["2024-01-05"], "title": ["Raid"]}, geometry=[Point(64, 27)], crs=4326).to_file(
        folder / "p.shp"
    )
    parts = {each.name: each.read_bytes() for each in folder.glob("p.*") if each.suffix != ".cpg"}
    parts["p.dbf"] = parts["p.dbf"].replace(b"Raid", b"R\xe9\xc8d")
    return makers.zipped(folder / "shape.zip", parts)


@pytest.mark.parametrize(
    "make", [_heading_lost, _id_with_spaces, _empty_shapes, _empty_point, _letters_of_another_encoding]
)
def test_what_once_was_too_much_is_not_any_more(make: Callable[[Path], Path], tmp_path: Path) -> None:
    tally = Tally()
    assert take(make(tmp_path), tally) == [] and drawn(tally.kept) == []


def test_fields_of_the_same_name_are_said(tmp_path: Path) -> None:
    gpd.GeoDataFrame({"date": ["2024-01-05"], "dat2": ["x"]}, geometry=[Point(64, 27)], crs=4326).to_file(
        tmp_path / "p.shp"
    )
    parts = {each.name: each.read_bytes() for each in tmp_path.glob("p.*")}
    parts["p.dbf"] = parts["p.dbf"].replace(b"dat2", b"date", 1)
    with pytest.raises(RefusedFile, match="several fields called 'date'"):
        read_all(makers.zipped(tmp_path / "twice.zip", parts), "x")


@pytest.mark.parametrize("length", [1, 40, 100, 110, 127])
def test_a_shapefile_that_was_cut_is_refused_or_accounted_for(length: int, tmp_path: Path) -> None:
    gpd.GeoDataFrame({"date": ["2024-01-05"]}, geometry=[Point(64, 27)], crs=4326).to_file(tmp_path / "p.shp")
    parts = {each.name: each.read_bytes() for each in tmp_path.glob("p.*")}
    for cut in ("p.shp", "p.dbf"):
        tally = Tally()
        assert take(makers.zipped(tmp_path / "cut.zip", {**parts, cut: parts[cut][:length]}), tally) == [], cut
