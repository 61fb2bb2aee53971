"""A reader goes from page to page, back and forward: one View, whatever page draws it."""

from contextlib import suppress

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from playwright.sync_api import expect

from geo.out.known import known
from tests.browser.reader import Reader, exported_ids, located_ids

STRIKE = "2024-01-18-saravan-strike"
WINDOW = "v=1&start=2024-01-01&end=2024-01-31"


def test_the_view_survives_every_page(reader: Reader) -> None:
    reader.open(f"{WINDOW}&status=contested&event={STRIKE}&lon=62.9&lat=27.3&zoom=8&names=local")
    event, sentence, drawn = known().events[STRIKE], reader.sentence, reader.drawn()
    title = reader.card.locator("h3").inner_text()
    for page in ("Timeline", "Intensity", "Data", "Sources", "Map", "Data", "Map"):
        reader.go(page)
        assert reader.sentence == sentence, page
        expect(reader.card.locator("h3")).to_have_text(title)
        assert reader.asked["event"] == [event], page
        assert (reader.asked["lon"], reader.asked["zoom"], reader.asked["names"]) == (["62.9"], ["8"], ["local"]), page
        if page != "Sources":
            expect(reader.page.get_by_role("combobox", name="Open an event")).to_have_value(f"2024-01-18 · {title}")
    assert reader.drawn() == drawn
    reader.until_at(62.9, 27.3, 8)


def test_back_and_forward(reader: Reader) -> None:
    reader.open(WINDOW)
    plain = reader.count
    reader.choose("status", "Contested")
    reader.until_asked(status="contested")
    contested = reader.until_count(f"n < {plain}")
    reader.settled()
    reader.go("Timeline")
    reader.page.go_back()
    reader.page.wait_for_url("**/?*")
    reader.settled()
    assert reader.count == contested
    assert reader.drawn() == located_ids(reader.query)
    reader.page.go_back()
    reader.until_asked(status=None)
    reader.until_count(f"n === {plain}")
    expect(reader.page.locator(".st-key-filter_status [data-tag]")).to_have_count(0)
    reader.settled()
    assert reader.drawn() == located_ids(WINDOW)
    reader.page.go_forward()
    reader.until_asked(status="contested")
    reader.until_count(f"n === {contested}")


def test_a_mark_of_the_timeline_selects_on_the_map(reader: Reader) -> None:
    reader.open(WINDOW, page="timeline")
    mark = reader.page.locator('[data-testid=stVegaLiteChart] svg path[aria-label*="Marg Bar Sarmachar"]').first
    mark.click()
    reader.until_asked(event=known().events[STRIKE])
    expect(reader.card).to_contain_text("Marg Bar Sarmachar")
    for lanes in ("who speaks", "outlet"):
        reader.page.get_by_test_id("stRadio").get_by_text(lanes, exact=True).click()
        reader.page.wait_for_url("**lanes=*")
        reader.settled()
    reader.go("Map")
    expect(reader.card).to_contain_text("Marg Bar Sarmachar")
    line = reader.map.locator(f'path[data-event~="{known().events[STRIKE]}"]').first
    expect(line).to_have_attribute("stroke-width", "9")  # a selected stretch of border is drawn thicker


@pytest.mark.parametrize("layer", ["columns", "hexagons"])
def test_intensity_draws_and_picks(reader: Reader, layer: str) -> None:
    # so close that Panjgur district fills the view: whatever is clicked is the district
    reader.open(f"v=1&lon=64.1&lat=26.97&zoom=11&layer={layer}&measure=fatalities", page="intensity")
    deck = reader.page.get_by_test_id("stDeckGlJsonChart")
    expect(deck.locator("canvas").first).to_be_visible()
    expect(reader.page.get_by_role("radio", name=layer)).to_be_checked()
    box = deck.bounding_box()
    assert box
    spot = (box["x"] + box["width"] * 0.3, box["y"] + 380)
    tooltip = reader.page.locator(".deck-tooltip").filter(has_text="Panjgur")
    choices = reader.page.locator("[class*=st-key-picked_] button")
    picked = choices.or_(reader.card).first  # several events are listed, a single one opens
    # the deck says nowhere that it is drawn; its tooltip does, and a click may come while it is drawn anew
    for shift in range(120):
        reader.page.mouse.move(spot[0] + shift % 2, spot[1])
        if tooltip.is_visible():
            reader.page.mouse.click(*spot)
            with suppress(PlaywrightTimeout):
                picked.wait_for(timeout=5_000)
                break
        reader.page.wait_for_timeout(250)
    expect(picked).to_be_visible()
    reader.rested()
    if choices.count():
        title = choices.first.inner_text().split(" · ", 1)[1]
        choices.first.click()
        expect(reader.card.locator("h3")).to_have_text(title)
    reader.page.wait_for_url("**event=*")


def test_from_an_outlet_to_its_events_and_back(reader: Reader) -> None:
    reader.open(WINDOW, page="sources")
    table = reader.page.get_by_test_id("stDataFrame").first
    # the grid is a canvas; its rows stand in it for screen readers as soon as they are drawn
    table.locator("canvas tr").nth(1).wait_for(state="attached")
    table.click(position={"x": 17, "y": 52})
    heading = reader.page.get_by_test_id("stHeading").get_by_role("heading", level=3)
    expect(heading.last).to_be_visible()
    events = reader.page.locator(".st-key-list_outlet button")
    expect(events.first).to_be_visible()
    reader.rested()  # the list comes button by button
    reported = events.count()
    title = events.first.inner_text().split(" · ", 1)[1]
    events.first.click()
    expect(reader.card.locator("h3")).to_have_text(title)
    reader.button("Show only what this outlet reports").click()
    reader.page.wait_for_url("**outlet=*")
    assert reader.until_count(f"n === {reported}") == len(exported_ids(reader.query))
