"""The gazetteer: shipped rows hold, broken rows are all reported at once."""

from pathlib import Path

import pandas as pd
import pytest

from geo.places.gazetteer import COLUMNS, FILE, LABEL_KINDS, load_gazetteer, short_name
from geo.places.metric import distance_km
from geo.vocabulary.problems import DataProblems

GOOD = dict.fromkeys(COLUMNS, "") | {
    "place_id": "taftan",
    "name": "Taftan",
    "kind": "town",
    "country": "PK",
    "lon": "61.58",
    "lat": "28.95",
    "coordinate_precision_km": "2",
    "scope": "region",
    "source": "GeoNames 1",
    "licence": "CC BY 4.0",
}


def write(folder: Path, *rows: dict[str, str], columns: tuple[str, ...] = COLUMNS) -> Path:
    pd.DataFrame(rows, columns=list(columns)).to_csv(folder / FILE, index=False)
    return folder


def problems_of(folder: Path) -> set[tuple[int, str]]:
    with pytest.raises(DataProblems) as caught:
        load_gazetteer(folder)
    return {(problem.row, problem.field) for problem in caught.value.problems}


def test_numbers_are_numbers_and_nothing_is_missing(gazetteer: pd.DataFrame) -> None:
    assert len(gazetteer) == 198
    assert gazetteer.index.is_unique
    assert gazetteer[["lon", "lat", "coordinate_precision_km"]].dtypes.eq(float).all()
    assert not gazetteer.isna().any().any()


@pytest.mark.parametrize(
    ("one", "other", "least_km"),
    [
        ("pishin-ir", "pishin-pk", 600),
        ("taftan-town-pk", "taftan-volcano-ir", 50),
        ("saravan-ir", "sarawan-kalat", 400),
        ("khash-ir", "khash-af", 350),
        ("mand-pk", "mand-e-bala", 250),
        ("kuhak-saravan", "kuhak-zehak", 400),
        ("xing-chedgi-pk", "chedgi-awaran", 190),
        ("xing-garbun-zamuran-pk", "garbon-saravan", 100),
    ],
)
def test_false_friends_are_places_of_their_own(gazetteer: pd.DataFrame, one: str, other: str, least_km: float) -> None:
    here, there = gazetteer.loc[one], gazetteer.loc[other]
    assert distance_km(here["lon"], here["lat"], there["lon"], there["lat"]) > least_km


def test_points_of_units_are_labels(gazetteer: pd.DataFrame) -> None:
    labels = gazetteer.index[gazetteer["kind"].isin(LABEL_KINDS)]
    assert {"panjgur-district", "province-balochistan-pk", "zamuran-area", "taftan-county-ir"} <= set(labels)
    assert len(labels) == 16


def test_every_problem_is_reported_at_once(tmp_path: Path) -> None:
    bad = GOOD | {
        "place_id": "Bad Id",
        "kind": "hamlet",
        "country": "Pakistan",
        "lon": "east",
        "source": "",
        "coordinate_precision_km": "0",
        "scope": "nowhere",
        "alt_names": "a||b",
        "name_local": "تفتان",
    }
    wrong_side = GOOD | {"place_id": "tehran", "lon": "51.4", "lat": "35.7"}
    wrong_script = GOOD | {"place_id": "third", "name_local": "Taftan", "lang_local": "fa"}
    assert problems_of(write(tmp_path, GOOD, bad, GOOD, wrong_side, wrong_script)) == {
        (3, "place_id"),
        (3, "kind"),
        (3, "country"),
        (3, "lon"),
        (3, "coordinate_precision_km"),
        (3, "scope"),
        (3, "source"),
        (3, "alt_names"),
        (3, "lang_local"),
        (4, "place_id"),
        (5, "scope"),
        (6, "name_local"),
        (6, "lang_local"),
    }


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    assert problems_of(write(tmp_path, GOOD, columns=COLUMNS[:-1])) == {(1, "header")}


def test_brackets_are_left_out_of_labels() -> None:
    assert short_name("Mand (Bullo)") == "Mand"
    assert short_name("Koh-e-Sabz (Sabz Koh) area, Panjgur") == "Koh-e-Sabz area, Panjgur"
