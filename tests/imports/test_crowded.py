"""A point that at least three different places stand on is the middle of an area, whatever else the file holds."""

from collections import defaultdict

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from geo.imports.crowded import mark_crowded
from geo.imports.findings import Findings
from geo.imports.staged import Staging
from geo.imports.texts import constant, texts

NAN = float("nan")
COORDINATES = st.sampled_from([0.0, -0.0, 26.97, 26.970001, 63.05, 64.1, NAN])
ROWS = st.lists(
    st.tuples(COORDINATES, COORDINATES, st.sampled_from(["", "Here", "There", "Yonder", "Panjgur"])), max_size=40
)


def crowded(rows: list[tuple[float, float, str]]) -> list[bool]:
    """By the rule's own words, one row after the other."""
    places = defaultdict(set)
    for lon, lat, place in rows:
        if place and lon == lon and lat == lat:
            places[lon, lat].add(place)
    return [bool(place) and len(places.get((lon, lat), ())) >= 3 for lon, lat, place in rows]


@given(ROWS)
@example([(64.1, 26.97, place) for place in ("Here", "There", "Yonder")])
@example([(64.1, 26.97, "Here")] * 5)
@example([(0.0, -0.0, "Here"), (-0.0, 0.0, "There"), (0.0, 0.0, "Yonder")])
def test_it_marks_what_the_rule_says_and_nothing_else(rows: list[tuple[float, float, str]]) -> None:
    chunk = Staging.of("x.csv", {}, np.arange(2, len(rows) + 2), Findings())
    lon, lat = (np.array([row[at] for row in rows], dtype=float) for at in (0, 1))
    chunk.columns |= {"lon": lon, "lat": lat, "place_reported": texts([row[2] for row in rows])}
    chunk.columns["precision"] = constant("", len(rows))
    mark_crowded(chunk)
    found = [said == "circle" for said in chunk.columns["precision"].to_pylist()]
    assert found == crowded(rows)
    assert chunk.findings.counts["shared_point"] == sum(found)
