"""A picture that stands by itself: what a document says round its pictures is said under it, and in the file."""

from collections.abc import Mapping
from dataclasses import replace

import segno

from geo.documents.about import dates
from geo.documents.content import Content
from geo.documents.pictures import LONGEST_ADDRESS
from geo.documents.saying import say_reference
from geo.drawing.colophon import Colophon, Entry, add_colophon
from geo.drawing.drawing import Drawing

MOST_SOURCES, MOST_EVENTS = 80, 40
"""What is listed under a picture; more than that stands in the file's own description alone."""


def stand_alone(drawing: Drawing, content: Content) -> Drawing:
    """The drawing of the content's only part with its colophon under it and its sources in the file."""
    part = content.parts[0]
    address = content.link(part.query, part.page)
    sources, unseen = _sources(content, drawing.numbers), _unseen(content, drawing)
    left_out = [*part.unmet, *part.left_out, *drawing.left_out]
    said = [f"{dates(content)}.", *([f"Left out: {' '.join(left_out)}"] if left_out else [])]
    said += [content.grades] if content.grades else []
    lists = [("Events that the picture does not show", unseen)] if len(unseen) <= MOST_EVENTS else []
    if len(sources) > MOST_SOURCES:
        said.append(
            f"{len(sources):,} sources: too many to list here. All of them, with outlet, title, day and address, stand in this "
            "file's own description (“Source”), and in the view as PDF, slides or HTML."
        )
    else:
        lists.append(("Sources of the claims on these events", sources))
    code = segno.make(address, error="m", micro=False).matrix if len(address) <= LONGEST_ADDRESS else ()
    add_colophon(drawing, Colophon(address, [list(row) for row in code], said, lists))
    told = {
        "Title": content.title,
        "Identifier": address,
        "Source": "\n".join(" ".join(filter(None, (f"{e.number}.", e.words, e.address))) for e in sources),
        "Rights": "; ".join((*content.licences, *content.attributions, content.disclaimer)),
    }
    return replace(drawing, about=told)


def _sources(content: Content, numbers: Mapping[str, int]) -> list[Entry]:
    """The numbered sources, each with the numbers of the events of which it tells, where there are several."""
    tells: dict[int, set[int]] = {}
    for told in content.parts[0].events:
        for said in told.claims if len(numbers) > 1 and told.event_id in numbers else ():
            tells.setdefault(said.source, set()).add(numbers[told.event_id])
    return [
        Entry(str(each.number), f"{each.outlet}, {say_reference(each)}{_of(tells.get(each.number, set()))}", each.url)
        for each in content.references
    ]


def _of(events: set[int]) -> str:
    if not events:
        return ""
    return f" (event{'' if len(events) == 1 else 's'} {', '.join(map(str, sorted(events)))})"


def _unseen(content: Content, drawing: Drawing) -> list[Entry]:
    """The events that have a number and no mark."""
    return [
        Entry(str(drawing.numbers[told.event_id]), f"{told.when}: {told.title}")
        for told in content.parts[0].events
        if told.event_id in drawing.numbers and told.event_id not in drawing.shows
    ]
