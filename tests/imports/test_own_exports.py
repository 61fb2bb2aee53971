"""Our own exports come back through the store as they went out: export, import elsewhere, export again."""

import json
from pathlib import Path

import pandas as pd
import pytest

from geo.__main__ import main
from geo.events import datasets
from geo.out.exported import Exported, read_export

UCDP = Path(__file__).parent / "data" / "ucdp_ged_sample.csv"


@pytest.fixture
def twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> tuple[Exported, Exported]:
    """An export of the chronology and UCDP's rows, and one of an empty home that it was imported into."""
    form, found = request.param, list[Exported]()
    file = UCDP
    for number in range(2):
        monkeypatch.setenv("ZEROPOINT_HOME", str(tmp_path / f"home{number}"))
        assert main(["import", str(file), "--dataset", "UCDP GED"]) == 0
        (stored,) = datasets.list_sets(tmp_path / f"home{number}")
        assert "CC BY 4.0" in stored.licence and "Uppsala" in stored.attribution and "geometry" not in stored.licence
        assert stored.files["claims"].rows == 55
        file = tmp_path / f"export{number}.{form}"
        assert main(["export", "--to", str(file)]) == 0
        found.append(read_export(file.read_bytes()))
    return found[0], found[1]


@pytest.mark.parametrize("twice", ["geojson", "csv"], indirect=True)
def test_events_and_claims_come_back_unchanged(twice: tuple[Exported, Exported]) -> None:
    first, second = twice
    assert len(first.events) == 168
    without = [name for name in first.events if name != "geometry"]
    pd.testing.assert_frame_equal(first.events[without], second.events[without])
    pd.testing.assert_frame_equal(first.claims.sort_index(), second.claims.sort_index())


@pytest.mark.parametrize("twice", ["geojson"], indirect=True)
def test_a_geojson_brings_the_places_back_too(twice: tuple[Exported, Exported]) -> None:
    first, second = twice
    assert json.dumps(first.places) == json.dumps(second.places)
    pairs = zip(first.events.geometry, second.events.geometry, strict=True)
    assert all(a is b is None or a.equals_exact(b, 2e-5) for a, b in pairs)
