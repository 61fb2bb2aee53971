"""From readings to geometry: no false pins, on the data that ships.

Proof that no pin is false, in three steps: (1) every point is, to the last digit, the point of a gazetteer
row that its reading names, and of no row that only carries a label; (2) no such point lies within 1 km of the
centroid or the representative point of any unit or country; (3) all else is an outline, a stretch of the
border, a line, or nothing.
"""

from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from shapely import LineString, Point

from geo.places.gazetteer import LABEL_KINDS
from geo.places.locate import COLUMNS, POINT_KM, WHERE_PREC, arrow_start, locate, words
from geo.places.metric import circle, distance_km
from geo.places.readings import COLUMNS as CELLS
from geo.places.readings import Reading
from geo.vocabulary.problems import DataProblems

COUNTRY_CENTROIDS = [(69.345, 30.375), (53.688, 32.428)]  # where public data sets put vague events


def part(located: gpd.GeoDataFrame, event_key: str, number: int = 1) -> "pd.Series[Any]":
    return located[(located["event_key"] == event_key) & (located["part"] == number)].iloc[0]


def reading(rule: str, *refs: str, radius_km: float | None = None, role: str = "target") -> Reading:
    return Reading("event", 1, role, "somewhere", rule, refs, radius_km, "Because.", "", 2)


def test_one_row_a_reading_with_all_columns(located: gpd.GeoDataFrame, readings: list[Reading]) -> None:
    assert tuple(located.columns) == COLUMNS
    assert list(located["reported"]) == [one.reported for one in readings]
    assert located.crs.to_epsg() == 4326
    assert set(located["precision"]) == set(WHERE_PREC)


def test_points_are_the_gazetteers_and_never_label_points(located: gpd.GeoDataFrame, gazetteer: pd.DataFrame) -> None:
    points = located[located["precision"].isin(["point", "circle", "elsewhere"])]
    assert len(points) > 90
    for _, row in points.iterrows():
        [ref] = row["place_refs"]
        source = gazetteer.loc[ref]
        assert (row["geometry"].x, row["geometry"].y) == (source["lon"], source["lat"])
        assert source["kind"] not in LABEL_KINDS
        assert row["radius_km"] >= source["coordinate_precision_km"]


def test_no_point_lies_on_the_centroid_of_a_unit_or_country(located: gpd.GeoDataFrame, units: gpd.GeoDataFrame) -> None:
    shapes = units.geometry.to_crs("+proj=laea +lat_0=28 +lon_0=64")
    middles = [*shapes.centroid.to_crs(4326), *units.geometry.representative_point()]
    spots = [(middle.x, middle.y) for middle in middles] + COUNTRY_CENTROIDS
    for _, row in located[located["precision"].isin(["point", "circle"])].iterrows():
        nearest = min(distance_km(row["geometry"].x, row["geometry"].y, *spot) for spot in spots)
        assert nearest > 1, f"{row['event_key']}: {row['place_name']} lies {nearest:.2f} km from a centroid"


def test_everything_else_is_a_shape_or_nothing(located: gpd.GeoDataFrame, units: gpd.GeoDataFrame) -> None:
    allowed = {
        "subdistrict": {"Polygon", "MultiPolygon"},
        "district": {"Polygon", "MultiPolygon"},
        "province": {"Polygon", "MultiPolygon"},
        "border_stretch": {"LineString", "MultiLineString"},
        "line": {"LineString"},
        "country_side": {None},
        "unlocated": {None},
    }
    for _, row in located.iterrows():
        kind = None if row["geometry"] is None else row["geometry"].geom_type
        assert kind in allowed.get(row["precision"], {"Point"}), row["event_key"]
        assert row["geometry"] is None or (row["geometry"].is_valid and not row["geometry"].is_empty)
    assert part(located, "2015-10-17-panjgur-mortars")["geometry"].equals(units.geometry["pk-panjgur"])


def test_border_stretches_lie_on_the_border(located: gpd.GeoDataFrame, border: LineString) -> None:
    for shape in located.loc[located["precision"] == "border_stretch", "geometry"]:
        assert border.buffer(1e-9).covers(shape)


@pytest.mark.parametrize(
    ("event_key", "number"),
    [
        ("2014-02-06-jakigour-abduction", 1),
        ("2016-07-06-jakigour-guards", 1),
        ("2024-10-13-kalagan-migrants", 1),
        ("2012-01-26-sunsar-villagers", 2),
        ("2014-10-24-mashkel-mortars", 1),
    ],
)
def test_circles_said_to_reach_the_border_do(
    located: gpd.GeoDataFrame, border: LineString, event_key: str, number: int
) -> None:
    row = part(located, event_key, number)
    assert circle(row["geometry"].x, row["geometry"].y, row["radius_km"]).intersects(border)


def test_radius_decides_between_point_and_circle(located: gpd.GeoDataFrame) -> None:
    assert (located.loc[located["precision"] == "point", "radius_km"] <= POINT_KM).all()
    assert (located.loc[located["precision"] == "circle", "radius_km"] > POINT_KM).all()
    no_radius = located["rule"].isin(["unit", "border", "side", "unlocated"])
    assert located.loc[no_radius, "radius_km"].isna().all()


@pytest.mark.parametrize(
    ("event_key", "number", "precision", "ref"),
    [
        ("2017-08-22-pishin-county-office", 1, "point", "pishin-ir"),
        ("2014-06-08-taftan-pilgrims-attack", 1, "point", "taftan-town-pk"),
        ("2024-10-26-gohar-kuh-taftan", 1, "circle", "gohar-kuh"),
        ("2020-07-three-markets-reopened", 2, "point", "xing-kuhak-ir"),
        ("2025-08-10-saravan-police-station", 1, "point", "saravan-ir"),
        ("2024-01-16-panjgur-strike", 1, "circle", "koh-e-sabz"),
        ("2021-02-22-saravan-fuel-carriers", 1, "point", "sham-sar-post"),
    ],
)
def test_false_friends(located: gpd.GeoDataFrame, event_key: str, number: int, precision: str, ref: str) -> None:
    row = part(located, event_key, number)
    assert (row["precision"], row["place_refs"]) == (precision, [ref])


def test_taftan_is_a_town_of_chagai_and_a_county_of_iran(located: gpd.GeoDataFrame) -> None:
    assert part(located, "2014-06-08-taftan-pilgrims-attack")["unit_ids"] == ["pk-balochistan", "pk-chagai"]
    assert part(located, "2024-10-26-gohar-kuh-taftan")["unit_ids"] == ["ir-sistan-baluchestan", "ir-taftan"]


def test_versions_of_the_place_stand_side_by_side(located: gpd.GeoDataFrame) -> None:
    chukab = located[located["event_key"] == "2023-01-18-chukab-attack"]
    assert list(chukab["role"]) == ["target", "disputed", "origin"]
    assert list(chukab["place_name"]) == ["Panjgur district", "Mand tehsil", "Iran"]
    assert "BLF" in chukab["note"].iloc[1]
    joint = located[located["event_key"] == "2024-11-05-saravan-panjgur-joint-operation-report"]
    assert list(joint["precision"]) == ["border_stretch", "circle", "district", "circle", "border_stretch"]


def test_unlocated_events_say_why(located: gpd.GeoDataFrame) -> None:
    places = located[located["role"] != "origin"]
    drawn = places.loc[places["geometry"].notna(), "event_key"]
    assert set(places["event_key"]) - set(drawn) == {
        "2024-02-24-iran-kills-shahbakhsh",
        "2024-trade-volume-5months",
        "2025-07-29-newsweek-report",
        "2024-naqvi-iran-visit-and-trilateral-planned",
    }
    assert located.loc[located["precision"] == "unlocated", "reason"].str.contains("country is named").all()


@pytest.mark.parametrize(
    ("event_key", "number", "said"),
    [
        ("2014-06-08-taftan-pilgrims-attack", 1, "at Taftan (within 2 km)"),
        (
            "2024-01-16-panjgur-strike",
            1,
            "around Koh-e-Sabz area, Panjgur (within 35 km); reported as Koh-i-Sabz (Sabz Koh) village, Panjgur",
        ),
        ("2023-01-18-chukab-attack", 1, "somewhere in Panjgur district; reported as Chukab sector, Panjgur district"),
        ("2022-12-19-saravan-guards", 1, "along the border of Saravan county; reported as Saravan"),
        (
            "2019-02-13-khash-zahedan-bus",
            1,
            "between Khash and Zahedan, within 25 km of the straight line; reported as Khash-Zahedan road",
        ),
        (
            "2011-12-07-jiwani-fishermen",
            1,
            "at sea within 25 km of Pasabandar; reported as Pasaband area, about 40 km off Jewani",
        ),
        (
            "2024-11-05-saravan-panjgur-joint-operation-report",
            2,
            "within 30 km of Panjgur; reported as 30 km from Panjgur",
        ),
        (
            "2024-02-24-iran-kills-shahbakhsh",
            1,
            "not located: only Pakistan as a country is named; reported as Pakistani territory",
        ),
        ("2024-02-24-iran-kills-shahbakhsh", 2, "somewhere in Iran"),
        ("2023-06-beijing-trilateral", 1, "in Beijing"),
        ("2019-border-fence", 1, "along the Pakistan–Iran border"),
        (
            "2016-03-jadhav-arrest",
            2,
            "somewhere in Chabahar county, Sarbaz county or Rask county; reported as Iran, near Chabahar/Sarbaz",
        ),
    ],
)
def test_words(located: gpd.GeoDataFrame, event_key: str, number: int, said: str) -> None:
    assert words(part(located, event_key, number)) == said


def test_units_go_up_to_the_province_and_none_for_cities_elsewhere(
    located: gpd.GeoDataFrame, units: gpd.GeoDataFrame
) -> None:
    parom = part(located, "2017-02-10-parom-mortars")
    assert parom["unit_ids"] == ["pk-balochistan", "pk-panjgur", "pk-panjgur.parom"]
    assert part(located, "2023-06-beijing-trilateral")["unit_ids"] == []
    assert part(located, "2024-04-22-raisi-visit", 3)["unit_ids"] == [], "Karachi is in neither province"
    mazeh_sar = part(located, "2012-01-01-mazan-sar-mashkail")
    assert "pk-washuk" in mazeh_sar["unit_ids"], "as the gazetteer row says"
    assert {"ir-saravan", "pk-panjgur"} <= set(part(located, "2022-12-19-saravan-guards")["unit_ids"])
    assert all(set(row) <= set(units.index) and row == sorted(set(row)) for row in located["unit_ids"])
    mapped = located[(located["role"] == "target") & located["precision"].isin(["point", "circle", "line"])]
    assert set(mapped.loc[mapped["unit_ids"].str.len() == 0, "place_name"]) == {"Karachi"}


def test_where_prec_follows_ucdp(located: gpd.GeoDataFrame) -> None:
    assert part(located, "2011-12-07-jiwani-fishermen")["where_prec"] == 7
    assert part(located, "2024-01-16-panjgur-strike")["where_prec"] == 3, "35 km is wider than UCDP's 25"
    assert part(located, "2018-04-17-mirjaveh-post")["where_prec"] == 2
    assert part(located, "2024-02-24-iran-kills-shahbakhsh")["where_prec"] == 6


def test_no_readings_give_no_rows(gazetteer: pd.DataFrame, units: gpd.GeoDataFrame, border: LineString) -> None:
    empty = locate([], gazetteer, units, border)
    assert empty.empty
    assert tuple(empty.columns) == COLUMNS


def test_what_cannot_be_drawn_is_reported_at_once(
    gazetteer: pd.DataFrame, units: gpd.GeoDataFrame, border: LineString
) -> None:
    wrong = [
        reading("place", "panjgur-district"),
        reading("place", "tehran"),
        reading("elsewhere", "turbat"),
        reading("border", "pk-quetta"),
        reading("line", "zahedan", "province-balochistan-pk", radius_km=5),
    ]
    with pytest.raises(DataProblems) as caught:
        locate(wrong, gazetteer, units, border)
    assert {problem.value for problem in caught.value.problems} == {
        "panjgur-district",
        "tehran",
        "turbat",
        "pk-quetta",
        "province-balochistan-pk",
    }


def test_arrows_start_in_the_country_they_come_from(
    located: gpd.GeoDataFrame, units: gpd.GeoDataFrame, border: LineString
) -> None:
    homes = {"Iran": "ir-sistan-baluchestan", "Pakistan": "pk-balochistan"}
    origins = located[located["rule"] == "side"].set_index("event_key")["place_name"]
    targets = located[(located["role"] == "target") & located["geometry"].notna()]
    shapes = zip(targets["event_key"], targets["geometry"], strict=True)
    arrows = [(origins[key], shape) for key, shape in shapes if key in origins.index]
    assert len(arrows) > 25
    for country, target in arrows:
        start = Point(arrow_start(target, {"Iran": "IR", "Pakistan": "PK"}[country], border))
        assert units.geometry[homes[country]].covers(start), (country, start)


@pytest.mark.parametrize("line", ["as it is", "reversed"])
def test_arrow_start_is_25_km_beyond_the_border(border: LineString, line: str) -> None:
    given = border if line == "as it is" else border.reverse()
    panjgur = Point(64.09459, 26.97186)
    west, east = arrow_start(panjgur, "IR", given), arrow_start(panjgur, "PK", given)
    assert distance_km(*west, *east) == pytest.approx(50, rel=0.01)
    assert west == pytest.approx(arrow_start(panjgur, "IR", border))
    with pytest.raises(KeyError):
        arrow_start(panjgur, "AF", given)


def test_readings_hold_no_coordinates() -> None:
    assert not {"lon", "lat", "x", "y", "geometry"} & set(CELLS)
