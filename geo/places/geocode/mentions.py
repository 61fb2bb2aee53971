"""The places named in running text: what they mean, resolved together.

The places of one text support each other: a doubtful one is asked again with the others as hints.
"""

from __future__ import annotations

import re
from dataclasses import replace

from geo.places.geocode.answers import Answer, Hints, Mention
from geo.places.geocode.batch import geocode
from geo.places.geocode.mention_spans import Span, find_spans
from geo.places.geocode.world import World, the_world

_WITHIN = re.compile(r",?\s(?:in|of)\s(?:the )?|,\s|\s\($")


def find_mentions(text: str, world: World | None = None) -> list[Mention]:
    """The places that a text names, in their order, resolved together.

    Parameters
    ----------
    text
        Running text, English, Urdu or Persian.
    world
        The gazetteer; what ships and the user's names where none is given.

    Returns
    -------
    list of Mention
        `text[mention.start:mention.end]` is the mention; spans do not overlap. Empty where no place is named.
    """
    world = world or the_world()
    return _resolve(text, find_spans(text, world), world)


def _resolve(text: str, spans: list[Span], world: World) -> list[Mention]:
    """First each by itself, with the unit said right after it; then the doubtful ones with the others' help."""
    mentions = []
    for place, span in enumerate(spans):
        said = text[span.start : span.end]
        after = spans[place + 1] if place + 1 < len(spans) else None
        close = after is not None and _WITHIN.fullmatch(text[span.end : after.start]) is not None
        if span.loose:
            mentions.append(Mention(span.start, span.end, said, _from_border(text, spans, place, world)))
            continue
        context = (text[after.core[0] : after.core[1]],) if after is not None and close and not after.joined else ()
        answer = geocode(said, Hints(places=context) if context else None, world=world)
        if context and (answer.status != "resolved" or _is_named(answer, context[0], world)):
            alone = geocode(said, world=world)
            listed = answer.status == "resolved" and alone.status != "not_found"  # "Dasht, Nag and Tump" is a list
            answer = alone if listed or (alone.status == "resolved" and answer.status == "ambiguous") else answer
        mentions.append(Mention(span.start, span.end, said, answer))
    firm = [each for each in mentions if each.status == "resolved" and each.answer.candidates[0].score >= 0.8]
    return [_supported(each, firm, mentions, world) for each in mentions]


def _from_border(text: str, spans: list[Span], place: int, world: World) -> Answer:
    """A distance from the border: at the place named before it in the sentence, else all along the border."""
    said = text[spans[place].start : spans[place].end]
    before = [span for span in spans[:place] if span.sentence == spans[place].sentence and not span.loose]
    for span in reversed(before):
        answer = geocode(f"{said} near {text[span.core[0] : span.core[1]]}", world=world)
        if answer.status == "resolved":
            return answer
    return geocode(said, world=world)


def _is_named(answer: Answer, other: str, world: World) -> bool:
    """Whether an answer is what the name after it means: then that one only stands in for an unknown place."""
    return answer.best is not None and answer.best.place_id in {
        each.place_id for each in geocode(other, world=world).candidates
    }


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
        if mention.status == "ambiguous" and _is_named(again, other.text, world):
            continue
        if again.status == "resolved" and again.candidates[0].relation != "near":
            return replace(mention, answer=again)
    return mention
