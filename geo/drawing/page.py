"""The sheet that a picture is drawn on: its size in points, text, outlines and axes on it."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from geo.drawing.fonts import font

INK, QUIET, PAPER, LINE = "#1a1a1a", "#4d4d4d", "#ffffff", "#9a9a9a"
LEADING = 12.5
"""Points from one line of 9 point text to the next."""
MARGIN = 9.0


class Size(NamedTuple):
    """Of a sheet in inches; maps that need it make the sheet higher, up to `tallest`."""

    width: float
    height: float
    tallest: float = 0.0


class Box(NamedTuple):
    """A rectangle of the sheet in points, from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """In points."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """In points."""
        return self.top - self.bottom

    def less(self, edge: float) -> "Box":
        """The same with `edge` points taken off all round."""
        return Box(self.left + edge, self.bottom + edge, self.right - edge, self.top - edge)

    def meets(self, other: "Box") -> bool:
        """Whether the two share more than an edge."""
        across = self.left < other.right and other.left < self.right
        return across and self.bottom < other.top and other.bottom < self.top


class Sheet:
    """A figure with one pair of axes in points over all others, on which symbols and text stand."""

    def __init__(self, size: Size, figure: Figure | None = None) -> None:
        # at 72 dots an inch a dot is a point, so that measures hold at any resolution
        self.figure = figure or Figure(figsize=size[:2], dpi=72, facecolor=PAPER)
        FigureCanvasAgg(self.figure)
        self.box = Box(0.0, 0.0, 72.0 * size.width, 72.0 * size.height)
        self.tallest = 72.0 * max(size.height, size.tallest)
        self.ink = self.axes(self.box)
        self.ink.set(xlim=(0, self.box.width), ylim=(0, self.box.height), zorder=10)
        self.texts: list[Text] = []

    @classmethod
    def under(cls, figure: Figure, height: float) -> "Sheet":
        """A sheet so many points high below all that stands on a figure, which grows by as much."""
        wide, high = figure.get_size_inches()
        whole = high + height / 72
        for axes in figure.axes:
            left, bottom, width, tall = axes.get_position(original=True).bounds
            axes.set_position((left, (bottom * high + height / 72) / whole, width, tall * high / whole))
        figure.set_size_inches(wide, whole)
        return cls(Size(wide, height / 72), figure)

    def grow(self, height: float) -> None:
        """Make the sheet so many points high, before anything stands on it."""
        self.box = self.box._replace(top=height)
        self.figure.set_size_inches(self.box.width / 72, height / 72)
        self.ink.set(ylim=(0, height))

    def axes(self, box: Box) -> Axes:
        """Bare axes that fill the box, under the ink."""
        wide, high = 72.0 * self.figure.get_size_inches()
        axes = self.figure.add_axes((box.left / wide, box.bottom / high, box.width / wide, box.height / high))
        axes.set_axis_off()
        axes.patch.set_alpha(0)
        return axes

    def write(
        self,
        x: float,
        y: float,
        text: str,
        face: FontProperties | None = None,
        *,
        colour: str = INK,
        across: str = "left",
        along: str = "baseline",
        halo: str = "",
        turned: float = 0.0,
        zorder: float = 5.0,
    ) -> Text:
        """Set one line; `halo` is the colour of the ground that keeps it readable on a map."""
        effects = [withStroke(linewidth=2.4, foreground=halo)] if halo else None
        made = self.ink.text(
            x,
            y,
            text,
            fontproperties=face or font(),
            color=colour,
            ha=across,
            va=along,
            rotation=turned,
            parse_math=False,
            path_effects=effects,
            zorder=zorder,
        )
        self.texts.append(made)
        return made

    def stamp(self, path: Path, x: float, y: float, scale: float, **how: Any) -> PathPatch:
        """An outline (from -1 to 1) at a spot, `scale` points large in each direction."""
        placed = Affine2D().scale(scale).translate(x, y).transform_path(path)
        patch = PathPatch(placed, **how)
        self.ink.add_artist(patch)
        return patch

    def rectangle(self, box: Box, **how: Any) -> Rectangle:
        """A rectangle on the ink."""
        drawn = Rectangle((box.left, box.bottom), box.width, box.height, **how)
        self.ink.add_artist(drawn)
        return drawn

    def line(self, xs: Sequence[float], ys: Sequence[float], **how: Any) -> None:
        """A line on the ink."""
        self.ink.plot(xs, ys, scalex=False, scaley=False, **how)

    def paragraph(self, box: Box, lines: Iterable[str], colour: str = QUIET) -> None:
        """Lines of 9 points from the top of the box down."""
        for number, line in enumerate(lines):
            self.write(box.left, box.top - 9.5 - number * LEADING, line, colour=colour)
