"""Takes the README's picture: `python -m tests.browser.picture`. Needs Chromium, like the browser tests."""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from geo.settings import ROOT
from tests.browser.reader import Reader
from tests.browser.server import FLAGS, free_port, wait_until_healthy

PICTURE = Path(__file__).parent / "dashboard.png"
VIEW = "v=1&start=2024-01-01&end=2024-03-31&event=2024-01-18-saravan-strike&lon=62.6&lat=27.7&zoom=7"


def main() -> None:
    """Start the dashboard, open the view, save the picture, end what was started."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    port, log = free_port(), Path(tempfile.mkstemp(suffix=".log")[1])
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "dashboard.py",
        f"--server.port={port}",
        "--server.headless=true",
    ]
    with log.open("w") as written:
        process = subprocess.Popen(command, cwd=ROOT, stdout=written, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        wait_until_healthy(f"http://127.0.0.1:{port}", process, log)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            page = browser.new_page(viewport={"width": 1400, "height": 940})
            Reader(page, f"http://127.0.0.1:{port}").open(VIEW)
            page.wait_for_timeout(3000)  # for the base map's last layers and the fonts
            page.screenshot(path=PICTURE)
            browser.close()
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)
        log.unlink()
    print(PICTURE.relative_to(ROOT))


if __name__ == "__main__":
    argparse.ArgumentParser(prog="python -m tests.browser.picture", description=__doc__).parse_args()
    main()
