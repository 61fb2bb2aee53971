"""A picture that stands by itself: what a document says round its pictures is said under it, and in the file."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from geo.documents.about import dates
from geo.documents.content import Content
from geo.documents.pictures import modules
from geo.documents.saying import say_reference
from geo.drawing.colophon import Colophon, Entry, add_colophon
from geo.drawing.drawing import Drawing

_LEFT_TO_RIGHT = "\u200e"
"""The sentence is English, in whatever script an outlet's name begins it."""
MOST_SOURCES, MOST_EVENTS = 80, 40
"""What is listed under a picture; more than that stands in the file's own description alone."""


def stand_alone(drawing: Drawing, content: Content, left_out: Sequence[str]) -> Drawing:
    """The drawing of the content's only part with its colophon under it and its sources in the file; `left_out` are sentences."""
    part = content.parts[0]
    address = content.link(part.query, part.page)
    sources, unseen = _sources(content, drawing.numbers), _unseen(content, drawing)
    code, said = modules(address), [f"{dates(content)}."]
    if left_out:
        said.append(f"Left out: {' '.join(left_out)}")
    if content.grades:
        said.append(content.grades)
    if not code:
        said.append("The address is too long for a code; the whole of it stands in this file's own description.")
    lists = [("Events that the picture does not show", unseen)] if len(unseen) <= MOST_EVENTS else []
    if len(sources) <= MOST_SOURCES:
        lists.append(("Sources of the claims on these events", sources))
    else:
        said.append(
            f"{len(sources):,} sources: too many to list here. {_whose(content)}, with outlet, title, day and address, stand in "
            "this file's own description (“Source”)."
        )
    add_colophon(drawing, Colophon(address, code, said, lists))
    told = {
        "Title": content.title,
        "Identifier": address,
        "Source": "\n".join(" ".join(filter(None, (f"{e.number}.", e.words, e.address))) for e in sources),
        "Rights": "; ".join((*content.licences, *content.attributions, content.disclaimer)),
    }
    return replace(drawing, about={name: text for name, text in told.items() if text})


def _whose(content: Content) -> str:
    part = content.parts[0]
    whole = part.shown is None or len(part.shown.events) == len(part.events)
    return "All of them" if whole else f"Those of the first {len(part.events):,} events"


def _sources(content: Content, numbers: Mapping[str, int]) -> list[Entry]:
    """The numbered sources, each with the numbers of the events of which it tells, where there are several."""
    tells: dict[int, set[int]] = {}
    for told in content.parts[0].events:
        for said in told.claims if len(numbers) > 1 and told.event_id in numbers else ():
            tells.setdefault(said.source, set()).add(numbers[told.event_id])
    return [
        Entry(
            str(each.number),
            f"{_LEFT_TO_RIGHT}{each.outlet}, {say_reference(each)}{_of(tells.get(each.number, set()))}",
            each.url,
        )
        for each in content.references
    ]


def _of(events: set[int]) -> str:
    if not events:
        return ""
    return f" (event{'' if len(events) == 1 else 's'} {', '.join(map(str, sorted(events)))})"


def _unseen(content: Content, drawing: Drawing) -> list[Entry]:
    """The events without a mark, by their numbers where the picture has such."""
    return [
        Entry(str(drawing.numbers.get(told.event_id, "")), f"{_LEFT_TO_RIGHT}{told.when}: {told.title}")
        for told in content.parts[0].events
        if told.event_id not in drawing.shows
    ]
