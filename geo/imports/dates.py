"""Dates as the field writes them, to ISO 8601 of the precision that they have; never more exact than they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from geo.imports.texts import Texts, is_missing
from geo.vocabulary import dates

Order = Literal["", "dmy", "mdy"]
FIRST_YEAR, LAST_YEAR = 1800, 2100
WRITE = "write YYYY-MM-DD (or YYYY-MM, YYYY-Www, YYYY where no more is known), of the years 1800 to 2100"

_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
_NAMES = (
    "january february march april may june july august september october november december",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
    "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
)
_MONTHS = {name: number for line in _NAMES for number, name in enumerate(line.split(), start=1)}
_MONTHS |= {name[:3]: number for number, name in enumerate(_NAMES[0].split(), start=1)} | {"sept": 9}
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ]\d\d:?\d\d.*)?")
_SLASHED = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d\d)(?:[ ,T]+\d\d?:\d\d.*)?")
_YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})(?:[/.\-](\d{1,2}))?(?:[ T]+\d\d?:\d\d.*)?")
_FLOAT = re.compile(r"(\d{4,8})\.0+|(\d{5})\.\d+")
_WEEK = re.compile(r"(\d{4})-?W(\d\d)(?:-?\d)?", re.IGNORECASE)
_DAY_NAME = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ \-.]*([^\W\d_]+)\.?[ ,\-]*(\d{4}|\d\d)")
_NAME_DAY = re.compile(r"([^\W\d_]+)\.?[ \-]*(\d{1,2})(?:st|nd|rd|th)?[, \-]+(\d{4})")
_NAME_YEAR = re.compile(r"([^\W\d_]+)\.?[ ,\-]+(\d{4})")
_SHORT = re.compile(r"([^\W\d_]{3,})[\-'’](\d\d)")  # "Sep-17", as spreadsheets write a month
_VAGUE = re.compile(
    r"^(?:early|mid|late|beginning of|end of|in|on|about|circa|c\.|ca\.?|around|reported)[ \-]+", re.IGNORECASE
)
_VAGUE_DAY = re.compile(r"^(?:early|mid|late|beginning of|end of)\b", re.IGNORECASE)
_REPORTED = re.compile(r"^(?:on|about|circa|around|reported)\b", re.IGNORECASE)
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? +", re.IGNORECASE)
_CLOCK = re.compile(r"[ ,T]+\d\d?:\d\d.*$")
_SPAN = re.compile(
    r"(?P<a>.+?)(?: *[–—] *| +(?:-|to|until|through|bis) +|(?<=-\d\d)/(?=\d{4}-))(?P<b>.+)"
    r"|(?P<c>[^\W\d_]+\.? \d{1,2}|\d{1,2})-(?P<d>\d{1,2}\b.*)"
)
_UNKNOWN = frozenset({"", "0", "00", "99", "-9", "-99", "unknown", "unk", "?"})


@dataclass(slots=True)
class DateReader:
    """Reads the dates of one column. `order` is how 03/04/2024 is meant, found from the column's other rows.

    `ambiguous` collects the texts that were read in an order that nothing proves.
    """

    order: Order = ""
    ambiguous: set[str] = field(default_factory=set)
    _read: dict[str, str] = field(default_factory=dict)

    def learn(self, texts: Iterable[str]) -> None:
        """Find the order from those whose day is larger than 12; a column that has both proves none."""
        seen = {order for text in texts if (order := _proves(text))}
        if len(seen) == 1:
            self.order = seen.pop()

    def unread(self, texts: Iterable[str]) -> list[str]:
        """Those that were not read yet."""
        return [text for text in texts if text not in self._read]

    def read(self, text: str) -> str:
        """The ISO date, or "" where the text is none."""
        if text not in self._read:
            if len(self._read) > 200_000:
                self._read.clear()
            self._read[text] = self._parse(text)
        return self._read[text]

    def _parse(self, text: str) -> str:
        plain = text.translate(_DIGITS).strip()
        found = _SLASHED.fullmatch(plain)
        if found is None:
            return read_date(plain)
        first, second, year = int(found[1]), int(found[2]), _year(found[3])
        if first <= 12 and second <= 12 and first != second and not self.order:
            self.ambiguous.add(text)
        month_first = second > 12 or (self.order == "mdy" and first <= 12)
        return _iso(year, first, second) if month_first else _iso(year, second, first)

    def read_span(self, text: str) -> tuple[str, str]:
        """The first and the last day that a cell names: "5–7 January 2021", "2021-01 to 2021-03"; one date is both."""
        if whole := self.read(text):
            return whole, whole
        found = _SPAN.fullmatch(text.strip())
        if found is None:
            return "", ""
        first, last = ((found["a"] or found["c"]).strip(" ,"), (found["b"] or found["d"]).strip(" ,"))
        lead = re.match(r"([^\W\d_]+\.? )\d", first)
        end = self.read(last) or (self.read(lead[1] + last) if lead else "")
        rest = re.sub(r"^\d{1,2}(?:st|nd|rd|th)?", "", last)  # what both days have in common: the month, the year
        begin = self.read(first) or self.read(first + rest) or (self.read(f"{first}, {end[:4]}") if end else "")
        return (begin, end) if begin and end else ("", "")


def are_days(column: Texts) -> bool:
    """Whether all texts of a column are whole days as ISO 8601 writes them, in years of our time: most files have no others."""
    try:
        days = pc.min_max(pc.year(pc.cast(column, pa.date32()))).as_py()
    except pa.ArrowInvalid:
        return False
    return len(column) > 0 and days["min"] >= FIRST_YEAR and days["max"] <= LAST_YEAR


def read_date(text: str) -> str:
    """The ISO date of a text of which the order is plain; "" where it is no date."""
    if found := _ISO.fullmatch(text):
        return _known(found[1])
    if text.isdigit():
        return _digits(text)
    if found := _FLOAT.fullmatch(text):
        return _digits(found[1] or found[2])
    if dates.precision_of(text):
        return _known(text)
    if found := _WEEK.fullmatch(text):
        return _known(f"{found[1]}-W{found[2]}")
    if found := _YEAR_FIRST.fullmatch(text):
        return _iso(int(found[1]), int(found[2]), int(found[3]) if found[3] else None)
    return _in_words(text)


def part_of(cell: str) -> str:
    """A year, a month or a day as a table holds it: "2016.0" is 2016; "" where it stands for unknown."""
    plain = re.sub(r"\.0+$", "", cell.translate(_DIGITS).strip()).casefold()
    return "" if plain in _UNKNOWN or is_missing(plain) else plain


def from_parts(year: str, month: str, day: str) -> str:
    """The ISO date of a year, a month (its number or name) and a day; of the year or the month where the rest is unknown."""
    whole, part, last = part_of(year), part_of(month), part_of(day)
    if not part:
        return _known(whole)
    number = int(part) if part.isdigit() else _month(part)
    if not whole.isdigit() or not number or (last and not last.isdigit()):
        return ""
    return _iso(int(whole), number, int(last) if last else None)


def widen(start: str, end: str, precision: int) -> tuple[str, str]:
    """The dates at UCDP's `date_prec`: 1 day, 2 a range up to six days, 3 week, 4 month, 5 year (ACLED's 1–3 as `day week month`)."""
    if precision == 5 and len(start) >= 4:
        return start[:4], end[:4] or start[:4]
    if precision == 4 and len(start) >= 7:
        return start[:7], end[:7] or start[:7]
    if precision == 3 and len(start) == 10 and start == end:
        year, week, _ = date.fromisoformat(start).isocalendar()
        return (f"{year:04}-W{week:02}",) * 2
    return start, end


def _proves(text: str) -> Order:
    found = _SLASHED.fullmatch(text.translate(_DIGITS).strip())
    if found is None or (int(found[1]) > 12) == (int(found[2]) > 12):
        return ""
    return "dmy" if int(found[1]) > 12 else "mdy"


def _year(text: str) -> int:
    number = int(text)
    return number if len(text) == 4 else number + (2000 if number < 70 else 1900)


def _iso(year: int, month: int, day: int | None) -> str:
    return _known(f"{year:04}-{month:02}" + (f"-{day:02}" if day is not None else ""))


def _known(text: str) -> str:
    """The text where the calendar has it and its year is one of our time; else ""."""
    try:
        first, _ = dates.span_of(text)
    except ValueError:
        return ""
    return text if FIRST_YEAR <= first.year <= LAST_YEAR else ""


def _digits(text: str) -> str:
    """20240116, 20240116093000, 202401, 2024, the day numbers of spreadsheets, and the seconds or milliseconds since 1970."""
    if len(text) in (10, 13) and text[0] in "1234":
        return _known(datetime.fromtimestamp(int(text[:10]), UTC).date().isoformat())
    if len(text) in (8, 12, 14):
        return _known(f"{text[:4]}-{text[4:6]}-{text[6:8]}")
    if len(text) == 6:
        return _known(f"{text[:4]}-{text[4:6]}")
    if len(text) == 5 and 20_000 <= int(text) <= 60_000:
        return (date(1899, 12, 30) + timedelta(days=int(text))).isoformat()
    return _known(text) if len(text) == 4 else ""


def _in_words(text: str) -> str:
    vague = _VAGUE_DAY.match(text) is not None
    plain = _CLOCK.sub("", _WEEKDAY.sub("", _VAGUE.sub("", text))).replace("û", "u").replace("é", "e").strip()
    if plain.isdigit() and len(plain) == 4:
        return _known(plain)
    found = _DAY_NAME.fullmatch(plain)
    if found and (month := _month(found[2])):
        return _iso(_year(found[3]), month, int(found[1]))
    found = _NAME_DAY.fullmatch(plain)
    if found and (month := _month(found[1])):
        return _iso(int(found[3]), month, int(found[2]))
    found = _NAME_YEAR.fullmatch(plain) or _SHORT.fullmatch(plain)
    if found and (month := _month(found[1])):
        return _iso(_year(found[2]), month, None)
    return read_date(plain) if plain != text and (vague or _REPORTED.match(text)) else ""


def _month(word: str) -> int:
    return _MONTHS.get(word.casefold(), 0)
