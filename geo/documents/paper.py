"""The room that a page of the PDF leaves for the picture of a step: under its notes, or beside them where it is wide."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from geo.documents.content import Part
from geo.drawing.draw import LEAST


class Paper(NamedTuple):
    """Inches: width and height between the margins, and how high a picture usually is."""

    wide: float
    high: float
    usual: float

    @property
    def picture(self) -> tuple[float, float]:
        """Width and height of a picture that has the room it wants."""
        return self.wide, self.usual

    @property
    def sideways(self) -> bool:
        """Whether it lies on its side, so that notes have room beside a picture."""
        return self.wide > self.high

    @property
    def asides(self) -> list[float]:
        """Widths that notes beside a picture may have, in step with BESIDE."""
        return [max(self.wide - wide - 0.2, 1.0) for wide in BESIDE]


PAPERS = {"a4-portrait": Paper(6.85, 10.03, 4.9), "a4-landscape": Paper(10.25, 6.6, 5.0)}
BESIDE = (6.6, 6.35)
"""Inches: how wide a picture with notes beside it may be; the first at which its list has room."""
_AIR, _SENTENCES = 0.32, 0.43
"""Inches: over and under a picture, and kept for what is said under it."""
_SHORT = 2
"""Rows: for a list of so few its picture is drawn smaller; one row never has a page for itself."""
_FINER = 1.15
"""Two maps with many keys on a low page are drawn so much larger than they stand; their words then have 8 points."""
_LEAST_UNDER = 4.4
"""Inches: where less is left under notes on a wide page, they stand beside the picture."""
_LOWEST = 0.93 * LEAST[1]
"""Inches: a picture may stand so low; it is drawn as LEAST has it, and a little reduced."""
_TALLEST = 7.2
"""Inches: how high a map may grow."""


class Taken(NamedTuple):
    """Inches of height that the words of a step take as the PDF sets them.

    `head` is its heading, `over` heading and notes, `asides` the notes in each width of Paper.asides, `rows` the list with its
    first two rows.
    """

    head: float
    over: float
    asides: tuple[float, ...]
    rows: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where a picture goes, in inches; `beside` its notes, or else under them; `fresh` where its step begins a new page.

    It is drawn `finer` times as large as it stands. `apart`: it goes on to the page after the notes, and its list with it.
    """

    width: float
    height: float
    tallest: float
    beside: bool = False
    fresh: bool = False
    apart: bool = False
    finer: float = 1.0

    @property
    def drawn(self) -> tuple[tuple[float, float], float]:
        """Width and height to draw it at, and how high it may grow."""
        return (self.width * self.finer, self.height * self.finer), self.tallest * self.finer


def taken(measured: Mapping[str, Any]) -> Taken:
    """What the template measured of a step."""
    return Taken(measured["head"], measured["over"], tuple(measured["asides"]), measured["list"])


def place_of(part: Part, words: Taken, paper: Paper, opening: float = 0.0) -> Place:
    """The place for the picture of a part, so that heading, picture and a short list stand on one page where that can be.

    `opening` is the height of what stands over the part on its first page.
    """
    rows = _rows(part)
    short = words.rows if 0 < rows <= _SHORT else 0.0
    for over in (opening, 0.0) if opening else (0.0,):
        # a list of one row needs the room, but not at the price of a page that has nothing but the title; one of two may
        # have a page for itself
        for listed in (short, 0.0) if short and (rows > 1 or over) else (short,):
            if place := _place(part, words, paper, paper.high - over, listed):
                return replace(place, fresh=over < opening)
    # the last page of the notes is another; without notes the heading stands over the picture
    most = paper.high - _AIR - _SENTENCES - short - (0.0 if part.notes else words.head)
    fits = rows == 1 and most >= _LOWEST
    return replace(_under(part, paper, max(_LOWEST, most)), apart=fits)


def _place(part: Part, words: Taken, paper: Paper, free: float, listed: float) -> Place | None:
    """Where `free` inches are left for the part and `listed` of them taken by its list; None where they are too few."""
    under = free - words.over - _AIR
    if under >= (_LEAST_UNDER if paper.sideways and part.notes else _LOWEST):
        most = under - _SENTENCES - listed
        if most >= _LOWEST or not listed:
            return _under(part, paper, max(_LOWEST, most))
    most = free - words.head - _AIR - listed
    if paper.sideways and part.notes and most >= _LOWEST:
        for wide, notes in zip(BESIDE, words.asides, strict=True):
            if notes <= most:
                return Place(wide, *_heights(paper, most), beside=True, finer=max(1.0, LEAST[1] / most))
    return None


def _under(part: Part, paper: Paper, most: float) -> Place:
    """A picture under its notes that is `most` inches high at most."""
    two = paper.sideways and part.kind == "comparison" and part.view.against
    return Place(paper.wide, *_heights(paper, most), finer=max(_FINER if two else 1.0, LEAST[1] / most))


def _heights(paper: Paper, most: float) -> tuple[float, float]:
    """Of a picture as it should be and as it may grow, `most` at most."""
    return min(paper.usual, most), min(_TALLEST, most)


def _rows(part: Part) -> int:
    """Of its table, or of its list of events."""
    return len(part.table.rows if part.table else part.events)
