"""Lanes of many events: each field counts the events that may lie in it."""

from collections.abc import Callable
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.events.atlas import Atlas, open_atlas
from geo.out.answers import period
from geo.out.lane_counts import draw_counts, lane_counts, periods, say_reading
from geo.out.lanes import lanes_of
from geo.out.shown import Shown, show
from geo.vocabulary.view import LANES, View

DAYS = st.none() | st.dates(date(2005, 1, 1), date(2028, 1, 1))


@given(DAYS, DAYS, st.sampled_from(sorted(LANES)))
def test_a_field_counts_what_its_days_leave_open(start: date | None, end: date | None, by: str) -> None:
    if start and end and start > end:
        start, end = end, start
    atlas = open_atlas()
    shown = show(atlas, View(start=start, end=end))
    lanes = lanes_of(atlas, shown, by)
    if lanes.empty:
        return
    word, rows = lane_counts(shown, lanes)
    assert word in say_reading(word) and not rows.duplicated(["lane", "start"]).any()
    events = lanes.merge(shown.events, left_on="event_id", right_index=True)
    for row in rows.itertuples():
        meets = (events["first"] < row.after) & (events["last"] >= row.first) & (events["lane"] == row.lane)
        assert row.count == meets.sum()
        assert row.contested == (meets & (events["status"] != "uncontested")).sum()
    assert set(rows["lane"]) == set(lanes["lane"])
    assert len(draw_counts(rows).to_dict()["layer" if "layer" in draw_counts(rows).to_dict() else "encoding"]) > 0


@pytest.mark.parametrize(
    ("start", "end", "word"),
    [("2024-01-01", "2024-01-31", "day"), ("2020-01-01", "2026-01-01", "month"), ("2011-01-01", None, "quarter")],
)
def test_periods_are_as_short_as_there_is_room(
    look: Callable[..., Shown], start: str, end: str | None, word: str
) -> None:
    shown = look(start=date.fromisoformat(start), end=date.fromisoformat(end) if end else None)
    said, edges = periods(shown)
    assert said == word and edges == sorted(set(edges)) and len(edges) <= 161
    assert edges[0] <= max(shown.events["first"].min(), pd.Timestamp(start)) and edges[-1] - edges[0] >= timedelta(1)


def test_centuries_are_drawn_by_decades(atlas: Atlas, look: Callable[..., Shown]) -> None:
    whole = look()
    long_ago = whole.events.assign(
        first=whole.events["first"].mask(whole.events["kind"] == "attack", pd.Timestamp("1815-06-18"))
    )
    shown = Shown(whole.view, long_ago, whole.claims, whole.places, whole.total)
    word, rows = lane_counts(shown, lanes_of(atlas, shown, "kind"))
    assert word == "decade" and rows["start"].min() == "1810-01-01"


def test_a_picked_field_is_a_window_and_rubbish_is_none() -> None:
    picked = {"period": [{"start": "2009-01-01", "end": "2009-03-31"}]}
    assert period(picked) == (date(2009, 1, 1), date(2009, 3, 31))
    for rubbish in (
        {},
        {"period": []},
        {"period": [{"start": "x"}]},
        {"period": [{"start": "2010-01-01", "end": "2009-01-01"}]},
    ):
        assert period(rubbish) is None
