"""A reader with more events than the map draws one by one: numbers, picked by keyboard or mouse down to one event's card."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from geo.__main__ import main
from geo.events import datasets
from geo.settings import home
from tests.browser.reader import Reader

SPREAD, AT_ONE_SPOT = 1100, 120


@pytest.fixture(autouse=True)
def many_events(tmp_path: Path) -> Iterator[None]:
    """A data set of the user's, gone again afterwards: the dashboard of the session is shared with the other tests."""
    rows = [
        f"s{n},2024-05-{1 + n % 28:02d},Spread {n},{62 + n % 40 / 10:.2f},{26 + n // 40 / 20:.3f}"
        for n in range(SPREAD)
    ]
    rows += [f"t{n},2024-06-{1 + n % 28:02d},Together {n},60.5,31.2" for n in range(AT_ONE_SPOT)]
    table = tmp_path / "crowd.csv"
    table.write_text("\n".join(["id,date,event,lon,lat", *rows]), "utf-8")
    assert main(["import", str(table), "--dataset", "crowd"]) == 0
    yield
    datasets.remove(home(), "crowd")


def test_numbers_lead_to_every_event_by_keyboard_and_by_mouse(reader: Reader) -> None:
    reader.open("v=1&data=crowd&lon=62.6&lat=28.5&zoom=6")
    bundles = reader.map.locator(".zp-bundle")
    expect(reader.map.locator(".zp-many")).to_be_visible()
    counts = [int(each.get_attribute("data-count")) for each in bundles.all()]
    alone = reader.map.locator(".zp-mark").count()
    assert sum(counts) + alone == SPREAD + AT_ONE_SPOT and len(counts) < 200

    spot = reader.map.locator(f'.zp-bundle[data-count="{AT_ONE_SPOT}"]')
    expect(spot).to_have_attribute(
        "aria-label", f"{AT_ONE_SPOT} events, all at one spot, known to within 2.0 km; Enter lists them"
    )
    spot.press("Enter")
    listed = reader.map.locator(".zp-pick button")
    expect(listed).to_have_count(100)
    expect(reader.map.locator(".zp-pick")).to_contain_text("the latest 100; 20 more")
    listed.first.click()
    expect(reader.page.locator(".zp-card h2, .zp-card h3").first).to_contain_text("Together")

    reader.open("v=1&data=crowd&lon=62.6&lat=28.5&zoom=6")
    large = max(
        int(each.get_attribute("data-count"))
        for each in bundles.all()
        if int(each.get_attribute("data-count")) != AT_ONE_SPOT
    )
    reader.map.locator(f'.zp-bundle[data-count="{large}"]').first.click()
    expect(reader.map.locator(f'.zp-bundle[data-count="{large}"]')).to_have_count(0)
    reader.page.wait_for_url(lambda url: "zoom=" in url and "zoom=6" not in url)
