"""Kills real imports at random moments, and looks at the store after each: `python -m tests.imports.kill --times 100`.

Every time a process of its own imports into a home that has data sets already, and is killed (SIGKILL) at a random moment
of its work. Then the next start puts things right, and everything must be as before or as after; what it says must be true;
every byte is read. Without a file the data are made up; with `--file` it is `python -m geo import FILE` that is killed, from its start on.
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
from pathlib import Path

from geo.events.datasets import open_sets, recover
from geo.settings import ROOT
from tests.imports.made import content, is_tidy, put

CHILD = """
import os, sys
from pathlib import Path
from tests.imports.made import put
print("ready", flush=True)
put(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), seed=int(sys.argv[4]))
os._exit(0)
"""


def main() -> int:
    """0 where every store was whole, 1 where one was not."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--times", type=int, default=100)
    ask.add_argument("--rows", type=int, default=20_000, help="of the made-up data")
    ask.add_argument("--file", type=Path, help="a file to import, instead of made-up data")
    ask.add_argument("--seed", type=int, default=5)
    asked = ask.parse_args()
    chance, outcomes, wrong = random.Random(asked.seed), Counter[str](), list[str]()
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "fresh"
        put(fresh, "Old", 1_000)
        (fresh / "grades.csv").write_text("at,by\n", encoding="utf-8")
        lasts = max(one(asked, copy(fresh, "whole"), 0, None)[1] for _ in range(2))
        for number in range(asked.times):
            home = copy(fresh, "home")
            moment = chance.uniform(0, lasts * 1.05)
            ended, _ = one(asked, home, number, moment)
            outcome, problems = look(home, ended, number)
            outcomes[outcome] += 1
            wrong += [f"kill {number} after {moment:.3f} s: {problem}" for problem in problems]
    print(
        json.dumps({"kills": asked.times, "an import lasts s": round(lasts, 2), **outcomes, "wrong": wrong}, indent=1)
    )
    return 1 if wrong else 0


def copy(fresh: Path, name: str) -> Path:
    """A home like the fresh one, in place of the last of that name."""
    shutil.rmtree(fresh.parent / name, ignore_errors=True)
    return Path(shutil.copytree(fresh, fresh.parent / name))


def one(asked: argparse.Namespace, home: Path, number: int, moment: float | None) -> tuple[int, float]:
    """Import once; killed so many seconds after its work began. How it ended, and how long it took."""
    environment = {**os.environ, "ZEROPOINT_HOME": str(home)}
    if asked.file:
        command = [sys.executable, "-m", "geo", "import", str(asked.file.resolve()), "--dataset", "New"]
    else:
        command = [sys.executable, "-c", CHILD, str(home), "New", str(asked.rows), str(number)]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        if not asked.file:
            assert child.stdout and child.stdout.readline() == b"ready\n"
        began = time.monotonic()
        try:
            child.communicate(timeout=moment)
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
        lasted = time.monotonic() - began
    assert moment is not None or child.returncode == 0, "the import fails even when it is left alone"
    return child.returncode, lasted


def look(home: Path, ended: int, number: int) -> tuple[str, list[str]]:
    """What became of the import, and what is wrong with the store."""
    problems = list[str]()
    opened, found = open_sets(home, thorough=True)  # before anything is put right
    problems += [str(problem) for problem in found]
    early = [each.about.name for each in opened]
    said = " ".join(recover(home))
    opened, found = open_sets(home, thorough=True)
    problems += [str(problem) for problem in found]
    names = [each.about.name for each in opened]
    if names not in (["Old"], ["Old", "New"]) or names != early:
        problems.append(f"the data sets are {names}, were {early}")
    stored = "New" in names
    for each in opened:
        rows = {table: each.table(table).num_rows for table in each.about.files}
        if rows != {table: about.rows for table, about in each.about.files.items()} or not rows["events"]:
            problems.append(f"{each.about.name} has {rows} rows")
    if ("nothing of it was stored" in said and stored) or ("there whole" in said and not stored):
        problems.append(f"it says: {said}, and the data sets are {names}")
    if (ended == 0 and not stored) or not is_tidy(home) or recover(home):
        problems.append(f"ended with {ended}, left {sorted(path.name for path in home.rglob('*'))}")
    try:
        content(home)
        put(home, "Next", 10, seed=number)
    except Exception as error:
        problems.append(f"the next import fails: {error!r}")
    killed = "was not killed in time" if ended == 0 else "killed"
    return f"{killed}: {'stored whole' if stored else 'nothing stored'}{'; said so' if said else ''}", problems


if __name__ == "__main__":
    sys.exit(main())
