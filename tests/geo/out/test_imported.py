"""What is shown of data sets of the user's: the view of one, its map where its places are."""

from pathlib import Path

import pytest

from geo.__main__ import main
from geo.events.now import atlas_now
from geo.out.imported import set_view
from geo.vocabulary.view import View

ROW = "{id},2024-02-{id:02d},Raid,Peshawar,{lon},{lat},Dawn\n"


def brought(folder: Path, rows: str) -> View:
    file = folder / "mine.csv"
    file.write_text("id,date,event,place,lon,lat,source\n" + rows, "utf-8")
    assert main(["import", str(file), "--dataset", "mine"]) == 0
    return set_view(atlas_now(), "mine")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ZEROPOINT_HOME", str(tmp_path))
    return tmp_path


def test_the_map_goes_to_a_set_far_from_the_border(home: Path) -> None:
    view = brought(home, "".join(ROW.format(id=n, lon=71 + n / 20, lat=33 + n / 20) for n in range(1, 20)))
    assert view.data == ("mine",) and view.zoom is not None and 7 <= view.zoom <= 9
    assert view.lon == pytest.approx(71.5, abs=0.1) and view.lat == pytest.approx(33.5, abs=0.1)


def test_one_place_is_seen_with_its_surroundings(home: Path) -> None:
    view = brought(home, ROW.format(id=1, lon=71.5, lat=34.0))
    assert (view.lon, view.lat, view.zoom) == (71.5, 34.0, 10)


def test_the_map_stays_where_nothing_has_a_place(home: Path) -> None:
    assert brought(home, "1,2024-02-01,Raid,Xyzzy,,,Dawn\n") == View(data=("mine",))
