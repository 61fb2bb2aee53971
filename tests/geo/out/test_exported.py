"""Reading an export back gives what was exported: events, claims, what they add up to, and grades."""

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings

from geo.__main__ import main
from geo.events.atlas import Atlas, open_atlas, with_grades
from geo.events.grades import Grade, Grades, scale_of
from geo.out.exported import Exported, read_export
from geo.out.exports import export, export_view
from geo.out.features import combine, plain
from geo.out.fields import CLAIM, EVENT
from geo.out.known import known_of
from geo.out.lens import TOLD
from geo.out.share import read_query
from geo.out.shown import Shown, show
from geo.out.table import to_csv
from geo.vocabulary.problems import DataProblems
from geo.vocabulary.view import View
from tests.views import questions, views

FORMS = ("geojson", "csv")
"""Those that are read back."""


def graded() -> Atlas:
    """What ships, with every outlet and every claim graded somehow."""
    atlas, at = open_atlas(), "2024-02-01T10:00:00Z"
    rows = [Grade(at, "A", s, "", list(scale_of(s))[n % 6], "why") for n, s in enumerate(atlas.subjects)]
    return with_grades(atlas, Grades(tuple(rows)))


GRADED = graded()


def same(read: Exported, shown: Shown) -> None:
    """Row for row, cell for cell, type for type."""
    assert list(read.events.index) == list(shown.events.index)
    assert [c for c in read.events.columns if c != "geometry"] == [*EVENT, *TOLD]
    told = shown.events if shown.view.lens else shown.events.assign(**dict.fromkeys(TOLD, ""))
    for field in TOLD:
        assert [_said(a) for a in read.events[field]] == [_said(b) for b in told[field]], field
    by_event = shown.claims.sort_values("event_id", key=lambda ids: ids.map(shown.events.index.get_loc), kind="stable")
    assert list(read.claims.index) == list(by_event.index)
    for ours, theirs, fields in (
        (read.events, shown.events, EVENT),
        (read.claims, by_event, ("event_id", *CLAIM)),
    ):
        for field in fields:
            pairs = zip(ours[field], theirs[field], strict=True)
            unlike = [(a, b) for a, b in pairs if not (pd.isna(a) and pd.isna(b) if b is pd.NA else a == b)]
            assert unlike == [], field
            if len(theirs):
                assert [type(a) for a in ours[field][:1]] == [type(b) for b in theirs[field][:1]], field


def _said(value: object) -> object:
    """What is told, where something is."""
    return None if value is None or value is pd.NA or value == "" or value != value else value


@settings(max_examples=40)
@given(questions() | views())
def test_both_forms_give_back_what_any_view_shows(view: View) -> None:
    shown = show(GRADED, view.question())
    for form in FORMS:
        same(read_export(export_view(GRADED, view.question(), (), form)), shown)


@settings(max_examples=15)
@given(questions())
def test_a_geojson_gives_back_places_geometry_and_view(view: View) -> None:
    read = read_export(export_view(GRADED, view, (), "geojson"))
    assert read_query(read.view, known_of(GRADED)) == (view, ())
    features = json.loads(export_view(GRADED, view, (), "geojson"))["features"]
    targets = GRADED.places[(GRADED.places["role"] == "target") & GRADED.places["extent"].notna()]
    drawn = {event: combine(list(extents)) for event, extents in targets.groupby("event_id")["extent"]}
    for event, geometry in read.events.geometry.items():
        assert (geometry is None) == (event not in drawn), event
        assert geometry is None or geometry.hausdorff_distance(drawn[event]) < 2e-5, "five decimals of a degree"
    assert [plain(read.places[f["id"]]) for f in features] == [f["properties"]["places"] for f in features]
    assert read.events.crs.to_epsg() == 4326


def test_everything_comes_back_graded_in_both_forms_alike() -> None:
    one, other = (read_export(export_view(GRADED, View(), (), form)) for form in FORMS)
    assert set(one.claims["reliability"]) == set("ABCDEF") and set(one.claims["credibility"]) == set("123456")
    pd.testing.assert_frame_equal(pd.DataFrame(one.events.drop(columns="geometry")), other.events)
    pd.testing.assert_frame_equal(one.claims, other.claims)
    assert any(one.events["disputed"]) and any(one.claims["positions"]) and one.claims["injured"].notna().any()


@pytest.mark.parametrize("form", FORMS)
def test_nothing_shown_gives_empty_frames_with_their_columns(form: str) -> None:
    read = read_export(export("q=xyzzy", form)[0])
    assert read.events.empty and read.claims.empty
    assert set(EVENT) <= set(read.events.columns) and {"event_id", *CLAIM} == set(read.claims.columns)


@pytest.mark.parametrize("text", ["=1+1", "+92 81", "-3", "@ispr", "\tTab", "تفتان", "a|b", 'say "no"', "two\nlines"])
def test_text_that_looks_like_a_formula_comes_back(text: str) -> None:
    shown = show(GRADED, View())
    changed = Shown(shown.view, shown.events, shown.claims.assign(statement=text, speaker=text), shown.places, 1)
    assert set(read_export(to_csv(changed)).claims["statement"]) == {text}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "header"),
        (b"\xff\xfe\0", "cannot be read"),
        (b"{", "cannot be read"),
        (b"{}", "features"),
        (b'{"features": [{"properties": {}, "geometry": null}]}', "event_id"),
        (b'{"features": [null]}', "feature"),
        (b"name,lon,lat\nTaftan,61,29\n", "header"),
    ],
)
def test_what_is_no_export_of_ours_is_said(body: bytes, said: str) -> None:
    with pytest.raises(DataProblems, match=said):
        read_export(body, "theirs.geojson")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [(b",True,", b",maybe,", "maybe"), (b"\r\n", b",more\r\n", "header"), (b',"', b',"x"', "cannot be read")],
)
def test_a_spoilt_csv_is_said(before: bytes, after: bytes, said: str) -> None:
    body = export("kind=clash", "csv")[0]
    assert before in body
    with pytest.raises(DataProblems, match=said):
        read_export(body.replace(before, after, 1))


def test_a_file_written_by_the_command_reads_back(tmp_path: Path) -> None:
    for form in FORMS:
        path = tmp_path / f"view.{form}"
        assert main(["export", "--query", "side=iran_state", "--to", str(path)]) == 0
        same(read_export(path.read_bytes(), path.name), show(open_atlas(), View(side=("iran_state",))))
