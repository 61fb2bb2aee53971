"""Two accounts beside each other: both maps drawn and moving together, differences on one screen, all of it in the link."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import expect

from geo.out.known import known
from geo.out.share import read_query, write_query
from geo.vocabulary.view import View
from tests.browser.reader import MAP, Reader, located_ids
from tests.browser.test_screens import TOO_WIDE

STATES = "v=1&start=2024-01-01&end=2024-01-31&lens=side:iran_state&against=side:pakistan_state"
AT = "() => [map.getCenter().lng, map.getCenter().lat, map.getZoom()]"
NEAR = (
    "([lon, lat, zoom]) => map.getZoom() === zoom"
    " && map.project([lat, lon]).distanceTo(map.project(map.getCenter())) <= 3"
)


def swapped(view: View) -> View:
    return replace(view, lens=view.against, against=view.lens)


class Two:
    """The two maps of the page, as frames."""

    def __init__(self, reader: Reader) -> None:
        self.reader, self.page = reader, reader.page
        boxes = self.page.locator(MAP)
        expect(boxes).to_have_count(2)
        self.boxes = [boxes.nth(0), boxes.nth(1)]
        for box in self.boxes:
            expect(box).to_be_visible()  # a frame has no size before it is
        self.frames: list[Any] = [box.element_handle().content_frame() for box in self.boxes]

    def painted(self) -> "Two":
        view = read_query(self.reader.query, known())[0]
        for frame, side in zip(self.frames, (view, swapped(view)), strict=True):
            query = write_query(side.comparison())
            frame.locator(f'#map_div[data-painted$="events.geojson?{query}"]').wait_for(state="attached")
        return self

    def drawn(self) -> list[set[str]]:
        return [set((f.locator("#map_div").get_attribute("data-events") or "").split()) for f in self.frames]

    def at(self, number: int) -> list[float]:
        return self.frames[number].evaluate(AT)

    def until_together(self) -> None:
        for _ in range(100):
            if all(self.frames[1 - number].evaluate(NEAR, self.at(number)) for number in (0, 1)):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"the maps stand at {self.at(0)} and {self.at(1)}")

    def drag(self, number: int, by: tuple[int, int]) -> None:
        box = self.boxes[number].bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 3
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + by[0], y + by[1], steps=8)
        self.page.wait_for_timeout(200)  # so that the map does not glide on
        self.page.mouse.up()

    def zoom_in(self, number: int) -> None:
        self.frames[number].get_by_role("button", name="Zoom in").click()


@pytest.fixture
def two(reader: Reader) -> Two:
    reader.open(STATES, page="accounts")
    return Two(reader).painted()


def test_each_map_draws_its_own_account_and_marks_the_differences(two: Two, id_of: Callable[[str], str]) -> None:
    view = read_query(two.reader.query, known())[0]
    assert two.drawn() == [located_ids(write_query(side.question())) for side in (view, swapped(view))]
    strike = f'.zp-mark[data-event="{id_of("2024-01-16-panjgur-strike")}"][data-difference="dispute"]'
    for frame in two.frames:
        assert "both, and they dispute" in frame.locator(strike).first.get_attribute("aria-label")


def test_both_strikes_and_the_table_stand_on_one_screen(two: Two) -> None:
    table = two.page.get_by_test_id("stDataFrame").first
    expect(table).to_be_visible()
    box, height = table.bounding_box(), two.page.viewport_size["height"]
    assert box["y"] + 38 + 2 * 108 <= height, "the heading and the two disputed strikes"
    assert all(each.bounding_box()["y"] >= 0 for each in two.boxes)
    rows = table.locator("canvas").first.locator("tr")  # the table as a screen reader has it
    said = " ".join(rows.nth(number).text_content() for number in (1, 2))
    for words in ("both, and they dispute", "Denies: ", "no figure / 2", "7–9 / no figure"):
        assert words in said


def test_the_maps_move_together_whichever_is_moved_and_the_address_follows(two: Two) -> None:
    before = two.at(0)
    two.drag(0, (-90, 40))
    two.until_together()
    assert two.at(0) != before
    two.zoom_in(1)
    two.frames[1].wait_for_function("zoom => map.getZoom() === zoom", arg=before[2] + 1)
    two.until_together()
    two.reader.until_asked(zoom=str(int(before[2] + 1)))
    two.reader.still()
    asked = two.reader.asked
    lon, lat, zoom = two.at(0)
    assert int(asked["zoom"][0]) == zoom
    assert abs(float(asked["lon"][0]) - lon) < 0.05 and abs(float(asked["lat"][0]) - lat) < 0.05
    two.until_together()


def test_a_click_on_either_map_opens_the_card_and_moves_neither(two: Two, id_of: Callable[[str], str]) -> None:
    strike = id_of("2024-01-16-panjgur-strike")
    for frame in two.frames:
        frame.evaluate("() => { window.sameMap = true; }")
    two.frames[1].locator(f'.zp-mark[data-event="{strike}"]').first.click()
    two.reader.until_asked(event=strike)
    expect(two.reader.card).to_be_visible()
    for frame in two.frames:
        expect(frame.locator(f'.zp-mark.zp-selected[data-event="{strike}"]').first).to_be_visible()
        assert frame.evaluate("() => window.sameMap === true"), "the map was not made anew"
    # the first map, when moved, sends no old click along
    two.reader.button("Close the card").click()
    two.reader.until_asked(event=None)
    two.drag(0, (40, 20))
    two.reader.still()
    assert "event" not in two.reader.asked


def test_the_link_shows_another_reader_the_same(two: Two, open_reader: Callable[..., Reader]) -> None:
    two.drag(1, (60, 30))
    two.reader.still()
    other = open_reader()
    other.open(two.reader.query, page="accounts")
    theirs = Two(other).painted()
    assert theirs.drawn() == two.drawn()
    assert other.sentence == two.reader.sentence
    for number in (0, 1):
        theirs.frames[number].wait_for_function(NEAR, arg=two.at(number))


def test_on_a_telephone_the_maps_stack_and_nothing_is_too_wide(open_reader: Callable[..., Reader]) -> None:
    reader = open_reader(width=390, height=844, color_scheme="dark")
    reader.open(STATES, page="accounts")
    two = Two(reader).painted()
    first, second = (box.bounding_box() for box in two.boxes)
    assert second["y"] >= first["y"] + first["height"]
    assert first["width"] <= 390
    assert reader.page.evaluate(TOO_WIDE) == []
