"""The formats of a View: the same events in each, the same bytes each time, and text from outside that harms nothing."""

import json
import xml.etree.ElementTree as Xml
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.events.atlas import Atlas
from geo.events.now import atlas_now
from geo.out.exports import FORMS, export, export_view
from geo.out.geopackage import to_geopackage
from geo.out.geoparquet import to_geoparquet
from geo.out.kml import to_kml
from geo.out.passing import Terms
from geo.out.records import Record, about, records
from geo.out.shown import show
from geo.out.xml_text import fit
from geo.settings import DISCLAIMER
from geo.vocabulary.view import View
from tests.opened import document, events_in, layers, parquet
from tests.views import questions, views

HOSTILE = (
    '<script>alert(1)</script><img src=x onerror="alert(1)">]]></description>',
    "=HYPERLINK(1) | a\x00b\x1bc\ud800d\uffff",
    "تفتان 🚧 &amp; $[event_id]",
)


@settings(max_examples=8)
@given(questions() | views())
def test_every_format_holds_the_events_on_screen(view: View) -> None:
    atlas = atlas_now()
    shown = sorted(show(atlas, view.question()).events.index)
    for form in FORMS:
        assert events_in(export_view.__wrapped__(atlas, view.question(), (), form), form) == shown, form


@pytest.mark.parametrize("form", FORMS)
def test_the_same_view_gives_the_same_bytes(atlas: Atlas, form: str) -> None:
    view = View(kind=("attack",))
    assert len({export_view.__wrapped__(atlas, view, (), form) for _ in range(3)}) == 1


@pytest.mark.parametrize("form", FORMS)
def test_nothing_shown_is_a_file_all_the_same(form: str) -> None:
    assert events_in(export("q=xyzzy", form)[0], form) == []


def test_claims_stand_with_their_events_in_every_format(atlas: Atlas) -> None:
    shown = show(atlas, View(side=("iran_state",)))
    want = shown.claims.sort_index()["statement"].to_dict()
    bodies = {form: export_view(atlas, shown.view, (), form) for form in FORMS}
    inside = [c for claims in parquet(bodies["parquet"])["claims"] for c in claims]
    assert {c["claim_id"]: c["statement"] for c in inside} == want
    table = layers(bodies["gpkg"], "gpkg")["claims"]
    assert dict(zip(table["claim_id"], table["statement"], strict=True)) == want
    for body in (bodies["kml"], document(bodies["kmz"])):
        held = [json.loads(text) for rows in layers(body, "kml").values() for text in rows["claims"]]
        assert {c["claim_id"]: c["statement"] for claims in held for c in claims} == want
        assert [c["passes"] for claims in held for c in claims].count(True) == shown.claims["passes"].sum()


def test_every_format_says_its_terms_and_what_the_link_could_not_have() -> None:
    for form in ("parquet", "gpkg", "kml"):
        body, unmet = export("kind=nonsense", form)
        told = {
            "parquet": lambda body: parquet(body).attrs,
            "gpkg": lambda body: layers(body, "gpkg")["about"].set_index("about")["text"].to_dict(),
            "kml": lambda body: {"all": body.decode()},
        }[form](body)
        said = " ".join(map(str, told.values()))
        assert DISCLAIMER in said and "ODbL 1.0" in said and "All events on record" in said, form
        assert unmet and "nonsense" in said, form


def spoilt(text: str) -> list[Record]:
    """Three events with the text wherever text may stand."""
    rows = records(show(atlas_now(), View(start=None, q="Panjgur")), Terms())[:3]
    return [
        replace(
            row,
            fields={**row.fields, "title": text, "actors": text, "note": text, "origins": (text, text)},
            claims=[
                {**said, "statement": text, "speaker": text, "url": text, "positions": {"where": (text,)}}
                for said in row.claims
            ],
        )
        for row in rows
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_from_outside_is_text_everywhere(text: str) -> None:
    rows, told = spoilt(text), {**about(show(atlas_now(), View()), (), Terms()), "sentence": text}
    held = parquet(to_geoparquet(rows, told))
    assert set(held["title"]) == {fit(text)} and held["claims"][0][0]["statement"] == fit(text)
    assert list(held["origins"][0]) == [fit(text)] * 2
    package = layers(to_geopackage(rows, told), "gpkg")
    assert set(package["events"]["title"]) == set(package["claims"]["statement"]) == {fit(text)}
    body = to_kml(rows, told, atlas_now().choices)
    root = Xml.fromstring(body)
    names = [each.text for each in root.iter("{http://www.opengis.net/kml/2.2}name")]
    assert names.count(fit(text)) == len(rows)
    balloons = [each.text or "" for each in root.iter("{http://www.opengis.net/kml/2.2}description")]
    assert len(balloons) == len(rows) + 1
    assert not [said for said in balloons if "<script" in said or "<img" in said or "href" in said]


@given(st.text())
def test_what_xml_forbids_is_taken_out_and_nothing_else(text: str) -> None:
    made = fit(text)
    assert Xml.fromstring(f"<a>{Xml.tostring(_element(made), encoding='unicode')}</a>")[0].text in (
        made.replace("\r\n", "\n").replace("\r", "\n") or None,
        made or None,
    )
    assert [c for c in text if c.isprintable() and c not in made and not 0xD800 <= ord(c) <= 0xDFFF] == []


def _element(text: str) -> Xml.Element:
    made = Xml.Element("b")
    made.text = text
    return made
