"""A briefing as a value: an ordered list of steps, each a View with the analyst's words."""

from dataclasses import dataclass
from datetime import date

KINDS = {
    "map": "map",
    "timeline": "time line",
    "matrix": "matrix of who says what",
    "comparison": "two accounts compared",
    "chart": "chart",
    "table": "table of events",
    "changes": "what changed since a day",
    "text": "text only",
}
"""What a step shows, and how a reader calls it."""

LIKELIHOODS = {
    "almost certain": (95, 99),
    "very likely": (80, 95),
    "likely": (55, 80),
    "roughly even chance": (45, 55),
    "unlikely": (20, 45),
    "very unlikely": (5, 20),
    "almost no chance": (1, 5),
}
"""Words of estimative probability with their ranges in per cent: ICD 203, "Analytic Standards" (US ODNI, 2015), D.6.e.(2)(a)."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A key judgement, in the analyst's words; `likelihood` is one of LIKELIHOODS, or "" where none is given."""

    text: str
    likelihood: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to show. `query` is the query string of its View as `geo.out.share.write_query` gives it, "" for a text.

    `kind` is one of KINDS, `notes` are Markdown, `since` is the day that a step of the kind "changes" compares with.
    """

    title: str
    kind: str = "map"
    query: str = ""
    notes: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Briefing:
    """The whole: `summary` is Markdown, `as_of` the day whose knowledge it stands on, `author` as typed; both may be missing."""

    title: str
    steps: tuple[Step, ...] = ()
    summary: str = ""
    judgements: tuple[Judgement, ...] = ()
    author: str = ""
    as_of: date | None = None
