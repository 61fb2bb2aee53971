"""A reader opens a link cold and sees exactly what it says; rubbish in it is said, and the rest holds."""

from collections.abc import Callable
from urllib.parse import urlencode

from playwright.sync_api import expect

from geo.events.atlas import open_atlas
from tests.browser.reader import Reader, exported_ids, located_ids

STRIKE = "2024-01-18-saravan-strike"  # a key of events.csv; links may carry it instead of the id
PROBE = '<script>document.title="taken"</script><img src=x onerror=document.title="taken">'


def test_without_a_query_the_whole_border(reader: Reader) -> None:
    reader.open()
    events = len(open_atlas().chronology.events)
    assert reader.sentence == f"{events} of {events} events All events on record, whoever reported them."
    reader.until_at(62.6, 27.7, 6)
    assert reader.drawn() == located_ids("")
    expect(reader.card).to_have_count(0)


def test_every_kind_of_key(reader: Reader) -> None:
    query = urlencode(
        {
            "v": "1",
            "start": "2023-06-01",
            "end": "2025-05-31",
            "country": "PK",
            "language": "en",
            "status": "contested",
            "bbox": "60,25,66,30",
            "event": STRIKE,
            "lon": "63.2",
            "lat": "27.1",
            "zoom": "8",
            "names": "local",
            "shade": "events",
        }
    )
    reader.open(query)
    reader.until_at(63.2, 27.1, 8)
    shown = exported_ids(query)
    assert 0 < reader.count == len(shown)
    assert reader.drawn() == located_ids(query)
    for said in ("contested", "Pakistan", "English", "between 1 June 2023 and 31 May 2025", "inside the drawn area"):
        assert said in reader.sentence
    expect(reader.card).to_contain_text("Marg Bar Sarmachar")
    # the widgets stand as the link says
    chosen = reader.page.get_by_test_id("stMultiSelect")
    for label, value in (("Agreement", "Contested"), ("Outlet's country", "Pakistan"), ("Language", "English")):
        expect(chosen.filter(has_text=label).locator("[data-tag]")).to_contain_text(value)
    expect(reader.page.get_by_role("slider").first).to_have_attribute("aria-valuetext", "1 Jun 2023")
    expect(reader.page.get_by_role("slider").last).to_have_attribute("aria-valuetext", "31 May 2025")
    expect(reader.page.get_by_role("radio", name="Urdu and Persian")).to_be_checked()
    expect(reader.button("Remove the drawn area")).to_be_visible()
    # names in local script, and the shading's key
    expect(reader.map.locator(".zp-name [dir=rtl]").first).to_be_visible()
    expect(reader.map.locator(".zp-shade")).to_contain_text("number of events")


def test_two_claims_that_contradict_each_other(reader: Reader) -> None:
    reader.open(f"v=1&start=2024-01-01&end=2024-01-31&event={STRIKE}")
    denied = reader.card.locator(".zp-contradictions")
    expect(denied).to_contain_text("the BLF denies dead of its own")
    expect(denied).to_contain_text("Balochistan Liberation Front (BLF), via Islamabad Post")
    expect(denied).to_contain_text("≠ number of deaths")
    sides = reader.card.locator(".zp-side")
    assert sides.count() >= 3
    denial = sides.filter(has_text="Armed group").locator(".zp-stance-denies").first
    expect(denial).to_contain_text("Denies")
    asserted = sides.filter(has=reader.page.get_by_role("heading", name="Pakistani state")).locator(".zp-claim").first
    expect(asserted).to_contain_text("Asserts")
    expect(reader.card.locator(".zp-differs").filter(has_text="deaths: 9").first).to_be_visible()
    # side by side: the first two sides stand beside each other, not below
    first, second = sides.nth(0).bounding_box(), sides.nth(1).bounding_box()
    assert first and second
    assert second["x"] >= first["x"] + first["width"] or second["y"] == first["y"]


def test_rubbish_is_said_and_the_rest_holds(reader: Reader) -> None:
    reader.open("v=7&outlet=dawn&outlet=nobody&start=yesterday&bbox=1,2,3&zoom=99&colour=red&event=none&end=2024-12-31")
    complaints = reader.page.get_by_test_id("stAlert")
    expect(complaints).to_have_count(1)  # one box, a line each; the seventh is counted
    for said in ("version 7", "nobody", "start=yesterday", "bbox=1,2,3", "zoom=99", "colour", "and 1 more"):
        expect(complaints.get_by_role("listitem").filter(has_text=said)).to_have_count(1)
    assert reader.count == len(exported_ids("outlet=dawn&end=2024-12-31"))
    assert "as reported by Dawn, until 31 December 2024" in reader.sentence


def test_nothing_in_a_link_becomes_html(reader: Reader) -> None:
    # no word of the chronology, so nothing is shown; and a key, a value and an outlet that carry the probe
    reader.open(urlencode([("v", "1"), ("q", PROBE), (PROBE, "1"), ("outlet", PROBE), ("names", PROBE)]))
    assert reader.count == 0 == len(reader.drawn())
    assert PROBE in reader.sentence
    expect(reader.page.get_by_test_id("stAlert").filter(has_text="<script>").first).to_be_visible()
    assert reader.page.title() != "taken"
    assert reader.page.locator("img[src=x], script:text('taken')").count() == 0
    for page in ("Timeline", "Intensity", "Sources", "Data"):  # an empty view is a view
        reader.go(page)
        assert reader.count == 0
    assert reader.page.title() != "taken"


def test_embedded_only_map_and_time_line(reader: Reader) -> None:
    reader.page.goto(f"{reader.address}/?embed=true&v=1&kind=attack&start=2024-01-01")
    reader.painted()
    assert reader.drawn() == located_ids("kind=attack&start=2024-01-01")
    expect(reader.page.get_by_role("slider")).to_have_count(2)
    for gone in (
        reader.page.get_by_test_id("stSidebar"),
        reader.page.locator(".zp-sentence"),
        reader.button("Copy link"),
    ):
        expect(gone).to_have_count(0)


def test_selected_event_outside_the_filters_is_said_to_be(open_reader: Callable[..., Reader]) -> None:
    reader = open_reader().open(f"v=1&end=2020-12-31&event={STRIKE}")
    expect(reader.card).to_contain_text("outside the present filters")
