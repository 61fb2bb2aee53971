"""Many marks as few: every event is counted once where it is drawn, and a bundle is never more exact than what it stands for."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.__main__ import main
from geo.events.atlas import Atlas, open_atlas
from geo.events.now import atlas_now
from geo.out import layers
from geo.out.addresses import routes
from geo.out.bundles import Screen, bundle_layer, bundled
from geo.out.layers import event_layer, located, split
from geo.out.shown import Shown, show
from geo.places.locate import ROUND
from geo.places.metric import about_km, distance_km
from geo.settings import ROOT
from geo.vocabulary.view import View

WORLD = "-180,-85,180,85"
UCDP = ROOT / "tests" / "imports" / "data" / "ucdp_ged_sample.csv"


def drawn(body: bytes, how: str) -> list[dict[str, Any]]:
    return [f for f in json.loads(body)["features"] if f["properties"]["draw"] == how]


@settings(max_examples=10)
@given(st.floats(50, 75), st.floats(20, 38), st.floats(0.1, 40), st.floats(0.1, 20), st.integers(3, 17))
def test_every_mark_on_the_screen_is_counted_once(
    west: float, south: float, wide: float, high: float, zoom: int
) -> None:
    atlas = open_atlas()
    shown = show(atlas, View())
    screen = Screen(west, south, west + wide, south + high, zoom)
    body = bundle_layer(atlas, shown, screen)
    single, many = drawn(body, "mark"), drawn(body, "bundle")
    marked, _ = split(located(shown))
    points = marked.geometry
    inside = (points.x >= west) & (points.x <= west + wide) & (points.y >= south) & (points.y <= south + high)
    seen = {f["properties"]["event"] for f in single}
    for f in many:
        inner = bundled(shown, Screen.read(",".join(map(str, f["properties"]["within"]))))
        listed = {each["properties"]["event"] for each in json.loads(inner)["features"]}
        assert len(listed) == f["properties"]["count"] > 1
        seen |= listed
        lon, lat = f["geometry"]["coordinates"]
        within = box(*f["properties"]["within"])
        for part in marked[marked["event_id"].isin(listed) & marked.within(within)].itertuples():
            far = distance_km(lon, lat, part.geometry.x, part.geometry.y) + part.radius_km
            assert far <= f["properties"]["reach_km"] * 1.006 + 0.1
        assert sum(n for _, n in f["properties"]["kinds"]) <= f["properties"]["count"]
    assert set(marked["event_id"][inside]) <= seen


def test_the_selected_event_stands_by_itself(
    atlas: Atlas, look: Callable[..., Shown], id_of: Callable[[str], str]
) -> None:
    shown = look()
    screen = Screen.read(WORLD, "3")
    marked, areas = split(located(shown))
    selected = str(marked["event_id"].iloc[0])
    body = bundle_layer(atlas, shown, screen, selected)
    assert selected in {f["properties"]["event"] for f in drawn(body, "mark")}
    whole, rest = (
        sum(f["properties"]["count"] for f in drawn(each, "bundle"))
        for each in (bundle_layer(atlas, shown, screen), body)
    )
    assert 1 <= whole - rest <= 2  # a bundle of two is then two marks
    vague = str(areas["event_id"].iloc[0])
    assert len(drawn(bundle_layer(atlas, shown, screen, vague), "edge")) == (areas["event_id"] == vague).sum()


def test_many_marks_are_left_to_bundles_and_long_lists_are_cut(
    atlas: Atlas, look: Callable[..., Shown], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = look()
    assert json.loads(event_layer(atlas, shown))["bundled"] is False
    whole = {f["id"]: f["properties"] for f in drawn(event_layer(atlas, shown), "area")}
    monkeypatch.setattr(layers, "MOST_MARKS", 10)
    monkeypatch.setattr(layers, "MOST_LISTED", 2)
    body = event_layer(atlas, shown)
    assert json.loads(body)["bundled"] is True and drawn(body, "mark") == []
    order = list(shown.events.index)
    for f in drawn(body, "area"):
        known, cut = whole[f["id"]], f["properties"]
        assert cut["count"] == len(known["events"]) and cut["contested"] == known["contested"]
        latest = sorted((each["event"] for each in known["events"]), key=order.index)[-2:]
        assert {each["event"] for each in cut["events"]} == set(latest)
    listed = json.loads(bundled(shown, Screen.read(WORLD)))
    marked = shown.places[(shown.places["role"] == "target") & shown.places["precision"].isin(ROUND)]
    assert len(listed["features"]) == 2 and listed["left_out"] == marked["event_id"].nunique() - 2


def test_nothing_shown_and_an_empty_corner_have_no_bundles(atlas: Atlas, look: Callable[..., Shown]) -> None:
    for shown, corner in ((look(q="xyzzy"), WORLD), (look(), "0,0,1,1")):
        assert json.loads(bundle_layer(atlas, shown, Screen.read(corner, "6")))["features"] == []
        assert json.loads(bundled(shown, Screen.read(corner)))["features"] == []


@pytest.mark.parametrize("said", ["", "1,2,3", "a,b,c,d", "nan,0,1,1", "5,0,1,1", "0,0,inf,1"])
def test_a_screen_that_is_none_is_refused(said: str) -> None:
    with pytest.raises(ValueError):
        Screen.read(said, "6")


def test_the_addresses_answer_with_imported_events(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZEROPOINT_HOME", str(tmp_path))
    assert main(["import", str(UCDP)]) == 0
    client = TestClient(Starlette(routes=routes()))
    answer = client.get(f"/map/bundles.geojson?v=1&within={WORLD}&zoom=5")
    bundles = drawn(answer.content, "bundle")
    assert answer.status_code == 200 and sum(f["properties"]["count"] for f in bundles) > 100
    one = max(bundles, key=lambda f: f["properties"]["count"])["properties"]
    within = ",".join(map(str, one["within"]))
    listed = client.get(f"/map/bundled.geojson?v=1&within={within}").json()
    assert len(listed["features"]) + listed["left_out"] == one["count"]
    assert client.get("/map/bundles.geojson?v=1&within=here&zoom=5").status_code == 400
    everything = show(atlas_now(), View())
    assert pd.Index(everything.events.index).is_unique


@given(st.floats(50, 75), st.floats(20, 38), st.floats(-2, 2), st.floats(-2, 2))
def test_about_is_within_a_hundredth(lon: float, lat: float, east: float, north: float) -> None:
    exact = distance_km(lon, lat, lon + east, lat + north)
    assert about_km(lon, lat, lon + east, lat + north) == pytest.approx(exact, rel=0.006, abs=1e-6)
