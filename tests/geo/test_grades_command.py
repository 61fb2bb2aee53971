"""The command line's grades: list, set, import, export."""

from pathlib import Path

import pytest

from geo.__main__ import main
from geo.events.atlas import Atlas


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ZEROPOINT_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "grades.csv"


@pytest.fixture
def outlet(atlas: Atlas) -> str:
    return f"outlet:{atlas.chronology.outlets.index[0]}"


def test_set_and_list(file: Path, outlet: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["grades", "list"]) == 0
    assert capsys.readouterr().out == f"{file}\n"
    assert main(["grades", "set", outlet, "B", "--by", "Ayesha", "--why", "on the spot"]) == 0
    assert "B usually reliable" in capsys.readouterr().out
    assert main(["grades", "list"]) == 0
    said = capsys.readouterr().out
    assert outlet in said and "Ayesha" in said and "on the spot" in said


@pytest.mark.parametrize("wrong", [["outlet:nobody", "B"], ["", "B"], ["claim:x", "2"]])
def test_what_cannot_be_graded_is_said(file: Path, wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["grades", "set", *wrong, "--by", "A", "--why", "w"]) == 1
    assert "outlet: or claim:" in capsys.readouterr().err
    assert not file.exists()


def test_export_and_import(file: Path, outlet: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["grades", "set", outlet, "C", "--by", "Ayesha", "--why", "why"])
    assert main(["grades", "export", str(tmp_path / "mine.csv")]) == 0
    body = (tmp_path / "mine.csv").read_bytes()
    assert body == file.read_bytes()
    file.unlink()
    assert main(["grades", "import", str(tmp_path / "mine.csv")]) == 0
    assert file.read_bytes() == body
    assert main(["grades", "import", str(tmp_path / "mine.csv")]) == 0
    assert "0 rows added, 1 stood there already" in capsys.readouterr().out


def test_a_broken_file_is_said(file: Path, outlet: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["grades", "set", outlet, "C", "--by", "Ayesha", "--why", "why"])
    file.write_bytes(file.read_bytes() + b"nonsense\n")
    capsys.readouterr()
    assert main(["grades", "list"]) == 1
    out, err = capsys.readouterr()
    assert outlet in out and "grades.csv, row 3" in err
    file.write_bytes(b"nonsense\n")
    assert main(["grades", "set", outlet, "C", "--by", "Ayesha", "--why", "why"]) == 1
    assert "Nothing was added" in capsys.readouterr().err
    assert file.read_bytes() == b"nonsense\n"
