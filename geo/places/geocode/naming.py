"""The names in a text without a relation: parted, with their words of type taken off."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from geo.places.geocode.facilities import is_facility
from geo.places.geocode.patterns import LEADS
from geo.places.geocode.spelling import is_arabic, plain
from geo.places.geocode.wording import COUNTRY_WORDS, KINDS, NOISE, OPTIONAL, OUTSIDE

LEVELS = {"subdistrict": 1, "district": 2, "province": 3, "country": 4}


class Named(NamedTuple):
    """A name as plain words, without its word of type; `kind` is what that word hints at, "" where there is none.

    `full` keeps words of type that may belong to the name ("drum bazar").
    """

    words: str
    kind: str = ""
    full: str = ""

    @property
    def rank(self) -> int:
        """0 for places, 1 to 4 for sub-district, district, province, country."""
        return LEVELS.get(self.kind, 0)


class Relation(NamedTuple):
    """How the place lies to the names: within, from, off, near, direction, between, road, border, inside.

    `anchors` are the places named, each with the units said to be around it: one, or the two ends, or, of a border
    with two names before it, both and what they are together ("Mand-Pishin border" is a crossing).
    `km` is NaN-free: None where no distance is said; `bearing` in degrees.
    """

    kind: str
    anchors: tuple[tuple[Named, ...], ...] = ()
    km: float | None = None
    bearing: float | None = None
    borders: frozenset[str] = frozenset()
    near: bool = False


class Phrase(NamedTuple):
    """The parts of a text: `main` is what is looked for (None where only a relation or nothing is named)."""

    main: Named | None = None
    context: tuple[Named, ...] = ()
    relation: Relation | None = None
    facility: bool = False


_PARTS = re.compile(
    r"[,;()\[\]/|\n]+|\.\s|\s-\s|\b(?:of|in|at|from|towards?|inside|along|belonging to|under)\b|\s(?:میں|کے|در|از)\s"
)
_WHOLE = frozenset({"site", "border_crossing", "border_post", "airport", "port", "mountain"})
_PLAIN = frozenset({"town", "village", "area", "subdistrict", "district", "province"})
_IZAFAT = frozenset({"e", "i", "ye"})
"""What joins a Persian word for a unit to its name: "Shahrestan-e Saravan"; "Deh-e Bala" is all of a village's name."""

NOTHING = Phrase()
_GIVERS = frozenset(
    """ali allah dad dost elahi faqir ghaus haji haq hussain ilahi imam jan karim khuda khwaja madad malik maula mir mola
    mullah murad nabi pir qadir rahim rasul sattar shah sher wali kili killi goth""".split()
)
"""With one of these "Bakhsh" is no unit but a man's name, "gift of God"."""

_AROUND = NOISE | KINDS.keys() | {"sub"}
"""Words that may not belong to the name."""


def plain_phrase(low: str) -> Phrase:
    """The phrase of a text without a relation: names parted by commas, brackets, "of", "in"."""
    return phrase_of(_PARTS.split(low))


def phrase_of(parts: Iterable[str]) -> Phrase:
    """The phrase of names that are parted already."""
    names: list[Named] = []
    pending = ""
    for part in parts:
        named = name_of(_words(part)) if part else None
        if named is None:
            continue
        if not named.words:
            pending = named.kind
            continue
        if pending and not named.kind:
            named = named._replace(kind=pending)
        pending = ""
        names.append(named)
    if not names:
        return NOTHING
    facility = is_facility(names[0].full or names[0].words)
    if len(names) == 1:
        return Phrase(names[0], (), None, facility)
    finest = min(name.rank for name in names)
    main = next(name for name in names if name.rank == finest)
    return Phrase(main, tuple(name for name in names if name is not main), None, facility)


def with_head(head: str, relation: Relation, tail: str) -> Phrase:
    """What stands before a relation is the place itself; the relation only says where it should be."""
    before = plain_phrase(head)
    after = plain_phrase(LEADS.sub("", tail)) if tail else Phrase()
    context = (*before.context, *((after.main,) if after.main else ()), *after.context)
    return Phrase(before.main, context, relation, before.facility)


def _words(part: str) -> str:
    """`plain` of a text in lower case, past the rules for signs where it has none."""
    return " ".join(part.split()) if part.isascii() and part.replace(" ", "").isalpha() else plain(part)


@lru_cache(maxsize=65536)
def name_of(words: str) -> Named | None:
    """The name in plain words, its word of type taken off; None for words that name nothing."""
    if not words:
        return None
    if words in COUNTRY_WORDS:
        return Named(words, "country")
    if words in OUTSIDE:
        return Named(words, "province")
    parts = words.split(" ")
    if _AROUND.isdisjoint(parts):
        return Named(words)
    while parts and parts[0] in NOISE and len(parts) > 1:
        parts.pop(0)
    while parts and parts[-1] in NOISE and len(parts) > 1:
        parts.pop()
    if len(parts) > 2 and parts[0] == "sub" and parts[1] in KINDS:
        parts.pop(0)
    full = " ".join([each for each in parts if _may_belong(each, parts)])
    kind = _take_type(parts)
    if not parts or (len(parts) == 1 and parts[0] in NOISE):
        return Named("", kind) if kind else None
    if len(parts) > 1 and "sub" in (parts[0], parts[-1]):
        parts.remove("sub")
    core = " ".join(parts)
    if core in COUNTRY_WORDS:
        return Named(core, "country")
    if not kind and core in OUTSIDE:
        kind = "province"
    if full != core and (kind in _WHOLE or is_arabic(full) or not OPTIONAL.isdisjoint(full.split(" "))):
        return Named(core, kind, full)
    return Named(core, kind)


def _may_belong(word: str, parts: list[str]) -> bool:
    """Whether a word may be part of the name itself, though it is one of type as well."""
    return word in OPTIONAL or KINDS.get(word) not in _PLAIN or _is_given(word, parts)


def _is_given(word: str, parts: list[str]) -> bool:
    """Whether "Bakhsh" belongs to a man's name."""
    return word == "bakhsh" and not _GIVERS.isdisjoint(parts)


def _take_type(parts: list[str]) -> str:
    """Take the words of type off both ends; what the first of them hints at, the end's before the beginning's."""
    kind = ""
    for end in (-1, 0):
        while parts and parts[end] in KINDS and not _is_given(parts[end], parts):
            word = parts.pop(end)
            kind = kind or KINDS[word]
            while (
                parts
                and (parts[end] in NOISE or (end == 0 and kind in LEVELS and parts[0] in _IZAFAT))
                and len(parts) > 1
            ):
                parts.pop(end)
    return kind
