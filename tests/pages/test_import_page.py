"""The Import page: a file is looked at, its good rows are stored, listed, taken away again."""

from pathlib import Path
from threading import Event

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Selectbox

from geo.__main__ import main
from geo.events import datasets
from geo.events.datasets import changing
from geo.imports import LABELS, Cancelled, RefusedFile
from geo.imports.jobs import Job
from geo.imports.run import Progress
from geo.imports.storing import Imported, import_file
from geo.settings import ROOT
from pages import caches
from tests.pages.test_pages import opened, said

UCDP = ROOT / "tests" / "imports" / "data" / "ucdp_ged_sample.csv"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ZEROPOINT_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def looked_at(path: Path) -> AppTest:
    app = opened("", "imports.py")
    app.text_input(key="import_path").set_value(str(path)).run()
    return settled(app)


def box(app: AppTest, field: str) -> Selectbox:
    return next(each for each in app.selectbox if each.label == LABELS[field])


def button(app: AppTest, label: str) -> AppTest:
    next(each for each in app.button if each.label == label).click().run()
    return settled(app)


def settled(app: AppTest) -> AppTest:
    """The page when nothing is under way any more; in a browser it draws itself anew."""
    while any(each.label == "Stop" for each in app.button):
        app.run()
    assert not app.exception, [error.value for error in app.exception]
    return app


def test_a_file_is_shown_stored_removed_and_brought_back(home: Path) -> None:
    app = looked_at(UCDP)
    words = " ".join(block.value for block in app.markdown)
    assert "UCDP GED" in words and "47 rows read = 47 good" in words and not datasets.open_sets(home)[0]
    app.text_input(key="import_name").set_value("Mine").run()
    button(app, "Import the good rows")
    assert [each.name for each in datasets.list_sets(home)] == ["Mine"] and "168 of 168 events" in said(app)
    assert "Mine: 47 rows read = 47 stored" in app.success[0].value.replace("\\", "")
    assert "See it on the map" in [link.proto.label for link in app.get("page_link")]
    assert any("stored already" in block.value for block in app.info) and not app.warning
    button(app, "Remove it")
    assert not datasets.list_sets(home)
    button(app, "Undo the last change")
    assert [each.name for each in datasets.list_sets(home)] == ["Mine"]


def test_a_table_proposes_its_mapping(tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("when it was,where,lon,lat\n2024-01-05,Panjgur,64.1,26.97\n", "utf-8")
    app = looked_at(table)
    if box(app, "date_start").value != "when it was":
        box(app, "date_start").set_value("when it was").run()
    assert box(app, "lon").value == "lon"
    assert any("1 rows read = 1 good" in block.value for block in app.markdown)


def test_what_is_nothing_known_is_said(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(b"%PDF-1.7\n")
    assert any("PDF" in error.value for error in looked_at(file).error)
    assert any("no such file" in error.value for error in looked_at(tmp_path / "nowhere.csv").error)


def test_a_backup_is_no_table(home: Path, tmp_path: Path) -> None:
    import_file(UCDP, home)
    backup = datasets.backup(home, tmp_path / "mine.zip").file
    assert any("geo restore mine.zip" in error.value.replace("\\", "") for error in looked_at(backup).error)


def test_headings_that_tell_nothing_leave_the_choice(tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("Vorfall,Wo\nX,Y\n", "utf-8")
    app = looked_at(table)
    assert any("no heading says" in block.value for block in app.markdown)
    assert any("which column holds the date" in error.value.replace("\\", "") for error in app.error)


@pytest.mark.parametrize("script", ["map.py", "timeline.py", "intensity.py", "matrix.py", "accounts.py", "data.py"])
def test_every_page_shows_the_sets_too(script: str, home: Path) -> None:
    assert main(["import", str(UCDP), "--no-may-share"]) == 0
    app = opened("", script)
    assert "168 of 168 events" in said(app)
    assert script != "data.py" or any("47 events" in each.value for each in app.info)


def test_a_mapping_is_proposed_next_time_and_can_be_forgotten(tmp_path: Path, home: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("date,where,what,lon,lat\n2024-01-05,Panjgur,Raid,64.1,26.97\n", "utf-8")
    app = looked_at(table)
    box(app, "title").set_value("what").run()
    button(app, "Import the good rows")
    plain = tmp_path / "plain.csv"
    plain.write_text("date,where\n2024-02-05,Turbat\n", "utf-8")
    app.text_input(key="import_path").set_value(str(plain)).run()
    assert box(settled(app), "title").value == "" and box(app, "place_reported").value == "where"
    other = tmp_path / "other.csv"
    other.write_text("date,where,what,lon,lat\n2024-02-05,Turbat,Search,63.0,26\n", "utf-8")
    app = looked_at(other)
    assert any("as you mapped them on mine" in info.value.replace("\\", "") for info in app.info)
    assert box(app, "title").value == "what"
    button(app, "Forget this mapping")
    assert not list((home / "mappings").glob("*.json")) and box(app, "title").value != "what"


def test_while_somebody_imports_the_second_is_told_to_wait(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = looked_at(UCDP)
    monkeypatch.setattr("geo.events.datasets.writing.new_set.__wrapped__.__defaults__", (0.05,))
    with changing.changing(home, "import of theirs"):
        button(app, "Import the good rows")
        assert any("somebody else is at it just now (import of theirs" in e.value.replace("\\", "") for e in app.error)
    button(app, "Import the good rows")
    assert [each.name for each in datasets.list_sets(home)] == ["ucdp_ged_sample"]


def test_a_reader_who_reloads_finds_the_import_under_way_and_may_stop_it() -> None:
    def work(_: Progress, stop: Event) -> Imported:
        assert stop.wait(30)
        raise Cancelled("mine.csv: stopped after 500 rows; nothing was stored")

    caches.keep_importing(Job(work))
    app = opened("", "imports.py")
    assert any(each.label == "Stop" for each in app.button)
    button(app, "Stop")
    assert any("nothing was stored" in error.value for error in app.error)
    assert caches.importing() is None and not opened("", "imports.py").error


def test_a_job_says_how_far_it_is_stops_when_asked_and_names_what_went_wrong() -> None:
    asked, told = Event(), Event()

    def work(tell: Progress, stop: Event) -> Imported:
        tell(500, 10, 40)
        told.set()
        assert asked.wait(30)
        if stop.is_set():
            raise Cancelled("stopped after 500 rows; nothing was stored")
        raise RefusedFile("no such thing")

    job = Job(work)
    told.wait(30)
    assert job.say().startswith("500 rows, ") and "to go" in job.say() and job.share == 0.25 and not job.is_done
    job.stop()
    assert "stopping" in job.say()
    asked.set()
    assert job.wait(30) and "nothing was stored" in job.error and job.imported is None
    job = Job(work)
    assert job.wait(30) and job.error == "no such thing"
