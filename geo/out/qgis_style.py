"""The style of a GeoPackage's layer as QGIS keeps it (QML): by kind of event, with the same shapes and colours as the map."""

from base64 import b64encode

from geo.out.escaped import render
from geo.out.symbols import KINDS, UNKNOWN, Symbol

_RING = '<circle cx="10" cy="10" r="12.5" fill="#ffffff" fill-opacity="0.8" stroke="#111" stroke-width="2" stroke-dasharray="4 2.6"/>'


def style(layer: str) -> str:
    """QML of "points", "areas" or "lines"; a contested event has a dashed ring or edge."""
    kinds = [(kind, kind.replace("_", " "), _look(symbol)) for kind, symbol in KINDS.items()]
    return render("qgis_style.qml", layer=layer, kinds=[*kinds, ("", "other", _look(UNKNOWN))], ring=_svg(_RING))


def _look(symbol: Symbol) -> dict[str, str]:
    """Its picture within the style, so that QGIS needs no file beside it, and its colour as QGIS writes one."""
    shape = f'<path d="{symbol.path}" fill="{symbol.colour}" stroke="#111" stroke-width="1.2" stroke-linejoin="round"/>'
    rgb = ",".join(str(int(symbol.colour[at : at + 2], 16)) for at in (1, 3, 5))
    return {"picture": _svg(shape), "rgb": rgb}


def _svg(drawn: str) -> str:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 28 28" width="28" height="28">{drawn}</svg>'
    return "base64:" + b64encode(svg.encode()).decode()
