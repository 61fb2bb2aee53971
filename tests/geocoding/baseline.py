"""The ten lines that a user would write by hand: fuzzy matching over GeoNames cities500."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from rapidfuzz import fuzz, process, utils

CITIES = pd.read_csv(Path(__file__).parent / "cities500.csv")
THRESHOLD = 85


def geocode_by_fuzzy_match(text: str) -> tuple[str, float, float, float] | None:
    """Return (id, lon, lat, score) of the city whose name is most like the text, or None."""
    best = process.extractOne(
        text, CITIES["name"], scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=THRESHOLD
    )
    if best is None:
        return None
    city = CITIES.loc[best[2]]
    return f"geonames:{city.geonames_id}", float(city.lon), float(city.lat), best[1] / 100
