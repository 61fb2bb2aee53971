"""The slides, opened by python-pptx and drawn by LibreOffice."""

import io
import zipfile

import pytest
from PIL import Image
from pptx import Presentation
from pptx.presentation import Presentation as Deck

from geo.briefing.steps import KINDS, Briefing, Step
from geo.documents.blocks import Block, Run
from geo.documents.compose import compose, single
from geo.documents.content import Content
from geo.documents.deck import BOTTOM, TOP
from geo.documents.fitting import POINTS, fill, height, shorten, wrap
from geo.documents.slide_tables import SIZES, Grid, cell, event_widths, part_grid
from geo.documents.slides import to_pptx
from geo.events.atlas import Atlas
from tests.geo.documents.conftest import HOSTILE, JANUARY, MADE
from tests.handed import as_pdf, events_in, links, pdf_pages

FOOT = 7.0 * POINTS
"""Where the foot of a slide begins, in points from the top."""


@pytest.fixture(scope="module")
def made(atlas: Atlas, shipped: Content) -> bytes:
    return to_pptx(shipped, atlas)


@pytest.fixture(scope="module")
def deck(made: bytes) -> Deck:
    return Presentation(io.BytesIO(made))


def texts(deck: Deck) -> str:
    frames = [shape.text_frame for slide in deck.slides for shape in slide.shapes if shape.has_text_frame]
    cells = [cell.text_frame for grid in tables(deck) for row in grid.rows for cell in row.cells]
    return "\n".join(frame.text for frame in (*frames, *cells))


def tables(deck: Deck) -> list:
    return [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]


def test_the_shipped_briefing_has_its_steps_sources_and_judgements(deck: Deck, shipped: Content) -> None:
    text = texts(deck)
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert titles[0] == shipped.title
    assert all(any(part.title in title for title in titles) for part in shipped.parts)
    for reference in shipped.references:
        assert f"[{reference.number}] {reference.outlet}" in text
    for judgement, word in shipped.judgements:
        assert judgement in text
        assert word.capitalize() in text
    assert shipped.disclaimer in text


def test_it_is_wide_and_says_what_it_is(deck: Deck, shipped: Content) -> None:
    assert round(deck.slide_width / deck.slide_height, 3) == round(16 / 9, 3)
    about = deck.core_properties
    assert (about.title, about.author, about.created) == (shipped.title, shipped.author, MADE.replace(tzinfo=None))


def test_every_slide_has_its_title_the_disclaimer_and_its_number(deck: Deck) -> None:
    for slide in deck.slides:
        assert slide.shapes.title.text
        kinds = {shape.element.ph.get("type"): shape for shape in slide.placeholders}
        assert "do not imply any position" in kinds["ftr"].text_frame.text
        assert 'type="slidenum"' in kinds["sldNum"].element.xml


def test_pictures_are_sharp_and_have_their_words(deck: Deck, shipped: Content) -> None:
    pictures = [shape for slide in deck.slides for shape in slide.shapes if shape.shape_type == 13]
    drawn = [shape for shape in pictures if not shape.name.startswith("QR")]
    assert len(drawn) >= sum(part.kind == "map" for part in shipped.parts)
    for shape in pictures:
        assert len(shape._element.nvPicPr.cNvPr.get("descr")) > 20
    for shape in drawn:
        pixels = Image.open(io.BytesIO(shape.image.blob)).width
        assert pixels / (shape.width / 914400) >= 200, "dots an inch"


def test_notes_are_native_text_and_stand_in_the_speakers_notes(deck: Deck, shipped: Content) -> None:
    text = texts(deck)
    notes = [slide.notes_slide.notes_text_frame.text for slide in deck.slides if slide.has_notes_slide]
    for part in shipped.parts:
        if part.kind != "text" and part.markdown:
            assert any(part.markdown in spoken for spoken in notes)
        for block in part.notes:
            assert block.text[:60] in text


def test_matrix_table_and_changes_are_native_tables(deck: Deck, shipped: Content) -> None:
    headings = [tuple(cell.text_frame.text for cell in grid.rows[0].cells) for grid in tables(deck)]
    for part in shipped.parts:
        if part.table:
            assert part.table.heading in headings
    assert ("When", "What, and where", "Agreement", "Deaths claimed", "Who says so [source]") in headings


def test_its_events_are_those_of_its_steps(made: bytes, shipped: Content) -> None:
    picked = {part.view.event for part in shipped.parts if part.view.event}
    assert events_in(made, "pptx") == {told.event_id for told in shipped.events} | picked


def test_the_same_content_gives_the_same_bytes(atlas: Atlas) -> None:
    content = compose(atlas, single(JANUARY, "table"), made_at=MADE)
    assert to_pptx(content, atlas) == to_pptx(content, atlas)


def test_drawn_by_libreoffice_nothing_runs_over_the_foot_or_the_edge(
    made: bytes, deck: Deck, atlas: Atlas, hostile: Content
) -> None:
    pages = pdf_pages(as_pdf(made))
    assert len(pages) == len(deck.slides)
    assert "Iran strikes in Panjgur" in " ".join(page.text for page in pages)
    for page in (*pages, *pdf_pages(as_pdf(to_pptx(hostile, atlas)))):
        for word in page.words:
            assert word.left >= 0 and word.right <= page.width, (word, page.text[:60])
            assert word.bottom <= FOOT or word.top >= FOOT - 2, (word, page.text[:60])


def test_texts_that_mean_harm_are_set_as_they_stand(atlas: Atlas, hostile: Content) -> None:
    body = to_pptx(hostile, atlas)
    deck = Presentation(io.BytesIO(body))
    text = texts(deck)
    assert "<script>alert(1)</script>" in text
    assert HOSTILE[1] in text
    assert "(cut, 5,000 characters)" in text
    assert "\u202e" not in text
    assert not [address for address in links(body, "pptx") if "evil" in address]
    assert [name for name in zipfile.ZipFile(io.BytesIO(body)).namelist() if "vba" in name.lower()] == []


def test_paragraphs_from_right_to_left_say_so(atlas: Atlas) -> None:
    content = compose(atlas, Briefing("سرحد", (Step("A", "text", "", "تفتان بند\n\nTaftan closed"),)), made_at=MADE)
    deck = Presentation(io.BytesIO(to_pptx(content, atlas)))
    paragraphs = [
        p
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_text_frame
        for p in shape.text_frame.paragraphs
    ]
    ways = {p.text: (p._p.pPr.get("rtl"), p._p.pPr.get("algn")) for p in paragraphs if p.text and p._p.pPr is not None}
    assert ways["سرحد"] == ways["تفتان بند"] == ("1", "r")
    assert ways["Taftan closed"] == (None, None)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "text"])
def test_an_empty_view_says_so(atlas: Atlas, kind: str) -> None:
    content = compose(atlas, single("start=2024-01-01&end=2024-01-01&kind=abduction", kind), made_at=MADE)
    body = to_pptx(content, atlas)
    assert "No event matches this view." in texts(Presentation(io.BytesIO(body)))
    assert events_in(body, "pptx") == set()


def test_text_is_wrapped_cut_and_parted() -> None:
    text = "one two three four five six seven eight nine ten " * 4
    lines = wrap(text, 14, 2)
    assert "".join(lines) == text
    assert len(lines) > 5
    assert "".join(wrap("x" * 500, 14, 2)) == "x" * 500
    assert shorten("short", 14, 2, 1) == "short"
    assert height("حملہ " * 20, 14, 2) > 1.7 * height("attack " * 20, 14, 2) * len(wrap("حملہ " * 20, 14, 2)) / len(
        wrap("attack " * 20, 14, 2)
    ), "a line of Urdu is higher"
    assert shorten(text, 14, 2, 0.5).endswith(f"… (cut, {len(text)} characters)")
    blocks = [Block("item", (Run(text), Run(text, bold=True)), 0, "•"), Block("paragraph", (Run("end"),))]
    pages = fill(blocks, 14, 2, 1.0, (2, 1.0))
    assert len(pages) > 3
    assert "".join(block.text for page in pages for block in page) == f"{text}{text}end"
    assert [block.mark for page in pages for block in page].count("•") == 1


def test_a_table_is_as_large_as_its_slides_hold_and_leaves_no_row_alone() -> None:
    row = (cell("10 January 2024"), cell("What " * 30), cell("contested"), cell("2"), cell("Who " * 30))
    names = ("When", "What", "Agreement", "Deaths claimed", "Who")
    sizes = {}
    for count in range(1, 40):
        parts = part_grid(Grid(names, event_widths, (row,) * count, "T"), TOP, BOTTOM)
        sizes[count] = parts[0].size
        assert [at for part in parts for at in part.kept] == list(range(count))
        assert count == 1 or min(len(part.kept) for part in parts) > 1
        assert all(part.head + sum(part.heights) <= BOTTOM - TOP for part in parts)
    assert sizes[1] == SIZES[0]
    assert min(sizes.values()) < SIZES[0]


def test_titles_end_before_the_code_and_right_to_left_text_says_its_language(atlas: Atlas) -> None:
    briefing = Briefing("T", (Step("تفتان میں زیرو پوائنٹ", "map", JANUARY, "وزارت خارجه گفت"),))
    slide = Presentation(io.BytesIO(to_pptx(compose(atlas, briefing, made_at=MADE), atlas))).slides[1]
    (picture,) = [shape for shape in slide.shapes if shape.name == "QR code"]
    assert slide.shapes.title.left + slide.shapes.title.width <= picture.left
    said = {
        run.text: run._r.get_or_add_rPr().get("lang")
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    }
    assert said["تفتان میں زیرو پوائنٹ"] == "ur-PK"
    assert said["وزارت خارجه گفت"] == "fa-IR"
