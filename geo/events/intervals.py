"""From reports on a crossing to intervals of its status: what is reported, what is only assumed, where reports differ.

The rules; the tests in `tests/geo/events/test_intervals.py` hold them one by one.

1. A *lane* is a crossing, a kind of traffic and a way (into Pakistan, into Iran). A report on goods and people is laid on
   both; one that names no way speaks of the crossing as a whole and is laid on either way. Pilgrims and border markets
   have lanes of their own, on which only reports that name them are laid; so has traffic that is not stated.
2. A report is *reported* for the days that its source states and no others: its date, from `since` where the source says
   since when, to the day before `until` where it says until when. A date that is only a month or a year gives days
   *within* which the status held at some time; which day is not known.
3. After the last day that is stated, the status is *assumed*: for ASSUMED_DAYS days at most, and only as long as no other
   report states anything on that lane. Nothing is assumed after a term that the source itself sets an end to, nor after
   a report whose day is not known. Nothing is ever assumed backwards.
4. Every other day is *not known*: there is no interval.
5. Reports that state different things of the same days stand side by side, whoever says so; none outweighs another.

The order of the reports changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pandas as pd

ASSUMED_DAYS = 14
"""The longest term that any source here sets for a status is two weeks (closures of March 2020 and March 2021); where gates
change within days, as in June 2025, to stretch a report further than any source does would be guessing."""
TRAFFIC = ("cargo", "pedestrian", "pilgrims", "market", "unknown")
WAYS = ("into_pk", "into_ir")
REPORTED, WITHIN, ASSUMED = "reported", "within", "assumed"
STANDINGS = ("open", "partially_open", "closed", "announced")
LANE = ["crossing_id", "traffic", "way"]
_STANDS_FOR = {"reopened": "open", "inaugurated": "open"}
_DAY = pd.Timedelta(days=1)
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """Reports on one crossing and traffic that state different things of the same days.

    `aspect` is "status" or "decided_by"; `rows` are the intervals, a report once for each way; `first` and `last` bound the
    days in dispute; `sure` is False where the day of a report is not known, so that both sides may be right in turn.
    """

    crossing_id: str
    traffic: str
    aspect: str
    first: pd.Timestamp
    last: pd.Timestamp
    sure: bool
    rows: pd.DataFrame


def lay(reports: pd.DataFrame) -> pd.DataFrame:
    """Intervals of reports (`crossing_id`, `status`, `traffic`, `direction`, `first`, `last`, `vague`, `until` …).

    A row an interval, with all columns of its report and `way`, `standing` (open, partially_open, closed, announced),
    `certainty` (reported, within, assumed), `stated_first`, `stated_last`; `first` and `last` are the interval's own days,
    both included. Ordered by lane and day.
    """
    rows = _spread(reports)
    laid = [interval for _, lane in rows.groupby(LANE, sort=True) for interval in _of_lane(lane.to_dict("records"))]
    frame = pd.DataFrame(laid, columns=[*rows.columns, "certainty"])
    order = [*LANE, "first", "last", "certainty", "standing", "report"]
    return frame.sort_values(order, kind="stable", ignore_index=True)


def at(intervals: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """The intervals that hold on the day; a lane without one is not known."""
    return intervals[(intervals["first"] <= day) & (day <= intervals["last"])]


def differences(intervals: pd.DataFrame) -> list[Difference]:
    """Every contradiction among what is stated, by crossing and day; what is only assumed contradicts nobody."""
    stated = intervals[intervals["certainty"] != ASSUMED]
    found = []
    for (crossing, traffic), rows in stated.groupby(["crossing_id", "traffic"], sort=True):
        for aspect in ("status", "decided_by"):
            found += _groups(str(crossing), str(traffic), aspect, rows)
    return sorted(found, key=lambda d: (d.first, d.crossing_id, d.traffic, d.aspect))


def _spread(reports: pd.DataFrame) -> pd.DataFrame:
    """A row for each report, traffic and way."""
    rows = reports.assign(
        traffic=[[t for part in text.split("|") for t in _kinds(part)] for text in reports["traffic"]],
        way=[WAYS if direction not in WAYS else (direction,) for direction in reports["direction"]],
        standing=reports["status"].replace(_STANDS_FOR),
        stated_first=reports["first"],
        stated_last=reports["last"],
        report=reports.index,
    )
    return rows.explode("traffic").explode("way").reset_index(drop=True)


def _kinds(traffic: str) -> tuple[str, ...]:
    return ("cargo", "pedestrian") if traffic == "both" else (traffic,)


def _of_lane(rows: list[Record]) -> Iterable[Record]:
    for row in rows:
        yield {**row, "certainty": WITHIN if row["vague"] else REPORTED}
        if row["vague"] or row["until"]:
            continue
        begins = pd.Timestamp(row["last"]) + _DAY
        ends = begins + (ASSUMED_DAYS - 1) * _DAY
        for other in rows:
            first, last = pd.Timestamp(other["first"]), pd.Timestamp(other["last"])
            if first >= begins:
                ends = min(ends, first - _DAY)
            elif last >= begins and not other["vague"]:  # it states something of the days that would be assumed
                ends = begins - _DAY
        if ends >= begins:
            yield {**row, "first": begins, "last": ends, "certainty": ASSUMED}


def _groups(crossing: str, traffic: str, aspect: str, rows: pd.DataFrame) -> list[Difference]:
    """Differences of one crossing and traffic: reports linked by days that they share and state differently."""
    records = rows.to_dict("index")
    parts: list[tuple[set[int], list[tuple[pd.Timestamp, pd.Timestamp, bool]]]] = []
    for one, other in combinations(records, 2):
        shared = _disputed(records[one], records[other], aspect)
        if shared is None:
            continue
        pair = {int(records[one]["report"]), int(records[other]["report"])}
        touching = [part for part in parts if part[0] & pair]
        merged = (
            pair.union(*(part[0] for part in touching)),
            [shared, *(span for part in touching for span in part[1])],
        )
        parts = [part for part in parts if part not in touching] + [merged]
    return [
        Difference(
            crossing,
            traffic,
            aspect,
            min(first for first, _, _ in spans),
            max(last for _, last, _ in spans),
            any(sure for _, _, sure in spans),
            rows[rows["report"].isin(reports)],
        )
        for reports, spans in parts
    ]


def _disputed(one: Record, other: Record, aspect: str) -> tuple[pd.Timestamp, pd.Timestamp, bool] | None:
    """First and last day that both speak of and differ about, and whether it is surely the same day; None where they agree."""
    first, last = max(one["first"], other["first"]), min(one["last"], other["last"])
    if one["way"] != other["way"] or first > last:
        return None
    if aspect == "status":
        differ = one["standing"] != other["standing"]
    else:
        same = one["standing"] == other["standing"]
        differ = same and bool(one["decided_by"] and other["decided_by"]) and one["decided_by"] != other["decided_by"]
    return (first, last, not (one["vague"] or other["vague"])) if differ else None
