"""Dates of reduced precision: a month is a month."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.vocabulary.dates import precision_of, say_date, say_day, say_span, say_with_precision, span_of


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("2024", "year", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", "month", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", "month", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-12", "month", date(2024, 12, 1), date(2024, 12, 31)),
        ("2024-W03", "week", date(2024, 1, 15), date(2024, 1, 21)),
        ("2020-W53", "week", date(2020, 12, 28), date(2021, 1, 3)),
        ("2025-W01", "week", date(2024, 12, 30), date(2025, 1, 5)),
        ("2024-01-16", "day", date(2024, 1, 16), date(2024, 1, 16)),
        ("2024-02-29", "day", date(2024, 2, 29), date(2024, 2, 29)),
    ],
)
def test_every_precision_has_its_span(text: str, precision: str, first: date, last: date) -> None:
    assert precision_of(text) == precision
    assert precision in ("day", "week", "month", "year")
    assert span_of(text) == (first, last)


SHAPELESS = ["", "soon", "2024-1", "24-01-16", "2024/01/16", "2024-01-16T00:00", " 2024", "2024\n", "20240116", "٢٠٢٤"]
NOT_IN_THE_CALENDAR = ["0000", "2024-00", "2024-13", "2023-02-29", "2024-04-31", "2024-W00", "2024-W53", "9999-W52"]


@pytest.mark.parametrize("text", [*SHAPELESS, *NOT_IN_THE_CALENDAR])
def test_what_is_no_date_raises_and_nothing_else(text: str) -> None:
    with pytest.raises(ValueError):
        span_of(text)


@given(st.text(max_size=12) | st.from_regex(r"\d{4}(-(W?\d\d))?(-\d\d)?", fullmatch=True))
def test_any_text_is_a_span_or_a_value_error(text: str) -> None:
    try:
        first, last = span_of(text)
    except ValueError:
        return
    assert first <= last
    assert (first == last) == (precision_of(text) == "day")


@given(st.dates())
def test_the_month_covers_all_its_days_and_no_other(day: date) -> None:
    first, last = span_of(f"{day:%Y-%m}".rjust(7, "0"))
    assert first <= day <= last
    assert {d.month for d in (first, last)} == {day.month}
    assert first.day == 1
    assert last == date.max or (last + timedelta(days=1)).day == 1


@given(st.dates(date(1, 1, 8), date(9999, 12, 20)))
def test_the_week_covers_seven_days_from_monday(day: date) -> None:
    year, week, _ = day.isocalendar()
    first, last = span_of(f"{year:04}-W{week:02}")
    assert first <= day <= last
    assert (first.isoweekday(), (last - first).days) == (1, 6)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024-01-16", "16 January 2024"),
        ("2024-01-06", "6 January 2024"),
        ("2024-01", "January 2024"),
        ("2024", "2024"),
        ("2024-W03", "the week of 15 January 2024"),
    ],
)
def test_words_are_no_more_exact_than_the_date(text: str, said: str) -> None:
    assert say_date(text) == said


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2014-10-17", "2014-10-18", "17–18 October 2014"),
        ("2014-10-17", "2014-10-17", "17 October 2014"),
        ("2014-10-17", "", "17 October 2014"),
        ("2014-10-30", "2014-11-02", "30 October – 2 November 2014"),
        ("2014-12-30", "2015-01-02", "30 December 2014 – 2 January 2015"),
        ("2019", "2023", "2019–2023"),
        ("2021-04", "2021-06-01", "April 2021 – 1 June 2021"),
        ("2021-04", "2021-04", "April 2021"),
    ],
)
def test_spans_in_words(start: str, end: str, said: str) -> None:
    assert say_span(start, end) == said


def test_what_is_not_known_of_a_date_is_said() -> None:
    assert say_with_precision("2024-04", "2024-04", "month") == "April 2024 (day not known)"
    assert say_with_precision("2024", "2024", "year") == "2024 (month not known)"
    assert say_with_precision("2024-W03", "2024-W03", "week").endswith("(day not known)")
    assert say_with_precision("2024-01-16", "2024-01-16", "day") == "16 January 2024"


def test_a_day_has_no_leading_nought() -> None:
    assert say_day(date(2024, 3, 5)) == "5 March 2024"
