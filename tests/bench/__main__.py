"""Measure in one run, in Chromium: the dashboard and the baseline in turns. Prints tables; judges nothing.

python -m tests.bench [--repeats 9]
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from geo.events.atlas import open_atlas
from geo.settings import ROOT
from geo.vocabulary.filters import FILTERS
from geo.vocabulary.view import View
from tests.bench import on_server
from tests.bench.in_browser import BASELINE, DASHBOARD, Tab, Waited
from tests.browser.server import FLAGS, free_port, serve, wait_until_healthy

TARGETS = {"first paint": 2.5, "outlet picked": 5.0, "preset picked": 5.0}
PRESETS = ("January 2024", "June 2025")


def main() -> int:
    """Print what was measured."""
    ask = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    ask.add_argument("--repeats", type=int, default=9, help="of each measurement, after a warm-up (default: 9)")
    repeats = ask.parse_args().repeats
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium:
        with _server("dashboard.py") as dashboard, _server("tests/bench/baseline.py") as baseline:
            _print_browser(_measure(chromium, dashboard, baseline, repeats))
    else:
        print("no Chromium (name it in CHROMIUM): only the server's part is measured")
    print("\nServer, one question, no cache      median ms")
    for name, seconds in on_server.measure(repeats).items():
        print(f"  {name:<32}{1000 * seconds:>9.1f}")
    return 0


def _measure(
    chromium: str, dashboard: str, baseline: str, repeats: int
) -> dict[str, tuple[list[Waited], list[Waited]]]:
    from playwright.sync_api import sync_playwright

    found: dict[str, tuple[list[Waited], list[Waited]]] = {name: ([], []) for name in TARGETS}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        tabs = Tab(browser, f"{dashboard}/", DASHBOARD), Tab(browser, f"{baseline}/", BASELINE)
        for turn in range(repeats + 1):  # in turns, so that a busy moment of the machine meets both
            for side, tab in enumerate(tabs):
                waited = tab.first_paint()
                if turn:
                    found["first paint"][side].append(waited)
        for turn in range(repeats + 2):
            for side, tab in enumerate(tabs):
                preset = tab.pick_preset(PRESETS[turn % 2])
                if turn > 1:  # both were asked once
                    found["preset picked"][side].append(preset)
        for tab in tabs:
            tab.pick_preset("All")
        for turn in range(repeats + 1):
            for side, tab in enumerate(tabs):
                outlet = tab.pick_outlet()
                if turn:
                    found["outlet picked"][side].append(outlet)
        browser.close()
    return found


def _print_browser(found: dict[str, tuple[list[Waited], list[Waited]]]) -> None:
    print(f"{'Browser, median seconds':<26}{'dashboard':>10}{'baseline':>10}{'ratio':>8}{'target':>8}")
    for name, (ours, theirs) in found.items():
        a, b = (median(waited.all for waited in side) for side in (ours, theirs))
        met = "met" if a / b <= TARGETS[name] else "missed"
        print(f"  {name:<24}{a:>10.3f}{b:>10.3f}{a / b:>8.2f}{'≤ ' + str(TARGETS[name]):>8}  {met}")
    print("\nWhere the wait goes, median s        asked  last answer  painted   (each counted from the click)")
    for name in ("outlet picked", "preset picked"):
        for side, whose in zip(found[name], ("dashboard", "baseline"), strict=True):
            asked, answered, painted = (median(getattr(w, part) for w in side) for part in ("asked", "answered", "all"))
            print(f"  {name + ', ' + whose:<32}{asked:>9.3f}{answered:>13.3f}{painted:>9.3f}")


@contextmanager
def _server(script: str) -> Iterator[str]:
    atlas, port = open_atlas(), free_port()
    counts = {f.key: sum(n > 0 for n in atlas.store.count(View(), f.key).values()) for f in FILTERS}
    ordered = sorted(counts, key=lambda key: key not in ("outlet", "side", "kind", "status", "place"))
    widgets = {
        "ZEROPOINT_BENCH_CHOICES": json.dumps({key: counts[key] for key in ordered}),
        "ZEROPOINT_BENCH_EVENTS": str(len(atlas.chronology.events)),
    }
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.txt"
        with log.open("w") as written:
            process = subprocess.Popen(
                serve(script, port),
                cwd=ROOT,
                env={**os.environ, **widgets},
                stdout=written,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            wait_until_healthy(f"http://127.0.0.1:{port}", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(20)


if __name__ == "__main__":
    sys.exit(main())
