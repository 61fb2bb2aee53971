"""The map's symbols as small pictures, for files that must carry their own."""

import io
import math
import re
from functools import cache

from PIL import Image, ImageDraw

from geo.out.symbols import Symbol

SIZE = 48
"""Pixels of width and height."""
_FINE = 8  # drawn so many times larger and then made smaller: smooth edges
_MARGIN = 2.0  # of the symbol's 20 units
Point = tuple[float, float]


@cache
def png(symbol: Symbol) -> bytes:
    """The symbol in its colour with a dark edge, on nothing; PNG."""
    scale = SIZE * _FINE / (20 + 2 * _MARGIN)
    corners = [((x + _MARGIN) * scale, (y + _MARGIN) * scale) for x, y in outline(symbol.path)]
    large = Image.new("RGBA", (SIZE * _FINE, SIZE * _FINE), symbol.colour + "00")
    drawn = ImageDraw.Draw(large)
    drawn.polygon(corners, fill=symbol.colour)
    drawn.line([*corners, *corners[:2]], fill="#111111", width=round(1.2 * scale), joint="curve")
    out = io.BytesIO()
    large.resize((SIZE, SIZE), Image.Resampling.LANCZOS).save(out, "PNG")
    return out.getvalue()


def outline(path: str) -> list[Point]:
    """The corners of a symbol's path: the commands M, L, H, V, Z, small or large, and an arc that closes a circle."""
    at, corners = (0.0, 0.0), list[Point]()
    for command, written in re.findall(r"([a-zA-Z])([^a-zA-Z]*)", path):
        numbers = [float(number) for number in re.findall(r"-?\d*\.?\d+", written)]
        x, y = at if command.islower() else (0.0, 0.0)
        match command.upper():
            case "Z":
                continue
            case "A":  # every arc of ours goes all the way round
                return [
                    (at[0] + numbers[0] * math.sin(turn), at[1] + numbers[1] * (1 - math.cos(turn)))
                    for turn in (math.tau * step / 48 for step in range(48))
                ]
            case "H":
                steps = [(number + x, at[1]) for number in numbers]
            case "V":
                steps = [(at[0], number + y) for number in numbers]
            case _:
                steps = []
                for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
                    steps.append((x + dx, y + dy))
                    x, y = steps[-1] if command.islower() else (0.0, 0.0)
        at, corners = steps[-1], corners + steps
    return corners
