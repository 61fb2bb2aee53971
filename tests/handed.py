"""Documents opened by what opens them elsewhere: poppler for PDF, python-pptx and LibreOffice for slides."""

import io
import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from pptx import Presentation


@dataclass(frozen=True)
class Word:
    """A word of a page and where it stands, in points from the top left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Page:
    """A page of a PDF, its size in points."""

    width: float
    height: float
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def need(tool: str) -> str:
    """Where the tool is; without it the test is skipped, except where somebody counts on it."""
    found = shutil.which(tool)
    if found is None and os.environ.get("ZEROPOINT_BROWSER") == "required":
        pytest.fail(f"{tool} is not there (Debian: poppler-utils, libreoffice-impress-nogui)")
    return found or pytest.skip(f"{tool} is not there")


def poppler(tool: str, body: bytes, *options: str) -> str:
    """What a tool of poppler says of a PDF."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(body)
        file.flush()
        last = ["-"] if tool == "pdftotext" else []
        done = subprocess.run([need(tool), *options, file.name, *last], capture_output=True, text=True, check=True)
    return done.stdout


def pdf_text(body: bytes) -> str:
    """All words of a PDF on one line, without the places where a long word may break."""
    return " ".join(poppler("pdftotext", body).replace("\u200b", "").split())


def pdf_pages(body: bytes) -> list[Page]:
    """The pages with the place of each word."""
    told = poppler("pdftotext", body, "-bbox")
    pages = []
    for size, inner in re.findall(r"<page ([^>]*)>(.*?)</page>", told, re.DOTALL):
        width, height = _numbers(size)
        words = re.findall(r"<word ([^>]*)>(.*?)</word>", inner)
        pages.append(Page(width, height, tuple(Word(text, *_numbers(box)) for box, text in words)))
    return pages


def links(body: bytes, form: str) -> list[str]:
    """Every address that a document leads to."""
    if form == "pdf":
        lines = poppler("pdfinfo", body, "-url").splitlines()[1:]
        return [line.split(maxsplit=2)[2] for line in lines if line.strip()]
    slides = Presentation(io.BytesIO(body)).slides
    return [rel.target_ref for slide in slides for rel in slide.part.rels.values() if rel.is_external]


def events_in(body: bytes, form: str, base: str = "http://localhost:8501/") -> set[str]:
    """The ids of the events that a document leads to on the dashboard."""
    own = [urlsplit(address).query for address in links(body, form) if address.startswith(base)]
    return {event for query in own for event in parse_qs(query).get("event", [])}


def as_pdf(deck: bytes) -> bytes:
    """The slides as LibreOffice draws them."""
    office = need("soffice")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "deck.pptx"
        file.write_bytes(deck)
        own = f"-env:UserInstallation=file://{folder}/profile"
        command = [office, "--headless", own, "--convert-to", "pdf", "--outdir", folder, str(file)]
        subprocess.run(command, capture_output=True, check=True, timeout=180)
        return file.with_suffix(".pdf").read_bytes()


def _numbers(attributes: str) -> list[float]:
    return [float(number) for number in re.findall(r'="([^"]*)"', attributes)]
