import json
from pathlib import Path

import pytest

from geo.places.geocode import geocode
from geo.places.geocode.additions import GEONAMES, add, listed, remove
from geo.places.geocode.world import build_world
from geo.settings import DATA


def test_a_geonames_dump_is_added_found_and_removed(tmp_path: Path) -> None:
    dump = tmp_path / "PK.txt"
    row = dict.fromkeys(GEONAMES, "") | {"geonameid": "1", "name": "Zzyzabad", "alternatenames": "Zizabad,زیزآباد"}
    row |= {"latitude": "26.5", "longitude": "63.5", "feature_class": "P", "feature_code": "PPL", "country_code": "PK"}
    dump.write_text("\t".join(row[field] for field in GEONAMES) + "\n", encoding="utf-8")
    folder = tmp_path / "home"
    about = add(dump, "dump", folder)
    assert about["rows"] == 1 and about["form"] == "geonames" and "CC BY" in about["licence"]
    assert [each["name"] for each in listed(folder)] == ["dump"]
    answer = geocode("Zzyzabad", district="Kech", world=build_world(DATA, folder))
    assert answer.status == "resolved" and answer.candidates[0].place_id == "dump-1"
    assert remove("dump", folder) and not remove("dump", folder) and listed(folder) == []
    assert list(folder.iterdir()) == []


def test_geojson_and_csv_with_other_column_names(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [63.5, 26.5]}
    features = [{"type": "Feature", "geometry": point, "properties": {"name": "One"}}]
    collection = tmp_path / "own.geojson"
    collection.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    table = tmp_path / "own.csv"
    table.write_text("Place,Longitude,Latitude\nTwo,63,26\n,1,1\nThree,x,1\n", encoding="utf-8")
    assert add(collection, "a", tmp_path / "home")["rows"] == 1
    assert add(table, "b", tmp_path / "home")["rows"] == 1


def test_a_file_without_coordinates_is_refused_with_what_is_missing(tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_text("name,where\nOne,there\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no column for the lon"):
        add(table, "", tmp_path / "home")
    assert not (tmp_path / "home").exists()
