"""The contradictions of the chronology, one by one: each on the right event and aspect, with all its sides, in view."""

import csv
import html
from collections import defaultdict
from pathlib import Path

import pytest

from geo.events.assembly import ASPECTS
from geo.events.atlas import Atlas
from geo.out import cards
from geo.out.accounts import account, holders
from geo.out.shown import show
from geo.vocabulary.view import View


def listed() -> list[tuple[str, str, list[str]]]:
    """(event_key, aspect, the positions that stand against each other), read off the documents by hand."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    with Path(__file__).with_name("contradictions.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found[row["event_key"], row["aspect"]].append(row["position"])
    return [(event, aspect, positions) for (event, aspect), positions in found.items()]


CONTRADICTIONS = listed()


@pytest.mark.parametrize(("key", "aspect", "positions"), CONTRADICTIONS)
def test_a_contradiction_stands_on_its_event_and_aspect_with_all_sides(
    atlas: Atlas, id_of, key: str, aspect: str, positions: list[str]
) -> None:
    event = id_of(key)
    chronology = atlas.chronology
    assert chronology.events.at[event, "status"] in ("contested", "denied")
    versions = chronology.assemblies[event].disputed[aspect]
    assert {version.position for version in versions} == set(positions)
    claims = chronology.claims[chronology.claims["event_id"] == event]
    behind = [set(holders(claims, aspect, position).index) for position in positions]
    assert all(behind), "each is held by somebody"
    one = len(set.union(*behind)) == 1
    assert not one or (claims.loc[next(iter(behind[0])), "stance"] == "disputes_detail"), (
        "one claim alone tells both versions"
    )


@pytest.mark.parametrize("key", sorted({key for key, *_ in CONTRADICTIONS}))
def test_its_card_shows_every_side_and_who_holds_it(atlas: Atlas, id_of, key: str) -> None:
    event = id_of(key)
    text = html.unescape(cards.event_card(atlas, show(atlas, View()), event))
    told = account(atlas, event)
    for _, aspect, positions in (row for row in CONTRADICTIONS if row[0] == key):
        assert f"≠ {ASPECTS[aspect]}" in text
        assert all(position in text for position in positions)
        assert all(chain in text for held in told.disputed[ASPECTS[aspect]] for c in held.sides.values() for chain in c)


def test_the_sentence_of_november_2024_has_three_renderings_with_their_dates(atlas: Atlas, id_of) -> None:
    told = account(atlas, id_of("2024-11-05-saravan-panjgur-joint-operation-report"))
    renderings = {held.position: held.days for held in told.disputed[ASPECTS["terms"]]}
    assert set(renderings) == {
        "within 30 km of Panjgur",
        "30 km west of Panjgur",
        "30 km inside Pakistan, west of Panjgur",
    }
    assert sum(days.startswith("2024-11") for days in renderings.values()) >= 2, "one document is not dated"


def test_no_event_with_agreeing_claims_is_called_contested(atlas: Atlas) -> None:
    events = atlas.chronology.events
    contested = events[events["status"] != "uncontested"]
    assert (contested["disputed"].map(len) > 0).all(), "whatever is contested says on which aspect"
    assert len(contested) < len(events) > 100
