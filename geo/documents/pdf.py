"""A document as PDF, set by Typst: tagged for screen readers (PDF/UA-1), the same bytes for the same content."""

import json
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import typst

from geo.documents.content import Content, Part
from geo.documents.paper import PAPERS, Place, place_of, taken
from geo.documents.pdf_told import fit, told_document
from geo.documents.pictures import picture, pictured
from geo.drawing.drawing import to_svg
from geo.drawing.fonts import FONTS, SIGN_FONTS
from geo.events.atlas import Atlas

Progress = Callable[[int, int, str], None]
"""Called with how much is done, of how much, and what comes next."""
_TEMPLATES = Path(__file__).parent / "templates"
_Json = dict[str, Any]


def to_pdf(content: Content, atlas: Atlas, paper: str = "a4-portrait", progress: Progress | None = None) -> bytes:
    """The bytes of the PDF. Raises ValueError for a paper that is not in PAPERS."""
    if paper not in PAPERS:
        raise ValueError(f"{paper!r} is no paper; choose one of {', '.join(PAPERS)}")
    tell = progress or (lambda done, total, what: None)
    total, page = len(content.parts) + 1, PAPERS[paper]
    with tempfile.TemporaryDirectory(prefix="zero-point-") as folder:
        place = Path(folder)
        for template in _TEMPLATES.glob("*.typ"):
            (place / template.name).write_bytes(template.read_bytes())
        told = told_document(content, page, place)
        room = _measure(told, place) if any(map(pictured, content.parts)) else {}
        for at, part in enumerate(content.parts):
            tell(at, total, part.title)
            if pictured(part):
                opening = room["opening"] if len(content.parts) == 1 else 0.0
                where = place_of(part, taken(room["parts"][at]), page, opening)
                _draw(atlas, part, told["parts"][at], where, place / f"picture-{at}.svg")
        tell(len(content.parts), total, "setting the pages")
        made = _compiler(told, place, "document.typ").compile(
            format="pdf", pdf_standards=["ua-1"], timestamp=int(content.made_at.timestamp())
        )
    tell(total, total, "done")
    assert isinstance(made, bytes)
    return made


def _compiler(told: _Json, folder: Path, template: str) -> typst.Compiler:
    (folder / "content.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return typst.Compiler(str(folder / template), root=str(folder), font_paths=_fonts())


def _measure(told: _Json, folder: Path) -> _Json:
    """Inches that the words of the document and of each step take."""
    measured = _compiler(told, folder, "measure.typ").query("<room>", field="value", one=True)
    room: _Json = json.loads(measured)
    return room


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS), str(SIGN_FONTS)]
    )


def _draw(atlas: Atlas, part: Part, told: _Json, place: Place, file: Path) -> None:
    """Draw the part's picture for its place, write it into a file, and tell the template of it."""
    drawing = picture(atlas, part, *place.drawn)
    assert drawing is not None
    file.write_bytes(to_svg(drawing))
    told |= {"picture": file.name, "alt": fit(drawing.alt), "place": asdict(place)}
    told["left_out"] += [fit(said) for said in drawing.left_out]
    for row, event in zip(told["events"], part.events, strict=True):
        row["number"] = f"{drawing.numbers.get(event.event_id, '')}"
