"""Where the map goes to have events in sight: all of the area in which each may lie, on whatever map is there."""

from collections.abc import Callable

import pytest

from geo.events.atlas import Atlas
from geo.out import lists
from geo.out.shown import show
from geo.out.sight import sight_of
from geo.places.metric import distance_km
from geo.vocabulary.view import View

KEYS = ("2024-01-16-panjgur-strike", "2024-01-18-saravan-strike")


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("pixels", [270, 512])
def test_all_of_where_it_may_lie_is_on_the_map(
    atlas: Atlas, id_of: Callable[[str], str], key: str, pixels: int
) -> None:
    event = id_of(key)
    sight = sight_of(atlas, (event,), pixels)
    parts = atlas.places[(atlas.places["event_id"] == event) & (atlas.places["role"] == "target")]
    west, south, east, north = parts["extent"].total_bounds
    degrees = 360 * pixels / 256 / 2 ** sight["zoom"]
    assert (
        abs((west + east) / 2 - sight["lon"]) < 0.1 * degrees
        and abs((south + north) / 2 - sight["lat"]) < 0.1 * degrees
    )
    assert (east - west) <= 1.12 * degrees, "a twentieth may lie outside on each side"


def test_a_lower_map_is_zoomed_out_further(atlas: Atlas, id_of: Callable[[str], str]) -> None:
    event = (id_of(KEYS[0]),)
    assert sight_of(atlas, event, 256)["zoom"] == sight_of(atlas, event, 512)["zoom"] - 1


def test_a_place_that_is_not_known_has_no_sight(atlas: Atlas) -> None:
    assert sight_of(atlas, lists.missing(atlas, show(atlas, View()), "unlocated")) == {}
    assert sight_of(atlas, ()) == {}


def test_a_spot_is_seen_with_its_surroundings(atlas: Atlas) -> None:
    targets = atlas.places[atlas.places["role"] == "target"]
    alone = targets[~targets["event_id"].duplicated(keep=False) & (targets["precision"] == "point")]
    assert len(alone) > 5
    for spot in alone.itertuples():
        sight = sight_of(atlas, (spot.event_id,))
        assert distance_km(sight["lon"], sight["lat"], spot.geometry.x, spot.geometry.y) < 1
        assert sight["zoom"] <= 10
