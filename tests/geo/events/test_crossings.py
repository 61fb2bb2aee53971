"""Crossings as of a day: the latest reports, contradictions side by side, nothing before the first."""

from datetime import date, timedelta

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from geo.events.atlas import Atlas, open_atlas
from geo.events.crossings import TRAFFIC


def statuses(atlas: Atlas, crossing: str, day: date) -> list[str]:
    return sorted(set(atlas.crossings.as_of(day)[crossing]["status"]))


def test_contradictory_reports_of_one_date_both_stay(atlas: Atlas) -> None:
    rows = atlas.crossings.as_of(date(2025, 6, 15))["taftan-mirjaveh"]
    for traffic in TRAFFIC:
        assert sorted(rows[rows["of"] == traffic]["status"]) == ["closed", "open", "partially_open"]
    assert set(rows["date"]) == {"2025-06-15"}
    assert rows["outlet_name"].ne("").all()


def test_later_reports_take_over(atlas: Atlas) -> None:
    assert statuses(atlas, "taftan-mirjaveh", date(2025, 6, 17)) == ["closed"]
    assert statuses(atlas, "taftan-mirjaveh", date(2025, 6, 18)) == ["open"]
    assert statuses(atlas, "taftan-mirjaveh", date(2025, 6, 19)) == ["open"]
    assert statuses(atlas, "taftan-mirjaveh", date(2025, 6, 20)) == ["closed", "open"]


def test_goods_and_people_are_told_apart(atlas: Atlas) -> None:
    rows = atlas.crossings.as_of(date(2026, 3, 31))["taftan-mirjaveh"]
    assert set(rows[rows["of"] == "cargo"]["status"]) == {"closed"}
    assert set(rows[rows["of"] == "pedestrian"]["status"]) == {"open"}


def test_nothing_is_known_before_the_first_report(atlas: Atlas) -> None:
    first = atlas.crossings.reports["last"].min().date()
    assert atlas.crossings.as_of(first - timedelta(days=1)) == {}
    assert set(atlas.crossings.as_of(first)) == set(
        atlas.crossings.reports[atlas.crossings.reports["last"] == pd.Timestamp(first)]["crossing_id"]
    )


def test_a_month_counts_from_its_last_day(atlas: Atlas) -> None:
    vague = atlas.crossings.reports[atlas.crossings.reports["date"].str.len() == 7]
    assert len(vague)
    for row in vague.itertuples():
        day = row.last.date()
        assert (day + timedelta(days=1)).day == 1
        assert row.date in set(atlas.crossings.as_of(day)[row.crossing_id]["date"])
        before = atlas.crossings.as_of(day - timedelta(days=1)).get(row.crossing_id, vague.iloc[:0])
        assert row.date not in set(before["date"])


@given(st.dates(date(2014, 1, 1), date(2026, 6, 1)))
def test_as_of_is_the_latest_date_of_each_crossing(day: date) -> None:
    latest: dict[tuple[str, str], tuple[date, list[tuple[str, str, str]]]] = {}
    for row in open_atlas().crossings.reports.itertuples():
        told, ends = (row.date, row.status, row.document_key), row.last.date()
        for traffic in TRAFFIC if row.traffic in ("both", "unknown") else (row.traffic,):
            known = latest.get((row.crossing_id, traffic))
            if ends <= day and (known is None or ends > known[0]):
                latest[row.crossing_id, traffic] = (ends, [told])
            elif known is not None and ends == known[0]:
                known[1].append(told)
    shown = {
        (crossing, traffic): sorted(zip(rows["date"], rows["status"], rows["document_key"], strict=True))
        for crossing, both in open_atlas().crossings.as_of(day).items()
        for traffic, rows in both.groupby("of")
    }
    assert shown == {key: sorted(told) for key, (_, told) in latest.items()}


def test_every_status_row_belongs_to_a_crossing_and_all_means_all(atlas: Atlas) -> None:
    reports, rows = atlas.crossings.reports, atlas.chronology.crossing_status
    every = reports[reports["crossing_reported"] == "All crossings"]
    assert set(every["crossing_id"]) == {crossing.crossing_id for crossing in atlas.crossings.crossings}
    assert len(rows) == 57
    assert set(reports["crossing_id"]) <= {crossing.crossing_id for crossing in atlas.crossings.crossings}
    named = set(reports["crossing_reported"])
    assert len(named) > 0.6 * rows["crossing_reported"].nunique()
