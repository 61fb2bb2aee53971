"""One account of the events: what a lens reports, restated with its own words, numbers, names, places and days."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from geo.events.assembly import Range

COLUMNS = {"side": "speaker_side", "press": "outlet_country", "voice": "origin", "outlet": "outlet_id"}
"""What a lens may be, in the order in which they are offered, and the column of the claims that it looks at."""
KINDS = {"side": "Side", "press": "Press", "voice": "Voice", "outlet": "Outlet"}
TOLD = (
    "told_as",
    "told_stance",
    "told_fatalities_low",
    "told_fatalities_high",
    "told_injured_low",
    "told_injured_high",
    "told_responsible",
    "told_where",
    "told_when",
)
"""What a lens tells of an event, in every export: empty where no lens is chosen, and where it does not say."""
_COUNTS = TOLD[2:6]
_SPEAKS = ("denies", "asserts", "confirms", "attributes", "disputes_detail", "no_comment")
"""Which of its claims leads the account of who speaks for himself: a denial is never left unsaid."""
_CARRIES = ("asserts", "confirms", "attributes", "disputes_detail", "denies", "no_comment")
"""The same of an outlet or a press, which carry others' words: first that something happened, then who contradicts it."""
_HEARD = [
    "event_id",
    "speaker",
    "stance",
    "statement",
    "attributed_to",
    "positions",
    "published_on",
    "origin",
    "outlet_id",
]
_NUMBERS = ["fatalities_low", "fatalities_high", "injured"]
Heard = Sequence[Any]
"""Claims of one event as named tuples of their columns, Index being the claim_id: an account is read many times a second."""


def of_lens(claims: pd.DataFrame, lens: str) -> pd.Series:
    """For each claim whether it belongs to the lens's account ("side:iran_state", "press:PK" …)."""
    kind, value = lens.split(":", 1)
    return claims[COLUMNS[kind]] == value


def tell(claims: pd.DataFrame, lens: str, stances: Mapping[str, str]) -> pd.DataFrame:
    """A row an event that these claims speak of, indexed by event_id, with the columns of TOLD.

    `claims` are those of the lens; `stances` is stance → the reader's word for it. The title is the leading claim's own
    statement after its stance; of a lens that carries others' words, after who says it. Numbers are the lowest and the
    highest that the lens gives, missing where it gives none.
    """
    rows = {event: _tell(said, lens, stances) for event, said in by_event(claims).items()}
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=list(TOLD), dtype=object).rename_axis("event_id")
    return frame.astype(dict.fromkeys(_COUNTS, "Int64"))


def by_event(claims: pd.DataFrame) -> dict[Any, list[Any]]:
    """Event → its claims, as Heard."""
    groups: dict[Any, list[Any]] = {}
    for claim in claims[_HEARD + _NUMBERS].itertuples():
        groups.setdefault(claim.event_id, []).append(claim)
    return groups


def count_accounts(claims: pd.DataFrame, lenses: Mapping[str, str]) -> dict[str, int]:
    """How many events each lens speaks of in these claims: sides first, then press, voices, outlets; the fullest first."""
    counts: dict[str, int] = {}
    for kind, column in COLUMNS.items():
        events = claims.groupby(column)["event_id"].nunique().sort_values(ascending=False, kind="stable")
        counts |= {f"{kind}:{value}": int(n) for value, n in events.items() if f"{kind}:{value}" in lenses}
    return counts


def label(lens: str, lenses: Mapping[str, str]) -> str:
    """ "Side: Iranian state", "Press of Iran": the lens as it stands in a list of all kinds of them."""
    kind, name = lens.partition(":")[0], lenses.get(lens, lens)
    return name if kind == "press" else f"{KINDS[kind]}: {name}"


def deaths(said: Heard) -> Range | None:
    """The lowest and the highest number of deaths that the claims give; None where none does."""
    return _span([claim.fatalities_low for claim in said] + [claim.fatalities_high for claim in said])


def injured(said: Heard) -> Range | None:
    """The same of the injured."""
    return _span([claim.injured for claim in said])


def positions_on(said: Heard, aspect: str) -> list[str]:
    """The positions that the claims hold on the aspect, each once, in the order of the claims."""
    return list(dict.fromkeys(held for claim in said for held in claim.positions.get(aspect, ())))


def _span(numbers: Iterable[Any]) -> Range | None:
    told = [int(number) for number in numbers if not pd.isna(number)]
    return (min(told), max(told)) if told else None


def _tell(said: Heard, lens: str, stances: Mapping[str, str]) -> tuple[Any, ...]:
    carries = lens.startswith(("press:", "outlet:"))
    order = _CARRIES if carries else _SPEAKS
    leading = min(
        said,
        key=lambda claim: (
            order.index(claim.stance),
            claim.origin == claim.outlet_id and not carries,  # a speaker with a name before one without
            -len(claim.positions),
            pd.isna(claim.fatalities_low),
            claim.published_on or "9",
            claim.Index,
        ),
    )
    stance = stances[leading.stance]
    lead = f"{leading.speaker} ({stance.lower()})" if carries else stance
    return (
        f"{lead}: {leading.statement}",
        leading.stance,
        *(deaths(said) or (pd.NA, pd.NA)),
        *(injured(said) or (pd.NA, pd.NA)),
        "; ".join(dict.fromkeys(claim.attributed_to for claim in said if claim.attributed_to)),
        "; ".join(positions_on(said, "where")),
        "; ".join(positions_on(said, "when")),
    )
