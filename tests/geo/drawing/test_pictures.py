"""Every kind of picture: it opens as PNG and SVG, says what it shows, and no words are clipped or cover each other."""

import ast
import io
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import matplotlib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from geo.drawing.draw import PICTURES, draw
from geo.drawing.drawing import Drawing, to_png, to_svg
from geo.events.atlas import Atlas, open_atlas
from geo.out.shown import show
from geo.settings import DISCLAIMER, ROOT
from geo.vocabulary.view import View
from tests.geo.drawing.conftest import astray, overlapping, placed, texts
from tests.views import views

CHARTED = [kind for kind in PICTURES if kind != "comparison"]
SIZES = {"page": (10.0, 6.2), "portrait": (6.5, 8.5), "slide": (13.3, 6.0)}
JANUARY = View(start=date(2024, 1, 1), end=date(2024, 1, 31))
BOTH = {"lens": "side:iran_state", "against": "side:pakistan_state"}
VIEWS = {
    "all": View(),
    "January": JANUARY,
    "one event": View(q="Koh-e-Sabz"),
    "nothing": View(q="no such words"),
    "a district": View(place=("pk-panjgur",), shade="events"),
    "local names": View(place=("pk-panjgur",), names="local", lanes="side", columns="outlet"),
    "two accounts": View(**BOTH),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("kind", PICTURES)
def test_a_picture_opens_as_png_and_as_svg(atlas: Atlas, kind: str) -> None:
    drawing = draw(atlas, kind, replace(JANUARY, **BOTH), (6.0, 4.0))
    image = Image.open(io.BytesIO(to_png(drawing, 100)))
    assert image.size == (600, 400)
    colours = image.convert("RGB").getcolors(maxcolors=1 << 24)
    assert colours and len(colours) > 50, "more than a white sheet"
    assert image.info["Description"] == drawing.alt
    svg = to_svg(drawing)
    elements = [element.tag.rpartition("}")[2] for element in ElementTree.fromstring(svg).iter()]
    assert "path" in elements and not {"script", "foreignObject", "image", "a"} & set(elements)
    assert b"javascript" not in svg and b"<text" not in svg, "text is outlines"


@pytest.mark.parametrize(
    ("name", "kind", "size"),
    [
        *((name, kind, size) for name in ("all", "January") for kind in CHARTED for size in SIZES),
        *((name, kind, "page") for name in ("one event", "nothing") for kind in CHARTED),
        *((name, kind, "portrait") for name in ("a district", "local names") for kind in CHARTED),
        *(("two accounts", "comparison", size) for size in SIZES),
    ],
)
def test_no_words_are_clipped_or_cover_each_other(atlas: Atlas, name: str, kind: str, size: str) -> None:
    found = placed(draw(atlas, kind, VIEWS[name], SIZES[size], titled=True))
    assert astray(found, SIZES[size]) == []
    assert overlapping(found) == []


@settings(max_examples=16)
@given(view=views(), kind=st.sampled_from(list(PICTURES)), size=st.sampled_from(list(SIZES.values())))
def test_any_view_can_be_drawn_and_accounts_for_its_events(view: View, kind: str, size: tuple[float, float]) -> None:
    drawing = draw(open_atlas(), kind, view, size, titled=True)
    question = view.comparison() if kind == "comparison" and view.against else view.question()
    events = set(show(open_atlas(), question).events.index)
    assert set(drawing.shows) <= events
    assert set(drawing.numbers) in (events, set()) and sorted(drawing.numbers.values()) == list(
        range(1, len(drawing.numbers) + 1)
    )
    if kind in ("chart", "timeline") and not drawing.left_out:
        assert set(drawing.shows) == events
    if events - set(drawing.shows):
        assert drawing.left_out, "what is not shown is said"
    assert drawing.alt.endswith(".") and "\n" not in drawing.alt
    assert astray(placed(drawing), size) == []


@pytest.mark.parametrize("kind", PICTURES)
def test_nothing_found_is_said(picture: Callable[..., Drawing], kind: str) -> None:
    drawing = picture(kind, q="no such words")
    assert "No event matches" in drawing.alt
    assert any("No event matches" in text for text in texts(drawing))
    assert not drawing.shows


@pytest.mark.parametrize("kind", PICTURES)
def test_each_carries_the_disclaimer_and_the_sources(picture: Callable[..., Drawing], kind: str) -> None:
    said = " ".join(texts(picture(kind, kind=("attack",))))
    for words in (DISCLAIMER, "claims published until 18 March 2026", "OpenStreetMap contributors", "CC BY 4.0"):
        assert words in said


def test_the_title_is_the_views_sentence_and_nothing_in_it_is_obeyed(picture: Callable[..., Drawing]) -> None:
    words = "$x_1$ <script>alert(1)</script> **bold** =1+1 مرز ایران"
    titled, bare = (picture("map", q=words, titled=titled) for titled in (True, False))
    assert f"Events mentioning “{words}”." in " ".join(texts(titled))
    assert words not in " ".join(texts(bare))
    assert b"<script" not in to_svg(titled)
    long = picture("timeline", q="long " * 1000, titled=True)
    assert any(text.endswith("…") for text in texts(long))
    assert astray(placed(long), (10.0, 6.2)) == []


def test_what_is_no_picture_is_refused(atlas: Atlas) -> None:
    with pytest.raises(ValueError, match=r"'table' is no kind of picture: choose one of map, timeline, matrix"):
        draw(atlas, "table", View())
    with pytest.raises(ValueError, match=r"4 by 3 inches are too small: at least 5 by 3.6"):
        draw(atlas, "map", View(), (4.0, 3.0))


def test_two_at_a_time_draw_what_one_draws(atlas: Atlas) -> None:
    def made(kind: str) -> bytes:
        return to_png(draw(atlas, kind, JANUARY, (5.0, 4.0)), 60)

    kinds = ["map", "timeline", "map", "chart"]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(made, kinds))
    assert together == [made(kind) for kind in kinds]


def test_matplotlib_is_left_as_it_was(picture: Callable[..., Drawing]) -> None:
    before = dict(matplotlib.rcParams)
    to_svg(picture("chart"))
    assert dict(matplotlib.rcParams) == before
    for path in (ROOT / "geo" / "drawing").glob("*.py"):
        imported = [ast.unparse(node) for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Import)]
        assert not any("pyplot" in line or line.endswith("pylab") for line in imported), path.name


@pytest.mark.parametrize("kind", PICTURES)
def test_a_title_of_ones_own_stands_over_count_and_sentence(atlas: Atlas, kind: str) -> None:
    drawing = draw(atlas, kind, View(kind=("attack",)), titled="حملۂ پنجگور $x$")
    said = texts(drawing)
    assert "حملۂ پنجگور $x$" in said
    assert any(text.endswith("Events of the kind attack.") and " events · " in text for text in said)
