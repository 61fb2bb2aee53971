"""Fit the score's curves on the work half of the labelled sets: `python -m tests.geocoding.calibrate`.

One logistic curve for points and one for units, monotone by construction (slope above 0), by gradient descent on the
log loss. Twenty made-up answers at each tenth from 0.5 on, right as often as their share says, keep a small and easy set from
promising too much. Writes `data/places/score_calibration.csv`.
"""

from __future__ import annotations

import csv
import math
import sys

import numpy as np
from numpy.typing import NDArray

from geo.places.geocode.answers import Hints
from geo.places.geocode.calibration import FILE, log_odds
from geo.places.geocode.drawing import draw
from geo.places.geocode.resolve import Resolver
from geo.places.geocode.world import build_world
from geo.places.metric import distance_km
from geo.settings import DATA
from tests.geocoding.labels import plain_id, read, split

CEILING = 0.99
PRIOR = [(share, share) for share in (0.5, 0.6, 0.7, 0.8, 0.9) for _ in range(20)]

Row = tuple[float, float]


def main() -> int:
    """Fit both curves, print them, write the file."""
    found = collect()
    with (DATA / "places" / FILE).open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("answer", "slope", "offset", "ceiling", "fitted_on", "rows"))
        for answer, rows in found.items():
            slope, offset = fit(rows + PRIOR)
            writer.writerow(
                (answer, round(slope, 3), round(offset, 3), CEILING, "tests/geocoding, work half", len(rows))
            )
            right = sum(each[1] for each in rows)
            print(f"{answer}: {len(rows)} answers, {right:.0f} right, slope {slope:.3f}, offset {offset:.3f}")
    return 0


def collect() -> dict[str, list[Row]]:
    """(share, right) of every resolved answer of the work half, by kind of answer."""
    resolver = Resolver(build_world())
    found: dict[str, list[Row]] = {"point": [], "unit": []}
    for text, hints, ids, lon, lat, tolerance in questions():
        solution = resolver.solve(text, Hints.of(hints) if hints else None)
        if solution.status != "resolved":
            continue
        first = solution.readings[0]
        best = draw(first, solution, resolver.world, with_geometry=False)
        right = plain_id(best.place_id) in ids
        if not right and lon and not math.isnan(best.lon):
            reach = max(float(tolerance or 10), best.radius_km)
            right = distance_km(float(lon), float(lat), best.lon, best.lat) <= reach
        unit = best.place_id in resolver.world.name_of
        if unit and not right and "ucdp" in hints.get("set", ""):
            right = any(best.place_id in (each, each.split(".")[0]) for each in split(hints["expected"]))
        found["unit" if unit or first.coarse else "point"].append((first.share, float(right)))
    return found


def questions() -> list[tuple[str, dict[str, str], set[str], str, str, str]]:
    """Text, hints, accepted ids, coordinate and tolerance of every row of the work half with one answer."""
    asked = []
    for row in read("names").itertuples():
        if row.half == "work":
            hints = {"district": row.hint_district, "province": row.hint_province, "country": row.hint_country}
            given = {key: value for key, value in hints.items() if value}
            ids = {plain_id(each) for each in split(row.expected_place_ids)}
            asked.append((row.text, given, ids, row.expected_lon, row.expected_lat, row.tolerance_km))
    for row in read("ucdp_style").itertuples():
        if row.half == "work" and row.group != "misplaced":
            ids = {plain_id(each) for each in split(row.expected_place_ids)}
            where = (row.expected_lon, row.expected_lat, row.tolerance_km)
            extra = {"set": "ucdp", "expected": row.expected_district}
            for hints in ({}, {"province": row.adm_1}, {"province": row.adm_1, "district": row.adm_2}):
                asked.append((row.where_coordinates, {**hints, **extra}, ids, *where))
    return asked


def fit(rows: list[Row]) -> tuple[float, float]:
    """Slope and offset of the logistic curve in the log odds of the share."""
    x: NDArray[np.float64] = np.array([log_odds(share) for share, _ in rows])
    y = np.array([right for _, right in rows])
    slope, offset = 1.0, 0.0
    for _ in range(4000):
        p = 1.0 / (1.0 + np.exp(-(slope * x + offset)))
        slope = max(0.2, slope - 0.05 * float(np.mean((p - y) * x)))
        offset -= 0.05 * float(np.mean(p - y))
    return slope, offset


if __name__ == "__main__":
    sys.exit(main())
