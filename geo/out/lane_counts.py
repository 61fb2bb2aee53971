"""The time line's lanes where events are too many to be drawn one by one: how many in each month, quarter, year (Altair)."""

from itertools import pairwise
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.out.lanes import MOST_ROWS
from geo.out.shown import Shown
from geo.vocabulary.dates import say_span

_MOST_PERIODS = 160
_PERIODS = {"day": ("D", 1), "month": ("M", 1), "quarter": ("Q", 1), "year": ("Y", 1), "decade": ("Y", 10)}
"""Word → pandas's period, and how many of them."""
_FEW, _MANY = "#b5d2ea", "#08306b"


def periods(shown: Shown) -> tuple[str, list[pd.Timestamp]]:
    """The shortest period of which not too many cover the shown events inside the time window, and where each begins and ends."""
    first, last = shown.events["first"].min(), shown.events["last"].max()
    first = max(first, pd.Timestamp(shown.view.start or first))
    last = max(first, min(last, pd.Timestamp(shown.view.end or last)))
    for word, (unit, times) in _PERIODS.items():
        start, stop = first.to_period(unit), last.to_period(unit) + 1
        if times > 1:
            start -= start.year % times
        count = -(-(stop - start).n // times)
        if count <= _MOST_PERIODS or word == "decade":
            break
    return word, [(start + times * number).start_time for number in range(count + 1)]


def lane_counts(shown: Shown, lanes: pd.DataFrame) -> tuple[str, pd.DataFrame]:
    """The period's word, and a row a lane and period with events in it: lane, first, after, start, end, when, count, contested.

    `lanes` has event_id and lane. An event counts in every period that its date leaves open.
    """
    word, edges = periods(shown)
    names = list(dict.fromkeys(lanes["lane"]))
    events = shown.events.loc[lanes["event_id"]]
    bounds = np.array(edges, dtype="datetime64[s]")
    span = [_period(bounds, events[end]) for end in ("first", "last")]
    lane = lanes["lane"].map({name: number for number, name in enumerate(names)}).to_numpy()
    contested = (events["status"] != "uncontested").to_numpy()
    count, disputed = (_count(lane, span, which, len(names), len(edges)) for which in (slice(None), contested))
    filled = np.argwhere(count)
    days = [(start, after - pd.Timedelta(days=1)) for start, after in pairwise(edges)]
    rows = [
        {
            "lane": names[lane],
            "first": edges[at],
            "after": edges[at + 1],
            "start": f"{days[at][0]:%Y-%m-%d}",
            "end": f"{days[at][1]:%Y-%m-%d}",
            "when": say_span(f"{days[at][0]:%Y-%m-%d}", f"{days[at][1]:%Y-%m-%d}" if word != "day" else ""),
            "count": int(count[lane, at]),
            "contested": int(disputed[lane, at]),
        }
        for lane, at in filled
    ]
    return word, pd.DataFrame(rows)


def draw_counts(rows: pd.DataFrame) -> alt.Chart:
    """The chart of `lane_counts`; its selection parameter is called "period" and carries the first and the last day."""
    names = list(dict.fromkeys(rows["lane"]))
    pick = alt.selection_point(name="period", fields=["start", "end"], on="click", clear="dblclick")
    shade = alt.Scale(type="log", domain=[1, max(2, int(rows["count"].max()))], range=[_FEW, _MANY])
    lane: dict[str, Any] = {"title": None, "sort": names, "axis": alt.Axis(labelLimit=220)}
    chart: alt.Chart = (
        alt.Chart(rows)
        .mark_bar(height=22, cursor="pointer")
        .encode(
            y=alt.Y("lane:N", **lane),
            x=alt.X("first:T", title=None, axis=alt.Axis(labelOverlap=True)),
            x2="after:T",
            color=alt.Color("count:Q", scale=shade, legend=alt.Legend(title="Events", format=",d", orient="bottom")),
            tooltip=[
                alt.Tooltip("lane:N", title="Lane"),
                alt.Tooltip("when:N", title="When"),
                alt.Tooltip("count:Q", title="Events", format=","),
                alt.Tooltip("contested:Q", title="Contested", format=","),
            ],
        )
        .add_params(pick)
        .properties(height=max(200, 34 * len(names) + 40))
    )
    return chart


def say_reading(word: str) -> str:
    """How to read the chart."""
    return (
        f"More than {MOST_ROWS:,} marks would hide each other: a field counts the events of a {word}, darker for more; an event "
        "counts in each that its date leaves open. Click a field to narrow the time window to it. Fewer events are drawn one by one."
    )


def _period(bounds: NDArray[Any], days: pd.Series) -> NDArray[np.int64]:
    where: NDArray[np.int64] = np.searchsorted(bounds, days.to_numpy().astype("datetime64[s]"), side="right") - 1
    return where.clip(0, len(bounds) - 2)


def _count(lane: NDArray[Any], span: list[NDArray[np.int64]], which: Any, lanes: int, edges: int) -> NDArray[np.int64]:
    """By lane and period: one more from an event's first period on, one less after its last, summed along the time."""
    steps = np.zeros((lanes, edges + 1), dtype="int64")
    np.add.at(steps, (lane[which], span[0][which]), 1)
    np.add.at(steps, (lane[which], span[1][which] + 1), -1)
    counted: NDArray[np.int64] = steps.cumsum(axis=1)[:, : edges - 1]
    return counted
