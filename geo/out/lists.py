"""Lists and tables of events, and what a long one says of the rest."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from geo.events.atlas import Atlas
from geo.out.escaped import plain_markdown, render
from geo.out.shown import Shown


def missing(atlas: Atlas, shown: Shown, precision: str) -> dict[str, str]:
    """The shown events of which every part is "unlocated" (or "elsewhere"), in order of time, each with the reason."""
    reasons = atlas.unmapped[precision]
    return {str(event): reasons[event] for event in shown.events.index if event in reasons}


def with_words(events: pd.DataFrame, words: str) -> pd.DataFrame:
    """The events that have all of the words in their date or title."""
    wanted = words.casefold().split()
    if not wanted:
        return events
    told = (events["date_start"] + " " + events["title"]).str.casefold()
    return events[np.logical_and.reduce([told.str.contains(word, regex=False) for word in wanted])]


def presented_table(rows: pd.DataFrame, events: Sequence[str], label: str) -> str:
    """HTML of a table to be projected, its column `Event` made of buttons; `events` are the ids of the rows."""
    told = rows.astype(object).where(rows.notna(), "").astype(str)
    return render(
        "presented_table.html",
        label=label,
        heading=list(rows.columns),
        title=list(rows.columns).index("Event"),
        rows=list(zip(events, told.to_numpy().tolist(), strict=True)),
    )


def say_cut(drawn: int, of: int, rest: str = "choose fewer with the filters") -> str:
    """ "The latest 1,000 of 5,843 events are listed; choose fewer with the filters." """
    return f"The latest {drawn:,} of {of:,} events are listed; {rest}."


def complaints(unmet: Sequence[str], most: int = 6) -> str:
    """What a link asks for and cannot have, as a Markdown list; a long one is cut with the number of the rest."""
    rest = [f"- and {len(unmet) - most} more"] if len(unmet) > most else []
    return "\n".join(
        ["This link asks for what cannot be had:", "", *(f"- {plain_markdown(said)}" for said in unmet[:most]), *rest]
    )
