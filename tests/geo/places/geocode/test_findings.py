import pytest

from geo.places.geocode import check_record
from geo.places.geocode.world import World

KECH = {"place": "Turbat town", "district": "Kech district", "province": "Balochistan province", "country": "Pakistan"}


@pytest.mark.parametrize(
    ("lon", "lat", "names", "kind"),
    [
        (69.345, 30.375, KECH, "on_centroid"),
        (0.0, 0.0, KECH, "null_island"),
        (26.0012, 63.0485, KECH, "swapped"),
        (63.0485, -26.0012, KECH, "sign_flipped"),
        (63.0, 24.5, KECH, "at_sea"),
        (67.0, 30.2, KECH, "wrong_district"),
        (60.86, 29.5, KECH, "wrong_country"),
        (63.0, 26.0, KECH, "rounded"),
        (65.0, 27.5, {"place": "Wana town", "province": "Federally Administered Tribal Areas"}, "wrong_province"),
    ],
)
def test_what_is_wrong_is_found(lon: float, lat: float, names: dict[str, str], kind: str, world: World) -> None:
    assert kind in [finding.kind for finding in check_record(lon, lat, names, world)]


@pytest.mark.parametrize(
    ("lon", "lat", "names"),
    [
        (63.05, 26.002, KECH),
        (66.886, 25.032, {"place": "Hub town", "district": "Lasbela district", "province": "Balochistan province"}),
        (64.81, 27.727, {"place": "Washuk", "district": "Kharan district"}),
        (61.49, 31.03, {"place": "Zabol", "district": "Zabol county"}),
        (float("nan"), float("nan"), KECH),
        (63.05, 26.002, {}),
    ],
)
def test_what_fits_is_left_alone(lon: float, lat: float, names: dict[str, str], world: World) -> None:
    assert check_record(lon, lat, names, world) == []


def test_a_finding_proposes(world: World) -> None:
    (finding,) = check_record(26.0012, 63.0485, KECH, world)
    assert finding.proposal == (63.0485, 26.0012)


@pytest.mark.parametrize(("date", "found"), [("", False), ("2015-06-01", False), ("2023-06-01", False), ("2030", True)])
def test_the_districts_of_the_date_count(date: str, found: bool, world: World) -> None:
    names = {"place": "Nowhere", "district": "Lasbela district", "date": date}
    assert bool(check_record(66.88, 25.3, names, world)) is found
