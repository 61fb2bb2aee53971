"""A document as PDF, set by Typst: tagged for screen readers (PDF/UA-1), the same bytes for the same content."""

import json
import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import typst

from geo.briefing.steps import KINDS
from geo.documents.about import SHORT_DISCLAIMER, about, dates
from geo.documents.blocks import Block
from geo.documents.content import Content, Part
from geo.documents.events import Told
from geo.documents.fitting import column_widths
from geo.documents.paper import PAPERS, Paper, Place, place_of, taken
from geo.documents.pictures import code, picture, pictured
from geo.documents.saying import say_more, say_none, say_places, say_reference, say_unheard
from geo.documents.sources import Reference
from geo.documents.tables import Table
from geo.documents.text import direction
from geo.drawing.drawing import to_svg
from geo.drawing.fonts import FAMILIES, FONTS, MISSING, SIGN_FONTS, can_draw
from geo.events.atlas import Atlas
from geo.vocabulary.dates import say_day

Progress = Callable[[int, int, str], None]
"""Called with how much is done, of how much, and what comes next."""
_TEMPLATES = Path(__file__).parent / "templates"
_LONG_WORD = re.compile(r"\S{25,}")
_BREAK = "\u200b"
_ISOLATE, _POP = "\u2067", "\u2069"
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
        told = _document(content, page, place)
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


def _document(content: Content, paper: Paper, folder: Path) -> _Json:
    """All that the templates are told; the pictures are still to come."""
    parts = [_part(content, at, paper, folder) for at in range(len(content.parts))]
    many = len(parts) > 1
    events = content.events
    made = content.made_at
    return {
        "title": fit(content.title),
        "dir": direction(content.title),
        "description": fit(content.parts[0].sentence if content.parts else ""),
        "author": fit(content.author),
        "made_on": {"year": made.year, "month": made.month, "day": made.day},
        "fonts": list(FAMILIES),
        "flipped": paper.sideways,
        "wide": paper.wide,
        "high": paper.high,
        "asides": paper.asides,
        "running": fit(content.title),
        "footer": f"Made {say_day(made.date())}. {SHORT_DISCLAIMER}",
        "overline": "Briefing" if many else KINDS[content.parts[0].kind] if parts else "Briefing",
        "dates": fit(dates(content)),
        "summary": _blocks(content.summary),
        "judgements": [
            {"text": fit(text), "likelihood": word[:1].upper() + word[1:], "dir": direction(text)}
            for text, word in content.judgements
        ],
        "contents": many,
        "parts": parts,
        "claims": [_claims(content, told) for told in events],
        "references": [_reference(each) for each in content.references],
        "about": [{"head": head, "text": fit(text)} for head, text in about(content)],
    }


def _part(content: Content, at: int, paper: Paper, folder: Path) -> _Json:
    """The step `at` as the template has it, without its picture; the code of its address is written into `folder`."""
    part, many = content.parts[at], len(content.parts) > 1
    repeats = not many and part.title == content.title
    address = content.link(part.query, part.page) if part.query else ""
    body = code(address)
    (folder / f"code-{at}.svg").write_bytes(body)
    return {
        "title": "" if repeats else fit(f"{at + 1}. {part.title}" if many else part.title),
        "dir": direction(part.title),
        "kind": part.kind,
        "sentence": "" if repeats and part.title == part.sentence.rstrip(".") else fit(part.sentence),
        "count": part.count,
        "none": say_none(part),
        "unmet": [fit(said) for said in part.unmet],
        "left_out": [fit(said) for said in part.left_out],
        "notes": _blocks(part.notes),
        "picture": "",
        "place": None,
        "qr": f"code-{at}.svg" if body else "",
        "link": address,
        "address": fit(address),
        "events": [_event(content, told, part) for told in part.events],
        "table": _table(content, part, part.table, paper.wide) if part.table else None,
    }


def _draw(atlas: Atlas, part: Part, told: _Json, place: Place, file: Path) -> None:
    """Draw the part's picture for its place, write it into a file, and tell the template of it."""
    drawing = picture(atlas, part, *place.drawn)
    assert drawing is not None
    file.write_bytes(to_svg(drawing))
    told |= {"picture": file.name, "alt": fit(drawing.alt), "place": asdict(place)}
    told["left_out"] += [fit(said) for said in drawing.left_out]
    for row, event in zip(told["events"], part.events, strict=True):
        row["number"] = f"{drawing.numbers.get(event.event_id, '')}"


def _event(content: Content, told: Told, part: Part) -> _Json:
    return {
        "number": "00" if pictured(part) else "",  # as wide as a number is, until the picture gives it
        "title": fit(told.title),
        "kind": told.kind_label,
        "when": told.when,
        "where": fit(say_places(told.where)),
        "agreement": told.agreement,
        "support": told.support,
        "deaths": told.deaths or "–",
        "voices": [
            {"who": who, "stances": [{"does": does, "sources": numbers} for does, numbers in stances]}
            for who, stances in told.voices
        ],
        "unheard": say_unheard(told),
        "link": content.link(told.query, part.page),
    }


def _claims(content: Content, told: Told) -> _Json:
    """An event of the annex with each of its claims."""
    claims = [
        {
            "speaker": fit(said.speaker),
            "side": said.side,
            "stance": f"{said.sign} {said.stance_label.lower()}:",
            "statement": fit(said.statement),
            "more": fit(say_more(said)),
            "source": said.source,
        }
        for said in told.claims
    ]
    facts = " · ".join(filter(None, [told.when, told.kind_label, "; ".join(told.where), told.agreement, told.support]))
    return {
        "title": fit(told.title),
        "facts": fit(facts),
        "claims": claims,
        "unheard": say_unheard(told),
        "link": content.link(told.query),
    }


def _reference(each: Reference) -> _Json:
    return {
        "number": each.number,
        "outlet": fit(each.outlet),
        "rest": fit(f", {say_reference(each)}"),
        "url": each.url,
        "address": fit(each.url),
    }


def _table(content: Content, part: Part, table: Table, room: float) -> _Json:
    return {
        "name": KINDS[part.kind][:1].upper() + KINDS[part.kind][1:],
        "heading": [fit(name) for name in table.heading],
        "rows": [
            {"cells": [fit(cell) for cell in row], "link": content.link(part.query_of(event), part.page)}
            for row, event in zip(table.rows, table.event_ids, strict=True)
        ],
        "title": table.title,
        "widths": column_widths(list(zip(table.heading, *table.rows, strict=True)), 8.0, room, 0.12),
        "legend": fit(table.legend),
    }


def _blocks(blocks: Sequence[Block]) -> list[_Json]:
    return [
        {
            "kind": block.kind,
            "level": block.level,
            "mark": block.mark,
            "dir": direction(block.text),
            "runs": [
                {
                    "text": fit(run.text, whole=False),
                    "bold": run.bold,
                    "italic": run.italic,
                    "code": run.code,
                    "link": run.link,
                }
                for run in block.runs
            ],
        }
        for block in blocks
    ]


def fit(text: str, *, whole: bool = True) -> str:
    """The text as a page can take it: long words may break, signs that no font has are marked, what runs from right to left
    is kept together inside a line of the other way (`whole`: the text stands for itself, it is no part of a run of texts)."""
    drawn = "".join(sign if can_draw(sign) else MISSING for sign in text)
    broken = _LONG_WORD.sub(lambda word: _breakable(word[0]), drawn)
    return f"{_ISOLATE}{broken}{_POP}" if whole and direction(text) == "rtl" else broken


def _breakable(word: str) -> str:
    """A word with places to break: after the signs of an address, else every ten letters."""
    parts = re.findall(r".{1,10}?[/&?=_.,;-]+|.{1,10}", word)
    return _BREAK.join(parts)
