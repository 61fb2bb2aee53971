"""Lanes: a mark as long as its date is uncertain."""

from collections.abc import Callable
from datetime import timedelta

import pandas as pd
import pytest

from geo.events.atlas import Atlas
from geo.out.lanes import draw_lanes, lane_rows
from geo.out.shown import Shown
from geo.vocabulary.dates import span_of
from geo.vocabulary.view import LANES


def test_a_month_is_drawn_as_a_month(atlas: Atlas, look: Callable[..., Shown]) -> None:
    shown = look()
    rows = lane_rows(atlas, shown, "kind").set_index("event_id")
    for event, row in shown.events.iterrows():
        first, last = span_of(row["date_start"])[0], span_of(row["date_end"])[1]
        drawn = rows.loc[event]
        assert (drawn["first"].date(), drawn["after"].date()) == (first, last + timedelta(days=1))
        assert drawn["short"] == (last - first <= timedelta(days=10))
    assert (~rows["short"]).sum() > 10


def test_by_kind_each_event_stands_in_one_lane(atlas: Atlas, look: Callable[..., Shown]) -> None:
    shown = look()
    rows = lane_rows(atlas, shown, "kind")
    assert sorted(rows["event_id"]) == sorted(shown.events.index)
    wanted = shown.events["kind"].map(atlas.choices["kind"])
    assert dict(zip(rows["event_id"], rows["lane"], strict=True)) == wanted.to_dict()


def test_by_side_an_event_stands_in_the_lane_of_everyone_who_speaks(atlas: Atlas, look) -> None:
    shown = look(stance=("denies",))
    passing = shown.claims[shown.claims["passes"]]
    wanted = set(zip(passing["event_id"], passing["speaker_side"].map(atlas.choices["side"]), strict=True))
    rows = lane_rows(atlas, shown, "side")
    assert set(zip(rows["event_id"], rows["lane"], strict=True)) == wanted
    assert len(rows) == len(wanted)


def test_by_outlet_the_small_ones_share_the_last_lane(atlas: Atlas, look: Callable[..., Shown]) -> None:
    shown = look()
    rows = lane_rows(atlas, shown, "outlet")
    lanes = list(dict.fromkeys(rows["lane"]))
    assert len(lanes) == 16
    assert lanes[-1] == "all other outlets"
    assert set(rows["event_id"]) == set(shown.events.index)
    assert not rows.duplicated(["event_id", "lane"]).any()
    sizes = [(rows["lane"] == lane).sum() for lane in lanes[:-1]]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize("by", LANES)
def test_nothing_shown_gives_no_rows_and_a_chart(atlas: Atlas, look: Callable[..., Shown], by: str) -> None:
    nothing, something = look(q="xyzzy"), look(kind=("attack",))
    assert list(lane_rows(atlas, nothing, by).columns) == list(lane_rows(atlas, something, by).columns)
    assert lane_rows(atlas, nothing, by).empty
    assert draw_lanes(atlas, nothing, by, "").to_dict()["layer"]


@pytest.mark.parametrize("by", LANES)
def test_the_chart_draws_every_row_and_can_be_picked(atlas: Atlas, look: Callable[..., Shown], by: str) -> None:
    shown = look(kind=("attack",))
    chart = draw_lanes(atlas, shown, by, shown.events.index[0]).to_dict()
    drawn = {row["event_id"] for rows in chart["datasets"].values() for row in rows}
    assert drawn == set(shown.events.index)
    assert [p["name"] for p in chart["params"] if p.get("select", {}).get("type") == "point"] == ["event"]
    assert "http" not in str({key: value for key, value in chart.items() if key not in ("$schema", "datasets")})


def test_marks_tell_contested_from_not(atlas: Atlas, look: Callable[..., Shown]) -> None:
    rows = lane_rows(atlas, look(), "kind")
    assert isinstance(rows, pd.DataFrame)
    assert set(rows["status"]) == {"denied", "contested", "uncontested"}
    assert rows["status_label"].notna().all()
    assert rows["when"].str.contains("not known").sum() > 10
