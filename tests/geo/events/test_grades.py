"""The file of grades: nothing is lost, whatever happens to it; what counts is the latest; what is broken is said."""

import csv
import io
import multiprocessing
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.events import append_log
from geo.events.append_log import LONGEST, Refused
from geo.events.atlas import Atlas, open_atlas
from geo.events.grade_log import add_grade, export_grades, merge_grades
from geo.events.grades import CREDIBILITY, HEADER, RELIABILITY, UNJUDGED, parse_grades, read_grades
from geo.events.now import atlas_now
from geo.settings import ROOT, home
from geo.vocabulary.view import View

SUBJECTS = {"outlet:dawn": "Dawn", "outlet:irna": "IRNA", "claim:aaaa": "2024-01-16-panjgur-strike-c01"}
HEAD = ",".join(HEADER)
GOOD = "2024-02-01T10:00:00Z,Ayesha,outlet:dawn,Dawn,B,Correspondent on the spot"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "user" / "grades.csv"


def grade(file: Path, subject: str = "outlet:dawn", letter: str = "B", by: str = "Ayesha", why: str = "on the spot"):
    return add_grade(file, SUBJECTS, subject, letter, by, why)


def write(file: Path, *lines: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes("\n".join([HEAD, *lines, ""]).encode())
    return file


def test_nobody_is_graded_by_default(file: Path) -> None:
    grades = read_grades(file, SUBJECTS)
    assert (grades.rows, grades.problems, grades.closed) == ((), (), "")
    assert not file.exists() and not file.parent.exists(), "looking leaves nothing behind"
    claims = open_atlas().chronology.claims
    assert set(claims["reliability"]) == {"F"} and set(claims["credibility"]) == {"6"}


def test_a_grade_says_who_when_and_why(file: Path) -> None:
    row = grade(file, why="  Correspondent\n on the spot ")
    assert (row.by, row.about, row.grade, row.why) == ("Ayesha", "Dawn", "B", "Correspondent on the spot")
    assert row.at.endswith("Z") and row.at.startswith("20")
    assert read_grades(file, SUBJECTS).rows == (row,)
    assert file.read_text(encoding="utf-8").splitlines()[0] == HEAD


def test_the_latest_counts_and_setting_back_is_a_row_too(file: Path) -> None:
    for letter in ("B", "D", "F"):
        grade(file, letter=letter)
    grade(file, "claim:aaaa", "2")
    grades = read_grades(file, SUBJECTS)
    assert (grades.of("outlet"), grades.of("claim")) == ({}, {"aaaa": "2"})
    assert [row.grade for row in grades.history("outlet:dawn")] == ["F", "D", "B"]
    assert len(file.read_text(encoding="utf-8").splitlines()) == 5, "one line a change"


def test_a_change_only_adds_a_line(file: Path) -> None:
    grade(file)
    before = file.read_bytes()
    grade(file, letter="C", why='said "no", then, yes; تفتان\u200c')
    assert file.read_bytes().startswith(before)
    assert read_grades(file, SUBJECTS).rows[-1].why == 'said "no", then, yes; تفتان\u200c'


def test_a_later_grade_counts_even_where_another_clock_runs_ahead(file: Path) -> None:
    ahead = (datetime.now(UTC) + timedelta(hours=5)).isoformat(timespec="seconds").replace("+00:00", "Z")
    write(file, f"{ahead},Bahram,outlet:dawn,Dawn,E,clock")
    grade(file, letter="A")
    assert read_grades(file, SUBJECTS).of("outlet") == {"dawn": "A"}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"subject": "outlet:nobody"}, "no 'outlet:nobody'"),
        ({"subject": "dawn"}, "outlet: or claim:"),
        ({"letter": "2"}, "A, B, C, D, E, F"),
        ({"letter": "b"}, "A, B, C, D, E, F"),
        ({"subject": "claim:aaaa", "letter": "A"}, "1, 2, 3, 4, 5, 6"),
        ({"by": " \n"}, "Your name must not be empty"),
        ({"why": ""}, "The reason must not be empty"),
        ({"why": "x" * (LONGEST["why"] + 1)}, "longer than 500"),
        ({"by": "x" * (LONGEST["by"] + 1)}, "longer than 80"),
        ({"why": "a\0b"}, "control character"),
        ({"by": "\ud800"}, "control character"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_the_reason(file: Path, fields: dict[str, str], said: str) -> None:
    with pytest.raises(Refused) as refused:
        grade(file, **fields)
    assert said in str(refused.value)
    assert not file.exists()


texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=80).filter(str.strip)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=4))
def test_any_text_comes_back_as_it_was(tmp_path: Path, said: list[tuple[str, str]]) -> None:
    file = tmp_path / "any.csv"
    file.unlink(missing_ok=True)
    kept = [grade(file, by=by, why=why) for by, why in said]
    grades = read_grades(file, SUBJECTS)
    assert (list(grades.rows), grades.problems) == (kept, ())
    assert [(row.by, row.why) for row in kept] == [(" ".join(by.split()), " ".join(why.split())) for by, why in said]


# ---- restart, and several at once


def test_grades_survive_a_restart(tmp_path: Path) -> None:
    """Another process, which shares nothing but the file, sees them."""
    outlet = open_atlas().chronology.outlets.index[0]
    add_grade(tmp_path / "grades.csv", open_atlas().subjects, f"outlet:{outlet}", "C", "Ayesha", "why not")
    code = "from geo.events.now import atlas_now; now = atlas_now(); print(now.grades.of('outlet'))"
    environment = {**os.environ, "ZEROPOINT_HOME": str(tmp_path)}
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert said.stdout.strip() == str({outlet: "C"}), said.stderr


def _grade_many(file: Path, by: str, times: int) -> None:
    for number in range(times):
        add_grade(file, SUBJECTS, "outlet:dawn", "ABCDE"[number % 5], by, f"reason {number}")


def test_processes_that_grade_at_once_lose_nothing(file: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    people, times = [f"analyst {n}" for n in range(4)], 25
    working = [spawn.Process(target=_grade_many, args=(file, by, times)) for by in people]
    for process in working:
        process.start()
    for process in working:
        process.join(120)
    assert [process.exitcode for process in working] == [0] * 4
    grades = read_grades(file, SUBJECTS)
    assert grades.problems == ()
    assert {(row.by, row.why) for row in grades.rows} == {(by, f"reason {n}") for by in people for n in range(times)}
    assert len(grades.rows) == 100
    lines = file.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 101 and lines.count(HEAD) == 1
    assert grades.latest["outlet:dawn"].why == lines[-1].split(",")[-1], "the last that was written counts"


def test_readers_of_one_dashboard_that_grade_at_once_lose_nothing_and_read_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZEROPOINT_HOME", str(tmp_path))
    subjects = list(open_atlas().subjects)[:24]

    def work(number: int) -> int:
        add_grade(tmp_path / "grades.csv", open_atlas().subjects, subjects[number], "B", f"reader {number}", "why")
        now = atlas_now()
        return len(now.grades.problems) + (subjects[number] not in now.grades.latest)

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(work, range(24))) == 0, "no half row was ever read"
    assert set(atlas_now().grades.latest) == set(subjects)
    shown = atlas_now().store.ask(View(reliability=("B",)))
    outlets = tuple(subject.removeprefix("outlet:") for subject in subjects)
    assert shown == open_atlas().store.ask(View(outlet=outlets))


def test_a_file_held_by_another_is_said(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grade(file)
    before = file.read_bytes()
    monkeypatch.setattr(append_log, "PATIENCE_SECONDS", 0.05)
    with append_log.FileLock(f"{file.resolve()}.lock"), pytest.raises(Refused, match="try again"):
        grade(file, letter="E")
    assert file.read_bytes() == before


# ---- broken files


BROKEN = {
    "a grade that is none": ("2024-02-01T10:00:00Z,B,outlet:irna,IRNA,Z,why", "grade", "A, B, C, D, E, F"),
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


# ---- import and export


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.booleans(), st.sampled_from(sorted(SUBJECTS)), st.integers(0, 5), texts), max_size=8))
def test_two_who_exchange_their_files_come_to_the_same(tmp_path: Path, said: list[tuple]) -> None:
    files = [tmp_path / "one.csv", tmp_path / "two.csv"]
    for file in files:
        file.unlink(missing_ok=True)
    for mine, subject, number, why in said:
        scale = "ABCDEF" if subject.startswith("outlet") else "123456"
        grade(files[mine], subject, scale[number], f"analyst {mine}", why)
    alone = [read_grades(file, SUBJECTS).rows for file in files]
    bodies = [export_grades(file) for file in files]
    assert merge_grades(files[0], SUBJECTS, bodies[1]).added == len(alone[1])
    assert merge_grades(files[1], SUBJECTS, bodies[0]).added == len(alone[0])
    one, two = (read_grades(file, SUBJECTS) for file in files)
    assert one.rows == two.rows and one.latest == two.latest
    assert set(one.rows) == set(alone[0]) | set(alone[1])
    again = files[0].read_bytes() if files[0].exists() else b""
    merged = merge_grades(files[0], SUBJECTS, bodies[1])
    assert (merged.added, merged.known) == (0, len(alone[1]))
    assert (files[0].read_bytes() if files[0].exists() else b"") == again, "the same row twice adds nothing"


def test_an_import_takes_the_good_rows_and_says_the_others(file: Path) -> None:
    grade(file, "claim:aaaa", "3")
    newer = "2023-01-01T00:00:00Z,Bahram,outlet:irna,IRNA,C,agency"
    body = "\n".join([HEAD, GOOD, BROKEN["a grade that is none"][0], newer, ""]).encode()
    merged = merge_grades(file, SUBJECTS, body, "theirs.csv")
    assert (merged.added, merged.known) == (2, 0)
    assert [(p.file, p.row, p.field) for p in merged.problems] == [("theirs.csv", 3, "grade")]
    assert [line.split(",")[1] for line in file.read_text(encoding="utf-8").splitlines()[2:]] == ["Bahram", "Ayesha"]
    assert read_grades(file, SUBJECTS).problems == ()


def test_an_import_that_is_no_file_of_grades_is_refused(file: Path) -> None:
    grade(file)
    before = file.read_bytes()
    for body in (b"name,lon,lat\n", b"\xff\xfe\0", b"x" * 20_000_001):
        with pytest.raises(Refused, match=r"theirs\.csv"):
            merge_grades(file, SUBJECTS, body, "theirs.csv")
    assert file.read_bytes() == before


def test_an_export_is_the_file_broken_lines_included(file: Path) -> None:
    assert export_grades(file) == f"{HEAD}\n".encode()
    before = write(file, GOOD, "broken").read_bytes()
    assert export_grades(file) == before
    rows = list(csv.reader(io.StringIO(before.decode())))
    assert rows[0] == list(HEADER)


# ---- the world as it is graded


@pytest.fixture
def graded_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ZEROPOINT_HOME", str(tmp_path))
    return tmp_path / "grades.csv"


def test_the_home_is_where_it_is_said_to_be(graded_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert home() == graded_home.parent
    monkeypatch.delenv("ZEROPOINT_HOME")
    assert home().name == "zero-point"


def test_the_session_reads_nobodys_own_home() -> None:
    assert "zero-point-tests-" in str(home())


def test_the_atlas_follows_the_file_and_is_another_only_where_it_changed(graded_home: Path, atlas: Atlas) -> None:
    assert atlas_now() is atlas, "no grades: what ships"
    outlet = atlas.chronology.claims["outlet_id"].value_counts().index[0]
    add_grade(graded_home, atlas.subjects, f"outlet:{outlet}", "B", "Ayesha", "why")
    now = atlas_now()
    assert now is not atlas and atlas_now() is now
    os.utime(graded_home, ns=(1, 1))
    assert atlas_now() is now, "touched, not changed"
    mine = now.chronology.claims["outlet_id"] == outlet
    assert set(now.chronology.claims[mine]["reliability"]) == {"B"}
    assert set(now.chronology.claims[~mine]["reliability"]) == {"F"}
    assert set(atlas.chronology.claims["reliability"]) == {"F"}, "the world before stays as it was"
    graded_home.unlink()
    assert atlas_now() is atlas


def test_filters_ask_for_grades_and_the_atlas_before_answers_as_before(graded_home: Path, atlas: Atlas) -> None:
    claims = atlas.chronology.claims
    outlet, claim = claims["outlet_id"].value_counts().index[0], claims.index[0]
    add_grade(graded_home, atlas.subjects, f"outlet:{outlet}", "B", "Ayesha", "why")
    add_grade(graded_home, atlas.subjects, f"claim:{claim}", "2", "Ayesha", "why")
    now = atlas_now()
    assert now.store.ask(View(reliability=("B",))) == atlas.store.ask(View(outlet=(outlet,)))
    assert now.store.ask(View(credibility=("2",))).claims == {claims.at[claim, "event_id"]: frozenset({claim})}
    assert now.store.count(View(), "reliability")["B"] == len(now.store.ask(View(reliability=("B",))).events)
    assert now.store.count(View(reliability=("B",)), "credibility").keys() <= {"2", "6"}
    assert atlas.store.ask(View(reliability=("B",))).events == ()
    ungraded = now.store.ask(View(reliability=("F",), credibility=("6",))).claims
    assert frozenset().union(*ungraded.values()) == set(claims[claims["outlet_id"] != outlet].index) - {claim}


def test_a_broken_file_gives_a_world_that_says_so(graded_home: Path, atlas: Atlas) -> None:
    graded_home.write_bytes(b"\xff\xfe nonsense")
    assert atlas_now().grades.closed
    assert atlas_now().store.ask(View()) == atlas.store.ask(View())


def test_the_words_are_those_of_the_code() -> None:
    assert list(RELIABILITY) == list("ABCDEF") and list(CREDIBILITY) == list("123456")
    assert UNJUDGED == {"outlet": "F", "claim": "6"}
    assert all(words.startswith(f"{key} ") for scale in (RELIABILITY, CREDIBILITY) for key, words in scale.items())
    assert parse_grades(b"", "x", {}).rows == ()
