"""`python -m geo import`: every row accounted for, nothing twice, nothing where nothing is asked for."""

import csv
from pathlib import Path

import pytest

from geo.__main__ import main
from geo.events import datasets
from tests.imports import makers

UCDP = Path(__file__).parent / "data" / "ucdp_ged_sample.csv"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ZEROPOINT_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def rows_of(file: Path) -> int:
    """Rows of data: without the header and HXL's tags."""
    with file.open(newline="", encoding="utf-8") as lines:
        return sum(not any(cell.startswith("#") for cell in row) for row in csv.reader(lines)) - 1


def test_a_file_is_recognised_counted_and_stored(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = rows_of(UCDP)
    assert main(["import", str(UCDP), "--dataset", "My GED", "--licence", "own words"]) == 0
    said = capsys.readouterr()
    assert "UCDP GED" in said.err and "a second" in said.err
    assert f"{rows} rows read = {rows} stored + 0 refused + 0 duplicates" in said.out
    ((about,), problems) = [each.about for each in datasets.open_sets(home)[0]], datasets.open_sets(home)[1]
    assert (about.id, about.name, about.format, about.licence) == ("my-ged", "My GED", "ucdp", "own words")
    assert about.counts == {"read": rows, "stored": rows, "refused": 0, "duplicates": 0} and not problems
    assert "Uppsala" in about.attribution and about.may_share


def test_the_same_file_twice_adds_nothing(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(UCDP)]) == 0
    before = datasets.list_sets(home)
    assert main(["import", str(UCDP), "--dataset", "again"]) == 0
    said = capsys.readouterr().out
    assert f"0 stored + 0 refused + {rows_of(UCDP)} duplicates" in said and "nothing was stored" in said
    assert datasets.list_sets(home) == before


def test_a_dry_run_stores_nothing(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(UCDP), "--dry-run"]) == 0
    assert "dry run" in capsys.readouterr().out
    assert not home.exists() or not datasets.list_sets(home)


def test_bad_rows_are_reported_and_the_good_ones_stored(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, report = tmp_path / "mine.csv", tmp_path / "report.csv"
    table.write_text("date,place,lon,lat,deaths\n2024-01-05,Panjgur,64.1,26.97,3\nsoon,Turbat,63.05,26.0,1\n", "utf-8")
    assert main(["import", str(table), "--report", str(report)]) == 0
    assert "2 rows read = 1 stored + 1 refused + 0 duplicates" in capsys.readouterr().out
    with report.open(newline="", encoding="utf-8-sig") as lines:
        found = [row for row in csv.DictReader(lines) if row["severity"] == "refuse"]
    assert [(row["file"], row["row"], row["value"]) for row in found] == [("mine.csv", "3", "soon")]


def test_ragged_rows_that_are_not_utf8_are_accounted_for_without_a_traceback(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [b"2024-01-05,Raid %d,Turbat,63.05,26.0\n" % number for number in range(9)]
    rows[3] = b"2024-01-05,Ragg\xffed,Turbat,63.05,26.0,more\n"
    rows[6] = b"short \xfe\n"
    rows[7] = b"2024-01-05,\xffwhole,Turbat,63.05,26.0\n"
    for mark in (b"\xef\xbb\xbf", b""):
        table, report = tmp_path / f"{len(mark)}.csv", tmp_path / f"report{len(mark)}.csv"
        table.write_bytes(mark + b"date,title,place,lon,lat\n" + b"".join(rows))
        assert main(["import", str(table), "--dry-run", "--report", str(report)]) == 0
        out, err = capsys.readouterr()
        assert "9 rows read = 7 stored + 2 refused + 0 duplicates" in out
        assert "Exception" not in err and "Traceback" not in err
        with report.open(newline="", encoding="utf-8-sig") as lines:
            found = [row["row"] for row in csv.DictReader(lines) if row["kind"] == "ragged_row"]
        assert found == ["5", "8"]


def test_the_verbs_of_data_sets_are_also_said_after_datasets(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "kept.zip"
    assert main(["import", str(UCDP), "--dataset", "GED"]) == 0
    assert main(["datasets", "backup", str(kept)]) == 0 and kept.exists()
    assert main(["datasets", "remove", "GED"]) == 0 and not datasets.list_sets(home)
    assert main(["datasets", "undo"]) == 0 and len(datasets.list_sets(home)) == 1
    assert main(["remove", "GED"]) == 0 and main(["datasets", "restore", str(kept)]) == 0
    assert [each.name for each in datasets.list_sets(home)] == ["GED"]
    capsys.readouterr()
    assert main(["datasets", "restore", str(tmp_path / "none.zip")]) == 1
    assert "none.zip" in capsys.readouterr().err
    assert main(["datasets", "--check"]) == 0


@pytest.mark.parametrize("options", [[], ["--format", "nonsense"]])
def test_what_cannot_be_read_is_said_and_leaves_nothing(
    home: Path, tmp_path: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(b"%PDF-1.7\n")
    assert main(["import", str(file), *options]) == 1
    assert "import:" in capsys.readouterr().err
    assert main(["import", str(tmp_path / "nowhere.csv")]) == 1
    assert not datasets.open_sets(home)[0]


def test_whether_rows_may_be_passed_on_is_the_users_word(home: Path) -> None:
    assert main(["import", str(UCDP), "--no-may-share"]) == 0
    assert [each.may_share for each in datasets.list_sets(home)] == [False]


def test_every_file_of_a_folder_is_read_or_named(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a_empty.csv").write_bytes(b"")
    (folder / "b_page.csv").write_text("<!DOCTYPE html><html><body>404</body></html>")
    makers.gdelt(folder / "c.export.CSV")
    makers.zipped(folder / "d.export.CSV.zip", {"d.export.CSV": makers.gdelt(tmp_path / "d", 50).read_bytes()})
    makers.zipped(folder / "e_nested.zip", {"inner.zip": (folder / "d.export.CSV.zip").read_bytes()})
    assert main(["import", str(folder), "--report", str(tmp_path / "report.csv")]) == 0
    assert "6 rows read = 6 stored" in capsys.readouterr().out
    with (tmp_path / "report.csv").open(newline="", encoding="utf-8-sig") as lines:
        named = {row["file"]: row["remedy"] for row in csv.DictReader(lines) if row["kind"] == "unknown_file"}
    assert set(named) == {"a_empty.csv", "b_page.csv", "inner.zip"}
    assert "is empty" in named["a_empty.csv"] and "web page" in named["b_page.csv"]


def test_a_mapping_that_lacks_something_is_said_with_what_to_write(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("name,lon,lat\nTurbat,63.05,26.0\n", "utf-8")
    assert main(["import", str(table)]) == 1
    said = capsys.readouterr().err
    assert "which column holds the date" in said and "--map FIELD=COLUMN" in said and "name, lon, lat" in said


def test_a_zip_is_read_by_the_mapping_that_is_remembered(home: Path, tmp_path: Path) -> None:
    text = "Tag,Ort\n2024-01-0{},Panjgur\n"
    for number, wish in ((1, ["--map", "date_start=Tag", "--map", "place_reported=Ort"]), (2, [])):
        file = makers.zipped(tmp_path / f"{number}.zip", {"t.csv": text.format(number).encode()})
        assert main(["import", str(file), *wish]) == 0
    assert [each.counts["stored"] for each in datasets.list_sets(home)] == [1, 1]


def test_bytes_that_are_no_text_are_no_table(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "noise.csv"
    file.write_bytes(bytes(number * number * 7 % 251 or 1 for number in range(1, 4000)))
    assert main(["import", str(file)]) == 1
    assert "holds binary data, not text" in capsys.readouterr().err
    assert not datasets.list_sets(home)
