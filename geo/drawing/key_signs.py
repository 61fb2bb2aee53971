"""The small drawings of a map's legend: each puts its sign round a point of the sheet."""

from collections.abc import Mapping
from typing import Any

from matplotlib.patches import Rectangle
from matplotlib.path import Path

from geo.drawing.areas import SEVERAL
from geo.drawing.crossings import draw_sign
from geo.drawing.fonts import font
from geo.drawing.keys import Draw
from geo.drawing.page import INK, PAPER, Sheet
from geo.drawing.shading import SHADE
from geo.drawing.symbols import RING, dashes, draw_badge, draw_count, draw_symbol
from geo.out.symbols import symbol


def difference(told: Mapping[str, str]) -> Draw:
    """How two accounts differ on an event: the ring and the badge."""

    def draw(sheet: Sheet, x: float, y: float) -> None:
        ring(told["colour"], dashes(told["dash"]))(sheet, x - 2, y)
        draw_badge(sheet, x + 6, y + 3, told["colour"], told["sign"])

    return draw


def kind(named: str) -> Draw:
    """The symbol of a kind, without a ring."""
    said = {"path": symbol(named).path, "colour": symbol(named).colour, "status": "uncontested"}
    return lambda sheet, x, y: draw_symbol(sheet, x, y, said, {})


def crossing(said: Mapping[str, Any]) -> Draw:
    """A crossing with its status."""
    return lambda sheet, x, y: draw_sign(sheet, x, y, said)


def disc(colour: str) -> Draw:
    """A disc as large as a symbol."""
    return lambda sheet, x, y: _drop(
        sheet.stamp(Path.unit_circle(), x, y, 5.5, facecolor=colour, edgecolor=INK, linewidth=0.8)
    )


def ring(colour: str, dash: object) -> Draw:
    """The ring or edge round an event."""
    return lambda sheet, x, y: _drop(
        sheet.stamp(
            Path.unit_circle(), x, y, RING - 2.5, facecolor=PAPER, edgecolor=colour, linewidth=1.5, linestyle=dash
        )
    )


def circle(sheet: Sheet, x: float, y: float) -> None:
    """The circle within which an event lies."""
    sheet.stamp(Path.unit_circle(), x, y, 6, facecolor="#77777733", edgecolor="#555555", linewidth=1.0)


def count(sheet: Sheet, x: float, y: float) -> None:
    """The disc that stands for many."""
    draw_count(sheet, x, y, [symbol(kind).colour for kind in ("attack", "attack", "diplomacy")], False, 8.0)


def bar(sheet: Sheet, x: float, y: float) -> None:
    """The bar of an event whose day is not known."""
    sheet.ink.add_artist(Rectangle((x - 11, y - 3.5), 22, 7, fc=SEVERAL + "99", ec=INK, lw=0.8))


def number(number: int) -> Draw:
    """A number, as it stands beside a mark."""

    def draw(sheet: Sheet, x: float, y: float) -> None:
        sheet.write(x, y, str(number), font(bold=True), across="center", along="center_baseline")

    return draw


def area(hatch: str = "") -> Draw:
    """A district or province that is all that is known of a place."""

    def draw(sheet: Sheet, x: float, y: float) -> None:
        faint = Rectangle((x - 10, y - 5), 20, 10, fc=SEVERAL + ("22" if hatch else "11"), ec=SEVERAL, lw=1.1)
        sheet.ink.add_artist(faint)
        if hatch:
            lines = Rectangle((x - 10, y - 5), 20, 10, fc="none", ec=SEVERAL + "66", lw=0, hatch=hatch)
            lines.set_hatch_linewidth(0.5)
            sheet.ink.add_artist(lines)

    return draw


def patch(strength: float) -> Draw:
    """A strength of the shading."""
    return lambda sheet, x, y: _drop(
        sheet.ink.add_artist(Rectangle((x - 10, y - 5), 20, 10, fc=SHADE, alpha=strength, ec=INK, lw=0.5))
    )


def line(colour: str, width: float, dash: object = "solid", alpha: float = 1.0) -> Draw:
    """A piece of a line."""
    return lambda sheet, x, y: sheet.line(
        [x - 11, x + 11], [y, y], color=colour, lw=width, ls=dash, alpha=alpha, solid_capstyle="butt"
    )


def arrow(dash: object) -> Draw:
    """From where an event came."""

    def draw(sheet: Sheet, x: float, y: float) -> None:
        sheet.line([x - 11, x + 4], [y, y], color=INK, lw=1.6, ls=dash)
        head = Path([(11, 0), (3, 4), (3, -4), (11, 0)], closed=True)
        sheet.stamp(head, x, y, 1, facecolor=INK, edgecolor="none")

    return draw


def _drop(_: object) -> None:
    """A key draws; what it returns is of no use."""
