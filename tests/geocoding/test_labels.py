"""The labelled sets are well-formed, large enough, fairly split, and agree with the tables they come from."""

from __future__ import annotations

import re

import pytest
from rapidfuzz import fuzz, process
from shapely.geometry import Point

from tests.geocoding.labels import SETS, half_of, known_points, read, split, units

STATUSES = {"resolved", "ambiguous", "not_found"}
FINDINGS = {
    "",
    "wrong_district",
    "wrong_country",
    "on_centroid",
    "null_island",
    "swapped",
    "sign_flipped",
    "at_sea",
    "rounded",
}
KEY = {"names": "text", "relative": "text", "texts": "text", "ucdp_style": "where_coordinates"}
ARABIC = re.compile("[\u0600-\u06ff]")
COARSE_DEGREES = 0.15  # outlines are coarse and some districts are doubtful: see data/boundaries/README.md


@pytest.mark.parametrize("name", SETS)
def test_half_is_the_hash_of_the_text(name: str) -> None:
    table = read(name)
    assert list(table["half"]) == [half_of(text) for text in table[KEY[name]]]
    assert 0.4 < table["half"].eq("work").mean() < 0.7  # what is written while rules are mended belongs to "work"
    assert table["source"].ne("").all()


def test_sets_are_as_large_as_the_issue_asks() -> None:
    names = read("names")
    assert len(names) >= 300
    assert names["expected_status"].eq("ambiguous").sum() >= 60
    assert names["expected_status"].eq("not_found").sum() >= 40
    assert names["text"].str.contains(ARABIC).sum() >= 60
    assert len(read("relative")) >= 60 and len(read("texts")) >= 25 and len(read("ucdp_style")) >= 150


def test_names_are_not_asked_twice() -> None:
    assert not read("names").duplicated(["text", "hint_district", "hint_province", "hint_country"]).any()
    assert not read("relative").duplicated("text").any()


@pytest.mark.parametrize(("name", "column"), [("names", "expected_place_ids"), ("mentions", "expected_place_ids")])
def test_ids_exist(name: str, column: str) -> None:
    known = known_points().keys() | set(units().index) | {"any"}
    assert {place_id for cell in read(name)[column] for place_id in split(cell)} <= known


def test_statuses_and_ids_agree() -> None:
    for row in read("names").itertuples():
        statuses = split(row.expected_status)
        assert set(statuses) <= STATUSES
        assert bool(row.expected_place_ids) == (statuses != ["not_found"]), row.text
        if statuses == ["ambiguous"]:
            assert len(split(row.expected_place_ids)) >= 2, row.text


@pytest.mark.parametrize("name", ["names", "ucdp_style"])
def test_points_lie_in_the_district_stated(name: str) -> None:
    for row in read(name).itertuples():
        if not (row.expected_lon and row.expected_district):
            continue
        point = Point(float(row.expected_lon), float(row.expected_lat))
        distance = min(units().loc[unit].geometry.distance(point) for unit in split(row.expected_district))
        assert distance < COARSE_DEGREES, (row.source, row.expected_district, distance)


def test_points_are_those_of_the_table_named() -> None:
    known = known_points()
    for row in read("names").itertuples():
        if row.expected_lon:
            point = (float(row.expected_lon), float(row.expected_lat))
            assert known[split(row.expected_place_ids)[0]] == pytest.approx(point, abs=1e-6), row.text


def test_what_must_not_be_found_is_not_shipped() -> None:
    asked = read("names").query("expected_status == 'not_found'")["text"]
    shipped = {name.casefold() for name in units()["name"]}
    for text in asked:
        assert text.casefold() not in shipped
        assert process.extractOne(text.casefold(), shipped, scorer=fuzz.ratio)[1] < 82, text


def test_relative_points_are_coordinates() -> None:
    for row in read("relative").itertuples():
        assert row.must_contain and row.must_exclude and float(row.max_area_km2) > 0
        for pair in f"{row.must_contain};{row.must_exclude}".split(";"):
            lon, lat = map(float, pair.split(","))
            assert 57 < lon < 71 and 23 < lat < 33, row.text


def test_spans_match() -> None:
    texts = read("texts").set_index("text_id")["text"]
    mentions = read("mentions")
    assert set(mentions["label"]) == {"mention", "optional", "not"}
    for row in mentions.itertuples():
        assert texts[row.text_id][int(row.start) : int(row.end)] == row.text
        assert bool(row.expected_place_ids) == (row.label == "mention")
    assert mentions.groupby("text_id").size().reindex(texts.index, fill_value=0).gt(0).all()
    for _, of in mentions.sort_values("start", key=lambda cell: cell.astype(int)).groupby("text_id"):
        ends, starts = of["end"].astype(int).tolist()[:-1], of["start"].astype(int).tolist()[1:]
        assert all(end <= start for end, start in zip(ends, starts, strict=True))


def test_texts_are_our_own() -> None:
    for text in read("texts")["text"]:
        assert 2 <= len(re.findall(r"[.!?۔](?:\s|$)", text)) <= 6, text


def test_event_rows() -> None:
    events = read("ucdp_style")
    assert set(events["expected_finding"]) <= FINDINGS
    assert events["row_id"].is_unique and set(events["where_prec"]) <= set("1234567")
    assert events["expected_finding"].ne("").equals(events["group"].eq("misplaced"))
    assert events["latitude"].astype(float).between(-90, 90).all()
