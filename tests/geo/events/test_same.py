"""Which records may be the same event: found on labelled records, near misses left out; what is decided is not asked again."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from geo.__main__ import main
from geo.events.actors import Names
from geo.events.atlas import Atlas
from geo.events.links import DIFFERENT, SAME, decide, links_file, read_links
from geo.events.now import atlas_now
from geo.events.same import LEAST, candidates
from geo.out.pairs import explain

LABELLED = Path(__file__).parent / "data"
HALVES = ("same_events.csv", "same_events_held_out.csv")
"""The weights were chosen by the first; nothing was ever changed because of the second."""


def labels(name: str) -> dict[str, str]:
    """Id of a made record → the key of the event that it was made of, "" for a near miss."""
    with (LABELLED / name).open(newline="", encoding="utf-8") as lines:
        return {row["id"]: row["same_as"] for row in csv.DictReader(lines)}


@pytest.fixture(scope="module", params=HALVES)
def labelled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Atlas, str]]:
    """The chronology with one half of the made records beside it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ZEROPOINT_HOME", str(tmp_path_factory.mktemp("home")))
        assert main(["import", str(LABELLED / request.param), "--dataset", "made"]) == 0
        yield atlas_now(), request.param


def keys(atlas: Atlas, pairs: pd.DataFrame) -> list[tuple[str, str]]:
    """The event's key and the record's own id, of each pair."""
    of = atlas.chronology.events["event_key"]
    return [(of[first], of[second]) for first, second in zip(pairs["first"], pairs["second"], strict=True)]


def test_the_labelled_records_are_found_and_the_near_misses_are_not(labelled: tuple[Atlas, str]) -> None:
    atlas, name = labelled
    expected = {(event, record) for record, event in labels(name).items() if event}
    found = candidates(atlas.chronology.events, atlas.places)
    assert found["score"].is_monotonic_decreasing and found["score"].between(LEAST, 1).all()
    proposed = set(keys(atlas, found))
    right = len(proposed & expected)
    assert right / len(expected) >= 0.9, sorted(expected - proposed)
    assert right / len(proposed) >= 0.9, sorted(proposed - expected)


def test_a_proposal_explains_itself(labelled: tuple[Atlas, str]) -> None:
    atlas, name = labelled
    if name != HALVES[0]:
        return
    found = candidates(atlas.chronology.events, atlas.places)
    told = dict(zip(keys(atlas, found), (explain(atlas, pair) for pair in found.to_dict("records")), strict=True))
    strike = told["2024-01-16-panjgur-strike", "14"]
    assert strike == (
        "1 day apart; their possible places meet, known to 35 km and to the district; "
        "air or missile strike and clash or cross-border fire; the same actors; 2 deaths in both"
    )
    assert (
        "34 km between their possible places, known to 12 km and to 25 km"
        in told["2019-04-18-ormara-bus-killings", "8"]
    )


def test_what_was_decided_is_not_proposed_again(labelled: tuple[Atlas, str], tmp_path: Path) -> None:
    atlas, _ = labelled
    events = atlas.chronology.events
    found = candidates(events, atlas.places)
    file, titles = links_file(tmp_path), events["title"].to_dict()
    for verdict, row in zip((SAME, DIFFERENT), found.itertuples(), strict=False):
        decide(file, titles, row.first, row.second, verdict, "A. Reader", "looked at both")
    after = candidates(events, atlas.places, read_links(file))
    assert set(keys(atlas, found)) - set(keys(atlas, after)) == set(keys(atlas, found.head(2)))


def test_nothing_to_compare_gives_an_empty_table_with_its_columns(atlas: Atlas) -> None:
    found = candidates(atlas.chronology.events, atlas.places)
    assert found.empty and {"first", "second", "score", "days", "km"} <= set(found.columns)
    none = atlas.chronology.events.head(0)
    assert candidates(none, atlas.places).empty


def test_actors_agree_by_what_stands_for_whom_and_by_spelling() -> None:
    texts = [
        "Jaish al-Adl; IRGC",
        "Government of Iran; Jaysh al-Adl",
        "BLA",
        "Unknown group",
        "Iranian border guards",
        "",
    ]
    names = Names(pd.Series(texts).to_numpy(dtype=object))
    pairs = [(0, 1), (0, 2), (0, 3), (1, 4), (0, 5)]
    same, other, nobody, some, empty = names.overlaps(
        *(pd.Series(each).to_numpy() for each in zip(*pairs, strict=True))
    )
    assert same == 1 and other == 0 and nobody != nobody and 0 < some < 1 and empty != empty
