"""Files that come through the browser, kept on disk while the program runs, so that they are read like any other."""

import hashlib
import re
import shutil
import tempfile
from functools import cache
from pathlib import Path

MOST = 4
"""So many are kept; the oldest goes first."""


def keep_upload(name: str, body: bytes) -> Path:
    """The path of a file with this content and, made harmless, this name; the same content lies at the same path."""
    folder = _folder() / hashlib.sha256(body).hexdigest()[:20]
    path = folder / (re.sub(r"[^\w.\- ]", "_", Path(name).name)[-80:].lstrip(".") or "upload")
    if not path.exists():
        others = sorted(_folder().iterdir(), key=lambda each: each.stat().st_mtime)
        for old in others[: max(0, len(others) - MOST + 1)]:
            shutil.rmtree(old, ignore_errors=True)
        folder.mkdir(exist_ok=True)
        path.write_bytes(body)
    return path


@cache
def _folder() -> Path:
    _kept.append(tempfile.TemporaryDirectory(prefix="zeropoint-uploads-", ignore_cleanup_errors=True))
    return Path(_kept[0].name)


_kept: list["tempfile.TemporaryDirectory[str]"] = []
"""Held so that it is deleted when the program ends."""
