"""The GeoJSON of a View: RFC 7946, complete, the same bytes each time."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from shapely.geometry import shape

from geo.events.atlas import Atlas, open_atlas
from geo.out.exports import export, export_view
from geo.out.known import known
from geo.out.share import read_query, write_query
from geo.out.shown import show
from geo.settings import ATTRIBUTION, DISCLAIMER, ROOT
from geo.vocabulary.view import View
from tests.views import questions


@pytest.fixture(scope="module")
def everything() -> dict[str, Any]:
    return json.loads(export("", "geojson")[0])


def positions(coordinates: Any) -> Iterator[list[float]]:
    if isinstance(coordinates[0], (int, float)):
        yield coordinates
    else:
        for part in coordinates:
            yield from positions(part)


def simple(geometry: dict[str, Any]) -> list[dict[str, Any]]:
    return geometry["geometries"] if geometry["type"] == "GeometryCollection" else [geometry]


def geometries(body: dict[str, Any]) -> list[dict[str, Any]]:
    return [part for f in body["features"] if f["geometry"] for part in simple(f["geometry"])]


def test_ids_are_those_of_the_store_in_its_order(everything: dict[str, Any], atlas: Atlas) -> None:
    assert [f["id"] for f in everything["features"]] == list(atlas.store.ask(View()).events)
    assert all(f["type"] == "Feature" and f["properties"]["event_id"] == f["id"] for f in everything["features"])
    assert everything["type"] == "FeatureCollection"


def test_geometries_are_valid_and_lon_lat(everything: dict[str, Any]) -> None:
    found = geometries(everything)
    assert {g["type"] for g in found} >= {"Polygon", "MultiPolygon", "LineString"}
    for geometry in found:
        assert geometry["type"] != "GeometryCollection", "no collection inside a collection"
        assert shape(geometry).is_valid
        assert not shape(geometry).is_empty
        for position in positions(geometry["coordinates"]):
            assert len(position) == 2
            assert -180 <= position[0] <= 180
            assert -90 <= position[1] <= 90
            assert position == [round(number, 5) for number in position]


def test_rings_are_closed_and_wound_as_the_rfc_wants(everything: dict[str, Any]) -> None:
    rings = 0
    for geometry in geometries(everything):
        polygons = {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}.get(
            geometry["type"], []
        )
        for outer, *inner in polygons:
            for ring, turn in [(outer, 1), *((hole, -1) for hole in inner)]:
                assert ring[0] == ring[-1]
                assert len(ring) >= 4
                area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
                assert area * turn > 0
                rings += 1
    assert rings > 50


def test_unlocated_events_have_null_geometry_and_no_other_does(everything: dict[str, Any], atlas: Atlas) -> None:
    places = atlas.places[(atlas.places["role"] == "target") & atlas.places["extent"].notna()]
    located = set(places["event_id"])
    bare = {f["id"] for f in everything["features"] if f["geometry"] is None}
    assert bare == set(atlas.chronology.events.index) - located
    assert len(bare) >= 4


def test_every_claim_of_every_event_is_there_with_what_it_says(everything: dict[str, Any], atlas: Atlas) -> None:
    claims = atlas.chronology.claims
    for feature in everything["features"]:
        told = {c["claim_id"]: c for c in feature["properties"]["claims"]}
        mine = claims[claims["event_id"] == feature["id"]]
        assert list(told) == list(mine.index)
        for claim, row in mine.iterrows():
            for field in ("speaker", "stance", "statement", "outlet_id", "url", "language", "published_on"):
                assert told[claim][field] == row[field]
            for field in ("fatalities_low", "fatalities_high", "injured"):
                assert told[claim][field] == (None if pd.isna(row[field]) else int(row[field]))
            assert told[claim]["passes"] is True


def test_passes_says_which_claims_answer_the_filters(atlas: Atlas) -> None:
    query = "side=iran_state&stance=denies"
    answer = atlas.store.ask(read_query(query, known())[0])
    features = json.loads(export(query, "geojson")[0])["features"]
    assert [f["id"] for f in features] == list(answer.events)
    passes = {c["claim_id"]: c["passes"] for f in features for c in f["properties"]["claims"]}
    assert {claim for claim, yes in passes.items() if yes} == set().union(*answer.claims.values())
    assert not all(passes.values())


def test_precision_is_said_in_every_place(everything: dict[str, Any], atlas: Atlas) -> None:
    for feature in everything["features"]:
        places = feature["properties"]["places"]
        assert len(places) == (atlas.places["event_id"] == feature["id"]).sum()
        for place in places:
            assert place["precision"] and place["words"] and place["reason"]
            assert 1 <= place["where_prec"] <= 7


def test_licence_disclaimer_and_view_are_members(everything: dict[str, Any]) -> None:
    assert (everything["attribution"], everything["disclaimer"]) == (ATTRIBUTION, DISCLAIMER)
    assert "ODbL" in everything["licence"]
    assert all(f["properties"]["licence"] == everything["licence"] for f in everything["features"])
    assert (everything["view"], everything["unmet"]) == ("v=1", [])
    assert (everything["events_shown"], everything["events_on_record"]) == (121, 121)


def test_what_a_link_cannot_have_is_in_the_file() -> None:
    body, unmet = export("kind=attack&kind=nonsense", "geojson")
    told = json.loads(body)
    assert told["unmet"] == list(unmet)
    assert len(unmet) == 1
    assert told["view"] == "v=1&kind=attack"


def test_viewport_selection_and_style_do_not_change_the_data(id_of) -> None:
    plain = export("kind=attack", "geojson")[0]
    event = id_of("2024-01-16-panjgur-strike")
    assert export(f"kind=attack&lon=62&lat=27&zoom=8&names=local&event={event}&shade=claims", "geojson")[0] == plain


def test_an_empty_view_gives_an_empty_collection() -> None:
    told = json.loads(export("q=xyzzy", "geojson")[0])
    assert (told["features"], told["events_shown"], told["events_on_record"]) == ([], 0, 121)
    assert told["disclaimer"] == DISCLAIMER


@settings(max_examples=10)
@given(questions())
def test_any_view_exports_its_events_and_no_others(view: View) -> None:
    told = json.loads(export_view(open_atlas(), view, (), "geojson"))
    assert [f["id"] for f in told["features"]] == list(show(open_atlas(), view).events.index)
    assert read_query(told["view"], known())[0] == view


def test_another_process_writes_the_same_bytes() -> None:
    query = write_query(View(kind=("air_or_missile_strike", "clash"), side=("iran_state", "pakistan_state")))
    code = (
        "import hashlib; from geo.out.exports import export\n"
        f"for form in ('geojson', 'csv'): print(hashlib.sha256(export({query!r}, form)[0]).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "99", "PYTHONPATH": str(ROOT)}
    said = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert said.stdout.split() == [hashlib.sha256(export(query, form)[0]).hexdigest() for form in ("geojson", "csv")]


def test_a_form_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="shapefile"):
        export("", "shapefile")
