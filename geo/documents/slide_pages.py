"""Slides as they are filled: a heading over each, under it words, a picture, a table; what has no room goes on on the next."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pptx.slide import Slide
from pptx.util import Inches

from geo.documents.about import SHORT_DISCLAIMER
from geo.documents.blocks import Block, Run
from geo.documents.content import Content, Part
from geo.documents.deck import BOTTOM, FAINT, INNER, MARGIN, TOP, WIDTH, new_slide
from geo.documents.fitting import block_height, fill, height, shorten
from geo.documents.pictures import code
from geo.documents.slide_tables import Grid, draw_grid, part_grid
from geo.documents.slide_text import faint, text_box, write, write_blocks, write_title
from geo.drawing.drawing import Drawing, to_png

ROOM = BOTTOM - TOP
NOTES = 14.0
"""Points of notes over a table."""
BESIDE = (8.3, ROOM)
"""Width and height of a picture with notes beside it."""
_OPEN = "Open it live »"
_BESIDE_SIZES = (14.0, 13.0, 12.0)
_FOOT = 10.0
"""Points of notes beside a picture (the first at which they stand on one slide), and of what stands under a table."""
_CODE = 0.95
"""Inches of a QR code; it stands beside the title."""
_DPI = 264
_UNDER, _MOST_UNDER = 11.0, 1.0
"""Points of our sentences under a picture, and how many inches of height they may take."""


@dataclass(slots=True)
class Head:
    """What stands over the slides of one thing, how many there are already, and from where the last one is still free."""

    title: str
    part: Part | None = None
    count: int = 0
    free: tuple[Slide, float] | None = None


class Pages:
    """The deck as it grows."""

    def __init__(self, content: Content, deck: Any) -> None:
        self.content, self.deck = content, deck
        self.foot = f"{content.title[:70]} · made {content.made_at:%Y-%m-%d} · {SHORT_DISCLAIMER}"

    def add(self, head: Head) -> Slide:
        """The next slide under a heading; of a step, with its sentence, its address as a code, and its notes for the speaker."""
        slide = new_slide(self.deck, self.foot)
        again, part = head.count > 0, head.part
        head.count += 1
        title: Any = slide.shapes.title
        title.left, title.top, title.width, title.height = map(Inches, (MARGIN, 0.3, INNER - _CODE - 0.3, 0.75))
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

    def noted(self, head: Head, pages: Iterable[Sequence[Block]], size: float) -> None:
        """Notes over whole slides; a table goes on under them where they leave half of the last one free."""
        for page in pages:
            slide = self.add(head)
            tall = sum(block_height(block, size, INNER) for block in page)
            write_blocks(text_box(slide, MARGIN, TOP, INNER, tall), page, size)
            head.free = (slide, TOP + tall + 0.1) if tall < ROOM / 2 else None

    def pictured(self, head: Head, drawn: Drawing, notes: Sequence[Block], said: Sequence[str]) -> None:
        """The picture with the notes and what is `said` of it beside it, without notes under it; what has no room there goes
        on on the next slide."""
        slide = self.add(head)
        if notes:
            self.show(slide, head, drawn, BESIDE[0], ROOM)
            self.beside(slide, head, [*notes, *map(faint, said)])
            return
        words = " ".join(said)
        tall = height(words, _UNDER, INNER) + 0.08 if words else 0.0
        under = tall <= _MOST_UNDER
        bottom = TOP + self.show(slide, head, drawn, INNER, ROOM - (tall if under else 0.0))
        if words and under:
            write(text_box(slide, MARGIN, bottom + 0.08, INNER, tall), [Run(words, italic=True)], _UNDER)
        elif words:
            self.noted(head, fill([*map(faint, said)], NOTES, INNER, ROOM, (INNER, ROOM)), NOTES)

    def show(self, slide: Slide, head: Head, drawn: Drawing, most_wide: float, most_high: float) -> float:
        """Put the picture as large as it can be under the heading; answers with its height in inches."""
        wide, high = drawn.figure.get_size_inches()
        scale = min(most_wide / wide, most_high / high)
        place = map(Inches, (MARGIN, TOP, wide * scale, high * scale))
        shape = slide.shapes.add_picture(io.BytesIO(to_png(drawn, _DPI)), *place)
        shape.name = f"Picture: {head.title}"
        shape._element.nvPicPr.cNvPr.set("descr", drawn.alt)
        return float(high * scale)

    def beside(self, slide: Slide, head: Head, words: Sequence[Block]) -> None:
        """Words beside a picture."""
        left = MARGIN + BESIDE[0] + 0.3
        wide = WIDTH - MARGIN - left
        pages = {size: fill(words, size, wide, ROOM, (INNER, ROOM)) for size in _BESIDE_SIZES}
        size = next((size for size, made in pages.items() if len(made) == 1), NOTES)
        write_blocks(text_box(slide, left, TOP, wide, ROOM), pages[size][0], size)
        self.noted(head, pages[size][1:], size)

    def grid(self, head: Head, grid: Grid, under: str) -> list[tuple[Slide, list[int]]]:
        """A table over its slides, with a line under each; says which rows stand on which."""
        foot = 0.12 + height(under, _FOOT, INNER) if under else 0.0
        shared, top = head.free or (None, TOP)
        head.free = None
        made = []
        for at, part in enumerate(part_grid(grid, top, BOTTOM - foot)):
            begun = shared if at == 0 else None
            if part.rows:
                slide = begun or self.add(head)
                end = draw_grid(slide, grid, part, top if begun else TOP)
                made.append((slide, part.kept))
                if under:
                    write(text_box(slide, MARGIN, end + 0.09, INNER, foot), [Run(under)], _FOOT, colour=FAINT)
        return made
