"""Units, border and the questions asked of them, on the files that ship."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from shapely.geometry import LineString, MultiLineString

from geo.places.boundaries import border_of, district_at, load_border, load_units

FOLDER = Path(__file__).resolve().parents[3] / "data" / "boundaries"

# lon, lat of town centres: GeoNames (CC BY 4.0).
TOWNS = {
    "Panjgur": (64.09459, 26.97186, "pk-panjgur"),
    "Turbat": (63.04849, 26.00122, "pk-kech"),
    "Gwadar": (62.32541, 25.12163, "pk-gwadar"),
    "Mashkel": (62.92523, 27.92385, "pk-washuk"),
    "Nok Kundi": (62.75039, 28.82704, "pk-chagai"),
    "Awaran": (65.23144, 26.45677, "pk-awaran"),
    "Quetta": (67.00141, 30.18414, "pk-quetta"),
    "Saravan": (62.33096, 27.37089, "ir-saravan"),
    "Sirkan": (62.6405, 26.8288, "ir-saravan"),
    "Zahedan": (60.8629, 29.4963, "ir-zahedan"),
    "Khash": (61.21582, 28.22107, "ir-khash"),
    "Rask": (61.39901, 26.23682, "ir-rask"),
    "Chabahar": (60.643, 25.2919, "ir-chabahar"),
    "Negur": (61.13834, 25.38882, "ir-dashtiari"),
    "Nukabad": (60.7595, 28.5397, "ir-taftan"),
}


@pytest.fixture(scope="module")
def units() -> gpd.GeoDataFrame:
    return load_units(FOLDER)


@pytest.fixture(scope="module")
def border() -> LineString:
    return load_border(FOLDER)


def test_units_are_complete(units: gpd.GeoDataFrame) -> None:
    assert units.index.name == "unit_id" and units.index.is_unique
    assert units.crs.to_epsg() == 4326
    districts = units[units["level"] == "district"]
    assert districts["country"].value_counts().to_dict() == {"PK": 36, "IR": 23}
    parts = units[units["level"] == "subdistrict"]
    assert parts["country"].value_counts().to_dict() == {"PK": 130, "IR": 48}
    assert list(units.index[units["level"] == "province"]) == ["ir-sistan-baluchestan", "pk-balochistan"]
    assert not units.drop(columns="geometry").isna().any().any()


def test_every_parent_exists_one_level_up(units: gpd.GeoDataFrame) -> None:
    above = {"district": "province", "subdistrict": "district"}
    for unit_id, unit in units[units["level"] != "province"].iterrows():
        assert units["level"][unit["parent_id"]] == above[unit["level"]], unit_id


@pytest.mark.parametrize("town", TOWNS)
def test_town_lies_in_its_district(units: gpd.GeoDataFrame, town: str) -> None:
    lon, lat, expected = TOWNS[town]
    assert district_at(lon, lat, units) == expected


@pytest.mark.parametrize(("lon", "lat"), [(60.0, 24.5), (0.0, 0.0), (67.01, 24.86), (65.7, 31.6)])
def test_no_district_outside_both_provinces(units: gpd.GeoDataFrame, lon: float, lat: float) -> None:
    assert district_at(lon, lat, units) is None


def test_point_on_an_edge_belongs_to_one_district(units: gpd.GeoDataFrame) -> None:
    kech, panjgur = (units.geometry[unit_id].boundary for unit_id in ("pk-kech", "pk-panjgur"))
    inner = shapely.get_coordinates(shapely.line_merge(shapely.intersection(kech, panjgur)))[1:-1]
    lon, lat = inner[len(inner) // 2]
    assert district_at(lon, lat, units) == "pk-kech"


def test_border_of_a_province_is_the_border(units: gpd.GeoDataFrame, border: LineString) -> None:
    assert border_of(["pk-balochistan"], units, border).equals(border)


def test_border_of_neighbours_is_joined(units: gpd.GeoDataFrame, border: LineString) -> None:
    both = border_of(["pk-kech", "pk-panjgur"], units, border)
    each = [border_of([unit_id], units, border).length for unit_id in ("pk-kech", "pk-panjgur")]
    assert isinstance(both, LineString)
    assert both.length == pytest.approx(sum(each))


def test_border_of_units_apart_is_in_pieces(units: gpd.GeoDataFrame, border: LineString) -> None:
    assert isinstance(border_of(["pk-chagai", "pk-gwadar"], units, border), MultiLineString)


def test_border_of_both_sides_counts_once(units: gpd.GeoDataFrame, border: LineString) -> None:
    both = border_of(["pk-balochistan", "ir-sistan-baluchestan"], units, border)
    assert both.length == pytest.approx(border.length)


def test_inland_units_are_named(units: gpd.GeoDataFrame, border: LineString) -> None:
    with pytest.raises(ValueError, match="pk-quetta, ir-zabol"):
        border_of(["pk-quetta", "pk-kech", "ir-zabol"], units, border)


def test_no_unit_is_an_error(units: gpd.GeoDataFrame, border: LineString) -> None:
    with pytest.raises(ValueError, match="no unit given"):
        border_of([], units, border)


def test_unknown_unit_is_named(units: gpd.GeoDataFrame, border: LineString) -> None:
    with pytest.raises(KeyError, match="pk-atlantis"):
        border_of(["pk-atlantis"], units, border)
