"""A document as slides (PPTX, 16:9): native text and tables that can be edited, sharp pictures with their words."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from geo.documents.about import dates
from geo.documents.blocks import Block, Run
from geo.documents.content import Content, Part
from geo.documents.deck import ACCENT, FAINT, INNER, MARGIN, TOP, WIDTH, new_deck, new_slide
from geo.documents.events import Told
from geo.documents.fitting import column_widths, fill, height, shorten
from geo.documents.pictures import picture
from geo.documents.saying import say_none
from geo.documents.slide_pages import BESIDE, NOTES, ROOM, Head, Pages
from geo.documents.slide_tables import Grid, cell, event_widths
from geo.documents.slide_text import faint, text_box, write, write_blocks
from geo.documents.slide_words import about_blocks, event_row, judgement_blocks, say_statements, source_blocks
from geo.documents.tables import Table
from geo.events.atlas import Atlas

Progress = Callable[[int, int, str], None]
"""Called with how much is done, of how much, and what comes next."""
_PROSE, _SOURCES = (20.0, 18.0, 16.0, 14.0), 10.0
"""Points of text alone (the first at which it stands on one slide), and of sources."""
_ENLARGED, _ENLARGED_ALONE, _ENLARGED_MANY = 1.2, 1.1, 1.0
"""Pictures are drawn smaller than they stand, so that their words are read from the last row: with notes, without or
with titles of events, and where two maps or many kinds want the room."""
_CROWDED = 6
"""Kinds of events: more crowd the legend and the lanes of a picture."""
_ALONE = (INNER, ROOM - 0.55)
"""Width and height of a picture with only our own sentences, which stand under it."""


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


class _Slides(Pages):
    """What stands on them, in its order."""

    def __init__(self, content: Content, deck: Any) -> None:
        super().__init__(content, deck)
        self.listed: set[str] = set()

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
        pages = {size: fill(blocks, size, INNER, ROOM, (INNER, ROOM)) for size in _PROSE}
        size = next((size for size, made in pages.items() if len(made) == 1), _PROSE[-1])
        self.noted(Head(title), pages[size], size)

    def step(self, part: Part, at: int, atlas: Atlas) -> None:
        title = f"{at + 1}. {part.title}" if len(self.content.parts) > 1 else part.title
        if part.kind == "text":
            self.prose(title, part.notes)
            return
        lists = part.table.rows if part.table else part.events
        said = [*([] if lists else [say_none(part)]), *part.unmet, *part.left_out]
        (wide, high), enlarged = (BESIDE, _ENLARGED) if part.notes else (_ALONE, _ENLARGED_ALONE)
        kinds = {told.kind_label for told in part.events}
        crowded = len(kinds) > _CROWDED and (part.notes or part.kind == "timeline")
        if part.kind == "timeline":
            enlarged = _ENLARGED_ALONE
        if crowded or (part.kind == "comparison" and part.view.against):
            enlarged = _ENLARGED_MANY
        drawn = picture(atlas, part, (wide / enlarged, high / enlarged))
        head = Head(title, part)
        if drawn:
            self.pictured(head, drawn, part.notes, [*said, *drawn.left_out])
        elif part.notes or not lists:
            pages = fill([*part.notes, *map(faint, said)], NOTES, INNER, ROOM, (INNER, ROOM))
            self.noted(head, pages, NOTES)
        under = " ".join([] if head.count else said)
        if part.table:
            self.table(head, part.table, f"{part.table.legend}. {under}".strip(". "))
        elif part.events and (not drawn or drawn.numbers):
            self.events(head, part.events, part.page, under, drawn.numbers if drawn else {})

    def table(self, head: Head, table: Table, under: str) -> None:
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
        grid = Grid(table.heading, lambda size: column_widths(columns, size, INNER, 0.16), rows, head.title)
        self.grid(head, grid, under)

    def annex(self) -> None:
        """The events that no table has yet, or not with all their claims."""
        rest = [told for told in self.content.events if not {said.claim_id for said in told.claims} <= self.listed]
        if rest:
            self.events(Head("Who says what, event by event"), rest)

    def events(
        self,
        head: Head,
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
        grid = Grid(names, event_widths, rows, head.title)
        for slide, kept in self.grid(head, grid, under):
            spoken = slide.notes_slide.notes_text_frame
            spoken.text = "\n\n".join(filter(None, [spoken.text, *(say_statements(events[at]) for at in kept)]))

    def sources(self) -> None:
        """The numbered sources, in two columns."""
        wide, head = (INNER - 0.4) / 2, Head("Sources")
        columns = fill(source_blocks(self.content), _SOURCES, wide, ROOM, (wide, ROOM))
        for at in range(0, len(columns), 2):
            slide = self.add(head)
            for side, column in enumerate(columns[at : at + 2]):
                write_blocks(text_box(slide, MARGIN + side * (wide + 0.4), TOP, wide, ROOM), column, _SOURCES)


def _without_clock(deck: bytes) -> bytes:
    """The same archive with one date on all its files, so that the same content gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(deck)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            kept.writestr(zipfile.ZipInfo(name), made.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
