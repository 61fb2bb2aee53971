"""Ids are made of content: stable everywhere, different where the content differs."""

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.settings import ROOT
from geo.vocabulary.ids import claim_id, content_id, document_id, event_id

EVENT = ("attack", "2024-01-16", "2024-01-16", "Koh-e-Sabz", "A strike")
DOCUMENT = ("dawn", "Title", "2024-01-17", "https://example.org/a")
CLAIM = ("e", "d", "Spokesman", "denies", "It did not happen.", 1, 2, 3, "nobody")


def test_an_id_is_ten_small_base_32_characters() -> None:
    for made in (event_id(*EVENT), document_id(*DOCUMENT), claim_id(*CLAIM)):
        assert len(made) == 10
        assert set(made) <= set("abcdefghijklmnopqrstuvwxyz234567")


@pytest.mark.parametrize("hash_seed", ["0", "4711"])
def test_an_id_is_the_same_in_another_process(hash_seed: str) -> None:
    code = f"from geo.vocabulary.ids import event_id, claim_id; print(event_id(*{EVENT}), claim_id(*{CLAIM}))"
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)}
    said = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert said.stdout.split() == [event_id(*EVENT), claim_id(*CLAIM)]


def test_ids_do_not_change_from_release_to_release() -> None:
    assert event_id(*EVENT) == "rac7ouza5x"
    assert claim_id(*CLAIM) == "nkgbrwrfnn"


@pytest.mark.parametrize(("make", "parts"), [(event_id, EVENT), (document_id, DOCUMENT), (claim_id, CLAIM)])
def test_every_part_counts(make, parts) -> None:
    changed = [make(*parts[:n], f"{part}9", *parts[n + 1 :]) for n, part in enumerate(parts)]
    assert len({make(*parts), *changed}) == len(parts) + 1


def test_none_is_empty_and_nought_is_not() -> None:
    def tolls(low: int | None, high: int | None) -> str:
        return claim_id("e", "d", "s", "asserts", "x", low, high, None, "")

    assert tolls(None, None) == claim_id("e", "d", "s", "asserts", "x", "", "", "", "")
    assert tolls(0, 0) != tolls(None, None)
    assert tolls(None, 4) != tolls(4, None)


def test_an_event_is_no_document_of_the_same_words() -> None:
    assert content_id("event", "a") != content_id("document", "a")


PLAIN = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=8)


@given(st.lists(PLAIN, max_size=4), st.lists(PLAIN, max_size=4))
def test_parts_are_kept_apart(left: list[str], right: list[str]) -> None:
    same = (left or [""]) == (right or [""])
    assert (content_id(*left) == content_id(*right)) == same
