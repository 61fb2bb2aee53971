"""How columns were mapped is remembered by the headings, said, used by the command line too, and forgotten when asked."""

import json
from pathlib import Path

import pytest

from geo.__main__ import main
from geo.events import datasets
from geo.imports import look
from geo.imports.mappings import list_mappings, recall

TABLE = "Tag,Ort,X,Y,Tote\n2024-01-05,Panjgur,64.1,26.97,3\n"
MAP = ["--map", "date_start=Tag", "--map", "place_reported=Ort", "--map", "lon=X", "--map", "lat=Y"]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ZEROPOINT_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def table(folder: Path, name: str, text: str = TABLE) -> Path:
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def test_a_mapping_is_remembered_and_used_for_the_same_headings_in_any_order(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(table(tmp_path, "first.csv")), *MAP, "--map", "fatalities_best=Tote"]) == 0
    other = table(tmp_path, "second.csv", "TOTE,x,y,Ort,tag\n9,62.3,25.1,Gwadar,2024-02-06\n")
    capsys.readouterr()
    assert main(["import", str(other), "--dry-run"]) == 0
    assert "note: the columns are read as you mapped them on first.csv, 20" in capsys.readouterr().out
    assert main(["import", str(other)]) == 0
    stored = datasets.open_sets(home)[0][1].events()
    assert (stored["fatalities_best"].tolist(), stored["place_reported"].tolist()) == ([9], ["Gwadar"])
    assert main(["mappings"]) == 0
    said = capsys.readouterr().out
    assert "from first.csv" in said and "fatalities_best=Tote" in said and "1 remembered" in said
    assert main(["mappings", "--forget", "all"]) == 0
    assert list_mappings(home) == ([], []) and recall(home, look(other)) == (None, "")


def test_a_file_of_fields_is_taken_whole_and_what_cannot_be_is_said(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, fields = table(tmp_path, "first.csv"), tmp_path / "fields.json"
    fields.write_text(json.dumps({"date_start": "Tag", "place_reported": "Ort"}), "utf-8")
    assert main(["import", str(file), "--mapping", str(fields)]) == 0
    ((kept,), problems) = list_mappings(home)
    assert kept.mapping == {"date_start": "Tag", "place_reported": "Ort"} and not problems
    for options, said in (
        (["--map", "lon"], "write FIELD=COLUMN"),
        (["--map", "lon=Nowhere"], "there is no column 'Nowhere'"),
        (["--map", "colour=Ort"], "'colour' is no field"),
    ):
        assert main(["import", str(file), *options]) == 1
        assert said in capsys.readouterr().err
    fields.write_text("[1]", "utf-8")
    assert main(["import", str(file), "--mapping", str(fields)]) == 1


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"mapping": 3}', b"\xff", b'{"file":"a","at":"b","headings":[],"mapping":{"lon":1}}']
)
def test_a_broken_memory_is_said_and_never_fatal(
    home: Path, tmp_path: Path, body: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    file = table(tmp_path, "mine.csv", "date,place\n2024-01-05,Panjgur\n")
    assert main(["import", str(file), "--map", "title=place"]) == 0
    (path,) = (home / "mappings").glob("*.json")
    path.write_bytes(body)
    file.write_text("date,place\n2024-03-05,Panjgur\n", "utf-8")
    assert main(["import", str(file)]) == 0
    assert "cannot be read" in capsys.readouterr().out
    assert main(["mappings"]) == 1
    file.write_text("date,place\n2024-04-05,Panjgur\n", "utf-8")
    assert main(["import", str(file), "--map", "title=place"]) == 0 and list_mappings(home)[1] == []


def test_a_backup_holds_what_is_remembered(home: Path, tmp_path: Path) -> None:
    assert main(["import", str(table(tmp_path, "first.csv")), *MAP]) == 0
    datasets.backup(home, tmp_path / "all.zip")
    main(["mappings", "--forget", "all"])
    datasets.restore(home, tmp_path / "all.zip")
    assert [each.file for each in list_mappings(home)[0]] == ["first.csv"]
