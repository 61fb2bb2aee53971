"""The shipped world, without what the user of this machine has added."""

import pytest

from geo.places.geocode.world import World, build_world


@pytest.fixture(scope="session")
def world() -> World:
    return build_world()
