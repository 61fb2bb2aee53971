"""The pictures of a document: the drawing of a step, without what may not be passed on, and the code of its address."""

import io
from dataclasses import replace

import segno

from geo.documents.content import Part
from geo.drawing.draw import draw
from geo.drawing.drawing import Drawing
from geo.events.atlas import Atlas
from geo.vocabulary.view import View

DRAWN = ("map", "timeline", "comparison", "chart")
"""Kinds of steps that have a picture; a matrix, a table and a list of changes are set as tables."""
LONGEST_ADDRESS = 400
"""Characters of an address that a telephone still reads off a code of two centimetres."""


def picture(atlas: Atlas, part: Part, size: tuple[float, float]) -> Drawing | None:
    """The drawing of a part, `size` in inches; None where its kind has none, or nothing of it may be passed on."""
    view = passable(atlas, part)
    return draw(atlas, part.kind, view, size) if part.kind in DRAWN and view is not None else None


def passable(atlas: Atlas, part: Part) -> View | None:
    """The part's View limited to the data sets that may be passed on; None where none of them is left."""
    if not part.terms.stay:
        return part.view
    kept_back = {each.id for each in atlas.sets if not each.may_share}
    asked = part.view.data or tuple(atlas.choices["data"])
    data = tuple(key for key in asked if key not in kept_back)
    return replace(part.view, data=data) if data else None


def code(address: str, kind: str = "svg") -> bytes:
    """The QR code of an address as "svg" or "png"; empty where the address is too long for one."""
    if len(address) > LONGEST_ADDRESS:
        return b""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind=kind, scale=1 if kind == "svg" else 8, border=2, light="white"
    )
    return out.getvalue()
