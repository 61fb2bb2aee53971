"""The filters, as one table: from it come the side bar, the SQL, the URL keys, the counts and the sentence.

A filter of level "claim" asks of one and the same claim; of level "event" or "many" it asks of the event. To add a filter, add a row.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Filter:
    """One choice among values.

    `key` is the URL key and the field of View; `column` is the column of the store's `claim` or `event` table; of an event
    that has "many" values, `value` of the table `event_<key>`; `say` is the sentence's fragment, with {} for the chosen labels.
    """

    key: str
    label: str
    level: Literal["claim", "event", "many"]
    column: str
    say: str
    help: str


FILTERS: tuple[Filter, ...] = (
    Filter("kind", "Kind of event", "event", "kind", "{}", "What was reported to have happened."),
    Filter(
        "status",
        "Agreement",
        "many",
        "value",
        "{}",
        "Denied: a voice says that it did not happen. Contested: voices differ on some aspect, denied events included. "
        "Uncontested: neither. Corroborated: at least two independent voices report it; single source: one does.",
    ),
    Filter(
        "aspect",
        "What is disputed",
        "many",
        "value",
        "disputed as to {}",
        "The aspect on which claims contradict each other.",
    ),
    Filter(
        "place",
        "District or county",
        "many",
        "value",
        "in {}",
        "Events whose place lies in, or touches, the chosen areas.",
    ),
    Filter("outlet", "Outlet", "claim", "outlet_id", "as reported by {}", "Who published it."),
    Filter(
        "outlet_type",
        "Type of outlet",
        "claim",
        "outlet_type",
        "from {}",
        "As recorded by the project's desk study; a description, not a grade.",
    ),
    Filter(
        "country",
        "Outlet's country",
        "claim",
        "outlet_country",
        "from outlets of {}",
        "Where the outlet is based, where that is known.",
    ),
    Filter("language", "Language", "claim", "language", "written in {}", "Language of the document."),
    Filter(
        "side",
        "Who speaks",
        "claim",
        "side",
        "told by {}",
        "The side of the speaker to whom the document gives the claim.",
    ),
    Filter(
        "voice",
        "Whose word",
        "claim",
        "origin",
        "going back to {}",
        "The voice that a claim goes back to: the office, group, agency or person that first said it.",
    ),
    Filter(
        "stance",
        "What the speaker does",
        "claim",
        "stance",
        "where somebody {}",
        "Whether the speaker asserts, confirms, attributes, disputes a detail, denies, or does not comment.",
    ),
    Filter(
        "reliability",
        "Outlet's reliability",
        "claim",
        "reliability",
        "from outlets graded {}",
        "The analyst's grade of the outlet (Admiralty code), given on the page Sources; F where nobody gave one.",
    ),
    Filter(
        "credibility",
        "Claim's credibility",
        "claim",
        "credibility",
        "with claims graded {}",
        "The analyst's grade of the claim (Admiralty code), given under an event's card; 6 where nobody gave one.",
    ),
    Filter(
        "data",
        "Data set",
        "claim",
        "dataset",
        "from the data set {}",
        "Which collection a claim belongs to; an event that you linked with another has claims of both.",
    ),
)
BY_KEY = {f.key: f for f in FILTERS}
