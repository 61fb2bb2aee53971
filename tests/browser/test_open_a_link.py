"""A reader opens a link cold and sees exactly what it says; rubbish in it is said, and the rest holds."""

import pytest
from playwright.sync_api import expect

from geo.events.atlas import open_atlas
from geo.out.exports import export
from tests.browser.reader import Reader

STRIKE = "2024-01-18-saravan-strike"


def ids(query: str) -> set[str]:
    """The events of a query, as the export has them."""
    import json

    return {feature["id"] for feature in json.loads(export(query, "geojson")[0])["features"]}


def test_the_whole_border_without_a_query(reader: Reader) -> None:
    reader.open()
    events = len(open_atlas().chronology.events)
    assert reader.sentence == f"{events} of {events} events All events on record, whoever reported them."
    reader.until_at(62.6, 27.7, 6)
    assert len(reader.drawn()) > 100
    expect(reader.card).to_have_count(0)
