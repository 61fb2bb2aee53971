"""The HTML document as a file: whole, bound, harmless; what a reader can do with it is in `tests/browser/test_html_document.py`."""

import base64
import hashlib
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

from geo.__main__ import main
from geo.briefing.steps import Briefing, Step
from geo.documents.compose import compose, single
from geo.documents.content import Content
from geo.documents.html import to_html
from geo.documents.live import live
from geo.events.atlas import Atlas
from geo.events.links import SAME, decide, links_file
from geo.events.now import atlas_now
from geo.out.layers import MOST_MARKS
from geo.out.passing import pass_on
from geo.out.shown import show
from geo.settings import home
from geo.vocabulary.view import View
from tests.geo.documents.conftest import HOSTILE, JANUARY, MADE

LOADING = {"src", "srcset", "action", "formaction", "data", "poster", "background", "style"}
"""Attributes by which a page loads or hides something."""


class Page(HTMLParser):
    """The elements of a page with their attributes, and the text of its scripts and styles."""

    def __init__(self, body: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {"script": [], "style": []}
        self._inside = ""
        self.feed(body.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = tag

    def handle_data(self, data: str) -> None:
        if self._inside in self.texts:
            self.texts[self._inside].append(data)
            self._inside = ""

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def data(self) -> dict:
        return json.loads(self.texts["script"][0])

    @property
    def cards(self) -> set[str]:
        return {str(each["id"]).removeprefix("card-") for each in self.of("template")}


@pytest.fixture(scope="module")
def page(shipped: Content, atlas: Atlas) -> Page:
    body = to_html(shipped, atlas)
    assert len(body) < 4_000_000
    return Page(body)


def check_that_it_loads_nothing(page: Page) -> None:
    (policy,) = [each["content"] for each in page.of("meta") if each.get("http-equiv") == "Content-Security-Policy"]
    assert str(policy).startswith("default-src 'none'; ") and "unsafe" not in str(policy)
    told, script, style = *page.texts["script"], *page.texts["style"]
    for text in (script, style):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in str(policy)
    assert "<" not in told and "url(" not in style and "@import" not in style
    held = [(tag, name, value) for tag, each in page.elements for name, value in each.items()]
    assert [each for each in held if each[1] in LOADING and not str(each[2]).startswith("data:image/")] == []
    assert [each for each in held if each[1].startswith("on")] == []
    assert not {tag for tag, _ in page.elements} & {
        "link",
        "iframe",
        "object",
        "embed",
        "base",
        "form",
        "audio",
        "video",
    }
    addresses = [str(each["href"]) for each in page.of("a")]
    assert [each for each in addresses if not re.match(r"https?://|#(step|source)-\d+$", each)] == []


def test_it_has_one_policy_that_lets_nothing_in_but_its_own(page: Page) -> None:
    check_that_it_loads_nothing(page)


def test_texts_that_mean_harm_are_texts(hostile: Content, atlas: Atlas) -> None:
    body = to_html(hostile, atlas)
    check_that_it_loads_nothing(Page(body))
    assert b"<script>alert" not in body and b"&lt;script&gt;alert" in body
    assert "\u202e" not in body.decode() and HOSTILE[3] in body.decode()
    assert "(cut, 5,000 characters)" in body.decode()


def test_it_holds_the_events_claims_and_sources_of_its_content(page: Page, shipped: Content) -> None:
    assert page.cards == {told.event_id for told in shipped.events}
    rows = {str(each["data-event"]) for each in page.of("tr") if "data-event" in each}
    assert rows >= page.cards
    assert [each["id"] for each in page.of("li") if "id" in each] == [
        f"source-{reference.number}" for reference in shipped.references
    ]
    assert len(page.data["scenes"]) == len(shipped.parts)
    drawn = [scene for scene in page.data["scenes"] if scene]
    assert drawn and all(scene["events"] in page.data["layers"] for scene in drawn)
    assert all(scene["tiles"] is None for scene in drawn)
    assert sum(address.startswith("layers/") for address in page.data["layers"]) == 10
    assert set(page.data["events"]) <= rows


def test_every_picture_says_in_words_what_it_shows(page: Page) -> None:
    pictures = [each for each in page.of("img") if str(each["src"]).startswith("data:image/png")]
    assert len(pictures) >= 6 and all(len(str(each["alt"])) > 40 for each in pictures)


def test_the_same_content_gives_the_same_bytes(atlas: Atlas) -> None:
    content = compose(atlas, single(JANUARY), made_at=MADE)
    assert to_html(content, atlas) == to_html(content, atlas)


@pytest.mark.parametrize(
    ("query", "count"), [("q=xyzzy", 0), ("start=2024-01-16&end=2024-01-16&kind=air_or_missile_strike", 1)]
)
def test_no_event_and_one_event_are_documents_too(atlas: Atlas, query: str, count: int) -> None:
    content = compose(atlas, single(query), made_at=MADE)
    body = to_html(content, atlas)
    page = Page(body)
    assert len(page.cards) == len(content.events) == count
    assert (b"no event is shown" in body) == (count == 0)
    assert page.data["scenes"][0]["around"] is None or count


@pytest.fixture
def bring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Atlas]:
    monkeypatch.setenv("ZEROPOINT_HOME", str(tmp_path / "home"))

    def bring(rows: list[str], *options: str) -> Atlas:
        file = tmp_path / "mine.csv"
        head = "id,date,event,district,province,country,lon,lat,source,language"
        file.write_text("\n".join([head, *rows]) + "\n", "utf-8")
        assert main(["import", str(file), "--dataset", "mine", *options]) == 0
        return atlas_now()

    return bring


def test_what_may_not_be_passed_on_is_nowhere_in_the_file(
    bring: Callable[..., Atlas], id_of: Callable[[str], str]
) -> None:
    row = "2024-01-16,A secret ambush,Panjgur,Balochistan,Pakistan,64.1,26.97,The Hidden Herald,en"
    now = bring([f"1,{row}", f"2,{row.replace('ambush', 'raid')}"], "--no-may-share")
    titles = show(now, View()).events["title"].to_dict()
    (linked,) = [event for event, title in titles.items() if title == "A secret raid"]
    strike = id_of("2024-01-16-panjgur-strike")
    decide(links_file(home()), titles, linked, strike, SAME, "me", "a test")
    now = atlas_now()
    hidden = now.chronology.claims["outlet_name"] == "The Hidden Herald"
    assert set(now.chronology.claims["event_id"][hidden]) > {strike}
    steps = [Step(kind, kind, f"{JANUARY}&shade=events") for kind in ("map", "timeline", "matrix", "table", "chart")]
    steps.append(Step("Two", "comparison", f"{JANUARY}&lens=side:pakistan_state&against=press:PK"))
    body = to_html(compose(now, Briefing("January", tuple(steps)), made_at=MADE), now)
    assert b"do not let its rows be passed on" in body
    assert not [said for said in (b"ecret ambush", b"ecret raid", b"idden Herald", *_ids(now, hidden)) if said in body]
    ours = set(pass_on(now, show(now, View()))[0].events.index)
    page = Page(body)
    assert strike in page.cards <= ours and set(page.data["events"]) <= ours


def _ids(atlas: Atlas, hidden: pd.Series) -> list[bytes]:
    return [str(claim).encode() for claim in atlas.chronology.claims.index[hidden]]


def test_thousands_of_events_stay_a_document_and_what_is_not_in_it_is_said(bring: Callable[..., Atlas]) -> None:
    many = MOST_MARKS + 200
    now = bring(
        [
            f"{n},2024-01-{n % 28 + 1:02d},Event {n},Panjgur,,Pakistan,{64 + n / 9000:.4f},26.97,Dawn,en"
            for n in range(many)
        ]
    )
    content = compose(now, single("data=mine"), made_at=MADE)
    fed = live(now, content, [True])
    assert fed.scenes == [None] and f"{many:,}" in fed.said[0]
    body = to_html(content, now)
    assert len(body) < 4_000_000
    assert fed.said[0].encode() in body and b"events are not listed" in body
    assert len(Page(body).cards) == 200
