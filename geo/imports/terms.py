"""What a publisher of events says about passing its rows on; known by its headings, whatever kind of file holds them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from geo.imports import acled, gdelt, ucdp
from geo.imports.headings import plain


@dataclass(frozen=True, slots=True)
class Terms:
    """A licence, whom to name, and whether rows may be passed on."""

    licence: str = ""
    attribution: str = ""
    may_share: bool = True


UCDP = Terms(ucdp.LICENCE, ucdp.ATTRIBUTION)
GDELT = Terms(gdelt.LICENCE, gdelt.ATTRIBUTION)
ACLED = Terms(acled.LICENCE, acled.ATTRIBUTION, may_share=False)
GTD = Terms(
    "GTD's end user agreement: its rows may not be posted, shown to the public or passed on",
    "Global Terrorism Database (GTD), National Consortium for the Study of Terrorism and Responses to Terrorism (START)",
    may_share=False,
)
"""The End User Agreement as START published it with the data files."""
_OF_GTD = frozenset(
    {
        *("iyear", "imonth", "iday", "country_txt", "region_txt", "natlty1_txt", "targtype1_txt", "attacktype1_txt"),
        *("weaptype1_txt", "gname", "nkill", "nkillter", "nwound", "nwoundte", "propextent", "scite1", "dbsource"),
        *("doubtterr", "crit1", "crit2", "crit3", "specificity", "vicinity"),
    }
)
"""Four of these make a file GTD's."""
_CUT = 10  # letters of a heading that a Shapefile keeps
_LONG = {
    name[:_CUT]: name for name in ucdp.MARKS | ucdp.USUAL | acled.MARKS | acled.USUAL | _OF_GTD if len(name) > _CUT
}


def is_gtd(columns: frozenset[str]) -> bool:
    """Whether the headings are those of the Global Terrorism Database, whole or cut down."""
    return len(columns & _OF_GTD) >= 4


_PUBLISHERS: tuple[tuple[Callable[[frozenset[str]], bool], Terms], ...] = (
    (acled.is_of_acled, ACLED),
    (is_gtd, GTD),
    (ucdp.is_ucdp, UCDP),
    (gdelt.is_gdelt, GDELT),
)
"""Those that forbid first: of tables that were joined, the strictest terms hold."""


def terms_of(headings: Iterable[str]) -> Terms:
    """The terms of whoever uses such headings, however they are spelt ("Event Date", "acled_event_date") and be they cut to ten
    letters as in a Shapefile; none where nobody is known."""
    exact = frozenset(name for heading in headings for name in (heading.casefold(), _spelt(heading)))
    columns = exact | {_LONG[name] for name in exact if name in _LONG}
    return next((terms for fits, terms in _PUBLISHERS if fits(columns)), Terms())


def _spelt(heading: str) -> str:
    """A heading as publishers write theirs, without the name that somebody who joins tables puts before it."""
    return re.sub(r"^(acled|gtd|ucdp|ged|gdelt)_+", "", plain(heading))
