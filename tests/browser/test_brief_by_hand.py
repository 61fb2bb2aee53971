"""Two views from two pages become a briefing: ordered, titled, presented with the keys, kept, found again, and passed on as a link."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from geo.briefing import shelf
from geo.out.known import known
from geo.out.share import read_query
from tests.browser.reader import MAP, Reader
from tests.browser.test_screens import TOO_WIDE

STRIKES = "v=1&start=2024-01-16&end=2024-01-18&kind=air_or_missile_strike"


@pytest.fixture(autouse=True)
def nothing_kept_afterwards() -> Iterator[None]:
    """The dashboard of the session is shared with the other tests."""
    yield
    for folder in (shelf.shelf(), shelf.shelf() / shelf.UNSAVED):
        for path in folder.glob("*.md"):
            path.unlink()


def first_step(reader: Reader, title: str) -> None:
    expect(reader.page.locator(".st-key-step_pick_0 button")).to_have_text(title)
    reader.rested()


def heading(reader: Reader, text: str) -> None:
    expect(reader.page.locator(".zp-step h1")).to_have_text(text)
    reader.rested()


def write(reader: Reader, label: str, text: str) -> None:
    box = reader.page.get_by_label(label, exact=True)
    box.fill(text)
    box.press("Tab")
    reader.rested()


def compose(reader: Reader) -> None:
    reader.open(f"{STRIKES}&lon=63.4&lat=27.2&zoom=8")
    reader.button("Add to briefing").click()
    expect(reader.page.get_by_text("Added as step 1")).to_be_visible()
    reader.go("Matrix")
    reader.button("Add to briefing (1)").click()
    expect(reader.page.get_by_text("Added as step 2")).to_be_visible()
    reader.go("Briefing")


def test_compose_order_present_keep_and_pass_on(reader: Reader, open_reader: Callable[..., Reader]) -> None:
    compose(reader)
    expect(reader.page.get_by_role("heading", name="Steps (2)")).to_be_visible()
    write(reader, "Title of the step", "Who says what")
    reader.button("Up").click()
    first_step(reader, "1. Who says what")
    write(
        reader,
        "Notes (Markdown)",
        "Both sides **speak**. <b>no tag</b> ![no picture](https://example.org/x.png) $5 or $6",
    )
    write(reader, "Title", "Two strikes")

    reader.button("Present").click()
    heading(reader, "Two strikes")
    keys = reader.page.keyboard
    reader.page.locator("[data-keys=heard]").wait_for()
    keys.press("ArrowRight")
    heading(reader, "Who says what")
    notes = reader.page.locator(".st-key-present_notes")
    expect(notes).to_contain_text("<b>no tag</b>")
    expect(notes).to_contain_text("$5 or $6")
    assert notes.locator("img").count() == 0
    keys.press("PageDown")
    expect(reader.page.locator(MAP)).to_be_visible()
    reader.until_asked(step="2", zoom="8")
    shown = read_query(reader.query.partition("&briefing")[0], known())[0]
    assert (shown.kind, shown.zoom) == (("air_or_missile_strike",), 8)
    reader.map.locator(".zp-mark").first.wait_for()
    reader.map.locator("#map_div").click(position={"x": 300, "y": 60})  # the focus is in the map, keys still go on
    keys.press("PageUp")
    heading(reader, "Who says what")
    keys.press("End")
    reader.until_asked(step="2")
    keys.press("Home")
    heading(reader, "Two strikes")
    keys.press("Escape")
    expect(reader.page.get_by_role("heading", name="Steps (2)")).to_be_visible()

    reader.button("Save").click()
    expect(reader.page.get_by_text("Kept as two-strikes.md")).to_be_visible()
    reader.until_asked(briefing="~two-strikes")
    kept = shelf.load(shelf.shelf(), "two-strikes").briefing
    assert [(step.title[:13], step.kind) for step in kept.steps] == [
        ("Who says what", "matrix"),
        ("Events of the", "map"),
    ]
    reader.page.reload()
    first_step(reader, "1. Who says what")

    reader.button("Link").click()
    link = reader.page.locator("[data-testid=stPopoverBody] code").inner_text().strip()
    other = open_reader(width=390, height=844)
    other.open(urlsplit(link).query, page="briefing")
    first_step(other, "1. Who says what")
    assert other.page.evaluate(TOO_WIDE) == []


def test_the_briefing_that_ships_is_presented_from_its_address_in_a_frame(reader: Reader) -> None:
    reader.page.goto(f"{reader.address}/briefing?briefing=example&step=2&embed=true")
    heading(reader, "16 January: Iran strikes in Panjgur")
    assert reader.page.get_by_test_id("stSidebar").count() == 0
    reader.map.locator(".zp-mark.zp-selected").first.wait_for()
    before = reader.frame.evaluate("() => { window.sameMap = true; return map.getCenter().lng; }")
    reader.page.locator("[data-keys=heard]").wait_for()
    reader.page.keyboard.press("PageDown")
    heading(reader, "18 January: Pakistan strikes near Saravan")
    reader.frame.wait_for_function("lon => Math.abs(map.getCenter().lng - lon) > 0.3", arg=before)
    assert reader.frame.evaluate("() => window.sameMap === true"), "the same map, moved"
    for key in ("PageDown", "PageDown", "PageDown", "PageUp"):  # faster than a step is drawn: none is lost
        reader.page.keyboard.press(key)
    heading(reader, "Two accounts: the Iranian and the Pakistani state")


def test_a_presented_table_is_large_and_an_event_pressed_opens_its_card(reader: Reader) -> None:
    reader.page.goto(f"{reader.address}/briefing?briefing=example&present=1&step=7")
    heading(reader, "Trade that went on")
    pressed = reader.page.locator(".zp-presented button").first
    assert pressed.evaluate("cell => parseFloat(getComputedStyle(cell).fontSize)") >= 18
    pressed.click()
    expect(reader.page.locator(".st-key-card h3")).to_have_text(pressed.inner_text(), timeout=15_000)
    reader.page.wait_for_url("**event=*")
    heading(reader, "Trade that went on")


def test_a_link_that_is_no_briefing_says_so(reader: Reader) -> None:
    reader.open("briefing=eNrubbish", page="briefing")
    expect(reader.page.get_by_test_id("stAlert").first).to_contain_text(re.compile("no briefing, or was cut off"))
