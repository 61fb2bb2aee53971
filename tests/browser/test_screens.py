"""Narrow and dark: nothing wider than the screen, nothing that fails to draw."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.reader import Reader

PAGES = ("", "timeline", "intensity", "sources", "data")
EVENT = "v=1&start=2024-01-01&end=2024-01-31&event=2024-01-18-saravan-strike"
TOO_WIDE = """() => [document.documentElement, ...document.querySelectorAll("[data-testid=stMain]")]
    .filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => `${box.tagName} ${box.scrollWidth} > ${box.clientWidth}`)"""


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_nothing_is_wider_than_a_telephone(open_reader: Callable[..., Reader], scheme: str) -> None:
    reader = open_reader(width=390, height=844, color_scheme=scheme)
    for page in PAGES:
        reader.open(EVENT, page=page)
        expect(reader.card).to_be_visible()
        assert reader.page.evaluate(TOO_WIDE) == [], f"/{page}"
        background = reader.page.get_by_test_id("stApp").evaluate("app => getComputedStyle(app).backgroundColor")
        assert (background == "rgb(255, 255, 255)") == (scheme == "light")
        if not page:
            expect(reader.map.locator("html.zp-dark")).to_have_count(int(scheme == "dark"))
            frame = reader.page.locator('iframe[title*="folium"]').bounding_box()
            assert frame and frame["width"] <= 390
