"""What the browser tests and the benchmark start: a port, a server that answers, and Chromium's flags."""

import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-gl=angle",  # WebGL without a graphics card, for the intensity page
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--disable-gpu-rasterization",  # everything else is painted without one: emulating it costs a third of the tests' time
    "--disable-gpu-compositing",
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def serve(script: str, port: int) -> list[str]:
    """The command that a person would type, on a port of its own and without opening a browser."""
    options = ["--server.headless=true", f"--server.port={port}", "--server.address=127.0.0.1"]
    return [sys.executable, "-m", "streamlit", "run", script, *options]


def wait_until_healthy(address: str, process: subprocess.Popen[bytes], log: Path, seconds: float = 60) -> None:
    """Return as soon as the server answers; raise RuntimeError with its log if it ends or stays silent."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the server does not answer; its log:\n{log.read_text()}")
