"""A document as slides (PPTX, 16:9): native text and tables that can be edited, sharp pictures with their words."""

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from pptx.slide import Slide
from pptx.util import Inches

from geo.documents.about import SHORT_DISCLAIMER, dates
from geo.documents.blocks import Block, Run
from geo.documents.content import Content, Part
from geo.documents.deck import ACCENT, BOTTOM, FAINT, INNER, MARGIN, TOP, WIDTH, new_deck, new_slide
from geo.documents.events import Told
from geo.documents.fitting import block_height, column_widths, fill, height, shorten
from geo.documents.pictures import code, picture
from geo.documents.saying import say_none
from geo.documents.slide_tables import SIZE, Grid, cell, set_grid
from geo.documents.slide_text import faint, text_box, write, write_blocks, write_title
from geo.documents.slide_words import about_blocks, event_row, judgement_blocks, say_statements, source_blocks
from geo.documents.tables import Table
from geo.drawing.drawing import Drawing, to_png
from geo.events.atlas import Atlas

Progress = Callable[[int, int, str], None]
"""Called with how much is done, of how much, and what comes next."""
DPI = 220
_OPEN = "Open it live »"
_PROSE = (20.0, 18.0, 16.0, 14.0)
_BESIDE_SIZES = (14.0, 13.0, 12.0)
_NOTES, _FOOT, _SOURCES = 14.0, 10.0, 10.0
"""Points of text alone and of notes beside a picture (the first at which they stand on one slide), of notes over a table, of what
stands under one, of sources."""
_CODE = 0.95
"""Inches of a QR code; it stands beside the title."""
_ROOM = BOTTOM - TOP
_ENLARGED, _ENLARGED_ALONE, _ENLARGED_MANY = 1.2, 1.1, 1.0
"""Pictures are drawn smaller than they stand, so that their words are read from the last row: with notes, without, and where
two maps or many kinds want the room."""
_CROWDED = 6
"""Kinds of events: more make a legend that crowds a picture with notes beside it."""
_BESIDE, _ALONE = (8.3, _ROOM), (INNER, _ROOM - 0.55)
"""Width and height of a picture with notes beside it, and of one with only our own sentences, which stand under it."""
_UNDER, _MOST_UNDER = 11.0, 1.0
"""Points of these sentences, and how many inches of height they may take."""


def to_pptx(content: Content, atlas: Atlas, progress: Progress | None = None) -> bytes:
    """The bytes of the deck; the same for the same content."""
    tell = progress or (lambda done, total, what: None)
    total = len(content.parts) + 1
    subject = content.parts[0].sentence if content.parts else ""
    slides = _Slides(content, new_deck(content.title, content.author, subject, content.made_at))
    slides.title()
    slides.prose("Summary", content.summary)
    slides.prose("Key judgements", judgement_blocks(content))
    for at, part in enumerate(content.parts):
        tell(at, total, part.title)
        slides.step(part, at, atlas)
    tell(len(content.parts), total, "events and sources")
    slides.annex()
    if content.references:
        slides.sources()
    slides.prose("How to read this", about_blocks(content))
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
        wide, high = WIDTH - 2.2, 1.85
        size = next((size for size in (36, 30) if height(self.content.title, size, wide, bold=True) <= high), 24)
        text = shorten(self.content.title, size, wide, high, bold=True)
        write(title.text_frame, [Run(text)], size, colour=ACCENT, bold=True)
        write(under.text_frame, [Run(dates(self.content))], 14, colour=FAINT)
        write(under.text_frame, [Run(self.content.disclaimer)], 12, colour=FAINT)

    def prose(self, title: str, blocks: Sequence[Block]) -> None:
        """Text as large as it stands on one slide; over several, where even the smallest does not."""
        if not blocks:
            return
        pages = {size: fill(blocks, size, INNER, _ROOM, (INNER, _ROOM)) for size in _PROSE}
        size = next((size for size, made in pages.items() if len(made) == 1), _PROSE[-1])
        self.noted(_Head(title), pages[size], size)

    def step(self, part: Part, at: int, atlas: Atlas) -> None:
        title = f"{at + 1}. {part.title}" if len(self.content.parts) > 1 else part.title
        if part.kind == "text":
            self.prose(title, part.notes)
            return
        lists = part.table.rows if part.table else part.events
        said = [*([] if lists else [say_none(part)]), *part.unmet, *part.left_out]
        (wide, high), enlarged = (_BESIDE, _ENLARGED) if part.notes else (_ALONE, _ENLARGED_ALONE)
        kinds = {told.kind_label for told in part.events}
        if (part.kind == "comparison" and part.view.against) or (part.notes and len(kinds) > _CROWDED):
            enlarged = _ENLARGED_MANY
        drawn = picture(atlas, part, (wide / enlarged, high / enlarged))
        head = _Head(title, part)
        if drawn:
            self.pictured(head, drawn, part.notes, [*said, *drawn.left_out])
        elif part.notes or not lists:
            pages = fill([*part.notes, *map(faint, said)], _NOTES, INNER, _ROOM, (INNER, _ROOM))
            self.noted(head, pages, _NOTES)
        under = " ".join([] if head.count else said)
        if part.table:
            self.table(head, part.table, f"{part.table.legend}. {under}".strip(". "))
        elif part.events and (not drawn or drawn.numbers):
            self.events(head, part.events, part.page, under, drawn.numbers if drawn else {})

    def noted(self, head: "_Head", pages: Iterable[Sequence[Block]], size: float) -> None:
        """Notes over whole slides; a table goes on under them where they leave half of the last one free."""
        for page in pages:
            slide = self.slide(head)
            tall = sum(block_height(block, size, INNER) for block in page)
            write_blocks(text_box(slide, MARGIN, TOP, INNER, tall), page, size)
            head.free = (slide, TOP + tall + 0.1) if tall < _ROOM / 2 else None

    def pictured(self, head: "_Head", drawn: Drawing, notes: Sequence[Block], said: Sequence[str]) -> None:
        """The picture with the notes and what is `said` of it beside it, without notes under it; what has no room there goes
        on on the next slide."""
        slide = self.slide(head)
        if notes:
            self.show(slide, head, drawn, _BESIDE[0], _ROOM)
            self.beside(slide, head, [*notes, *map(faint, said)])
            return
        words = " ".join(said)
        tall = height(words, _UNDER, INNER) + 0.08 if words else 0.0
        under = tall <= _MOST_UNDER
        bottom = TOP + self.show(slide, head, drawn, INNER, _ROOM - (tall if under else 0.0))
        if words and under:
            write(text_box(slide, MARGIN, bottom + 0.08, INNER, tall), [Run(words, italic=True)], _UNDER)
        elif words:
            self.noted(head, fill([*map(faint, said)], _NOTES, INNER, _ROOM, (INNER, _ROOM)), _NOTES)

    def show(self, slide: Slide, head: "_Head", drawn: Drawing, most_wide: float, most_high: float) -> float:
        """Put the picture as large as it can be under the heading; answers with its height in inches."""
        wide, high = drawn.figure.get_size_inches()
        scale = min(most_wide / wide, most_high / high)
        place = map(Inches, (MARGIN, TOP, wide * scale, high * scale))
        shape = slide.shapes.add_picture(io.BytesIO(to_png(drawn, round(DPI * _ENLARGED))), *place)
        shape.name = f"Picture: {head.title}"
        shape._element.nvPicPr.cNvPr.set("descr", drawn.alt)
        return float(high * scale)

    def beside(self, slide: Slide, head: "_Head", words: Sequence[Block]) -> None:
        """Words beside a picture."""
        left = MARGIN + _BESIDE[0] + 0.3
        wide = WIDTH - MARGIN - left
        pages = {size: fill(words, size, wide, _ROOM, (INNER, _ROOM)) for size in _BESIDE_SIZES}
        size = next((size for size, made in pages.items() if len(made) == 1), _NOTES)
        write_blocks(text_box(slide, left, TOP, wide, _ROOM), pages[size][0], size)
        self.noted(head, pages[size][1:], size)

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
        rows = tuple(
            event_row(told, self.content.link(told.query, page), numbers.get(told.event_id)) for told in events
        )
        self.listed |= {said.claim_id for told in events for said in told.claims}
        names = ("When", "What, and where", "Agreement", "Deaths claimed", "Who says so [source]")
        grid = Grid(names, (1.35, 4.3, 1.5, 0.9, INNER - 8.05), rows, head.title)
        for slide, kept in self.grid(head, grid, under):
            spoken = slide.notes_slide.notes_text_frame
            spoken.text = "\n\n".join(filter(None, [spoken.text, *(say_statements(events[at]) for at in kept)]))

    def grid(self, head: "_Head", grid: Grid, under: str) -> list[tuple[Slide, list[int]]]:
        """A table over its slides, with a line under each."""
        bottom = BOTTOM - (0.12 + height(under, _FOOT, INNER) if under else 0.0)

        def room() -> tuple[Slide, float, float]:
            slide, top = head.free or (self.slide(head), TOP)
            head.free = None
            return slide, top, bottom

        made = set_grid(grid, room)
        for slide, _ in made if under else ():
            write(text_box(slide, MARGIN, bottom + 0.07, INNER, BOTTOM - bottom), [Run(under)], _FOOT, colour=FAINT)
        return made

    def sources(self) -> None:
        """The numbered sources, in two columns."""
        wide, head = (INNER - 0.4) / 2, _Head("Sources")
        columns = fill(source_blocks(self.content), _SOURCES, wide, _ROOM, (wide, _ROOM))
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
    """What stands over the slides of one thing, how many there are already, and from where the last one is still free."""

    title: str
    part: Part | None = None
    count: int = 0
    free: tuple[Slide, float] | None = None


def _without_clock(deck: bytes) -> bytes:
    """The same archive with one date on all its files, so that the same content gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(deck)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            kept.writestr(zipfile.ZipInfo(name), made.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
