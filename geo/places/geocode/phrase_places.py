"""Relations to places in a text: between two, on a road, in a direction, a part of one, near one, at sea."""

import re

from geo.places.geocode import patterns
from geo.places.geocode.naming import Phrase, Relation, plain_phrase, with_head
from geo.places.geocode.wording import bearing


def read_between(low: str) -> Phrase | None:
    """ "between Turbat and Panjgur", "on the Khash-Zahedan road"."""
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
    nearer = read_near(parts.get("tail") or "")
    if nearer is not None and nearer.relation is not None:  # "Quetta-Taftan highway near Nok Kundi"
        return nearer
    tail = plain_phrase(patterns.LEADS.sub("", parts.get("tail") or ""))
    context = (*first.context, *second.context, *((tail.main,) if tail.main else ()), *tail.context)
    relation = Relation(kind, ((first.main,), (second.main,)))
    head = low[: found.start()] if kind == "between" else ""
    head = "" if head.strip() in ("halfway", "midway", "somewhere", "roughly") else head
    phrase = with_head(head, relation, "")
    return phrase._replace(context=(*phrase.context, *context))


def read_direction(low: str) -> Phrase | None:
    """ "south-west of Khash"."""
    found = patterns.DIRECTION_OF.search(low)
    if found is None:
        return None
    anchor = plain_phrase(found["rest"])
    if anchor.main is None:
        return None
    relation = Relation("direction", ((anchor.main, *anchor.context),), None, bearing(found["way"]))
    return with_head(low[: found.start()], relation, "")


def read_part(low: str) -> Phrase | None:
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


def read_near(low: str) -> Phrase | None:
    """ "near Turbat", "off the coast of Pasni"."""
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
    return with_head(low[: found.start()], Relation("near", ((anchor.main, *anchor.context),)), "")
