"""Where a text names places: the spans, before anything is resolved.

A span is a name of the gazetteer that stands where a place can stand, widened by its word of type and by the words
that say how the place lies to it. Organisations, people and governments that bear the name of a place are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from geo.places.geocode.mention_script import names_in_script
from geo.places.geocode.mention_words import (
    BORDER,
    ENGLISH,
    FROM_BORDER,
    FUNCTION,
    KINDS_AFTER,
    LEFT,
    LOCATIVE,
    ORGANISATION,
    PERSONAL,
    SENTENCE,
    SPEECH,
    THERE,
    TITLES,
    TROOPS,
    UNKNOWN_AREA,
)
from geo.places.geocode.spelling import is_arabic, plain
from geo.places.geocode.wording import COUNTRY_WORDS, KINDS
from geo.places.geocode.world import World

LONGEST, SHORTEST = 5, 3
REACH = 70
_TOKEN = re.compile(r"[^\W\d_][\w’'‘ʻ]*")
_SMALL = frozenset({"e", "i", "o", "and", "ye", "va"})
_AFTER = re.compile(rf"\s{KINDS_AFTER}\b")
_ROAD = re.compile(r"\s(?:road|highway|route|motorway)\b", re.IGNORECASE)
_JOINED = re.compile(r"\s?[-–—]\s?|\sto\s")


@dataclass(frozen=True, slots=True)
class Span:
    """A mention by its offsets; `core` are those of the name with its word of type.

    `joined` is a pair of places, `loose` a distance from the border that says no place itself.
    """

    start: int
    end: int
    core: tuple[int, int]
    sentence: int
    joined: bool = False
    loose: bool = False


def find_spans(text: str, world: World) -> list[Span]:
    """The spans of a text, in their order; they do not overlap."""
    return _merge(text, sorted(_Finder(text, world).spans(), key=lambda span: span.start))


class _Finder:
    """Finds the spans of one text."""

    def __init__(self, text: str, world: World) -> None:
        self.text, self.index, self.world = text, world.index, world
        self.tokens = [(token.start(), token.end()) for token in _TOKEN.finditer(text)]
        self.starts = {0, *(mark.end() for mark in SENTENCE.finditer(text))}
        self.people: set[str] = set()

    def spans(self) -> Iterator[Span]:
        taken = 0
        found: list[Span] = []
        for far in FROM_BORDER.finditer(self.text):
            found.append(replace(self._span(*far.span(), far.span()), loose=True))
        for border in BORDER.finditer(self.text):
            if not any(far.start < border.end() and border.start() < far.end for far in found):
                found.append(self._span(*border.span(), border.span()))
        position = 0
        while position < len(self.tokens):
            start = self.tokens[position][0]
            inside = next((span for span in found if span.core[0] <= start < span.core[1]), None)
            length = 0 if start < taken or inside else self._longest(position)
            if length and self._is_place(position, length):
                end = self.tokens[position + length - 1][1]
                span = self._widen(start, end - 2 * self.text[start:end].endswith(("'s", "’s")), taken)
                taken = span.end
                found.append(span)
                found += self._unknown_before(span)
            position += max(1, length)
        for begin, start, end in names_in_script(self.text, self.world):
            span = self._widen(begin, end, 0)
            found.append(replace(span, core=(start, span.end)) if span.start == begin else span)
        return iter(found)

    def _span(self, start: int, end: int, core: tuple[int, int]) -> Span:
        return Span(start, end, core, sum(1 for each in self.starts if each <= core[0]))

    def _longest(self, position: int) -> int:
        """How many tokens from here are a name of the gazetteer; 0 for none."""
        start, end = self.tokens[position]
        first = self.text[start:end]
        if not first[0].isupper() or is_arabic(first):
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
            if length > 1 and not tail[0].isupper():
                continue
            middle = [self.text[slice(*self.tokens[place])] for place in range(position + 1, position + length - 1)]
            if any(not (word[0].isupper() or word in _SMALL) for word in middle):
                continue
            words = plain(re.sub(r"[’']s$", "", self.text[start:last]))
            if len(words) >= SHORTEST and words not in COUNTRY_WORDS and self.index.knows(words) and _names(words):
                return length
        return 0

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
        if gap_after == " " and (after in TROOPS or (after[:1].isupper() and name.lower() in TITLES)):
            return False  # "the Mirjaveh regiment", "Mir Hazar Khan"
        if gap_before == " " and before.lower() in TITLES and before[:1].isupper():
            return self._person(name)
        owner = before.endswith(("'s", "’s"))  # "Panjgur's Koh-e-Sabz"
        if before[:1].isupper() and gap_before == " " and not owner and before.lower() not in FUNCTION | LOCATIVE:
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

    def _widen(self, start: int, end: int, taken: int) -> Span:
        """With the words of type after it, and the words of relation before it."""
        after = _AFTER.match(self.text, end)
        stop = after.end() if after else end
        sentence = max(each for each in self.starts if each <= start)
        head = self.text[max(taken, sentence, start - REACH) : start]
        before = LEFT.search(head)
        begin = start - len(before[0]) if before else start
        begin += len(self.text[begin:start]) - len(self.text[begin:start].lstrip())
        return self._span(begin, stop, (start, stop))

    def _unknown_before(self, span: Span) -> list[Span]:
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


def _names(words: str) -> bool:
    """Whether any of the words names something: "the district" does not, whatever a table of hamlets has."""
    return any(word not in FUNCTION and word not in KINDS for word in words.split(" "))


def _merge(text: str, spans: list[Span]) -> list[Span]:
    """Roads and stretches between two places become one span; what overlaps is dropped."""
    merged: list[Span] = []
    for span in spans:
        last = merged[-1] if merged else None
        if last is not None and span.core[0] < last.end:
            continue
        if last is not None and span.start < last.end:
            span = replace(span, start=span.core[0])
        if last is not None:
            if last.loose and THERE.fullmatch(text[last.end : span.core[0]]):
                merged[-1] = replace(span, start=last.start)
                continue
            between = text[last.core[1] : span.core[0]]
            lead = text[max(0, last.core[0] - 60) : last.core[0]]
            paired = _JOINED.fullmatch(between) and (
                _ROAD.match(text, span.core[1]) or text[: span.end].endswith(("road", "highway", "border"))
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
