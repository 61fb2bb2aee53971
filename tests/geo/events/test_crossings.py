"""Crossings as of a day: what is reported or assumed of it, contradictions side by side, nothing before the first report."""

from datetime import date, timedelta

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from geo.events.atlas import Atlas, open_atlas
from geo.events.intervals import ASSUMED, REPORTED, WITHIN


def statuses(atlas: Atlas, crossing: str, day: date, traffic: str = "cargo") -> set[tuple[str, str]]:
    rows = atlas.crossings.as_of(day)[crossing]
    return set(rows[rows["traffic"] == traffic][["standing", "certainty"]].itertuples(index=False, name=None))


def test_contradictory_reports_of_one_date_both_stay(atlas: Atlas) -> None:
    assert statuses(atlas, "taftan-mirjaveh", date(2025, 6, 15)) == {("open", REPORTED), ("closed", REPORTED)}
    people = statuses(atlas, "taftan-mirjaveh", date(2025, 6, 15), "pedestrian")
    assert {standing for standing, _ in people} == {"open", "closed", "partially_open"}


def test_later_reports_take_over_and_what_nobody_states_is_assumed(atlas: Atlas) -> None:
    assert statuses(atlas, "taftan-mirjaveh", date(2025, 6, 16)) == {("open", REPORTED)}
    assert statuses(atlas, "taftan-mirjaveh", date(2025, 6, 17)) == {("open", REPORTED), ("closed", REPORTED)}
    assert statuses(atlas, "taftan-mirjaveh", date(2025, 6, 20)) == {("closed", REPORTED)}
    assert statuses(atlas, "taftan-mirjaveh", date(2025, 7, 4)) == {("closed", ASSUMED)}
    assert statuses(atlas, "taftan-mirjaveh", date(2025, 7, 5)) == set()


def test_goods_and_people_are_told_apart(atlas: Atlas) -> None:
    assert statuses(atlas, "taftan-mirjaveh", date(2026, 3, 7)) == {("closed", REPORTED)}
    assert statuses(atlas, "taftan-mirjaveh", date(2026, 3, 7), "pedestrian") == {("open", ASSUMED)}


def test_the_ways_are_told_apart(atlas: Atlas) -> None:
    rows = atlas.crossings.as_of(date(2025, 6, 15))["gabd-rimdan"]
    people = rows[rows["traffic"] == "pedestrian"].groupby("way")["standing"].agg(set).to_dict()
    assert people == {"into_ir": {"closed"}, "into_pk": {"closed", "partially_open"}}


def test_nothing_is_known_before_the_first_report_nor_long_after_one(atlas: Atlas) -> None:
    first = min(atlas.crossings.reports["first"]).date()
    assert atlas.crossings.as_of(first - timedelta(days=1)) == {}
    assert atlas.crossings.last_reports(first) == {}
    assert set(atlas.crossings.as_of(first)) == {"taftan-mirjaveh"}
    assert atlas.crossings.as_of(date(2017, 1, 1)) == {}
    assert set(atlas.crossings.last_reports(date(2017, 1, 1))) == {"taftan-mirjaveh"}


def test_a_month_is_some_time_within_it(atlas: Atlas) -> None:
    for day in (date(2021, 2, 1), date(2021, 2, 28)):
        assert statuses(atlas, "chedgi-kuhak", day) == {("closed", WITHIN)}
    assert "chedgi-kuhak" not in atlas.crossings.as_of(date(2021, 3, 1))


@given(st.dates(date(2014, 1, 1), date(2026, 6, 1)))
def test_as_of_is_every_interval_of_the_day_and_the_last_reports_are_older(day: date) -> None:
    crossings, moment = open_atlas().crossings, pd.Timestamp(day)
    standing = crossings.as_of(day)
    rows = crossings.intervals
    assert sum(map(len, standing.values())) == int(((rows["first"] <= moment) & (moment <= rows["last"])).sum())
    for past in crossings.last_reports(day).values():
        assert (past["last"] < moment).all()
        assert past["last"].nunique() == 1


def test_every_status_row_belongs_to_a_crossing_and_all_means_all(atlas: Atlas) -> None:
    reports, rows = atlas.crossings.reports, atlas.chronology.crossing_status
    every = reports[reports["crossing_reported"] == "All crossings"]
    assert set(every["crossing_id"]) == {crossing.crossing_id for crossing in atlas.crossings.crossings}
    assert len(rows) == 83
    assert set(reports["crossing_id"]) <= {crossing.crossing_id for crossing in atlas.crossings.crossings}
    named = set(reports["crossing_reported"])
    assert len(named) > 0.6 * rows["crossing_reported"].nunique()
