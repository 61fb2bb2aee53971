"""Data sets on a bad day: ended at every step, a full disk, damaged files, other versions. Nothing is lost, and it is said."""

import errno
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from geo.events.datasets import (
    backup,
    list_sets,
    open_sets,
    recover,
    remove,
    restore,
    undo,
)
from geo.events.datasets.manifest import SCHEMA, format_manifest, parse_manifest, read_manifest
from geo.settings import ROOT
from geo.vocabulary.problems import DataProblems
from tests.imports.made import content, is_tidy, put

STEPS = ("fsync", "rename", "replace", "mkdir", "unlink", "rmdir")
Act = Callable[[Path, Path], object]
ACTS: dict[str, Act] = {
    "import": lambda home, _: put(home, "New", 30),
    "remove": lambda home, _: remove(home, "Old"),
    "remove for good": lambda home, _: remove(home, "Old", for_good=True),
    "undo": lambda home, _: undo(home),
    "restore": lambda home, saved: restore(home, saved),
    "restore over nothing": lambda home, saved: restore(nothing(home), saved),
    "backup": lambda home, saved: backup(home, saved.with_name("other.zip")),
}


MEMORY = Path("/dev/shm")


@pytest.fixture
def in_memory(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is room for one: what is written there is flushed as anywhere, but no disk is waited for."""
    if not os.access(MEMORY, os.W_OK) or shutil.disk_usage(MEMORY).free < 256 * 2**20:
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(prefix="zero-point-tests-", dir=MEMORY) as folder:
        yield Path(folder)


@pytest.fixture
def make(in_memory: Path) -> Callable[[str], tuple[Path, Path]]:
    """Homes with two data sets, grades and names, all alike, and a backup of another state of them."""
    (made := in_memory / "made").mkdir()
    put(made, "Older", 25, seed=1)
    (made / "grades.csv").write_text("at,by\n", encoding="utf-8")
    (made / "places").mkdir()
    (made / "places" / "x.csv").write_text("name\n", encoding="utf-8")
    backup(made, in_memory / "saved.zip")
    shutil.rmtree(made / "places")
    put(made, "Old", 25, seed=2)

    def one(name: str) -> tuple[Path, Path]:
        (in_memory / "other.zip").unlink(missing_ok=True)
        return shutil.copytree(made, in_memory / name), in_memory / "saved.zip"

    return one


def at_step(number: int, then: Callable[[], object]) -> Callable[[], int]:
    """Make the numbered call among STEPS do `then` first; gives how many calls there were. For a process of its own."""
    count = 0

    def wrap(true: Callable[..., object]) -> Callable[..., object]:
        def step(*arguments: object, **named: object) -> object:
            nonlocal count
            count += 1
            if count == number:
                then()
            return true(*arguments, **named)

        return step

    for name in STEPS:
        setattr(os, name, wrap(getattr(os, name)))
    return lambda: count


def in_a_child(act: Callable[[], object]) -> int:
    """Run it in a fork; the signal that ended it, or minus its exit code."""
    if (child := os.fork()) == 0:
        try:
            os._exit(int(bool(act())))
        except BaseException:
            os._exit(99)
    _, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status)


@pytest.mark.parametrize("name", ACTS)
def test_killed_at_every_step_it_is_as_before_or_as_after(name: str, make: Callable[[str], tuple[Path, Path]]) -> None:
    act = ACTS[name]
    home, saved = make("whole")
    before = {"sets": names(home)}
    act(home, saved)
    after = {"sets": names(home)}
    outcomes, number = set(), 0
    while True:
        number += 1
        home, saved = make(f"home{number}")

        def killed(home: Path = home, saved: Path = saved, number: int = number) -> None:
            at_step(number, lambda: os.kill(os.getpid(), signal.SIGKILL))
            act(home, saved)

        ended = in_a_child(killed)
        assert ended in (0, signal.SIGKILL)
        if ended == 0:
            break
        for where in {home, nothing(home)} if nothing(home).exists() else {home}:
            said = recover(where)
            found = {"sets": names(where)}
            assert open_sets(where, thorough=True)[1] == []
            assert is_tidy(where) and recover(where) == []
            if where == home:
                outcomes.add(found["sets"])
                assert found in (before, after)
                check_what_was_said(said, name, found == after, before == after)
            content(where)
        put(home, "Next")
    assert number > 5
    assert outcomes == {before["sets"], after["sets"]}


def nothing(home: Path) -> Path:
    """A home beside that one, where nothing is."""
    return home.with_name(f"{home.name}-nothing")


def names(home: Path) -> tuple[str, ...]:
    others = [name for name in ("grades.csv", "places/x.csv") if (home / name).exists()]
    return tuple([each.name for each in list_sets(home)] + others)


def check_what_was_said(said: list[str], name: str, is_after: bool, is_same: bool) -> None:
    text = " ".join(said)
    if name == "import" and text:
        assert ("nothing of it was stored" in text) != is_after and ("is there whole" in text) == is_after
    elif name == "restore" and text and not is_same:
        assert ("carried to its end" in text) == is_after
    elif text and not is_same:
        assert ("nothing was changed" in text) != is_after


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_refuses_any_step(name: str, code: int, make: Callable[[str], tuple[Path, Path]]) -> None:
    act = ACTS[name]
    home, saved = make("whole")
    before = names(home)
    act(home, saved)
    after, number, refusals = names(home), 0, 0
    while True:
        number += 1
        home, saved = make(f"home{number}")

        def refused(home: Path = home, saved: Path = saved, number: int = number) -> bool:
            def refuse() -> None:
                raise OSError(code, os.strerror(code))

            steps = at_step(number, refuse)
            try:
                act(home, saved)
            except DataProblems as error:
                words = "the disk is full" if code == errno.ENOSPC else "the disk refuses it (Input/output error)"
                promise = ("nothing", "no backup", "carried to its end", "still to be carried")
                if words not in str(error) or not any(each in str(error) for each in promise):
                    os._exit(50)
                os._exit(40)
            if steps() < number:
                os._exit(30)
            return False

        ended = -in_a_child(refused)
        assert ended in (0, 30, 40), ended
        if ended == 30:
            break
        refusals += ended == 40
        recover(home)
        assert names(home) in (before, after)
        if ended == 0:
            assert names(home) == after
        content(home)
        put(home, "Next")
    assert refusals >= 2


def test_a_disk_that_is_full_in_the_middle_of_a_file(tmp_path: Path) -> None:
    put(tmp_path, "Old", 2_000)
    before = content(tmp_path)

    def write(act: Callable[[], object]) -> int:
        def limited() -> bool:
            resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
            try:
                act()
            except DataProblems as error:
                ok = "the disk is full" in str(error) and ("nothing" in str(error) or "no backup" in str(error))
                os._exit(40 if ok else 50)
            return False

        return -in_a_child(limited)

    assert write(lambda: put(tmp_path, "Big", 300_000, size=20_000)) == 40
    assert write(lambda: put(tmp_path, "Small", 10)) == 0
    undo(tmp_path)
    assert write(lambda: backup(tmp_path, tmp_path / "b.zip")) in (0, 40)
    assert content(tmp_path) == before
    assert is_tidy(tmp_path) and recover(tmp_path) == []


@pytest.mark.skipif(os.geteuid() != 0 or sys.platform != "linux", reason="mounts a small disk")
def test_a_small_disk(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk], capture_output=True, check=False)
    if mount.returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        put(disk, "Old", 500)
        before = content(disk)
        with pytest.raises(DataProblems, match=r"the disk is full \(.*free in .*\); nothing of the import was stored"):
            put(disk, "Big", 400_000, size=20_000)
        assert content(disk) == before and is_tidy(disk)
        if Path("/proc/self/fd").exists():
            assert not [each for each in Path("/proc/self/fd").iterdir() if str(disk) in str(each.resolve())]
        (disk / "ballast").write_bytes(bytes(2_000_000))
        with pytest.raises(DataProblems, match="the disk is full"):
            for number in range(50):
                put(disk, f"N{number}", 500)
        opened, problems = open_sets(disk, thorough=True)
        assert problems == [] and opened[0].about.name == "Old" and is_tidy(disk)
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


def damage(path: Path, kind: str) -> None:
    body = bytearray(path.read_bytes())
    if kind == "missing":
        path.unlink()
    elif kind == "cut":
        path.write_bytes(body[: len(body) // 2])
    elif kind == "empty":
        path.write_bytes(b"")
    else:
        place = len(body) - 20 if kind == "directory" else 200
        body[place] ^= 0xFF
        path.write_bytes(body)


@pytest.mark.parametrize("kind", ["missing", "cut", "empty", "directory", "page"])
@pytest.mark.parametrize("table", ["events", "places", "rows"])
def test_a_damaged_file_is_named_and_costs_no_other_set(tmp_path: Path, table: str, kind: str) -> None:
    put(tmp_path, "Sound")
    put(tmp_path, "Hurt")
    hurt = open_sets(tmp_path)[0][1]
    damage(hurt.path(table), kind)
    opened, (problem,) = open_sets(tmp_path, thorough=True)
    assert [each.about.name for each in opened] == ["Sound"]
    assert problem.file == f"datasets/{hurt.about.folder}/{table}.parquet"
    assert "python -m geo remove hurt" in problem.remedy and "restore" in problem.remedy
    if kind != "page":
        assert len(open_sets(tmp_path)[0]) == 1
    with pytest.raises(DataProblems, match=f"{table}.parquet"):
        hurt.rows("000-0000001") if table == "rows" and kind != "page" else hurt.table(table)
    assert len(backup(tmp_path, tmp_path / "b.zip").problems) == (kind != "page")
    put(tmp_path, "Hurt")
    remove(tmp_path, "hurt")
    assert [each.about.id for each in open_sets(tmp_path, thorough=True)[0]] == ["sound", "hurt-2"]


@pytest.mark.parametrize("kind", ["missing", "cut", "empty", "page"])
def test_a_damaged_manifest_is_healed_from_its_copy(tmp_path: Path, kind: str) -> None:
    put(tmp_path, "A")
    put(tmp_path, "B")
    before, file = content(tmp_path), tmp_path / "datasets" / "manifest.json"
    damage(file, kind)
    opened, (problem,) = open_sets(tmp_path)
    assert len(opened) == 2 and problem.file == "datasets/manifest.json" and "python -m geo datasets" in problem.remedy
    assert "its copy has taken its place" in recover(tmp_path)[0]
    assert content(tmp_path) == before and recover(tmp_path) == []
    damage(file, kind)
    put(tmp_path, "C")
    assert [each.name for each in list_sets(tmp_path)] == ["A", "B", "C"]


@pytest.mark.parametrize("kind", ["missing", "cut"])
def test_without_manifest_and_copy_nothing_is_deleted(tmp_path: Path, kind: str) -> None:
    put(tmp_path, "A")
    saved = tmp_path / "b.zip"
    backup(tmp_path, saved)
    for name in ("manifest.json", "manifest.copy.json"):
        damage(tmp_path / "datasets" / name, kind)
    folders = list((tmp_path / "datasets").glob("a-*"))
    assert recover(tmp_path) == []
    for act in (lambda: put(tmp_path, "B"), lambda: undo(tmp_path), lambda: list_sets(tmp_path)):
        with pytest.raises(DataProblems, match=r"manifest.json.*python -m geo restore FILE"):
            act()
    opened, (problem,) = open_sets(tmp_path)
    assert opened == [] and "nothing is deleted" in problem.remedy
    assert list((tmp_path / "datasets").glob("a-*")) == folders
    assert restore(tmp_path, saved).sets == ("A",)
    assert content(tmp_path)["sets"] and is_tidy(tmp_path)


@pytest.mark.parametrize(("schema", "words"), [(SCHEMA + 1, "newer Zero Point"), (0, "older version")])
def test_another_version_is_left_alone(tmp_path: Path, schema: int, words: str) -> None:
    put(tmp_path, "A")
    file = tmp_path / "datasets" / "manifest.json"
    file.write_text(json.dumps({**json.loads(file.read_bytes()), "schema": schema}), encoding="utf-8")
    (tmp_path / "datasets" / ".staging-1").mkdir()
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "datasets").rglob("*")}
    opened, (problem,) = open_sets(tmp_path)
    assert opened == [] and words in problem.remedy and problem.value == str(schema)
    with pytest.raises(DataProblems, match=words):
        put(tmp_path, "B")
    assert recover(tmp_path) == []
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "datasets").rglob("*")} == before


def test_a_manifest_of_somebody_else_leads_nowhere(tmp_path: Path) -> None:
    put(tmp_path, "A")
    manifest = read_manifest(tmp_path)
    body = format_manifest(manifest)
    assert parse_manifest(body) == manifest
    for name in ("../a", "/a", ".hidden", "a/b", ""):
        hostile = json.loads(body)
        hostile["now"]["sets"][0]["folder"] = name
        from geo.events.datasets.manifest import _digest

        hostile["sha256"] = _digest({key: hostile[key] for key in ("now", "history")})
        with pytest.raises(DataProblems, match="damaged"):
            parse_manifest(json.dumps(hostile).encode())


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b"null", b"\xff", b'{"zero_point": "x", "schema": 1}', b"[" * 9999]
)
def test_anything_for_a_manifest_is_a_problem_and_no_crash(body: bytes) -> None:
    with pytest.raises(DataProblems):
        parse_manifest(body)


def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(DataProblems, match="nothing was changed"):
        put(tmp_path / "file" / "home", "A")


def test_killed_in_the_middle_the_next_import_says_so(tmp_path: Path) -> None:
    child = subprocess.Popen([sys.executable, "-c", WAITS, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert child.stdout and child.stdout.readline() == "writing\n"
    assert recover(tmp_path) == []  # it is alive
    child.kill()
    child.wait()
    (said,) = recover(tmp_path)
    assert said.startswith("an import that was cut off has been removed; nothing of it was stored (import of Slow, 2")
    assert recover(tmp_path) == [] and is_tidy(tmp_path)


WAITS = """
import sys, time
from pathlib import Path
from geo.events.datasets import About, new_set
with new_set(Path(sys.argv[1]), About("Slow", "made up", "s.csv")) as writer:
    print("writing", flush=True)
    time.sleep(60)
"""
