"""From a text that names a place to its parts: the names, their words of type, the units around them, the relation.

"Spin area, 30 km north-east of Turbat (Kech district)" is the name "spin" (an area), a distance and a bearing from
"turbat", in the district "kech". Nothing is looked up here.
"""

import re
from functools import lru_cache

from geo.places.geocode import patterns
from geo.places.geocode.naming import NOTHING, Named, Phrase, Relation, phrase_of, plain_phrase
from geo.places.geocode.wording import COUNTRY_WORDS, bearing

__all__ = ["Named", "Phrase", "Relation", "parse"]

_WORDS_OF_RELATION = (
    frozenset(
        """near close within between border frontier road highway route off outskirts vicinity next adjacent outside around
    coast zero zeropoint surroundings suburb suburbs inside boundary of in at from toward towards along belonging under
    north south east west northeast northwest southeast southwest northern southern eastern western northeastern
    northwestern southeastern southwestern northward southward eastward westward crossing check sub checkpost checkpoint
    checkposts checkpoints less more line tripoint opposite facing adjoining میں کے در از""".split()
    )
    | patterns.HINTS
    | frozenset(patterns.COUNTED)
)
"""Words of which a text that is only names, parted by commas, has none."""

FARTHEST_KM = 2000.0
"""No report measures farther: such a number is a slip."""

NEXT_TO_KM = 1.0
"""Nearer than this is at the place."""

_COUNTRY = {"pak": "PK", "ira": "IR", "afg": "AF", "bal": "PK", "ind": "XX"}


@lru_cache(maxsize=65536)
def parse(text: str) -> Phrase:
    """The parts of a text that names a place."""
    low = text.lower()
    if "<" in low:
        low = patterns.TAG.sub(" ", low)
    if low.startswith(patterns.NATIONS):
        low = patterns.OF_NATION.sub(r"\2, \1", low)
    spaced = low.replace(",", " ").replace("-", " ")
    if spaced.replace(" ", "").isalpha() and _WORDS_OF_RELATION.isdisjoint(spaced.split()) and " - " not in low:
        return phrase_of(low.split(",") if "," in low else (low,))
    if not low.isascii():
        low = patterns.DASHES.sub("-", low)
    if "'" in low or "’" in low or "`" in low or "‘" in low:
        low = patterns.APOSTROPHE.sub("", low)
    low = low.strip()
    if not patterns.may_relate(low):
        return plain_phrase(low)
    low = _written_out(low)
    if patterns.TRIGGER.search(low) is None:
        return plain_phrase(low)
    for pattern, word in patterns.FIXED:
        low = pattern.sub(word, low)
    return _related(low) or plain_phrase(low)


def _written_out(low: str) -> str:
    """Numbers as digits and directions as words, where they belong to a distance: "five km SE of"."""
    low = patterns.COUNT.sub(lambda found: patterns.COUNTED.get(found[1], "1"), low)
    return patterns.SHORT_WAY.sub(_direction, low)


def _direction(found: re.Match[str]) -> str:
    """ "se" as "southeast"; of three letters the last two count."""
    return "".join(patterns.COMPASS[letter] for letter in found[0][-2:])


def _related(low: str) -> Phrase | None:
    """The phrase of a text with a relation in it; None where none is found."""
    for read in (
        _read_along,
        _read_distance,
        _read_shared_border,
        _read_border,
        _read_between,
        _read_part,
        _read_direction,
        _read_near,
    ):
        phrase = read(low)
        if phrase is not None:
            return phrase
    return None


def _read_distance(low: str) -> Phrase | None:
    found = patterns.WITHIN.search(low) or patterns.FROM.search(low)
    if found is None:
        return None
    km = _kilometres(found)
    rest, how = found["rest"], found.groupdict().get("how")
    if km > FARTHEST_KM:
        return NOTHING
    if km == 0:
        return None if _border_in(rest) else plain_phrase(rest)
    way = found.groupdict().get("way")
    borders = _border_in(rest)
    before = patterns.NEAR_BORDER.sub("", _before_border(rest)) if borders is not None else ""
    if before and plain_phrase(before).main is not None and before != _before_border(rest):
        rest, borders = before, None  # "45 km south of Saravan near the border" is a distance from Saravan
    if borders is not None:
        countries, cleaned = borders
        beside = patterns.NEAR.search(cleaned)
        there = plain_phrase((beside["rest"] or beside["few"]) if beside else patterns.LEADS.sub("", cleaned))
        at = ((there.main, *there.context),) if there.main is not None and not there.main.rank else ()
        relation = Relation("border_distance" if how else "border_within", at, km, None, countries)
        return _with_head(low[: found.start()], relation, "" if at else cleaned)
    if patterns.THE_ROAD.match(rest) and (road := _read_between(rest)) is not None and road.relation is not None:
        phrase = _with_head(low[: found.start()], road.relation._replace(km=km), "")
        return phrase._replace(context=(*phrase.context, *road.context))
    if how is not None and how.startswith("off"):
        rest = patterns.COAST.sub("", rest)  # "40 km off Jiwani coast"
    if how in ("inside", "into") and (across := _read_across(low[: found.start()], rest, km)) is not None:
        return across
    towards = patterns.TOWARDS.search(rest) if how is not None and way is None else None
    aim = plain_phrase(towards["rest"] or towards["road"]).main if towards is not None else None
    if towards is not None and aim is not None:
        rest = rest[: towards.start()]
    anchor = plain_phrase(rest)
    if anchor.main is None or (how in ("inside", "into") and anchor.main.kind == "country"):
        country = COUNTRY_WORDS.get(anchor.main.words, "") if anchor.main else ""
        relation = Relation("inside", (), km, None, frozenset({country} - {""}))
        return _with_head(low[: found.start()], relation, "")
    kind = "within" if how is None or how == "within" else "off" if how.startswith("off") else "from"
    if way is None and (turned := patterns.TO_THE.search(rest)) is not None:  # "12 km outside Gwadar to the north"
        way, anchor = turned["way"], plain_phrase(rest[: turned.start()])
        if anchor.main is None:
            return None
    assert anchor.main is not None
    if kind in ("within", "from") and way is None and patterns.AT_SEA.fullmatch(low[: found.start()]):
        off = Relation("off", ((anchor.main, *anchor.context),), km, near=kind == "within")
        return Phrase(None, anchor.context, off)
    if kind == "from" and km < NEXT_TO_KM:
        kind, way = "within", None
    anchors = ((anchor.main, *anchor.context), *(((aim,),) if aim is not None and kind in ("from", "off") else ()))
    relation = Relation(kind, anchors, km, bearing(way) if way else None)
    return _with_head(low[: found.start()], relation, "")


def _read_along(low: str) -> Phrase | None:
    """ "20 km along the Hoshab-Panjgur road from Hoshab": so far from the one end, towards the other."""
    found = patterns.ALONG.search(low)
    if found is None:
        return None
    ends = [plain_phrase(found[end]).main for end in "ab"]
    start = plain_phrase(found["start"]).main
    if start is None or None in ends or start not in ends:
        return None
    aim = next(end for end in ends if end != start)
    anchors = ((start,), *(((aim,),) if aim is not None else ()))
    return _with_head(low[: found.start()], Relation("from", anchors, _kilometres(found)), "")


def _read_across(head: str, rest: str, km: float) -> Phrase | None:
    """ "15 km inside Pakistani territory near Chedgi": so far beyond the border, at a place."""
    by = patterns.BY.search(rest)
    country = plain_phrase(rest[: by.start()]).main if by is not None else None
    beside = plain_phrase(by["rest"]) if by is not None else NOTHING
    if country is None or country.kind != "country" or beside.main is None:
        return None
    anchors = () if beside.main.rank else ((beside.main, *beside.context),)
    borders = frozenset({COUNTRY_WORDS.get(country.words, "XX")})
    phrase = _with_head(head, Relation("inside", anchors, km, None, borders), "")
    return phrase._replace(context=(*phrase.context, beside.main, *beside.context))


def _read_shared_border(low: str) -> Phrase | None:
    """ "the border between Kech and Saravan": of two countries it is the border itself."""
    found = patterns.BORDER_BETWEEN.search(low)
    dashed = None
    if found is None and patterns.PAIR_BORDER.search(low) is None:
        found = dashed = patterns.DASHED_BORDER.search(low)
    if found is None:
        return None
    sides = [plain_phrase(patterns.LEADS.sub("", found[side])).main for side in "ab"]
    one, other = sides
    if one is None or other is None:
        return None
    whole = ((Named(f"{one.words} {other.words}", other.kind),),) if dashed else ()
    relation = Relation("border", ((one,), (other,), *whole))
    if {each.kind for each in (one, other)} == {"country"}:
        countries = frozenset(COUNTRY_WORDS.get(each.words, "XX") for each in (one, other))
        relation = Relation("border", (), None, None, countries)
    return _with_head(low[: found.start()], relation, low[found.end() :])


def _read_border(low: str) -> Phrase | None:
    found = _border_in(low)
    if found is None:
        return None
    countries, rest = found
    head, comma, last = rest.partition(",")
    if comma and last.strip(" ,") and _border_in(low.partition(",")[0]) is None and _border_in(low.partition(",")[2]):
        before = plain_phrase(head)  # "Shamsar checkpoint, Saravan border"
        after = plain_phrase(patterns.LEADS.sub("", last.strip(" ,")))
        if before.main is not None and not before.main.rank:
            anchors = ((after.main, *after.context),) if after.main else ()
            return Phrase(before.main, before.context, Relation("border", anchors, None, None, countries))
    if (beside := patterns.AT_BORDER.search(rest)) is not None:  # "near the Iran border in Panjgur" is not near Panjgur
        before = plain_phrase(rest[: beside.start()])
        if before.main is not None and not before.main.rank:  # "Grawag near the Iran border"
            after = plain_phrase(patterns.LEADS.sub("", rest[beside.end() :]))
            there = () if after.main is None else (after.main, *after.context)
            relation = Relation("border", (there,) if there else (), None, None, countries)
            return Phrase(before.main, (*before.context, *there), relation, before.facility)
        rest = f"{rest[: beside.start()]}{rest[beside.end() :]}"
    near = patterns.NEAR.search(rest)
    if near:
        anchor = plain_phrase(near["rest"] or near["few"])
        if anchor.main is not None:
            relation = Relation("border", ((anchor.main, *anchor.context),), None, None, countries, near=True)
            return Phrase(None, anchor.context, relation)
    around = plain_phrase(patterns.LEADS.sub("", rest))
    relation = Relation("border", (), None, None, countries)
    if around.main is None:
        return Phrase(None, around.context, relation)
    relation = relation._replace(anchors=((around.main, *around.context),))
    return Phrase(None, around.context, relation)


def _read_between(low: str) -> Phrase | None:
    spanned = patterns.BETWEEN.search(low)
    named = spanned is not None and re.search(r"\b(?:road|highway|route|motorway)\b", low[: spanned.start()])
    found = spanned if named else patterns.ROAD.search(low)  # "M-8 motorway between Hoshab and Turbat"
    kind = "road"
    if found is None:
        found, kind = spanned, "between"
    if found is None:
        return None
    parts = found.groupdict()
    first = plain_phrase(patterns.LEADS.sub("", parts["a"] or parts.get("c") or ""))
    second = plain_phrase(patterns.LEADS.sub("", parts["b"] or parts.get("d") or ""))
    if first.main is None or second.main is None:
        return None
    nearer = _read_near(parts.get("tail") or "")
    if nearer is not None and nearer.relation is not None:  # "Quetta-Taftan highway near Nok Kundi"
        return nearer
    tail = plain_phrase(patterns.LEADS.sub("", parts.get("tail") or ""))
    context = (*first.context, *second.context, *((tail.main,) if tail.main else ()), *tail.context)
    relation = Relation(kind, ((first.main,), (second.main,)))
    head = low[: found.start()] if kind == "between" else ""
    head = "" if head.strip() in ("halfway", "midway", "somewhere", "roughly") else head
    phrase = _with_head(head, relation, "")
    return phrase._replace(context=(*phrase.context, *context))


def _read_direction(low: str) -> Phrase | None:
    found = patterns.DIRECTION_OF.search(low)
    if found is None:
        return None
    anchor = plain_phrase(found["rest"])
    if anchor.main is None:
        return None
    relation = Relation("direction", ((anchor.main, *anchor.context),), None, bearing(found["way"]))
    return _with_head(low[: found.start()], relation, "")


def _read_part(low: str) -> Phrase | None:
    """ "northern Chagai district", "southern outskirts of Zahedan"."""
    found = patterns.PART_OF.search(low)
    if found is None or patterns.DIRECTION_OF.search(low[: found.start("rest")]):
        return None
    anchor = plain_phrase(found["rest"])
    if anchor.main is None:
        return None
    kind = "part" if anchor.main.rank and not found["skirt"] else "outskirts"
    relation = Relation(kind, ((anchor.main, *anchor.context),), None, bearing(found["way"]))
    return Phrase(None, anchor.context, relation)


def _read_near(low: str) -> Phrase | None:
    sea = patterns.OFF.search(low)
    if sea is not None:
        anchor = plain_phrase(patterns.LEADS.sub("", sea["sea"] or sea["rest"] or sea["bare"] or sea["before"] or ""))
        if anchor.main is not None:
            return Phrase(None, anchor.context, Relation("off", ((anchor.main, *anchor.context),)))
    found = patterns.NEAR.search(low)
    if found is None:
        return None
    anchor = plain_phrase(found["rest"] or found["few"])
    if anchor.main is None:
        return None
    return _with_head(low[: found.start()], Relation("near", ((anchor.main, *anchor.context),)), "")


def _with_head(head: str, relation: Relation, tail: str) -> Phrase:
    """What stands before a relation is the place itself; the relation only says where it should be."""
    before = plain_phrase(head)
    after = plain_phrase(patterns.LEADS.sub("", tail)) if tail else Phrase()
    context = (*before.context, *((after.main,) if after.main else ()), *after.context)
    return Phrase(before.main, context, relation, before.facility)


def _border_in(low: str) -> tuple[frozenset[str], str] | None:
    """The countries of a border that the text names, and the text without it; None where it names none."""
    found = patterns.PAIR_BORDER.search(low)
    if found is None:
        found = patterns.ONE_BORDER.search(low) or patterns.SOME_BORDER.search(low)
    if found is None:
        return None
    said = [value for value in found.groupdict().values() if value]
    countries = frozenset(_COUNTRY[value[:3]] for value in said)
    return countries, f"{low[: found.start()]} , {low[found.end() :]}"


def _before_border(low: str) -> str:
    """The words before the border that a text names."""
    found = patterns.PAIR_BORDER.search(low) or patterns.ONE_BORDER.search(low) or patterns.SOME_BORDER.search(low)
    return low[: found.start()] if found else ""


def _kilometres(found: re.Match[str]) -> float:
    said = {name: value for name, value in found.groupdict().items() if value}
    value = float(patterns.THOUSANDS.sub("", said.get("km") or said["rkm"]).replace(",", "."))
    if "to" in said:
        value = max(value, float(said["to"]))
    unit = said.get("unit") or said["runit"]
    if unit.startswith("n"):
        return value * 1.852
    return value * (1.609344 if unit.startswith("mi") else 0.001 if unit[:3] in ("m", "met") else 1.0)
