"""What stands under a picture that is handed over by itself: set within the sheet, covering nothing, and the picture as it was."""

import io
import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from geo.drawing.colophon import Colophon, Entry, add_colophon
from geo.drawing.draw import draw
from geo.drawing.drawing import Drawing, to_png, to_svg
from geo.drawing.fonts import font
from geo.drawing.measure import broken, measure
from geo.events.atlas import Atlas
from tests.geo.drawing.conftest import astray, overlapping, placed, texts
from tests.geo.drawing.test_pictures import JANUARY

HIGH = 6.25  # whole pixels at 72 and 288 dots an inch
ADDRESS = "https://example.org/?v=1&start=2024-01-01&end=2024-01-31"
ENTRIES = [
    Entry(
        str(n), f"Outlet {n}, “{'A title that goes on. ' * (n % 4)}”, 1 January 2024.", f"https://a.org/{'x' * 30 * n}"
    )
    for n in range(1, 8)
]


def with_colophon(atlas: Atlas, kind: str, width: float, colophon: Colophon) -> Drawing:
    drawing = draw(atlas, kind, JANUARY, (width, HIGH), titled=True)
    add_colophon(drawing, colophon)
    return drawing


def code(address: str) -> list[list[int]]:
    return [list(row) for row in segno.make(address, error="m", micro=False).matrix]


@pytest.mark.parametrize("kind", ["map", "timeline", "comparison"])
@pytest.mark.parametrize("width", [5.0, 10.0, 13.25])
def test_it_lies_under_the_picture_and_covers_nothing(atlas: Atlas, kind: str, width: float) -> None:
    plain = draw(atlas, kind, JANUARY, (width, HIGH), titled=True)
    lists = (("Not shown", ENTRIES[:1]), ("Sources", ENTRIES), ("Nothing", ()))
    under = with_colophon(atlas, kind, width, Colophon(ADDRESS, code(ADDRESS), ["Made on a day. " * 20], lists))
    wide, high = (float(each) for each in under.figure.get_size_inches())
    assert wide == width and high > HIGH
    found = placed(under)
    assert astray(found, (wide, high)) == [] and overlapping(found) == []
    said = " ".join(texts(under))
    assert all(heading in said for heading in ("Not shown", "Sources")) and "Nothing" not in said
    assert all(f"Outlet {entry.number}," in said for entry in ENTRIES)
    # the picture over it is the same, point for point
    before, after = (Image.open(io.BytesIO(to_png(each, 72))).convert("RGB") for each in (plain, under))
    top = after.crop((0, 0, before.width, before.height))
    assert np.abs(np.asarray(before, dtype=int) - np.asarray(top, dtype=int)).mean() < 2


def test_the_code_can_be_read_off_the_picture(atlas: Atlas) -> None:
    under = with_colophon(atlas, "map", 10.0, Colophon(ADDRESS, code(ADDRESS), []))
    dots = np.asarray(Image.open(io.BytesIO(to_png(under, 288))).convert("L")) < 128  # four dots a point
    square = dots[int(HIGH * 288) + 12 :, 36 : 36 + 4 * 92]
    rows, columns = np.flatnonzero(square.any(axis=1)), np.flatnonzero(square.any(axis=0))
    square = square[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    modules = code(ADDRESS)
    middles = [((np.arange(len(modules)) + 0.5) * side / len(modules)).astype(int) for side in square.shape]
    assert square[np.ix_(*middles)].astype(int).tolist() == modules


def test_without_a_code_the_words_have_the_width(atlas: Atlas) -> None:
    bare, coded = (Colophon(ADDRESS, each, ["word " * 60]) for each in ([], code(ADDRESS)))
    lefts = [
        min(box[0] for text, box in placed(with_colophon(atlas, "map", 10.0, each)) if text.startswith("word word"))
        for each in (bare, coded)
    ]
    assert lefts[0] < 15 < 90 < lefts[1]


def test_hostile_words_are_set_and_not_obeyed(atlas: Atlas) -> None:
    hostile = Entry("1", "<script>alert(1)</script> $x$ \N{GRINNING FACE} مرز", "javascript:alert(1)")
    under = with_colophon(atlas, "timeline", 10.0, Colophon(ADDRESS, [], [], [("Sources", [hostile])]))
    assert "<script>alert(1)</script>" in " ".join(texts(under))
    elements = list(ElementTree.fromstring(to_svg(under)).iter())
    assert not {"script", "foreignObject", "a"} & {each.tag.rpartition("}")[2] for each in elements}
    assert not [value for each in elements for value in each.attrib.values() if "javascript" in value]


@settings(max_examples=60)
@given(word=st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=300), most=st.integers(1, 6))
def test_a_broken_word_loses_nothing_that_it_does_not_mark(word: str, most: int) -> None:
    lines = broken(word, font(), 120.0, most)
    assert len(lines) <= most and all(measure(line, font())[0] <= 121 for line in lines)
    if not lines or not lines[-1].endswith("…"):
        assert "".join(lines) == word
