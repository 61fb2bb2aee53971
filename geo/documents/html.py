"""A document as one HTML file that opens from a disk: live maps, time lines and cards, and not one request.

Nothing in it can be loaded or run but its own script and style: the policy in its head names them by their hashes, so that
hostile text could do nothing even where an escape were missing.
"""

import io
import json
import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from PIL import Image
from xstatic.pkg import leaflet, leaflet_markercluster

from geo.briefing.steps import KINDS
from geo.documents.about import about, dates
from geo.documents.content import Content, Part
from geo.documents.live import Live, live
from geo.documents.pictures import code, picture
from geo.documents.saying import say_more, say_reference, say_unheard
from geo.drawing.drawing import Drawing, to_png
from geo.events.atlas import Atlas
from geo.out import cards, legends
from geo.out.shown import Shown
from geo.out.xml_text import fit
from geo.settings import ASSETS, MAP_ATTRIBUTION
from geo.vocabulary.view import View

MEDIA_TYPE = "text/html"
MOST_CARDS = 2_000_000
"""Characters of all cards together; an event beyond them says when and where it was, and what it is called."""
_TEMPLATES = Path(__file__).parent / "templates"
_SIZE = (10.0, 6.2)
"""Width and height in inches of the pictures that stand in print, and where no script runs."""
_DPI = 130
_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069]")
Progress = Callable[[int, int, str], None]


def to_html(content: Content, atlas: Atlas, progress: Progress | None = None) -> bytes:
    """The bytes of the file, UTF-8; `progress` is called with how much is done, of how much, and what comes next."""
    tell, total = progress or (lambda done, total, what: None), len(content.parts) + 1
    pictures = []
    for at, part in enumerate(content.parts):
        tell(at, total, part.title)
        pictures.append(_picture(picture(atlas, part, _SIZE)))
    tell(len(content.parts), total, "setting the pages")
    ours = atlas.going_out
    fed = live(atlas, content, [picture is not None for picture in pictures])
    script, style = _script(), _style()
    page = (
        _environment()
        .get_template("document.html")
        .render(
            content=content,
            policy=_policy(script, style),
            script=Markup(script),  # ours, as it stands
            style=Markup(style),
            data=Markup(_data(ours, content, fed)),
            steps=[_step(content, fed, number, picture) for number, picture in enumerate(pictures)],
            cards={event: Markup(card) for event, card in _cards(ours, content).items()},
            dates=dates(content),
            about=about(content),
            kinds=KINDS,
        )
    )
    tell(total, total, "done")
    return fit(_REORDERING.sub("", page)).encode()


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"say_more": say_more, "say_reference": say_reference, "say_unheard": say_unheard}
    return made


@dataclass(frozen=True, slots=True)
class _Picture:
    """A drawing as it stands in the file: its address, its words, and what it could not show."""

    address: str
    alt: str
    left_out: tuple[str, ...]


def _picture(drawing: Drawing | None) -> _Picture | None:
    """With 256 colours, which a map does not exceed to the eye: a third of the bytes."""
    if drawing is None:
        return None
    out = io.BytesIO()
    whole = Image.open(io.BytesIO(to_png(drawing, _DPI))).convert("RGB")
    whole.quantize(256, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return _Picture(_uri("image/png", out.getvalue()), drawing.alt, drawing.left_out)


def _step(content: Content, fed: Live, number: int, picture: _Picture | None) -> dict[str, Any]:
    """What the template needs of a step beside its part."""
    part, scene = content.parts[number], fed.scenes[number]
    address = content.link(part.query, part.page) if part.query else ""
    return {
        "part": part,
        "live": scene is not None,
        "second": scene is not None and "second" in scene,
        "timed": bool(fed.lines[number]),
        "lanes": part.kind == "timeline" and bool(fed.lines[number]),
        "picture": picture,
        "address": address,
        "code": _uri("image/svg+xml", code(address)) if address and code(address) else "",
        "left_out": [
            *part.unmet,
            *part.left_out,
            *(picture.left_out if picture else ()),
            *filter(None, [fed.said[number]]),
        ],
    }


def _uri(media_type: str, body: bytes) -> str:
    return f"data:{media_type};base64,{b64encode(body).decode()}"


def _data(atlas: Atlas, content: Content, fed: Live) -> str:
    """All that the script reads, as JSON; "<" is escaped so that no text can end the element that carries it."""
    told = {
        "layers": fed.layers,
        "scenes": fed.scenes,
        "lines": fed.lines,
        "events": fed.events,
        "outside": [_outside(atlas, part) for part in content.parts],
        "legend": legends.legend(atlas),
        "disclaimer": content.disclaimer,
        "attribution": MAP_ATTRIBUTION,
    }
    return json.dumps(told, separators=(",", ":"), allow_nan=False).replace("<", "\\u003c")


def _outside(atlas: Atlas, part: Part) -> list[str]:
    """The claims on the step's events that are outside of its filters: its cards show them dimmed."""
    if part.shown is None:
        return []
    claims = atlas.chronology.claims
    ours = claims.index[claims["event_id"].isin([told.event_id for told in part.events])]
    return sorted(set(ours) - set(part.shown.claims.index[part.shown.claims["passes"]]))


def _cards(atlas: Atlas, content: Content) -> dict[str, str]:
    """The card of each event that the document lists, as far as there is room for them."""
    ours = atlas.chronology
    whole = Shown(View(), ours.events, ours.claims.assign(passes=True), atlas.places, len(ours.events))
    made, room = dict[str, str](), MOST_CARDS
    for told in content.events:
        card = cards.event_card(atlas, whole, told.event_id, linked=False)
        room -= len(card)
        if room < 0:
            break
        made[told.event_id] = card
    return made


@cache
def _script() -> str:
    """Leaflet, its clusters, the dashboard's own map, and the steps: one script."""
    files = (
        Path(leaflet.BASE_DIR) / "leaflet.js",
        Path(leaflet_markercluster.BASE_DIR) / "leaflet.markercluster.js",
        ASSETS / "map.js",
        _TEMPLATES / "document.js",
    )
    text = ";\n".join(re.sub(r"//# sourceMappingURL=\S+", "", file.read_text(encoding="utf-8")) for file in files)
    return _inline(text, "</script", "<!--")


@cache
def _style() -> str:
    files = (
        Path(leaflet.BASE_DIR) / "leaflet.css",
        Path(leaflet_markercluster.BASE_DIR) / "MarkerCluster.css",
        ASSETS / "map.css",
        ASSETS / "pages.css",
        _TEMPLATES / "document.css",
    )
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    return _inline(
        re.sub(r"url\([^)]*\)", "none", text), "</style"
    )  # Leaflet's own pins and buttons, which we do not use


def _inline(text: str, *never: str) -> str:
    """The text, which must not end the element that it stands in; line ends as the browser hashes them."""
    for end in never:
        assert end not in text.lower(), f"{end} in what is inlined"
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _policy(script: str, style: str) -> str:
    """Nothing but this script, this style, and pictures that stand in the file."""
    hashes = [b64encode(sha256(text.encode()).digest()).decode() for text in (script, style)]
    return (
        f"default-src 'none'; script-src 'sha256-{hashes[0]}'; style-src 'sha256-{hashes[1]}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
