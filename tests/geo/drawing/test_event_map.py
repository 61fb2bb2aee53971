"""The map: numbers, frame, scale, what is bundled, what is named, and the legend of it."""

import io
import re
from collections.abc import Callable
from datetime import date

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.patches import Rectangle
from PIL import Image

from geo.drawing.bundles import bundle
from geo.drawing.drawing import Drawing, to_png
from geo.drawing.event_map import Filled, say_left_out
from geo.drawing.frame import fit, project, unproject
from geo.drawing.furniture import covered, scale_length
from geo.drawing.locator import corner_of
from geo.drawing.page import Box
from geo.drawing.room import centred
from geo.drawing.scene import frame_of, gather, without_far
from geo.drawing.symbols import SELECTED
from geo.events.atlas import Atlas
from geo.out import layers
from geo.out.shown import show
from geo.places.metric import distance_km
from geo.vocabulary.view import View
from tests.geo.drawing.conftest import texts

ON = Box(10, 10, 610, 410)
JANUARY = {"start": date(2024, 1, 1), "end": date(2024, 1, 31)}
Picture = Callable[..., Drawing]

BOTH = {"lens": "side:iran_state", "against": "side:pakistan_state"}


def numbers_in(drawing: Drawing) -> set[int]:
    """The numbers that stand on the map, "3, 5–7" being four of them."""
    found: set[int] = set()
    for text in texts(drawing):
        if re.fullmatch(r"\d+(–\d+)?(, \d+(–\d+)?)*", text):
            for part in text.split(", "):
                low, _, high = part.partition("–")
                found |= set(range(int(low), int(high or low) + 1))
    return found


def test_numbers_on_the_map_are_those_of_the_events_it_shows(picture: Picture, atlas: Atlas) -> None:
    drawing = picture("map", **JANUARY)
    assert list(drawing.numbers) == list(show(atlas, View(**JANUARY)).events.index)  # type: ignore[arg-type]
    shown = {drawing.numbers[event] for event in drawing.shows}
    lost = [said for said in drawing.left_out if said.startswith("No room")]
    legend = {12}  # the key's own example
    assert numbers_in(drawing) | legend == shown | legend and not lost
    assert len(shown) >= 6
    assert f"{12 - len(shown)} events lie outside the map." in drawing.left_out


def test_a_map_by_itself_lists_what_its_numbers_mean(picture: Picture) -> None:
    alone, inside = texts(picture("map", titled=True, **JANUARY)), texts(picture("map", **JANUARY))
    assert "The events by number" in alone and any(text.startswith("16 January 2024: Iranian") for text in alone)
    assert "The events by number" not in inside, "a document has its own list"


def test_many_events_are_counted_and_it_is_said(picture: Picture) -> None:
    drawing = picture("map")
    assert not drawing.numbers
    assert any("too many to number" in said for said in drawing.left_out)
    assert any("could not be located" in said for said in drawing.left_out)


def test_bundles_hold_every_mark_in_the_frame_and_cover_no_other(atlas: Atlas) -> None:
    scene = gather(atlas, View(), show(atlas, View()))
    frame = frame_of(View(), [scene], ON)
    bundles = bundle(scene, frame)
    seen = frame.holds(frame.place(*np.array([each["geometry"]["coordinates"] for each in scene.marks]).T))
    events = {each["properties"]["event"] for each, inside in zip(scene.marks, seen, strict=True) if inside}
    assert {said["event"] for each in bundles for said in each.said} == events and len(events) > 50
    boxes = [shapely.box(*each.box) for each in bundles]
    assert not any(a.intersection(b).area > 1e-6 for n, a in enumerate(boxes) for b in boxes[:n]), (
        "two bundles cover each other"
    )


def test_the_picked_event_stands_alone_and_shines(atlas: Atlas, picture: Picture) -> None:
    event = next(iter(show(atlas, View(q="Koh-e-Sabz")).events.index))
    scene = gather(atlas, View(event=event), show(atlas, View()))
    bundles = bundle(scene, frame_of(View(), [scene], ON))
    assert [said["event"] for said in bundles[-1].said] == [event]
    rgb = tuple(int(SELECTED[n : n + 2], 16) for n in (1, 3, 5))

    def yellow(**fields: object) -> int:
        image = np.asarray(Image.open(io.BytesIO(to_png(picture("map", **fields), 72))).convert("RGB"))
        return int((image == rgb).all(axis=2).sum())

    assert yellow(**JANUARY, event=event) > 20 > yellow(**JANUARY)


@pytest.mark.parametrize(
    ("view", "inside"),
    [
        (View(lon=62.6, lat=27.7, zoom=7), (62.6, 27.7)),
        (View(bbox=(61.0, 26.0, 64.0, 28.0)), (61.0, 26.0, 64.0, 28.0)),
        (View(polygon=((61.0, 26.0), (64.0, 26.0), (63.0, 28.0))), (61.0, 26.0, 64.0, 28.0)),
        (View(lon=179.9, lat=84.9, zoom=1), (179.9, 84.9)),
    ],
)
def test_the_frame_is_the_views(view: View, inside: tuple[float, ...]) -> None:
    frame = fit(view, [], ON)
    if len(inside) == 2:
        assert frame.middle == pytest.approx(inside, abs=1e-6)
        assert frame.zoom == pytest.approx(view.zoom, abs=1e-6) or frame.east - frame.west == pytest.approx(360)
    else:
        west, south, east, north = frame.bounds
        assert west <= inside[0] and south <= inside[1] and east >= inside[2] and north >= inside[3]
    assert (frame.east - frame.west) / (frame.north - frame.south) == pytest.approx(ON.width / ON.height)


def test_without_anything_to_show_the_border_is_shown_and_one_spot_has_its_surroundings() -> None:
    assert fit(View(), [], ON).middle == pytest.approx((62.6, 27.7))
    nan = float("nan")
    assert fit(View(), [(nan, nan, nan, nan)], ON).middle == pytest.approx((62.6, 27.7))
    spot = fit(View(), [(63.0, 27.0, 63.0, 27.0)], ON)
    assert spot.north - spot.south > 1 and spot.middle == pytest.approx((63.0, 27.0))


def test_mercator_there_and_back() -> None:
    lats = np.linspace(-84, 84, 50)
    assert unproject(project(lats)) == pytest.approx(lats)
    assert project(0.0) == pytest.approx(0.0)


def test_the_scale_bar_is_true_in_the_middle(picture: Picture) -> None:
    frame = fit(View(lon=62.6, lat=27.7, zoom=7), [], ON)
    km = scale_length(frame, 110.0)
    assert str(km)[0] in "125" and set(str(km)[1:]) <= {"0"}
    degrees = km / frame.km_a_point / frame.points_a_degree
    lon, lat = frame.middle
    assert distance_km(lon, lat, lon + degrees, lat) == pytest.approx(km, rel=1e-3)
    drawing = picture("map", lon=62.6, lat=27.7, zoom=7)
    assert any("scale bar is true at 27.7° N" in text for text in texts(drawing))
    said = next(text for text in texts(drawing) if text.startswith("0 – "))
    half = [
        patch for patch in drawing.figure.axes[0].patches if isinstance(patch, Rectangle) and patch.get_height() == 4
    ]
    assert len(half) == 2 and sum(patch.get_width() for patch in half) <= 110 and said.endswith(" km")


def test_marks_that_a_browser_would_not_draw_stand_on_paper(picture: Picture, monkeypatch: pytest.MonkeyPatch) -> None:
    few = picture("map")
    monkeypatch.setattr(layers, "MOST_MARKS", 5)
    monkeypatch.setattr(layers, "MOST_LISTED", 2)
    assert picture("map").shows == few.shows and len(few.shows) > 90


def test_the_legend_names_what_occurs_and_nothing_else(picture: Picture) -> None:
    strikes = " ".join(texts(picture("map", kind=("air_or_missile_strike",))))
    assert "Air or missile strike" in strikes and "dashed arrow" in strikes and "circle: somewhere inside it" in strikes
    assert "Trade and supply" not in strikes and "only the province" not in strikes and "Shading" not in strikes
    shaded = texts(picture("map", shade="fatalities"))
    assert "Shading: deaths reported (highest)" in " ".join(shaded)


def test_local_names_stand_where_they_are_wanted(picture: Picture) -> None:
    local = texts(picture("map", place=("pk-panjgur",), names="local"))
    assert "گوادر" in local and "Gwadar" not in local
    assert "Gwadar" in texts(picture("map", place=("pk-panjgur",)))


def test_capitals_are_let_in_only_where_nothing_else_is(picture: Picture, atlas: Atlas) -> None:
    places = atlas.places[atlas.places["role"] == "target"]
    far = places.groupby("event_id")["precision"].agg(lambda found: set(found) == {"elsewhere"})
    event = atlas.chronology.events.loc[far.index[far][0]]
    drawing = picture("map", q=event["title"])
    assert set(drawing.shows) == {event.name} and not drawing.left_out


@pytest.mark.parametrize(("kind", "fields"), [("map", {}), ("comparison", BOTH)])
@pytest.mark.parametrize(("size", "tallest"), [((6.85, 4.9), 7.2), ((11.2, 4.4), 0.0), ((12.3, 4.85), 0.0)])
def test_maps_of_many_kinds_are_no_strips_and_keep_their_whole_legend(
    picture: Picture, kind: str, fields: dict[str, str], size: tuple[float, float], tallest: float
) -> None:
    drawing = picture(kind, size, tallest=tallest, **fields)
    assert not [text for text in texts(drawing) if text.startswith("… and")]
    wide, high = drawing.figure.get_size_inches()
    assert wide == size[0] and size[1] <= high <= max(size[1], tallest)
    boxes = [axes.get_position() for axes in drawing.figure.axes[1:]]
    shapes = [
        (box.width * wide) / (box.height * high) for box in boxes if box.width * wide > 1.7
    ]  # the locator is less
    assert shapes and all(0.5 < shape <= 2.0 for shape in shapes)


def test_a_legend_without_room_counts_its_rarest_kinds_only(picture: Picture) -> None:
    said = texts(picture("map", (7.0, 4.4)))
    assert [text for text in said if text.startswith("… and")]
    assert {"Attack", "symbol alone: within 5 km"} <= set(said)
    assert "Abduction" not in said


def test_one_far_place_does_not_widen_the_frame_but_two_places_are_both_seen() -> None:
    near = [(60.0 + n / 10, 25.0, 60.5 + n / 10, 26.0) for n in range(30)]
    far = (51.0, 35.0, 51.5, 36.0)
    assert without_far(np.array([*near, far])) == near
    assert without_far(np.array([near[0], far])) == [near[0], far]
    assert len(without_far(np.array(near))) == 30


@pytest.mark.parametrize("kind", ["map", "comparison"])
@pytest.mark.parametrize("size", [(6.85, 4.2), (6.85, 7.2), (10.25, 3.9), (12.3, 4.85)])
def test_every_map_says_where_in_the_region_it_is(picture: Picture, kind: str, size: tuple[float, float]) -> None:
    both = BOTH if kind == "comparison" else {}
    drawing = picture(kind, size, kind=("air_or_missile_strike",), **JANUARY, **both)
    maps = 2 if both else 1
    assert len(drawing.figure.axes) == maps + 2, "one for the sheet, one a map, one for the locator"


@pytest.mark.parametrize("size", [(10.0, 6.2), (7.1, 5.0), (6.5, 8.5)])
def test_scale_north_and_locator_cover_no_event_of_any_month(
    picture: Callable[..., Drawing], size: tuple[float, float]
) -> None:
    days = [(date(year, month, 1), date(year, month, 28)) for year in (2023, 2024) for month in range(1, 13, 2)]
    for start, end in [*days, (date(2024, 1, 16), date(2024, 1, 16))]:
        drawing = picture("map", size=size, start=start, end=end)
        assert not [said for said in drawing.left_out if "under the scale bar" in said], start


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(0, 300)), max_size=30))
def test_the_locator_keeps_off_the_plates_and_where_it_can_off_the_marks(spots: list[tuple[float, float]]) -> None:
    on, marks = Box(0, 0, 500, 300), [centred(x, y, 18, 18) for x, y in spots]
    plates = [Box(5, 5, 100, 31), Box(5, 34, 23, 68)]
    corner, plain = corner_of(on, marks, plates), corner_of(on, [], [])
    assert corner is not None and plain is not None and not any(corner.meets(plate) for plate in plates)
    wide, high = plain.width, plain.height
    whole = [
        Box(x, y, x + wide, y + high).less(-3) for x, y in ((495 - wide, 295 - high), (495 - wide, 5), (5, 295 - high))
    ]
    if any(covered([each], marks) == 0 for each in whole):
        assert covered([corner.less(-3)], marks) == 0


def test_what_lies_under_a_plate_all_the_same_is_said(picture: Picture, atlas: Atlas) -> None:
    view, plate = View(**JANUARY), Box(0, 0, 720, 446)  # type: ignore[arg-type]
    scene = gather(atlas, view, show(atlas, view))
    frame = frame_of(view, [scene], ON)
    bundles = bundle(scene, frame)
    assert covered([plate], [each.box for each in bundles]) == len(bundles) > 0
    filled = Filled(set(), {"a", "b"}, 0)
    assert "2 events lie under the scale bar, north or the small map." in say_left_out(scene, frame, filled)
