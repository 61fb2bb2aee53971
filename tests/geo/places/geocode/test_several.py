"""Several units in one text, a country alone, and distances from roads and coasts."""

import math

import pandas as pd
import pytest
import shapely

from geo.places.boundaries import border_of
from geo.places.geocode import geocode, geocode_many
from geo.places.geocode.several import parts
from geo.places.geocode.world import World
from geo.places.metric import circle, to_metres


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Washuk and Kech districts", ("Washuk district", "Kech district")),
        ("Gwadar, Kech, and Panjgur districts", ("Gwadar district", "Kech district", "Panjgur district")),
        ("Chabahar county and Parom tehsil", ("Chabahar county", "Parom tehsil")),
        ("border of Kech & Gwadar districts", ("border of Kech district", "border of Gwadar district")),
        ("Sib and Suran county", ()),
        ("Sistan and Baluchestan province", ()),
        ("Mand tehsil, Kech", ()),
        ("Mand tehsil, Kech district", ()),
        ("districts", ()),
        ("", ()),
    ],
)
def test_what_is_a_list(text: str, said: tuple[str, ...]) -> None:
    assert parts(text) == said


def test_a_list_of_units_is_their_union(world: World) -> None:
    [best] = geocode("Chabahar, Sarbaz and Rask counties", world=world).candidates
    assert best.place_id == "ir-chabahar|ir-sarbaz|ir-rask"
    assert best.name == "Chabahar county, Sarbaz county or Rask county"
    assert (best.kind, best.where_prec, best.country) == ("district", 3, "IR")
    assert math.isnan(best.lon)
    area = sum(to_metres(world.shape_of[unit]).area for unit in best.place_id.split("|"))
    assert to_metres(best.geometry).area == pytest.approx(area, rel=1e-5)


def test_stretches_of_the_border_join_across_it(world: World) -> None:
    best = geocode("border of Panjgur district and Saravan county", world=world).best
    assert best is not None and best.geometry is not None
    assert best.name == "the border of Panjgur district and Saravan county"
    whole = border_of(["pk-panjgur", "ir-saravan"], world.units, world.border)
    assert best.geometry.geom_type == whole.geom_type
    assert best.geometry.length == pytest.approx(whole.length, rel=1e-5)


def test_a_list_is_resolved_only_where_each_part_is(world: World) -> None:
    answer = geocode("Kech and Nowhere districts", world=world)
    assert (answer.status, answer.best) == ("not_found", None)
    assert answer.reason.startswith("Nowhere district: ")


def test_a_table_answers_a_list_alike(world: World) -> None:
    [row] = geocode_many(pd.Series(["Washuk and Kech districts"]), world=world, geometry=True).itertuples()
    best = geocode("Washuk and Kech districts", world=world).candidates[0]
    assert (row.status, row.place_id, row.name) == ("resolved", best.place_id, best.name)
    assert row.geometry.equals(best.geometry)


@pytest.mark.parametrize(
    ("text", "country"),
    [("Iran", "IR"), ("inside Pakistan", "PK"), ("پاکستان", "PK"), ("China", ""), ("Turbat", ""), ("Qwxyzt", "")],
)
def test_a_country_alone_is_said(text: str, country: str, world: World) -> None:
    assert geocode(text, world=world).country == country


def test_a_road_is_as_wide_as_said(world: World) -> None:
    best = geocode("within 25 km of the Khash-Zahedan road", world=world).best
    bare = geocode("Khash-Zahedan road", world=world).best
    assert best is not None and bare is not None
    assert (best.place_id, best.radius_km) == (bare.place_id, 25.0)
    assert best.name == "within 25 km of the road between Khash and Zahedan"
    assert to_metres(best.geometry).area > 1.4 * to_metres(bare.geometry).area


def test_waters_within_a_distance_are_no_ring_and_no_land(world: World) -> None:
    best = geocode("at sea within 25 km of Pasaband", world=world).best
    assert best is not None and best.geometry is not None
    assert (best.relation, best.where_prec, best.name) == ("off", 7, "at sea within 25 km of Pasabandar")
    place = world.entries[world.position["pasabandar"]]
    assert circle(place.lon, place.lat, 25.01).covers(best.geometry)
    assert best.geometry.distance(shapely.Point(place.lon, place.lat)) < 0.05
    assert best.geometry.intersection(world.shape_of["ir-dashtiari"]).area < 1e-12
