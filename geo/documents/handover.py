"""One function behind the page and the command: a briefing in, the bytes of a file to hand over out."""

from collections.abc import Callable
from datetime import datetime

from geo.briefing.steps import KINDS, Briefing
from geo.documents.content import BASE, Part, compose
from geo.documents.pictures import DRAWN, picture
from geo.documents.pdf import to_pdf
from geo.documents.slides import to_pptx
from geo.drawing.drawing import to_png, to_svg
from geo.events.atlas import Atlas

PAGES, PICTURES = ("pdf", "pptx", "html"), ("png", "svg")
FORMS = (*PAGES, *PICTURES)
PICTURE = (10.0, 6.2)
"""Width and height in inches of a picture that stands alone."""
Progress = Callable[[int, int, str], None]
"""Called with how much is done, of how much, and what comes next."""


def hand_over(
    atlas: Atlas,
    briefing: Briefing,
    form: str,
    base: str = BASE,
    paper: str = "a4-portrait",
    progress: Progress | None = None,
    made_at: datetime | None = None,
) -> tuple[bytes, tuple[str, ...]]:
    """The file in `form` (one of FORMS), and a sentence for all that was asked for and is not in it.

    `base` is the dashboard's address, for the links. A picture is made of a single View only. Raises ValueError for a form,
    a paper or an address that is none, and for a picture of a kind that cannot be drawn.
    """
    if form not in FORMS:
        raise ValueError(f"{form!r} is no form; choose one of {', '.join(FORMS)}")
    content = compose(atlas, briefing, base, made_at)
    said = tuple(dict.fromkeys([sentence for part in content.parts for sentence in part.unmet] + list(content.left_out)))
    if form in PICTURES:
        body, more = _drawn(atlas, content.parts, form)
        return body, (*said, *more)
    if form == "pdf":
        return to_pdf(content, atlas, paper, progress), said
    if form == "pptx":
        return to_pptx(content, atlas, progress), said
    raise ValueError("html is not there yet")


def _drawn(atlas: Atlas, parts: tuple[Part, ...], form: str) -> tuple[bytes, tuple[str, ...]]:
    if len(parts) != 1:
        raise ValueError(f"{form} is a picture of one view, and this briefing has {len(parts)}; choose pdf, pptx or html")
    drawing = picture(atlas, parts[0], PICTURE)
    if drawing is None:
        kind = KINDS[parts[0].kind]
        raise ValueError(f"there is no picture of a {kind}; choose one of {', '.join(DRAWN)}")
    return to_png(drawing) if form == "png" else to_svg(drawing), drawing.left_out
