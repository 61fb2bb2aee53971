"""One function for every form: the same events in all of them, whatever the View."""

import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from matplotlib.patches import PathPatch

from geo.__main__ import main
from geo.briefing.steps import Briefing, Step
from geo.documents.compose import compose, single
from geo.documents.handover import FORMS, make
from geo.documents.pictures import draw_part
from geo.events.atlas import Atlas, open_atlas
from geo.events.now import atlas_now
from geo.out.share import write_query
from geo.out.shown import show
from geo.vocabulary.view import View
from tests.geo.documents.conftest import JANUARY
from tests.geo.drawing.conftest import placed
from tests.handed import events_in, links, pdf_text
from tests.views import questions

BASE = "https://zp.example.org/border/"


@settings(max_examples=6)
@given(questions())
def test_every_form_has_the_events_on_screen(view: View) -> None:
    atlas = open_atlas()
    on_screen = set(show(atlas, view).events.index)
    steps = (Step("Listed", "table", write_query(view)), Step("Who", "matrix", write_query(view)))
    for form in ("pdf", "pptx"):
        assert events_in(make(atlas, Briefing("T", steps), form, BASE).body, form, BASE) == on_screen


def test_links_lead_to_the_dashboard_that_is_named(atlas: Atlas) -> None:
    body = make(atlas, single(JANUARY, "timeline"), "pdf", BASE).body
    assert f"{BASE}timeline?v=1&{JANUARY}" in links(body, "pdf")
    assert not [address for address in links(body, "pdf") if "localhost" in address]


def test_pictures_are_of_a_single_view(atlas: Atlas) -> None:
    png, svg = (make(atlas, single(JANUARY), form).body for form in ("png", "svg"))
    width, height = struct.unpack(">II", png[16:24])
    assert width == 2000 and height > 1240, "with its sources under it"
    assert zlib.crc32(png[12:29]) == struct.unpack(">I", png[29:33])[0]
    assert svg.startswith(b"<?xml")
    assert b"<script" not in svg
    two = Briefing("T", (Step("A", "map", JANUARY), Step("B", "map", JANUARY)))
    with pytest.raises(ValueError, match="2 steps"):
        make(atlas, two, "png")
    with pytest.raises(ValueError, match="no picture"):
        make(atlas, single(JANUARY, "table"), "svg")


def test_what_is_no_form_is_refused(atlas: Atlas) -> None:
    with pytest.raises(ValueError, match=", ".join(FORMS)):
        make(atlas, single(JANUARY), "docx")


def test_what_is_not_in_the_file_is_said(atlas: Atlas) -> None:
    said = make(atlas, single(f"{JANUARY}&outlet=dawn&kind=nothing"), "pdf").said
    assert any("nothing" in each for each in said)
    assert any("outside of the filters" in each for each in said)
    assert len(set(said)) == len(said)


@pytest.fixture
def crowded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Atlas:
    """The world with 5,000 events that somebody brought."""
    monkeypatch.setenv("ZEROPOINT_HOME", str(tmp_path / "home"))
    file = tmp_path / "many.csv"
    rows = [f"{n},2024-02-{n % 28 + 1:02d},Report {n},Panjgur,Balochistan,Pakistan,Dawn" for n in range(5_000)]
    file.write_text("\n".join(["id,date,event,district,province,country,source", *rows]), encoding="utf-8")
    assert main(["import", str(file), "--may-share"]) == 0
    return atlas_now()


def test_more_events_than_a_document_lists(crowded: Atlas) -> None:
    made = make(crowded, single("data=many", "table"), "pdf")
    assert any("4,800 of 5,000 events are not listed" in each for each in made.said)
    assert len(events_in(made.body, "pdf")) == 200
    text = pdf_text(made.body)
    assert "5,000 of 5,121 events" in text
    assert "4,800 of 5,000 events are not listed" in text
    assert len(events_in(make(crowded, single("data=many", "table"), "pptx").body, "pptx")) == 200
    drawing = draw_part(crowded, compose(crowded, single("data=many", "timeline")).parts[0], (10.0, 6.2))
    counts = [(text, box) for text, box in placed(drawing) if text.isdigit() and int(text) > 99]
    discs = [patch.get_path().get_extents() for patch in drawing.figure.axes[0].patches if isinstance(patch, PathPatch)]
    assert counts
    for text, (left, _, right, _) in counts:
        assert any(disc.x0 + 3 < left and right < disc.x1 - 3 for disc in discs), f"{text} is wider than its disc"


@pytest.mark.parametrize("form", ["pdf", "pptx", "svg"])
def test_words_of_a_link_that_no_xml_may_have_and_very_long_sentences_pass(atlas: Atlas, form: str) -> None:
    limits = [f"{key}={value}" for key in ("kind", "status", "outlet_type") for value in atlas.choices[key]]
    query = "&".join([*limits, "lens=outlet:dawn", f"q={'long%20' * 30}%13%00"])
    body = make(atlas, single(query), form).body
    assert body.startswith({"pdf": b"%PDF", "pptx": b"PK", "svg": b"<?xml"}[form])
