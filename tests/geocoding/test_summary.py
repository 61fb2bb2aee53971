from pathlib import Path

import pytest

from geo.settings import ROOT
from tests.geocoding.summary import ROWS, check, summary

SECTIONS = {title: ({key: "1 / 1" for _, key in ROWS.values()}, {}) for title, _ in ROWS.values()}


def test_the_readme_has_the_rows_that_the_command_prints() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    start = lines.index("| | geocoder | ten-line baseline |")
    shown = [line.split("|")[1].strip() for line in lines[start + 2 : start + 2 + len(ROWS)]]
    assert shown == list(ROWS)


def test_a_file_with_other_numbers_is_told_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "README.md"
    path.write_text("\n".join(summary(SECTIONS)), encoding="utf-8")
    assert check(path, SECTIONS) == 0
    path.write_text("\n".join(summary(SECTIONS)[:-1]), encoding="utf-8")
    assert check(path, SECTIONS) == 1
    assert list(ROWS)[-1] in capsys.readouterr().err
