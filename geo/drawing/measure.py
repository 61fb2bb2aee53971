"""How wide and high text comes out, and text cut or wrapped to a width, before it is set."""

from functools import lru_cache

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties

from geo.drawing.fonts import settable

_FINE, _SLACK = 288, 1.015
"""Dots an inch at which text is measured; what is set at fewer dots comes out wider by up to this."""
_LONGEST = 1200


@lru_cache(maxsize=8192)  # legends and notes are the same in every picture
def measure(text: str, face: FontProperties) -> tuple[float, float]:
    """Width and height in points of a line that `settable` has seen; it is as high as letters may be, whichever it has."""
    renderer = RendererAgg(8, 8, _FINE)  # type: ignore[no-untyped-call]
    width, height, _ = renderer.get_text_width_height_descent(text, face, ismath=False)  # type: ignore[no-untyped-call]
    tall = 0.0 if text == "lp" else measure("lp", face)[1]
    return width * 72 / _FINE * _SLACK, max(height * 72 / _FINE, tall)


def cut(text: str, face: FontProperties, width: float) -> str:
    """The text as it fits into `width` points, with an ellipsis where it does not."""
    line = settable(text)
    if measure(line, face)[0] <= width:
        return line
    low, high = 0, len(line)
    while low < high:
        half = (low + high + 1) // 2
        fits = measure(line[:half].rstrip() + "…", face)[0] <= width
        low, high = (half, high) if fits else (low, half - 1)
    return line[:low].rstrip() + "…"


def wrap(text: str, face: FontProperties, width: float, most: int) -> list[str]:
    """At most `most` lines of at most `width` points; the last one is cut with an ellipsis where there is more."""
    words, lines, used = settable(text, _LONGEST).split(" "), [""], 0.0
    gap = measure("n n", face)[0] - measure("nn", face)[0]
    for number, word in enumerate(words):
        wide = measure(word, face)[0] if word else 0.0
        if not lines[-1] or used + gap + wide <= width:
            lines[-1], used = f"{lines[-1]} {word}".strip(), used + gap + wide
        elif len(lines) == most:
            lines[-1] = " ".join([lines[-1], *words[number:]])
            break
        else:
            lines.append(word)
            used = wide
    return [cut(line, face, width) for line in lines if line]


def broken(word: str, face: FontProperties, width: float, most: int) -> list[str]:
    """A word without spaces, such as an address, in at most `most` lines, broken wherever a line is full."""
    rest, lines = settable(word, _LONGEST), list[str]()
    while rest and len(lines) < most - 1:
        fits = len(cut(rest, face, width).removesuffix("…")) or 1
        lines, rest = [*lines, rest[:fits]], rest[fits:]
    return [*lines, cut(rest, face, width)] if rest else lines
