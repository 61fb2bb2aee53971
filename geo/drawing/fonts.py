"""The fonts that ship, known to matplotlib by name, and text made fit to be set in them."""

import dataclasses
import unicodedata
from functools import cache
from pathlib import Path

import matplotlib
from matplotlib import font_manager
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font

from geo.settings import DATA

FONTS = DATA / "fonts"
"""Static TTF files with their licence; whatever sets type takes them from here."""
SIGN_FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
"""DejaVu, which comes with matplotlib: it has the signs (✓ ✕ ◐ ◧) that Noto Sans lacks."""
FAMILIES = ("Noto Sans", "Noto Sans Arabic", "Noto Emoji", "DejaVu Sans")
"""In the order in which a sign is looked for."""
MISSING = "\N{REPLACEMENT CHARACTER}"
"""Stands for what no font can draw."""
_SMALLEST = 9.0
_JOINERS = {"\N{ZERO WIDTH JOINER}", "\ufe0e", "\ufe0f"}
"""They ask for a variant of an emoji, which one colour does not have; between letters a joiner is kept."""
_UNSEEN = {"Cc", "Cn", "Co", "Cs"}


def font(size: float = _SMALLEST, *, bold: bool = False, italic: bool = False) -> FontProperties:
    """The house's font at `size` points, never below 9: what is projected must be read from the last row."""
    _register()
    return FontProperties(
        family=list(FAMILIES),
        size=max(size, _SMALLEST),
        weight="bold" if bold else "normal",
        style="italic" if italic else "normal",
    )


def sign_font(size: float = _SMALLEST) -> FontProperties:
    """The same for a sign alone: shaped in Noto Sans, which lacks it, ≠ would fall apart into = and a stroke."""
    _register()
    return FontProperties(family=["DejaVu Sans"], size=max(size, _SMALLEST), weight="bold")


def settable(text: str, longest: int = 400) -> str:
    """The text as it can be set: one line, cut with an ellipsis, a mark for each run of signs that no font has."""
    line = " ".join(text[: 4 * longest].split())
    kept: list[str] = []
    for at, sign in enumerate(line):
        if sign in _JOINERS and not (at and line[at - 1].isalpha()):
            continue
        shown = sign if ord(sign) in _known() and unicodedata.category(sign) not in _UNSEEN else MISSING
        if shown != MISSING or kept[-1:] != [MISSING]:
            kept.append(shown)
    return "".join(kept) if len(kept) <= longest else "".join(kept[: longest - 1]).rstrip() + "…"


def can_draw(sign: str) -> bool:
    """Whether one of the fonts has the sign; joiners, spaces and line breaks need no glyph."""
    return ord(sign) in _known() or sign.isspace() or sign in _JOINERS or unicodedata.category(sign) == "Cf"


@cache
def _register() -> None:
    known = font_manager.fontManager
    for path in sorted(FONTS.glob("*.ttf")):
        known.addfont(path)
    # emoji have one weight; without this each bold line of a log would say so
    emoji = next(entry for entry in known.ttflist if entry.name == "Noto Emoji")
    known.ttflist.append(dataclasses.replace(emoji, weight="bold"))


@cache
def _known() -> frozenset[int]:
    files = [*sorted(FONTS.glob("*-Regular.ttf")), SIGN_FONTS / "DejaVuSans.ttf"]
    return frozenset(code for file in files for code in FT2Font(str(file)).get_charmap())
