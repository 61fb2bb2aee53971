"""The bars of the time line, as HTML."""

from geo.out.escaped import render

_YEAR_LABELS, _YEAR_STEPS = 16, (1, 2, 5, 10, 20, 50, 100)
"""On the time line, at most; and how far apart they may stand."""


def histogram(
    months: list[tuple[int, int, int]],
    first: tuple[int, int],
    last: tuple[int, int],
    window: tuple[tuple[int, int], tuple[int, int]],
) -> str:
    """Bars, one a month from `first` to `last` (year, month); those inside `window` stand out.

    An event counts in every month that its date leaves open.
    """
    span = _month(*last) - _month(*first) + 1
    tallest = max([n for *_, n in months], default=1)
    bars = [
        {
            "x": _month(y, m) - _month(*first),
            "height": 100 * n / tallest,
            "inside": window[0] <= (y, m) <= window[1],
            "label": f"{y}-{m:02d}: {n} in it, or possibly in it",
        }
        for y, m, n in months
    ]
    # so many that a label has room: every year, every second one …, every decade
    step = next(each for each in _YEAR_STEPS if (last[0] - first[0]) / each <= _YEAR_LABELS or each == _YEAR_STEPS[-1])
    years = [
        {"x": _month(y, 1) - _month(*first), "label": str(y)}
        for y in range(first[0] + 1, last[0] + 1)
        if y % step == 0
        if (_month(y, 1) - _month(*first)) / span < 0.95  # a later one would be cut off
    ]
    return render("histogram.html", bars=bars, years=years, span=span)


def _month(year: int, month: int) -> int:
    return year * 12 + month - 1
