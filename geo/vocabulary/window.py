"""How the time window moves when it is played or stepped: by whole months, its length kept."""

import calendar
from datetime import date, timedelta

STEPS = {"1 month": 1, "3 months": 3, "1 year": 12}
"""Months a step."""

Window = tuple[date, date]


def presets(first: date, last: date) -> dict[str, tuple[date | None, date | None]]:
    """Named windows (start, end), counted back from the end of the data, never from today; None means no limit."""
    return (
        {
            "All": (None, None),
            "Last year of data": (_shift(last, -12) + timedelta(days=1), None),
            "Last 5 years": (_shift(last, -60) + timedelta(days=1), None),
            "January 2024": (date(2024, 1, 1), date(2024, 1, 31)),
            "June 2025": (date(2025, 6, 1), date(2025, 6, 30)),
        }
        if first <= date(2024, 1, 1) and last >= date(2025, 6, 30)
        else {"All": (None, None)}
    )


def next_window(window: Window | None, months: int, first: date, last: date) -> Window:
    """The window moved by so many months (back where negative), kept inside first … last.

    None starts anew: a window of that many months from the first month of the data. A window that reaches over everything
    moves by its end only, so that it grows from the first step.
    """
    origin = first.replace(day=1)
    if window is None:
        return _inside(origin, _minus_day(_shift(origin, abs(months))), origin, last)
    start, end = window
    if (start, end) == (first, last):
        grown = (
            (origin, _minus_day(_shift(origin, months)))
            if months > 0
            else (_shift(last.replace(day=1), months + 1), last)
        )
        return _inside(*grown, origin, last)
    whole = end + timedelta(days=1)
    return _inside(_shift(start, months), _minus_day(_shift(whole, months)), origin, last)


def _inside(start: date, end: date, first: date, last: date) -> Window:
    """The window cut to first … last; never empty (a day near a month's end may be moved before its start)."""
    start = min(max(start, first), last)
    return start, min(max(end, start), last)


def _shift(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _minus_day(day: date) -> date:
    return day - timedelta(days=1)
