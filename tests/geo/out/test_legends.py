"""What the legends say."""

from geo.events.atlas import Atlas
from geo.out import legends
from tests.geo.out.harmless import assert_harmless


def test_the_legend_names_every_kind(atlas: Atlas) -> None:
    seen = assert_harmless(legends.legend(atlas))
    assert all(label in seen.text for label in atlas.choices["kind"].values())
