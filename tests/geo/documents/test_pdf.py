"""The PDF, opened by poppler."""

import re

import pytest

from geo.briefing.steps import KINDS, Briefing, Step
from geo.documents.compose import compose, single
from geo.documents.content import Content
from geo.documents.pdf import to_pdf
from geo.documents.pdf_told import fit
from geo.drawing.draw import LEAST
from geo.events.atlas import Atlas
from geo.settings import DISCLAIMER
from tests.geo.documents.conftest import JANUARY, MADE
from tests.handed import events_in, links, pdf_pages, pdf_text, poppler


@pytest.fixture(scope="module")
def made(atlas: Atlas, shipped: Content) -> bytes:
    return to_pdf(shipped, atlas)


def test_the_shipped_briefing_has_its_steps_sources_and_terms(made: bytes, shipped: Content) -> None:
    text = pdf_text(made)
    for part in shipped.parts:
        assert part.title in text
    for reference in shipped.references:
        assert f"[{reference.number}]" in text
        assert not reference.url or reference.url in links(made, "pdf")
    assert DISCLAIMER in text
    assert "CC BY 4.0" in text
    assert "Made on 31 January 2026, 12:00 UTC" in text


def test_it_says_what_it_is(made: bytes, shipped: Content) -> None:
    told = poppler("pdfinfo", made)
    assert re.search(r"Title: +The January 2024 exchange of strikes\n", told)
    assert re.search(rf"Author: +{re.escape(shipped.author)}\n", told)
    assert re.search(r"Tagged: +yes", told)
    assert re.search(r"JavaScript: +no", told)
    assert re.search(r"Page size: +595.276 x 841.89 pts \(A4\)", told)
    assert b"pdfuaid:part" in made
    assert b"/Outlines" in made


def test_every_font_is_one_that_ships_and_lies_inside(made: bytes) -> None:
    rows = [row.split() for row in poppler("pdffonts", made).splitlines()[2:]]
    assert rows
    assert all(re.match(r"\w{6}\+(NotoSans|NotoEmoji|DejaVuSans)", row[0]) for row in rows)
    assert {row[-5] for row in rows} == {"yes"}, "embedded"


def test_its_events_are_those_of_its_steps(made: bytes, shipped: Content) -> None:
    assert events_in(made, "pdf") >= {told.event_id for told in shipped.events}
    assert events_in(made, "pdf") == {told.event_id for told in shipped.events} | {
        part.view.event for part in shipped.parts if part.view.event
    }


def test_the_same_content_gives_the_same_bytes(atlas: Atlas) -> None:
    content = compose(atlas, single(JANUARY), made_at=MADE)
    assert to_pdf(content, atlas) == to_pdf(content, atlas)


def test_every_page_is_numbered_and_nothing_stands_outside_its_margins(made: bytes) -> None:
    pages = pdf_pages(made)
    for at, page in enumerate(pages, start=1):
        assert f"page {at} of {len(pages)}" in page.text
        assert all(word.left >= 45 and word.right <= page.width - 45 for word in page.words)


def test_progress_counts_to_the_end(atlas: Atlas) -> None:
    heard: list[tuple[int, int, str]] = []
    content = compose(atlas, Briefing("T", (Step("A", "table", JANUARY), Step("B", "text"))), made_at=MADE)
    to_pdf(content, atlas, progress=lambda done, total, what: heard.append((done, total, what)))
    assert heard == [(0, 3, "A"), (1, 3, "B"), (2, 3, "setting the pages"), (3, 3, "done")]


@pytest.mark.parametrize("paper", ["a4-portrait", "a4-landscape"])
def test_texts_that_mean_harm_are_set_as_they_stand(atlas: Atlas, hostile: Content, paper: str) -> None:
    made = to_pdf(hostile, atlas, paper)
    text = pdf_text(made)
    assert '#eval("1+1") #read("/etc/passwd") $x^2$ <script>alert(1)</script> @label <b>bold</b>' in text
    assert "#{ panic() }" in text
    assert "(cut, 5,000 characters)" in text
    assert "gnihton" in text
    assert not [address for address in links(made, "pdf") if "evil" in address]
    pages = pdf_pages(made)
    assert pages[0].width > pages[0].height or paper == "a4-portrait"
    assert all(word.left >= -1 and word.right <= page.width - 45 for page in pages for word in page.words)


@pytest.mark.parametrize("kind", ["map", "timeline", "chart", "comparison"])
def test_on_its_side_a_picture_stands_on_the_page_of_its_title(atlas: Atlas, kind: str) -> None:
    pages = pdf_pages(to_pdf(compose(atlas, single("", kind), made_at=MADE, most=3), atlas, "a4-landscape"))
    assert "2011" not in pages[0].text
    assert "2011" in pages[1].text, "the list begins on the second page: the picture stands on the first"


@pytest.mark.parametrize("paper", ["a4-portrait", "a4-landscape"])
def test_a_view_of_one_event_has_its_picture_under_its_title_and_its_claims_after_its_list(
    atlas: Atlas, paper: str
) -> None:
    query = "start=2024-01-16&end=2024-01-16&kind=air_or_missile_strike"
    pages = [page.text for page in pdf_pages(to_pdf(compose(atlas, single(query), made_at=MADE), atlas, paper))]
    assert "See it live" in pages[0], "the title has no page for itself"
    told = next(text for text in pages if "The claims, event by event" in text)
    assert "Koh-e-Sabz" in told.split("The claims, event by event")[1], "the heading stands over an event"
    assert len(pages) <= 4


def test_on_its_side_a_briefing_has_each_picture_beside_its_notes(atlas: Atlas, shipped: Content) -> None:
    pages = pdf_pages(to_pdf(shipped, atlas, "a4-landscape"))
    page = next(
        page for page in pages if "2. 16 January: Iran strikes in Panjgur" in page.text and "See it live" in page.text
    )
    noted = next(word for word in page.words if word.text == "commissioner")
    assert noted.right < page.width / 3, "the notes stand in a narrow column"


@pytest.mark.parametrize("paper", ["a4-portrait", "a4-landscape"])
def test_no_page_of_the_shipped_briefing_holds_a_single_row_of_a_table(
    atlas: Atlas, shipped: Content, paper: str
) -> None:
    rows = [told.when.split()[0] for part in shipped.parts for told in part.events]
    for page in pdf_pages(to_pdf(shipped, atlas, paper)):
        if "Agreement" not in page.text:
            continue
        begun = [word for word in page.words if word.left < 60 and word.text in rows and word.top > 60]
        assert len(begun) > 1 or "See it live" in page.text, page.text[:200]


@pytest.mark.parametrize("count", range(2, 32, 3))
def test_a_table_breaks_after_two_rows_and_before_two(atlas: Atlas, count: int) -> None:
    content = compose(atlas, single("", "table", "T"), made_at=MADE, most=count)
    titles = [" ".join(told.title.split()[:2]) for told in content.events]
    pages = [page.text for page in pdf_pages(to_pdf(content, atlas)) if "Agreement" in page.text]
    held = [sum(title in " ".join(text.split()) for title in dict.fromkeys(titles)) for text in pages]
    assert min(held) > 1, held
    assert all("What, and where" in " ".join(text.split()) for text in pages), "the heading is repeated"


@pytest.mark.parametrize("length", [1200, 2600, 3400])
@pytest.mark.parametrize("paper", ["a4-portrait", "a4-landscape"])
def test_a_single_row_stands_on_the_page_of_its_picture(atlas: Atlas, length: int, paper: str) -> None:
    query = "start=2024-01-16&end=2024-01-16&kind=air_or_missile_strike"
    step = Step("Strike", "map", query, ("Trade went on at the crossing. " * 200)[:length])
    pages = pdf_pages(to_pdf(compose(atlas, Briefing("T", (step, step)), made_at=MADE), atlas, paper))
    tops = [word.top for page in pages for word in page.words if word.text == "Agreement"]
    assert len(tops) == 2
    assert min(tops) > 60 + 72 * LEAST[1], "the picture stands above"


def test_urdu_and_persian_are_set_with_their_letters_joined(atlas: Atlas) -> None:
    notes = "تفتان میں زیرو پوائنٹ بند\n\nمرز میرجاوه می‌ماند"
    made = to_pdf(compose(atlas, Briefing("سرحد", (Step("A", "text", "", notes),)), made_at=MADE), atlas)
    assert "NotoSansArabic" in poppler("pdffonts", made)
    assert "سرحد" in pdf_text(made)
    pieces = pdf_pages(made)[0].words
    first, last = (next(word for word in pieces if letter in word.text) for letter in "فٹ")
    assert first.top - last.top < 5
    assert first.left > last.right, "the first word stands rightmost"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "text"])
def test_an_empty_view_says_so(atlas: Atlas, kind: str) -> None:
    made = to_pdf(compose(atlas, single("start=2024-01-01&end=2024-01-01&kind=abduction", kind), made_at=MADE), atlas)
    assert "No event matches this view." in pdf_text(made)
    assert events_in(made, "pdf") == set()


def test_one_event_makes_a_document(atlas: Atlas) -> None:
    content = compose(atlas, single("start=2024-01-16&end=2024-01-16&kind=air_or_missile_strike"), made_at=MADE)
    made = to_pdf(content, atlas)
    assert events_in(made, "pdf") == {content.events[0].event_id}
    assert "1 of 121 events" in pdf_text(made)


def test_a_paper_that_is_none_is_refused(atlas: Atlas, shipped: Content) -> None:
    with pytest.raises(ValueError, match="a4-portrait, a4-landscape"):
        to_pdf(shipped, atlas, "letter")


def test_texts_are_fitted() -> None:
    assert fit("a" * 30) == "\u200b".join(["a" * 10] * 3)
    assert fit("https://www.dawn.com/news/1807244").replace("\u200b", "") == "https://www.dawn.com/news/1807244"
    assert fit("تفتان") == "\u2067تفتان\u2069"
    assert fit("\U0001f9ff\U000e0041") in ("\U0001f9ff\U000e0041", "\ufffd\U000e0041", "\ufffd\ufffd")
    assert fit("漢") == "\ufffd"
