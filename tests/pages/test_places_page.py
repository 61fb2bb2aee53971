"""The Places page: a name, a sentence, a list."""

import pytest
from streamlit.testing.v1 import AppTest

from geo.out.candidates import likely_column, read_list
from geo.settings import ROOT


@pytest.fixture
def places() -> AppTest:
    script = AppTest.from_file(str(ROOT / "pages" / "zero_point.py"), default_timeout=90).run()
    return script.switch_page("places.py").run()


def test_a_relative_expression_is_resolved_with_reasons(places: AppTest) -> None:
    places.text_input(key="place_text").set_value("within 30 km of Panjgoor").run()
    assert not places.exception
    table = places.dataframe[0].value
    assert table.iloc[0]["name"] == "within 30 km of Panjgur" and table.iloc[0]["reason"]


def test_a_sentence_lists_the_places_named_in_it(places: AppTest) -> None:
    places.text_input(key="place_text").set_value(
        "Guards were shot near Mirjaveh, and a bomb went off in Turbat."
    ).run()
    assert not places.exception
    assert set(places.dataframe[1].value["place"]) >= {"Turbat"}


def test_a_report_shows_its_places_and_not_that_it_is_none(places: AppTest) -> None:
    reports = [each for each in places.button if each.label.startswith("Two died near Mand")]
    reports[0].click().run()
    assert not places.exception
    assert "names 2 places" in places.markdown[0].value
    assert list(places.dataframe[0].value["text"]) == ["near Mand", "Saravan"]
    assert not [said for said in places.markdown if "Not found" in said.value]


def test_every_example_is_understood(places: AppTest) -> None:
    examples = [each.key for each in places.button if (each.key or "").startswith("example_")]
    assert len(examples) > 3
    for key in examples:
        places.text_input(key="place_text").set_value("").run()
        places.button(key=key).click().run()
        assert not places.exception and len(places.dataframe[0].value) > 0, key


def test_a_list_counts_what_it_found(places: AppTest) -> None:
    places.text_area(key="list_pasted").set_value("Panjgur\nXyzzy").run()
    assert not places.exception
    assert any("**1** resolved" in said.value and "**1** not found" in said.value for said in places.markdown)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("nr,Ort,Bezirk\n1,Panjgoor,Panjgur\n2,Taftan,Chagai\n", "Ort"),
        ("district,id,location\nKech,a17,Turbat\n", "location"),
        ("a,b\n1,2\n", "a"),
    ],
)
def test_the_column_that_holds_the_place_is_proposed(table: str, column: str) -> None:
    assert likely_column(read_list("mine.csv", table.encode())) == column
