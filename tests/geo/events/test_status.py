"""What the claims of an event add up to."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.events.atlas import Atlas
from geo.events.status import OPPOSING, STATUSES, SUPPORTING, Said, status_of, tolls_differ

STANCES = sorted(OPPOSING | SUPPORTING | {"no_comment"})


@st.composite
def claims(draw: st.DrawFn) -> Said:
    low, more = draw(st.just((None, 0)) | st.tuples(st.integers(0, 9), st.integers(0, 4)))
    return Said(draw(st.sampled_from("abc")), draw(st.sampled_from(STANCES)), low, None if low is None else low + more)


def rules(said: list[Said]) -> str:
    """The rules once more, claim against claim."""
    apart = any(
        a.fatalities_high < b.fatalities_low or b.fatalities_high < a.fatalities_low
        for a, b in combinations([c for c in said if c.fatalities_low is not None], 2)
    )
    if apart or any(c.stance in ("denies", "disputes_detail") for c in said):
        return "contested"
    backers = {c.outlet_id for c in said if c.stance in ("asserts", "confirms", "attributes")}
    return "corroborated" if len(backers) > 1 else "single_source"


@given(st.lists(claims(), max_size=6))
def test_the_rules(said: list[Said]) -> None:
    assert status_of(said) == rules(said)


@given(st.lists(claims(), max_size=6).flatmap(lambda said: st.tuples(st.just(said), st.permutations(said))))
def test_the_order_of_claims_does_not_matter(pair: tuple[list[Said], list[Said]]) -> None:
    assert status_of(pair[0]) == status_of(pair[1])


@given(st.lists(claims(), min_size=1, max_size=6), st.integers(0, 5))
def test_an_outlet_repeating_itself_changes_nothing(said: list[Said], number: int) -> None:
    assert status_of([*said, said[number % len(said)]]) == status_of(said)


@given(st.lists(claims(), max_size=6), claims())
def test_a_further_claim_never_settles_a_dispute(said: list[Said], further: Said) -> None:
    order = ["single_source", "corroborated", "contested"]
    assert order.index(status_of([*said, further])) >= order.index(status_of(said))


@given(st.lists(claims(), max_size=6), st.sampled_from(sorted(OPPOSING)))
def test_a_denial_contests(said: list[Said], stance: str) -> None:
    assert status_of([*said, Said("z", stance)]) == "contested"


@pytest.mark.parametrize(
    ("tolls", "differ"),
    [
        ([(2, 2), (2, 2)], False),
        ([(2, 4), (4, 9)], False),
        ([(2, 3), (4, 9)], True),
        ([(1, 9), (2, 3), (5, 6)], True),
        ([(0, 0), (1, 1)], True),
        ([(None, None), (5, 5)], False),
        ([], False),
    ],
)
def test_tolls_differ_where_ranges_do_not_meet(tolls: list[tuple[int | None, int | None]], differ: bool) -> None:
    assert tolls_differ(Said("a", "asserts", *toll) for toll in tolls) is differ


def test_no_claims_and_silence_are_single_source() -> None:
    assert status_of([]) == "single_source"
    assert status_of([Said("a", "no_comment"), Said("b", "no_comment")]) == "single_source"


def test_every_shipped_event_has_the_status_of_its_claims(atlas: Atlas) -> None:
    counted = dict.fromkeys(STATUSES, 0)
    for event, row in atlas.chronology.events.iterrows():
        rows = atlas.chronology.claims[atlas.chronology.claims["event_id"] == event].astype(object)
        said = [
            Said(
                r.outlet_id,
                r.stance,
                *((None, None) if r.fatalities_low is None else (r.fatalities_low, r.fatalities_high)),
            )
            for r in rows.where(rows.notna(), None).itertuples()
        ]
        assert row["status"] == rules(said), row["event_key"]
        counted[row["status"]] += 1
    assert all(counted.values())
    assert sum(counted.values()) == 121


def test_the_strikes_of_january_2024_are_contested(atlas: Atlas) -> None:
    status = atlas.chronology.events.set_index("event_key")["status"]
    assert status["2024-01-16-panjgur-strike"] == status["2024-01-18-saravan-strike"] == "contested"
