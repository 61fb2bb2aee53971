"""The places named in running text: where they stand, what they mean, resolved together.

A mention is a name of the gazetteer that stands where a place can stand, widened by the words that say how the place
lies to it ("within 30 km of Panjgur", "the Khash–Zahedan road"). Organisations, people and governments that bear
the name of a place are left alone. The places of one text support each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from geo.places.geocode.answers import Hints, Mention
from geo.places.geocode.batch import geocode
from geo.places.geocode.mention_words import (
    BORDER,
    ENGLISH,
    FUNCTION,
    KINDS_AFTER,
    LEFT,
    LOCATIVE,
    ORGANISATION,
    PERSONAL,
    SENTENCE,
    SPEECH,
    TITLES,
    UNKNOWN_AREA,
)
from geo.places.geocode.spelling import is_arabic, plain
from geo.places.geocode.wording import COUNTRY_WORDS
from geo.places.geocode.world import World, the_world

LONGEST = 5
REACH = 70
_TOKEN = re.compile(r"[^\W\d_][\w’'‘ʻ]*")
_SMALL = frozenset({"e", "i", "o", "and", "ye", "va"})
_AFTER = re.compile(rf"\s{KINDS_AFTER}\b")
_ROAD = re.compile(r"\s(?:road|highway|route|motorway)\b", re.IGNORECASE)
_JOINED = re.compile(r"\s?[-–—]\s?|\sto\s")
_WITHIN = re.compile(r",?\s(?:in|of)\s(?:the )?|,\s|\s\($")


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    core: tuple[int, int]
    sentence: int
    joined: bool = False


def find_mentions(text: str, world: World | None = None) -> list[Mention]:
    """The places that a text names, in their order, resolved together.

    Parameters
    ----------
    text
        Running text, English; names in Arabic script inside it are found too.
    world
        The gazetteer; what ships and the user's names where none is given.

    Returns
    -------
    list of Mention
        `text[mention.start:mention.end]` is the mention; spans do not overlap. Empty where no place is named.
    """
    world = world or the_world()
    spans = _merge(text, sorted(_Finder(text, world).spans(), key=lambda span: span.start))
    return _resolve(text, spans, world)


class _Finder:
    """Finds the spans of one text."""

    def __init__(self, text: str, world: World) -> None:
        self.text, self.index, self.world = text, world.index, world
        self.tokens = [(token.start(), token.end()) for token in _TOKEN.finditer(text)]
        self.starts = {0, *(mark.end() for mark in SENTENCE.finditer(text))}
        self.people: set[str] = set()

    def spans(self) -> Iterator[_Span]:
        taken = 0
        found: list[_Span] = []
        for border in BORDER.finditer(self.text):
            found.append(self._span(border.start(), border.end(), (border.start(), border.end())))
        position = 0
        while position < len(self.tokens):
            start = self.tokens[position][0]
            inside = next((span for span in found if span.core[0] <= start < span.core[1]), None)
            length = 0 if start < taken or inside else self._longest(position)
            if length and self._is_place(position, length):
                span = self._widen(start, self.tokens[position + length - 1][1], taken)
                taken = span.end
                found.append(span)
                found += self._unknown_before(span)
            position += max(1, length)
        return iter(found)

    def _span(self, start: int, end: int, core: tuple[int, int]) -> _Span:
        return _Span(start, end, core, sum(1 for each in self.starts if each <= core[0]))

    def _longest(self, position: int) -> int:
        """How many tokens from here are a name of the gazetteer; 0 for none."""
        start, end = self.tokens[position]
        first = self.text[start:end]
        if not (first[0].isupper() or is_arabic(first)):
            return 0
        for length in range(min(LONGEST, len(self.tokens) - position), 0, -1):
            last_start, last = self.tokens[position + length - 1]
            gaps = [
                self.text[self.tokens[place][1] : self.tokens[place + 1][0]]
                for place in range(position, position + length - 1)
            ]
            if any(gap not in (" ", "-", "–", "—", "\u200c") for gap in gaps):
                continue
            tail = self.text[last_start:last]
            if length > 1 and not (tail[0].isupper() or is_arabic(tail)):
                continue
            middle = [self.text[slice(*self.tokens[place])] for place in range(position + 1, position + length - 1)]
            if any(not (word[0].isupper() or word in _SMALL or is_arabic(word)) for word in middle):
                continue
            words = plain(re.sub(r"[’']s$", "", self.text[start:last]))
            if words and words not in COUNTRY_WORDS and self.index.knows(words) and not self._is_code(words):
                return length
        return 0

    def _is_code(self, words: str) -> bool:
        return len(words) < 3

    def _is_place(self, position: int, length: int) -> bool:
        """Whether the name stands as a place: not as part of an organisation's or a person's name, nor as a government."""
        start, end = self.tokens[position][0], self.tokens[position + length - 1][1]
        name = self.text[start:end]
        before, gap_before = self._neighbour(position - 1, start, True)
        after, gap_after = self._neighbour(position + length, end, False)
        located = before.lower() in LOCATIVE
        typed = _AFTER.match(self.text, end) is not None
        opening = start in self.starts
        if after[:1].isupper() and gap_after == " " and after.lower() in ORGANISATION:
            return False
        if gap_before == " " and before.lower() in TITLES and before[:1].isupper():
            return self._person(name)
        if before[:1].isupper() and gap_before == " " and before.lower() not in FUNCTION | LOCATIVE:
            return self._person(name)
        if gap_after == " " and after[:1].isupper() and after.lower() in PERSONAL:
            return self._person(name)
        if typed or located:
            return True
        if not self._is_known(name):
            return False
        if name in self.people or name.lower() in PERSONAL:
            return False
        if self._is_capital(name):
            return False
        if gap_after == " " and after.lower() in SPEECH - {"and"} and length == 1:
            return False
        return not (opening and name.lower() in ENGLISH)

    def _is_known(self, name: str) -> bool:
        """Whether the name is one of those that ship: a hamlet of a user's file needs "in" or "village" beside it."""
        entries = (self.world.entries[place] for place in self.index.entries_of(plain(name)))
        return any(not entry.source.startswith("added: ") for entry in entries)

    def _person(self, name: str) -> bool:
        self.people.add(name)
        return False

    def _is_capital(self, name: str) -> bool:
        return name.casefold() in ("tehran", "islamabad", "beijing", "washington", "kabul", "delhi", "riyadh")

    def _neighbour(self, position: int, edge: int, before: bool) -> tuple[str, str]:
        """The token beside a span, and what stands between."""
        if not 0 <= position < len(self.tokens):
            return "", "."
        start, end = self.tokens[position]
        gap = self.text[end:edge] if before else self.text[edge:start]
        return self.text[start:end], gap

    def _widen(self, start: int, end: int, taken: int) -> _Span:
        """With the words of type after it, and the words of relation before it."""
        after = _AFTER.match(self.text, end)
        stop = after.end() if after else end
        sentence = max(each for each in self.starts if each <= start)
        head = self.text[max(taken, sentence, start - REACH) : start]
        before = LEFT.search(head)
        begin = start - len(before[0]) if before else start
        begin += len(self.text[begin:start]) - len(self.text[begin:start].lstrip())
        return self._span(begin, stop, (start, stop))

    def _unknown_before(self, span: _Span) -> list[_Span]:
        """ "the Judar-Bacharai area of Mashkel": a name that no gazetteer has, but said to be a place."""
        head = self.text[max(0, span.start - REACH) : span.start]
        found = UNKNOWN_AREA.search(head)
        if found is None:
            return []
        begin = span.start - len(head) + found.start("name")
        word = self.text[begin:].split(" ", 1)[0]
        if word.lower() in FUNCTION:
            begin += len(word) + 1
        end = span.start - len(head) + found.end()
        end = begin + len(re.sub(r"\s(?:of|in)(?: the)?\s*$", "", self.text[begin:end]))
        known = self.index.knows(plain(re.sub(rf"\s{KINDS_AFTER}$", "", self.text[begin:end])))
        return [] if known or end <= begin else [self._span(begin, end, (begin, end))]


def _merge(text: str, spans: list[_Span]) -> list[_Span]:
    """Roads and stretches between two places become one span; what overlaps is dropped."""
    merged: list[_Span] = []
    for span in spans:
        last = merged[-1] if merged else None
        if last is not None and span.core[0] < last.end:
            continue
        if last is not None and span.start < last.end:
            span = replace(span, start=span.core[0])
        if last is not None:
            between = text[last.core[1] : span.core[0]]
            lead = text[max(0, last.core[0] - 60) : last.core[0]]
            paired = _JOINED.fullmatch(between) and (
                _ROAD.match(text, span.core[1]) or text[: span.end].endswith(("road", "highway"))
            )
            spanned = between == " and " and (found := re.search(r"\bbetween $", lead, re.IGNORECASE))
            if paired:
                road = _ROAD.match(text, span.core[1])
                begin = last.start
                merged[-1] = replace(last, start=begin, end=road.end() if road else span.end, joined=True)
                continue
            if spanned and found:
                merged[-1] = replace(last, start=last.core[0] - len(found[0]), end=span.end, joined=True)
                continue
        merged.append(span)
    return merged


def _resolve(text: str, spans: list[_Span], world: World) -> list[Mention]:
    """First each by itself, with the unit said right after it; then the doubtful ones with the others' help."""
    mentions = []
    for place, span in enumerate(spans):
        said = text[span.start : span.end]
        after = spans[place + 1] if place + 1 < len(spans) else None
        close = after is not None and _WITHIN.fullmatch(text[span.end : after.start]) is not None
        context = (text[after.core[0] : after.core[1]],) if after is not None and close and not after.joined else ()
        answer = geocode(said, Hints(places=context) if context else None, world=world)
        if context and answer.status != "resolved":
            alone = geocode(said, world=world)
            answer = alone if alone.status == "resolved" and answer.status == "ambiguous" else answer
        mentions.append(Mention(span.start, span.end, said, answer))
    firm = [each for each in mentions if each.status == "resolved" and each.answer.candidates[0].score >= 0.8]
    return [_supported(each, firm, mentions, world) for each in mentions]


def _supported(mention: Mention, firm: list[Mention], mentions: list[Mention], world: World) -> Mention:
    """A doubtful mention asked again with the nearest firm one as a hint."""
    if mention.status == "resolved" and mention.answer.candidates[0].score >= 0.6:
        return mention
    others = sorted((each for each in firm if each is not mention), key=lambda each: abs(each.start - mention.start))
    for other in others[:2]:
        best = other.answer.candidates[0]
        unit = best.unit_id if best.unit_id in world.name_of else ""
        hints = Hints(places=(other.text,), district=world.name_of[unit] if unit and "district" in other.text else "")
        again = geocode(mention.text, hints, world=world)
        if again.status == "resolved" and again.candidates[0].relation != "near":
            return replace(mention, answer=again)
    return mention
