import json
from pathlib import Path

import pytest

from geo.places.geocode import geocode
from geo.places.geocode.additions import GEONAMES, add, listed, remove
from geo.places.geocode.spelt import stamp, stored
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


def test_semicolons_and_a_record_by_itself(tmp_path: Path) -> None:
    table, record = tmp_path / "own.csv", tmp_path / "1.geojson"
    table.write_text("name;lon;lat\nOne, the;63;26\n", encoding="utf-8")
    shape = {"type": "Polygon", "coordinates": [[[63, 26], [63.1, 26], [63.1, 26.1], [63, 26]]]}
    middle = {"wof:name": "Two", "geom:longitude": 63.05, "geom:latitude": 26.05}
    record.write_text(json.dumps({"type": "Feature", "geometry": shape, "properties": middle}), encoding="utf-8")
    assert add(table, "a", tmp_path / "home")["rows"] == add(record, "b", tmp_path / "home")["rows"] == 1


@pytest.mark.parametrize(
    ("name", "content"), [("a.geojson", b"[]"), ("a.geojson", b'{"x": '), ("a.csv", b"\xff\x00\xfe"), ("a.csv", b"")]
)
def test_a_broken_file_is_refused_by_its_name(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ValueError, match=rf"{name}"):
        add(tmp_path / name, "", tmp_path / "home")


def test_a_file_without_coordinates_is_refused_with_what_is_missing(tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_text("name,where\nOne,there\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no column for the lon"):
        add(table, "", tmp_path / "home")
    assert not (tmp_path / "home").exists()


def table_of(path: Path, rows: str) -> Path:
    path.write_text("name,lon,lat,alt_names\n" + rows, encoding="utf-8")
    return path


def test_spellings_are_stored_and_made_anew_when_the_names_or_the_rules_have_changed(tmp_path: Path) -> None:
    folder = tmp_path / "home"
    add(table_of(tmp_path / "own.csv", "Zzyzabad,63.5,26.5,Vuvuzela|زیزآباد\n"), "own", folder)
    names, spellings = folder / "own.csv", folder / "own.spelt"
    good = stored(spellings, stamp(names))
    assert good is not None and good["plain"].to_pylist() == ["zzyzabad", "vuvuzela", "زیزاباد"]
    assert stored(spellings, "other rules") is None and stored(folder / "none.spelt", stamp(names)) is None
    for spoilt in (b"", b"no table"):
        spellings.write_bytes(spoilt)
        answer = geocode("Vuvuzela", district="Kech", world=build_world(DATA, folder))
        assert answer.candidates[0].name == "Zzyzabad" and answer.candidates[0].admin1 == "Balochistan"
        assert stored(spellings, stamp(names)) is not None, "stored again for the next start"


def test_two_sets_stand_side_by_side_and_a_known_place_takes_the_names_of_its_twin(tmp_path: Path) -> None:
    folder = tmp_path / "home"
    shipped = build_world()
    add(table_of(tmp_path / "a.csv", "Zzyzabad,63.5,26.5,\nTurbat,63.05,26.0,Qqturbat\n"), "a", folder)
    add(table_of(tmp_path / "b.csv", "Xxyxabad,61.5,27.5,\n"), "b", folder)
    world = build_world(DATA, folder)
    assert len(world.entries) == len(shipped.entries) + 2
    assert [entry.name for entry in world.entries][-2:] == ["Zzyzabad", "Xxyxabad"]
    assert [entry.source for entry in world.entries][-2:] == ["added: a (a.csv)", "added: b (b.csv)"]
    assert not geocode("Qqturbat", world=world).candidates[0].place_id.startswith("a-")
    assert geocode("Xxyxabad", world=world).candidates[0].admin1 == "Sistan and Baluchestan"


def test_a_hamlet_is_taken_where_its_district_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "home"
    add(table_of(tmp_path / "a.csv", "Zabrizok,63.05,26.3,\nKhuzzam,66.66,25.39,\n"), "a", folder)
    world = build_world(DATA, folder)
    near = geocode("Zabrizak village", district="Kech district", world=world)
    assert near.status == "resolved" and near.candidates[0].score < 0.95
    assert geocode("Zabrizak village", world=world).status != "resolved"
    assert geocode("Zabrinak village", district="Kech district", world=world).candidates[0].place_id == "pk-kech"
    assert geocode("Khuzzam village", district="Lasbela district", world=world).candidates[0].admin2 == "Hub"
