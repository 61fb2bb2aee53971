"""The store answers as a plain reading of the frames does."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from shapely import Polygon, box, make_valid

from geo.events.atlas import Atlas, open_atlas
from geo.out.kept import kept
from geo.out.known import known
from geo.vocabulary.filters import FILTERS
from geo.vocabulary.view import View
from tests.views import questions

CLAIM = {"outlet": "outlet_id", "outlet_type": "outlet_type", "country": "outlet_country", "language": "language"}
CLAIM |= {"side": "speaker_side", "stance": "stance", "voice": "origin"}
CLAIM |= {"reliability": "reliability", "credibility": "credibility"}
EVENT = {"kind": "kind", "data": "dataset"}
NOT_KNOWN = "ZZ"


def expected(atlas: Atlas, view: View) -> dict[str, frozenset[str]]:
    """The answer without the store: event → claims that pass, in order of time."""
    events, claims, places = atlas.chronology.events, atlas.chronology.claims, atlas.places
    keep = pd.Series(True, events.index)
    for key, column in EVENT.items():
        if wanted := view.chosen(key):
            keep &= events[column].isin(wanted)
    for key, values in (("status", _tags(atlas)), ("aspect", events["disputed"])):
        if wanted := view.chosen(key):
            keep &= values.map(lambda each, wanted=wanted: bool(set(each) & set(wanted))).reindex(events.index)
    located = places[places["role"] != "origin"]
    if view.place:
        touched = located["unit_ids"].map(lambda units: bool(set(units) & set(view.place)))
        keep &= events.index.isin(located[touched]["event_id"])
    if view.start:
        keep &= events["last"] >= pd.Timestamp(view.start)
    if view.end:
        keep &= events["first"] <= pd.Timestamp(view.end)
    shapes = [box(*view.bbox)] if view.bbox else []
    for shape in [*shapes, *([make_valid(Polygon(view.polygon))] if view.polygon else [])]:
        near = [extent is not None and extent.intersects(shape) for extent in located["extent"]]
        keep &= events.index.isin(located[near]["event_id"])
    for word in view.q.casefold().split():
        told = (claims[["speaker", "statement", "attributed_to", "outlet_name"]]).agg(" ".join, axis=1)
        in_claim = claims[told.str.casefold().str.contains(word, regex=False)]["event_id"]
        own = events[["title", "place_reported", "admin_hint", "actors"]].agg(" ".join, axis=1)
        keep &= own.str.casefold().str.contains(word, regex=False) | events.index.isin(in_claim)
    passing = pd.Series(True, claims.index)
    for key, column in CLAIM.items():
        if wanted := view.chosen(key):
            passing &= claims[column].replace("", NOT_KNOWN).isin(wanted)
    if view.lens:
        kind, who = view.lens.split(":", 1)
        passing &= claims[{"press": "outlet_country"}.get(kind) or CLAIM[kind]] == who
    by_event = claims[passing].groupby("event_id").groups
    return {str(e): frozenset(by_event[e]) for e in events.index[keep] if e in by_event}


@kept(1)
def _tags(atlas: Atlas) -> pd.Series:
    return pd.Series({event: together.tags for event, together in atlas.chronology.assemblies.items()})


def answered(atlas: Atlas, view: View) -> dict[str, frozenset[str]]:
    answer = atlas.store.ask(view)
    assert list(answer.claims) == list(answer.events)
    return dict(answer.claims)


@settings(max_examples=40)
@given(questions())
def test_any_view_gives_what_the_frames_give(view: View) -> None:
    atlas = open_atlas()
    answer, wanted = answered(atlas, view), expected(atlas, view)
    assert list(answer) == list(wanted), "the same events in the same order"
    assert answer == wanted, "and of each the same claims"


@pytest.mark.parametrize("key", [f.key for f in FILTERS])
def test_every_value_of_every_filter_alone(atlas: Atlas, key: str) -> None:
    counts = atlas.store.count(View(), key)
    for value in atlas.choices[key]:
        view = View(**{key: (value,)})
        wanted = expected(atlas, view)
        assert answered(atlas, view) == wanted
        assert counts.get(value, 0) == len(wanted), f"the count beside {key} = {value}"
    assert set(counts) <= set(atlas.choices[key]), "nothing is counted that cannot be chosen"


@settings(max_examples=8)
@given(questions())
def test_live_counts_are_what_choosing_would_show(view: View) -> None:
    atlas = open_atlas()
    for f in FILTERS:
        counts = atlas.store.count(view, f.key)
        for value in [*list(counts)[:3], *list(atlas.choices[f.key])[:2]]:
            chosen = View(**{**{n: getattr(view, n) for n in View.__dataclass_fields__}, f.key: (value,)})
            assert counts.get(value, 0) == len(atlas.store.ask(chosen).events), (f.key, value)


def test_everything_and_nothing(atlas: Atlas) -> None:
    everything = atlas.store.ask(View())
    assert everything.events == tuple(atlas.chronology.events.index)
    assert frozenset().union(*everything.claims.values()) == set(atlas.chronology.claims.index)
    nothing = atlas.store.ask(View(q="xyzzy no such word"))
    assert (nothing.events, dict(nothing.claims)) == ((), {})
    assert atlas.store.count(View(q="xyzzy"), "outlet") == {}
    assert atlas.store.count_months(View(q="xyzzy")) == []


def test_claim_filters_ask_of_one_and_the_same_claim(atlas: Atlas) -> None:
    """An event where this outlet asserts and another denies is no answer to "this outlet denies"."""
    claims = atlas.chronology.claims
    said = set(zip(claims["event_id"], claims["outlet_id"], claims["stance"], strict=True))
    tried = 0
    for event in dict.fromkeys(claims[claims["stance"] == "denies"]["event_id"]):
        for outlet in dict.fromkeys(claims[claims["event_id"] == event]["outlet_id"]):
            shown = atlas.store.ask(View(outlet=(outlet,), stance=("denies",))).events
            assert (event in shown) == ((event, outlet, "denies") in said)
            tried += (event, outlet, "denies") not in said
    assert tried > 50


@pytest.mark.parametrize("precision", ["month", "year", "day"])
def test_the_window_shows_what_overlaps_it(atlas: Atlas, precision: str) -> None:
    events = atlas.chronology.events
    for event, row in events[events["date_precision"] == precision].head(25).iterrows():
        first, last = row["first"].date(), row["last"].date()
        middle, day = first + (last - first) // 2, timedelta(days=1)
        for window in (
            (first, first),
            (middle, middle),
            (last, last),
            (first - day, first),
            (None, first),
            (last, None),
        ):
            assert event in atlas.store.ask(View(start=window[0], end=window[1])).events, (row["event_key"], window)
        for window in ((None, first - day), (last + day, None)):
            assert event not in atlas.store.ask(View(start=window[0], end=window[1])).events, (row["event_key"], window)


def test_words_are_searched_in_any_case_and_all_must_be_there(atlas: Atlas) -> None:
    shown = set(atlas.store.ask(View(q="PANJGUR")).events)
    assert shown == set(atlas.store.ask(View(q="panjgur")).events) != set()
    both = set(atlas.store.ask(View(q="panjgur missile")).events)
    assert both == shown & set(atlas.store.ask(View(q="missile")).events)
    assert 0 < len(both) < len(shown)
    assert atlas.store.ask(View(q="%")).events != atlas.store.ask(View()).events, "no wildcard"
    assert atlas.store.ask(View(q="x' OR '1'='1")).events == ()
    assert atlas.store.ask(View(q="\x00")).events == ()


def test_a_drawn_area_meets_the_area_of_possible_places(atlas: Atlas, id_of) -> None:
    strike = id_of("2024-01-16-panjgur-strike")
    lon, lat = (
        atlas.places[(atlas.places["event_id"] == strike) & (atlas.places["role"] == "target")]
        .geometry.iloc[0]
        .coords[0]
    )
    near = View(bbox=(lon + 0.2, lat + 0.1, lon + 0.3, lat + 0.2))  # 22 km beside the point, inside its 35 km
    assert strike in atlas.store.ask(near).events
    assert strike not in atlas.store.ask(View(bbox=(lon + 1, lat, lon + 2, lat + 1))).events
    assert atlas.store.ask(View(bbox=(-10, -10, -9, -9))).events == ()
    assert atlas.store.ask(View(bbox=(-10, -10, -9, -9), polygon=((60, 25), (66, 25), (66, 29)))).events == ()


def test_polygons_that_cross_themselves_or_are_flat_are_answered(atlas: Atlas) -> None:
    crossing = ((61.0, 25.0), (66.0, 29.0), (66.0, 25.0), (61.0, 29.0))  # a bow tie
    halves = [((61.0, 25.0), (63.5, 27.0), (61.0, 29.0)), ((66.0, 29.0), (63.5, 27.0), (66.0, 25.0))]
    shown = [set(atlas.store.ask(View(polygon=ring)).events) for ring in (crossing, *halves)]
    assert shown[0] == shown[1] | shown[2] != set()
    flat = View(polygon=((61.0, 27.0), (63.0, 27.0), (66.0, 27.0)))
    assert answered(atlas, flat) == expected(atlas, flat) != {}


def test_outlets_of_no_known_country_can_be_chosen(atlas: Atlas) -> None:
    claims = atlas.chronology.claims
    unknown = set(claims[claims["outlet_country"] == ""].index)
    answer = atlas.store.ask(View(country=(NOT_KNOWN,)))
    assert frozenset().union(*answer.claims.values()) == unknown != set()


def test_a_months_count_is_what_a_window_of_that_month_shows(atlas: Atlas) -> None:
    view = View(side=("iran_state",), start=date(2024, 1, 1), end=date(2024, 1, 31))
    counts = {(year, month): n for year, month, n in atlas.store.count_months(view)}
    assert sum(counts.values()) > len(atlas.store.ask(View(side=("iran_state",))).events), (
        "a year counts in each of its months"
    )
    for number in range(atlas.first.year * 12, atlas.last.year * 12 + 12):
        start = date(number // 12, number % 12 + 1, 1)
        end = (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        shown = atlas.store.ask(View(side=("iran_state",), start=start, end=end)).events
        assert counts.get((start.year, start.month), 0) == len(shown), start


def test_many_may_ask_at_once(atlas: Atlas) -> None:
    views = [View(kind=(kind,)) for kind in known().choices["kind"]] * 8
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(atlas.store.ask, views))
    assert together == [atlas.store.ask(view) for view in views]
