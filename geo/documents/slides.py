"""A document as slides (PPTX, 16:9): native text and tables that can be edited, sharp pictures with their words."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from pptx.slide import Slide
from pptx.util import Inches

from geo.documents.about import SHORT_DISCLAIMER, about, dates
from geo.documents.blocks import Block, Run
from geo.documents.content import Content, Part
from geo.documents.deck import ACCENT, BOTTOM, FAINT, INNER, MARGIN, TOP, WIDTH, new_deck, new_slide
from geo.documents.events import Told
from geo.documents.fitting import column_widths, fill, height, shorten
from geo.documents.pictures import code, picture
from geo.documents.saying import say_more, say_none, say_places, say_reference, say_unheard
from geo.documents.slide_tables import SIZE, Cell, Grid, cell, set_grid
from geo.documents.slide_text import faint, text_box, write, write_blocks, write_title
from geo.documents.tables import Table
from geo.drawing.drawing import Drawing, to_png
from geo.events.atlas import Atlas

Progress = Callable[[int, int, str], None]
"""Called with how much is done, of how much, and what comes next."""
DPI = 220
_OPEN = "Open it live »"
_PROSE = (20.0, 18.0, 16.0, 14.0)
_NOTES, _FOOT, _SOURCES = 14.0, 10.0, 10.0
"""Points of text alone (the first at which it stands on one slide), of notes, of what stands under a table, of sources."""
_CODE = 0.95
"""Inches of a QR code; it stands beside the title."""
_ROOM = BOTTOM - TOP
_ENLARGED = 1.2
"""Pictures are drawn smaller than they stand, so that their words are read from the last row."""
_BESIDE, _ALONE = (8.3, _ROOM), (INNER, _ROOM)
"""Width and height of a picture with notes beside it, and without."""


def to_pptx(content: Content, atlas: Atlas, progress: Progress | None = None) -> bytes:
    """The bytes of the deck; the same for the same content."""
    tell = progress or (lambda done, total, what: None)
    total = len(content.parts) + 1
    subject = content.parts[0].sentence if content.parts else ""
    slides = _Slides(content, new_deck(content.title, content.author, subject, content.made_at))
    slides.title()
    slides.prose("Summary", content.summary)
    slides.judgements()
    for at, part in enumerate(content.parts):
        tell(at, total, part.title)
        slides.step(part, at, atlas)
    tell(len(content.parts), total, "events and sources")
    slides.annex()
    slides.sources()
    slides.prose("How to read this", [_told(head, text) for head, text in about(content)])
    out = io.BytesIO()
    slides.deck.save(out)
    tell(total, total, "done")
    return _without_clock(out.getvalue())


class _Slides:
    """The deck as it grows."""

    def __init__(self, content: Content, deck: Any) -> None:
        self.content, self.deck = content, deck
        self.listed: set[str] = set()
        self.foot = f"{content.title[:70]} · made {content.made_at:%Y-%m-%d} · {SHORT_DISCLAIMER}"

    def title(self) -> None:
        slide = new_slide(self.deck, self.foot, first=True)
        title, under = slide.shapes.title, slide.placeholders[1]
        size = 36 if height(self.content.title, 36, WIDTH - 2.2, bold=True) < 1.8 else 24
        text = shorten(self.content.title, size * 1.08, WIDTH - 2.2, 1.8)
        write(title.text_frame, [Run(text)], size, colour=ACCENT, bold=True)
        write(under.text_frame, [Run(dates(self.content))], 14, colour=FAINT)
        write(under.text_frame, [Run(self.content.disclaimer)], 12, colour=FAINT)

    def prose(self, title: str, blocks: Sequence[Block]) -> None:
        """Text as large as it stands on one slide; over several, where even the smallest does not."""
        if not blocks:
            return
        pages = {size: fill(blocks, size, INNER, _ROOM, (INNER, _ROOM)) for size in _PROSE}
        size = next((size for size, made in pages.items() if len(made) == 1), _PROSE[-1])
        head = _Head(title)
        for page in pages[size]:
            write_blocks(text_box(self.slide(head), MARGIN, TOP, INNER, _ROOM), page, size)

    def judgements(self) -> None:
        said = [
            Block("paragraph", (Run(f"{word[:1].upper()}{word[1:]}: ", bold=True), Run(text)) if word else (Run(text),))
            for text, word in self.content.judgements
        ]
        if any(word for _, word in self.content.judgements):
            said.append(faint("Likelihoods are the maker's, in the words and ranges of ICD 203 (2015)."))
        self.prose("Key judgements", said)

    def step(self, part: Part, at: int, atlas: Atlas) -> None:
        title = f"{at + 1}. {part.title}" if len(self.content.parts) > 1 else part.title
        if part.kind == "text":
            self.prose(title, part.notes)
            return
        lists = part.table.rows if part.table else part.events
        said = [*([] if lists else [say_none(part)]), *part.unmet, *part.left_out]
        wide, high = _BESIDE if part.notes or said else _ALONE
        drawn = picture(atlas, part, (wide / _ENLARGED, high / _ENLARGED))
        head = _Head(title, part)
        if drawn:
            self.pictured(head, drawn, [*part.notes, *map(faint, (*said, *drawn.left_out))])
        elif part.notes or not lists:
            for page in fill([*part.notes, *map(faint, said)], _NOTES, INNER, _ROOM, (INNER, _ROOM)):
                write_blocks(text_box(self.slide(head), MARGIN, TOP, INNER, _ROOM), page, _NOTES)
        under = " ".join([] if head.count else said)
        if part.table:
            self.table(head, part.table, f"{part.table.legend}. {under}".strip(". "))
        elif part.events and (not drawn or drawn.numbers):
            self.events(head, part.events, part.page, under, drawn.numbers if drawn else {})

    def pictured(self, head: "_Head", drawn: Drawing, words: Sequence[Block]) -> None:
        """The picture with the notes beside it; what has no room there goes on on the next slide."""
        slide = self.slide(head)
        wide, high = drawn.figure.get_size_inches()
        scale = min((_BESIDE if words else _ALONE)[0] / wide, _ROOM / high)
        place = map(Inches, (MARGIN, TOP, wide * scale, high * scale))
        shape = slide.shapes.add_picture(io.BytesIO(to_png(drawn, round(DPI * _ENLARGED))), *place)
        shape.name = f"Picture: {head.title}"
        shape._element.nvPicPr.cNvPr.set("descr", drawn.alt)
        if not words:
            return
        left = MARGIN + _BESIDE[0] + 0.3
        beside = WIDTH - MARGIN - left
        first, *rest = fill(words, _NOTES, beside, _ROOM, (INNER, _ROOM))
        write_blocks(text_box(slide, left, TOP, beside, _ROOM), first, _NOTES)
        for page in rest:
            write_blocks(text_box(self.slide(head), MARGIN, TOP, INNER, _ROOM), page, _NOTES)

    def table(self, head: "_Head", table: Table, under: str) -> None:
        """A matrix, a comparison or a list of changes; its titles lead to the events on screen."""
        if not table.rows or head.part is None:
            return
        part = head.part
        links = [self.content.link(part.query_of(event), part.page) for event in table.event_ids]
        rows = tuple(
            tuple(cell(text, bold=at == table.title, link=link * (at == table.title)) for at, text in enumerate(row))
            for row, link in zip(table.rows, links, strict=True)
        )
        columns = list(zip(table.heading, *table.rows, strict=True))
        widths = tuple(column_widths(columns, SIZE, INNER, 0.16))
        self.grid(head, Grid(table.heading, widths, rows, head.title), under)

    def annex(self) -> None:
        """The events that no table has yet, or not with all their claims."""
        rest = [told for told in self.content.events if not {said.claim_id for said in told.claims} <= self.listed]
        if rest:
            self.events(_Head("Who says what, event by event"), rest)

    def events(
        self,
        head: "_Head",
        events: Sequence[Told],
        page: str = "",
        under: str = "",
        numbers: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        """Events with who says what, and the number that stands for each in the picture; the statements in full stand in the
        speaker's notes."""
        rows = tuple(self.event(told, page, numbers.get(told.event_id)) for told in events)
        self.listed |= {said.claim_id for told in events for said in told.claims}
        names = ("When", "What, and where", "Agreement", "Deaths claimed", "Who says so [source]")
        grid = Grid(names, (1.35, 4.3, 1.5, 0.9, INNER - 8.05), rows, head.title)
        for slide, kept in self.grid(head, grid, under):
            slide.notes_slide.notes_text_frame.text = "\n\n".join(_statements(events[at]) for at in kept)

    def grid(self, head: "_Head", grid: Grid, under: str) -> list[tuple[Slide, list[int]]]:
        """A table over its slides, with a line under each."""
        bottom = BOTTOM - (0.12 + height(under, _FOOT, INNER) if under else 0.0)
        made = set_grid(grid, lambda: (self.slide(head), TOP, bottom))
        for slide, _ in made if under else ():
            write(text_box(slide, MARGIN, bottom + 0.07, INNER, BOTTOM - bottom), [Run(under)], _FOOT, colour=FAINT)
        return made

    def event(self, told: Told, page: str, number: int | None) -> tuple[Cell, ...]:
        """The row of an event."""
        title = f"({number}) {told.title}" if number else told.title
        link = self.content.link(told.query, page)
        where = (Run(" · ".join(filter(None, [told.kind_label, say_places(told.where)]))),)
        voices = [
            (Run(f"{who} ", bold=True), Run("; ".join(f"{does} {_numbers(numbers)}" for does, numbers in stances)))
            for who, stances in told.voices
        ]
        unheard = say_unheard(told)
        who = (*voices, *([(Run(unheard, italic=True),)] if unheard else []))
        agreement = ((Run(told.agreement),), (Run(told.support),))
        return (
            cell(told.when),
            (*cell(title, bold=True, link=link), where),
            agreement,
            cell(told.deaths or "–"),
            who,
        )

    def sources(self) -> None:
        """The numbered sources, in two columns."""
        blocks = [
            Block(
                "paragraph",
                (
                    Run(f"[{each.number}] {each.outlet}", bold=True),
                    Run(f", {say_reference(each)} "),
                    *([Run(each.url, link=each.url)] if each.url else []),
                ),
            )
            for each in self.content.references
        ]
        wide = (INNER - 0.4) / 2
        columns = fill(blocks, _SOURCES, wide, _ROOM, (wide, _ROOM)) if blocks else []
        head = _Head("Sources")
        for at in range(0, len(columns), 2):
            slide = self.slide(head)
            for side, column in enumerate(columns[at : at + 2]):
                write_blocks(text_box(slide, MARGIN + side * (wide + 0.4), TOP, wide, _ROOM), column, _SOURCES)

    def slide(self, head: "_Head") -> Slide:
        """The next slide under a heading; of a step, with its sentence, its address as a code, and its notes for the speaker."""
        slide = new_slide(self.deck, self.foot)
        again, part = head.count > 0, head.part
        head.count += 1
        write_title(slide, f"{head.title} (continued)" if again else head.title, INNER - _CODE - 0.3)
        if part is None:
            return slide
        address = self.content.link(part.query, part.page)
        frame = text_box(slide, MARGIN, 1.03, INNER - _CODE - 0.3, 0.42)
        said = shorten(f"{part.count} · {part.sentence} {_OPEN}", 12, INNER - _CODE - 0.3, 0.42).removesuffix(_OPEN)
        write(frame, [Run(said), Run(_OPEN, link=address)], 12, colour=FAINT)
        body = b"" if again else code(address, "png")
        if body:
            place = map(Inches, (WIDTH - MARGIN - _CODE, 0.4, _CODE, _CODE))
            shape = slide.shapes.add_picture(io.BytesIO(body), *place)
            shape.name = "QR code"
            shape._element.nvPicPr.cNvPr.set("descr", f"QR code of this view's address, {address}")
        if not again and part.markdown:
            slide.notes_slide.notes_text_frame.text = part.markdown
        return slide


@dataclass(slots=True)
class _Head:
    """What stands over the slides of one thing, and how many there are already."""

    title: str
    part: Part | None = None
    count: int = 0


def _told(head: str, text: str) -> Block:
    return Block("paragraph", (Run(f"{head} ", bold=True), Run(text)))


def _numbers(numbers: Sequence[int]) -> str:
    return "".join(f"[{number}]" for number in numbers)


def _statements(told: Told) -> str:
    """An event's claims in full, for the speaker's notes."""
    lines = [
        f"{said.speaker} ({said.side}) {said.stance_label.lower()}: {said.statement} {f'({more}) ' if (more := say_more(said)) else ''}"
        f"[{said.source}]"
        for said in told.claims
    ]
    return "\n".join([told.title, *lines])


def _without_clock(deck: bytes) -> bytes:
    """The same archive with one date on all its files, so that the same content gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(deck)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            kept.writestr(zipfile.ZipInfo(name), made.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
