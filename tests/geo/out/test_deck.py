"""The intensity map: columns only where a spot is known, sums that add up, no address outside."""

import json
import re
from collections.abc import Callable

import pytest

from geo.events.atlas import Atlas
from geo.out import deck
from geo.out.leaflet import HOME
from geo.out.shown import Shown
from geo.out.style import map_style
from geo.vocabulary.view import LAYERS, MEASURES, View

STYLE = "/map/style.json?dark=0"


def made(atlas: Atlas, shown: Shown, view: View, dark: bool = False) -> dict:
    return json.loads(deck.intensity(atlas, shown, view, STYLE, HOME, dark=dark).to_json())


@pytest.mark.parametrize("gather", [deck.columns, deck.hexagons])
def test_no_event_counts_twice_in_one_place(look: Callable[..., Shown], gather) -> None:
    rows = gather(deck.placed(look(), "events"))
    assert len(rows) > 20
    assert list(rows["weight"]) == [len(set(events)) for events in rows["event_ids"]]
    assert rows["event_ids"].map(lambda events: len(events) == len(set(events))).all()


@pytest.mark.parametrize("gather", [deck.columns, deck.hexagons])
def test_every_event_known_to_a_spot_stands_somewhere(look, gather) -> None:
    shown = look()
    parts = shown.places[(shown.places["role"] == "target") & shown.places["precision"].isin(["point", "circle"])]
    narrow = parts[parts["radius_km"] <= 40]
    rows = gather(deck.placed(shown, "events"))
    assert set(rows["event_ids"].explode()) == set(narrow["event_id"])
    pairs = {(row.event_id, row.geometry.x, row.geometry.y) for row in narrow.itertuples()}
    if gather is deck.columns:
        assert rows["weight"].sum() == len(pairs)


@pytest.mark.parametrize("gather", [deck.columns, deck.hexagons])
def test_deaths_are_the_highest_reported_once_an_event(look, gather) -> None:
    shown = look()
    highest = shown.events["fatalities_high"].fillna(0).astype(int)
    rows = gather(deck.placed(shown, "fatalities"))
    assert list(rows["weight"]) == [int(highest[events].sum()) for events in rows["event_ids"]]


def test_areas_and_unlocated_events_have_no_column(look: Callable[..., Shown]) -> None:
    shown = look()
    spots = set(deck.placed(shown, "events")["event_id"])
    targets = shown.places[shown.places["role"] == "target"].groupby("event_id")["precision"].agg(set)
    assert all(targets[event] & {"point", "circle"} for event in spots)
    assert not any(event in spots for event in targets.index if not targets[event] & {"point", "circle"})


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("fields", [{}, {"kind": ("diplomacy",)}, {"q": "xyzzy"}])
def test_the_deck_is_json_without_an_address_outside(atlas, look, layer: str, measure: str, fields) -> None:
    shown = look(**fields)
    told = made(atlas, shown, View(layer=layer, measure=measure))
    assert told["mapStyle"] == STYLE
    assert re.findall(r"(?:https?:)?//[\w.]+", json.dumps(told)) == []
    bars = next(one for one in told["layers"] if one["id"] == "bars")
    assert bool(bars["data"]) == (fields != {"q": "xyzzy"})


def test_what_is_picked_leads_to_events(atlas: Atlas, look: Callable[..., Shown]) -> None:
    shown = look()
    told = made(atlas, shown, View())
    rows = [row for layer in told["layers"] if layer.get("pickable") for row in layer["data"]]
    assert len(rows) > 80
    for row in rows:
        assert set(row["event_ids"]) <= set(shown.events.index)
        assert row["event_ids"] and row["label"] and row["detail"]


def test_arcs_are_those_of_the_map(atlas: Atlas, look: Callable[..., Shown], id_of) -> None:
    rows = deck.arcs(atlas, look())
    strike = rows[rows["event_ids"].map(lambda events: events == [id_of("2024-01-16-panjgur-strike")])]
    assert len(strike) == 1
    assert "start schematic" in strike.iloc[0]["detail"]
    assert list(deck.arcs(atlas, look(q="xyzzy")).columns) == list(rows.columns)


def test_the_viewport_is_the_views_or_home(atlas: Atlas, look: Callable[..., Shown]) -> None:
    shown = look(q="xyzzy")
    home = made(atlas, shown, View())["initialViewState"]
    there = made(atlas, shown, View(lon=61.5, lat=28.5, zoom=9))["initialViewState"]
    assert (home["longitude"], home["latitude"]) == HOME[:2]
    assert (there["longitude"], there["latitude"], there["zoom"]) == (61.5, 28.5, 8)


def test_how_to_read_it_says_how_many(look: Callable[..., Shown]) -> None:
    shown = look()
    said = deck.say_reading(shown, View(layer="hexagons"))
    spots = deck.placed(shown, "events")["event_id"].nunique()
    assert said.startswith(f"{spots} of 121 events")
    assert "hexagons" in said
    assert deck.say_reading(look(q="xyzzy"), View()).startswith("0 of 0 events")


@pytest.mark.parametrize("dark", [True, False])
def test_the_style_names_our_own_layers_only(dark: bool) -> None:
    style = map_style("http://here:8501", dark=dark)
    for source in style["sources"].values():
        assert source["type"] == "geojson"
        assert not isinstance(source["data"], str) or source["data"].startswith("http://here:8501/layers/")
    assert "glyphs" not in style and "sprite" not in style
    assert {layer["source"] for layer in style["layers"] if "source" in layer} <= set(style["sources"])
    assert style["version"] == 8
