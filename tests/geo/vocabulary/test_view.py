"""The View and the filter table: one belongs to the other."""

from dataclasses import FrozenInstanceError, fields

import pytest
from hypothesis import given

from geo.vocabulary.filters import BY_KEY, FILTERS
from geo.vocabulary.problems import DataProblems, Problem
from geo.vocabulary.view import View
from tests.views import views


def test_every_filter_is_a_field_of_the_view() -> None:
    names = {field.name for field in fields(View)}
    assert {f.key for f in FILTERS} <= names
    assert len(BY_KEY) == len(FILTERS)
    for f in FILTERS:
        assert View().chosen(f.key) == ()
        assert f.say.count("{}") == 1
        assert f.help.endswith(".")


def test_a_view_is_one_frozen_value() -> None:
    with pytest.raises(FrozenInstanceError):
        View().q = "x"  # type: ignore[misc]  # that it cannot be set is the test
    assert hash(View(kind=("attack",))) == hash(View(kind=("attack",)))


@given(views())
def test_the_question_forgets_viewport_selection_and_style_only(view: View) -> None:
    question, plain = view.question(), View()
    style = {
        "event",
        "lon",
        "lat",
        "zoom",
        "names",
        "shade",
        "lanes",
        "layer",
        "measure",
        "columns",
        "against",
        "crossing",
    }
    for field in fields(View):
        kept = getattr(plain if field.name in style else view, field.name)
        assert getattr(question, field.name) == kept, field.name
    assert question.question() == question


@given(views())
def test_without_clears_that_filter_only(view: View) -> None:
    cleared = view.without("outlet")
    assert cleared.outlet == ()
    assert all(getattr(cleared, f.name) == getattr(view, f.name) for f in fields(View) if f.name != "outlet")


def test_problems_say_where_and_come_sorted_and_together() -> None:
    late, early = Problem("b.csv", 3, "kind", "x", "mend it"), Problem("a.csv", 0, "file", "a.csv", "give it")
    error = DataProblems([late, early])
    assert error.problems == [early, late]
    assert str(error) == "a.csv, file = 'a.csv': give it\nb.csv, row 3, kind = 'x': mend it"
