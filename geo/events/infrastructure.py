"""Works and facts of the border as claimed: fence, wall, liaison officers, commission, markets, power, the border's length.

A value is what one source says; two values differ where they measure the same thing of the same item and are not the same.
What moves (progress, dates foreseen, counts) is compared only among statements of the same date.
"""

import re
from collections.abc import Iterator, Sequence

import pandas as pd

from geo.events.tables import INFRASTRUCTURE
from geo.vocabulary.problems import Problem
from geo.vocabulary.rows import Row

FIXED = frozenset(
    {
        "length_total",
        "funds",
        "height",
        "seat",
        "agreed_on",
        "length_days",
        "head_of_iranian_side",
        "meets",
        "number_planned",
        "power_added",
    }
)
"""Measures of what does not move: any two values of one item are compared."""
NEVER = frozenset({"state", "extent", "result", "lines"})
"""Measures in words that stand beside each other without contradiction."""
_NUMBER = re.compile(r"\d+(\.\d+)?( to \d+(\.\d+)?)?", re.ASCII)


def infrastructure_of(rows: pd.DataFrame, claims: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """The rows with who says it (`speaker`, `side`), the document, and `differs`: values that contradict the row's own.

    Where a row names a document other than its claim's, the document's outlet speaks. Ordered by subject, item, measure, date.
    """
    by_claim = claims.drop_duplicates("claim_key").set_index("claim_key")
    own = rows["claim_key"].map(by_claim["document_key"])
    document = rows["document_key"].where(rows["document_key"] != "", own)
    speaks = own == document
    about = documents.set_index("document_key").loc[document, ["outlet_name", "title", "url", "published_on"]]
    told = rows.assign(
        document_key=document,
        outlet_name=about["outlet_name"].array,
        document_title=about["title"].array,
        url=about["url"].array,
    )
    told["speaker"] = rows["claim_key"].map(by_claim["speaker"]).where(speaks, told["outlet_name"])
    told["side"] = rows["claim_key"].map(by_claim["speaker_side"]).where(speaks, "independent")
    told["differs"] = _differing(told.to_dict("records"))
    return told


def check_infrastructure(rows: Sequence[Row]) -> Iterator[Problem]:
    """Rows without a source, and numbers that are none: what goes beyond a single cell of `infrastructure.csv`."""
    for number, row in enumerate(rows, start=2):
        if not (row["claim_key"] or row["document_key"]):
            yield Problem(INFRASTRUCTURE.file, number, "claim_key", "", "name the claim or the document that says so")
        if row["unit"] and row["value"] and not _NUMBER.fullmatch(row["value"]):
            yield Problem(
                INFRASTRUCTURE.file, number, "value", row["value"], "write a number, or N to M, where a unit is given"
            )
        if row["bound"] and not row["unit"]:
            yield Problem(INFRASTRUCTURE.file, number, "bound", row["bound"], "goes with a number and its unit")


def _differing(rows: list[dict[str, str]]) -> list[tuple[str, ...]]:
    """For each row the values that contradict it, in the order of the table."""
    return [tuple(dict.fromkeys(other["value"] for other in rows if _differ(row, other))) for row in rows]


def _differ(one: dict[str, str], other: dict[str, str]) -> bool:
    if any(one[name] != other[name] for name in ("subject", "item", "measure", "unit")) or one["measure"] in NEVER:
        return False
    if one["measure"] not in FIXED and one["date"] != other["date"]:
        return False
    return one["value"] != other["value"] and not (_allows(one, other) or _allows(other, one))


def _allows(least: dict[str, str], other: dict[str, str]) -> bool:
    """Whether "more than N" has room for the other value."""
    return least["bound"] == "more_than" and float(least["value"]) <= float(other["value"])
