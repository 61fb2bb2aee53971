"""What one reader sees another gets: by the copied link, by the buttons, by the address, by the command."""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import expect

from geo.out.known import known
from geo.settings import ROOT
from tests.browser.reader import Reader, exported_ids, located_ids

QUERY = "v=1&start=2023-01-01&kind=attack&kind=clash&stance=denies&stance=asserts&q=Saravan"


def test_a_copied_link_opens_the_same_elsewhere(open_reader: Callable[..., Reader]) -> None:
    one = open_reader(permissions=["clipboard-read", "clipboard-write"]).open(
        "v=1&start=2024-01-01&lon=63&lat=27&zoom=7"
    )
    one.choose("status", "Contested")
    one.until_asked(status="contested")
    one.settled()
    one.mark_in_view().click()
    one.page.wait_for_url("**event=*")
    expect(one.card).to_be_visible()
    # drag the map: where it is looked at is part of the view
    x, y = one.at(66, 29.4)
    one.page.mouse.move(x, y)
    one.page.mouse.down()
    one.page.mouse.move(x - 40, y - 30, steps=4)
    one.page.mouse.up()
    one.page.wait_for_function("() => new URLSearchParams(location.search).get('lon') !== '63'")
    one.still()
    one.button("Copy link").click()
    expect(one.page.get_by_text("copied")).to_be_visible()
    link = one.page.evaluate("navigator.clipboard.readText()")
    assert link == one.page.url

    two = open_reader(width=1024, height=800)
    two.page.goto(link)
    two.settled()
    assert two.sentence == one.sentence
    assert two.drawn() == one.drawn() == located_ids(urlsplit(link).query)
    assert two.card.locator("h3").inner_text() == one.card.locator("h3").inner_text()
    two.until_at(*one.place())
    two.page.wait_for_timeout(500)  # and opening it changes nothing
    assert two.page.url == link


@pytest.mark.parametrize("form", ["geojson", "csv"])
def test_button_address_and_command_give_the_same_bytes(reader: Reader, form: str, tmp_path: Path) -> None:
    reader.open(QUERY)
    drawn, count = reader.drawn(), reader.count
    reader.go("Data")
    query = reader.query
    with reader.page.expect_download() as download:
        reader.button(f"Download {'GeoJSON' if form == 'geojson' else 'CSV'}").click()
    assert download.value.suggested_filename == f"zero-point.{form}"
    by_button = Path(download.value.path()).read_bytes()

    with urllib.request.urlopen(f"{reader.address}/events.{form}?{query}") as answer:
        assert answer.headers["Content-Type"].startswith("application/geo+json" if form == "geojson" else "text/csv")
        assert answer.read() == by_button

    command = [sys.executable, "-m", "geo", "export", "--query", query, "--to", str(tmp_path / f"out.{form}")]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    assert (tmp_path / f"out.{form}").read_bytes() == by_button

    if form == "geojson":
        features = json.loads(by_button)["features"]
        assert len(features) == count > 1
        assert {feature["id"] for feature in features if feature["geometry"]} == drawn
    else:
        assert all(event in by_button.decode() for event in drawn)


def test_the_address_on_the_data_page_is_the_one_of_the_view(reader: Reader) -> None:
    reader.open(urlencode({"v": "1", "q": "Taftan", "end": "2024-12-31"}), page="data")
    address = reader.page.get_by_test_id("stCode").inner_text().strip()
    with urllib.request.urlopen(address) as answer:
        told = json.loads(answer.read())
    assert (
        {feature["id"] for feature in told["features"]}
        == exported_ids("q=Taftan&end=2024-12-31")
        <= set(known().events)
    )
    assert reader.count == len(told["features"])
