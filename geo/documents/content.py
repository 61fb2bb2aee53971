"""What a document says, whatever its form: texts, rows and numbered sources.

Every form (PDF, slides, HTML) sets this one value, so that all of them have the same events, claims and sources.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from geo.documents.blocks import Block
from geo.documents.events import Told, merge
from geo.documents.sources import Reference
from geo.documents.tables import Table
from geo.out.passing import Terms
from geo.out.share import write_query
from geo.out.shown import Shown
from geo.vocabulary.view import View


@dataclass(frozen=True, slots=True)
class Part:
    """A step with all that it shows. `query` is its View's permalink, `page` the dashboard's page for it.

    `events` are those of `shown` in its order, at most MOST_EVENTS; `table` is what a matrix, a comparison or a list of
    changes shows beside or instead of them. A text has none of these, and an empty query.
    """

    title: str
    kind: str
    notes: tuple[Block, ...]
    markdown: str
    view: View
    query: str
    page: str
    sentence: str
    count: str
    unmet: tuple[str, ...]
    left_out: tuple[str, ...]
    events: tuple[Told, ...]
    table: Table | None
    shown: Shown | None
    terms: Terms

    def query_of(self, event: str) -> str:
        """The query that opens an event on screen, among what this part shows."""
        return write_query(replace(self.shown.view, event=event)) if self.shown else ""


@dataclass(frozen=True, slots=True)
class Content:
    """The whole document. `judgements` are (text, likelihood in words with its range, or ""); days are UTC.

    `data_as_of` is the day when the newest document in the data was published, `imported_on` the days when the user's data sets
    that are shown were imported, `as_of` what the maker says he knew until.
    """

    title: str
    summary: tuple[Block, ...]
    judgements: tuple[tuple[str, str], ...]
    author: str
    made_at: datetime
    data_as_of: date
    imported_on: tuple[date, ...]
    as_of: date | None
    base: str
    parts: tuple[Part, ...]
    references: tuple[Reference, ...]
    precisions: tuple[str, ...]
    disclaimer: str
    grades: str
    attributions: tuple[str, ...]
    licences: tuple[str, ...]
    left_out: tuple[str, ...]

    @property
    def events(self) -> tuple[Told, ...]:
        """Every event of the document once, with every claim that a part shows of it."""
        return merge([event for part in self.parts for event in part.events])

    def link(self, query: str, page: str = "") -> str:
        """The address at which a query is seen on screen."""
        return f"{self.base}{page}?{query}"
