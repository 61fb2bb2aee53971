"""A small briefing fits into a link and comes back; a large or hostile one gets a sentence."""

import base64
import os
import zlib

import pytest
from hypothesis import given, settings

from geo.briefing.link import LONGEST, pack, unpack
from geo.briefing.shelf import open_example
from geo.briefing.steps import Briefing, Step
from geo.briefing.tidy import tidy
from geo.vocabulary.problems import DataProblems
from tests.geo.briefing.briefings import BRIEFINGS


@settings(max_examples=25)
@given(BRIEFINGS)
def test_what_is_packed_is_unpacked(briefing: Briefing) -> None:
    packed = pack(briefing)
    assert set(packed) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    assert unpack(packed) == tidy(briefing)


def test_the_briefing_that_ships_fits() -> None:
    assert unpack(pack(open_example())) == open_example()


def test_too_large_a_briefing_is_refused_with_a_way_out() -> None:
    noise = base64.b64encode(os.urandom(LONGEST)).decode()
    with pytest.raises(DataProblems, match="file instead"):
        pack(Briefing("Large", (Step("One", "text", "", noise),)))


def encoded(body: bytes) -> str:
    return base64.urlsafe_b64encode(body).decode().rstrip("=")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (encoded(zlib.compress(b"\0" * 4_000_000, 9)), "grows too large"),
        (encoded(zlib.compress(b"---\ntitle: x\n---\n")[:-6]), "cut off"),
        (encoded(zlib.compress(b"\xff\xfe")), "no briefing"),
        (encoded(b"not packed"), "no briefing"),
        ("no base64 !", "no briefing"),
        ("سرحد", "no briefing"),
        ("", "no briefing"),
        ("A" * (LONGEST + 1), "ask for the file"),
        (encoded(zlib.compress(b"no front matter")), "title"),
    ],
)
def test_hostile_links_get_a_sentence(text: str, said: str) -> None:
    with pytest.raises(DataProblems, match=said):
        unpack(text)
