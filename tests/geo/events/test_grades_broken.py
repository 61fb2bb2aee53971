"""A file of grades that is broken, or that the disk lets down: said row by row, and nothing is lost."""

from pathlib import Path

import pytest

from geo.events import append_log
from geo.events.append_log import Refused
from geo.events.grade_log import merge_grades
from geo.events.grades import read_grades
from tests.geo.events.grading import GOOD, HEAD, NO_GRADE, SUBJECTS, grade, write


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "user" / "grades.csv"


BROKEN = {
    "a grade that is none": (NO_GRADE, "grade", "A, B, C, D, E, F"),
    "a number for an outlet": ("2024-02-01T10:00:00Z,B,outlet:irna,IRNA,3,why", "grade", "A, B, C, D, E, F"),
    "a letter for a claim": ("2024-02-01T10:00:00Z,B,claim:aaaa,c,B,why", "grade", "1, 2, 3, 4, 5, 6"),
    "an outlet that is not there": ("2024-02-01T10:00:00Z,B,outlet:gone,Gone,B,why", "subject", "no such thing"),
    "a subject that is none": ("2024-02-01T10:00:00Z,B,event:aaaa,Gone,B,why", "subject", "outlet: or claim:"),
    "too few cells": ("2024-02-01T10:00:00Z,B,outlet:irna,IRNA,B", "row", "has 5 cells"),
    "too many cells": ("2024-02-01T10:00:00Z,B,outlet:irna,IRNA,B,why,oh,why", "row", "has 8 cells"),
    "no time": ("yesterday,B,outlet:irna,IRNA,B,why", "at", "2026-01-31T12:00:00Z"),
    "a time of no zone": ("2024-02-01T10:00:00,B,outlet:irna,IRNA,B,why", "at", "UTC"),
    "a time of another zone": ("2024-02-01T10:00:00+05:00,B,outlet:irna,IRNA,B,why", "at", "UTC"),
    "a time to come": ("9999-01-01T00:00:00Z,B,outlet:irna,IRNA,B,why", "at", "future"),
    "nobody": ("2024-02-01T10:00:00Z, ,outlet:irna,IRNA,B,why", "by", "must not be empty"),
    "no reason": ("2024-02-01T10:00:00Z,B,outlet:irna,IRNA,B,", "why", "must not be empty"),
    "a long reason": (f"2024-02-01T10:00:00Z,B,outlet:irna,IRNA,B,{'x' * 501}", "why", "longer than 500"),
    "a reason over two lines": ('2024-02-01T10:00:00Z,B,outlet:irna,IRNA,B,"why\noh why"', "row", "one line"),
    "a quote left open": ('2024-02-01T10:00:00Z,B,outlet:irna,IRNA,B,"why', "row", "cannot be read"),
    "a control character": ("2024-02-01T10:00:00Z,B,outlet:irna,IRNA,B,wh\x07y", "why", "control"),
    "a NUL": ("2024-02-01T10:00:00Z,B,outlet:irna,IRNA,B,wh\0y", "", ""),
    "a conflict of git": ("<<<<<<< HEAD", "row", "has 1 cells"),
    "an endless cell": (f"2024-02-01T10:00:00Z,B,outlet:irna,IRNA,B,{'x' * 200_000}", "row", "cannot be read"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_row_is_said_and_costs_no_other(file: Path, name: str) -> None:
    line, field, remedy = BROKEN[name]
    later = "2024-03-01T10:00:00Z,Ayesha,claim:aaaa,x,2,two outlets"
    before = write(file, GOOD, line, later).read_bytes()
    grades = read_grades(file, SUBJECTS)
    assert (grades.of("outlet"), grades.of("claim")) == ({"dawn": "B"}, {"aaaa": "2"})
    assert grades.problems and not grades.closed
    first = grades.problems[0]
    assert (first.file, first.row) == ("grades.csv", 3)
    assert (not field or first.field == field) and remedy in first.remedy
    assert len(first.value) <= 80
    grade(file, letter="A")
    assert file.read_bytes().startswith(before), "what is broken stays as it is"
    assert read_grades(file, SUBJECTS).of("outlet") == {"dawn": "A"}


def test_bytes_that_are_not_utf_8_cost_one_row(file: Path) -> None:
    write(file, GOOD)
    file.write_bytes(file.read_bytes() + "2024-02-01T10:00:00Z,Zoë,outlet:irna,IRNA,B,why\n".encode("latin-1"))
    grades = read_grades(file, SUBJECTS)
    assert grades.of("outlet") == {"dawn": "B"}
    assert [(p.row, p.field) for p in grades.problems] == [(3, "row")] and "UTF-8" in grades.problems[0].remedy


@pytest.mark.parametrize(
    "body",
    [
        b"at;by;subject;about;grade;why\n",
        b"subject,grade\noutlet:dawn,B\n",
        GOOD.encode() + b"\n",
        f"{HEAD}\n{GOOD}\n".encode("utf-16"),
        b"\x89PNG\r\n\x1a\n\0\0",
        b"<html>",
    ],
)
def test_a_file_that_cannot_be_read_at_all_blocks_new_grades_and_stays(file: Path, body: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(body)
    grades = read_grades(file, SUBJECTS)
    assert grades.rows == () and grades.problems[0].field == "header"
    for change in (lambda: grade(file), lambda: merge_grades(file, SUBJECTS, f"{HEAD}\n{GOOD}\n".encode())):
        with pytest.raises(Refused, match=r"Nothing was added: grades\.csv, row 1"):
            change()
    assert file.read_bytes() == body


def test_a_folder_in_its_place_is_said(file: Path) -> None:
    file.mkdir(parents=True)
    assert "cannot be read" in read_grades(file, SUBJECTS).closed
    with pytest.raises(Refused, match="cannot be read"):
        grade(file)


def test_a_home_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "user").write_text("a file where the folder should be")
    with pytest.raises(Refused, match="cannot be written"):
        grade(tmp_path / "user" / "grades.csv")


@pytest.mark.parametrize("body", [b"", b"\n", b"  \n\n", HEAD.encode(), f"\ufeff{HEAD}\r\n".encode()])
def test_a_file_without_rows_takes_grades(file: Path, body: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(body)
    assert read_grades(file, SUBJECTS).problems == ()
    row = grade(file)
    assert read_grades(file, SUBJECTS).rows == (row,)


def test_a_file_saved_by_a_spreadsheet_or_cut_short_goes_on(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(f"\ufeff{HEAD}\r\n{GOOD}\r\n\r\n2024-02-01T10:00".encode())
    row = grade(file, "outlet:irna", "D")
    grades = read_grades(file, SUBJECTS)
    assert grades.of("outlet") == {"dawn": "B", "irna": "D"} and row in grades.rows
    assert [p.row for p in grades.problems] == [4]


def test_a_disk_that_fails_leaves_no_half_row(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grade(file)
    before = file.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(append_log.os, "fsync", full)
    with pytest.raises(Refused, match="No space left"):
        grade(file, letter="E")
    assert file.read_bytes() == before


def test_a_link_to_a_file_elsewhere_is_followed(file: Path, tmp_path: Path) -> None:
    file.parent.mkdir()
    file.symlink_to(tmp_path / "repository" / "grades.csv")
    (tmp_path / "repository").mkdir()
    grade(file)
    assert file.is_symlink() and (tmp_path / "repository" / "grades.csv").exists()
