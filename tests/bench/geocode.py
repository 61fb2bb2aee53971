"""Names a second of the geocoder, beside plain rapidfuzz over the same names: `python -m tests.bench.geocode [--names FILE]`.

Two runs, each in a process of its own: against the gazetteer that ships, and with 300,000 names added, made by jittering the
names and points of FILE (a CSV with name, lon, lat; without it, of the shipped gazetteer) and stored as `python -m geo places
add` stores them, in a folder of the run. Prints how long a start takes, distinct names a second (wall clock and processor time),
peak memory, and the ratio to `rapidfuzz.process.extractOne` over the same names in the same run.
"""

from __future__ import annotations

import argparse
import csv
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd
from rapidfuzz import fuzz, process

from geo.places.geocode.additions import add
from geo.places.geocode.batch import geocode_many
from geo.places.geocode.entries import shipped_entries
from geo.places.geocode.world import build_world
from geo.settings import DATA

ADDED = 300_000
ASKED = 20_000
PLAIN = 300  # extractOne is slow: so many names are enough to time it
ENDINGS = ("", "", "", " town", " village", " area", ", Kech district")


def main() -> int:
    """Both runs; with `--run` one of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.geocode", description=__doc__)
    parser.add_argument("--names", type=Path, help="a CSV with name, lon, lat to make more names from")
    parser.add_argument("--add", type=Path, help="only add the names, to this folder")
    parser.add_argument("--folder", type=Path, help="only the run with the names stored in this folder ('' for none)")
    asked = parser.parse_args()
    if asked.folder is not None:
        measure(asked.folder if asked.folder.name else None)
        return 0
    if asked.add is not None:
        add_invented(asked.names, asked.add)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        more = ["--names", str(asked.names)] if asked.names else []
        for step in (["--folder", ""], ["--add", folder, *more], ["--folder", folder]):
            subprocess.run([sys.executable, "-m", "tests.bench.geocode", *step], check=True)
    return 0


def measure(added: Path | None) -> None:
    """One run, printed."""
    begun = time.perf_counter()
    world = build_world(DATA, added)
    loaded = time.perf_counter() - begun
    known = [name for entry in world.entries for name, _ in entry.names]
    texts = questions(known, random.Random(7))
    geocode_many(pd.Series(texts[:50]), world=world)
    wall, used = time.perf_counter(), time.process_time()
    answers = geocode_many(pd.Series(texts), world=world)
    wall, used = time.perf_counter() - wall, time.process_time() - used
    memory = peak_mb()
    begun = time.process_time()
    asked = texts[: PLAIN if added is None else PLAIN // 10]
    for text in asked:
        process.extractOne(text, known, scorer=fuzz.WRatio, score_cutoff=85)
    plain = len(asked) / (time.process_time() - begun)
    ours = len(texts) / used
    run = "shipped" if added is None else "added"
    print(f"{run}: {len(known):,} names of {len(world.entries):,} places, ready in {loaded:.1f} s")
    print(
        f"  {len(texts) / wall:,.0f} distinct names a second ({ours:,.0f} by processor time), {memory:,.0f} MB at most"
    )
    print(f"  plain rapidfuzz extractOne: {plain:,.0f} a second; ours is {ours / plain:,.0f} times as fast")
    print(f"  {answers['status'].value_counts().to_dict()}", flush=True)


def add_invented(names: Path | None, folder: Path) -> None:
    """Add 300,000 jittered names with jittered points to a folder, as a user would."""
    rng = random.Random(7)
    if names:
        rows = pd.read_csv(names, dtype=str, keep_default_na=False)
        known = list(zip(rows["name"], rows["lon"].astype(float), rows["lat"].astype(float), strict=True))
    else:
        known = [(entry.name, entry.lon, entry.lat) for entry in shipped_entries(DATA) if not entry.unit_id]
    path = folder / "invented.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("id", "name", "country", "lon", "lat"))
        for number in range(ADDED):
            name, lon, lat = rng.choice(known)
            where = lon + rng.uniform(-1, 1), lat + rng.uniform(-1, 1)
            writer.writerow((number, jitter(name, rng), "PK", *where))
    begun = time.perf_counter()
    add(path, "bench", folder)
    print(f"adding {ADDED:,} names: {time.perf_counter() - begun:.1f} s, {peak_mb():,.0f} MB at most", flush=True)


def peak_mb() -> float:
    """The most memory that this process has had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def questions(names: list[str], rng: random.Random) -> list[str]:
    """Distinct texts: names as they are, misspelt, with words of type."""
    found: dict[str, None] = {}
    while len(found) < ASKED:
        name = rng.choice(names)
        found[(jitter(name, rng) if rng.random() < 0.6 else name) + rng.choice(ENDINGS)] = None
    return list(found)


def jitter(name: str, rng: random.Random) -> str:
    """The name with one or two letters doubled, changed or lost."""
    letters = list(name)
    for _ in range(rng.choice((1, 1, 2))):
        place = rng.randrange(len(letters))
        act = rng.random()
        if act < 0.4:
            letters.insert(place, letters[place])
        elif act < 0.8:
            letters[place] = rng.choice("aeiouklmnrst")
        elif len(letters) > 3:
            del letters[place]
    return "".join(letters)


if __name__ == "__main__":
    sys.exit(main())
