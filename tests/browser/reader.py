"""A reader of the dashboard: opens links, looks at the map, clicks; and writes down whatever a reader should never meet."""

import json
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs, urlsplit

from geo.out.exports import export
from geo.out.known import known
from geo.out.share import read_query, write_query

PATIENCE_MS = 20_000  # what comes is waited for as long on a busy machine; what does not come is missed all the same
MAP = 'iframe[title*="folium"]'
RUNNING = "[data-testid=stStatusWidget], [data-testid=stApp]:not([data-test-script-state=notRunning])"
_HERE = (None, "", "127.0.0.1", "localhost")
_WATCH_FOR_EXCEPTIONS = """
    new MutationObserver(() => document.querySelectorAll("[data-testid=stException]").forEach((box) => {
        if (box.dataset.seen) return; box.dataset.seen = 1; console.error("Streamlit exception: " + box.innerText); }))
    .observe(document, {childList: true, subtree: true});
"""

_IN_VIEW = """marks => marks.findIndex((mark) => { const box = mark.getBoundingClientRect();
    return box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight
        && mark.contains(document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2)); })"""


class Reader:
    """One person in front of one browser. `complaints` grows with everything that should not be."""

    def __init__(self, page: Any, address: str) -> None:
        self.page, self.address = page, address
        self.complaints: list[str] = []
        page.set_default_timeout(PATIENCE_MS)
        page.add_init_script(_WATCH_FOR_EXCEPTIONS)
        page.context.on("request", lambda request: self._watch(request.url))
        page.on("websocket", lambda socket: self._watch(socket.url))
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"page error: {error}"))

    def _watch(self, url: str) -> None:
        if urlsplit(url).hostname not in _HERE:
            self.complaints.append(f"left this machine: {url}")

    def _hear(self, message: Any) -> None:
        # Streamlit looks for its server beside a deep link (PAGE/_stcore/…) before it looks at the root: not ours
        probe = "404" in message.text and "/_stcore/" in message.location.get("url", "")
        if message.type == "error" and not probe:
            self.complaints.append(f"console error: {message.text} ({message.location.get('url', '')})")

    # ---- going somewhere

    def open(self, query: str = "", page: str = "") -> "Reader":
        """Open a page by its address, and wait until it is drawn."""
        self.page.goto(f"{self.address}/{page}{'?' + query if query else ''}")
        return self.settled()

    def settled(self) -> "Reader":
        """Wait until the script has run and, where there is a map, it shows what the address asks for."""
        self.page.locator(".zp-histogram").wait_for()
        self.rested()
        if urlsplit(self.page.url).path in ("/", ""):
            self.painted()
        return self

    def rested(self) -> "Reader":
        """Wait until the script has run: the address is set while it runs, what the page says may come only in the end."""
        self.page.locator(RUNNING).first.wait_for(state="detached")
        return self

    def go(self, page: str) -> "Reader":
        """Change to another page by its link in the side bar."""
        self.page.get_by_test_id("stSidebar").get_by_role("link", name=page, exact=True).click()
        self.page.wait_for_url(lambda url: urlsplit(url).path == ("/" if page == "Map" else f"/{page.lower()}"))
        return self.settled()

    # ---- the address

    @property
    def asked(self) -> dict[str, list[str]]:
        """The address's query, by key."""
        return parse_qs(urlsplit(self.page.url).query)

    @property
    def query(self) -> str:
        return urlsplit(self.page.url).query

    def until_asked(self, **pairs: str | None) -> None:
        """Wait until the address has these values (None: the key is gone)."""
        self.page.wait_for_function(
            "wanted => { const has = new URLSearchParams(location.search);"
            " return Object.entries(wanted).every(([k, v]) => v === null ? !has.has(k) : has.getAll(k).includes(v)); }",
            arg=pairs,
        )

    # ---- the page

    @property
    def sentence(self) -> str:
        """What the page says is shown, once it has come to rest."""
        return self.rested().page.locator(".zp-sentence").inner_text()

    @property
    def count(self) -> int:
        """How many events the sentence says are shown."""
        return int(self.sentence.split(" of ")[0].replace(",", ""))

    def until_count(self, test: str) -> int:
        """The number of shown events, once it passes `test`, a comparison of `n` in JavaScript, and the page is at rest."""
        self.page.wait_for_function(
            f"() => {{ const n = parseInt(document.querySelector('.zp-sentence')?.innerText); return {test}; }}"
        )
        return self.count

    @property
    def card(self) -> Any:
        return self.page.locator(".zp-card")

    def button(self, name: str) -> Any:
        return self.page.get_by_role("button", name=name, exact=True)

    def preset(self, name: str) -> None:
        """Pick a named time window."""
        self.page.locator(".st-key-preset").get_by_role("radio", name=name, exact=True).click()

    def choose(self, filter_key: str, label: str) -> None:
        """Pick a value in a filter of the side bar by typing the beginning of its label."""
        box = self.page.locator(f".st-key-filter_{filter_key} input")
        for _ in range(5):  # as a person does: where a run under way closes the list, open it again
            box.click()
            box.fill(label)
            with suppress(Exception):
                self.page.get_by_role("option", name=label).first.click(timeout=4000)
                break
        else:
            raise AssertionError(f"{label} cannot be picked in the filter {filter_key}")
        box.press("Escape")

    def still(self) -> "Reader":
        """Wait until the address has stopped changing: a dragged map glides on for a moment."""
        last = None
        while last != self.page.url:
            last = self.page.url
            self.page.wait_for_timeout(900)
        return self.settled()

    # ---- the map

    @property
    def map(self) -> Any:
        """What is inside the map, for locators."""
        return self.page.frame_locator(MAP)

    @property
    def frame(self) -> Any:
        """The map's window, for evaluating."""
        return self.page.locator(MAP).element_handle().content_frame()

    def painted(self) -> None:
        """Wait until the map has drawn the events that the address asks for."""
        asked, _ = read_query(self.query, known())
        self.painted_with(write_query(asked.question()))

    def painted_with(self, question: str) -> None:
        self.map.locator(f'#map_div[data-painted$="events.geojson?{question}"]').wait_for(state="attached")

    def drawn(self) -> set[str]:
        """The ids of the events that the map draws."""
        return set((self.map.locator("#map_div").get_attribute("data-events") or "").split())

    def place(self) -> tuple[float, float, int]:
        """lon, lat of the map's centre, and its zoom."""
        lon, lat, zoom = self.frame.evaluate("() => [map.getCenter().lng, map.getCenter().lat, map.getZoom()]")
        return lon, lat, zoom

    def until_at(self, lon: float, lat: float, zoom: int, pixels: float = 2) -> None:
        """Wait until the map's centre is there, give or take some pixels (Leaflet puts it on whole ones)."""
        self.frame.wait_for_function(
            "([lon, lat, zoom, pixels]) => map.getZoom() === zoom"
            " && map.project([lat, lon]).distanceTo(map.project(map.getCenter())) <= pixels",
            arg=[lon, lat, zoom, pixels],
        )

    def mark(self, event: str) -> Any:
        """The marks of an event that stand by themselves."""
        return self.map.locator(f'.zp-mark[data-event="{event}"]')

    def mark_in_view(self) -> Any:
        """The first mark that stands whole within the map: a focus moves the map to any other, away from under the mouse."""
        marks = self.map.locator(".zp-mark")
        number = marks.evaluate_all(_IN_VIEW)
        assert number >= 0, "no mark stands whole within the map"
        return marks.nth(number)

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a place is on the screen, in pixels of the page."""
        box = self.page.locator(MAP).bounding_box()
        x, y = self.frame.evaluate(
            "([lon, lat]) => { const p = map.latLngToContainerPoint([lat, lon]); return [p.x, p.y]; }", [lon, lat]
        )
        return box["x"] + x, box["y"] + y

    # ---- remembering

    def remember(self) -> None:
        """Leave a sign in the map's window; `remembers` says whether it is still the same window."""
        self.frame.evaluate("() => { window.sameMap = true; map.sameMap = true; }")

    def remembers(self) -> bool:
        with suppress(Exception):
            return bool(self.frame.evaluate("() => window.sameMap === true && map.sameMap === true"))
        return False


def exported_ids(query: str) -> set[str]:
    """The ids of the events that a query shows, as the export has them."""
    return {feature["id"] for feature in json.loads(export(query, "geojson")[0])["features"]}


def located_ids(query: str) -> set[str]:
    """Those of them that a map can draw: events with a geometry."""
    features = json.loads(export(query, "geojson")[0])["features"]
    return {feature["id"] for feature in features if feature["geometry"]}
