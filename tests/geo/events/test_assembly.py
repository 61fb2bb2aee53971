"""What the claims of an event add up to: the rules of origin, dispute and support, whatever the claims."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.events.adding_up import said_by
from geo.events.assembly import (
    ASPECTS,
    DEATHS,
    DISPUTES,
    HAPPENED,
    INJURED,
    OPPOSING,
    SUPPORTING,
    Said,
    assemble,
    ranges_differ,
    trace,
)
from geo.events.atlas import Atlas

STANCES = sorted(OPPOSING | SUPPORTING | {"no_comment"})
WORDED = sorted(set(ASPECTS) - {DEATHS, INJURED})
DEGREES = ["uncontested", "contested", "denied"]


@st.composite
def ranges(draw: st.DrawFn) -> tuple[int, int] | None:
    ends = draw(st.none() | st.tuples(st.integers(0, 12), st.integers(0, 12)))
    return ends and (min(ends), max(ends))


@st.composite
def claims(draw: st.DrawFn) -> Said:
    return Said(
        draw(st.sampled_from("abcd")),
        draw(st.sampled_from(STANCES)),
        draw(
            st.dictionaries(
                st.sampled_from(WORDED), st.sampled_from([("east",), ("west",), ("east", "west")]), max_size=3
            )
        ),
        draw(ranges()),
        draw(ranges()),
    )


ANY = st.lists(claims(), max_size=7)


@given(st.permutations(range(6)), st.lists(claims(), min_size=6, max_size=6))
def test_the_order_of_claims_does_not_matter(order: list[int], said: list[Said]) -> None:
    assert assemble([said[n] for n in order]) == assemble(said)


@given(st.lists(claims(), min_size=1, max_size=6), st.integers(0, 5))
def test_an_agreeing_repeat_of_the_same_origin_changes_nothing(said: list[Said], number: int) -> None:
    assert assemble([*said, said[number % len(said)]]) == assemble(said)


@given(ANY, st.sampled_from("abcdz"), st.dictionaries(st.sampled_from(WORDED), st.just(("no",)), max_size=2))
def test_a_denial_never_makes_an_event_less_contested(
    said: list[Said], origin: str, held: dict[str, tuple[str, ...]]
) -> None:
    before, after = assemble(said), assemble([*said, Said(origin, "denies", held)])
    assert DEGREES.index(after.dispute) >= max(DEGREES.index(before.dispute), 1)
    assert set(after.disputed) >= set(before.disputed) | set(held)


@given(ANY, claims())
def test_no_further_claim_takes_dispute_or_support_away(said: list[Said], further: Said) -> None:
    before, after = assemble(said), assemble([*said, further])
    assert DEGREES.index(after.dispute) >= DEGREES.index(before.dispute)
    assert set(after.origins) >= set(before.origins)


@given(ANY)
def test_only_contradictions_dispute(said: list[Said]) -> None:
    together = assemble(said)
    pairs = list(itertools.combinations(said, 2))
    for aspect in WORDED:
        differ = any(
            aspect in a.positions and aspect in b.positions and set(a.positions[aspect] + b.positions[aspect]) - {held}
            for a, b in [*pairs, *((c, c) for c in said)]
            for held in a.positions.get(aspect, ())[:1]
        )
        opposed = any(c.stance in OPPOSING and aspect in c.positions for c in said)
        assert (aspect in together.disputed) == (differ or opposed)
    for aspect in (DEATHS, INJURED):
        told = [(getattr(a, aspect), getattr(b, aspect)) for a, b in pairs]
        assert (aspect in together.disputed) == any(a and b and (a[0] > b[1] or b[0] > a[1]) for a, b in told)
    assert (together.dispute == "uncontested") == (
        not together.disputed and not any(c.stance in OPPOSING for c in said)
    )


@given(ANY)
def test_every_position_is_shown_with_all_who_hold_it(said: list[Said]) -> None:
    together = assemble(said)
    assert not set(together.agreed) & set(together.disputed)
    for aspect in WORDED:
        holders = {(held, c.origin) for c in said for held in c.positions.get(aspect, ())}
        versions = together.disputed.get(aspect) or ([together.agreed[aspect]] if aspect in together.agreed else [])
        assert {(v.position, origin) for v in versions for origin in v.origins} == holders


@given(ANY)
def test_support_counts_origins_not_claims(said: list[Said]) -> None:
    backers = {c.origin for c in said if c.stance in SUPPORTING}
    expected = {0: "unsupported", 1: "single_source"}.get(len(backers), "corroborated")
    assert (assemble(said).support, assemble(said).origins) == (expected, tuple(sorted(backers)))


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).map(sorted).map(tuple), max_size=5))
def test_ranges_differ_where_two_have_no_number_in_common(told: list[tuple[int, int]]) -> None:
    apart = any(not set(range(a, b + 1)) & set(range(c, d + 1)) for (a, b), (c, d) in itertools.combinations(told, 2))
    assert ranges_differ(told) == apart


def test_no_claim_at_all_is_uncontested_and_unsupported() -> None:
    nothing = assemble([])
    assert (nothing.dispute, nothing.support, nothing.tags) == (
        "uncontested",
        "unsupported",
        ("uncontested", "unsupported"),
    )


def test_denying_a_part_is_no_denial_of_the_event() -> None:
    report = Said("a", "asserts")
    assert assemble([report, Said("b", "denies", {"involvement": ("not with us",)})]).dispute == "contested"
    assert assemble([report, Said("b", "denies", {HAPPENED: ("it did not happen",)})]).dispute == "denied"
    assert assemble([report, Said("b", "denies")]).dispute == "denied"
    assert assemble([report, Said("b", "denies")]).tags == ("denied", "contested", "single_source")


@pytest.mark.parametrize(
    ("voice", "outlet", "via", "chain"),
    [
        ("foreign-office", "arab-news", ["pti"], ("foreign-office", "pti", "arab-news")),
        ("foreign-office", "dawn", [], ("foreign-office", "dawn")),
        ("", "dawn", [], ("dawn",)),  # "officials" whom Dawn does not name are Dawn's word
        ("", "dawn", ["afp"], ("afp", "dawn")),
        ("dawn", "dawn", [], ("dawn",)),
        ("dawn", "dawn", ["afp"], ("afp", "dawn")),  # Dawn printing AFP's text says what AFP says
        ("afp", "dawn", ["afp"], ("afp", "dawn")),
        ("irna", "dawn", ["afp"], ("irna", "afp", "dawn")),
    ],
)
def test_a_claim_is_traced_to_the_voice_that_first_said_it(
    voice: str, outlet: str, via: list[str], chain: tuple[str, ...]
) -> None:
    assert trace(voice, outlet, via) == chain


def test_one_wire_in_six_papers_is_one_voice() -> None:
    papers = [Said(trace("", f"paper-{n}", ["afp"])[0], "asserts") for n in range(6)]
    assert assemble(papers).support == "single_source"


def test_every_shipped_event_has_what_its_claims_add_up_to(atlas: Atlas) -> None:
    chronology = atlas.chronology
    for event, rows in chronology.claims.groupby("event_id"):
        together = assemble(reversed(said_by(rows)))
        row = chronology.events.loc[event]
        assert (row["status"], row["support"], row["disputed"], row["origins"]) == (
            together.dispute,
            together.support,
            tuple(together.disputed),
            together.origins,
        )
    assert set(chronology.events["status"]) == set(DISPUTES)
    assert {"corroborated", "single_source"} <= set(chronology.events["support"])


def test_agreeing_claims_contest_nothing(atlas: Atlas) -> None:
    for event, rows in atlas.chronology.claims.groupby("event_id"):
        said = said_by(rows)
        told = [c.deaths for c in said if c.deaths], [c.injured for c in said if c.injured]
        held = [{p for c in said for p in c.positions.get(a, ())} for a in WORDED]
        agree = not any(map(ranges_differ, told)) and all(len(positions) < 2 for positions in held)
        if agree and not {c.stance for c in said} & OPPOSING:
            assert atlas.chronology.events.loc[event, "status"] == "uncontested"
