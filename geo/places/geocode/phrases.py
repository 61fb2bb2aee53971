"""From a text that names a place to its parts: the names, their words of type, the units around them, the relation.

"Spin area, 30 km north-east of Turbat (Kech district)" is the name "spin" (an area), a distance and a bearing from
"turbat", in the district "kech". Nothing is looked up here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from geo.places.geocode.spelling import is_arabic, plain
from geo.places.geocode.wording import COUNTRY_WORDS, DIRECTION, KINDS, NOISE, OPTIONAL, OUTSIDE, bearing

LEVELS = {"subdistrict": 1, "district": 2, "province": 3, "country": 4}
FACILITY = frozenset(
    """police hotel mosque masjid school college university hospital market chowk street road office court station
    headquarters cantonment stadium bank club press jail prison railway pipeline plant university madrassa house shop
    bypass bus terminal checkpost checkpoint camp fort residence convoy vehicle gas power compound church temple""".split()
)


@dataclass(frozen=True, slots=True)
class Named:
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


@dataclass(frozen=True, slots=True)
class Relation:
    """How the place lies to the names: within, from, off, near, direction, between, road, border, inside.

    `km` is NaN-free: None where no distance is said; `bearing` in degrees.
    """

    kind: str
    anchors: tuple[tuple[Named, ...], ...] = ()
    km: float | None = None
    bearing: float | None = None
    borders: frozenset[str] = frozenset()
    near: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """The parts of a text: `main` is what is looked for (None where only a relation or nothing is named)."""

    main: Named | None = None
    context: tuple[Named, ...] = ()
    relation: Relation | None = None
    facility: bool = False


_NUMBER = (
    r"(?:(?:about|around|some|approximately|approx|nearly|roughly|over|almost|just|at least|a|an)\s+)*"
    r"(?P<km>\d+(?:[.,]\d+)?)(?:\s*(?:-|to)\s*(?P<to>\d+(?:\.\d+)?))?\s*-?\s*"
    r"(?P<unit>kilomet(?:er|re)s?|kms?|nautical miles?|nm|miles?|mi|met(?:er|re)s?|m|کلومیٹر|کیلومتر)\b\.?"
)
_APOSTROPHE = re.compile(r"[’'`]s\b|[’'`‘]")
_DASHES = re.compile(r"\s*[–—−‐‑]\s*")
_PARTS = re.compile(r"[,;()\[\]/|\n]+|\.\s|\s-\s|\b(?:of|in|at|from|towards?|inside|along|belonging to|under)\b|\s(?:میں|کے|در|از)\s")
_TRIGGER = re.compile(
    r"\d\s*-?\s*(?:k|mi|m\b|met|کل|کی)|\b(?:near|close to|within|between|border|frontier|road|highway|route|off|goldsmith|tripoint|tri-point|northern|southern|eastern|western|outskirts|vicinity|"
    r"next to|adjacent|outside|around|coast|zero[ -]?point|surroundings|suburbs?|inside|boundary|نزدیک|قریب|مرز|سرحد)\b|"
    rf"\b(?:{DIRECTION})(?:ern|ward|wards)?\b"
)
_FIXED = (
    (re.compile(r"\bzero[ -]?points?\b"), "crossing"),
    (re.compile(r"\bborder (?:crossing|market|terminal|gate|gateway)s?(?: point)?\b|\bcrossing points?\b"), "crossing"),
    (re.compile(r"\bborder (?:post|checkpost|check-post|outpost|checkpoint|station)s?\b|\bcheck[ -]?(?:post|point)s?\b"), "post"),
    (re.compile(r"\b(?:the )?goldsmith line\b"), "pakistan-iran border"),
    (re.compile(r"\b(?:the )?tri-?(?:point|junction)(?: of| between)? (?:the )?(?:iran|pakistan|afghanistan)[, ].*"), "kuh-e malek siah"),
    (re.compile(r"\bsub[ -](?=tehsil|tahsil|district|division)"), "sub"),
)
_PAIR_BORDER = re.compile(
    r"\b(?:the )?(?P<a>pak(?:istan)?i?|iran(?:ian)?|afghan(?:istan)?|baloch?istan|indian?)\s*(?:[-/]|and|with| )\s*"
    r"(?P<b>pak(?:istan)?i?|iran(?:ian)?|afghan(?:istan)?|indian?)\s+(?:joint |common )?(?:border|frontier|boundary)(?: line| area| region)?s?\b"
)
_ONE_BORDER = re.compile(
    r"\b(?:the )?(?:border|frontier|boundary) (?:with|of|to|line with) (?P<a>iran|pakistan|afghanistan)\b|"
    r"\b(?:the )?(?P<b>pakistani?|iranian|iran|afghan(?:istan)?) (?:border|frontier|boundary)(?: area| region| line)?s?\b"
)
_SOME_BORDER = re.compile(r"\b(?:the )?(?:border|boundary)(?: area| region| line| belt| zone| town)?s?\b")
_WITHIN = re.compile(rf"\b(?:within|in|no more than|not more than|less than|up to|under)(?: a)?(?: radius of)? {_NUMBER}(?: radius)?(?: of| from| around)?\s+(?P<rest>.+)")
_FROM = re.compile(
    rf"{_NUMBER}\s*(?:to the |towards? the |due )?(?P<way>(?:{DIRECTION})(?:ern|ward|wards)?)?\s*(?:side )?"
    r"(?P<how>away from|out of|off the coast of|off the coast|off|outside|inside|into|within|from|of|before|short of)\s+(?P<rest>.+)"
)
_TO_THE = re.compile(rf"\s(?:to|in|towards?) the (?P<way>(?:{DIRECTION})(?:ern)?)\b.*")
_PART_OF = re.compile(
    rf"(?:^|\b(?:in|the)\s+)(?P<way>(?:{DIRECTION})ern) (?P<skirt>outskirts of )?(?P<rest>[^,]+.*)"
)
_DIRECTION_OF = re.compile(rf"\b(?:to the |in the |the )?(?P<way>(?:{DIRECTION})(?:ern|ward|wards)?)(?: side| part| outskirts)? of (?P<rest>.+)")
_OFF = re.compile(r"\b(?:off|near)(?: the)? (?:coast|shore|waters) of (?P<rest>.+)|\boff (?P<bare>(?!the\b).+)|\b(?P<before>.+?) coast\b")
_BETWEEN = re.compile(r"\b(?:between|linking|connecting|joining|links|connects) (?P<a>.+?) (?:and|with|to) (?P<b>[^,(]+)(?P<tail>.*)")
_ROAD = re.compile(
    r"\b(?:road|highway|route|motorway) from (?P<c>.+?) to (?P<d>[^,(]+)|"
    r"(?:^|\b(?:on|along|at|near|the)\s+)(?:the )?(?P<a>[^-,()]+?)\s*(?:-| to )\s*(?P<b>[^-,()]+?) (?:national |main |coastal )?(?:road|highway|route|motorway|track|rcd)\b(?P<tail>.*)"
)
_NEAR = re.compile(
    r"\b(?:near(?:by)?(?: to| the)?|close to|next to|adjacent to|on the outskirts of|outskirts of|in the vicinity of|vicinity of|"
    r"outside(?: of)?|around|surroundings of|suburbs? of|not far from|نزدیک|قریب)\s+(?P<rest>.+)"
)
_LEADS = re.compile(r"^(?:on|along|at|in|the|a|an|from|to|of|by|and|area|areas|,|\s)+\b")
_WORDS_OF_RELATION = frozenset(
    """near close within between border frontier road highway route off outskirts vicinity next adjacent outside around
    coast zero zeropoint surroundings suburb suburbs inside boundary of in at from toward towards along belonging under
    north south east west northeast northwest southeast southwest northern southern eastern western northeastern
    northwestern southeastern southwestern northward southward eastward westward crossing check sub checkpost checkpoint
    checkposts checkpoints less more line tripoint""".split()
)
_NOTHING = Phrase()
_WHOLE = frozenset({"site", "border_crossing", "border_post", "airport", "port", "mountain"})
_COUNTRY = {"pak": "PK", "ira": "IR", "afg": "AF", "bal": "PK", "ind": "XX"}


@lru_cache(maxsize=65536)
def parse(text: str) -> Phrase:
    """The parts of a text that names a place."""
    low = text.lower()
    if low.isascii() and low.replace(" ", "").isalpha() and _WORDS_OF_RELATION.isdisjoint(low.split()):
        named = _name(low.strip())
        return _NOTHING if named is None or not named.words else Phrase(named, (), None, _is_facility(named))
    if not low.isascii():
        low = _DASHES.sub("-", low)
    if "'" in low or "’" in low or "`" in low or "‘" in low:
        low = _APOSTROPHE.sub("", low)
    low = low.strip()
    if _TRIGGER.search(low) is None:
        return _plain_phrase(low)
    for pattern, word in _FIXED:
        low = pattern.sub(word, low)
    return _related(low) or _plain_phrase(low)


def _related(low: str) -> Phrase | None:
    """The phrase of a text with a relation in it; None where none is found."""
    for read in (_read_distance, _read_border, _read_between, _read_part, _read_direction, _read_near):
        phrase = read(low)
        if phrase is not None:
            return phrase
    return None


def _read_distance(low: str) -> Phrase | None:
    found = _WITHIN.search(low) or _FROM.search(low)
    if found is None:
        return None
    km = _kilometres(found)
    rest, how = found["rest"], found.groupdict().get("how")
    way = found.groupdict().get("way")
    borders = _border_in(rest)
    if borders is not None:
        countries, cleaned = borders
        relation = Relation("border_distance" if how else "border_within", (), km, None, countries)
        return _with_head(low[: found.start()], relation, cleaned)
    anchor = _plain_phrase(rest)
    if anchor.main is None or (how in ("inside", "into") and anchor.main.kind == "country"):
        country = COUNTRY_WORDS.get(anchor.main.words, "") if anchor.main else ""
        relation = Relation("inside", (), km, None, frozenset({country} - {""}))
        return _with_head(low[: found.start()], relation, "")
    kind = "within" if how is None or how == "within" else "off" if how.startswith("off") else "from"
    if way is None and (turned := _TO_THE.search(rest)) is not None:  # "12 km outside Gwadar to the north"
        way, anchor = turned["way"], _plain_phrase(rest[: turned.start()])
        if anchor.main is None:
            return None
    relation = Relation(kind, ((anchor.main, *anchor.context),), km, bearing(way) if way else None)
    return _with_head(low[: found.start()], relation, "")


def _read_border(low: str) -> Phrase | None:
    found = _border_in(low)
    if found is None:
        return None
    countries, rest = found
    head, comma, last = rest.partition(",")
    if comma and last.strip(" ,") and _border_in(low.partition(",")[0]) is None and _border_in(low.partition(",")[2]):
        before = _plain_phrase(head)  # "Shamsar checkpoint, Saravan border"
        after = _plain_phrase(_LEADS.sub("", last.strip(" ,")))
        if before.main is not None and not before.main.rank:
            anchors = ((after.main, *after.context),) if after.main else ()
            return Phrase(before.main, before.context, Relation("border", anchors, None, None, countries))
    near = _NEAR.search(rest)
    if near:
        anchor = _plain_phrase(near["rest"])
        if anchor.main is not None:
            relation = Relation("border", ((anchor.main, *anchor.context),), None, None, countries, near=True)
            return Phrase(None, anchor.context, relation)
    around = _plain_phrase(_LEADS.sub("", rest))
    relation = Relation("border", (), None, None, countries)
    if around.main is None:
        return Phrase(None, around.context, relation)
    relation = replace(relation, anchors=((around.main, *around.context),))
    return Phrase(None, around.context, relation)


def _read_between(low: str) -> Phrase | None:
    found = _ROAD.search(low)
    kind = "road"
    if found is None:
        found, kind = _BETWEEN.search(low), "between"
        if found is not None and re.search(r"\b(?:road|highway|route|motorway)\b", low[: found.start()]):
            kind = "road"
    if found is None:
        return None
    parts = found.groupdict()
    first = _plain_phrase(_LEADS.sub("", parts["a"] or parts.get("c") or ""))
    second = _plain_phrase(_LEADS.sub("", parts["b"] or parts.get("d") or ""))
    if first.main is None or second.main is None:
        return None
    nearer = _read_near(parts.get("tail") or "")
    if nearer is not None and nearer.relation is not None:  # "Quetta-Taftan highway near Nok Kundi"
        return nearer
    tail = _plain_phrase(_LEADS.sub("", parts.get("tail") or ""))
    context = (*first.context, *second.context, *((tail.main,) if tail.main else ()), *tail.context)
    relation = Relation(kind, ((first.main,), (second.main,)))
    head = low[: found.start()] if kind == "between" else ""
    phrase = _with_head(head, relation, "")
    return replace(phrase, context=(*phrase.context, *context))


def _read_direction(low: str) -> Phrase | None:
    found = _DIRECTION_OF.search(low)
    if found is None:
        return None
    anchor = _plain_phrase(found["rest"])
    if anchor.main is None:
        return None
    relation = Relation("direction", ((anchor.main, *anchor.context),), None, bearing(found["way"]))
    return _with_head(low[: found.start()], relation, "")


def _read_part(low: str) -> Phrase | None:
    """"northern Chagai district", "southern outskirts of Zahedan"."""
    found = _PART_OF.search(low)
    if found is None or _DIRECTION_OF.search(low[: found.start("rest")]):
        return None
    anchor = _plain_phrase(found["rest"])
    if anchor.main is None or not (anchor.main.rank in (1, 2, 3) or found["skirt"]):
        return None
    kind = "outskirts" if found["skirt"] else "part"
    relation = Relation(kind, ((anchor.main, *anchor.context),), None, bearing(found["way"]))
    return Phrase(None, anchor.context, relation)


def _read_near(low: str) -> Phrase | None:
    sea = _OFF.search(low)
    if sea is not None:
        anchor = _plain_phrase(_LEADS.sub("", sea["rest"] or sea["bare"] or sea["before"] or ""))
        if anchor.main is not None:
            return Phrase(None, anchor.context, Relation("off", ((anchor.main, *anchor.context),)))
    found = _NEAR.search(low)
    if found is None:
        return None
    anchor = _plain_phrase(found["rest"])
    if anchor.main is None:
        return None
    return _with_head(low[: found.start()], Relation("near", ((anchor.main, *anchor.context),)), "")


def _with_head(head: str, relation: Relation, tail: str) -> Phrase:
    """What stands before a relation is the place itself; the relation only says where it should be."""
    before = _plain_phrase(head)
    after = _plain_phrase(_LEADS.sub("", tail)) if tail else Phrase()
    context = (*before.context, *((after.main,) if after.main else ()), *after.context)
    return Phrase(before.main, context, relation, before.facility)


def _border_in(low: str) -> tuple[frozenset[str], str] | None:
    """The countries of a border that the text names, and the text without it; None where it names none."""
    found = _PAIR_BORDER.search(low)
    if found is None:
        found = _ONE_BORDER.search(low) or _SOME_BORDER.search(low)
    if found is None:
        return None
    said = [value for value in found.groupdict().values() if value]
    countries = frozenset(_COUNTRY[value[:3]] for value in said)
    return countries, f"{low[: found.start()]} , {low[found.end() :]}"


def _kilometres(found: re.Match[str]) -> float:
    value = float(found["km"].replace(",", "."))
    if found["to"]:
        value = max(value, float(found["to"]))
    unit = found["unit"]
    if unit.startswith("n"):
        return value * 1.852
    return value * (1.609344 if unit.startswith("mi") else 0.001 if unit[:3] in ("m", "met") else 1.0)


def _is_facility(named: Named) -> bool:
    return not FACILITY.isdisjoint((named.full or named.words).split(" "))


def _plain_phrase(low: str) -> Phrase:
    """The phrase of a text without a relation: names parted by commas, brackets, "of", "in"."""
    names: list[Named] = []
    pending = ""
    for part in _PARTS.split(low):
        named = _name(plain(part)) if part else None
        if named is None:
            continue
        if not named.words:
            pending = named.kind
            continue
        if pending and not named.kind:
            named = replace(named, kind=pending)
        pending = ""
        names.append(named)
    if not names:
        return _NOTHING
    facility = _is_facility(names[0])
    finest = min(name.rank for name in names)
    main = next(name for name in names if name.rank == finest)
    return Phrase(main, tuple(name for name in names if name is not main), None, facility)


@lru_cache(maxsize=65536)
def _name(words: str) -> Named | None:
    """The name in plain words, its word of type taken off; None for words that name nothing."""
    if not words:
        return None
    if words in COUNTRY_WORDS:
        return Named(words, "country")
    if words in OUTSIDE:
        return Named(words, "province")
    parts = words.split(" ")
    while parts and parts[0] in NOISE and len(parts) > 1:
        parts.pop(0)
    while parts and parts[-1] in NOISE and len(parts) > 1:
        parts.pop()
    kind, full = "", " ".join(parts)
    for end in (-1, 0):
        while parts and parts[end] in KINDS:
            word = parts.pop(end)
            kind = kind or KINDS[word]
            while parts and parts[end] in NOISE and len(parts) > 1:
                parts.pop(end)
    if not parts or (len(parts) == 1 and parts[0] in NOISE):
        return Named("", kind) if kind else None
    if len(parts) > 1 and "sub" in (parts[0], parts[-1]):
        parts.remove("sub")
    core = " ".join(parts)
    if core in COUNTRY_WORDS:
        return Named(core, "country")
    if not kind and core in OUTSIDE:
        kind = "province"
    whole = kind in _WHOLE or is_arabic(full) or OPTIONAL & set(full.split(" "))
    keep = full if full != core and whole else ""
    return Named(core, kind, keep)


def named_units(texts: Iterator[str] | tuple[str, ...]) -> list[Named]:
    """Every unit or country that the texts name by a word of type."""
    found = []
    for text in texts:
        phrase = parse(text)
        for name in (phrase.main, *phrase.context):
            if name is not None and name.rank:
                found.append(name)
    return found
