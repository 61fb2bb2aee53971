"""The GeoPackage of a View: what GDAL finds in it, and the styles that QGIS takes from it."""

import sqlite3
import subprocess
from pathlib import Path
from shutil import which
from xml.etree import ElementTree as Xml

import pandas as pd
import pytest
import shapely

from geo.events.atlas import Atlas
from geo.out.exports import export
from geo.out.geopackage import LAYERS
from geo.out.symbols import KINDS
from geo.places.locate import ROUND
from tests.opened import layers


@pytest.fixture(scope="module")
def everything() -> dict[str, pd.DataFrame]:
    return layers(export("", "gpkg")[0], "gpkg")


def test_what_is_known_to_a_spot_an_area_or_a_line_stands_in_its_layer(everything, atlas: Atlas) -> None:
    targets = atlas.places[atlas.places["role"] == "target"]
    spots = targets["precision"].isin(ROUND)
    assert len(everything["events_points"]) == spots.sum()
    areas = targets["extent"].notna() & (~spots | (targets["precision"] == "circle"))
    assert len(everything["events_areas"]) + len(everything["events_lines"]) == areas.sum()
    assert set(everything["events_lines"].geom_type) == {"MultiLineString"}
    shapes = pd.concat([everything[name] for name in LAYERS])
    located = set(targets.loc[targets["extent"].notna() | targets["geometry"].notna(), "event_id"])
    assert set(shapes["event_id"]) == located < set(everything["events"]["event_id"])
    assert shapes.crs.to_epsg() == 4326 and not shapes.geometry.isna().any()
    sizes = shapely.area(everything["events_areas"].geometry.to_numpy())
    assert (sizes[:-1] >= sizes[1:]).all(), "no province hides its districts"


def test_numbers_and_days_are_typed(everything) -> None:
    events = everything["events"]
    assert pd.api.types.is_numeric_dtype(events["fatalities_low"])
    assert str(events["first_day"].min())[:10] == "2011-12-07"
    assert (events["licence"] != "").all() and (events["place_in_words"] != "").all()


def test_each_layer_has_a_style_with_every_kind(tmp_path: Path) -> None:
    file = tmp_path / "view.gpkg"
    file.write_bytes(export("kind=attack", "gpkg")[0])
    with sqlite3.connect(file) as package:
        styles = package.execute(
            "SELECT f_table_name, f_geometry_column, useAsDefault, styleQML FROM layer_styles"
        ).fetchall()
        assert package.execute("SELECT DISTINCT last_change FROM gpkg_contents").fetchone()[0] < "2026-12"
        assert package.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert {layer for layer, *_ in styles} == set(LAYERS)
    for layer, column, default, qml in styles:
        style = Xml.fromstring(qml)
        assert (column, default) == ("geom", 1)
        kinds = {each.get("value"): each.get("symbol") for each in style.iter("category")}
        assert set(kinds) == {*KINDS, ""}, layer
        symbols = {each.get("name"): Xml.tostring(each, encoding="unicode") for each in style.iter("symbol")}
        assert set(kinds.values()) == set(symbols) and all("uncontested" in each for each in symbols.values())


def test_gdal_of_the_system_opens_it(tmp_path: Path) -> None:
    if not which("ogrinfo"):
        pytest.skip("no ogrinfo (Debian: apt install gdal-bin)")
    for form in ("gpkg", "kml"):
        file = tmp_path / f"view.{form}"
        file.write_bytes(export("", form)[0])
        told = subprocess.run(["ogrinfo", "-ro", "-so", "-al", file], capture_output=True, text=True, check=True)
        assert "ERROR" not in told.stderr + told.stdout, told.stderr
        assert told.stdout.count("Layer name: ") >= 7
