"""One function for every kind of picture of a View."""

from geo.drawing.drawing import Drawing
from geo.events.atlas import Atlas
from geo.vocabulary.view import View


def draw(atlas: Atlas, kind: str, view: View, size: tuple[float, float] = (10.0, 6.2)) -> Drawing:
    """A View as a picture; `size` is width and height in inches. Raises ValueError for a kind that is no picture."""
    raise ValueError(f"{kind!r} is no kind of picture")
