"""The chronology as loaded: complete, with stable ids, the same each time."""

import random

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from geo.events.load import Chronology, load
from geo.settings import DATA
from geo.vocabulary.dates import span_of
from tests.conftest import DataCopy

FRAMES = ("events", "claims", "documents", "outlets", "crossing_status", "vocabulary", "infrastructure")


@pytest.fixture(scope="module")
def chronology() -> Chronology:
    return load(DATA / "events")


def test_all_of_the_chronology_is_there(chronology: Chronology) -> None:
    assert len(chronology.events) == 121
    assert len(chronology.claims) >= 622
    assert (chronology.claims["added_from"] == "chronology").sum() == 622
    assert len(chronology.documents) == 405
    assert len(chronology.crossing_status) == 83


def test_loading_twice_gives_the_same(chronology: Chronology) -> None:
    again = load(DATA / "events")
    for name in FRAMES:
        assert_frame_equal(getattr(chronology, name), getattr(again, name))


def test_ids_are_unique_and_refer_to_each_other(chronology: Chronology) -> None:
    for frame in (chronology.events, chronology.claims, chronology.documents, chronology.outlets):
        assert frame.index.is_unique
        assert frame.index.notna().all()
    assert set(chronology.claims["event_id"]) == set(chronology.events.index)
    assert set(chronology.claims["document_id"]) <= set(chronology.documents.index)
    assert set(chronology.documents["outlet_id"]) == set(chronology.outlets.index)


def test_ids_do_not_depend_on_the_order_of_the_rows(chronology: Chronology, data_copy: DataCopy) -> None:
    for table in ("events", "claims", "documents", "outlets"):
        rows = data_copy.rows(table)
        random.Random(7).shuffle(rows)
        data_copy.write(table, rows)
    shuffled = load(data_copy.folder / "events")
    assert set(shuffled.claims.index) == set(chronology.claims.index)
    assert list(shuffled.events.index) == list(chronology.events.index), "events stand in order of time"
    assert_frame_equal(shuffled.events["status"].to_frame(), chronology.events["status"].to_frame())


def test_the_same_claim_entered_twice_is_one_claim(chronology: Chronology, data_copy: DataCopy) -> None:
    rows = data_copy.rows("claims")
    data_copy.write("claims", [*rows, {**rows[0], "claim_key": "entered-again"}])
    again = load(data_copy.folder / "events")
    assert list(again.claims.index) == list(chronology.claims.index)


@pytest.mark.parametrize("field", ["stance", "statement", "fatalities_low", "injured", "attributed_to"])
def test_a_claim_that_claims_something_else_has_another_id(chronology, data_copy: DataCopy, field: str) -> None:
    before = data_copy.rows("claims")[0]
    data_copy.edit("claims", 2, **{field: {"stance": "denies", "fatalities_low": "1", "injured": "9"}.get(field, "x")})
    changed = set(load(data_copy.folder / "events").claims.index)
    assert before[field] not in ("", "x")
    assert len(changed ^ set(chronology.claims.index)) == 2, "one id gone, one new"


def test_dates_are_spans_and_a_month_is_never_its_first_day(chronology: Chronology) -> None:
    events = chronology.events
    for _, row in events.iterrows():
        assert (row["first"].date(), row["last"].date()) == (span_of(row["date_start"])[0], span_of(row["date_end"])[1])
    vague = events[events["date_precision"] != "day"]
    assert len(vague) > 10
    assert (vague["last"] - vague["first"] >= pd.Timedelta(days=6)).all()
    months = events[events["date_end"].str.len() == 7]
    assert ((months["last"] + pd.Timedelta(days=1)).dt.day == 1).all()


def test_events_stand_in_order_of_time(chronology: Chronology) -> None:
    assert chronology.events["first"].is_monotonic_increasing


def test_counts_that_no_source_gives_are_missing_and_not_nought(chronology: Chronology, data_copy: DataCopy) -> None:
    rows = pd.DataFrame(data_copy.rows("claims"))
    for field in ("fatalities_low", "fatalities_high", "injured"):
        assert chronology.claims[field].isna().sum() == (rows[field] == "").sum() > 0
        assert (chronology.claims[field] == 0).sum() == (rows[field] == "0").sum()


def test_every_claim_carries_its_document_and_outlet(chronology: Chronology) -> None:
    claims, documents, outlets = chronology.claims, chronology.documents, chronology.outlets
    for _, claim in claims.iterrows():
        document = documents.loc[claim["document_id"]]
        assert (claim["document_title"], claim["url"]) == (document["title"], document["url"])
        outlet = outlets.loc[claim["outlet_id"]]
        assert (claim["outlet_name"], claim["outlet_type"]) == (outlet["name"], outlet["type"])


def test_the_events_tolls_are_the_lowest_and_highest_of_their_claims(chronology: Chronology) -> None:
    for event, row in chronology.events.iterrows():
        said = chronology.claims[chronology.claims["event_id"] == event]
        lows, highs = said["fatalities_low"].dropna(), said["fatalities_high"].dropna()
        if lows.empty:
            assert pd.isna(row["fatalities_low"]) and pd.isna(row["fatalities_high"])
        else:
            assert (row["fatalities_low"], row["fatalities_high"]) == (lows.min(), highs.max())


def test_labels_are_the_vocabularys(chronology: Chronology) -> None:
    assert chronology.label("stance", "denies") == "Denies"
    assert chronology.label("stance", "no such word") == "no such word"
