"""The symbols of events: by kind, ringed where contested, in the colour of how two accounts differ; discs that count."""

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.patches import Wedge
from matplotlib.path import Path

from geo.drawing.fonts import font, sign_font
from geo.drawing.page import INK, PAPER, Sheet
from geo.drawing.shapes import glyph

SIZE = 7.0
"""Points from the middle of a symbol to the edge of its box."""
RING = 8.6
BADGE = 4.0
"""Points by which a badge stands out over the ring, to the right and up."""
SELECTED = "#ffd500"
CONTESTED_DASH = (0, (2.2, 1.5))
_DISC, _DIGIT = 11.5, 2.6
"""Points: half the width of a disc that counts up to 99, and what each further sign adds."""


def draw_symbol(
    sheet: Sheet,
    x: float,
    y: float,
    said: Mapping[str, Any],
    differences: Mapping[str, Mapping[str, str]],
    selected: bool = False,
) -> None:
    """The symbol of an event; `said` has its path, colour, status and, where two accounts are compared, difference."""
    if selected:
        sheet.stamp(Path.unit_circle(), x, y, RING + 3.5, facecolor=SELECTED, edgecolor=INK, linewidth=1.0, zorder=4.1)
    difference = differences.get(said.get("difference", ""))
    if difference:
        draw_ring(sheet, x, y, difference["colour"], dashes(difference["dash"]), 1.6)
    elif said["status"] != "uncontested":
        draw_ring(sheet, x, y, INK, CONTESTED_DASH, 1.2)
    sheet.stamp(glyph(said["path"]), x, y, SIZE, facecolor=said["colour"], edgecolor=INK, linewidth=0.8, zorder=4.4)
    out = RING * 0.8
    if difference:
        draw_badge(sheet, x + out, y + out, difference["colour"], difference["sign"])
    elif said["status"] == "denied":
        draw_badge(sheet, x + out, y + out, INK, "✕")


def draw_ring(sheet: Sheet, x: float, y: float, colour: str, dash: Any, width: float, half: float = RING) -> None:
    """The ring round a symbol, on a white ground."""
    how = {"edgecolor": colour, "linewidth": width, "linestyle": dash, "zorder": 4.2}
    sheet.stamp(Path.unit_circle(), x, y, half, facecolor="#ffffffd0", **how)


def draw_badge(sheet: Sheet, x: float, y: float, colour: str, sign: str) -> None:
    """A small disc with a sign."""
    sheet.stamp(Path.unit_circle(), x, y, 5.2, facecolor=colour, edgecolor=PAPER, linewidth=0.7, zorder=4.5)
    sheet.write(x, y, sign, sign_font(), colour=PAPER, across="center", along="center_baseline", zorder=4.6)


def disc_half(count: int) -> float:
    """Half the width of the disc for that many events, in points."""
    return _DISC + _DIGIT * max(0, len(f"{count:,}") - 2)


def draw_count(sheet: Sheet, x: float, y: float, colours: Sequence[str], disputed: bool, half: float = 0.0) -> None:
    """The number of these colours on a disc whose ring is shared among them; dashed outside where one is contested.

    `half` is half its width, as much as the number needs where it is 0; in less room thousands are rounded.
    """
    count, turn, half = len(colours), 90.0, half or disc_half(len(colours))
    dash = CONTESTED_DASH if disputed else "solid"
    sheet.stamp(Path.unit_circle(), x, y, half, facecolor=PAPER, edgecolor=INK, linewidth=1.1, linestyle=dash, zorder=4)
    for colour in sorted(set(colours), key=lambda each: -colours.count(each)):
        share = 360.0 * colours.count(colour) / count
        wedge = Wedge((x, y), half - 1.2, turn - share, turn, width=2.4, fc=colour, ec=PAPER, lw=0.5, zorder=4.1)
        sheet.ink.add_artist(wedge)
        turn -= share
    text = f"{count:,}" if half >= disc_half(count) or count < 1000 else f"{count / 1000:.1f}k"
    sheet.write(x, y, text, font(bold=True), across="center", along="center_baseline", halo=PAPER, zorder=4.5)


def dashes(svg: str) -> Any:
    """Dashes as SVG writes them, as matplotlib wants them."""
    lengths = [float(part) * 0.7 for part in svg.split()]
    return (0, lengths) if lengths else "solid"
