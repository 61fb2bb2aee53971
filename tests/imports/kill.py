"""Kills real imports at random moments, and looks at the store after each: `python -m tests.imports.kill --times 100`.

Every time `python -m geo import FILE` is started as a process of its own on a home that has a data set already, and is killed
(SIGKILL) at a random moment of its run. Then `python -m geo datasets --check` is the next start: it must find every byte as it
was before or as after, and say which wherever the import had begun to store; a further import must work. A third of the moments
lie before it begins to store, the others after. Prints counts; 1 where anything was wrong.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from geo.events.datasets import open_sets
from geo.events.datasets.changing import NOTE
from geo.settings import ROOT
from tests.imports.made import content, is_tidy, put


@dataclass(frozen=True)
class Ended:
    """How a child ended: its code (negative where it was killed), what it said, and whether it had begun to store."""

    code: int
    said: str
    storing: bool


def main() -> int:
    """0 where every store was whole, 1 where one was not."""
    ask = argparse.ArgumentParser(prog="python -m tests.imports.kill", description=__doc__)
    ask.add_argument("--times", type=int, default=100)
    ask.add_argument("--rows", type=int, default=20_000, help="of the table that is made to be imported")
    ask.add_argument("--file", type=Path, help="a file to import in its place")
    ask.add_argument("--seed", type=int, default=5)
    asked = ask.parse_args()
    chance, outcomes, wrong = random.Random(asked.seed), Counter[str](), list[str]()
    with tempfile.TemporaryDirectory() as folder:
        file = asked.file.resolve() if asked.file else make_table(Path(folder) / "table.csv", asked.rows, asked.seed)
        fresh = Path(folder) / "fresh"
        put(fresh, "Old", 1_000)
        (fresh / "grades.csv").write_text("at,by\n", encoding="utf-8")
        before = content(fresh)
        begins, stores = (min(seconds) for seconds in zip(*(measure(fresh, file) for _ in range(2)), strict=True))
        for number in range(asked.times):
            home = copy(fresh, "home")
            storing = number % 3 > 0
            moment = chance.uniform(0, stores if storing else begins)
            ended = run(home, ["import", str(file), "--dataset", "New"], moment, storing)
            outcome, problems = look(home, ended, before, number)
            outcomes[outcome] += 1
            wrong += [
                f"kill {number}, {moment:.3f} s into {'storing' if storing else 'the run'}: {problem}"
                for problem in problems
            ]
    told = {"kills": asked.times, "begins to store after s": round(begins, 2), "stores for s": round(stores, 2)}
    print(json.dumps({**told, **dict(sorted(outcomes.items())), "wrong": wrong}, indent=1))
    return 1 if wrong else 0


def make_table(file: Path, rows: int, seed: int) -> Path:
    """A table of so many events with coordinates."""
    chance = random.Random(seed)
    with file.open("w", encoding="utf-8") as lines:
        lines.write("id,date,event,kind,lon,lat,deaths,source\n")
        for number in range(rows):
            day = f"20{chance.randrange(10, 25)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}"
            where = f"{chance.uniform(61, 69):.4f},{chance.uniform(25, 31):.4f}"
            lines.write(f"{number},{day},Clash {number},clash,{where},{chance.randrange(9)},Paper {number % 50}\n")
    return file


def measure(fresh: Path, file: Path) -> tuple[float, float]:
    """Seconds after which an import that is left alone begins to store, and how long it then takes."""
    began = time.monotonic()
    with start(copy(fresh, "whole"), ["import", str(file), "--dataset", "New"]) as child:
        wait_for_note(fresh.parent / "whole", child)
        begins = time.monotonic() - began
        child.communicate()
        assert child.returncode == 0, "the import fails even when it is left alone"
    return begins, time.monotonic() - began - begins


def wait_for_note(home: Path, child: "subprocess.Popen[str]") -> None:
    """Until the import has begun to store, or has ended."""
    while not (home / NOTE).exists() and child.poll() is None:
        time.sleep(0.002)


def copy(fresh: Path, name: str) -> Path:
    """A home like the fresh one, in place of the last of that name."""
    shutil.rmtree(fresh.parent / name, ignore_errors=True)
    return Path(shutil.copytree(fresh, fresh.parent / name))


def start(home: Path, verb: list[str]) -> "subprocess.Popen[str]":
    """`python -m geo VERB …` on that home."""
    return subprocess.Popen(
        [sys.executable, "-m", "geo", *verb],
        cwd=ROOT,
        env={**os.environ, "ZEROPOINT_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def run(home: Path, verb: list[str], moment: float | None = None, storing: bool = False) -> Ended:
    """Run it; killed after so many seconds, of its whole run or of its storing."""
    with start(home, verb) as child:
        if storing:
            wait_for_note(home, child)
        try:
            said, _ = child.communicate(timeout=moment)
        except subprocess.TimeoutExpired:
            child.kill()
            said, _ = child.communicate()
    return Ended(child.returncode, said, (home / NOTE).exists())


def look(home: Path, ended: Ended, before: dict[str, object], number: int) -> tuple[str, list[str]]:
    """What became of the import, and what is wrong with the store."""
    early, found = open_sets(home, thorough=True)  # before anything is put right
    problems = [str(problem) for problem in found]
    next_start = run(home, ["datasets", "--check"])
    after = content(home)
    names = [each.about.name for each in open_sets(home)[0]]
    whole = [each.about.name for each in early]
    if next_start.code or names not in (["Old"], ["Old", "New"]) or names != whole:
        problems.append(f"the data sets are {names}, were {whole}; the next start says: {next_start.said}")
    if names == ["Old"] and after != before:
        problems.append("something else than before is there")
    stored = "New" in names
    said = {"nothing of it was stored": False, "there whole": True}
    told = [is_there for words, is_there in said.items() if words in next_start.said]
    if told != ([stored] if ended.storing else []):
        problems.append(f"stored: {stored}, had begun: {ended.storing}; the next start says: {next_start.said}")
    if (ended.code == 0 and not stored) or not is_tidy(home):
        problems.append(f"ended with {ended.code}, left {sorted(path.name for path in home.rglob('*'))}")
    try:
        put(home, "Next", 10, seed=number)
    except Exception as error:
        problems.append(f"the next import fails: {error!r}")
    how = (
        "done before the kill"
        if ended.code == 0
        else "killed while storing"
        if ended.storing
        else "killed before or after storing"
    )
    return f"{how}: as {'after' if stored else 'before'}{', and said' if told else ''}", problems


if __name__ == "__main__":
    sys.exit(main())
