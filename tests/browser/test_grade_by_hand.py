"""An analyst grades an outlet and a claim; after a reload, and for another reader, the grades are still there."""

from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import expect

from geo.events.grades import grades_file
from tests.browser.reader import Reader


@pytest.fixture(autouse=True)
def no_grades_afterwards() -> Iterator[None]:
    """The dashboard of the session is shared with the other tests."""
    yield
    grades_file().unlink(missing_ok=True)


def pick(reader: Reader, form: str, grade: str) -> None:
    box = reader.page.get_by_test_id("stForm").filter(has=reader.page.locator(f"[class*='st-key-{form}_grade']"))
    for _ in range(5):  # as a person does: where a run under way closes the list, open it again
        box.get_by_role("combobox", name="New grade").click()
        with suppress(Exception):
            reader.page.get_by_role("option", name=grade).click(timeout=4000)
            break
    box.get_by_role("textbox", name="Why").fill("Seen on <b>the spot</b>")
    name = box.get_by_role("textbox", name="Your name")
    if not name.input_value():
        name.fill("Ayesha")
    box.get_by_role("button", name="Keep this grade").click()
    expect(reader.page.get_by_test_id("stAlert").filter(has_text="Kept")).to_be_visible()


def test_grade_an_outlet_reload_and_filter_by_it(
    reader: Reader, open_reader: Callable[..., Reader], id_of: Callable[[str], str]
) -> None:
    reader.open("v=1&outlet=dawn", page="sources")
    by_dawn = reader.count
    history = reader.page.locator(".zp-grades").first
    expect(history).to_contain_text("F reliability cannot be judged")
    pick(reader, "outlet", "B usually reliable")
    expect(history).to_contain_text("B usually reliable — Ayesha")
    expect(history).to_contain_text("Seen on <b>the spot</b>")
    reader.page.reload()
    reader.settled()
    expect(history).to_contain_text("B usually reliable — Ayesha")
    other = open_reader(width=390).open("v=1&reliability=B")
    assert other.count == by_dawn
    assert "from outlets graded B usually reliable" in other.sentence


def test_grade_a_claim_under_its_card(reader: Reader, id_of: Callable[[str], str]) -> None:
    event = id_of("2024-01-16-panjgur-strike")
    reader.open(f"v=1&event={event}")
    assert set(reader.card.locator(".zp-grade").all_inner_texts()) == {"F6"}
    reader.page.get_by_text("Grade these claims").click()
    pick(reader, "claim", "2 probably true")
    expect(reader.card.get_by_label("Analyst's grade F2")).to_have_count(1)
    reader.page.reload()
    reader.settled()
    expect(reader.card.get_by_label("Analyst's grade F2")).to_have_count(1)
