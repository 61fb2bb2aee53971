"""Edits of a briefing lose no step, keep the order of the others, and take from an address only what is a view's."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.briefing import draft
from geo.briefing.limits import MOST_STEPS
from geo.briefing.prose import safe_markdown
from geo.briefing.steps import Briefing, Judgement, Step

FOUR = Briefing("b", tuple(Step(name) for name in "abcd"))


def names(briefing: Briefing) -> str:
    return "".join(step.title for step in briefing.steps)


@given(st.integers(0, 3), st.integers(-9, 9))
def test_moving_keeps_all_steps_and_the_order_of_the_others(at: int, by: int) -> None:
    moved = draft.move(FOUR, at, by)
    name = "abcd"[at]
    assert sorted(names(moved)) == list("abcd")
    assert names(moved).replace(name, "") == "abcd".replace(name, "")
    assert names(moved).index(name) == min(max(at + by, 0), 3)


def test_each_edit_by_hand() -> None:
    assert names(draft.add(FOUR, Step("x"))) == "abcdx"
    assert names(draft.add(FOUR, Step("x"), 1)) == "axbcd"
    assert names(draft.remove(FOUR, 1)) == "acd"
    assert names(draft.duplicate(FOUR, 1)) == "abbcd"
    assert draft.change_step(FOUR, 2, notes="n").steps[2] == Step("c", notes="n")
    judged = draft.set_judgement(FOUR, 0, Judgement("j", "likely"))
    assert judged.judgements == (Judgement("j", "likely"),)
    assert draft.set_judgement(judged, 0, None) == FOUR


def test_there_is_a_most_of_steps() -> None:
    full = Briefing("b", (Step("s"),) * MOST_STEPS)
    with pytest.raises(ValueError, match="at most"):
        draft.duplicate(full, 0)


def test_a_page_gives_the_kind_and_only_the_views_own_part_of_the_address() -> None:
    step = draft.step_of_page(
        "Matrix", "v=1&kind=attack&present=1&step=2&briefing=x&embed=true", "Events of the kind attack."
    )
    assert step == Step("Events of the kind attack", "matrix", "v=1&kind=attack")
    assert (
        draft.step_of_page("Intensity", "v=1&measure=fatalities", "x").query
        == "v=1&measure=fatalities&shade=fatalities"
    )
    assert draft.step_of_page("Map", "", "w" * 200).title == "w" * 79 + "…"
    assert draft.as_kind(Step("s"), "changes", date(2024, 1, 1))["since"] == date(2024, 1, 1)
    assert draft.as_kind(Step("s"), "map", date(2024, 1, 1))["since"] is None


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("a ![x](https://example.org/x.png) b", "a !\\[x](https://example.org/x.png) b"),
        ("from $5 to $10", "from \\$5 to \\$10"),
        ("`$x` and ```\n![$]\n```", "`$x` and ```\n![$]\n```"),
        ("```\n$ open to the end", "```\n$ open to the end"),
        ("**bold** [link](https://example.org)", "**bold** [link](https://example.org)"),
    ],
)
def test_notes_fetch_nothing_and_a_dollar_is_a_dollar(text: str, safe: str) -> None:
    assert safe_markdown(text) == safe


def test_what_was_typed_reaches_its_step_wherever_it_stands_by_now() -> None:
    moved = draft.move(FOUR, 1, -1)
    assert names(draft.change_drawn(moved, FOUR, 1, title="x")) == "xacd"
    assert names(draft.change_drawn(draft.remove(FOUR, 1), FOUR, 1, title="x")) == "acd"
    assert names(draft.change_drawn(draft.duplicate(FOUR, 1), FOUR, 1, title="x")) == "axbcd"
    noted = draft.change_drawn(FOUR, FOUR, 1, notes="n")
    assert draft.change_drawn(noted, FOUR, 1, title="x").steps[1] == Step("x", notes="n"), "two edits at once"
