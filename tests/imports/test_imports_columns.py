"""Whole columns at once give what one text after the other would give."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.imports import Limits, blocks, delimited, hashing
from geo.imports.delimited import read_chunks
from geo.imports.findings import Findings
from geo.imports.layout import Layout
from geo.imports.texts import joined, texts, trimmed

_TEXTS = st.lists(
    st.one_of(st.text(max_size=12), st.text("ab \u00a0\u2003é\0\t", max_size=4), st.just("x" * 900)), max_size=9
)


def _hash(text: str) -> int:
    """The hash of one text, as it is defined: its words of eight bytes, each times the key of its place, and its length."""
    held, keys = text.encode(), [int(key) for key in hashing._KEYS]
    words = [int.from_bytes(held[start : start + 8], "little") for start in range(0, len(held), 8)]
    found = len(held) * int(hashing._SCALE) + sum(word * keys[place % len(keys)] for place, word in enumerate(words))
    return found % 2**64


@settings(deadline=None)
@given(given_=_TEXTS, start=st.integers(0, 3))
def test_a_column_is_hashed_as_its_texts_are(given_: list[str], start: int) -> None:
    found = hashing.hash_texts(texts(given_).slice(start))
    assert found.tolist() == [_hash(text) for text in given_[start:]]


def test_texts_of_any_length_are_hashed_alike() -> None:
    alike = [f"{number:0>90}" for number in range(9_000)]  # more than are taken at once
    unlike = [*alike[:40], "long" * 150_000, "", *alike[40:80]]  # one has more words than there are keys
    for given_ in (alike, unlike):
        picked = [0, 1, 41, len(given_) - 1]
        assert hashing.hash_texts(texts(given_))[picked].tolist() == [_hash(given_[row]) for row in picked]


@settings(deadline=None)
@given(given_=_TEXTS, start=st.integers(0, 3))
def test_trimmed_is_trimmed_of_all_white_space(given_: list[str], start: int) -> None:
    column = texts(given_).slice(start)
    assert trimmed(column).equals(pc.utf8_trim_whitespace(column))
    plain = texts(["a", "", "b c"])
    assert trimmed(plain) is plain


@settings(deadline=None)
@given(rows=st.lists(st.tuples(st.text("ab", max_size=2), st.text("cd", max_size=2)), max_size=6))
def test_joined_has_the_sign_between_where_both_are(rows: list[tuple[str, str]]) -> None:
    first, second = (texts(row[side] for row in rows) for side in (0, 1))
    assert joined(first, second, "; ").to_pylist() == ["; ".join(filter(None, row)) for row in rows]


def _read(path: Path, careful: bool) -> tuple[dict[str, list[str]], list[int], int, list[tuple[int, str]]]:
    """The cells, the numbers of the rows, how many came, and what was told of them."""
    layout, findings = Layout("utf-8", ",", True, ("a", "b")), Findings()
    way = (
        delimited._careful(path, layout, Limits(), findings, 0)
        if careful
        else read_chunks(path, layout, Limits(), findings)
    )
    chunks = list(way)
    cells = {name: [cell for each in chunks for cell in each.rows[name].to_pylist()] for name in layout.columns}
    numbers = np.concatenate([each.numbers for each in chunks]).tolist()
    return cells, numbers, sum(each.read for each in chunks), [(each.row, each.kind) for each in findings]


@pytest.mark.parametrize("block", [64, 300, 1 << 21])
def test_rows_are_the_same_however_large_the_blocks(
    block: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [f'{number},"cell ""{number}""\nof two lines, {"é" * (number % 9)}"' for number in range(400)]
    rows[50], rows[222], rows[399] = "50", "222,b,c", "399,d,e,f"
    path = tmp_path / "x.csv"
    path.write_text("\n".join(["a,b", *rows, ""]), encoding="utf-8")
    monkeypatch.setattr(
        blocks, "_BLOCK", block
    )  # one of 64 bytes is less than some rows have: those are read with care
    cells, numbers, read, told = _read(path, careful=False)
    assert (cells, numbers, read, told) == _read(path, careful=True)
    assert read == 400 and len(numbers) == 397 and [row for row, _ in told] == [52, 224, 401]


def test_a_chunk_is_a_whole_number_of_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b\n" + "11,222\n" * 4_000)
    monkeypatch.setattr(blocks, "_BLOCK", 700)  # a hundred rows, of which the header takes a little
    chunks = list(read_chunks(path, Layout("utf-8", ",", True, ("a", "b")), Limits(), Findings()))
    assert len({len(each.numbers) for each in chunks[1:-1]}) == 1
    assert len(chunks[1].numbers) == blocks._BLOCKS * 100 and sum(each.read for each in chunks) == 4_000
    assert all(isinstance(each.rows["a"], pa.StringArray) for each in chunks)
