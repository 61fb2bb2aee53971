"""The map's layers: no false pins, arrows, crossings as of a day, counts."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest
from shapely import Point
from shapely.geometry import shape

from geo.events.atlas import Atlas
from geo.out import leaflet
from geo.out.layers import crossing_layer, event_layer, unit_counts
from geo.out.shown import Shown

MARKED = {"point", "circle", "elsewhere"}


def features(body: bytes) -> list[dict[str, Any]]:
    return json.loads(body)["features"]


@pytest.fixture(scope="module")
def drawn(atlas: Atlas, look: Callable[..., Shown]) -> list[dict[str, Any]]:
    return features(event_layer(atlas, look()))


def of(drawn: list[dict[str, Any]], how: str) -> list[dict[str, Any]]:
    return [f for f in drawn if f["properties"]["draw"] == how]


def test_only_what_is_known_to_a_spot_is_a_point(drawn: list[dict[str, Any]], atlas: Atlas) -> None:
    precisions = atlas.places[atlas.places["role"] == "target"].groupby("event_id")["precision"].agg(set)
    points = [f for f in drawn if f["geometry"]["type"] == "Point"]
    assert points == of(drawn, "mark") != []
    for f in points:
        assert f["properties"]["precision"] in MARKED & precisions[f["properties"]["event"]]
        assert f["properties"]["radius_km"] > 0
    vague = {event for event, known in precisions.items() if not known & MARKED}
    assert len(vague) > 20
    assert not vague & {f["properties"]["event"] for f in points}


def test_every_precision_has_its_geometry(drawn: list[dict[str, Any]]) -> None:
    kinds = {
        "district": {"Polygon", "MultiPolygon"},
        "subdistrict": {"Polygon", "MultiPolygon"},
        "province": {"Polygon", "MultiPolygon"},
        "border_stretch": {"LineString", "MultiLineString"},
        "area": {"Polygon", "MultiPolygon"},
    }
    areas = of(drawn, "area")
    assert {f["properties"]["precision"] for f in areas} == set(kinds)
    for f in areas:
        assert f["geometry"]["type"] in kinds[f["properties"]["precision"]]
        assert shape(f["geometry"]).is_valid


def test_every_located_event_is_reachable_and_no_other(drawn: list[dict[str, Any]], atlas: Atlas) -> None:
    marks = {f["properties"]["event"] for f in of(drawn, "mark")}
    listed = {brief["event"] for f in of(drawn, "area") for brief in f["properties"]["events"]}
    targets = atlas.places[(atlas.places["role"] == "target") & atlas.places["geometry"].notna()]
    assert marks | listed == set(targets["event_id"])


def test_one_area_a_place_says_whether_one_of_its_events_is_contested(drawn: list[dict[str, Any]]) -> None:
    areas = of(drawn, "area")
    assert len({f["id"] for f in drawn}) == len(drawn)
    assert {f["properties"]["contested"] for f in areas} == {True, False}
    for f in areas:
        assert f["properties"]["contested"] == any(b["status"] != "uncontested" for b in f["properties"]["events"])


def test_the_strikes_of_january_2024_have_arrows_across_the_border(drawn, atlas: Atlas, id_of) -> None:
    arrows = {f["properties"]["event"]: f for f in of(drawn, "arrow")}
    for key, home, goal in (
        ("2024-01-16-panjgur-strike", "ir-sistan-baluchestan", "pk-balochistan"),
        ("2024-01-18-saravan-strike", "pk-balochistan", "ir-sistan-baluchestan"),
    ):
        arrow = arrows[id_of(key)]
        start, end = (Point(position) for position in arrow["geometry"]["coordinates"])
        assert arrow["properties"]["schematic"] is True, "only the country is known"
        assert atlas.units.geometry[home].covers(start)
        assert atlas.units.geometry[goal].distance(end) < 0.05
        assert not atlas.units.geometry[goal].covers(start)


def test_arrows_are_events_with_an_origin(drawn: list[dict[str, Any]], atlas: Atlas) -> None:
    origins = set(atlas.places[atlas.places["role"] == "origin"]["event_id"])
    arrows = of(drawn, "arrow")
    assert {f["properties"]["event"] for f in arrows} <= origins
    assert len(arrows) > 20


def test_a_filter_leaves_its_events_alone(atlas: Atlas, look: Callable[..., Shown]) -> None:
    shown = look(kind=("air_or_missile_strike",))
    told = features(event_layer(atlas, shown))
    named = {f["properties"].get("event") for f in told if f["properties"]["draw"] != "area"}
    named |= {b["event"] for f in told if f["properties"]["draw"] == "area" for b in f["properties"]["events"]}
    assert named <= set(shown.events.index)
    assert features(event_layer(atlas, look(q="xyzzy"))) == []


def crossings(atlas: Atlas, day: date) -> dict[str, dict[str, Any]]:
    return {f["id"]: f["properties"] for f in features(crossing_layer(atlas, day))}


def test_reports_that_differ_are_said_to_differ(atlas: Atlas) -> None:
    for side in ("PK", "IR"):
        told = crossings(atlas, date(2025, 6, 15))[f"taftan-mirjaveh-{side}"]
        assert (told["status"], told["sign"], told["assumed"]) == ("reports differ", "≠", False)
        assert "Goods: reports differ (open, closed)" in told["label"]
        for outlet in ("The Star", "Dot X", "Arab News"):
            assert any(outlet in line for line in told["said"]), outlet


def test_crossings_follow_the_day_and_say_what_is_assumed(atlas: Atlas) -> None:
    told = crossings(atlas, date(2021, 5, 5))["taftan-mirjaveh-PK"]
    assert (told["status"], told["label"], told["assumed"]) == ("partially_open", "Goods: open; People: closed", False)
    told = crossings(atlas, date(2024, 1, 25))["taftan-mirjaveh-PK"]
    assert told["assumed"]
    assert told["label"] == "Goods: open, assumed since 20 January 2024"
    told = crossings(atlas, date(2021, 2, 10))["chedgi-kuhak-PK"]
    assert (
        told["label"] == "Goods: closed, at some time in February 2021; People: closed, at some time in February 2021"
    )


def test_without_a_recent_report_the_status_is_not_known_and_the_last_report_is_named(atlas: Atlas) -> None:
    told = crossings(atlas, date(2017, 1, 1))["taftan-mirjaveh-PK"]
    assert (told["status"], told["label"]) == ("no report", "no recent report")
    assert [line[:26] for line in told["said"]] == ["Last report, 2014-06-09: C"]


def test_before_the_first_report_there_is_none(atlas: Atlas) -> None:
    told = crossings(atlas, date(2001, 1, 1))
    assert {properties["status"] for properties in told.values()} == {"no report"}
    assert all(properties["said"] == [] for properties in told.values())


def test_every_known_post_is_drawn_and_no_unknown_one(atlas: Atlas) -> None:
    posts = {
        f"{c.crossing_id}-{side}"
        for c in atlas.crossings.crossings
        for side, place in (("PK", c.pk_place_id), ("IR", c.ir_place_id))
        if place
    }
    assert set(crossings(atlas, atlas.last)) == posts


@pytest.mark.parametrize("measure", ["events", "claims", "fatalities"])
@pytest.mark.parametrize("fields", [{}, {"side": ("iran_state",)}, {"q": "xyzzy"}])
def test_units_count_what_lies_in_or_touches_them(atlas, look, measure: str, fields) -> None:
    shown, wanted = look(**fields), dict[str, int]()
    districts = set(atlas.units.index[atlas.units["level"] == "district"])
    for event, row in shown.events.iterrows():
        parts = shown.places[(shown.places["event_id"] == event) & (shown.places["role"] == "target")]
        weight = {
            "events": 1,
            "claims": int(shown.claims[shown.claims["event_id"] == event]["passes"].sum()),
            "fatalities": 0 if pd.isna(row["fatalities_high"]) else int(row["fatalities_high"]),
        }[measure]
        for unit in set().union(*parts["unit_ids"]) & districts:
            wanted[unit] = wanted.get(unit, 0) + weight
    assert unit_counts(atlas, shown, measure) == wanted
    assert bool(wanted) == (fields != {"q": "xyzzy"})


def test_no_text_can_end_the_script_that_carries_the_scene() -> None:
    query = "q=</script><script>alert(1)</script>"
    made = leaflet.scene(
        query,
        day="2024-01-31",
        event="<b>",
        names="local",
        tiles="none",
        place=(62.6, 27.7, 6, 1),
        shade={"a": 1},
        shade_label="x",
        box=None,
        polygon=(),
    )
    assert "<" not in made.scene
    told = json.loads(made.scene)
    assert told["events"].endswith(query)
    assert told["tiles"] is None


def test_the_base_map_is_the_same_each_time_and_asks_nobody_outside() -> None:
    first, second = leaflet.base_map("<p>legend</p>"), leaflet.base_map("<p>legend</p>")
    for base in (first, second):
        assert all(address.startswith("../../assets/") for _, address in [*base.default_js, *base.default_css])
    parts = [
        [child.settings for child in base._children.values() if hasattr(child, "settings")] for base in (first, second)
    ]
    assert parts[0] == parts[1] != []
    assert "http" not in parts[0][0]


@pytest.mark.filterwarnings("ignore:CartoDB tiles")  # that it wants a key is for the reader who picks it
@pytest.mark.parametrize(
    ("name", "host"), [("osm", "openstreetmap.org"), ("imagery", "arcgisonline.com"), ("carto", "cartocdn.com")]
)
def test_online_pictures_come_only_when_they_are_picked(name: str, host: str) -> None:
    keys = {
        "day": "2024-01-31",
        "event": "",
        "names": "latin",
        "place": (62.6, 27.7, 6, 1),
        "shade": None,
        "shade_label": "",
        "box": None,
        "polygon": (),
    }
    told = json.loads(leaflet.scene("v=1", tiles=name, **keys).scene)["tiles"]
    assert host in told["url"]
    assert "{z}" in told["url"]
    assert json.loads(leaflet.scene("v=1", tiles="none", **keys).scene)["tiles"] is None
