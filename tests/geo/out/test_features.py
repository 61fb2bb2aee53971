"""Frames become JSON-safe features in one place."""

import json
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import GeometryCollection, LineString, MultiPolygon, Point, Polygon, box
from shapely.geometry import shape

from geo.out.features import collection, combine, feature, geometry_json, plain
from geo.places.metric import circle


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (pd.NA, None),
        (float("nan"), None),
        (pd.NaT, None),
        (None, None),
        (np.int64(3), 3),
        (np.float64(2.5), 2.5),
        (np.bool_(True), True),
        (pd.Timestamp("2024-01-16"), "2024-01-16"),
        (date(2024, 1, 16), "2024-01-16"),
        ("تفتان", "تفتان"),
        ((1, pd.NA), [1, None]),
        ({"a": [np.int64(1), {"b": pd.NaT}]}, {"a": [1, {"b": None}]}),
    ],
)
def test_values_become_what_json_has(value: object, wanted: object) -> None:
    assert plain(value) == wanted
    json.dumps(plain(value), allow_nan=False)


def test_nothing_is_null_and_no_geometry() -> None:
    assert geometry_json(None) is None
    assert geometry_json(Point()) is None
    assert combine([]) is None


@given(st.floats(57, 71), st.floats(24, 32), st.floats(0.5, 60))
def test_circles_stay_valid_when_rounded(lon: float, lat: float, radius_km: float) -> None:
    told = geometry_json(circle(lon, lat, radius_km))
    assert told is not None
    assert shape(told).is_valid
    assert shape(told).exterior.is_ccw


def test_a_shape_smaller_than_the_rounding_is_not_lost() -> None:
    told = geometry_json(box(61, 25, 61 + 1e-7, 25 + 1e-7))
    assert told is not None
    assert told["coordinates"]


def test_parts_of_one_kind_are_joined_and_mixed_ones_collected() -> None:
    left, right, far = box(0, 0, 2, 2), box(1, 1, 3, 3), box(5, 5, 6, 6)
    assert combine([left]) is left
    overlapping = combine([left, right])
    assert overlapping is not None and overlapping.is_valid and overlapping.area == 7
    assert combine([left, far]).geom_type == "MultiPolygon"
    assert combine([MultiPolygon([left]), far]).area == 5
    assert combine([Point(0, 0), Point(1, 1)]).geom_type == "MultiPoint"
    assert combine([LineString([(0, 0), (1, 1)]), LineString([(2, 2), (3, 3)])]).geom_type == "MultiLineString"
    mixed = combine([left, LineString([(0, 0), (9, 9)])])
    assert isinstance(mixed, GeometryCollection)
    assert len(mixed.geoms) == 2


def test_a_hole_is_wound_the_other_way() -> None:
    holed = Polygon([(0, 0), (0, 9), (9, 9), (9, 0)], [[(1, 1), (2, 1), (2, 2), (1, 2)]])
    told = shape(geometry_json(holed))
    assert told.exterior.is_ccw
    assert not told.interiors[0].is_ccw


def test_a_collection_is_one_line_of_utf8_and_refuses_nan() -> None:
    body = collection([feature("a", Point(61, 25), {"name": "تفتان"})], licence="x")
    assert body.decode().count("\n") == 1
    assert "تفتان" in body.decode()
    assert json.loads(body)["licence"] == "x"
    with pytest.raises(ValueError):
        collection([{"type": "Feature", "properties": {"bad": float("nan")}}])
