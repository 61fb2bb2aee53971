from hypothesis import given
from hypothesis import strategies as st

from geo.documents.text import clean, cut, direction


def test_what_reorders_or_controls_is_gone_and_joiners_stay() -> None:
    assert clean("a\u202eb\u2066c\u2069\x00\x1b[31m\ud800\ufffe", 100) == "abc[31m"
    assert clean("می\u200cخواهد", 100) == "می\u200cخواهد"
    assert clean(" a\r\n\tb \u2028 c", 100) == "a b c"
    assert clean("a\r\n\tb\n", 100, lines=True) == "a\n    b"


def test_a_mark_of_byte_order_within_a_text_is_gone_as_pdf_ua_forbids_it() -> None:
    assert clean("\ufeffa\ufeffb", 10) == "ab"


def test_a_long_text_is_cut_with_a_mark_that_counts_the_whole() -> None:
    assert cut("x" * 5000, 10) == "xxxxxxxxxx… (cut, 5,000 characters)"
    assert cut("x" * 10, 10) == "x" * 10
    assert cut("ab" + "\u0301" * 30, 25).endswith("… (cut, 32 characters)")


@given(st.text(st.characters(), max_size=300), st.integers(1, 200))
def test_any_text_comes_out_clean_and_cleaning_it_again_changes_nothing(text: str, most: int) -> None:
    once = clean(text, most)
    assert clean(once, 10_000) == once
    assert len(once) <= most + 30
    once.encode("utf-8")


def test_the_first_letter_says_which_way_a_text_runs() -> None:
    assert [direction(text) for text in ("تفتان Taftan", "12 زاہدان", "Taftan تفتان", "12 + 5", "")] == [
        *("rtl", "rtl", "ltr", "ltr", "ltr")
    ]
