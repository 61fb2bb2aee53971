"""From the share of the chance to a score that means something: of answers scored 0.9, nine in ten are right.

Two monotone curves (one for points, one for units), logistic in the log odds of the share, are read from
`data/places/score_calibration.csv`; `python -m tests.geocoding.calibrate` fits them anew on the work half.
"""

from __future__ import annotations

import csv
import math
from functools import cache
from pathlib import Path

from geo.settings import DATA

FILE = "score_calibration.csv"
_EDGE = 1e-4


@cache
def curves(folder: Path = DATA / "places") -> dict[str, tuple[float, float, float]]:
    """(slope, offset, ceiling) by kind of answer; slopes are positive, so that the order never changes."""
    path = folder / FILE
    if not path.exists():
        return {}
    with path.open(newline="", encoding="utf-8") as file:
        return {
            row["answer"]: (float(row["slope"]), float(row["offset"]), float(row["ceiling"]))
            for row in csv.DictReader(file)
        }


def score(share: float, answer: str) -> float:
    """The calibrated score of a share, 0 to 1, for an answer of kind "point" or "unit"."""
    slope, offset, ceiling = curves().get(answer, (1.0, 0.0, 0.99))
    return round(ceiling / (1.0 + math.exp(-(slope * log_odds(share) + offset))), 3)


def log_odds(share: float) -> float:
    """The log odds of a share, kept finite at 0 and 1."""
    share = min(max(share, _EDGE), 1.0 - _EDGE)
    return math.log(share / (1.0 - share))
