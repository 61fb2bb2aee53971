"""Nothing from outside is ever more than text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.out import escaped


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.org/a?b=c", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        ("JavaScript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("java\tscript:alert(1)", False),
        ("data:text/html,x", False),
        ("//evil.example", False),
        ("file:///etc/passwd", False),
        ("http://[broken", False),
        ("", False),
    ],
)
def test_only_addresses_of_the_web_are_links(url: str, kept: bool) -> None:
    assert escaped.safe_url(url) == (url if kept else "")


@given(st.text(st.sampled_from("*_`[]()#!<>$:/~|\\&@+-.{} ab"), max_size=20))
def test_text_in_markdown_stays_text(text: str) -> None:
    made = escaped.plain_markdown(text)
    assert re.sub(r"\\(.)", r"\1", made) == text, "nothing is lost"
    assert not re.search(r"(?<!\\)(?:\\\\)*[*_`\[\]<>$:#!~|]", made), "no sign stands unescaped"
