"""What the tests of pictures share: the words that stand in a picture, and where."""

from collections.abc import Callable
from itertools import combinations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from geo.drawing.draw import draw
from geo.drawing.drawing import Drawing
from geo.events.atlas import Atlas
from geo.vocabulary.view import View

Placed = list[tuple[str, tuple[float, float, float, float]]]


@pytest.fixture
def picture(atlas: Atlas) -> Callable[..., Drawing]:
    """Draw a View given by its fields: `picture("map", kind=("attack",))`."""

    def made(
        kind: str,
        /,
        size: tuple[float, float] = (10.0, 6.2),
        titled: bool | str = False,
        tallest: float = 0.0,
        **fields: object,
    ) -> Drawing:
        return draw(atlas, kind, View(**fields), size, titled=titled, tallest=tallest)  # type: ignore[arg-type]

    return made


def texts(drawing: Drawing) -> list[str]:
    """Every text of the picture, in the order in which they were set."""
    return [text.get_text() for axes in drawing.figure.axes for text in axes.texts]


def placed(drawing: Drawing) -> Placed:
    """Every upright text with its box in points, as it is set at 200 dots an inch."""
    figure = drawing.figure
    figure.set_dpi(200)
    assert isinstance(figure.canvas, FigureCanvasAgg)
    renderer = figure.canvas.get_renderer()
    figure.draw_without_rendering()
    found = []
    for text in figure.findobj(Text):
        if text.get_text().strip() and not text.get_rotation():
            box = text.get_window_extent(renderer)
            found.append((text.get_text(), tuple(edge * 72 / 200 for edge in box.extents)))
    figure.set_dpi(72)
    return found  # type: ignore[return-value]


def astray(found: Placed, size: tuple[float, float]) -> list[str]:
    """The texts that do not lie within the picture."""
    wide, high = 72 * size[0], 72 * size[1]
    return [text for text, (left, low, right, top) in found if left < 0 or low < 0 or right > wide or top > high]


def overlapping(found: Placed) -> list[tuple[str, str]]:
    """Pairs of texts that cover each other by more than a hair; the air over and under letters may touch."""
    pairs = []
    for (one, a), (other, b) in combinations(found, 2):
        across, along = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
        if across > 1 and along > 2:
            pairs.append((one, other))
    return pairs
