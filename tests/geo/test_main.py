"""The command line: `python -m geo check | build | export`."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from geo.__main__ import main
from geo.events.atlas import check_data
from geo.out.exports import export
from geo.settings import ROOT
from tests.conftest import DataCopy


def test_check_of_what_ships_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "no problems\n"


def test_check_prints_every_problem(data_copy: DataCopy, capsys: pytest.CaptureFixture[str]) -> None:
    data_copy.edit("events", 2, kind="explosion")
    data_copy.edit("claims", 3, document_key="nobody", stance="shouts")
    data_copy.path("outlets").unlink()
    data_copy.edit("places", 2, lon="east")
    assert main(["check", "--data", str(data_copy.folder)]) == 1
    *said, total = capsys.readouterr().out.splitlines()
    problems = check_data(data_copy.folder)
    assert said == [str(problem) for problem in problems]
    assert {problem.file for problem in problems} == {"events.csv", "claims.csv", "outlets.csv", "places.csv"}
    assert total == f"{len(problems)} problems"


def test_check_of_a_folder_that_is_none_says_which_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--data", str(tmp_path)]) == 1
    assert "places.csv" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["view.geojson", "view.csv", "VIEW.GEOJSON"])
def test_export_writes_the_bytes_of_the_address(tmp_path: Path, capsys, name: str) -> None:
    query = "v=1&kind=attack&side=iran_state"
    assert main(["export", "--query", query, "--to", str(tmp_path / name)]) == 0
    assert (tmp_path / name).read_bytes() == export(query, Path(name).suffix[1:].lower())[0]
    assert capsys.readouterr() == (f"{tmp_path / name}\n", "")


def test_export_without_a_query_is_everything(tmp_path: Path) -> None:
    assert main(["export", "--to", str(tmp_path / "all.geojson")]) == 0
    assert len(json.loads((tmp_path / "all.geojson").read_bytes())["features"]) == 121


def test_export_says_what_the_link_cannot_have(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--query", "?kind=nonsense&start=soon", "--to", str(tmp_path / "a.csv")]) == 0
    said = capsys.readouterr().err
    assert said.count("note: ") == 2
    assert "nonsense" in said and "start=soon" in said


@pytest.mark.parametrize("name", ["view.shp", "view", "view.geojson.zip"])
def test_a_suffix_that_is_no_form_is_refused_and_nothing_written(tmp_path: Path, capsys, name: str) -> None:
    assert main(["export", "--to", str(tmp_path / name)]) == 2
    said = capsys.readouterr().err
    assert ".geojson or .csv" in said and name in said
    assert list(tmp_path.iterdir()) == []


def test_a_path_that_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "no such folder" / "view.csv"
    assert main(["export", "--to", str(target)]) == 1
    said = capsys.readouterr().err
    assert said.startswith("python -m geo export: ")
    assert str(target) in said
    assert "Traceback" not in said


@pytest.mark.parametrize("arguments", [[], ["fly"], ["export"], ["check", "--no-such-option"]])
def test_called_wrongly_it_says_how(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert "usage: python -m geo" in capsys.readouterr().err


@pytest.mark.parametrize("verb", [["--help"], ["export", "--help"]])
def test_help_helps(verb: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(verb)
    assert left.value.code == 0
    assert "export" in capsys.readouterr().out


def test_it_runs_from_any_folder(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    said = subprocess.run(
        [sys.executable, "-m", "geo", "check"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (said.returncode, said.stdout, said.stderr) == (0, "no problems\n", "")
