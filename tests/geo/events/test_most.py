"""Of more events than there is room for the latest are held, and every set that is not whole says so."""

from pathlib import Path

import pytest

from geo.__main__ import main
from geo.events import datasets
from geo.events.atlas import Atlas
from geo.events.most import VARIABLE
from geo.events.now import atlas_now
from geo.out.graded import say_broken
from geo.settings import ROOT

UCDP = ROOT / "tests" / "imports" / "data" / "ucdp_ged_sample.csv"
TABLE = "id,date,event,lon,lat\n1,1950-01-01,Long ago,64,27\n2,2024-05-01,Lately,64,27\n"


def test_the_latest_are_held_and_the_others_counted(
    atlas: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZEROPOINT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv(VARIABLE, "11")
    (tmp_path / "old.csv").write_text(TABLE, "utf-8")
    assert main(["import", str(UCDP), "--dataset", "GED"]) == 0
    assert main(["import", str(tmp_path / "old.csv"), "--dataset", "Old"]) == 0
    now = atlas_now()
    stored = {each.about.id: each.events() for each in datasets.open_sets(tmp_path / "home")[0]}
    mine = now.chronology.events[now.chronology.events["dataset"] != "chronology"]
    assert len(mine) == 11 and set(atlas.chronology.events.index) < set(now.chronology.events.index)
    every = sorted((day for events in stored.values() for day in events["first"]), reverse=True)
    assert sorted(mine["first"], reverse=True) == every[:11]
    for frame in (now.chronology.claims, now.places[now.places["event_id"].notna()]):
        assert set(frame["event_id"]) == set(now.chronology.events.index)
    assert set(now.chronology.claims["document_id"]) <= set(now.chronology.documents.index)
    said = say_broken(now.problems)
    assert "GED" in said and "Old" in said and "10 of them" in said and VARIABLE.replace("_", r"\_") in said


def test_where_there_is_room_all_are_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZEROPOINT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv(VARIABLE, "47")
    assert main(["import", str(UCDP)]) == 0
    assert atlas_now().problems == () and (atlas_now().chronology.events["dataset"] != "chronology").sum() == 47
