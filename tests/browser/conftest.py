"""The dashboard as a person starts it, a real Chromium, and a recorder that lets no test pass that a reader would complain of."""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from geo.settings import ROOT
from tests.browser.reader import PATIENCE_MS, Reader
from tests.browser.server import FLAGS, free_port, serve, wait_until_healthy

LOG = pytest.StashKey[Path]()
LAST_LINES = 60


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A real browser on a machine that is busy otherwise may be looked at in a moment that no test thought of: what fails is done
    once more, from a new page on, and named as RERUN in the summary, so that nobody takes it for sound. What is broken fails twice."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    log = item.config.stash.get(LOG, None)
    if report.failed and log and "dashboard" in getattr(item, "fixturenames", ()):
        tail = log.read_text(encoding="utf-8", errors="replace").splitlines()[-LAST_LINES:]
        report.sections.append(("the dashboard's log, its last lines", "\n".join(tail)))
    return report


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Chromium; without one the tests are skipped, except where somebody counts on them."""
    places = ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, places)), None)
    if not chromium:
        missing = "no Chromium: install one (Debian: apt install chromium) or name it in CHROMIUM"
        if os.environ.get("CI") or os.environ.get("ZEROPOINT_BROWSER") == "required":
            pytest.fail(missing)
        pytest.skip(missing)
    from playwright.sync_api import expect, sync_playwright  # here, so that collecting needs no Playwright

    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def dashboard(browser: object, tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Iterator[str]:
    """The address of the dashboard, started by its own command on a free port; ended with everything it started."""
    log, port = tmp_path_factory.mktemp("dashboard") / "log.txt", free_port()
    pytestconfig.stash[LOG] = log
    with log.open("w") as written:
        process = subprocess.Popen(
            serve("dashboard.py", port), cwd=ROOT, stdout=written, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        wait_until_healthy(f"http://127.0.0.1:{port}", process, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


@pytest.fixture
def open_reader(browser: object, dashboard: str) -> Iterator[Callable[..., Reader]]:
    """Opens readers, each with a browser of their own (nothing shared but the server): `open_reader(width=390)`.

    When the test ends, it fails if any of them sent a request off this machine, or met an error.
    """
    readers: list[Reader] = []

    def opened(width: int = 1400, height: int = 900, **options: object) -> Reader:
        context = browser.new_context(viewport={"width": width, "height": height}, accept_downloads=True, **options)
        readers.append(Reader(context.new_page(), dashboard))
        return readers[-1]

    yield opened
    complaints = [complaint for reader in readers for complaint in reader.complaints]
    for reader in readers:
        reader.page.context.close()
    assert not complaints, "\n".join(dict.fromkeys(complaints))


@pytest.fixture
def reader(open_reader: Callable[..., Reader]) -> Reader:
    """One reader at a desk."""
    return open_reader()
