"""The sources of a row: one cell may name several, each with an outlet, a date, a title or an address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from geo.imports.dates import read_date


class Source(NamedTuple):
    """One source; "" where the cell does not say."""

    outlet: str = ""
    title: str = ""
    published_on: str = ""
    url: str = ""
    via: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """The sources of many rows: the distinct lists of them, and of each row which list is its own."""

    codes: NDArray[np.int64]
    lists: list[tuple[Source, ...]]


_UCDP = re.compile(r'"([^"]*?),(\d{4}-\d\d-\d\d),([^"]*)"')
_NUMBERED = re.compile(r"\s*\(\d{1,2}\)\s+")
_URL = re.compile(r"https?://[^\s;|<>\"]+", re.IGNORECASE)
_PARTS = re.compile(r"\s*(?:;|\||\r?\n)\s*")
_DATE = re.compile(r"\b(\d{1,2} [A-Z][a-z]+ \d{4}|[A-Z][a-z]+ \d{1,2}, \d{4}|\d{4}-\d\d-\d\d)\b")
_LONGEST = 2_000
_MOST = 60


@lru_cache(maxsize=100_000)
def split(cell: str, parts: str = "") -> tuple[Source, ...]:
    """The sources that a cell names. `parts` may be one more sign that parts them."""
    pieces = [piece for part in _PARTS.split(cell) for piece in (part.split(parts) if parts else [part])]
    found = []
    for piece in pieces:
        piece = piece.strip()[:_LONGEST]
        links = _URL.findall(piece)
        name = _URL.sub("", piece).strip(" ,:-–()[]")
        if links:
            found += [Source(name or outlet_of(link), url=link) for link in links]
        elif name:
            found.append(Source(name))
    return tuple(dict.fromkeys(found))[:_MOST]


@lru_cache(maxsize=100_000)
def split_ucdp(article: str, office: str = "", day: str = "", headline: str = "") -> tuple[Source, ...]:
    """UCDP's `source_article`: "Agency,2016-03-08,Headline";"…", or older free text with (1), (2) …"""
    if found := _UCDP.findall(article):
        return tuple(Source(outlet, title.strip(), published) for outlet, published, title in found[:_MOST])
    if office and ";" not in office:
        return (Source(office, (headline or article)[:_LONGEST], read_date(day[:10])),)
    pieces = [piece.strip(' ";\n\r\t') for piece in _NUMBERED.split(article)]
    return tuple(_free(piece[:_LONGEST]) for piece in pieces if piece)[:_MOST]


def outlet_of(url: str) -> str:
    """The host of an address without "www."; "" where there is none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def _free(text: str) -> Source:
    """A source in free text: several lines are a title, a date, an outlet; one line is an outlet with a date at most."""
    when = _DATE.search(text)
    day = read_date(when[1]) if when else ""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) >= 2:
        names = [line for line in lines[1:] if not _DATE.search(line)]
        return Source(names[-1] if names else lines[-1], lines[0], day)
    name = (text.replace(when[0], "") if when else text).strip(" ,.-:")
    short = re.split(r"[,:]\s", name)[0] if len(name) > 60 else name
    return Source(short[:120], name if short != name else "", day)
