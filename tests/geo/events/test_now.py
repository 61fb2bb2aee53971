"""The world as the user's own files have it: another only where one of them changed."""

import os
from pathlib import Path

import pytest

from geo.events.atlas import Atlas
from geo.events.grade_log import add_grade
from geo.events.now import atlas_now
from geo.settings import home
from geo.vocabulary.view import View


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
