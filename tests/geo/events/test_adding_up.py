"""Columns say of many events what the rules say of each."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from geo.events.adding_up import Assemblies, add_up, positions_in
from geo.events.assembly import ASPECTS, DEATHS, INJURED, OPPOSING, SUPPORTING, Said, assemble

WORDED = sorted(set(ASPECTS) - {DEATHS, INJURED})
EVENTS = pd.Index(["e1", "e0", "e2", "e3"], dtype="str", name="event_id")
NUMBERS = st.none() | st.integers(0, 6)


@st.composite
def claims(draw: st.DrawFn) -> dict[str, object]:
    """A row of a frame of claims; most are like those of imported sets, which only assert."""
    plain = draw(st.booleans())
    low, high = draw(NUMBERS), draw(NUMBERS)
    held = st.dictionaries(
        st.sampled_from(WORDED), st.sampled_from([("east",), ("west",), ("east", "west")]), max_size=2
    )
    return {
        "event_id": draw(st.sampled_from([*EVENTS, "of another set"])),
        "origin": draw(st.sampled_from(["dawn", "ispr", "Zahedan", "ایرنا"])),
        "stance": "asserts" if plain else draw(st.sampled_from(sorted(OPPOSING | SUPPORTING | {"no_comment"}))),
        "positions": {} if plain else draw(held),
        "fatalities_low": low,
        "fatalities_high": high if low is None or high is None else max(low, high),
        "injured": draw(NUMBERS),
    }


def frame(rows: list[dict[str, object]]) -> pd.DataFrame:
    made = pd.DataFrame(
        rows,
        columns=["event_id", "origin", "stance", "positions", "fatalities_low", "fatalities_high", "injured"],
        index=pd.RangeIndex(len(rows)),
    )
    counts = dict.fromkeys(["fatalities_low", "fatalities_high", "injured"], "Int64")
    return made.astype({"event_id": "str", "origin": "str", "stance": "str", "positions": object, **counts})


def said(row: dict[str, object]) -> Said:
    low, high, hurt = (row[name] for name in ("fatalities_low", "fatalities_high", "injured"))
    deaths = None if low is None or high is None else (low, high)
    return Said(row["origin"], row["stance"], row["positions"], deaths, None if hurt is None else (hurt, hurt))


@given(st.lists(claims(), max_size=12))
def test_columns_are_what_the_rules_say_of_each_event(rows: list[dict[str, object]]) -> None:
    table, each = add_up(EVENTS, frame(rows)), Assemblies(EVENTS, frame(rows))
    assert list(table.index) == list(EVENTS) == list(each)
    for event, row in table.iterrows():
        mine = [one for one in rows if one["event_id"] == event]
        together = assemble(map(said, mine))
        assert each[event] == together
        assert (row["status"], row["support"]) == (together.dispute, together.support)
        assert row["disputed"] == tuple(together.disputed) and row["origins"] == together.origins
        for column, least in (("fatalities_low", min), ("fatalities_high", max)):
            told = [one[column] for one in mine if one[column] is not None]
            assert (row[column] == least(told)) if told else pd.isna(row[column])


def test_where_values_stand_in_an_index() -> None:
    assert positions_in(EVENTS, ["e0", "none", "e3", "e1"]).tolist() == [1, -1, 3, 0]
    assert positions_in(EVENTS[:0], ["e0"]).tolist() == [-1] and positions_in(EVENTS, []).tolist() == []
