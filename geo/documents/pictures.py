"""The pictures of a document: the drawing of a step, and the code of its address."""

import io
from dataclasses import replace

import segno

from geo.documents.content import Part
from geo.documents.text import LONGEST, clean
from geo.drawing.draw import PICTURES, draw
from geo.drawing.drawing import Drawing
from geo.events.atlas import Atlas

SET_AS_TABLES = ("matrix", "table", "changes")
"""Kinds of steps that documents set as tables, which can be read aloud and edited, even where a picture could be drawn."""
LONGEST_ADDRESS = 400
"""Characters of an address that a telephone still reads off a code of two centimetres."""


def pictured(part: Part) -> bool:
    """Whether documents have a picture of the part: its kind has one, and is not set as a table."""
    return part.kind in PICTURES and part.kind not in SET_AS_TABLES


def picture(atlas: Atlas, part: Part, size: tuple[float, float], tallest: float = 0.0) -> Drawing | None:
    """The drawing of a part, `size` and `tallest` in inches as in `draw`; None where documents have none of it."""
    return draw_part(atlas, part, size, tallest=tallest) if pictured(part) else None


def draw_part(
    atlas: Atlas, part: Part, size: tuple[float, float], *, titled: bool | str = False, tallest: float = 0.0
) -> Drawing:
    """The same of any kind that can be drawn, `titled` as `draw` has it; its words are fit for every format.

    What it leaves out is only what the part does not say already. Raises ValueError for a kind that cannot be drawn.
    """
    drawing = draw(atlas, part.kind, part.view, size, titled=titled, tallest=tallest)
    said = dict.fromkeys(clean(each, LONGEST["statement"]) for each in drawing.left_out)
    left_out = tuple(each for each in said if each not in part.left_out)
    return replace(drawing, alt=clean(drawing.alt, LONGEST["judgement"]), left_out=left_out)


def code(address: str, kind: str = "svg") -> bytes:
    """The QR code of an address as "svg" or "png"; empty where the address is too long for one."""
    if (made := _code(address)) is None:
        return b""
    out = io.BytesIO()
    made.save(out, kind=kind, scale=1 if kind == "svg" else 8, border=2, light="white")
    return out.getvalue()


def modules(address: str) -> list[list[int]]:
    """The same as rows of modules, 1 where they are dark; [] where the address is too long."""
    made = _code(address)
    return [list(row) for row in made.matrix] if made is not None else []


def _code(address: str) -> segno.QRCode | None:
    return segno.make(address, error="m", micro=False) if len(address) <= LONGEST_ADDRESS else None
