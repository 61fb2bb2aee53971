"""A reader clicks, tabs and draws on the map."""

from typing import Any

from playwright.sync_api import expect

from geo.out.known import known
from tests.browser.reader import Reader, exported_ids, located_ids

PANJGUR = 'path[aria-label^="Panjgur district:"]'
FREE_SPOT = """path => {
    const box = path.getBoundingClientRect();
    for (let i = 1; i < 40; i++) for (let j = 1; j < 40; j++) {
        const x = box.left + box.width * i / 40, y = box.top + box.height * j / 40;
        if (document.elementFromPoint(x, y) === path) return [x, y];
    }
}"""


def click_area(reader: Reader, selector: str) -> None:
    """Click an area where nothing lies over it."""
    x, y = reader.map.locator(selector).evaluate(FREE_SPOT)
    frame = reader.page.locator('iframe[title*="folium"]').bounding_box()
    assert frame
    reader.page.mouse.click(frame["x"] + x, frame["y"] + y)


def selected(reader: Reader) -> str:
    reader.page.wait_for_url("**event=*")
    return reader.asked["event"][0]


def test_a_mark_opens_its_card(reader: Reader) -> None:
    reader.open("v=1&start=2024-01-01&end=2024-12-31")
    reader.remember()
    mark = reader.mark_in_view()
    event = mark.get_attribute("data-event")
    title = (mark.get_attribute("aria-label") or "").split(". ")[0]
    mark.click()
    expect(reader.card.locator("h3")).to_have_text(title)
    assert selected(reader) == event
    expect(reader.map.locator(f'.zp-selected[data-event="{event}"]').first).to_be_visible()
    reader.button("Close the card").click()
    expect(reader.card).to_have_count(0)
    reader.until_asked(event=None)
    assert reader.remembers(), "the map was built anew"


def test_a_card_opened_by_a_link_leads_the_map_to_its_event(reader: Reader) -> None:
    event = known().events["2024-01-16-panjgur-strike"]
    reader.open(f"v=1&event={event}&lon=61.5&lat=31&zoom=9")
    expect(reader.mark(event).first).not_to_be_in_viewport()
    reader.remember()
    reader.button("Show it on the map").click()
    expect(reader.mark(event).first).to_be_in_viewport()
    lon, lat, zoom = reader.place()
    reader.until_asked(zoom=str(zoom))
    assert abs(lon - 63.6) < 0.5 and abs(lat - 27) < 0.5
    assert reader.remembers(), "the map was built anew"


def test_events_at_one_place_are_reached_through_the_cluster(reader: Reader) -> None:
    reader.open()
    before = reader.map.locator(".zp-mark").count()
    cluster = reader.map.locator(".zp-cluster").first
    inside = int(cluster.inner_text())
    cluster.focus()
    cluster.press("Enter")  # spiderfies, as a click does
    expect(reader.map.locator(".zp-mark")).to_have_count(before + inside)
    reader.still()  # the focus moved the map to it
    cluster = reader.map.locator(".zp-cluster").nth(1)
    inside = int(cluster.inner_text())
    cluster.click()
    expect(reader.map.locator(".zp-mark")).to_have_count(before + inside)  # the first is folded again
    leg = reader.map.locator(".zp-mark").last
    event = leg.get_attribute("data-event")
    leg.click()
    assert selected(reader) == event
    expect(reader.card).to_be_visible()


def test_an_area_with_several_events_offers_a_list(reader: Reader) -> None:
    reader.open("v=1&lon=64.1&lat=26.9&zoom=8")
    events = (reader.map.locator(PANJGUR).get_attribute("data-event") or "").split()
    assert len(events) > 2
    click_area(reader, PANJGUR)
    choices = reader.map.locator(".zp-pick button")
    expect(choices).to_have_count(len(events))
    choices.nth(1).click()
    assert selected(reader) == events[1]
    expect(reader.card).to_be_visible()
    reader.until_at(64.1, 26.9, 8)  # and the map stays where it was


def test_by_keyboard_alone(reader: Reader) -> None:
    reader.open("v=1&start=2024-01-01&end=2024-01-31")
    reader.map.locator("#map_div").focus()
    for _ in range(60):
        reader.page.keyboard.press("Tab")
        on = reader.frame.evaluate("() => document.activeElement.closest('.zp-mark')?.dataset.event || ''")
        if on:
            break
    assert on in known().events
    reader.page.keyboard.press("Enter")
    assert selected(reader) == on
    expect(reader.card).to_be_visible()
    # areas are buttons too
    area = reader.map.locator("path[data-event][role=button]").first
    area.focus()
    only = (area.get_attribute("data-event") or "").split()
    area.press("Enter")
    if len(only) > 1:
        reader.map.locator(".zp-pick button").first.click()
    reader.until_asked(event=only[0])


def drag(reader: Reader, west: float, south: float, east: float, north: float) -> None:
    mouse: Any = reader.page.mouse
    mouse.move(*reader.at(west, north))
    mouse.down()
    mouse.move(*reader.at((west + east) / 2, (south + north) / 2))
    mouse.move(*reader.at(east, south))
    mouse.up()


def test_draw_a_box(reader: Reader) -> None:
    reader.open("v=1&lon=63&lat=27&zoom=7")
    everything = reader.count
    reader.map.get_by_role("button", name="Draw a box").click()
    drag(reader, 63.3, 26.3, 65.2, 27.8)
    reader.page.wait_for_url("**bbox=*")
    west, south, east, north = (float(n) for n in reader.asked["bbox"][0].split(","))
    assert max(abs(west - 63.3), abs(south - 26.3), abs(east - 65.2), abs(north - 27.8)) < 0.03
    assert reader.until_count(f"n < {everything}") > 0
    reader.settled()
    assert reader.drawn() == located_ids(reader.query)
    assert "inside the drawn area" in reader.sentence
    reader.button("Remove the drawn area").click()
    reader.until_asked(bbox=None)
    reader.until_count(f"n === {everything}")


def test_draw_a_box_inside_one_area(reader: Reader) -> None:
    """Where press and release hit the same shape the browser makes a click of them; the box must not become a selection."""
    reader.open("v=1&lon=64.1&lat=26.9&zoom=9")
    reader.map.get_by_role("button", name="Draw a box").click()
    drag(reader, 64.0, 26.8, 64.3, 27.0)
    reader.page.wait_for_url("**bbox=*")
    reader.settled()
    assert reader.count == len(exported_ids(reader.query))
    expect(reader.map.locator(".zp-pick")).to_have_count(0)
    expect(reader.card).to_have_count(0)


def test_draw_a_polygon_over_areas_and_marks(reader: Reader) -> None:
    reader.open("v=1&lon=64&lat=27&zoom=8")
    everything = reader.count
    reader.map.get_by_role("button", name="Draw a polygon").click()
    corners = [(63.2, 26.5), (64.9, 26.5), (64.9, 27.6)]
    for corner in corners:
        reader.page.mouse.click(*reader.at(*corner), delay=30)
        reader.page.wait_for_timeout(350)  # two clicks at once would be a double-click, as by hand
    reader.page.mouse.dblclick(*reader.at(63.2, 27.6))
    reader.page.wait_for_url("**polygon=*")
    ring = [tuple(map(float, point.split(","))) for point in reader.asked["polygon"][0].split(";")]
    assert len(ring) == 4
    assert all(abs(x - a) < 0.02 and abs(y - b) < 0.02 for (x, y), (a, b) in zip(ring, corners, strict=False))
    assert reader.until_count(f"n < {everything}") > 0
    expect(reader.card).to_have_count(0)
    reader.settled()
    assert reader.drawn() == located_ids(reader.query)
