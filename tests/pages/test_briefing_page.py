"""The page Briefing, run by Streamlit's own test runner: compose, undo, open, keep, link, present."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest
from streamlit.testing.v1 import AppTest

from geo.briefing import link, shelf
from geo.briefing.file import write_briefing
from geo.briefing.steps import KINDS, Briefing, Judgement, Step
from geo.documents.making import Making
from geo.out.known import known
from geo.out.share import read_query
from geo.settings import ROOT
from pages import caches

ENTRY = str(ROOT / "pages" / "zero_point.py")
STRIKES = "v=1&start=2024-01-16&end=2024-01-18&kind=air_or_missile_strike"
MINE = Briefing(
    "Mine", (Step("One", "map", STRIKES), Step("Two", "text", "", "Words")), "Summary", (Judgement("J", "likely"),)
)


@pytest.fixture(autouse=True)
def empty_shelf() -> Iterator[None]:
    yield
    for folder in (shelf.shelf(), shelf.shelf() / shelf.UNSAVED):
        for path in folder.glob("*.md"):
            path.unlink()


def opened(query: str = "", script: str = "briefing.py") -> AppTest:
    app = AppTest.from_file(ENTRY, default_timeout=60)
    for key, values in parse_qs(query, keep_blank_values=True).items():
        app.query_params[key] = values
    app.run()
    return shown(app.switch_page(script) if script != "map.py" else app)


def shown(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception, [error.value for error in app.exception]
    return app


def steps(app: AppTest) -> list[str]:
    return [button.label for button in app.button if (button.key or "").startswith("step_pick_")]


def draft(app: AppTest) -> Briefing:
    return app.session_state["draft"].briefing


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click()
    return shown(app)


def asked(app: AppTest, key: str) -> str:
    value = app.query_params.get(key, "")
    return value if isinstance(value, str) else value[0]


def plain(elements: Iterable[Any]) -> str:
    """What the boxes say, without the marks that keep it from being read as Markdown."""
    return "\n".join(element.value for element in elements).replace("\\", "")


def heads(app: AppTest) -> str:
    return " ".join(block.proto.body for block in app.get("html"))


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        ("map.py", "map"),
        ("timeline.py", "timeline"),
        ("intensity.py", "map"),
        ("crossings.py", "map"),
        ("matrix.py", "matrix"),
        ("accounts.py", "comparison"),
        ("sources.py", "chart"),
        ("data.py", "table"),
    ],
)
def test_one_click_adds_the_view_of_any_page(script: str, kind: str) -> None:
    app = press(opened(STRIKES, script), "add_to_briefing")
    (step,) = draft(app).steps
    assert step.kind == kind
    assert step.query == STRIKES + ("&shade=events" if script == "intensity.py" else "")
    assert step.title.startswith("Events of the kind air or missile strike")
    assert app.button(key="add_to_briefing").label == "Add to briefing (1)"


def test_steps_are_ordered_duplicated_removed_and_all_of_it_undone() -> None:
    app = opened(f"briefing={link.pack(MINE)}")
    assert steps(app) == ["1. One", "2. Two"]
    assert steps(press(app, "step_down")) == ["1. Two", "2. One"], "the step moved stays picked"
    assert app.button(key="step_down").disabled
    assert steps(press(app, "step_duplicate")) == ["1. Two", "2. One", "3. One"]
    assert steps(press(app, "step_remove")) == ["1. Two", "2. One"]
    for expected in (["1. Two", "2. One", "3. One"], ["1. Two", "2. One"], ["1. One", "2. Two"]):
        assert steps(press(app, "undo")) == expected


def test_words_are_taken_over_and_go_into_the_address() -> None:
    app = opened()
    assert app.date_input(key="brief_as_of").value is None, "a briefing without a day shows none"
    shown(press(app, "example_empty"))
    app.text_input(key="brief_title").set_value("A title").run()
    app.text_input(key="step_title").set_value("A step").run()
    app.text_area(key="step_notes").set_value("Some *notes*").run()
    app.selectbox(key="step_kind").set_value("changes").run()
    assert not app.exception
    step = draft(app).steps[0]
    assert (draft(app).title, step.title, step.notes, step.kind) == ("A title", "A step", "Some *notes*", "changes")
    end = read_query(step.query, known())[0].end
    assert end and step.since == end - timedelta(days=30), "a step that compares has a day to begin with"
    app.selectbox(key="judgement_word_0").set_value("unlikely").run()
    assert draft(app).judgements[0].likelihood == "unlikely"
    judged = len(draft(app).judgements)
    press(app, "judgement_add")
    assert next(box for box in app.expander if "key judgements" in box.label).proto.expanded, "it does not fold up"
    assert app.text_area(key=f"judgement_text_{judged}").value == ""
    assert len(draft(app).judgements) == judged + 1
    assert link.unpack(asked(app, "briefing")).title == "A title"


def test_the_current_view_takes_the_place_of_a_steps_own() -> None:
    app = opened(f"{urlencode({'briefing': link.pack(MINE)})}&kind=attack")
    press(app, "step_use_view")
    assert draft(app).steps[0].query == "v=1&kind=attack"


def test_saving_keeps_it_and_another_change_meanwhile_is_not_overwritten() -> None:
    app = press(opened(f"briefing={link.pack(MINE)}"), "save")
    kept = shelf.load(shelf.shelf(), "mine")
    assert kept.briefing == MINE
    assert asked(app, "briefing") == "~mine"
    assert app.button(key="save").label == "Saved"
    shelf.save(shelf.shelf(), Briefing("Theirs"), "mine", kept.stamp)
    app.text_input(key="brief_title").set_value("Changed").run()
    press(app, "save")
    assert "changed by somebody else" in plain(app.error)
    assert shelf.load(shelf.shelf(), "mine").briefing.title == "Theirs"
    press(app, "save_as_new")
    assert {each.title for each in shelf.list_shelf(shelf.shelf())[0]} == {"Theirs", "Changed"}
    assert not app.error


def test_what_lies_on_the_shelf_is_opened_deleted_and_taken_back() -> None:
    shelf.save(shelf.shelf(), MINE)
    (shelf.shelf() / "broken.md").write_text("no front matter")
    app = opened()
    assert "broken.md" in plain(app.warning)
    assert steps(press(app, "open_mine")) == ["1. One", "2. Two"]
    press(app, "delete_mine")
    assert shelf.list_shelf(shelf.shelf())[0] == ()
    press(app, "take_back")
    assert [each.name for each in shelf.list_shelf(shelf.shelf())[0]] == ["mine"]
    (shelf.shelf() / "broken.md").unlink()


def test_an_uploaded_file_is_opened_or_refused_with_its_lines() -> None:
    app = opened()
    app.file_uploader(key="briefing_file").set_value(
        ("mine.yaml", write_briefing(MINE, "yaml").encode(), "application/yaml")
    )
    assert steps(shown(app)) == ["1. One", "2. Two"]
    app.file_uploader(key="briefing_file").set_value(("bad.md", b"---\ntitle: x\n---\n## y\n", "text/markdown"))
    shown(app)
    assert "bad.md, row 4" in plain(app.error)
    assert steps(app) == ["1. One", "2. Two"], "what was open stays open"


@pytest.mark.parametrize("asked", ["rubbish", "~no-such", "~../../etc", "eNrLSM3JyVcozy_KSQEAGgsEXQ"])
def test_a_link_that_cannot_be_opened_says_so_and_changes_nothing(asked: str) -> None:
    app = opened(urlencode({"briefing": asked}))
    assert len(app.error) == 1
    assert "draft" not in app.session_state


def test_every_step_of_the_briefing_that_ships_is_presented() -> None:
    example = shelf.open_example()
    assert {step.kind for step in example.steps} == set(KINDS)
    app = opened("briefing=example&present=1&step=1")
    assert not app.sidebar.children
    for number, step in enumerate(example.steps, 1):
        assert f'<h1 dir="auto">{step.title}</h1>' in heads(app)
        assert step.notes.split("\n")[-1][:30] in " ".join(block.value for block in app.markdown)
        assert app.button(key="present_next").disabled == (number == len(example.steps))
        if number < len(example.steps):
            app.button(key="present_next").click().run()
            assert not app.exception, step.title


def test_what_was_not_saved_is_offered_after_a_reload_and_no_more_once_saved() -> None:
    app = press(opened(f"briefing={link.pack(MINE)}"), "step_duplicate")
    assert [key for key in keys(app) if key.startswith("take_over_")] == [], "one's own is open"
    again = opened()
    (left,) = [key for key in keys(again) if key.startswith("take_over_")]
    assert steps(press(again, left)) == ["1. One", "2. One", "3. Two"]
    press(again, "save")
    assert [key for key in keys(opened()) if key.startswith("take_over_")] == []


def keys(app: AppTest) -> list[str]:
    return [button.key or "" for button in app.button]


def test_presenting_goes_on_back_and_leaves() -> None:
    app = press(opened(f"briefing={link.pack(MINE)}"), "start")
    assert asked(app, "step") == "0"
    press(app, "present_next")
    assert asked(app, "kind") == "air_or_missile_strike", "the address is the step's view"
    press(app, "present_last")
    assert asked(app, "step") == "2"
    press(app, "present_back")
    press(app, "present_leave")
    assert not asked(app, "present")
    assert steps(app) == ["1. One", "2. Two"]


@pytest.mark.parametrize("step", ["-1", "99", "x", "", "٣", "1e3"])
def test_a_step_that_there_is_not_is_the_nearest_or_the_title(step: str) -> None:
    app = opened(urlencode({"briefing": link.pack(MINE), "present": "1", "step": step}))
    assert ("Two" if step == "99" else "Mine") in heads(app)


def test_an_empty_briefing_says_what_to_do() -> None:
    assert any("Add to briefing" in info.value for info in opened().info)
    assert "Untitled briefing" in heads(opened("present=1"))


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF"), ("pptx", b"PK")])
def test_the_briefing_is_handed_over_while_the_page_stays_usable(form: str, begins: bytes) -> None:
    app = press(opened(f"briefing={link.pack(MINE)}"), f"make_briefing_{form}")
    briefing, asked_form, paper = app.session_state["handed_briefing"]
    making = caches.document(briefing, asked_form, paper, "http://localhost:8501")
    assert making.wait(120)
    body = making.result().body
    assert body.startswith(begins)
    shown(app)
    assert [
        button.label for button in app.get("download_button") if button.proto.label.startswith(f"Download mine.{form}")
    ]


def test_a_single_view_is_handed_over_as_a_picture() -> None:
    app = press(opened(STRIKES, "timeline.py"), "make_view_svg")
    making = caches.document(*app.session_state["handed_view"], "http://localhost:8501")
    assert making.wait(120)
    assert b"<svg" in making.result().body[:600]
    assert not [button for button in opened(STRIKES, "sources.py").button if button.key == "make_view_docx"]


def test_what_cannot_be_made_is_said_and_may_be_tried_again() -> None:
    making = Making(caches.atlas(), MINE, "png", "", "a4-portrait")
    assert making.wait(60)
    assert "picture of one view" in str(making.result())
    making.begin()
    assert making.wait(60)
    assert isinstance(making.result(), str)
