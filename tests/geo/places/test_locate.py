"""From readings to geometry: what the geocoder answers is what is drawn, and no pin is false.

Proof in four steps: (1) every row's words are resolved by the geocoder, or name a country alone; (2) its first
candidate is what is drawn; (3) no point lies within 1 km of the centroid or the representative point of any unit or
country; (4) all else is an outline, a stretch of the border, another area, or nothing.
"""

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from shapely import LineString

from geo.places.gazetteer import LABEL_KINDS
from geo.places.geocode import geocode
from geo.places.geocode.world import World
from geo.places.locate import COLUMNS, POINT_KM, PRECISIONS, ROUND, locate
from geo.places.metric import circle, distance_km
from geo.places.readings import Reading, read_readings
from geo.vocabulary.problems import DataProblems

COUNTRY_CENTROIDS = [(69.345, 30.375), (53.688, 32.428)]  # where public data sets put vague events
ROWS = read_readings(Path(__file__).resolve().parents[3] / "data" / "places" / "event_places.csv")


def part(located: gpd.GeoDataFrame, event_key: str, number: int = 1) -> "pd.Series[Any]":
    return located[(located["event_key"] == event_key) & (located["part"] == number)].iloc[0]


def reading(text: str, role: str = "target", **hints: str) -> Reading:
    given = {"district": "", "province": "", "country": "", **hints}
    return Reading("event", 1, role, text, "", **given, reason="Because.", note="", row=2)


def test_one_row_a_reading_with_all_columns(located: gpd.GeoDataFrame, readings: list[Reading]) -> None:
    assert tuple(located.columns) == COLUMNS
    assert list(located["reported"]) == [one.reported for one in readings]
    assert located.crs.to_epsg() == 4326
    assert set(located["precision"]) == set(PRECISIONS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.event_key}-{row.part}")
def test_the_geocoder_resolves_each_row_and_its_first_candidate_is_drawn(
    row: Reading, located: gpd.GeoDataFrame, world: World
) -> None:
    answer = geocode(row.read_as or row.reported, row.hints, world=world)
    drawn = part(located, row.event_key, row.part)
    if row.role == "origin" and answer.country:
        assert (drawn.precision, drawn.geometry) == ("country_side", None)
        assert drawn.place_name == {"IR": "Iran", "PK": "Pakistan"}[answer.country]
        return
    if drawn.precision == "unlocated":
        assert answer.status == "not_found" and answer.country in ("IR", "PK")
        assert (drawn.geometry, drawn.answer) == (None, answer.reason)
        return
    assert answer.status == "resolved", answer.reason
    best = answer.candidates[0]
    assert (drawn.where_prec, drawn.relation, drawn.score) == (best.where_prec, best.relation, best.score)
    if drawn.precision not in ROUND or best.geometry.geom_type == "Point":
        assert drawn.geometry.equals(best.geometry)
    else:
        assert (
            circle(drawn.geometry.x, drawn.geometry.y, drawn.radius_km).symmetric_difference(best.geometry).area < 1e-6
        )


def test_points_are_those_of_places_and_never_label_points(located: gpd.GeoDataFrame, world: World) -> None:
    points = located[located["precision"].isin(ROUND)]
    assert len(points) > 90
    for _, row in points.iterrows():
        [ref] = row["place_refs"]
        source = world.entries[world.position[ref]]
        assert (row["geometry"].x, row["geometry"].y) == (source.lon, source.lat)
        assert source.kind not in LABEL_KINDS
        assert row["radius_km"] >= source.radius_km
        assert not source.note.startswith("FALSE FRIEND")


def test_no_point_lies_on_the_centroid_of_a_unit_or_country(located: gpd.GeoDataFrame, units: gpd.GeoDataFrame) -> None:
    shapes = units.geometry.to_crs("+proj=laea +lat_0=28 +lon_0=64")
    middles = [*shapes.centroid.to_crs(4326), *units.geometry.representative_point()]
    spots = [(middle.x, middle.y) for middle in middles] + COUNTRY_CENTROIDS
    for _, row in located[located["precision"].isin(["point", "circle"])].iterrows():
        nearest = min(distance_km(row["geometry"].x, row["geometry"].y, *spot) for spot in spots)
        assert nearest > 1, f"{row['event_key']}: {row['place_name']} lies {nearest:.2f} km from a centroid"


def test_everything_else_is_a_shape_or_nothing(located: gpd.GeoDataFrame, units: gpd.GeoDataFrame) -> None:
    areas = {"Polygon", "MultiPolygon"}
    allowed = {
        **dict.fromkeys(("subdistrict", "district", "province", "area"), areas),
        "border_stretch": {"LineString", "MultiLineString"},
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
        assert border.buffer(1e-6).covers(shape)


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
    assert located.loc[~located["precision"].isin(ROUND), "radius_km"].isna().all()


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
    unlocated = located[located["precision"] == "unlocated"]
    assert unlocated["reason"].str.contains("country is named").all()
    assert set(unlocated["answer"]) == {"names a country only"}


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
    lar = part(located, "2025-12-10-lar-guards")
    assert not any(unit.startswith("pk-") for unit in lar["unit_ids"]), "cut to its county, which only touches Pakistan"
    assert all(set(row) <= set(units.index) and row == sorted(set(row)) for row in located["unit_ids"])
    mapped = located[(located["role"] == "target") & located["precision"].isin(["point", "circle", "area"])]
    assert set(mapped.loc[mapped["unit_ids"].str.len() == 0, "place_name"]) == {"Karachi"}


def test_where_prec_follows_ucdp(located: gpd.GeoDataFrame) -> None:
    assert part(located, "2011-12-07-jiwani-fishermen")["where_prec"] == 7
    assert part(located, "2024-01-16-panjgur-strike")["where_prec"] == 3, "35 km is wider than UCDP's 25"
    assert part(located, "2018-04-17-mirjaveh-post")["where_prec"] == 2
    assert part(located, "2024-02-24-iran-kills-shahbakhsh")["where_prec"] == 6


def test_no_readings_give_no_rows(gazetteer: pd.DataFrame, world: World) -> None:
    empty = locate([], gazetteer, world)
    assert empty.empty
    assert tuple(empty.columns) == COLUMNS


def test_what_does_not_resolve_is_reported_at_once_with_what_the_geocoder_says(
    gazetteer: pd.DataFrame, world: World
) -> None:
    wrong = [reading("Pishin"), reading("Qwxyzt"), reading("Afghanistan"), reading("Iran"), reading("Turbat")]
    with pytest.raises(DataProblems) as caught:
        locate(wrong, gazetteer, world)
    said = {problem.value: problem for problem in caught.value.problems}
    assert set(said) == {"Pishin", "Qwxyzt", "Afghanistan"}
    assert all(
        (problem.file, problem.row, problem.field) == ("event_places.csv", 2, "reported") for problem in said.values()
    )
    assert "ambiguous" in said["Pishin"].remedy and "candidates: Pishin (" in said["Pishin"].remedy
    assert "not_found" in said["Qwxyzt"].remedy


def test_a_country_alone_is_a_side_for_an_origin_and_no_place_for_a_target(
    gazetteer: pd.DataFrame, world: World
) -> None:
    found = locate([reading("Iran", role="origin"), reading("Iran"), reading("inside Pakistan")], gazetteer, world)
    assert list(found["precision"]) == ["country_side", "unlocated", "unlocated"]


def test_names_that_the_user_adds_move_no_event(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, located: gpd.GeoDataFrame
) -> None:
    from geo.events.atlas import open_atlas
    from geo.places.geocode.additions import add

    monkeypatch.setenv("ZEROPOINT_HOME", str(tmp_path))
    names = tmp_path / "mine.csv"
    names.write_text(
        "name,lon,lat,kind,country\nMashkel,66.0,29.0,town,PK\nJudar-Bacharai,66.0,29.0,town,PK\n", "utf-8"
    )
    add(names)
    assert geocode("Judar-Bacharai").status == "resolved"
    again = open_atlas.__wrapped__().places
    assert all(again.geometry.geom_equals(located.geometry) | located.geometry.isna())
    assert json.dumps(list(again["place_refs"])) == json.dumps(list(located["place_refs"]))
