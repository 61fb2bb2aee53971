"""Days along an axis: where they stand on the sheet, and a few of them named in plain words."""

from dataclasses import dataclass
from datetime import date, timedelta

_DAYS = (1, 2, 5, 10)
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000, 24000)


@dataclass(frozen=True, slots=True)
class Days:
    """An axis from the first day to the day after the last, between two edges of the sheet in points."""

    first: date
    after: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Where the day begins; days outside stand at the edge."""
        share = (day - self.first).days / max(1, (self.after - self.first).days)
        return self.left + (self.right - self.left) * min(1.0, max(0.0, share))


def ticks(days: Days, apart: float) -> list[tuple[date, str]]:
    """Round days that stand at least `apart` points from one another, with their names: "16 Jan 2024", "Jan 2024", "2024"."""
    a_day = (days.right - days.left) / max(1, (days.after - days.first).days)
    for step in _DAYS:
        if step * a_day >= apart:
            found = [day for day in _every_day(days) if (day.day - 1) % step == 0 and (step == 1 or day.day < 31)]
            return [(day, f"{day.day} {day:%b %Y}") for day in found]
    months = next((step for step in _MONTHS if step * 30 * a_day >= apart), _MONTHS[-1])
    found = [day for day in _firsts(days) if (12 * day.year + day.month - 1) % months == 0]
    return [(day, str(day.year) if months >= 12 else f"{day:%b %Y}") for day in found]


def _every_day(days: Days) -> list[date]:
    return [days.first + timedelta(n) for n in range((days.after - days.first).days + 1)]


def _firsts(days: Days) -> list[date]:
    months = range(12 * days.first.year + days.first.month - 1, 12 * days.after.year + days.after.month)
    return [day for month in months if days.first <= (day := date(month // 12, month % 12 + 1, 1)) <= days.after]
