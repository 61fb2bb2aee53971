"""A PNG or SVG that is handed over by itself says what a document would: address, dates, what is not shown, every source."""

import io
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from PIL import Image

from geo.__main__ import main
from geo.briefing.steps import Briefing
from geo.documents.alone import MOST_SOURCES, stand_alone
from geo.documents.compose import compose, single
from geo.documents.content import Content
from geo.documents.handover import PICTURE, make
from geo.documents.pictures import draw_part
from geo.drawing.drawing import Drawing
from geo.events.atlas import Atlas
from geo.events.now import atlas_now
from tests.geo.drawing.conftest import astray, overlapping, placed, texts

BASE = "https://dashboard.example/"
QUARTER = "start=2024-01-01&end=2024-03-31"


def alone(atlas: Atlas, briefing: Briefing) -> tuple[Content, Drawing]:
    content = compose(atlas, briefing, BASE)
    drawing = draw_part(atlas, content.parts[0], PICTURE, titled=True)
    return content, stand_alone(drawing, content, drawing.left_out)


@pytest.mark.parametrize("kind", ["map", "timeline", "matrix", "chart"])
def test_every_source_is_listed_with_its_events_and_address(atlas: Atlas, kind: str) -> None:
    content, drawing = alone(atlas, single(QUARTER, kind))
    said = " ".join(texts(drawing))
    assert "Made on" in said and "newest publication of a document in the data" in said
    assert content.link(content.parts[0].query, content.parts[0].page) in said
    run_on = said.replace(" ", "")
    assert 40 < len(content.references) <= MOST_SOURCES
    for each in content.references:
        assert each.outlet.replace(" ", "") in run_on and each.url.replace(" ", "") in run_on
    found = placed(drawing)
    assert astray(found, tuple(drawing.figure.get_size_inches())) == [] and overlapping(found) == []


def test_events_without_a_mark_are_named_by_their_number(atlas: Atlas) -> None:
    content, drawing = alone(atlas, single(QUARTER))
    unseen = [told for told in content.parts[0].events if told.event_id not in drawing.shows]
    said = " ".join(texts(drawing))
    assert len(unseen) == 7 and "could not be located" in said and "outside the map" in said
    below = said.partition("Events that the picture does not show")[2].partition("Sources of the claims")[0]
    for told in unseen:
        assert f"{told.when}: {told.title}"[:40] in below.replace("  ", " ")


def test_the_files_hold_the_sources_however_many_they_are(atlas: Atlas) -> None:
    content, drawing = alone(atlas, single(""))
    assert len(content.references) > MOST_SOURCES
    assert f"{len(content.references)} sources: too many to list here" in " ".join(texts(drawing))
    assert "Sources of the claims" not in " ".join(texts(drawing))
    png = Image.open(io.BytesIO(make(atlas, single(""), "png", BASE).body))
    lines = png.info["Source"].split("\n")
    assert len(lines) == len(content.references)
    assert all(each.url in line for each, line in zip(content.references, lines, strict=True))
    assert png.info["URL"].startswith(BASE) and "CC BY 4.0" in png.info["Copyright"]
    svg = ElementTree.fromstring(make(atlas, single(""), "svg", BASE).body)
    told = " ".join("".join(each.itertext()) for each in svg.iter() if each.tag.endswith("}metadata"))
    assert all(each.url in told for each in content.references)


def test_events_without_numbers_are_named_too_where_they_are_few(atlas: Atlas) -> None:
    content, drawing = alone(atlas, single(""))
    unseen = [told for told in content.parts[0].events if told.event_id not in drawing.shows]
    assert not drawing.numbers and 0 < len(unseen) <= 40
    said = " ".join(texts(drawing))
    assert all(told.when in said for told in unseen)


def test_the_sources_of_more_events_than_a_document_lists_are_all_in_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZEROPOINT_HOME", str(tmp_path / "home"))
    rows = [f"{n},2024-02-{n % 28 + 1:02d},Raid {n},64.1,26.97,روزنامہ جنگ,https://a.org/{n}" for n in range(300)]
    (tmp_path / "x.csv").write_text("\n".join(["id,date,event,lon,lat,source,url", *rows]), "utf-8")
    assert main(["import", str(tmp_path / "x.csv"), "--dataset", "x", "--may-share"]) == 0
    handed = make(atlas_now(), single("data=x"), "png", BASE)
    info = Image.open(io.BytesIO(handed.body)).info
    assert len(info["Source"].split("\n")) == 300 and "not known" not in info["Source"]
    assert not [said for said in handed.said if "not listed" in said]


def test_an_empty_view_has_no_lists(atlas: Atlas) -> None:
    _, drawing = alone(atlas, single("q=no such words"))
    said = " ".join(texts(drawing))
    assert "Made on" in said and "Sources of" not in said and "does not show" not in said


def test_a_very_long_address_has_no_code_and_is_whole_in_the_file(atlas: Atlas) -> None:
    long = "&".join(f"outlet={each}" for each in list(atlas.choices["outlet"])[:40])
    content, drawing = alone(atlas, single(long))
    assert drawing.about["Identifier"] == content.link(content.parts[0].query)
    assert len(drawing.about["Identifier"]) > 400
    left = min(box[0] for text, box in placed(drawing) if text.startswith("Made on"))
    assert left < 15, "no code beside it"
    assert "too long for a code" in " ".join(texts(drawing))
