"""Backup and restore: one file and back, whole; what is damaged or foreign is refused before anything is touched."""

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, multiple, precondition, rule

from geo.events.datasets import (
    allow_sharing,
    backup,
    list_changes,
    list_sets,
    open_sets,
    recover,
    remove,
    restore,
    undo,
)
from geo.events.datasets.backup import LIST
from geo.events.datasets.manifest import SCHEMA, STEPS
from geo.vocabulary.problems import DataProblems
from tests.imports.made import content, is_tidy, put


@pytest.fixture
def store(tmp_path: Path) -> Path:
    home = tmp_path / "store"
    put(home, "A")
    put(home, "B", seed=1)
    (home / "grades.csv").write_text("at,by\n2026,me\n", encoding="utf-8")
    (home / "places" / "deep").mkdir(parents=True)
    (home / "places" / "deep" / "نام.csv").write_text("name\nگوادر\n", encoding="utf-8")
    return home


@pytest.fixture
def saved(store: Path) -> Path:
    file = store.parent / "saved.zip"
    made = backup(store, file)
    assert (made.sets, made.problems) == (("A", "B"), ())
    return file


def test_there_and_back_again(store: Path, saved: Path) -> None:
    before = content(store)
    remove(store, "A")
    (store / "grades.csv").unlink()
    (store / "places" / "new.csv").write_text("x", encoding="utf-8")
    changed = content(store)
    done = restore(store, saved)
    assert content(store) == before and done.sets == ("A", "B") and is_tidy(store)
    assert done.kept and done.kept.parent == store / "backups"
    restore(store, done.kept)
    assert content(store) == changed
    assert undo(store) == "removal of A"  # a backup holds what can be undone


def test_into_another_home(store: Path, saved: Path) -> None:
    other = store.parent / "other"
    assert restore(other, saved).kept is None
    assert content(other) == content(store) and list_changes(other) == list_changes(store)


def test_what_is_not_ours_stays_as_it_is(store: Path, saved: Path) -> None:
    (store / "thesis.txt").write_text("mine", encoding="utf-8")
    restore(store, saved)
    assert (store / "thesis.txt").read_text(encoding="utf-8") == "mine"
    with zipfile.ZipFile(saved) as archive:
        assert {name.split("/")[0] for name in archive.namelist()} == {LIST, "datasets", "grades.csv", "places"}
        assert not [name for name in archive.namelist() if name.endswith(".lock") or "/." in name]


def test_a_backup_is_not_overwritten_and_nothing_is_no_backup(store: Path, saved: Path) -> None:
    body = saved.read_bytes()
    with pytest.raises(DataProblems, match="choose another name"):
        backup(store, saved)
    assert saved.read_bytes() == body
    with pytest.raises(DataProblems, match="nothing of yours to back up"):
        backup(store.parent / "empty", store.parent / "b.zip")
    with pytest.raises(DataProblems, match="there is no such file; nothing was changed"):
        restore(store, store.parent / "no.zip")
    assert not (store.parent / "b.zip").exists()


def test_while_somebody_adds_grades_it_is_said_to_wait(store: Path, saved: Path) -> None:
    with FileLock(store / "grades.csv.lock"), pytest.raises(DataProblems, match=r"adding grades just now; wait"):
        restore(store, saved, 0.05)


def refused(store: Path, file: Path, words: str) -> None:
    before = content(store)
    with pytest.raises(DataProblems, match=words) as error:
        restore(store, file)
    assert {problem.file for problem in error.value.problems} == {file.name}
    assert content(store) == before and is_tidy(store) and recover(store) == []
    assert not (store / "backups").exists()


@given(st.integers(0, 10**9), st.integers(1, 255))
def test_any_flipped_byte_is_found_or_harmless(place: int, flip: int) -> None:
    body = bytearray(flipped.saved.read_bytes())
    body[place % len(body)] ^= flip
    file = flipped.store.parent / "flipped.zip"
    file.write_bytes(body)
    before = flipped.before
    try:
        restore(flipped.store, file)
    except DataProblems as error:
        assert "nothing was changed" in str(error)
    assert content(flipped.store) == before and is_tidy(flipped.store)


class flipped:
    """What the flipped bytes are tried on."""

    store: Path
    saved: Path
    before: dict[str, object]


@pytest.fixture(autouse=True, scope="module")
def _once(tmp_path_factory: pytest.TempPathFactory) -> None:
    flipped.store = tmp_path_factory.mktemp("flipped") / "store"
    put(flipped.store, "A", 5)
    flipped.saved = flipped.store.parent / "saved.zip"
    backup(flipped.store, flipped.saved)
    flipped.before = content(flipped.store)


@pytest.mark.parametrize("part", [0, 1, 100, 0.5, 0.99])
def test_a_backup_that_is_cut_off(store: Path, saved: Path, part: float) -> None:
    body = saved.read_bytes()
    saved.write_bytes(body[: int(part * len(body)) if part < 1 else int(part)])
    refused(store, saved, "is damaged, or is no backup of Zero Point")


def rewrite(file: Path, edit: Callable[[dict[str, bytes], dict[str, object]], None]) -> None:
    """Change members and list of a backup, as somebody would who makes one by hand."""
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    about = json.loads(members.pop(LIST))
    edit(members, about)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(LIST, json.dumps(about))
        for name, body in members.items():
            archive.writestr(name, body)


def adding(name: str, body: bytes = b"x", length: int | None = None) -> Callable[[dict[str, bytes], dict], None]:
    def edit(members: dict[str, bytes], about: dict) -> None:
        members[name] = body
        size = len(body) if length is None else length
        about["files"][name] = {"bytes": size, "sha256": hashlib.sha256(body).hexdigest()}

    return edit


@pytest.mark.parametrize(
    "edit",
    [
        adding("../outside.csv"),
        adding("/etc/outside.csv"),
        adding("places/../../outside.csv"),
        adding("thesis.txt"),
        adding("places\\..\\outside.csv"),
        adding("places//x.csv"),
        adding("places/bomb.csv", bytes(3_000_000), 10),
        adding("places/short.csv", b"x", 10),
        lambda members, about: members.pop("grades.csv"),
        lambda members, about: members.update(extra=b""),
        lambda members, about: members.update({"grades.csv": b"at,by\n2026,ym\n"}),
        lambda members, about: about.update(files=[]),
        lambda members, about: about.update(zero_point="something else"),
        lambda members, about: about.update(schema="1"),
        lambda members, about: about["files"].update({"grades.csv": None}),
    ],
)
def test_a_zip_that_is_made_by_hand_is_refused(store: Path, saved: Path, edit: Callable[..., None]) -> None:
    rewrite(saved, edit)
    refused(store, saved, "is damaged, or is no backup of Zero Point")
    assert not list(store.parent.glob("**/outside.csv"))


@pytest.mark.parametrize(("schema", "words"), [(2, "newer version"), (0, "older version")])
def test_a_backup_of_another_version(store: Path, saved: Path, schema: int, words: str) -> None:
    rewrite(saved, lambda members, about: about.update(schema=schema))
    refused(store, saved, words)


def test_a_backup_with_data_sets_of_another_version(store: Path, saved: Path) -> None:
    def edit(members: dict[str, bytes], about: dict) -> None:
        name = "datasets/manifest.json"
        adding(name, json.dumps({**json.loads(members[name]), "schema": SCHEMA + 1}).encode())(members, about)

    rewrite(saved, edit)
    refused(store, saved, "newer Zero Point")


def test_more_than_the_disk_has(store: Path, saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from geo.events.datasets import restoring

    usage = type("Usage", (), {"free": 1_000})
    monkeypatch.setattr(restoring.shutil, "disk_usage", lambda _: usage)
    refused(store, saved, r"needs 0 MB, the disk has 0 MB; free some space; nothing was changed")


class Sequences(RuleBasedStateMachine):
    """Any sequence of changes against a plain model: a list of states, the last one being now."""

    saved = Bundle("saved")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.home = Path(self.folder.name) / "home"
        self.states: list[tuple[tuple[str, int, bool], ...]] = [()]
        self.grades = ""
        self.number = 0

    def teardown(self) -> None:
        self.folder.cleanup()

    def change(self, now: tuple[tuple[str, int, bool], ...]) -> None:
        self.states = [*self.states, now][-STEPS - 1 :]

    @rule(rows=st.integers(0, 5))
    def import_one(self, rows: int) -> None:
        self.number += 1
        put(self.home, f"N{self.number}", rows, seed=self.number)
        self.change((*self.states[-1], (f"N{self.number}", rows, True)))

    @precondition(lambda self: self.states[-1])
    @rule(which=st.integers(0, 100))
    def remove_one(self, which: int) -> None:
        gone = self.states[-1][which % len(self.states[-1])]
        remove(self.home, gone[0])
        self.change(tuple(each for each in self.states[-1] if each != gone))

    @precondition(lambda self: self.states[-1])
    @rule(which=st.integers(0, 100))
    def remove_one_for_good(self, which: int) -> None:
        name, *_ = self.states[-1][which % len(self.states[-1])]
        remove(self.home, name, for_good=True)
        self.change(self.states[-1])
        self.states = [tuple(each for each in state if each[0] != name) for state in self.states]

    @precondition(lambda self: self.states[-1])
    @rule(which=st.integers(0, 100), allowed=st.booleans())
    def share(self, which: int, allowed: bool) -> None:
        name, *_ = self.states[-1][which % len(self.states[-1])]
        allow_sharing(self.home, name, allowed)
        self.change(tuple((each[0], each[1], allowed if each[0] == name else each[2]) for each in self.states[-1]))

    @rule()
    def undo_one(self) -> None:
        if len(self.states) == 1:
            with pytest.raises(DataProblems):
                undo(self.home)
        else:
            undo(self.home)
            self.states = self.states[:-1]

    @rule(text=st.text("ab", max_size=3))
    def grade(self, text: str) -> None:
        self.home.mkdir(exist_ok=True)
        (self.home / "grades.csv").write_text(text, encoding="utf-8")
        self.grades = text

    @rule(target=saved)
    def back_up(self) -> object:
        self.number += 1
        file = Path(self.folder.name) / f"{self.number}.zip"
        if not (self.home / "grades.csv").exists() and not any(self.states):
            with pytest.raises(DataProblems, match="nothing of yours"):
                backup(self.home, file)
            return multiple()
        backup(self.home, file)
        return file, list(self.states), self.grades, (self.home / "grades.csv").exists()

    @rule(one=saved)
    def bring_back(self, one: tuple[Path, list, str, bool]) -> None:
        file, self.states, self.grades, graded = one[0], list(one[1]), one[2], one[3]
        restore(self.home, file)
        assert (self.home / "grades.csv").exists() == graded

    @invariant()
    def it_is_as_the_model(self) -> None:
        opened, problems = open_sets(self.home, thorough=True)
        assert problems == [] and recover(self.home) == []
        found = tuple((each.about.name, len(each.events()), each.about.may_share) for each in opened)
        assert found == self.states[-1]
        assert [each.name for each in list_sets(self.home)] == [name for name, *_ in self.states[-1]]
        assert len(list_changes(self.home)) == len(self.states) - 1
        if (self.home / "grades.csv").exists():
            assert (self.home / "grades.csv").read_text(encoding="utf-8") == self.grades
        assert not (self.home / "datasets").exists() or is_tidy(self.home)


TestSequences = Sequences.TestCase
TestSequences.settings = settings(max_examples=12, stateful_step_count=20)
