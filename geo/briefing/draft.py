"""A briefing being composed: each edit is a pure function from one briefing to the next, steps counted from 0."""

from dataclasses import replace
from datetime import date

from geo.briefing.limits import MOST_STEPS
from geo.briefing.steps import Briefing, Judgement, Step
from geo.briefing.tidy import pairs_of, query_of
from geo.out.share import KEYS

EMPTY = Briefing("Untitled briefing")
"""What composing begins with."""
OF_PAGE = {
    "Map": "map",
    "Timeline": "timeline",
    "Intensity": "map",
    "Crossings": "map",
    "Matrix": "matrix",
    "Accounts": "comparison",
    "Sources": "chart",
    "Data": "table",
}
"""The kind of step that a page's view becomes."""
PAGE_OF = {
    "map": "map.py",
    "timeline": "timeline.py",
    "chart": "sources.py",
    "matrix": "matrix.py",
    "comparison": "accounts.py",
    "table": "data.py",
}
"""The page on which a step's view can be looked at and changed."""


def add(briefing: Briefing, step: Step, at: int | None = None) -> Briefing:
    """The step at the end, or before the one at `at`. Raises ValueError where there are too many already."""
    if len(briefing.steps) >= MOST_STEPS:
        raise ValueError(f"A briefing has {MOST_STEPS} steps at most.")
    steps = list(briefing.steps)
    steps.insert(len(steps) if at is None else at, step)
    return replace(briefing, steps=tuple(steps))


def move(briefing: Briefing, at: int, by: int) -> Briefing:
    """The step so many places later (earlier where negative), no further than the ends."""
    steps = list(briefing.steps)
    step = steps.pop(at)
    steps.insert(min(max(at + by, 0), len(steps)), step)
    return replace(briefing, steps=tuple(steps))


def remove(briefing: Briefing, at: int) -> Briefing:
    """Without the step."""
    return replace(briefing, steps=briefing.steps[:at] + briefing.steps[at + 1 :])


def duplicate(briefing: Briefing, at: int) -> Briefing:
    """The step a second time, right behind itself."""
    return add(briefing, briefing.steps[at], at + 1)


def change_step(briefing: Briefing, at: int, **fields: object) -> Briefing:
    """The step with these fields."""
    step = replace(briefing.steps[at], **fields)  # type: ignore[arg-type]  # fields are named by the caller
    return replace(briefing, steps=(*briefing.steps[:at], step, *briefing.steps[at + 1 :]))


def change_drawn(briefing: Briefing, drawn: Briefing, at: int, **fields: object) -> Briefing:
    """The step that stood at `at` when `drawn` was on screen, with these fields, wherever it stands by now.

    Who types a title and then presses "Up" sends both at once, and the step may be moved before its title arrives. A step that
    is gone changes nothing.
    """
    step = drawn.steps[at]
    found = next((now for now, each in enumerate(briefing.steps) if each is step), None)
    if found is None and len(briefing.steps) == len(drawn.steps):
        edited = briefing.steps[at]
        found = None if any(edited is each for each in drawn.steps) else at
    return briefing if found is None else change_step(briefing, found, **fields)


def view_query(query: str) -> str:
    """Of an address's query, what is the view's own: without keys of the page, as `embed` or a briefing."""
    return query_of([(key, value) for key, value in pairs_of(query) if key in KEYS])


def step_of_page(page: str, query: str, sentence: str) -> Step:
    """The step that shows a page's view; it is called by the view's sentence until the analyst gives it a title.

    Of Intensity it is a map shaded by what that page measures.
    """
    pairs = pairs_of(view_query(query))
    if page == "Intensity" and "shade" not in dict(pairs):
        pairs.append(("shade", dict(pairs).get("measure", "events")))
    return Step(_cut(sentence.rstrip(".")), OF_PAGE.get(page, "map"), query_of(pairs))


def as_kind(step: Step, kind: str, day: date) -> dict[str, object]:
    """The fields of the step as another kind; one that compares with an earlier day gets `day` where it has none yet."""
    return {"kind": kind, "since": step.since or (day if kind == "changes" else None)}


def set_judgement(briefing: Briefing, at: int, judgement: Judgement | None) -> Briefing:
    """The judgement at `at` replaced, one more where `at` is their number, or taken away with None."""
    kept = list(briefing.judgements)
    kept[at : at + 1] = [judgement] if judgement else []
    return replace(briefing, judgements=tuple(kept))


def _cut(text: str, most: int = 80) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
