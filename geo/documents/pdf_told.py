"""What the templates of the PDF are told of a document: its words, as a page can take them, in the JSON that Typst reads."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from geo.briefing.steps import KINDS
from geo.documents.about import SHORT_DISCLAIMER, about, dates
from geo.documents.blocks import Block
from geo.documents.content import Content, Part
from geo.documents.events import Told
from geo.documents.fitting import column_widths
from geo.documents.paper import Paper
from geo.documents.pictures import code, pictured
from geo.documents.saying import say_more, say_none, say_places, say_reference, say_unheard
from geo.documents.sources import Reference
from geo.documents.tables import Table
from geo.documents.text import direction
from geo.drawing.fonts import FAMILIES, MISSING, can_draw
from geo.vocabulary.dates import say_day

_LONG_WORD = re.compile(r"\S{25,}")
_BREAK = "\u200b"
_ISOLATE, _POP = "\u2067", "\u2069"
_Json = dict[str, Any]


def told_document(content: Content, paper: Paper, folder: Path) -> _Json:
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
