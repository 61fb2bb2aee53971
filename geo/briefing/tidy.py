"""A briefing without what no file can carry: the form in which it is written, read back, linked and compared."""

import re
import unicodedata
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

from geo.briefing.steps import Briefing, Judgement, Step
from geo.vocabulary.view import VERSION

UNTITLED = "Untitled"
_BLANK_START = re.compile(r"\A(?:[^\S\n]*\n)+")
_KEPT_CONTROLS = "\n\t"


def tidy(briefing: Briefing) -> Briefing:
    """The same briefing, trimmed: titles on one line, line ends "\\n", no control signs, queries as a link writes them.

    Judgements without words are left out. What is tidy already stays as it is.
    """
    return replace(
        briefing,
        title=one_line(briefing.title) or UNTITLED,
        author=one_line(briefing.author),
        summary=prose(briefing.summary),
        judgements=tuple(
            Judgement(text, judgement.likelihood)
            for judgement in briefing.judgements
            if (text := prose(judgement.text).lstrip())
        ),
        steps=tuple(map(tidy_step, briefing.steps)),
    )


def tidy_step(step: Step) -> Step:
    """The same of one step."""
    return replace(
        step, title=one_line(step.title) or UNTITLED, query=query_of(pairs_of(step.query)), notes=prose(step.notes)
    )


def pairs_of(query: str) -> list[tuple[str, str]]:
    """What a query asks for, in readable pairs; the version only where it is not today's."""
    asked = parse_qsl(clean(query).strip().lstrip("?"), keep_blank_values=True, errors="replace")
    pairs = [(clean(key), clean(value)) for key, value in asked]
    return [(key, value) for key, value in pairs if key and "=" not in key and (key, value) != ("v", VERSION)]


def query_of(pairs: list[tuple[str, str]]) -> str:
    """The query string of these pairs, `v` first; "" where nothing is asked for."""
    versions = [value for key, value in pairs if key == "v"] or [VERSION]
    others = [(key, value) for key, value in pairs if key != "v"]
    return urlencode([("v", versions[0]), *others]) if pairs else ""


def one_line(text: str) -> str:
    """The words of a title, single spaces between them."""
    return " ".join(clean(text).split())


def prose(text: str) -> str:
    """Markdown without blank lines before and after it."""
    return _BLANK_START.sub("", clean(text)).rstrip()


def clean(text: str) -> str:
    """The text without signs that a file, YAML or XML cannot carry; half a surrogate pair becomes the replacement sign."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(_sign(sign) for sign in text) if not (text.isascii() and text.isprintable()) else text


def _sign(sign: str) -> str:
    if sign in _KEPT_CONTROLS:
        return sign
    match unicodedata.category(sign):
        case "Cc":
            return ""
        case "Cs":
            return "\ufffd"
    return "" if ord(sign) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(sign) <= 0xFDEF else sign
