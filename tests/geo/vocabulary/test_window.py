"""How the window moves: inside the data, its length kept, and never for ever."""

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.vocabulary.window import STEPS, next_window, presets

FIRST, LAST = date(2011, 12, 1), date(2026, 3, 31)
DAYS = st.dates(FIRST, LAST)
WINDOWS = st.tuples(DAYS, DAYS).map(lambda pair: tuple(sorted(pair)))
MONTHS = st.sampled_from([*STEPS.values(), *(-months for months in STEPS.values())])


def whole_months(start: int, length: int) -> tuple[date, date]:
    """The window of `length` whole months from the `start`-th month of the data."""
    number = FIRST.year * 12 + FIRST.month - 1 + start
    year, month = divmod(number + length - 1, 12)
    return date(number // 12, number % 12 + 1, 1), date(year, month + 1, calendar.monthrange(year, month + 1)[1])


@given(st.none() | WINDOWS, MONTHS)
def test_the_window_stays_inside_the_data(window: tuple[date, date] | None, months: int) -> None:
    start, end = next_window(window, months, FIRST, LAST)
    assert FIRST <= start <= end <= LAST


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(0, 9000), MONTHS)
def test_a_window_from_outside_comes_inside(start: date, days: int, months: int) -> None:
    moved = next_window((start, start + timedelta(days=days)), months, FIRST, LAST)
    assert FIRST <= moved[0] <= moved[1] <= LAST


@given(st.integers(0, 170), st.integers(1, 24), MONTHS)
def test_whole_months_stay_whole_months(start: int, length: int, months: int) -> None:
    window = whole_months(start, length)
    expected = whole_months(start + months, length)
    if window[1] <= LAST and expected[0] >= FIRST and expected[1] <= LAST and window != (FIRST, LAST):
        assert next_window(window, months, FIRST, LAST) == expected


@given(st.dates(FIRST, date(2025, 1, 27)).filter(lambda day: day.day <= 28), st.integers(0, 27))
def test_a_window_of_days_keeps_its_days(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    moved = next_window((start, end), 1, FIRST, LAST)
    if (end + timedelta(days=1)).day <= 28:
        assert (moved[0].day, (moved[1] + timedelta(days=1)).day) == (start.day, (end + timedelta(days=1)).day)


@given(st.none() | WINDOWS, st.sampled_from(list(STEPS.values())))
def test_playing_ends(window: tuple[date, date] | None, months: int) -> None:
    for _ in range(200):  # 172 months of data
        moved = next_window(window, months, FIRST, LAST)
        assert window is None or window == (FIRST, LAST) or moved[1] > window[1]
        window = moved
        if window[1] == LAST:
            return
    pytest.fail("the window never reached the end of the data")


@given(WINDOWS, st.sampled_from(list(STEPS.values())))
def test_stepping_back_ends(window: tuple[date, date], months: int) -> None:
    for _ in range(200):
        window = next_window(window, -months, FIRST, LAST)
        if window[0] == FIRST:
            return
    pytest.fail("the window never reached the start of the data")


def test_a_window_over_everything_grows_from_the_first_step() -> None:
    assert next_window((FIRST, LAST), 1, FIRST, LAST) == (FIRST, date(2011, 12, 31))
    assert next_window((FIRST, LAST), -3, FIRST, LAST) == (date(2026, 1, 1), LAST)
    assert next_window(None, 12, date(2011, 12, 7), LAST) == (FIRST, date(2012, 11, 30))


def test_one_day_at_the_end_of_a_month_is_still_a_day() -> None:
    assert next_window((date(2024, 1, 30), date(2024, 1, 30)), 1, FIRST, LAST) == (date(2024, 2, 29), date(2024, 2, 29))


def test_data_shorter_than_a_step_are_shown_whole() -> None:
    first, last = date(2024, 1, 10), date(2024, 2, 5)
    assert next_window(None, 12, first, last) == (date(2024, 1, 1), last)
    assert next_window((first, last), -12, first, last) == (date(2024, 1, 1), last)


def test_presets_count_back_from_the_end_of_the_data() -> None:
    named = presets(FIRST, LAST)
    assert named["All"] == (None, None)
    assert named["Last year of data"] == (date(2025, 4, 1), None)
    assert named["January 2024"] == (date(2024, 1, 1), date(2024, 1, 31))
    assert named["June 2025"] == (date(2025, 6, 1), date(2025, 6, 30))
    assert presets(date(2025, 1, 1), LAST) == {"All": (None, None)}
