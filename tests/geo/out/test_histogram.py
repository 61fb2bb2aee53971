"""The bars of the time line."""

import re

from geo.events.atlas import Atlas
from geo.out import histogram
from tests.geo.out.harmless import Seen, assert_harmless


def test_the_histogram_has_a_bar_a_month(atlas: Atlas) -> None:
    months = [(2024, 1, 10), (2024, 3, 5)]
    seen = assert_harmless(histogram.histogram(months, (2024, 1), (2025, 2), ((2024, 2), (2024, 4))))
    bars = [a for tag, a in seen.tags if tag == "b"]
    assert [(bar["class"], bar["title"]) for bar in bars] == [
        ("zp-out", "2024-01: 10 in it, or possibly in it"),
        ("zp-in", "2024-03: 5 in it, or possibly in it"),
    ]
    heights = [re.search(r"height:([\d.]+)%", bar["style"] or "")[1] for bar in bars]
    assert heights == ["100.0", "50.0"]


def test_an_empty_histogram_is_empty() -> None:
    assert [tag for tag, _ in Seen(histogram.histogram([], (2024, 1), (2025, 2), ((2024, 1), (2025, 2)))).tags].count(
        "b"
    ) == 0
