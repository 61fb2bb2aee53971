"""Grading in the page: kept, shown, filtered by; refused with a reason; a broken file said on every page."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.events.atlas import Atlas
from geo.events.grade_log import add_grade, export_grades
from geo.events.now import atlas_now
from tests.pages.test_pages import PAGES, opened, said


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ZEROPOINT_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "grades.csv"


def fill(app: AppTest, name: str, grade: str | None, by: str, why: str) -> AppTest:
    """Fill in the form of an outlet or a claim, and send it."""
    app.selectbox(key=next(box.key for box in app.selectbox if box.key.startswith(f"{name}_grade_"))).set_value(grade)
    for field, text in (("by", by), ("why", why)):
        app.text_input(key=next(b.key for b in app.text_input if b.key.startswith(f"{name}_{field}_"))).set_value(text)
    next(b for b in app.button if b.label == "Keep this grade" and b.form_id == f"{name}_form").click()
    app.run()
    assert not app.exception, [error.value for error in app.exception]
    return app


def test_an_outlet_is_graded_and_the_grade_is_everywhere(file: Path, id_of: Callable[[str], str]) -> None:
    app = opened("v=1&outlet=dawn", "sources.py")
    assert "F reliability cannot be judged" in said(app) and "nobody has graded it" in said(app)
    assert "Owner" in " ".join(block.value for block in app.markdown)
    fill(app, "outlet", "B", "Ayesha <b>", "=2+2 *on* <script>the</script> spot")
    assert [box.value for box in app.success] == ["Kept\\: Dawn is B usually reliable\\."]
    assert "&lt;script&gt;the&lt;/script&gt; spot" in said(app) and "<script>" not in said(app)
    assert app.dataframe[0].value.set_index("outlet").at["Dawn", "grade"] == "B"
    assert atlas_now().grades.of("outlet") == {"dawn": "B"}
    why = next(box for box in app.text_input if box.key.startswith("outlet_why_"))
    by = next(box for box in app.text_input if box.key.startswith("outlet_by_"))
    assert (why.value, by.value) == ("", "Ayesha <b>"), "the reason is used up, the name is remembered"
    by_grade, by_outlet = opened("v=1&reliability=B"), opened("v=1&outlet=dawn")
    assert said(by_grade).split(" of 121")[0].split(">")[-1] == said(by_outlet).split(" of 121")[0].split(">")[-1]
    assert "from outlets graded B usually reliable" in said(by_grade)
    options = by_grade.sidebar.multiselect(key="filter_reliability").options
    assert [o.partition(" (")[0] for o in options] == ["F reliability cannot be judged", "B usually reliable"]


@pytest.mark.parametrize("script", ["map.py", "timeline.py", "intensity.py", "matrix.py", "sources.py", "data.py"])
def test_a_claim_is_graded_under_its_card(script: str, atlas: Atlas, id_of: Callable[[str], str]) -> None:
    event = id_of("2024-01-16-panjgur-strike")
    app = opened(f"v=1&event={event}", script)
    assert ">F6</span>" in said(app)
    box = next(b for b in app.selectbox if b.label == "Claim")
    claims = atlas.chronology.claims.query("event_id == @event").index
    assert len(box.options) == len(claims)
    box.set_value(f"claim:{claims[1]}").run()
    fill(app, "claim", "2", "Bahram", "two outlets")
    assert atlas_now().grades.of("claim") == {claims[1]: "2"}
    assert ">F2</span>" in said(app) and "2 probably true" in said(app)
    assert app.success


@pytest.mark.parametrize(
    ("grade", "by", "why", "reason"),
    [(None, "A", "w", "choose one of"), ("B", " ", "w", "Your name"), ("B", "A", "", "The reason")],
)
def test_what_is_missing_is_said_and_nothing_kept(file: Path, grade, by: str, why: str, reason: str) -> None:
    app = fill(opened("v=1&outlet=dawn", "sources.py"), "outlet", grade, by, why)
    assert reason in app.error[0].value
    assert not file.exists()


def test_the_name_is_remembered_from_page_to_page(id_of: Callable[[str], str]) -> None:
    app = fill(opened("v=1&outlet=dawn", "sources.py"), "outlet", "C", "Ayesha", "why")
    app.query_params["event"] = id_of("2024-01-16-panjgur-strike")
    app.switch_page("timeline.py").run()
    assert next(box for box in app.text_input if box.key.startswith("claim_by_")).value == "Ayesha"
    other = opened("v=1&outlet=dawn", "sources.py")
    assert next(box for box in other.text_input if box.key.startswith("outlet_by_")).value == "", "another reader"


@pytest.mark.parametrize("script", PAGES)
def test_a_broken_file_is_said_on_every_page(file: Path, atlas: Atlas, script: str) -> None:
    add_grade(file, atlas.subjects, "outlet:dawn", "B", "A", "w")
    file.write_bytes(file.read_bytes() + b"2024-01-01T00:00:00Z,A,outlet:dawn,Dawn,Q,w\n" + b"\xff\n" * 9)
    app = opened("v=1", script)
    assert len(app.warning) == 1
    for words in ("row 3", "Q", "the others count", "and 4 more"):
        assert words in app.warning[0].value
    assert atlas_now().grades.of("outlet") == {"dawn": "B"}


def test_a_file_that_cannot_be_read_blocks_grading_and_stays(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"my own notes, not grades\n")
    app = opened("v=1&outlet=dawn", "sources.py")
    assert "cannot be read" in app.warning[0].value
    fill(app, "outlet", "B", "A", "w")
    assert "Nothing was added" in app.error[0].value
    assert file.read_bytes() == b"my own notes, not grades\n"


def test_a_file_is_added_to_ones_own(file: Path, tmp_path: Path, atlas: Atlas) -> None:
    theirs = tmp_path / "theirs.csv"
    add_grade(theirs, atlas.subjects, "outlet:dawn", "D", "Bahram", "w")
    app = opened("v=1", "sources.py")
    add = next(button for button in app.button if button.label == "Add its rows")
    add.click().run()
    assert "Choose a file first" in app.error[0].value
    for body, told in (
        (export_grades(theirs), "1 row added; 0 stood"),
        (export_grades(theirs), "0 rows added; 1 stood"),
    ):
        app.file_uploader(key="grades_upload").set_value(("theirs.csv", body, "text/csv")).run()
        next(button for button in app.button if button.label == "Add its rows").click().run()
        assert not app.exception
        assert told in app.success[0].value
    assert atlas_now().grades.of("outlet") == {"dawn": "D"}
    app.file_uploader(key="grades_upload").set_value(("x.csv", b"\xff\xfe", "text/csv")).run()
    next(button for button in app.button if button.label == "Add its rows").click().run()
    assert "x\\.csv" in app.error[0].value
