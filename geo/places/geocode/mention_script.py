"""Names in Urdu and Persian running text, which has no capitals: by their spelling, and by the word of type beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geo.places.geocode.spelling import is_arabic, plain
from geo.places.geocode.wording import KINDS
from geo.places.geocode.world import World

LIKELY = 0.86
"""How alike an unknown spelling must be to a name, where a word of type stands beside it."""

LONGEST = 3
_LEAST = 3
_TYPES = frozenset(word for word in KINDS if is_arabic(word))
_STOP = (
    frozenset(map(plain, "و اور در به از کا کی کے کو میں سے پر نے تک یا که را با دور سوی مرز سرحد طرف پاس شهر".split()))
    | _TYPES
)
_WORDS = frozenset(map(plain, "سرباز گشت دشت بند باغ".split()))
"""Names that are words as well (soldier, patrol, plain …): places only after "in", "from", or before their like in Urdu."""

_BEFORE = frozenset(map(plain, "در از به تا".split()))
_BEHIND = frozenset(map(plain, "میں سے کے کا کی".split()))
_SHORT = 4
"""A name of so few letters, or fewer, must be written as the gazetteer writes it: "دہشت" (terror) is not Dasht."""

_OF = plain("کے")
_TOKEN = re.compile(r"[^\W\d_][\w\u200c]*")


def names_in_script(text: str, world: World) -> Iterator[tuple[int, int, int]]:
    """(start, start of the name, end) of every name in Arabic script; a word of type beside it belongs to the span."""
    tokens = [(each.start(), each.end(), plain(each[0])) for each in _TOKEN.finditer(text) if is_arabic(each[0])]
    position = 0
    while position < len(tokens):
        before = position > 0 and tokens[position - 1][2] in _TYPES and _beside(text, tokens, position - 1)
        length = _length(text, tokens, position, before, world)
        if length:
            last = position + length - 1
            after = last + 1 < len(tokens) and tokens[last + 1][2] in _TYPES and _beside(text, tokens, last)
            start = tokens[position - 1][0] if before else tokens[position][0]
            yield start, tokens[position][0], tokens[last + 1][1] if after and not before else tokens[last][1]
        position += max(1, length)


def _length(text: str, tokens: list[tuple[int, int, str]], position: int, before: bool, world: World) -> int:
    """How many tokens from here are a name; 0 for none."""
    for length in range(min(LONGEST, len(tokens) - position), 0, -1):
        last = position + length - 1
        if tokens[position][2] in _STOP or tokens[last][2] in _STOP:
            continue
        if not all(_beside(text, tokens, each) for each in range(position, last)):
            continue
        words = " ".join(word for _, _, word in tokens[position : last + 1])
        typed = before or _typed_after(text, tokens, last)
        if words in _WORDS and not typed and not _is_located(tokens, position):
            continue
        if _is_name(words, typed, world):
            return length
    return 0


def _typed_after(text: str, tokens: list[tuple[int, int, str]], last: int) -> bool:
    """Whether a word of type follows, or "of the area": "X شہر", "X کے علاقے"."""
    follows = last + 1 + (last + 1 < len(tokens) and tokens[last + 1][2] == _OF)
    between = range(last, min(follows, len(tokens)))
    return (
        follows < len(tokens) and tokens[follows][2] in _TYPES and all(_beside(text, tokens, each) for each in between)
    )


def _is_located(tokens: list[tuple[int, int, str]], position: int) -> bool:
    """Whether "in" or "from" stands before a name, or behind it as in Urdu."""
    before = tokens[position - 1][2] if position else ""
    behind = tokens[position + 1][2] if position + 1 < len(tokens) else ""
    return before in _BEFORE or behind in _BEHIND


def _is_name(words: str, typed: bool, world: World) -> bool:
    """Whether words are a name of the region; beside a word of type also one that is only like it, or lies elsewhere."""
    if len(words) < _LEAST:
        return typed and world.index.knows(words)
    if world.index.knows(words):
        if not typed and len(words) <= _SHORT and world.index.find(words)[0].likeness < 1.0:
            return False
        return typed or any(_is_near(place, world) for place in world.index.entries_of(words))
    return typed and any(each.likeness >= LIKELY for each in world.index.find(words)[:1])


def _is_near(place: int, world: World) -> bool:
    """Whether an entry ships, and lies in the two provinces or is a city elsewhere."""
    entry = world.entries[place]
    if entry.source.startswith("added: "):
        return False
    return bool(entry.unit_id or world.district[place]) or entry.kind == "city" or entry.population > 200_000


def _beside(text: str, tokens: list[tuple[int, int, str]], position: int) -> bool:
    """Whether only a space parts a token from the next one."""
    return text[tokens[position][1] : tokens[position + 1][0]].strip("\u200c") in (" ", "")
