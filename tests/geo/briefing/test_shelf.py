"""The shelf keeps briefings, never overwrites another's change, takes back what was deleted, and names what is broken."""

from dataclasses import replace
from pathlib import Path

import pytest

from geo.briefing import shelf
from geo.briefing.steps import Briefing, Step
from geo.events.datasets import backup, restore
from geo.vocabulary.problems import DataProblems

MINE = Briefing("Two strikes: a summary", (Step("One", "map", "v=1&kind=attack", "Words"),))


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in shelf.list_shelf(folder)[0])


def test_what_is_saved_is_listed_and_loaded(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "yet"
    assert shelf.list_shelf(folder) == ((), ())
    saved = shelf.save(folder, MINE)
    assert (saved.name, saved.briefing) == ("two-strikes-a-summary", MINE)
    assert shelf.load(folder, saved.name) == saved
    (kept,), problems = shelf.list_shelf(folder)
    assert (kept.title, kept.steps, problems) == (MINE.title, 1, ())
    again = shelf.save(folder, replace(MINE, author="A"), saved.name, saved.stamp)
    assert shelf.load(folder, saved.name).briefing.author == "A"
    assert again.stamp != saved.stamp


def test_two_of_one_title_lie_beside_each_other(tmp_path: Path) -> None:
    assert [shelf.save(tmp_path, MINE).name for _ in range(3)] == [
        f"two-strikes-a-summary{end}" for end in ("", "-2", "-3")
    ]
    assert shelf.save(tmp_path, Briefing("سرحد")).name == "سرحد"
    assert shelf.save(tmp_path, Briefing("../../:/\\")).name == "briefing"
    assert len(names(tmp_path)) == 5


def test_nobodys_change_is_overwritten(tmp_path: Path) -> None:
    mine = shelf.save(tmp_path, MINE)
    theirs = shelf.save(tmp_path, replace(MINE, author="Another"), mine.name, mine.stamp)
    with pytest.raises(shelf.Overtaken, match="changed by somebody else"):
        shelf.save(tmp_path, replace(MINE, author="Me"), mine.name, mine.stamp)
    assert shelf.load(tmp_path, mine.name).briefing.author == "Another"
    shelf.delete(tmp_path, mine.name)
    with pytest.raises(shelf.Overtaken, match="deleted by somebody else"):
        shelf.save(tmp_path, MINE, theirs.name, theirs.stamp)
    assert names(tmp_path) == []


def test_what_was_deleted_comes_back_under_a_free_name(tmp_path: Path) -> None:
    name = shelf.save(tmp_path, MINE).name
    deleted = shelf.delete(tmp_path, name)
    assert names(tmp_path) == []
    assert shelf.restore(tmp_path, deleted) == name
    deleted = shelf.delete(tmp_path, name)
    shelf.save(tmp_path, replace(MINE, author="Newer"))
    assert shelf.restore(tmp_path, deleted) == f"{name}-2"
    assert shelf.load(tmp_path, f"{name}-2").briefing == MINE


def test_a_broken_file_is_named_and_left_alone(tmp_path: Path) -> None:
    shelf.save(tmp_path, MINE)
    for name, content in (("a.md", b"no front matter"), ("b.md", b"\xff\xfe"), ("c.md", b"x" * 1_100_000)):
        (tmp_path / name).write_bytes(content)
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "notes.txt").write_text("not ours")
    kept, problems = shelf.list_shelf(tmp_path)
    assert [each.name for each in kept] == ["two-strikes-a-summary"]
    assert {problem.file for problem in problems} == {"a.md", "b.md", "c.md"}
    assert (tmp_path / "a.md").read_bytes() == b"no front matter"


@pytest.mark.parametrize("name", ["", ".", "..", "../x", "a/b", ".hidden", "a\0b", "c:d", "no-such"])
def test_only_files_of_the_shelf_are_opened_or_deleted(tmp_path: Path, name: str) -> None:
    (tmp_path / "x.md").write_text("---\ntitle: x\n---\n")
    folder = tmp_path / "shelf"
    folder.mkdir()
    for act in (shelf.load, shelf.delete, shelf.restore):
        with pytest.raises(DataProblems):
            act(folder, name)
    assert (tmp_path / "x.md").exists()


def test_a_disk_that_refuses_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = shelf.save(tmp_path, MINE)

    def refuse(path: Path, body: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shelf, "replace_file", refuse)
    with pytest.raises(DataProblems, match="disk is full"):
        shelf.save(tmp_path, replace(MINE, author="x"), mine.name, mine.stamp)
    assert shelf.load(tmp_path, mine.name) == mine


def test_a_backup_holds_the_shelf_and_brings_it_back(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "home" / "briefings"
    kept = shelf.save(folder, MINE)
    shelf.note_unsaved(folder, "reader", MINE)
    backup(home, tmp_path / "all.zip")
    shelf.save(folder, replace(MINE, author="Later"), kept.name, kept.stamp)
    restore(home, tmp_path / "all.zip")
    assert shelf.load(folder, kept.name) == kept


def test_what_is_not_saved_is_noted_aside_and_forgotten(tmp_path: Path) -> None:
    shelf.note_unsaved(tmp_path, "reader", MINE)
    assert shelf.list_shelf(tmp_path) == ((), ())
    assert shelf.load(tmp_path / shelf.UNSAVED, "reader").briefing == MINE
    shelf.forget_unsaved(tmp_path, "reader")
    shelf.forget_unsaved(tmp_path, "reader")
    assert shelf.list_shelf(tmp_path / shelf.UNSAVED) == ((), ())


def test_the_example_opens() -> None:
    assert len(shelf.open_example().steps) > 10
