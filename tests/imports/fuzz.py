"""Imports hostile files and looks at what becomes of them: `python -m tests.imports.fuzz --files 5000`.

Half are tables that hypothesis makes, half real files with something broken in them (see `hostile.py`). Of every file: nothing but
a refusal with words ends its import; rows read are rows stored, refused and duplicates; what is told of it (counts, findings,
preview) can be drawn. Every few hundred files what was stored is put beside the chronology, and cards, tables, map layers and
downloads made of it are searched for text that comes out as markup or as a formula. Prints counts; 1 where anything was wrong.
"""

import argparse
import csv
import io
import json
import random
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
from defusedxml.ElementTree import fromstring
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded

from geo.events import datasets
from geo.events.atlas import open_atlas, with_sets
from geo.imports import Frames, RefusedFile, read_all
from geo.out import cards, imported, legends
from geo.out.exports import FORMS, export_view
from geo.out.layers import event_layer
from geo.out.shown import show
from geo.out.table import harmless
from geo.vocabulary.problems import DataProblems
from geo.vocabulary.view import View
from tests.imports.hostile import TAG, mutated, seeds, tables

CARDS = 200
"""Events of a batch whose cards are drawn: those first that hold a script."""


@dataclass
class Tally:
    """What became of the files, and what was wrong, by file."""

    outcomes: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    kept: list[Frames] = field(default_factory=list)


def main() -> int:
    """0 where nothing was wrong."""
    ask = argparse.ArgumentParser(prog="python -m tests.imports.fuzz", description=__doc__)
    ask.add_argument("--files", type=int, default=5_000)
    ask.add_argument("--seed", type=int, default=5)
    ask.add_argument("--batch", type=int, default=500, help="files whose rows are drawn and exported together")
    ask.add_argument("--keep", type=Path, help="where to put the files that something was wrong with")
    asked = ask.parse_args()
    tally = run(asked.files, asked.seed, asked.batch, asked.keep)
    print(
        json.dumps({"files": asked.files, **dict(sorted(tally.outcomes.items())), "wrong": len(tally.wrong)}, indent=1)
    )
    for said in tally.wrong[:50]:
        print(said)
    return 1 if tally.wrong else 0


def run(files: int, seed: int, batch: int = 500, keep: Path | None = None) -> Tally:
    """Import so many files; the same seed gives the same ones."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as name:
        for number, (title, body) in enumerate(hostile(files, seed)):
            file = Path(name) / title
            file.write_bytes(body)
            problems = take(file, tally)
            tally.wrong += [f"{number} {title}: {problem}" for problem in problems]
            if problems and keep:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{number}-{title}").write_bytes(body)
            file.unlink()
            if (number + 1) % batch == 0 or number + 1 == files:
                tally.wrong += [f"up to {number}: {problem}" for problem in drawn(tally.kept)]
                tally.kept.clear()
    return tally


def hostile(files: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Names and contents, in turn of both kinds."""
    chance, real = random.Random(seed), seeds()
    made = list[tuple[str, bytes]]()

    @seeded(seed)
    @settings(
        max_examples=files // 2 + 1,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(tables())
    def draw(table: tuple[str, bytes]) -> None:
        made.append(table)

    draw()
    for number in range(files):
        if number % 2 and made:
            yield made.pop()
        else:
            name = chance.choice(sorted(real))
            yield name, mutated(name, real[name], chance)


def take(file: Path, tally: Tally) -> list[str]:
    """Import one file; what is wrong with what became of it."""
    try:
        frames, run = read_all(file, "hostile")
    except (RefusedFile, DataProblems) as error:
        tally.outcomes["refused as a whole"] += 1
        return [] if str(error).strip() else ["it is refused without a word"]
    except Exception:
        tally.outcomes["crashed"] += 1
        return [f"it crashes: {traceback.format_exc(limit=-3)}"]
    counts = run.counts
    tally.outcomes["some rows stored" if counts.stored else "every row refused"] += 1
    tally.outcomes["rows"] += counts.read
    wrong = []
    if counts.read != counts.stored + counts.refused + counts.duplicates:
        wrong.append(f"rows are not accounted for: {counts}")
    if (0 if frames is None else len(frames.events)) != counts.stored:
        wrong.append(f"{counts.stored} rows are said to be stored, {0 if frames is None else len(frames.events)} are")
    try:
        told = [imported.say_counts(counts), imported.kind_table(run.findings), imported.finding_csv(run.findings)]
        wrong += formulas(told[-1], "the findings")
        if frames is not None:
            told += [imported.preview_table(frames), json.dumps(imported.preview_features(frames), allow_nan=False)]
            tally.kept.append(frames)
    except Exception:
        wrong.append(f"it cannot be told of: {traceback.format_exc(limit=-3)}")
    return wrong


def drawn(kept: list[Frames]) -> list[str]:
    """What is wrong with cards, layers and downloads of these rows beside the chronology."""
    if not kept:
        return []
    with tempfile.TemporaryDirectory() as name:
        home, about = Path(name), datasets.About("hostile", "made", "hostile", "", f"<{TAG}>", True)
        with datasets.new_set(home, about) as writer:
            for table in Frames.__slots__:
                rows = pd.concat([getattr(frames, table) for frames in kept])
                rows = rows[~rows.index.duplicated()] if rows.index.name else rows.reset_index(drop=True)
                if len(rows):
                    writer.write(table, rows)
            size = sum(len(frames.events) for frames in kept)
            writer.keep({"read": size, "stored": size, "refused": 0, "duplicates": 0}, "0" * 64)
        sets, problems = datasets.open_sets(home)
        try:
            return [str(problem) for problem in problems] + list(searched(sets))
        except Exception:
            return [f"what was stored cannot be drawn: {traceback.format_exc(limit=-4)}"]


def searched(sets: list[datasets.StoredSet]) -> Iterator[str]:
    """Everything that is made of the sets, searched for what is not escaped."""
    now = with_sets(open_atlas(), sets)
    yield from map(str, now.problems)
    shown = show(now, View(data=("hostile",)))
    said = shown.events["title"].str.contains(TAG, na=False)
    for event in [*shown.events.index[said], *shown.events.index[~said]][:CARDS]:
        if f"<{TAG}" in cards.event_card(now, shown, str(event)).lower():
            yield f"the card of {event} holds markup of a file"
    if f"<{TAG}" in legends.legend(now).lower():
        yield "the legend holds markup of a file"
    json.loads(json.dumps(event_layer(now, shown), allow_nan=False, default=str))
    for form in FORMS:
        body = export_view(now, View(data=("hostile",)), (), form)
        if form == "geojson":
            json.loads(body, parse_constant=lambda name: (_ for _ in ()).throw(ValueError(name)))
        elif form == "csv":
            yield from formulas(body, "the CSV")
        elif form == "kml" and any(TAG in node.tag for node in fromstring(body).iter()):
            yield "the KML holds markup of a file"


def formulas(body: bytes, what: str) -> Iterator[str]:
    """Cells that a spreadsheet would run."""
    for row in csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")):
        for cell in row:
            if harmless(cell) != cell and not cell.lstrip("-").replace(".", "").isdigit():
                yield f"{what} has a formula: {cell[:60]!r}"


if __name__ == "__main__":
    sys.exit(main())
