"""One English sentence that leaves no limit of the View unsaid."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.out.known import known
from geo.out.sentence import as_html, say_count, say_list, say_view, say_window
from geo.vocabulary.filters import FILTERS
from geo.vocabulary.view import View
from tests.geo.out.harmless import assert_harmless
from tests.views import views


def say(**fields: object) -> str:
    return say_view(View(**fields), known().choices)  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "All events on record, whoever reported them."),
        ({"kind": ("attack",)}, "Events of the kind attack."),
        ({"kind": ("attack", "clash")}, "Events of the kind attack or clash or cross-border fire."),
        ({"side": ("iran_state",)}, "Events told by Iranian state."),
        ({"side": ("iran_state",), "stance": ("denies",)}, "Events told by Iranian state, where somebody denies."),
        ({"country": ("PK",), "language": ("ur",)}, "Events from outlets of Pakistan, written in Urdu."),
        ({"start": date(2024, 1, 16), "end": date(2024, 1, 16)}, "Events on 16 January 2024."),
        ({"q": "Jaish"}, "Events mentioning “Jaish”."),
        ({"bbox": (60.0, 25.0, 64.0, 28.0)}, "Events inside the drawn area."),
    ],
)
def test_examples(fields: dict[str, object], said: str) -> None:
    assert say(**fields) == said


@given(views())
def test_no_limit_is_left_unsaid(view: View) -> None:
    said, choices = say_view(view, known().choices), known().choices
    for f in FILTERS:
        for value in view.chosen(f.key):
            assert choices[f.key][value][1:] in said, f.key
    for day in (view.start, view.end):
        assert day is None or str(day.year) in said
    assert ("drawn area" in said) == bool(view.bbox or view.polygon) or "drawn area" in view.q
    assert view.q in said
    assert (said == "All events on record, whoever reported them.") == (view.question() == View())
    assert said.endswith(".")


def test_a_long_list_says_how_many_more() -> None:
    assert say_list(["a"]) == "a"
    assert say_list(["a", "b"]) == "a or b"
    assert say_list(["a", "b", "c"]) == "a, b or c"
    assert say_list(list("abcdefg")) == "a, b, c, d or 3 more"


def test_windows_and_counts() -> None:
    assert say_window(None, None) == "at any time"
    assert say_window(date(2024, 1, 1), None) == "from 1 January 2024 on"
    assert say_window(None, date(2024, 1, 31)) == "until 31 January 2024"
    assert say_window(date(2024, 1, 1), date(2024, 1, 31)) == "between 1 January 2024 and 31 January 2024"
    assert say_count(7, 121) == "7 of 121 events"
    assert say_count(1, 1) == "1 of 1 event"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40))
def test_any_text_of_a_sentence_is_text(text: str) -> None:
    seen = assert_harmless(as_html("7 of 121 events", text))
    assert [tag for tag, _ in seen.tags] == ["p", "strong", "span"]
    assert text in seen.text
