"""What stands on slides, before it is placed: judgements, rows of events, sources, and how to read it all."""

from collections.abc import Sequence

from geo.documents.about import about
from geo.documents.blocks import Block, Run
from geo.documents.content import Content
from geo.documents.events import Told
from geo.documents.saying import say_more, say_places, say_reference, say_unheard
from geo.documents.slide_tables import Cell, cell
from geo.documents.slide_text import faint


def judgement_blocks(content: Content) -> list[Block]:
    """The key judgements, each after its likelihood."""
    said = [
        Block("paragraph", (*([Run(f"{word[:1].upper()}{word[1:]}: ", bold=True)] if word else []), Run(text)))
        for text, word in content.judgements
    ]
    scale = "Likelihoods are the maker's, in the words and ranges of ICD 203 (2015)."
    return [*said, faint(scale)] if any(word for _, word in content.judgements) else said


def event_row(told: Told, link: str, number: int | None) -> tuple[Cell, ...]:
    """When, what and where, agreement, deaths, who says so; `number` is the event's in the picture."""
    title = f"({number}) {told.title}" if number else told.title
    where = (Run(" · ".join(filter(None, [told.kind_label, say_places(told.where)]))),)
    voices = [
        (Run(f"{who} ", bold=True), Run("; ".join(f"{does} {_numbers(numbers)}" for does, numbers in stances)))
        for who, stances in told.voices
    ]
    unheard = say_unheard(told)
    return (
        cell(told.when),
        (*cell(title, bold=True, link=link), where),
        ((Run(told.agreement),), (Run(told.support),)),
        cell(told.deaths or "–"),
        (*voices, *([(Run(unheard, italic=True),)] if unheard else [])),
    )


def say_statements(told: Told) -> str:
    """An event's claims in full, for the speaker's notes."""
    lines = [
        " ".join(
            filter(
                None,
                [
                    f"{said.speaker} ({said.side}) {said.stance_label.lower()}:",
                    said.statement,
                    f"({more})" if (more := say_more(said)) else "",
                    f"[{said.source}]",
                ],
            )
        )
        for said in told.claims
    ]
    return "\n".join([told.title, *lines])


def source_blocks(content: Content) -> list[Block]:
    """The numbered sources."""
    return [
        Block(
            "paragraph",
            (
                Run(f"[{each.number}] {each.outlet}", bold=True),
                Run(f", {say_reference(each)} "),
                *([Run(each.url, link=each.url)] if each.url else []),
            ),
        )
        for each in content.references
    ]


def about_blocks(content: Content) -> list[Block]:
    """How to read it."""
    return [Block("paragraph", (Run(f"{head} ", bold=True), Run(text))) for head, text in about(content)]


def _numbers(numbers: Sequence[int]) -> str:
    return "".join(f"[{number}]" for number in numbers)
