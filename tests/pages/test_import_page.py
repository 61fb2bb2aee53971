"""The Import page: a file is looked at, its good rows are stored, listed, taken away again."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.__main__ import main
from geo.events import datasets
from geo.settings import ROOT
from tests.pages.test_pages import opened, said

UCDP = ROOT / "tests" / "imports" / "data" / "ucdp_ged_sample.csv"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ZEROPOINT_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def looked_at(path: Path) -> AppTest:
    app = opened("", "imports.py")
    app.text_input(key="import_path").set_value(str(path)).run()
    assert not app.exception, [error.value for error in app.exception]
    return app


def button(app: AppTest, label: str) -> AppTest:
    next(each for each in app.button if each.label == label).click().run()
    assert not app.exception, [error.value for error in app.exception]
    return app


def test_a_file_is_shown_stored_removed_and_brought_back(home: Path) -> None:
    app = looked_at(UCDP)
    words = " ".join(block.value for block in app.markdown)
    assert "UCDP GED" in words and "47 rows read = 47 good" in words and not datasets.open_sets(home)[0]
    app.text_input(key="import_name").set_value("Mine").run()
    button(app, "Import the good rows")
    assert [each.name for each in datasets.list_sets(home)] == ["Mine"] and "168 of 168 events" in said(app)
    button(app, "Remove it")
    assert not datasets.list_sets(home)
    button(app, "Undo the last change")
    assert [each.name for each in datasets.list_sets(home)] == ["Mine"]


def test_a_table_proposes_its_mapping(tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("when it was,where,lon,lat\n2024-01-05,Panjgur,64.1,26.97\n", "utf-8")
    app = looked_at(table)
    if app.selectbox(key="import_map_date_start").value != "when it was":
        app.selectbox(key="import_map_date_start").set_value("when it was").run()
    assert app.selectbox(key="import_map_lon").value == "lon"
    assert any("1 rows read = 1 good" in block.value for block in app.markdown)


def test_what_is_nothing_known_is_said(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(b"%PDF-1.7\n")
    assert any("PDF" in error.value for error in looked_at(file).error)
    assert any("no such file" in error.value for error in looked_at(tmp_path / "nowhere.csv").error)


@pytest.mark.parametrize("script", ["map.py", "timeline.py", "intensity.py", "matrix.py", "accounts.py", "data.py"])
def test_every_page_shows_the_sets_too(script: str, home: Path) -> None:
    assert main(["import", str(UCDP), "--no-may-share"]) == 0
    app = opened("", script)
    assert "168 of 168 events" in said(app)
    assert script != "data.py" or any("47 events" in each.value for each in app.info)
