"""The file of a briefing comes back as it was, and every problem in one is named with its line, all at once."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.briefing.file import read_briefing, read_bytes, write_briefing
from geo.briefing.limits import MOST_BYTES, MOST_STEPS
from geo.briefing.steps import Briefing, Judgement, Step
from geo.briefing.tidy import one_line, tidy
from geo.out.share import write_query
from geo.vocabulary.problems import DataProblems, Problem
from geo.vocabulary.view import View
from tests.geo.briefing.briefings import BRIEFINGS
from tests.views import views


@given(BRIEFINGS, st.sampled_from(["md", "yaml"]))
def test_what_is_written_is_read_back(briefing: Briefing, form: str) -> None:
    tidied = tidy(briefing)
    assert tidy(tidied) == tidied
    written = write_briefing(briefing, form)
    assert read_briefing(written, f"mine.{form}") == tidied
    assert read_bytes(written.replace("\n", "\r\n").encode(), f"mine.{form}") == tidied, "as Windows writes it"


@given(views())
def test_a_view_survives_as_it_is(view: View) -> None:
    query = write_query(replace(view, q=one_line(view.q)))  # without signs that no file can carry
    read = read_briefing(write_briefing(Briefing("b", (Step("s", "map", query),))))
    assert read.steps[0].query == ("" if query == "v=1" else query)


def test_a_file_is_read_as_a_person_writes_it() -> None:
    read = read_briefing(
        """\
---
title: "Two days: a summary"
as_of: 2024-01-20
---
What it is about.

## Key judgements
- (likely) First,
  on two lines.
- Second, without a word of likelihood.

## The map
```step
kind: map
view:
  - kind=attack
  - q=Jaish al-Adl
```
### Not a step
Notes.

## Changes

```step
kind: changes
view: https://example.org/?v=1&start=2024-01-01&q=a%20b
since: 2024-01-18
```
"""
    )
    assert read == Briefing(
        "Two days: a summary",
        (
            Step("The map", "map", "v=1&kind=attack&q=Jaish+al-Adl", "### Not a step\nNotes."),
            Step("Changes", "changes", "v=1&start=2024-01-01&q=a+b", "", date(2024, 1, 18)),
        ),
        "What it is about.",
        (Judgement("First,\non two lines.", "likely"), Judgement("Second, without a word of likelihood.")),
        "",
        date(2024, 1, 20),
    )


def problems(text: str, name: str = "b.md") -> list[Problem]:
    with pytest.raises(DataProblems) as raised:
        read_briefing(text, name)
    return raised.value.problems


BROKEN = """\
---
title: [a, b]
as_of: soon
colour: red
---
## Key judgements
- (maybe) x
stray
## One
```step
kind: film
view:
  - kind
  - q: x
since: 2024-13-01
```
## Two
no block
## Three
```step
kind: changes
```
##
## Four
```step
kind: map
"""


def test_all_problems_are_named_at_once_with_line_value_and_remedy() -> None:
    found = {(each.row, each.field) for each in problems(BROKEN)}
    assert found == {
        (1, "title"),
        (2, "title"),
        (3, "as_of"),
        (4, "colour"),
        (7, "likelihood"),
        (8, "judgement"),
        (11, "kind"),
        (13, "view"),
        (14, "view"),
        (15, "since"),
        (17, "heading"),
        (19, "since"),
        (25, "step"),
    }
    for each in problems(BROKEN):
        assert each.file == "b.md"
        assert each.remedy


def test_the_same_of_yaml() -> None:
    text = "title: x\nsteps:\n  - title: ''\n    kind: film\n  - text\njudgements: none\nmood: good\n"
    found = {(each.row, each.field) for each in problems(text, "b.yaml")}
    assert found == {(3, "title"), (4, "kind"), (5, "steps"), (6, "judgements"), (7, "mood")}


@pytest.mark.parametrize(
    ("text", "name", "field", "word"),
    [
        ("", "b.md", "title", "missing"),
        ("just words", "b.md", "title", "missing"),
        ("", "b.yaml", "title", "missing"),
        ("title: a: b", "b.yaml", "line", "quotes"),
        ("a: &a [x]\nb: [*a, *a]", "b.yaml", "line", "references"),
        ("a: " + "[" * 20 + "]" * 20, "b.yaml", "line", "deep"),
        ("[" * 300_000, "b.yaml", "line", "nesting"),
        ("title: \x00", "b.yaml", "line", "control character"),
        ("title: x\nsummary: " + "y" * MOST_BYTES, "b.yaml", "size", "split"),
        ("title: x\nsteps:\n" + "  - title: y\n" * (MOST_STEPS + 1), "b.yaml", "steps", "split"),
        ("---\ntitle: x\n---\n" + "## y\n```step\nkind: text\n```\n" * (MOST_STEPS + 1), "b.md", "steps", "split"),
        ("---\ntitle: x\n---\n" + "z" * 60_000, "b.md", "summary", "shorten"),
        ("title: !!python/object/apply:os.system [ls]", "b.yaml", "title", "list"),
    ],
)
def test_hostile_and_empty_files_get_a_sentence(text: str, name: str, field: str, word: str) -> None:
    assert any(each.field == field and word in each.remedy for each in problems(text, name))


def test_a_file_that_is_no_utf8_says_where() -> None:
    with pytest.raises(DataProblems) as raised:
        read_bytes(b"---\ntitle: caf\xe9\n---\n", "b.md")
    (problem,) = raised.value.problems
    assert (problem.row, problem.field, problem.value) == (2, "line", "title: caf…")
    assert "byte E9" in problem.remedy and "UTF-8" in problem.remedy


@pytest.mark.parametrize(
    ("text", "row", "value", "word"),
    [
        ("- a\n- b\n", 1, "- a", "expected"),
        ("title: x\n  y: z\n", 2, "y: z", "second colon"),
        ("title: x\nauthor: @me\n", 2, "author: @me", "quotes"),
        ("\ttitle: x\n", 1, "title: x", "tab"),
        ("title: 'x\n", 2, "", "never closed"),
        ("title: [x\n", 2, "", "never closed"),
        ('title: "a\\q"\n', 1, 'title: "a\\q"', "backslash"),
        ("title: x\n---\ntitle: y\n", 2, "---", "keep one"),
        ("title: x\n? [a, b]\n: c\n", 2, "", "expected"),
        ("title: x\nsteps:\n- [a]\n", 3, "", "hyphen"),
        ("title: |x\n y\n", 1, "title: |x", "name: value"),
    ],
)
def test_what_is_no_list_of_names_and_values_is_said_in_words(text: str, row: int, value: str, word: str) -> None:
    found = problems(text, "b.yaml")
    assert any(each.row == row and each.value == value and word in each.remedy for each in found)
    assert not any(
        sign in str(each) for each in found for sign in ("Node(", "Cell(", "b'", "token", "mapping", "context")
    )
