"""Circles, buffers and distances in kilometres."""

import math

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, Point

from geo.places.metric import METRIC, buffer_km, circle, circles, distance_km, to_degrees, to_metres
from geo.settings import REGION

WEST, SOUTH, EAST, NORTH = REGION
lons, lats = st.floats(WEST, EAST), st.floats(SOUTH, NORTH)


@given(lon=lons, lat=lats, radius=st.floats(0.1, 200))
def test_every_corner_of_a_circle_is_its_radius_away(lon: float, lat: float, radius: float) -> None:
    shape = circle(lon, lat, radius)
    for x, y in shape.exterior.coords:
        assert distance_km(lon, lat, x, y) == pytest.approx(radius, rel=1e-6)
    assert shape.is_valid
    assert shape.exterior.is_ccw, "RFC 7946: exterior rings run against the clock"
    assert shape.contains(Point(lon, lat))


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-85, 85), st.floats(0.1, 200)), max_size=4))
def test_many_circles_are_each_the_one(asked: list[tuple[float, float, float]]) -> None:
    made = circles(*zip(*asked, strict=True)) if asked else circles([], [], [])
    assert len(made) == len(asked)
    for shape, (lon, lat, radius) in zip(made, asked, strict=True):
        away = [
            distance_km(*a, *b)
            for a, b in zip(shape.exterior.coords, circle(lon, lat, radius).exterior.coords, strict=True)
        ]
        assert max(away) < 1e-5 and abs(shapely.get_coordinates(shape)[:, 0]).max() <= 180


@given(lon=lons, lat=lats, radius=st.floats(1, 50))
def test_a_buffer_is_a_circle_within_a_third_of_a_percent(lon: float, lat: float, radius: float) -> None:
    edge = shapely.get_coordinates(buffer_km(Point(lon, lat), radius))
    assert all(distance_km(lon, lat, x, y) == pytest.approx(radius, rel=0.003) for x, y in edge)


@given(lon=lons, lat=lats)
def test_to_metres_and_back_is_where_it_was(lon: float, lat: float) -> None:
    back = to_degrees(to_metres(Point(lon, lat)))
    assert distance_km(lon, lat, back.x, back.y) < 1e-5


@pytest.mark.parametrize("radius", [0, -1, math.nan, math.inf])
def test_a_circle_without_a_radius_is_refused(radius: float) -> None:
    with pytest.raises(ValueError, match="radius_km"):
        circle(61.0, 28.0, radius)


def test_known_distance() -> None:
    assert distance_km(60.8629, 29.4963, 61.21582, 28.22107) == pytest.approx(145.6, abs=1)  # Zahedan, Khash


def test_empty_stays_empty_and_the_plane_is_in_metres() -> None:
    assert buffer_km(LineString(), 10).is_empty
    assert METRIC.axis_info[0].unit_name == "metre"
