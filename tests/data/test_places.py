"""The tables of `data/places/`: complete against the chronology, traceable, consistent with each other."""

import csv
import json
import re
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[2] / "data"
TABLES = ("places", "crossings", "crossing_names", "event_places")


def rows(name: str, folder: str = "places") -> list[dict[str, str]]:
    with (DATA / folder / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def unit_ids() -> set[str]:
    files = ("provinces", "districts", "subdistricts")
    shapes = [json.loads((DATA / "boundaries" / f"{name}.geojson").read_text("utf-8")) for name in files]
    return {feature["properties"]["unit_id"] for shape in shapes for feature in shape["features"]}


def test_every_reported_crossing_is_matched_or_says_why_not() -> None:
    reported = {row["crossing_reported"] for row in rows("crossing_status", "events")}
    names = rows("crossing_names")
    assert [row["reported"] for row in names] == list(dict.fromkeys(row["reported"] for row in names))
    assert {row["reported"] for row in names} == reported
    assert len(names) == 37
    known = {row["crossing_id"] for row in rows("crossings")}
    for row in names:
        assert row["rule"]
        assert row["crossing_ids"] == "*" or set(filter(None, row["crossing_ids"].split("|"))) <= known


@pytest.mark.parametrize(
    ("reported", "districts"),
    [
        ("Panjgur crossings", {"pk-panjgur"}),
        ("Chagai border", {"pk-chagai"}),
        ("All five border districts", {"pk-gwadar", "pk-kech", "pk-panjgur", "pk-chagai", "pk-washuk"}),
        ("Gwadar, Kech, Panjgur and Washuk border points", {"pk-gwadar", "pk-kech", "pk-panjgur", "pk-washuk"}),
        (
            "Iran crossings of Gwadar, Kech, Panjgur, Chagai, Washuk",
            {"pk-gwadar", "pk-kech", "pk-panjgur", "pk-chagai", "pk-washuk"},
        ),
    ],
)
def test_a_district_stands_for_all_its_crossings(reported: str, districts: set[str]) -> None:
    [row] = [row for row in rows("crossing_names") if row["reported"] == reported]
    meant = {crossing["crossing_id"] for crossing in rows("crossings") if crossing["pk_unit"] in districts}
    assert set(row["crossing_ids"].split("|")) == meant


def test_crossings_have_posts_on_the_right_side_or_say_that_none_was_found() -> None:
    places = {row["place_id"]: row for row in rows("places")}
    units = unit_ids()
    for row in rows("crossings"):
        for side, country in (("pk", "PK"), ("ir", "IR")):
            place, post = row[f"{side}_place_id"], row[f"{side}_post"]
            assert post
            assert place or "not found" in post
            assert not place or places[place]["country"] == country
            assert not row[f"{side}_unit"] or row[f"{side}_unit"] in units
        assert row["pk_unit"] or row["ir_unit"]
        assert row["source"]


def test_origins_and_places_are_those_of_the_events() -> None:
    readings = rows("event_places")
    events = {row["event_key"]: row for row in rows("events", "events")}
    assert {row["event_key"] for row in readings} == set(events)
    for key, event in events.items():
        own = [(row["role"], row["reported"]) for row in readings if row["event_key"] == key]
        origins = [reported for role, reported in own if role == "origin"]
        assert origins == ([event["origin_reported"]] if event["origin_reported"] else [])
        places = [reported for role, reported in own if role != "origin"]
        assert len(places) > 1 or places == [event["place_reported"]]


def test_readings_count_the_parts_and_give_a_sentence() -> None:
    parts: dict[str, list[int]] = {}
    for row in rows("event_places"):
        parts.setdefault(row["event_key"], []).append(int(row["part"]))
        assert re.fullmatch(r"[A-Z0-9].*\.", row["reason"]), row
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in parts.values())


def test_no_reading_holds_an_id() -> None:
    ids = {row["place_id"] for row in rows("places") if "-" in row["place_id"]} | unit_ids()
    assert not [row for row in rows("event_places") if {row["reported"], row["read_as"]} & ids]


def test_all_places_came_over_with_source_and_licence() -> None:
    places = rows("places")
    assert len(places) == 198
    assert {row["place_id"] for row in places if row["scope"] == "elsewhere"} == {
        "islamabad",
        "lahore",
        "tehran",
        "mashhad",
        "beijing",
        "washington-dc",
    }
    assert all(row["source"] and row["licence"] for row in places)
    assert sum(bool(row["name_local"]) for row in places) > 170


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_clean_text(name: str) -> None:
    text = (DATA / "places" / f"{name}.csv").read_bytes()
    assert b"\r" not in text
    assert text.endswith(b"\n")
    assert not re.search(rb"/(work|tmp|home|root)/|localhost|127\.0\.0\.1", text)
    for row in rows(name):
        assert all(cell == cell.strip() for cell in row.values()), row


def test_every_column_is_in_the_readme() -> None:
    readme = (DATA / "places" / "README.md").read_text("utf-8")
    for name in TABLES:
        assert all(f"`{column}`" in readme for column in rows(name)[0])
