"""One function for every kind of picture of a View."""

from dataclasses import replace

from geo.drawing.chart import draw_chart
from geo.drawing.comparison import draw_comparison
from geo.drawing.drawing import Drawing
from geo.drawing.event_map import draw_map
from geo.drawing.matrix import draw_matrix
from geo.drawing.page import Size
from geo.drawing.timeline import draw_timeline
from geo.events.atlas import Atlas
from geo.out.passing import pass_on, say_left_out
from geo.out.shown import show
from geo.vocabulary.view import View

PICTURES = {
    "map": draw_map,
    "timeline": draw_timeline,
    "matrix": draw_matrix,
    "comparison": draw_comparison,
    "chart": draw_chart,
}
"""The kinds of `geo.briefing.steps.KINDS` that are pictures."""
LEAST = (5.0, 3.6)
"""Inches, width and height."""


def draw(
    atlas: Atlas,
    kind: str,
    view: View,
    size: tuple[float, float] = (10.0, 6.2),
    *,
    titled: bool | str = False,
    tallest: float = 0.0,
) -> Drawing:
    """A View as a picture; `size` is width and height in inches, `titled` sets the View's sentence over it, or
    a title of one's own and the sentence under that.

    A map that its legend would make a strip is drawn higher than `size`, up to `tallest` inches.

    Rows that may not be passed on are left out, and it is said. Raises ValueError for a kind that is no picture, and for a
    size in which 9 point text leaves no room for one.
    """
    if size[0] < LEAST[0] or size[1] < LEAST[1]:
        raise ValueError(f"{size[0]:g} by {size[1]:g} inches are too small: at least {LEAST[0]:g} by {LEAST[1]:g}")
    if kind not in PICTURES:
        raise ValueError(f"{kind!r} is no kind of picture: choose one of {', '.join(PICTURES)}")
    shown, terms = pass_on(atlas, show(atlas, view.question()))
    drawing = PICTURES[kind](atlas, view, shown, Size(*size, tallest), titled)
    return replace(drawing, left_out=(*drawing.left_out, *say_left_out(terms.stay)))
