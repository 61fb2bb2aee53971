"""Distances in a text: from a place or a border, along a road, inside a country."""

import re

from geo.places.geocode import patterns
from geo.places.geocode.naming import NOTHING, Phrase, Relation, plain_phrase, with_head
from geo.places.geocode.phrase_border import before_border, border_in
from geo.places.geocode.phrase_places import read_between
from geo.places.geocode.wording import COUNTRY_WORDS, bearing

FARTHEST_KM = 2000.0
"""No report measures farther: such a number is a slip."""

NEXT_TO_KM = 1.0
"""Nearer than this is at the place."""


def read_along(low: str) -> Phrase | None:
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
    return with_head(low[: found.start()], Relation("from", anchors, _kilometres(found)), "")


def read_distance(low: str) -> Phrase | None:
    """ "within 30 km of Panjgur", "14 km from the border in Kech", "5 km inside Iran"."""
    found = patterns.WITHIN.search(low) or patterns.FROM.search(low)
    if found is None:
        return None
    km, head, rest = _kilometres(found), low[: found.start()], found["rest"]
    if km > FARTHEST_KM:
        return NOTHING
    if km == 0:
        return None if border_in(rest) else plain_phrase(rest)
    said = found.groupdict()
    how, way = said.get("how"), said.get("way")
    borders = border_in(rest)
    before = patterns.NEAR_BORDER.sub("", before_border(rest)) if borders is not None else ""
    if before and plain_phrase(before).main is not None and before != before_border(rest):
        rest, borders = before, None  # "45 km south of Saravan near the border" is a distance from Saravan
    if borders is not None:
        return _from_border(head, km, borders, "border_distance" if how else "border_within")
    if patterns.THE_ROAD.match(rest) and (road := read_between(rest)) is not None and road.relation is not None:
        phrase = with_head(head, road.relation._replace(km=km), "")
        return phrase._replace(context=(*phrase.context, *road.context))
    if how in ("inside", "into") and (across := _read_across(head, rest, km)) is not None:
        return across
    if how is not None and how.startswith("off"):
        rest = patterns.COAST.sub("", rest)  # "40 km off Jiwani coast"
    return _from_place(head, rest, km, how, way)


def _from_border(head: str, km: float, borders: tuple[frozenset[str], str], kind: str) -> Phrase:
    """So far from the border, at a place or in a unit where one is named beside it."""
    countries, cleaned = borders
    beside = patterns.NEAR.search(cleaned)
    there = plain_phrase((beside["rest"] or beside["few"]) if beside else patterns.LEADS.sub("", cleaned))
    at = ((there.main, *there.context),) if there.main is not None and not there.main.rank else ()
    return with_head(head, Relation(kind, at, km, None, countries), "" if at else cleaned)


def _from_place(head: str, rest: str, km: float, how: str | None, way: str | None) -> Phrase | None:
    """So far from a place, in a direction where one is said; a country alone stands for its side of the border."""
    towards = patterns.TOWARDS.search(rest) if how is not None and way is None else None
    aim = plain_phrase(towards["rest"] or towards["road"]).main if towards is not None else None
    if towards is not None and aim is not None:
        rest = rest[: towards.start()]
    anchor = plain_phrase(rest)
    if anchor.main is None or (how in ("inside", "into") and anchor.main.kind == "country"):
        country = COUNTRY_WORDS.get(anchor.main.words, "") if anchor.main else ""
        return with_head(head, Relation("inside", (), km, None, frozenset({country} - {""})), "")
    kind = "within" if how is None or how == "within" else "off" if how.startswith("off") else "from"
    if way is None and (turned := patterns.TO_THE.search(rest)) is not None:  # "12 km outside Gwadar to the north"
        way, anchor = turned["way"], plain_phrase(rest[: turned.start()])
        if anchor.main is None:
            return None
    assert anchor.main is not None
    if kind in ("within", "from") and way is None and patterns.AT_SEA.fullmatch(head):
        off = Relation("off", ((anchor.main, *anchor.context),), km, near=kind == "within")
        return Phrase(None, anchor.context, off)
    if kind == "from" and km < NEXT_TO_KM:
        kind, way = "within", None
    aims = ((aim,),) if aim is not None and kind in ("from", "off") else ()
    anchors = ((anchor.main, *anchor.context), *aims)
    return with_head(head, Relation(kind, anchors, km, bearing(way) if way else None), "")


def _read_across(head: str, rest: str, km: float) -> Phrase | None:
    """ "15 km inside Pakistani territory near Chedgi": so far beyond the border, at a place."""
    by = patterns.BY.search(rest)
    country = plain_phrase(rest[: by.start()]).main if by is not None else None
    beside = plain_phrase(by["rest"]) if by is not None else NOTHING
    if country is None or country.kind != "country" or beside.main is None:
        return None
    anchors = () if beside.main.rank else ((beside.main, *beside.context),)
    borders = frozenset({COUNTRY_WORDS.get(country.words, "XX")})
    phrase = with_head(head, Relation("inside", anchors, km, None, borders), "")
    return phrase._replace(context=(*phrase.context, beside.main, *beside.context))


def _kilometres(found: re.Match[str]) -> float:
    """The distance said, in km; of "20 to 30 km" the farther."""
    said = {name: value for name, value in found.groupdict().items() if value}
    value = float(patterns.THOUSANDS.sub("", said.get("km") or said["rkm"]).replace(",", "."))
    if "to" in said:
        value = max(value, float(said["to"]))
    unit = said.get("unit") or said["runit"]
    if unit.startswith("n"):
        return value * 1.852
    return value * (1.609344 if unit.startswith("mi") else 0.001 if unit[:3] in ("m", "met") else 1.0)
