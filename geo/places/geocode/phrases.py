"""From a text that names a place to its parts: the names, their words of type, the units around them, the relation.

"Spin area, 30 km north-east of Turbat (Kech district)" is the name "spin" (an area), a distance and a bearing from
"turbat", in the district "kech". Nothing is looked up here.
"""

import re
from functools import lru_cache

from geo.places.geocode import patterns
from geo.places.geocode.naming import Named, Phrase, Relation, phrase_of, plain_phrase
from geo.places.geocode.phrase_border import read_border, read_shared_border
from geo.places.geocode.phrase_distance import read_along, read_distance
from geo.places.geocode.phrase_places import read_between, read_direction, read_near, read_part
from geo.places.geocode.rewording import reworded

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


@lru_cache(maxsize=65536)
def parse(text: str) -> Phrase:
    """The parts of a text that names a place."""
    low = text.lower()
    if "<" in low:
        low = patterns.TAG.sub(" ", low)
    if low[:1] in patterns.NATIONS_BEGIN and low.startswith(patterns.NATIONS):
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
    low = patterns.IZAFAT.sub(r" \1 ", _written_out(low))
    if patterns.TRIGGER.search(low) is None:
        return plain_phrase(low)
    low = reworded(low)
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
        read_along,
        read_distance,
        read_shared_border,
        read_border,
        read_between,
        read_part,
        read_direction,
        read_near,
    ):
        phrase = read(low)
        if phrase is not None:
            return phrase
    return None
