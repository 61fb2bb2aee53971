"""A reader works the time line and the side bar; count, sentence, map and address follow each other."""

from playwright.sync_api import expect

from tests.browser.reader import Reader, exported_ids, located_ids


def agrees(reader: Reader) -> None:
    """The map, the sentence and the address show the same."""
    reader.settled()
    assert reader.count == len(exported_ids(reader.query))
    assert reader.drawn() == located_ids(reader.query)


def test_the_slider_by_keyboard(reader: Reader) -> None:
    reader.open("v=1&start=2024-01-16&end=2024-01-18")
    before = reader.count
    end = reader.page.get_by_role("slider").last
    end.focus()
    end.press("ArrowLeft")
    reader.until_asked(end="2024-01-17")
    reader.settled()  # a key pressed while the page still answers the one before may find the slider where it was
    end.press("ArrowLeft")
    reader.until_asked(end="2024-01-16", start="2024-01-16")
    assert reader.until_count(f"n < {before}") > 0
    assert "on 16 January 2024" in reader.sentence
    agrees(reader)


def test_an_outlet_a_kind_words_and_away_with_them(reader: Reader) -> None:
    reader.open()
    everything = reader.count
    reader.remember()
    reader.choose("outlet", "Dawn")
    reader.until_asked(outlet="dawn")
    by_dawn = reader.until_count(f"n < {everything}")
    assert "as reported by Dawn" in reader.sentence
    agrees(reader)
    # the count beside the choice said so beforehand
    reader.choose("kind", "Attack")
    reader.until_asked(kind="attack", outlet="dawn")
    attacks = reader.until_count(f"n < {by_dawn}")
    tag = reader.page.locator(".st-key-filter_kind [data-tag]")
    expect(tag).to_contain_text(f"Attack ({attacks})")
    words = reader.page.get_by_role("textbox", name="Words")
    words.fill("  Panjgur ")
    words.press("Enter")
    reader.until_asked(q="Panjgur")
    reader.until_count(f"n < {attacks}")
    agrees(reader)
    reader.button("Clear all filters").click()
    reader.until_count(f"n === {everything}")
    reader.until_asked(outlet=None, kind=None, q=None)
    expect(words).to_have_value("")
    agrees(reader)
    assert reader.remembers(), "the map was built anew"


def test_presets_and_steps(reader: Reader) -> None:
    reader.open()
    everything = reader.count
    reader.preset("January 2024")
    reader.until_asked(start="2024-01-01", end="2024-01-31")
    january = reader.until_count(f"n < {everything}")
    agrees(reader)
    reader.button("Next").click()
    reader.until_asked(start="2024-02-01", end="2024-02-29")
    reader.until_count(f"n !== {january}")
    agrees(reader)
    reader.button("Back").click()
    reader.until_asked(start="2024-01-01", end="2024-01-31")
    reader.until_count(f"n === {january}")
    reader.preset("All")
    reader.until_asked(start=None, end=None)
    reader.until_count(f"n === {everything}")


def test_play_and_pause(reader: Reader) -> None:
    reader.open("v=1&start=2024-01-01&end=2024-01-31")
    reader.remember()
    start = reader.page.get_by_role("slider").first
    reader.button("Play").click()
    expect(start).to_have_attribute("aria-valuetext", "1 Apr 2024")  # three steps and counting
    assert reader.asked["start"] == ["2024-01-01"]  # the address waits
    reader.button("Pause").click()
    expect(reader.button("Play")).to_be_visible()
    reader.page.wait_for_function("() => new URLSearchParams(location.search).get('start') >= '2024-04-01'")
    agrees(reader)
    assert reader.remembers(), "the map was built anew"
