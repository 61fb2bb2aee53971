"""Readings: the shipped file is whole, a broken one is reported whole."""

from pathlib import Path

import pandas as pd
import pytest

from geo.places.readings import COLUMNS, Reading, check_readings, read_readings
from geo.vocabulary.problems import DataProblems

CELLS = ("attack", "1", "target", "Taftan", "", "Chagai", "", "", "The town.", "")
GOOD = dict(zip(COLUMNS, CELLS, strict=True))


def write(path: Path, *rows: dict[str, str], columns: tuple[str, ...] = COLUMNS) -> Path:
    pd.DataFrame(rows, columns=list(columns)).to_csv(path / "event_places.csv", index=False)
    return path / "event_places.csv"


def test_the_shipped_file_has_no_problem(readings_file: Path, event_keys: set[str]) -> None:
    assert check_readings(readings_file, event_keys) == []


def test_every_event_has_a_target(readings: list[Reading], event_keys: set[str]) -> None:
    assert {reading.event_key for reading in readings if reading.role == "target"} == event_keys
    assert len(event_keys) == 121


def test_readings_hold_words_and_hints_and_nothing_else() -> None:
    assert not {"lon", "lat", "x", "y", "geometry", "rule", "refs", "place_id", "unit_id", "radius_km"} & set(COLUMNS)


def test_all_problems_are_reported_at_once(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        GOOD | {"role": "suspect"},
        GOOD | {"part": "2", "read_as": "Taftan"},
        GOOD | {"part": "2"},
        GOOD | {"part": "x", "reason": ""},
        GOOD | {"event_key": "unheard-of"},
        GOOD | {"part": "3", "role": "disputed"},
        GOOD | {"part": "4", "reported": " "},
    )
    found = check_readings(path, ["attack", "second"])
    assert {(problem.row, problem.field) for problem in found} == {
        (2, "role"),
        (3, "read_as"),
        (4, "part"),
        (5, "part"),
        (5, "reason"),
        (6, "event_key"),
        (7, "note"),
        (8, "reported"),
        (0, "event_key"),
    }
    assert found == sorted(found)
    assert all(problem.file == "event_places.csv" and problem.remedy for problem in found)


def test_reading_a_broken_file_raises_with_every_problem(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD | {"part": "one"}, GOOD | {"reason": ""}, GOOD | {"role": ""})
    with pytest.raises(DataProblems) as caught:
        read_readings(path)
    assert [problem.row for problem in caught.value.problems] == [2, 3, 4]


def test_a_missing_column_is_the_only_problem_named(tmp_path: Path) -> None:
    found = check_readings(write(tmp_path, GOOD, columns=COLUMNS[:-1]), ["attack"])
    assert [(problem.row, problem.field, problem.value) for problem in found] == [(1, "header", ",".join(COLUMNS[:-1]))]


def test_an_empty_file_lacks_every_event(tmp_path: Path) -> None:
    assert [problem.value for problem in check_readings(write(tmp_path), ["b", "a"])] == ["a", "b"]
    assert read_readings(write(tmp_path)) == []


def test_a_good_row_is_read_as_it_stands(tmp_path: Path) -> None:
    [reading] = read_readings(write(tmp_path, GOOD | {"read_as": "within 5 km of Taftan"}))
    assert reading == Reading(
        "attack", 1, "target", "Taftan", "within 5 km of Taftan", "Chagai", "", "", "The town.", "", 2
    )
    assert (reading.text, reading.hints) == ("within 5 km of Taftan", {"district": "Chagai"})
