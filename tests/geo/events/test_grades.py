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
from geo.events.atlas import open_atlas
from geo.events.grade_log import add_grade, export_grades, merge_grades
from geo.events.grades import CREDIBILITY, HEADER, RELIABILITY, UNJUDGED, parse_grades, read_grades
from geo.events.now import atlas_now
from geo.settings import ROOT
from geo.vocabulary.view import View
from tests.geo.events.grading import GOOD, HEAD, NO_GRADE, SUBJECTS, grade, write


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "user" / "grades.csv"


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
    body = "\n".join([HEAD, GOOD, NO_GRADE, newer, ""]).encode()
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


def test_the_words_are_those_of_the_code() -> None:
    assert list(RELIABILITY) == list("ABCDEF") and list(CREDIBILITY) == list("123456")
    assert UNJUDGED == {"outlet": "F", "claim": "6"}
    assert all(words.startswith(f"{key} ") for scale in (RELIABILITY, CREDIBILITY) for key, words in scale.items())
    assert parse_grades(b"", "x", {}).rows == ()
