"""Readings: the shipped file is whole, a broken one is reported whole."""

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from geo.places.readings import COLUMNS, EVERY, RULES, Reading, check_readings, read_readings
from geo.vocabulary.problems import DataProblems

CELLS = ("attack", "1", "target", "Taftan", "place", "taftan", "", "The town.", "")
GOOD = dict(zip(COLUMNS, CELLS, strict=True))


def write(path: Path, *rows: dict[str, str], columns: tuple[str, ...] = COLUMNS) -> Path:
    pd.DataFrame(rows, columns=list(columns)).to_csv(path / "event_places.csv", index=False)
    return path / "event_places.csv"


def test_the_shipped_file_has_no_problem(
    readings_file: Path, gazetteer: pd.DataFrame, units: gpd.GeoDataFrame, event_keys: set[str]
) -> None:
    assert check_readings(readings_file, gazetteer.index, units.index, event_keys) == []


def test_every_event_has_a_target(readings: list[Reading], event_keys: set[str]) -> None:
    assert {reading.event_key for reading in readings if reading.role == "target"} == event_keys
    assert len(event_keys) == 121


def test_every_reference_resolves(readings: list[Reading], gazetteer: pd.DataFrame, units: gpd.GeoDataFrame) -> None:
    known = {"place": set(gazetteer.index), "unit": set(units.index) | {EVERY}, "country": {"IR", "PK"}}
    for reading in readings:
        assert set(reading.refs) <= known.get(RULES[reading.rule].of, set()), reading


def test_all_problems_are_reported_at_once(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        GOOD | {"rule": "centroid"},
        GOOD | {"part": "2", "refs": "nowhere"},
        GOOD | {"part": "2", "rule": "near"},
        GOOD | {"part": "x", "rule": "near", "radius_km": "far", "role": "suspect", "reason": ""},
        GOOD | {"event_key": "unheard-of", "rule": "unit", "refs": "pk-kech|pk-atlantis", "radius_km": "5"},
        GOOD | {"part": "3", "role": "disputed"},
        GOOD | {"part": "4", "rule": "side", "refs": "AF"},
        GOOD | {"part": "5", "rule": "line", "radius_km": "300"},
        GOOD | {"part": "6", "rule": "unlocated", "refs": "taftan", "reported": " "},
        GOOD | {"part": "7", "rule": "unit", "refs": "*"},
        GOOD | {"part": "8", "rule": "border", "refs": "*"},
    )
    found = check_readings(path, ["taftan"], ["pk-kech"], ["attack", "second"])
    assert {(problem.row, problem.field) for problem in found} == {
        (2, "rule"),
        (3, "refs"),
        (4, "part"),
        (4, "radius_km"),
        (5, "part"),
        (5, "radius_km"),
        (5, "role"),
        (5, "reason"),
        (6, "event_key"),
        (6, "refs"),
        (6, "radius_km"),
        (7, "note"),
        (8, "role"),
        (8, "refs"),
        (9, "refs"),
        (9, "radius_km"),
        (10, "refs"),
        (10, "reported"),
        (11, "refs"),
        (0, "event_key"),
    }
    assert found == sorted(found)
    assert all(problem.file == "event_places.csv" and problem.remedy for problem in found)


def test_reading_a_broken_file_raises_with_every_problem(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD | {"part": "one"}, GOOD | {"rule": "near"}, GOOD | {"role": ""})
    with pytest.raises(DataProblems) as caught:
        read_readings(path)
    assert [problem.row for problem in caught.value.problems] == [2, 3, 4]


def test_a_missing_column_is_the_only_problem_named(tmp_path: Path) -> None:
    found = check_readings(write(tmp_path, GOOD, columns=COLUMNS[:-1]), ["taftan"], [], ["attack"])
    assert [(problem.row, problem.field, problem.value) for problem in found] == [(1, "header", ",".join(COLUMNS[:-1]))]


def test_an_empty_file_lacks_every_event(tmp_path: Path) -> None:
    assert [problem.value for problem in check_readings(write(tmp_path), [], [], ["b", "a"])] == ["a", "b"]
    assert read_readings(write(tmp_path)) == []


def test_a_good_row_is_read_as_it_stands(tmp_path: Path) -> None:
    [reading] = read_readings(write(tmp_path, GOOD | {"radius_km": "7.5"}))
    assert reading == Reading("attack", 1, "target", "Taftan", "place", ("taftan",), 7.5, "The town.", "", 2)
