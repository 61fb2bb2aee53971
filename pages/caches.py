"""The one file that holds the pages' caches: answers by question, read-only, the same for every reader."""

from functools import cache, lru_cache

from geo.events.atlas import Atlas, open_atlas
from geo.out import cards
from geo.out.shown import Shown, show
from geo.vocabulary.filters import FILTERS
from geo.vocabulary.view import View


def atlas() -> Atlas:
    """The read-only world; opened once a process."""
    return open_atlas()


@lru_cache(maxsize=128)
def shown(question: View) -> Shown:
    """What the question shows."""
    return show(open_atlas(), question)


@lru_cache(maxsize=256)
def counts(question: View) -> dict[str, dict[str, int]]:
    """Events that each choice of each filter would show, by filter key."""
    return {f.key: open_atlas().store.count(question, f.key) for f in FILTERS}


@lru_cache(maxsize=256)
def months(question: View) -> list[tuple[int, int, int]]:
    """Events by month, the time window aside."""
    return open_atlas().store.count_months(question)


@cache
def legend() -> str:
    """The map's legend."""
    return cards.legend(open_atlas())
