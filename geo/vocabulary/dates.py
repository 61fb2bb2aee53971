"""Dates of reduced precision (ISO 8601): a month is a month, never its first day.

A date is text: "2024" (year), "2024-01" (month), "2024-W03" (week) or "2024-01-16" (day). It stands for the span
from its first to its last day; nothing here ever turns "2024-01" into the first of January.
"""

import calendar
import re
from datetime import date, timedelta

_SHAPES = {
    "year": re.compile(r"\d{4}", re.ASCII),
    "month": re.compile(r"\d{4}-\d\d", re.ASCII),
    "week": re.compile(r"\d{4}-W\d\d", re.ASCII),
    "day": re.compile(r"\d{4}-\d\d-\d\d", re.ASCII),
}


def precision_of(text: str) -> str | None:
    """The precision that the text is written in; None where it is no date of any of the four shapes."""
    return next((name for name, shape in _SHAPES.items() if shape.fullmatch(text)), None)


def span_of(text: str) -> tuple[date, date]:
    """First and last day that the date stands for, both included.

    Raises ValueError where the text is no date, or a date that the calendar does not have.
    """
    match precision_of(text):
        case "year":
            return date(int(text), 1, 1), date(int(text), 12, 31)
        case "month":
            year, month = int(text[:4]), int(text[5:7])
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        case "week":
            monday = date.fromisocalendar(int(text[:4]), int(text[6:]), 1)
            if date.max - monday < timedelta(days=6):
                raise ValueError(f"{text!r} ends after the calendar does")
            return monday, monday + timedelta(days=6)
        case "day":
            return date.fromisoformat(text), date.fromisoformat(text)
    raise ValueError(f"{text!r} is no date; write YYYY, YYYY-MM, YYYY-Www or YYYY-MM-DD")


def say_date(text: str) -> str:
    """The date in words, no more exact than it is: "16 January 2024", "January 2024", "the week of …", "2024"."""
    first, _ = span_of(text)
    match precision_of(text):
        case "year":
            return text
        case "month":
            return f"{first:%B %Y}"
        case "week":
            return f"the week of {say_day(first)}"
    return say_day(first)


def say_day(day: date) -> str:
    """A whole day in words: "16 January 2024"."""
    return f"{day.day} {day:%B %Y}"


def say_span(start: str, end: str) -> str:
    """A start and an end in words: "17–18 October 2014", "April to 1 June 2021", "2019–2023"."""
    if start == end or not end:
        return say_date(start)
    first, last = span_of(start)[0], span_of(end)[0]
    kinds = {precision_of(start), precision_of(end)}
    if kinds == {"year"}:
        return f"{start}–{end}"
    if kinds == {"day"} and (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{say_day(last)}"
    if first.year == last.year and kinds == {"day"}:
        return f"{first.day} {first:%B} – {say_day(last)}"
    return f"{say_date(start)} – {say_date(end)}"


def say_with_precision(start: str, end: str, precision: str) -> str:
    """The span in words, with what is not known of it: "April 2024 (day not known)"."""
    missing = {"week": "day", "month": "day", "year": "month"}.get(precision)
    return say_span(start, end) + (f" ({missing} not known)" if missing else "")
