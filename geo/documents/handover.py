"""One function behind the page and the command: a briefing in, the bytes of a file to hand over out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from geo.briefing.steps import KINDS, Briefing
from geo.documents.alone import stand_alone
from geo.documents.compose import BASE, MOST_EVENTS, compose
from geo.documents.content import Content
from geo.documents.html import to_html
from geo.documents.paper import PAPERS
from geo.documents.pdf import to_pdf
from geo.documents.pictures import draw_part
from geo.documents.slides import to_pptx
from geo.drawing.draw import PICTURES
from geo.drawing.drawing import to_png, to_svg
from geo.events.atlas import Atlas

FORMS = {
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "html": "text/html",
    "png": "image/png",
    "svg": "image/svg+xml",
}
"""Form → media type."""
DRAWN = tuple(form for form, media_type in FORMS.items() if media_type.startswith("image/"))
"""The forms that are a picture of a single View."""
PAPER = next(iter(PAPERS))
PICTURE, TALLEST, TALLEST_MATRIX = (10.0, 6.2), 9.0, 36.0
"""Width and height in inches of a picture that stands alone, and how high one may grow whose maps, titles or rows need it."""
MOST_SOURCED = 5_000
"""Events of a picture whose sources are listed."""
Progress = Callable[[int, int, str], None]
"""Called with how much is done, of how much, and what comes next."""


@dataclass(frozen=True, slots=True)
class Handed:
    """The bytes of the file, and a sentence for all that was asked for and is not in it."""

    body: bytes
    said: tuple[str, ...]


def make(
    atlas: Atlas,
    briefing: Briefing,
    form: str,
    base: str = "",
    paper: str = PAPER,
    progress: Progress | None = None,
    made_at: datetime | None = None,
) -> Handed:
    """The file in `form`, and what is not in it. `base` is the dashboard's address, for the links; "" is this machine's.

    Raises ValueError for a form, a paper or an address that is none, and for a picture of what cannot be drawn as one.
    """
    if form not in FORMS:
        raise ValueError(f"{form!r} is no form; choose one of {', '.join(FORMS)}")
    content = compose(atlas, briefing, base or BASE, made_at, MOST_SOURCED if form in DRAWN else MOST_EVENTS)
    said = tuple(dict.fromkeys([*(each for part in content.parts for each in part.unmet), *content.left_out]))
    match form:
        case "pdf":
            return Handed(to_pdf(content, atlas, paper, progress), said)
        case "pptx":
            return Handed(to_pptx(content, atlas, progress), said)
        case "html":
            return Handed(to_html(content, atlas, progress), said)
    return _picture(content, atlas, form, said, content.title if briefing.title else True)


def _picture(content: Content, atlas: Atlas, form: str, said: tuple[str, ...], titled: bool | str) -> Handed:
    if len(content.parts) != 1:
        steps = len(content.parts)
        raise ValueError(
            f"{form} is a picture of one view, and this briefing has {steps} steps; choose pdf, pptx or html"
        )
    part = content.parts[0]
    if part.kind not in PICTURES:
        raise ValueError(
            f"of this {KINDS[part.kind]} there is no picture; choose a kind of {', '.join(PICTURES)}, or pdf, pptx or html"
        )
    drawing = draw_part(
        atlas, part, PICTURE, titled=titled, tallest=TALLEST_MATRIX if part.kind == "matrix" else TALLEST
    )
    said = (*said, *drawing.left_out)
    alone = stand_alone(drawing, content, said)
    return Handed(to_png(alone) if form == "png" else to_svg(alone), said)
