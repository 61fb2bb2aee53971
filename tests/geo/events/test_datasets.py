"""The user's data sets on disk: stored whole, listed, removed, brought back, read as the chronology is."""

import json
import os
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from geo.__main__ import main
from geo.events.datasets import (
    About,
    allow_sharing,
    backup,
    list_changes,
    list_sets,
    new_set,
    open_sets,
    recover,
    remove,
    restore,
    stamp,
    undo,
)
from geo.events.datasets.disk import sha256_of
from geo.events.datasets.manifest import STEPS, _digest
from geo.settings import ROOT, home
from geo.vocabulary.problems import DataProblems
from tests.imports.made import chunks, content, is_tidy, put

ABOUT = About("Ours", "made up", "ours.csv")
ALL = {"read": 0, "stored": 0, "refused": 0, "duplicates": 0}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("ZEROPOINT_HOME", str(tmp_path / "store"))
    yield tmp_path / "store"


def said(act: object, *arguments: object) -> str:
    with pytest.raises(DataProblems) as refused:
        act(*arguments)  # type: ignore[operator]
    return str(refused.value)


def test_the_home_is_where_the_environment_says(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert home() == store
    monkeypatch.setenv("ZEROPOINT_HOME", "")
    assert home().name == "zero-point"


def test_a_home_that_is_not_there_is_empty_and_stays_away(store: Path) -> None:
    assert open_sets(store) == ([], [])
    assert (recover(store), list_sets(store), list_changes(store)) == ([], [], [])
    assert stamp(store) == stamp(store)
    assert not store.exists()


def test_what_is_stored_comes_back(store: Path) -> None:
    before = stamp(store)
    kept = put(store, "UCDP GED", rows=2_500)
    assert before != stamp(store) == stamp(store)
    ((stored,), problems) = open_sets(store, thorough=True)
    assert problems == [] and stored.about == kept and kept.id == "ucdp-ged"
    events, claims, documents, places = stored.events(), stored.claims(), stored.documents(), stored.places()
    assert [len(each) for each in (events, claims, documents, places)] == [2_500] * 4
    assert set(events["dataset"]) == {"ucdp-ged"} and events.index.name == "event_id"
    assert claims["fatalities_low"].isna().sum() == 500
    assert places.crs == 4326 and places.geometry.iloc[1] == shapely.Point(60.1, 25)
    assert stored.rows("000-0000007") == [
        {"row": 7, "source_id": "", "file": "", "codes": '{"id": "000-0000007"}'},
    ]
    assert stored.rows("nobody") == []
    assert [len(batch) for batch in stored.batches("events", ["title"], rows=1_000)] == [1_000, 1_000, 500]
    assert gpd.read_parquet(stored.path("places")).crs.to_string() == "OGC:CRS84"  # lon, lat on WGS 84
    assert is_tidy(store)


def test_the_files_know_the_least_of_numbers_and_days_and_not_of_texts(store: Path) -> None:
    put(store, "UCDP GED", rows=30)
    ((stored,), _) = open_sets(store)
    kept = pq.ParquetFile(stored.path("events")).metadata.row_group(0)
    columns = {kept.column(number).path_in_schema: kept.column(number) for number in range(kept.num_columns)}
    assert columns["row"].statistics.max == 29 and columns["first"].statistics.has_min_max
    assert not columns["title"].is_stats_set and not columns["event_id"].is_stats_set


def test_codes_are_an_object_by_the_names_of_the_columns(store: Path) -> None:
    fields, codes = '["year", "side \\"a\\"", "note"]', '["2016", "", "one, \\"two\\"\\n"]'
    with new_set(store, ABOUT) as writer:
        writer.write("rows", pa.table({"event_id": ["e"], "row": [3], "fields": [fields], "codes": [codes]}))
        writer.keep(ALL, "0" * 64)
    ((stored,), _) = open_sets(store)
    assert json.loads(stored.rows("e")[0]["codes"]) == {"year": "2016", "note": 'one, "two"\n'}


def test_a_set_of_the_schema_before_is_read_still(store: Path) -> None:
    put(store, "Old", rows=3)
    ((stored,), _) = open_sets(store)
    path = stored.path("rows")
    pq.write_table(pq.read_table(path).drop_columns(["fields"]), path)
    manifest = json.loads((store / "datasets" / "manifest.json").read_bytes())
    about = manifest["now"]["sets"][0]["files"]["rows"]
    about["bytes"], about["sha256"] = path.stat().st_size, sha256_of(path)
    content = {key: manifest[key] for key in ("now", "history")}
    old = {"zero_point": "data sets", "schema": 1, "sha256": _digest(content), **content}
    (store / "datasets" / "manifest.json").write_text(json.dumps(old), encoding="utf-8")
    put(store, "New", rows=2, seed=1)
    (before, after), problems = open_sets(store, thorough=True)
    assert problems == [] and before.rows("000-0000001")[0]["codes"] == '{"id": "000-0000001"}'
    assert before.table("rows").num_rows == 3 and after.table("rows").schema == before.table("rows").schema


def test_frames_are_those_of_the_chronology(store: Path) -> None:
    events = pd.DataFrame({"event_id": ["e"], "disputed": [("who", "where")], "origins": [()]}).set_index("event_id")
    claims = pd.DataFrame({"claim_id": ["c", "d"], "positions": [{"who": ("a", "b")}, {}], "chain": [("x",), ()]})
    places = gpd.GeoDataFrame({"event_id": ["e", "e"]}, geometry=[shapely.Point(61, 25), None], crs=4326)
    with new_set(store, ABOUT) as writer:
        writer.write("events", events)
        writer.write("claims", claims)
        writer.write("places", places)
        writer.keep(ALL, "0" * 64)
    ((stored,), _) = open_sets(store)
    assert stored.events()["disputed"].to_list() == [("who", "where")]
    assert stored.events()["first"].dtype == "datetime64[s]"
    assert stored.events()["fatalities_low"].dtype == stored.claims()["injured"].dtype == "Int64"
    assert stored.events(["title", "event_id"]).columns.to_list() == ["title"]
    assert stored.claims()["positions"].to_list() == [{"who": ("a", "b")}, {}]
    assert stored.claims()["chain"].to_list() == [("x",), ()]
    assert stored.places().geometry.to_list() == [shapely.Point(61, 25), None]
    assert stored.places()["part"].to_list() == [1, 1]
    assert stored.documents().empty and stored.documents().index.name == "document_id"
    both = pd.concat([stored.events(), stored.events()])
    assert both.dtypes.to_dict() == stored.events().dtypes.to_dict()


def test_the_columns_are_those_of_the_tables_that_ship() -> None:
    from geo.events import tables
    from geo.events.datasets.columns import SCHEMAS
    from geo.places.locate import COLUMNS

    for shipped in (tables.EVENTS, tables.CLAIMS, tables.DOCUMENTS):
        assert set(shipped.header) <= set(SCHEMAS[shipped.name].names)
    assert {*COLUMNS, "event_id"} == set(SCHEMAS["places"].names)


def test_what_is_not_kept_is_not_there(store: Path) -> None:
    put(store, "First")
    before = content(store)
    with new_set(store, ABOUT) as writer:
        writer.write("events", chunks(5)[0]["events"])
    with pytest.raises(KeyError), new_set(store, ABOUT) as writer:
        raise KeyError("cancelled")
    with pytest.raises(ValueError, match="no column tilte"), new_set(store, ABOUT) as writer:
        writer.write("events", pa.table({"tilte": ["x"]}))
    with pytest.raises(pa.ArrowInvalid), new_set(store, ABOUT) as writer:
        writer.write("events", pa.table({"row": ["x"]}))
    with pytest.raises(ValueError, match="not accounted for"), new_set(store, ABOUT) as writer:
        writer.keep({**ALL, "read": 3}, "0" * 64)
    assert content(store) == before
    assert is_tidy(store) and recover(store) == []


def test_every_set_has_an_id_of_its_own(store: Path) -> None:
    names = ["Chronology", "GED!", "ged", "؟", "x" * 300, "x" * 300, "../..", "Ged 2"]
    ids = [put(store, name, 1).id for name in names]
    assert len(set(ids)) == len(ids)
    assert ids[:4] == ["chronology-2", "ged", "ged-2", "data"]
    assert [each.name for each in list_sets(store)] == names
    assert open_sets(store, thorough=True)[1] == []


def test_remove_and_undo(store: Path) -> None:
    states = [content(store)]
    put(store, "A")
    states.append(content(store))
    put(store, "B")
    states.append(content(store))
    assert remove(store, "a").name == "A"
    states.append(content(store))
    allow_sharing(store, "B", False)
    assert [each.split(" (")[0] for each in list_changes(store)] == [
        "sharing of B",
        "removal of A",
        "import of B",
        "import of A",
    ]
    for expected, what in zip(
        reversed(states), ("sharing of B", "removal of A", "import of B", "import of A"), strict=True
    ):
        assert undo(store) == what
        assert content(store) == expected
        assert is_tidy(store)
    assert "no change that can be undone" in said(undo, store)


def test_what_is_removed_is_deleted_when_it_can_no_longer_be_undone(store: Path) -> None:
    first = put(store, "A").folder
    remove(store, "a")
    assert (store / "datasets" / first).exists()
    for number in range(STEPS):
        put(store, f"B{number}", 1)
    assert not (store / "datasets" / first).exists()
    assert len(list_changes(store)) == STEPS


def test_removed_for_good(store: Path) -> None:
    folder = put(store, "A").folder
    put(store, "B")
    remove(store, "A", True)
    assert not (store / "datasets" / folder).exists()
    undo(store)
    assert [each.id for each in list_sets(store)] == ["b"]


def test_a_name_that_is_not_there_or_not_one(store: Path) -> None:
    put(store, "Same")
    put(store, "Same")
    assert "there are: same, same-2" in said(remove, store, "other")
    assert "which by its id: same, same-2" in said(remove, store, "Same")
    assert len(list_sets(store)) == 2
    remove(store, "same-2")


def test_two_threads_are_one_after_the_other(store: Path) -> None:
    threads = [threading.Thread(target=put, args=(store, f"T{number}", 50)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(each.name for each in list_sets(store)) == ["T0", "T1", "T2", "T3"]


def test_whoever_cannot_wait_is_told_what_goes_on(store: Path) -> None:
    put(store, "A")
    with new_set(store, ABOUT) as writer:
        assert [each.about.name for each in open_sets(store)[0]] == ["A"]  # reading goes on
        for act in (lambda: put(store, "B", patience=0.05), lambda: remove(store, "A", patience=0.05)):
            text = said(act)
            assert "somebody else is at it just now (import of Ours, since 2" in text and "wait" in text
        assert "just now" in said(lambda: backup(store, store / "b.zip", 0.05))
        assert "just now" in said(lambda: restore(store, store / "b.zip", 0.05))
        assert recover(store) == []
        writer.keep(ALL, "0" * 64)
    assert [each.name for each in list_sets(store)] == ["A", "Ours"]


CHILD = "import sys; from pathlib import Path; from tests.imports.made import put; put(Path(sys.argv[1]), sys.argv[2], 20_000)"


def test_processes_at_once_all_succeed(store: Path) -> None:
    children = [
        subprocess.Popen([sys.executable, "-c", CHILD, str(store), f"P{number}"], cwd=ROOT, stderr=subprocess.PIPE)
        for number in range(3)
    ]
    assert [(child.wait(), child.stderr.read()) for child in children] == [(0, b"")] * 3  # type: ignore[union-attr]
    assert sorted(each.name for each in list_sets(store)) == ["P0", "P1", "P2"]
    assert open_sets(store, thorough=True)[1] == [] and is_tidy(store)


def test_reading_goes_on_while_sets_come_and_go(store: Path) -> None:
    put(store, "Stays")
    done = threading.Event()

    def come_and_go() -> None:
        for number in range(15):
            put(store, f"N{number}", 1)
            undo(store)
        done.set()

    thread = threading.Thread(target=come_and_go)
    thread.start()
    while not done.is_set():
        opened, problems = open_sets(store)
        assert problems == [] and opened[0].about.name == "Stays" and len(opened) <= 2
    thread.join()


def made_at(file: Path) -> str:
    with zipfile.ZipFile(file) as archive:
        return str(json.loads(archive.read("zero-point-backup.json"))["made_at"])


def test_the_command_line(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def run(*arguments: object) -> tuple[int, str, str]:
        return main([str(each) for each in arguments]), *capsys.readouterr()

    assert run("datasets") == (0, f"{store}\nno data sets of yours\n", "")
    put(store, "A")
    allow_sharing(store, "A", False)
    code, out, err = run("datasets", "--check")
    assert (code, err) == (0, "") and "a: A (made up), 20 events of 20 rows (0 refused, 0 duplicates)" in out
    assert "us; CC BY 4.0; not to be passed on" in out and "can be undone: import of A" in out
    saved = tmp_path / "b.zip"
    assert run("backup", saved)[0] == 0
    assert run("remove", "A")[:2] == (0, "removed a: A, 20 events; python -m geo undo brings it back\n")
    assert run("undo") == (0, "undone: removal of A\n", "")
    assert run("remove", "A", "--for-good")[:2] == (0, "removed a: A, 20 events; it is deleted from the disk\n")
    assert run("restore", saved)[:2] == (0, f"restored the backup of {made_at(saved)}: A\n")
    code, out, err = run("restore", saved)
    assert code == 0 and "restored the backup of 2" in out and "kept in" in out
    (store / ".changing.json").write_text(json.dumps({"change": "1", "what": "import of X", "at": "2026"}))
    code, out, err = run("datasets")
    assert code == 0 and err == (
        "note: an import that was cut off has been removed; nothing of it was stored (import of X, 2026)\n"
    )
    assert run("remove", "Z")[0] == run("backup", saved)[0] == run("restore", tmp_path / "no.zip")[0] == 1
    file = next((store / "datasets").glob("a-*/events.parquet"))
    os.truncate(file, 100)
    code, out, err = run("datasets")
    assert code == 1 and "events.parquet" in err and "no data sets of yours can be opened" in out
