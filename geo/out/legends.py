"""What signs mean, as HTML: the map's legend, the matrix's stances, how two accounts differ, a kind's symbol."""

from collections.abc import Sequence
from urllib.parse import quote

from markupsafe import Markup

from geo.events.atlas import Atlas
from geo.out.escaped import render
from geo.out.symbols import symbol


def legend(atlas: Atlas) -> str:
    """HTML of the map's legend: kinds by colour and shape, agreement, precision, crossings, the border."""
    kinds = [(symbol_image(kind, 14), label) for kind, label in atlas.choices["kind"].items()]
    return render("legend.html", rows=kinds + [(_picture(drawn, 22, 14), label) for drawn, label in _LEGEND])


def signs(named: Sequence[tuple[str, str]]) -> str:
    """HTML of a line that says what signs mean: (sign, word)."""
    told = Markup(" ").join(Markup("<span><b>{}</b> {}</span>").format(sign, word.lower()) for sign, word in named)
    return Markup('<p class="zp-signs">{} <span>empty: silent; a number: that many claims</span></p>').format(told)


def differences(rows: Sequence[tuple[str, str, str, int]]) -> str:
    """HTML of a line that counts how two accounts differ: (sign, colour, words, number of events)."""
    return render("differences.html", rows=rows)


def symbol_image(kind: str, size: int = 16) -> Markup:
    """The kind's symbol as a picture; the word always stands beside it."""
    mark = symbol(kind)
    scale = size / 22
    return _picture(
        f'<path transform="scale({scale:.4f}) translate(1 1)" d="{mark.path}" fill="{mark.colour}" stroke="#222" stroke-width="1"/>',
        size,
        size,
    )


_LEGEND = (
    (
        '<circle cx="11" cy="7" r="6" fill="none" stroke="#222" stroke-width="2" stroke-dasharray="3 2"/>',
        "dashed ring or edge: contested",
    ),
    ('<circle cx="11" cy="7" r="6" fill="#8888" stroke="#666"/>', "circle: somewhere inside it"),
    (
        '<circle cx="11" cy="7" r="6.5" fill="#fff" stroke="#333" stroke-width="1.5"/>'
        '<text x="11" y="10.500" font-size="9" font-weight="700" text-anchor="middle">7</text>',
        "number: so many events close together or at one spot",
    ),
    (
        '<rect x="1" y="1" width="20" height="12" fill="#d55e0044" stroke="#d55e00"/>',
        "filled area: known to this area only",
    ),
    ('<path d="M1 7h20" stroke="#d55e00" stroke-width="5"/>', "thick line: somewhere along it"),
    (
        '<path d="M1 7h14" stroke="#222" stroke-width="2" stroke-dasharray="4 3"/><path d="M14 2l7 5-7 5z"/>',
        "arrow: from, to; dashed: only the country is known",
    ),
    (
        '<rect x="4" width="14" height="14" rx="3" fill="#0072b2"/>'
        '<text x="11" y="11" font-size="10" fill="#fff" text-anchor="middle">O</text>',
        "crossing: O open, ◐ partly, ✕ closed, △ announced, ≠ reports differ, ? not known; dashed: assumed",
    ),
    (
        '<path d="M1 7h20" stroke="#7a1f5c" stroke-width="2.5" stroke-dasharray="8 3 2 3"/>',
        "Pakistan–Iran border, uncertain by some km",
    ),
)


def _picture(drawn: str, width: int, height: int) -> Markup:
    """SVG of our own making as a picture without alternative text; Streamlit's HTML takes no inline SVG."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{drawn}</svg>'
    return Markup('<img class="zp-symbol" width="{}" height="{}" alt="" src="data:image/svg+xml,{}">').format(
        width, height, quote(svg)
    )
