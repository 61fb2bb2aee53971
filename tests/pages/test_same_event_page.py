"""The page Same event?: a proposal side by side, the decision and its way back."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.__main__ import main
from geo.events.links import links_file, read_links
from geo.settings import ROOT
from tests.pages.test_import_page import button
from tests.pages.test_pages import opened, said

MADE = ROOT / "tests" / "geo" / "events" / "data" / "same_events.csv"


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("ZEROPOINT_HOME", str(tmp_path))
    assert main(["import", str(MADE), "--dataset", "made"]) == 0
    return opened("", "same_event.py")


def test_a_proposal_is_decided_and_taken_back(page: AppTest, tmp_path: Path) -> None:
    assert "169 of 169 events" in said(page) and "20 pairs are proposed" in " ".join(m.value for m in page.markdown)
    assert said(page).count('class="zp-record"') == 2
    button(page, "Same event")
    assert "Your name must not be empty" in page.error[0].value.replace("\\", "")
    page.text_input(key="same_by").set_value("A. Reader").run()
    button(page, "Same event")
    assert "Kept" in page.success[0].value and "168 of 168 events" in said(page)
    page.text_input(key="same_why").set_value("another town").run()
    button(page, "Different events")
    assert [(link.by, link.why) for link in read_links(links_file(tmp_path)).rows][1] == ("A. Reader", "another town")
    assert "18 pairs are proposed" in " ".join(m.value for m in page.markdown)
    assert page.dataframe[-1].value["Decided"].tolist() == ["different events", "the same event"]
    page.selectbox(key="decision").select_index(1).run()
    assert page.text_input(key="undo_by").value == "A. Reader"
    button(page, "Take it back")
    assert "169 of 169 events" in said(page)


def test_a_decision_is_taken_back_where_no_proposal_is_open(
    page: AppTest, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["same", "--json"]) == 0
    for each in json.loads(capsys.readouterr().out):
        assert main(["same", "reject", each["first"], each["second"], "--by", "A", "--why", "other days"]) == 0
    page = opened("", "same_event.py")
    assert any("No open proposals" in info.value for info in page.info)
    button(page, "Take it back")
    assert "Your name must not be empty" in page.error[0].value.replace("\\", "")
    page.text_input(key="undo_by").set_value("B. Reader").run()
    page.text_input(key="undo_why").set_value("it was the same day").run()
    button(page, "Take it back")
    assert "Taken back" in page.success[0].value and "1 pair is proposed" in " ".join(m.value for m in page.markdown)
    last = read_links(links_file(tmp_path)).rows[-1]
    assert (last.by, last.why) == ("B. Reader", "it was the same day")


def test_pairs_are_filtered_by_their_data_sets(page: AppTest) -> None:
    page.multiselect(key="same_sets").set_value(["made"]).run()
    assert any("No open proposals" in info.value for info in page.info)


def test_without_a_data_set_there_is_nothing_to_compare() -> None:
    assert any("Import a data set" in info.value for info in opened("", "same_event.py").info)
