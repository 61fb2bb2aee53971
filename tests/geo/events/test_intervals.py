"""From reports to intervals: reported, within, assumed, not known; contradictions stay; the order of reports does not matter."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.events.atlas import Atlas, open_atlas
from geo.events.intervals import (
    ASSUMED,
    ASSUMED_DAYS,
    REPORTED,
    STANDINGS,
    TRAFFIC,
    WAYS,
    WITHIN,
    Difference,
    at,
    differences,
    lay,
)
from geo.vocabulary import dates

DAY = timedelta(days=1)
START = date(2021, 3, 1)


def report(day: str, status: str, traffic: str = "cargo", direction: str = "into_pk", **more: str) -> dict[str, object]:
    """A report as the loader makes them: `since` and `until` are days, `until` not included."""
    first, last = dates.span_of(day)
    since, until, decided = more.get("since", ""), more.get("until", ""), more.get("decided_by", "")
    return {
        "crossing_id": more.get("crossing", "gate"),
        "status": status,
        "traffic": traffic,
        "direction": direction,
        "decided_by": decided,
        "date": day,
        "since": since,
        "until": until,
        "first": pd.Timestamp(since or first),
        "last": pd.Timestamp(until) - pd.Timedelta(days=1) if until else pd.Timestamp(last),
        "vague": len(day) < 10,
        "said_by": more.get("said_by", "somebody"),
    }


def laid(*reports: dict[str, object]) -> pd.DataFrame:
    return lay(pd.DataFrame(reports))


def spans(intervals: pd.DataFrame) -> list[tuple[str, str, str, str]]:
    return [(row.standing, row.certainty, f"{row.first:%m-%d}", f"{row.last:%m-%d}") for row in intervals.itertuples()]


def test_a_report_is_reported_for_its_day_then_assumed_then_not_known() -> None:
    assert spans(laid(report("2021-03-01", "closed"))) == [
        ("closed", REPORTED, "03-01", "03-01"),
        ("closed", ASSUMED, "03-02", "03-15"),
    ]


def test_since_and_until_are_stated_days() -> None:
    assert spans(laid(report("2021-03-10", "closed", since="2021-03-01")))[0] == ("closed", REPORTED, "03-01", "03-10")
    term = laid(report("2021-03-22", "closed", until="2021-04-05"))
    assert spans(term) == [("closed", REPORTED, "03-22", "04-04")], "fourteen days, and nothing assumed after them"


def test_a_month_is_some_time_within_it_and_nothing_is_assumed_after() -> None:
    assert spans(laid(report("2021-04", "open"))) == [("open", WITHIN, "04-01", "04-30")]


def test_the_next_report_ends_what_is_assumed() -> None:
    found = laid(report("2021-03-01", "closed"), report("2021-03-05", "reopened"))
    assert spans(found) == [
        ("closed", REPORTED, "03-01", "03-01"),
        ("closed", ASSUMED, "03-02", "03-04"),
        ("open", REPORTED, "03-05", "03-05"),
        ("open", ASSUMED, "03-06", "03-19"),
    ]


def test_a_report_that_reaches_back_leaves_nothing_to_assume() -> None:
    found = laid(report("2021-03-01", "closed"), report("2021-03-05", "open", since="2021-03-01"))
    assert ("closed", ASSUMED) not in {(row.standing, row.certainty) for row in found.itertuples()}


def test_another_way_or_traffic_ends_nothing() -> None:
    found = laid(
        report("2021-03-01", "closed"),
        report("2021-03-05", "open", direction="into_ir"),
        report("2021-03-05", "open", "pedestrian"),
    )
    own = found[(found["way"] == "into_pk") & (found["traffic"] == "cargo")]
    assert spans(own)[-1] == ("closed", ASSUMED, "03-02", "03-15")


def test_a_report_without_a_way_is_laid_on_both_and_both_traffics() -> None:
    found = laid(report("2021-03-01", "closed", "both", "not_stated"))
    lanes = set(found[["traffic", "way"]].itertuples(index=False, name=None))
    assert lanes == {(traffic, way) for traffic in ("cargo", "pedestrian") for way in WAYS}
    market = laid(report("2021-03-01", "closed", "cargo|market"))
    assert set(market["traffic"]) == {"cargo", "market"}


def test_opposite_reports_of_a_day_stand_side_by_side_and_stay_so() -> None:
    found = laid(report("2021-03-01", "closed"), report("2021-03-01", "open"))
    for day in ("2021-03-01", "2021-03-10"):
        assert set(at(found, pd.Timestamp(day))["standing"]) == {"open", "closed"}
    [difference] = differences(found)
    assert (difference.aspect, difference.sure) == ("status", True)


def test_who_decided_may_differ_where_the_status_does_not() -> None:
    found = laid(report("2021-03-01", "closed", decided_by="PK"), report("2021-03-01", "closed", decided_by="IR"))
    assert [difference.aspect for difference in differences(found)] == ["decided_by"]


def test_a_report_of_unknown_day_may_differ_but_not_surely() -> None:
    [difference] = differences(laid(report("2021-03", "open"), report("2021-03-10", "closed")))
    assert not difference.sure
    assert differences(laid(report("2021-03", "open"), report("2021-04-10", "closed"))) == []


DAYS = st.integers(0, 40).map(lambda n: START + n * DAY)


@st.composite
def some_reports(draw: st.DrawFn) -> list[dict[str, object]]:
    """Reports on one gate within some weeks, with and without terms."""
    found = []
    for _ in range(draw(st.integers(1, 6))):
        day = draw(DAYS)
        more = {}
        if draw(st.booleans()):
            more["since"] = (day - draw(st.integers(0, 9)) * DAY).isoformat()
        if draw(st.booleans()):
            more["until"] = (day + draw(st.integers(1, 20)) * DAY).isoformat()
        status = draw(st.sampled_from(["open", "closed", "partially_open", "reopened"]))
        way = draw(st.sampled_from([*WAYS, "not_stated"]))
        text = f"{day:%Y-%m}" if not more and draw(st.booleans()) else day.isoformat()
        found.append(report(text, status, draw(st.sampled_from(["cargo", "both", "pedestrian|market"])), way, **more))
    return found


def colours(intervals: pd.DataFrame, statuses: list[str]) -> list[tuple[object, ...]]:
    columns = ["traffic", "way", "standing", "certainty", "first", "last", "date", "since", "until"]
    return sorted(map(str, intervals[columns].itertuples(index=False, name=None)))


@given(some_reports(), st.randoms(use_true_random=False))
def test_the_order_of_reports_does_not_matter(reports: list[dict[str, object]], random) -> None:
    shuffled = list(reports)
    random.shuffle(shuffled)
    assert colours(laid(*reports), []) == colours(laid(*shuffled), [])
    assert [said(d) for d in differences(laid(*reports))] == [said(d) for d in differences(laid(*shuffled))]


def said(difference: Difference) -> tuple[object, ...]:
    return (
        difference.traffic,
        difference.aspect,
        difference.first,
        difference.last,
        difference.sure,
        len(difference.rows),
    )


def turns(intervals: pd.DataFrame, reports: list[dict[str, object]]) -> list[pd.Timestamp]:
    """Every day on which an interval or a report begins or ends, the day before and the day after: between them all days are alike."""
    edges = {*intervals["first"], *intervals["last"], *(r[end] for r in reports for end in ("first", "last"))}
    return sorted({edge + pd.Timedelta(days=n) for edge in edges for n in (-1, 0, 1)})


@given(some_reports())
def test_nothing_is_coloured_beyond_what_is_stated_and_assumed(reports: list[dict[str, object]]) -> None:
    found = laid(*reports)
    for (traffic, way), lane in found.groupby(["traffic", "way"]):
        own = [r for r in reports if r["direction"] in (way, "not_stated") and traffic in _kinds(str(r["traffic"]))]
        for day in turns(lane, own):
            rows = at(lane, day)
            assumed = rows["certainty"] == ASSUMED
            stated = {(r["date"], r["status"]) for r in own if r["first"] <= day <= r["last"]}
            assert set(zip(rows["date"][~assumed], rows["status"][~assumed], strict=True)) == stated
            for r in rows[assumed].to_dict("records"):
                assert pd.Timedelta(0) < day - r["stated_last"] <= pd.Timedelta(days=ASSUMED_DAYS)
                assert not r["until"]
                assert not r["vague"]
            sure = [r for r in own if r["first"] <= day <= r["last"] and not r["vague"]]
            assert not (sure and assumed.any()), "assumed of a day that a report states"


@given(some_reports())
def test_a_contradiction_never_disappears(reports: list[dict[str, object]]) -> None:
    found = laid(*reports)
    told = differences(found)
    for day in turns(found, reports):
        for (traffic, way), rows in at(found, day).groupby(["traffic", "way"]):
            stated = rows[rows["certainty"] != ASSUMED]
            if stated["standing"].nunique() > 1:
                covering = [
                    d for d in told if d.traffic == traffic and d.aspect == "status" and d.first <= day <= d.last
                ]
                assert any(set(stated["report"]) <= set(d.rows["report"]) for d in covering), (day, traffic, way)


def _kinds(traffic: str) -> tuple[str, ...]:
    return ("cargo", "pedestrian") if traffic == "both" else tuple(traffic.split("|"))


def test_what_ships_is_laid_out_completely(atlas: Atlas) -> None:
    intervals, reports = atlas.crossings.intervals, atlas.crossings.reports
    assert set(intervals["traffic"]) == set(TRAFFIC)
    assert set(intervals["standing"]) == set(STANDINGS)
    stated = intervals[intervals["certainty"] != ASSUMED]
    assert set(zip(stated["crossing_id"], stated["report"], strict=True)) == set(
        zip(reports["crossing_id"], reports.index, strict=True)
    )


def test_the_longest_term_that_a_source_sets_itself_is_what_is_assumed_at_most() -> None:
    rows = open_atlas().chronology.crossing_status
    ahead = rows[rows["until_reason"].str.contains("two weeks|fourteen days")]
    assert len(ahead) == 3
    assert max(pd.to_datetime(ahead["until"]) - pd.to_datetime(ahead["date"])) == pd.Timedelta(days=ASSUMED_DAYS)


def standings(atlas: Atlas, crossing: str, traffic: str, first: str, aspect: str = "status") -> list[Difference]:
    return [
        d
        for d in differences(atlas.crossings.intervals)
        if (d.crossing_id, d.traffic, d.aspect) == (crossing, traffic, aspect) and f"{d.first:%Y-%m-%d}" == first
    ]


JUNE_2025 = {
    "afp-amplify-20250616",  # trade is not banned
    "arabnews-2604637",  # trade goes on
    "star-20250616",  # closed for trade too
    "dotx-202506",  # normal
    "dunya-889831",  # completely sealed
    "daily8-202506",  # paralysed
}


@pytest.mark.parametrize(
    ("crossing", "traffic", "first", "documents"),
    [
        # June 2025: open, closed, normal and sealed
        ("taftan-mirjaveh", "cargo", "2025-06-15", JUNE_2025),
        ("taftan-mirjaveh", "pedestrian", "2025-06-15", {"dotx-202506", "star-20250616", "dunya-889831"}),
        ("gabd-rimdan", "cargo", "2025-06-15", {"arabnews-2604637", "azernews-243327"}),
        # February 2020: Pakistan closes, the Iranian consulate says that its side is open
        ("taftan-mirjaveh", "pedestrian", "2020-02-23", {"dawn-1536327", "devdiscourse-895025"}),
        # Kohak–Cheedgi: only notified, or officially opened
        ("chedgi-kuhak", "cargo", "2025-01-13", {"dawn-1884847", "envision-19768"}),
    ],
)
def test_the_contradictions_of_the_chronology_are_there(
    atlas: Atlas, crossing: str, traffic: str, first: str, documents: set[str]
) -> None:
    [difference] = standings(atlas, crossing, traffic, first)
    assert documents <= set(difference.rows["document_key"])
    assert difference.rows["standing"].nunique() > 1


def test_maza_sar_is_closed_by_iran_or_by_pakistan(atlas: Atlas) -> None:
    [difference] = standings(atlas, "mashkel-mazehsar", "pedestrian", "2024-05-31", "decided_by")
    by = dict(zip(difference.rows["document_key"], difference.rows["decided_by"], strict=True))
    assert by == {"dawn-1837027": "IR", "hum-20240531": "PK"}


def test_who_closed_in_june_2025_differs(atlas: Atlas) -> None:
    [difference] = standings(atlas, "gabd-rimdan", "cargo", "2025-06-15", "decided_by")
    assert set(difference.rows["decided_by"]) >= {"PK", "both"}
