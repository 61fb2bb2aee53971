"""Borders in a text: that between two sides, that at a place, some border with no place named."""

from geo.places.geocode import patterns
from geo.places.geocode.naming import Named, Phrase, Relation, plain_phrase, with_head
from geo.places.geocode.wording import COUNTRY_WORDS

_COUNTRY = {"pak": "PK", "ira": "IR", "afg": "AF", "bal": "PK", "ind": "XX"}


def read_shared_border(low: str) -> Phrase | None:
    """ "the border between Kech and Saravan": of two countries it is the border itself."""
    found, pair = patterns.BORDER_BETWEEN.search(low), patterns.PAIR_BORDER.search(low)
    if found is not None and pair is not None and found["of"]:
        return None  # "Iran-Pakistan border area of Sib and Suran"
    if found is None and pair is None:
        found = patterns.DASHED_BORDER.search(low)
    if found is None:
        return None
    sides = [plain_phrase(patterns.LEADS.sub("", found[side])).main for side in "ab"]
    one, other = sides
    if one is None or other is None:
        return None
    one_name = found["of"] is not None  # "border of Sib and Suran", "Mand-Pishin border"; not where "between" is said
    whole = ((Named(f"{one.words} {other.words}", other.kind),),) if one_name else ()
    relation = Relation("border", ((one,), (other,), *whole))
    countries = frozenset(COUNTRY_WORDS.get(each.words, "XX") for each in (one, other) if each.kind == "country")
    if countries:
        inside = tuple((each,) for each in (one, other) if each.kind != "country")
        relation = Relation("border", inside, None, None, countries)
    return with_head(low[: found.start()], relation, low[found.end() :])


def read_border(low: str) -> Phrase | None:
    """ "Pakistan-Iran border near Panjgur", "Saravan border"."""
    found = border_in(low)
    if found is None:
        return None
    countries, rest = found
    head, comma, last = rest.partition(",")
    if comma and last.strip(" ,") and border_in(low.partition(",")[0]) is None and border_in(low.partition(",")[2]):
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


def border_in(low: str) -> tuple[frozenset[str], str] | None:
    """The countries of a border that the text names, and the text without it; None where it names none."""
    found = patterns.PAIR_BORDER.search(low)
    if found is None:
        found = patterns.ONE_BORDER.search(low) or patterns.SOME_BORDER.search(low)
    if found is None:
        return None
    said = [value for value in found.groupdict().values() if value]
    countries = frozenset(_COUNTRY[value[:3]] for value in said)
    return countries, f"{low[: found.start()]} , {low[found.end() :]}"


def before_border(low: str) -> str:
    """The words before the border that a text names."""
    found = patterns.PAIR_BORDER.search(low) or patterns.ONE_BORDER.search(low) or patterns.SOME_BORDER.search(low)
    return low[: found.start()] if found else ""
