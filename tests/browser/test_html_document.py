"""The HTML document as somebody gets it: opened from a disk, with the network refused, stepped through, clicked and printed."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from geo.__main__ import main
from geo.briefing.steps import KINDS, Briefing, Judgement, Step
from geo.documents.compose import compose
from geo.documents.content import Content
from geo.documents.html import to_html
from geo.events.atlas import Atlas
from geo.events.now import atlas_now

HOSTILE = '</script><script>window.pwned=1</script><img src=x onerror="window.pwned=2"><svg onload="window.pwned=3">'
WINDOW = "start=2023-12-01&end=2024-04-30"


@dataclass
class Opened:
    """The document in a browser of its own, and all that went wrong in it."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    @property
    def step(self) -> Any:
        return self.page.locator("main > section:visible")

    @property
    def heading(self) -> str:
        return self.step.locator("h1, h2").first.inner_text()

    def go(self, number: int) -> None:
        self.page.locator("#zp-where").select_option(str(number))
        self.page.wait_for_function("n => document.getElementById('zp-progress').value === n", arg=number)

    def drawn(self, number: int = 0) -> set[str]:
        """The events that the step's map draws, once it has drawn them."""
        box = self.step.locator(".zp-map").nth(number)
        expect(box).to_have_attribute("data-painted", f"events/{self.at}" + ("-second" if number else ""))
        return set((box.get_attribute("data-events") or "").split())

    @property
    def at(self) -> int:
        return int(self.step.get_attribute("data-step"))


Made = tuple[Content, Atlas, Path]
Open = Callable[..., Opened]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """A briefing of every kind of step over the chronology and a data set whose texts mean harm."""
    folder, before = tmp_path_factory.mktemp("document"), os.environ["ZEROPOINT_HOME"]
    os.environ["ZEROPOINT_HOME"] = str(folder / "home")
    try:
        rows = [[str(n), "2024-01-20", HOSTILE, "Panjgur", "64.1", "26.97", HOSTILE, HOSTILE] for n in range(2)]
        table = [["id", "date", "event", "district", "lon", "lat", "actor", "source"], *rows]
        (folder / "mine.csv").write_text(
            "\n".join(",".join(json.dumps(c).replace('\\"', '""') for c in row) for row in table)
        )
        assert main(["import", str(folder / "mine.csv"), "--dataset", "mine", "--may-share"]) == 0
        steps = [
            Step(f"A {kind}", kind, WINDOW, f"**Notes** {HOSTILE}")
            for kind in KINDS
            if kind not in ("comparison", "text")
        ]
        steps.append(Step("Two accounts", "comparison", f"{WINDOW}&lens=side:iran_state&against=side:pakistan_state"))
        steps += [
            Step(HOSTILE, "map", "data=mine"),
            Step("Nothing", "map", "q=xyzzy"),
            Step("Words", "text", "", f"- {HOSTILE}"),
        ]
        atlas = atlas_now()
        content = compose(atlas, Briefing(HOSTILE, tuple(steps), HOSTILE, (Judgement(HOSTILE, "likely"),), HOSTILE))
        (folder / "briefing.html").write_bytes(to_html(content, atlas))
        yield content, atlas, folder / "briefing.html"
    finally:
        os.environ["ZEROPOINT_HOME"] = before


@pytest.fixture
def open_file(browser: Any, made: Made) -> Iterator[Open]:
    """Opens it: `open_file(width=390)`. In the end the test fails for any request, error or script that was not ours."""
    contexts: list[BrowserContext] = []
    opened: list[Opened] = []

    def open_it(width: int = 1400, height: int = 900, **options: Any) -> Opened:
        context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", **options)
        context.set_offline(True)
        contexts.append(context)
        each = Opened(context.new_page())
        each.page.on(
            "request",
            lambda asked: (
                None if asked.url.startswith(("data:", made[2].as_uri())) else each.complaints.append(asked.url)
            ),
        )
        each.page.on(
            "console", lambda said: each.complaints.append(said.text) if said.type in ("error", "warning") else None
        )
        each.page.on("pageerror", lambda error: each.complaints.append(str(error)))
        each.page.on("dialog", lambda asked: (each.complaints.append(asked.message), asked.dismiss()))
        each.page.goto(made[2].as_uri())
        expect(each.page.locator("#zp-next")).to_be_visible()
        opened.append(each)
        return each

    yield open_it
    complaints = [said for each in opened for said in each.complaints]
    pwned = [each.page.evaluate("window.pwned") for each in opened]
    for context in contexts:
        context.close()
    assert complaints == [] and pwned == [None] * len(opened)


def located(content: Content, number: int) -> set[str]:
    shown = content.parts[number].shown
    assert shown is not None
    places = shown.places[(shown.places["role"] == "target") & shown.places["geometry"].notna()]
    return set(places["event_id"])


def test_keys_buttons_and_the_list_step_through_it(open_file: Open, made: Made) -> None:
    file, titles = open_file(), [part.title for part in made[0].parts]
    assert file.heading == HOSTILE == made[0].title
    keys = {"ArrowRight": titles[0], "PageDown": titles[1], "PageUp": titles[0], "ArrowLeft": made[0].title}
    for key, title in keys.items():
        file.page.keyboard.press(key)
        expect(file.step.locator("h1, h2").first).to_have_text(title)
        assert file.page.evaluate("document.activeElement.textContent") == title, "what is read out is where one is"
    file.page.locator("#zp-next").click()
    expect(file.step.locator("h2").first).to_have_text(titles[0])
    file.go(len(titles) + 1)
    assert file.heading == "Sources, and how to read this" and file.page.locator("#zp-next").is_disabled()
    expect(file.page.locator("#zp-where-said")).to_have_text(f"{len(titles) + 2} of {len(titles) + 2}")
    file.page.go_back()
    expect(file.step.locator("h2").first).to_have_text(titles[0])
    assert file.page.locator(".zp-sources li").count() == len(made[0].references)
    file.page.keyboard.press("End")
    expect(file.step.locator("h2").first).to_have_text("Sources, and how to read this")
    file.page.keyboard.press("Home")
    expect(file.step.locator("h1")).to_have_text(made[0].title)
    file.go([part.kind for part in made[0].parts].index("table") + 1)
    here = file.heading
    file.step.locator("button.zp-open").first.focus()
    file.page.keyboard.press("End")
    expect(file.step.locator("h2").first).to_have_text(here)


def test_the_maps_draw_what_is_located_and_a_mark_opens_its_card(open_file: Open, made: Made) -> None:
    file, content = open_file(), made[0]
    for number, part in enumerate(content.parts):
        if part.kind == "map":
            file.go(number + 1)
            assert file.drawn() == located(content, number), part.title
            assert file.step.locator(".zp-empty").count() == (0 if part.events else 1)
    file.go(1)
    mark = file.step.locator(".zp-mark[data-event]").first
    event = mark.get_attribute("data-event")
    mark.focus()
    mark.press("Enter")
    card = file.step.locator(".zp-panel")
    expect(card.locator("h3")).to_have_text(made[1].chronology.events.at[event, "title"])
    assert card.locator(".zp-claim").count() == (made[1].chronology.claims["event_id"] == event).sum()
    expect(file.step.locator("tr.zp-picked").first).to_have_attribute("data-event", event)
    file.page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    file.step.locator("button.zp-open").last.click()
    expect(card.locator("h3")).to_be_focused()


def test_a_time_line_stands_once_with_a_title_at_each_mark(open_file: Open, made: Made) -> None:
    file, number = open_file(), [part.kind for part in made[0].parts].index("timeline")
    file.go(number + 1)
    part = made[0].parts[number]
    expect(file.step.locator(".zp-time")).to_be_visible()
    expect(file.step.locator(".zp-picture")).to_be_hidden()
    told = {told.event_id: told.title for told in part.events}
    marks = file.step.locator(".zp-time .zp-event")
    assert 0 < marks.count() <= 40
    wide = file.step.locator(".zp-time svg").bounding_box()
    for mark in marks.all():
        begins = mark.locator("text").text_content().rstrip("…")
        assert begins and told[mark.get_attribute("data-event")].startswith(begins)
        box = mark.locator("text").bounding_box()
        assert box["x"] >= wide["x"] - 1 and box["x"] + box["width"] <= wide["x"] + wide["width"] + 1
    title = marks.first.locator("text")
    title.click()
    expect(file.step.locator(".zp-panel h3")).to_have_text(told[marks.first.get_attribute("data-event")])


def test_hostile_titles_are_read_as_they_are(open_file: Open, made: Made) -> None:
    file = open_file()
    file.go([part.title for part in made[0].parts].index(HOSTILE) + 1)
    assert len(file.drawn()) == 2
    file.step.locator(".zp-open").first.click()
    expect(file.step.locator(".zp-panel h3")).to_have_text(HOSTILE)
    file.step.locator(".zp-event").last.hover()
    file.step.locator(".zp-mark.zp-selected").hover()
    expect(file.step.locator(".leaflet-tooltip strong")).to_have_text(HOSTILE)


def test_two_accounts_move_together(open_file: Open, made: Made) -> None:
    file = open_file()
    file.go([part.kind for part in made[0].parts].index("comparison") + 1)
    assert file.drawn(0) and file.drawn(1)
    maps = file.step.locator(".zp-map")
    assert maps.count() == 2 and file.step.locator("[data-difference]").count() > 0
    expect(maps.nth(0).locator(".zp-title")).to_have_text("Iranian state")
    maps.nth(1).focus()
    pane = maps.nth(0).locator(".leaflet-map-pane").get_attribute("style")
    maps.nth(1).press("ArrowDown")
    file.page.wait_for_function(
        """before => { const at = [...document.querySelectorAll('.zp-map .leaflet-map-pane')].map((each) => each.style.transform);
        return at[0] === at[1] && !before.includes(at[0]); }""",
        arg=pane,
    )
    assert file.heading == "Two accounts", "the arrow moved the map, not the step"


def test_the_time_line_leaves_days_out_of_map_and_list(open_file: Open, made: Made) -> None:
    file, shown = open_file(), made[0].parts[0].shown
    assert shown is not None
    file.go(1)
    everything = file.drawn()
    assert set(shown.events.index) == {
        each.get_attribute("data-event") for each in file.step.locator(".zp-event").all()
    }
    slider = file.step.get_by_label("To", exact=True)
    slider.press("Home")
    first = shown.events["first"].min()
    kept = set(shown.events.index[shown.events["first"] == first])
    expect(file.step.locator(".zp-map")).to_have_attribute("data-events", " ".join(sorted(kept & everything)))
    rows = {each.get_attribute("data-event") for each in file.step.locator("tr[data-event]:visible").all()}
    assert rows == kept < set(shown.events.index)
    file.page.keyboard.press("PageDown")  # a slider keeps its own keys
    assert file.at == 0


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_on_a_telephone_nothing_is_wider_than_the_screen(open_file: Open, made: Made, scheme: str) -> None:
    file = open_file(390, 844, color_scheme=scheme, has_touch=True)
    for number in range(len(made[0].parts) + 2):
        file.go(number)
        assert file.page.evaluate("document.documentElement.scrollWidth") <= 390, file.heading
        assert (
            file.page.evaluate("document.documentElement.classList.contains('zp-dark')") == (scheme == "dark")
            or not number
        )


def test_on_paper_every_step_and_claim_stands(open_file: Open, made: Made) -> None:
    file, content = open_file(), made[0]
    file.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    file.page.emulate_media(media="print")
    assert file.page.locator("main > section:visible").count() == len(content.parts) + 2
    assert file.page.locator(".zp-map:visible, .zp-steps:visible, .zp-panel:visible").count() == 0
    assert file.page.locator(".zp-picture img:visible").count() >= 3
    claims = sum(len(told.claims) for part in content.parts for told in part.events)
    assert file.page.locator(".zp-claims li:visible").count() == claims > 100
    assert file.page.pdf().startswith(b"%PDF")


def test_without_a_script_everything_can_be_read(open_file: Open, browser: Any, made: Made) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(made[2].as_uri())
    assert page.locator("main > section:visible").count() == len(made[0].parts) + 2
    assert page.locator(".zp-picture img:visible").count() >= 3 and page.locator("nav:visible").count() == 0
    context.close()
