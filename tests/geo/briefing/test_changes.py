"""What is new since a day follows from the claims and their days of publication, and from nothing else."""

from collections.abc import Callable
from datetime import date, timedelta

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.briefing.changes import MARKS, Changes, change_table, find_changes, say_changes
from geo.events.atlas import Atlas, open_atlas
from geo.out.shown import Shown, show
from geo.vocabulary.dates import span_of
from geo.vocabulary.view import View
from tests.views import views

JANUARY = View(start=date(2024, 1, 16), end=date(2024, 1, 31))
BEFORE_ALL, AFTER_ALL = date(1900, 1, 1), date(2200, 1, 1)


def found(shown: Shown, since: date) -> Changes:
    return find_changes(shown, since, open_atlas().chronology.voices)


@settings(max_examples=15)
@given(views())
def test_since_before_everything_all_is_new_and_since_after_everything_nothing_is(view: View) -> None:
    shown = show(open_atlas(), view.comparison())
    first = found(shown, BEFORE_ALL)
    assert first.new == tuple(shown.events.index)
    assert (first.unknown, first.undated) == ((), 0)
    last = found(shown, AFTER_ALL)
    assert last.changes == ()
    assert list(change_table(shown, last).index) == []


@settings(max_examples=8)
@given(st.dates(date(2011, 1, 1), date(2026, 12, 31)), st.integers(0, 2000))
def test_a_later_day_never_has_more_new_events_and_counts_add_up(since: date, days: int) -> None:
    shown = show(open_atlas(), View())
    here, later = found(shown, since), found(shown, since + timedelta(days))
    assert set(later.new) <= set(here.new)
    for change in here.changes:
        assert change.marks and set(change.marks) <= set(MARKS)
        assert ("new" in change.marks) <= (change.marks == ("new",))
        assert ("more" in change.marks) <= (change.marks == ("more",))
        published = shown.claims.loc[list(change.claims), "published_on"]
        assert all(not day or span_of(day)[1] >= since for day in published)
    assert not set(here.unknown) & {change.event_id for change in here.changes}
    assert list(change_table(shown, here).index) == [change.event_id for change in here.changes]


def test_january_2024_as_read_by_hand(atlas: Atlas, id_of: Callable[[str], str]) -> None:
    shown = show(atlas, JANUARY)
    changes = found(shown, date(2024, 1, 22))
    assert set(changes.new) == {
        id_of("2024-01-26-ambassadors-return"),
        id_of("2024-01-27-saravan-labourers"),
        id_of("2024-04-border-liaison-officers"),
    }
    by_id = {change.event_id: change for change in changes.changes}
    assert by_id[id_of("2024-01-19-fm-deescalation-call")].marks == ("more",), "one confirmation more"
    assert id_of("2024-01-16-panjgur-strike") not in by_id
    assert say_changes(changes) == "Since 22 January 2024: 3 first reported, 1 with more claims only."
    assert any("no day of publication" in note for note in changes.notes)


def claim(
    day: str, stance: str = "asserts", origin: str = "a", deaths: int | None = None, **more: object
) -> dict[str, object]:
    return {"event_id": "e", "published_on": day, "stance": stance, "origin": origin, "positions": {}, "injured": pd.NA,
            "fatalities_low": deaths, "fatalities_high": deaths, "attributed_to": "", "outlet_name": origin} | more  # fmt: skip


def shown_of(*claims: dict[str, object]) -> Shown:
    counts = dict.fromkeys(("fatalities_low", "fatalities_high", "injured"), "Int64")
    frame = pd.DataFrame(claims, index=[f"c{n}" for n in range(len(claims))]).astype(counts)
    events = pd.DataFrame(
        {"first": pd.to_datetime(["2024-01-10"]), "date_start": "2024-01-10", "date_end": "2024-01-10", "title": "x"},
        index=["e"],
    )
    return Shown(View(), events, frame, None, 1)


def marks(*claims: dict[str, object]) -> tuple[str, ...] | str:
    changes = find_changes(shown_of(*claims), date(2024, 1, 20), {"a": "A", "b": "B"})
    return changes.changes[0].marks if changes.changes else "unknown" if changes.unknown else ()


def test_each_mark_by_hand() -> None:
    old = claim("2024-01-11", deaths=2)
    assert marks(old) == ()
    assert marks(old, claim("2024-01-20", deaths=2)) == ("more",), "the day itself counts"
    assert marks(old, claim("2024-01-19", deaths=5)) == ()
    assert marks(old, claim("2024-01-21", origin="b", deaths=2)) == ("corroborated",)
    assert marks(old, claim("2024-01-21", deaths=5)) == ("contested", "figures")
    assert marks(old, claim("2024-01-21", "denies", "b")) == ("denied",)
    assert marks(old, claim("2024-01-21", deaths=2, attributed_to="C")) == ("responsible",)
    assert marks(old, claim("2024-01-21", injured=3, deaths=2)) == ("figures",)
    assert marks(claim("2024-01-21")) == ("new",)


def test_a_report_without_a_day_makes_nothing_new() -> None:
    assert marks(claim("")) == "unknown"
    assert marks(claim("2024-01"), claim("2024-01-25")) == "unknown"
    assert marks(claim("2023")) == (), "published before, whatever the day"
    assert marks(claim("2024-01-11"), claim("2024")) == ()
    assert marks(claim("2024-02")) == ("new",), "a month wholly after it"


def test_a_report_is_no_older_than_its_event() -> None:
    shown = shown_of(claim("2024"), claim(""))
    assert find_changes(shown, date(2024, 1, 10), {}).new == ("e",)
    assert find_changes(shown, date(2024, 1, 11), {}).unknown == ("e",)
