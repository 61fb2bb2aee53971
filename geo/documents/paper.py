"""The room that a page of the PDF leaves for the picture of a step: under its notes, or beside them where it is wide."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from geo.documents.blocks import Block
from geo.documents.content import Content, Part
from geo.documents.fitting import block_height, height
from geo.documents.saying import say_places
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


PAPERS = {"a4-portrait": Paper(6.85, 10.0, 4.9), "a4-landscape": Paper(10.25, 6.6, 5.0)}
_TEXT, _SMALL = 9.5, 8.0
"""Points of the text and of the small print, as the template sets them."""
_LOOSE = 1.1
"""The template's lines stand so much wider apart than those of `fitting`."""
_CLOSE = 0.8
"""The rows of a table are so much lower than what `fitting` gives for their cells."""
_CODE, _AIR, _SENTENCES = 0.98, 0.36, 0.6
"""Inches: of the QR code with its gap, over and under a picture, and kept for what is said under it."""
_SHORT = 2
"""Events: a table of so few is worth a smaller picture."""
_FINER = 1.15
"""Two maps with many keys on a low page are drawn so much larger than they stand; their words then have 8 points."""
_LEAST_UNDER = 4.4
"""Inches: where less is left under notes on a wide page, they stand beside the picture."""
_BESIDE_FROM = 8.0
"""Inches: a line so wide is that of a page on its side."""
_TALLEST, _BESIDE = 7.2, 6.6
"""Inches: how high a map may grow, and how wide a picture with notes beside it is."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a picture goes, in inches; `beside` its notes, or else under them; `fresh` where its step begins a new page.

    It is drawn `finer` times as large as it stands.
    """

    width: float
    height: float
    tallest: float
    beside: bool = False
    fresh: bool = False
    finer: float = 1.0

    @property
    def drawn(self) -> tuple[tuple[float, float], float]:
        """Width and height to draw it at, and how high it may grow."""
        return (self.width * self.finer, self.height * self.finer), self.tallest * self.finer


def place_of(content: Content, part: Part, title: str, paper: Paper) -> Place:
    """The place for the picture of a part that is headed by `title`, so that both stand on one page where that can be."""
    over = _head(part, title, paper.wide)
    opening = _opening(content, paper.wide) if len(content.parts) == 1 else 0.0
    place = _place(part, paper, paper.high - opening - over)
    if place:
        return place
    again = _place(part, paper, paper.high - over) if opening else None
    if again:
        return replace(again, fresh=True)
    return Place(*paper.picture, max(paper.usual, min(_TALLEST, paper.high - _AIR)))


def _place(part: Part, paper: Paper, free: float) -> Place | None:
    """Where `free` inches are left under the head; None where they are too few."""
    room, table = free - _blocks(part.notes, paper.wide) - _AIR, _table(part, paper.wide)
    sideways = paper.wide > _BESIDE_FROM
    if room >= (_LEAST_UNDER if sideways and part.notes else LEAST[1]):
        high = max(LEAST[1], room - _SENTENCES)
        two = sideways and part.kind == "comparison" and part.view.against
        return Place(paper.wide, *_heights(paper, high, table), finer=_FINER if two else 1.0)
    if sideways and part.notes and free - _AIR >= LEAST[1]:
        return Place(_BESIDE, *_heights(paper, free - _AIR, table), beside=True)
    return None


def _heights(paper: Paper, most: float, table: float) -> tuple[float, float]:
    """Of a picture as it should be and as it may grow, `most` at most; a short table under it is let in where it can be."""
    if most - table >= LEAST[1]:
        most -= table
    return min(paper.usual, most), min(_TALLEST, most)


def _table(part: Part, wide: float) -> float:
    """Of the list of events, where it is so short that it should not have a page for itself; else nothing."""
    if part.table or not 0 < len(part.events) <= _SHORT:
        return 0.0
    voices = 2.2 if wide < _BESIDE_FROM else 3.6
    rows = [
        max(
            height(told.title, 8.3, wide - 2.7 - voices, bold=True)
            + height(f"{told.kind_label} · {say_places(told.where)}", _SMALL, wide - 2.7 - voices),
            sum(
                height(f"{who} {'; '.join(f'{does} {numbers}' for does, numbers in stances)}", 8.3, voices - 0.16)
                + 0.06
                for who, stances in told.voices
            ),
        )
        + 0.14
        for told in part.events
    ]
    return 0.65 + _CLOSE * sum(rows)


def _head(part: Part, title: str, wide: float) -> float:
    """Of title, count, sentence and address beside the QR code, and of what the view could not give."""
    room = wide - _CODE
    titled = _lines(title, 15.0, room, bold=True) + 0.13 if title else 0.0
    said = _lines(f"{part.count} · {part.sentence}", _TEXT, room) + 0.1
    address = 0.25 + 0.1 * len(part.query) // 130
    unmet = _lines("\n".join(part.unmet), _SMALL, wide) + 0.2 if part.unmet else 0.0
    return max(0.75, titled + said + address) + 0.16 + unmet


def _opening(content: Content, wide: float) -> float:
    """Of the title of the document, and of its summary and judgements."""
    titled = 0.45 + _lines(content.title, 22.0, wide, bold=True)
    judged = sum(_lines(text, _TEXT, wide - 0.4) + 0.5 for text, _ in content.judgements)
    return titled + _blocks(content.summary, wide) + (judged + 0.6 if judged else 0.0)


def _blocks(blocks: Sequence[Block], wide: float) -> float:
    return _LOOSE * sum(block_height(block, _TEXT, wide) for block in blocks)


def _lines(text: str, size: float, wide: float, *, bold: bool = False) -> float:
    return _LOOSE * height(text, size, wide, bold=bold)
