"""What a reader waits for: from navigation, or from a click, to the page as it is then; with the share of the server in it."""

from dataclasses import dataclass
from typing import Any

# Written down in the page itself: the click, what was sent after it, and the last answer. Times are the page's own clock.
_STOPWATCH = """
    window.watch = {};
    addEventListener("pointerup", () => { window.watch = { clicked: performance.now() }; }, true);
    const Plain = WebSocket;
    window.WebSocket = class extends Plain {
        constructor(...how) { super(...how); this.addEventListener("message", () => { watch.got = performance.now(); }); }
        send(what) { watch.sent ??= performance.now(); super.send(what); }
    };
"""
DASHBOARD = (
    """document.querySelector('iframe[title*="folium"]')?.contentDocument?.querySelector("#map_div")?.dataset.painted"""
)
BASELINE = """document.querySelector("i.run")?.innerText"""


@dataclass(frozen=True)
class Waited:
    """Seconds: `all` of them; until the browser `asked`; until the `answered` last message came (0 where not known)."""

    all: float
    asked: float = 0.0
    answered: float = 0.0


class Tab:
    """A browser tab on one of the two servers; `sign` is JavaScript whose value changes when the page is as asked."""

    def __init__(self, browser: Any, address: str, sign: str) -> None:
        self._browser, self._address, self._sign = browser, address, sign
        self._page: Any = None

    def first_paint(self) -> Waited:
        """Open the page with an empty cache."""
        self.close()
        context = self._browser.new_context(viewport={"width": 1400, "height": 900})
        self._page = context.new_page()
        self._page.add_init_script(_STOPWATCH)
        self._page.goto(self._address, wait_until="commit")
        drawn = self._wait(f"() => {self._sign} && {{ at: performance.now(), ...watch }}")
        self._quiet()
        return Waited(drawn["at"] / 1000)

    def pick_outlet(self) -> Waited:
        """Pick the next outlet in the side bar's list: a question never asked before."""
        box = self._page.locator(".st-key-filter_outlet input")
        option = self._page.locator("[role=option]:not([data-key=__select_all__])").first
        for _ in range(20):  # a list that opens while the page is still being redrawn is closed again
            box.blur()
            box.press("ArrowDown")
            self._page.wait_for_timeout(300)
            if option.is_visible():
                break
        return self._click(option)

    def pick_preset(self, name: str) -> Waited:
        """Pick a named window: a question that was asked before."""
        return self._click(self._page.locator(".st-key-preset").get_by_role("radio", name=name, exact=True))

    def close(self) -> None:
        if self._page:
            self._page.context.close()

    def _click(self, target: Any) -> Waited:
        before = self._page.evaluate(self._sign)
        target.click()
        script = f"before => watch.clicked && {self._sign} !== before && {{ at: performance.now(), ...watch }}"
        drawn = self._wait(script, before)
        self._page.keyboard.press("Escape")
        self._quiet()
        clicked = drawn["clicked"]
        return Waited(*((drawn[mark] - clicked) / 1000 for mark in ("at", "sent", "got")))

    def _wait(self, script: str, argument: Any = None) -> dict[str, float]:
        return self._page.wait_for_function(script, arg=argument, polling="raf", timeout=60_000).json_value()

    def _quiet(self) -> None:
        """Until nothing is under way, so that one measurement does not slow the next."""
        self._page.wait_for_load_state("networkidle")
        self._page.wait_for_timeout(400)
