"""What an event's claims add up to: contested, corroborated or single source, and who contradicts what.

Written-down rules, independent of the order of the claims:

- *contested*: at least one claim denies, or disputes a detail, or two claims give death tolls whose ranges do not meet;
- *corroborated*: not contested, and claims that assert, confirm or attribute come from at least two outlets;
- *single_source*: everything else.

Numbers of injured that differ are marked on the card, but decide nothing here.
"""

from collections.abc import Iterable
from dataclasses import dataclass

STATUSES = {
    "contested": "Contested",
    "corroborated": "Corroborated",
    "single_source": "Single source",
}
OPPOSING = {"denies", "disputes_detail"}
SUPPORTING = {"asserts", "confirms", "attributes"}


@dataclass(frozen=True, slots=True)
class Said:
    """Of a claim, what the rules look at."""

    outlet_id: str
    stance: str
    fatalities_low: int | None = None
    fatalities_high: int | None = None


def tolls_differ(claims: Iterable[Said]) -> bool:
    """Whether two of the claims give ranges of deaths that have no number in common."""
    ranges = [
        (c.fatalities_low, c.fatalities_high)
        for c in claims
        if c.fatalities_low is not None and c.fatalities_high is not None
    ]
    return bool(ranges) and max(low for low, _ in ranges) > min(high for _, high in ranges)


def status_of(claims: Iterable[Said]) -> str:
    """The status of the event that these claims are about, by the rules above."""
    claims = list(claims)
    if any(c.stance in OPPOSING for c in claims) or tolls_differ(claims):
        return "contested"
    outlets = {c.outlet_id for c in claims if c.stance in SUPPORTING}
    return "corroborated" if len(outlets) >= 2 else "single_source"
