"""Arrows: an origin known by its country only starts in that country, beyond the border."""

import geopandas as gpd
import pytest
from shapely import LineString, Point

from geo.places.arrows import arrow_start
from geo.places.metric import distance_km


def test_arrows_start_in_the_country_they_come_from(
    located: gpd.GeoDataFrame, units: gpd.GeoDataFrame, border: LineString
) -> None:
    homes = {"Iran": "ir-sistan-baluchestan", "Pakistan": "pk-balochistan"}
    origins = located[located["precision"] == "country_side"].set_index("event_key")["place_name"]
    targets = located[(located["role"] == "target") & located["geometry"].notna()]
    shapes = zip(targets["event_key"], targets["geometry"], strict=True)
    arrows = [(origins[key], shape) for key, shape in shapes if key in origins.index]
    assert len(arrows) > 25
    for country, target in arrows:
        start = Point(arrow_start(target, {"Iran": "IR", "Pakistan": "PK"}[country], border))
        assert units.geometry[homes[country]].covers(start), (country, start)


@pytest.mark.parametrize("line", ["as it is", "reversed"])
def test_arrow_start_is_25_km_beyond_the_border(border: LineString, line: str) -> None:
    given = border if line == "as it is" else border.reverse()
    panjgur = Point(64.09459, 26.97186)
    west, east = arrow_start(panjgur, "IR", given), arrow_start(panjgur, "PK", given)
    assert distance_km(*west, *east) == pytest.approx(50, rel=0.01)
    assert west == pytest.approx(arrow_start(panjgur, "IR", border))
    with pytest.raises(KeyError):
        arrow_start(panjgur, "AF", given)
