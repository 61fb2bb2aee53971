"""The shipped places, read once for all tests of the room."""

import csv
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from shapely import LineString

from geo.places.boundaries import load_border, load_units
from geo.places.gazetteer import load_gazetteer
from geo.places.geocode.world import World, build_world
from geo.places.locate import locate
from geo.places.readings import FILE, Reading, read_readings

DATA = Path(__file__).resolve().parents[3] / "data"


@pytest.fixture(scope="session")
def readings_file() -> Path:
    return DATA / "places" / FILE


@pytest.fixture(scope="session")
def event_keys() -> set[str]:
    with (DATA / "events" / "events.csv").open(newline="", encoding="utf-8") as file:
        return {row["event_key"] for row in csv.DictReader(file)}


@pytest.fixture(scope="session")
def gazetteer() -> pd.DataFrame:
    return load_gazetteer(DATA / "places")


@pytest.fixture(scope="session")
def units() -> gpd.GeoDataFrame:
    return load_units(DATA / "boundaries")


@pytest.fixture(scope="session")
def border() -> LineString:
    return load_border(DATA / "boundaries")


@pytest.fixture(scope="session")
def readings(readings_file: Path) -> list[Reading]:
    return read_readings(readings_file)


@pytest.fixture(scope="session")
def world() -> World:
    """The shipped gazetteer, without what the user of this machine has added."""
    return build_world()


@pytest.fixture(scope="session")
def located(readings: list[Reading], gazetteer: pd.DataFrame, world: World) -> gpd.GeoDataFrame:
    return locate(readings, gazetteer, world)
