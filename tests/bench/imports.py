"""How fast an import is beside DuckDB alone on the same file: `python -m tests.bench.imports [--rows N] [--ucdp FILE]`.

Two made-up files of a million rows: a table as people keep it (ids, notes and coordinates differ in every row; places, actors and
sources repeat), and UCDP's GED (the rows of FILE again and again, each time with ids of their own; without it, of the tests' sample).
On each, in processes of their own: DuckDB alone reads and writes it (`COPY (SELECT * FROM read_csv(FILE)) TO Parquet`) with all its
threads and with one, and `import_file` stores it in an empty home. Prints seconds by the clock and of processor time, rows a
second, the ratio, peak memory; the import's clock starts before the gazetteer is loaded. On a busy machine only processor time
means something.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from geo.settings import DATA, ROOT

ROWS = 1_000_000
_STEP = 100_000
_SAMPLE = ROOT / "tests" / "imports" / "data" / "ucdp_ged_sample.csv"
_KINDS = ("Armed clash", "Bombing", "Armed attack", "Arrest", "Protest", "Abduction", "Air strike", "Border closure")
_ACTORS = tuple(f"{who} of {where}" for who in ("Police", "Border guards", "Militants", "Smugglers", "Traders", "Army")
                for where in ("the north", "the south", "the coast", "Kech", "Chagai", "Saravan"))  # fmt: skip
_SOURCES = tuple(f"{town} {paper}" for town in ("Quetta", "Gwadar", "Zahedan", "Karachi", "Tehran", "Turbat")
                 for paper in ("Daily", "Times", "Post", "News Agency", "Observer"))  # fmt: skip


def main() -> int:
    """Both files; with `--child` one measurement in this process."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.imports", description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--ucdp", type=Path, default=_SAMPLE, help="a CSV of UCDP GED whose rows are repeated")
    parser.add_argument("--only", choices=("table", "ucdp"), help="one of the two files")
    parser.add_argument("--child", nargs=3, metavar=("WHAT", "FILE", "FOLDER"), help="only this measurement")
    asked = parser.parse_args()
    if asked.child:
        what, file, folder = asked.child
        print(json.dumps(measure(what, Path(file), Path(folder))))
        return 0
    for name in (asked.only,) if asked.only else ("table", "ucdp"):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / f"{name}.csv"
            write_table(file, asked.rows) if name == "table" else write_ucdp(file, asked.rows, asked.ucdp)
            compare(name, file, asked.rows)
    return 0


def compare(name: str, file: Path, rows: int) -> None:
    """DuckDB alone and the import, printed."""
    print(f"{name}: {rows:,} rows, {file.stat().st_size / 1e6:,.0f} MB")
    found = {}
    for what in ("duckdb", "duckdb with 1 thread", "import"):
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "tests.bench.imports", "--child", what, str(file), folder]
            said = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=ROOT).stdout
        found[what] = each = json.loads(said)
        line = f"  {what:<21} {each['wall']:6.2f} s, processor {each['cpu']:6.2f} s, {rows / each['wall']:>9,.0f} rows a second"
        print(f"{line}, {each['memory']:,.0f} MB at most, {each['written'] / 1e6:,.0f} MB written{each['said']}")
    for what in ("duckdb", "duckdb with 1 thread"):
        clock, processor = (found[what][unit] / found["import"][unit] for unit in ("wall", "cpu"))
        print(
            f"  speed of the import / {what}: {clock:.2f} by the clock, {processor:.2f} by processor time", flush=True
        )


def measure(what: str, file: Path, folder: Path) -> dict[str, float | str]:
    """One measurement: seconds by the clock and of all threads, peak memory in MB, bytes written, what the import counted."""
    if what == "import":
        from geo.imports.storing import import_file
    else:
        import duckdb

        asked = duckdb.connect()
        if "1 thread" in what:
            asked.execute("SET threads = 1")
    wall, cpu, said = time.perf_counter(), time.process_time(), ""
    if what == "import":
        done = import_file(file, folder)
        counts = done.counts
        assert counts.read == counts.stored + counts.refused + counts.duplicates
        said = f"; {counts.stored:,} stored, {counts.refused:,} refused, {counts.duplicates:,} duplicates, "
        said += f"{len(done.findings):,} findings"
    else:
        asked.execute(f"COPY (SELECT * FROM read_csv('{file}')) TO '{folder}/out.parquet' (FORMAT parquet)")
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    written = sum(each.stat().st_size for each in folder.rglob("*") if each.is_file())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"wall": wall, "cpu": cpu, "memory": memory, "written": written, "said": said}


def write_table(file: Path, rows: int) -> None:
    """A table of made-up events at the places of the gazetteer, each within two kilometres of its place."""
    places = pd.read_csv(DATA / "places" / "places.csv", dtype=str, keep_default_na=False)
    places = places[places["kind"].isin(["town", "village", "city"]) & (places["scope"] == "region")]
    chance, writer = np.random.default_rng(5), None
    for start in range(0, rows, _STEP):
        part = _table(chance, places, start, min(_STEP, rows - start))
        writer = writer or pacsv.CSVWriter(file, part.schema, write_options=pacsv.WriteOptions(quoting_style="needed"))
        writer.write_table(part)
    assert writer is not None
    writer.close()


def _table(chance: np.random.Generator, places: pd.DataFrame, start: int, size: int) -> pa.Table:
    def some(values: object) -> pa.Array:
        given = pa.array(values, pa.string())
        skewed = (chance.random(size) ** 2 * len(given)).astype("int64")  # a few are named often, many seldom
        return given.take(pa.array(skewed))

    def join(*texts: object) -> pa.Array:
        return pc.binary_join_element_wise(*texts, "")

    where = (chance.random(size) ** 2 * len(places)).astype("int64")
    spot = {
        name: pa.array(places[name], pa.string()).take(pa.array(where))
        for name in ("country", "admin1", "admin2", "name")
    }
    point = [
        np.round(places[name].to_numpy(float)[where] + chance.uniform(-0.02, 0.02, size), 5) for name in ("lon", "lat")
    ]
    day = pa.array(np.datetime64("2011-01-01") + chance.integers(0, 5_000, size)).cast(pa.string())
    kind, first, second, source = some(_KINDS), some(_ACTORS), some(_ACTORS), some(_SOURCES)
    both = join(source, "; ", some(_SOURCES))
    source = pc.if_else(pa.array(chance.random(size) < 0.2), both, source)
    deaths = pa.array(np.minimum(chance.geometric(0.4, size) - 1, 60)).cast(pa.string())
    number = pa.array(np.arange(start, start + size)).cast(pa.string())
    notes = join("Local reporters said that ", first, " and ", second, ' were involved in what was called "', kind, '" close to ',
                 spot["name"], " (", spot["admin2"], "), about ", pa.array(chance.integers(1, 900, size)).cast(pa.string()),
                 " metres from the road; ", deaths, " people died. Entry ", number, ".")  # fmt: skip
    return pa.table(
        {
            "id": join("BE-", number), "date": day, "lon": point[0], "lat": point[1], "country": spot["country"],
            "admin1": spot["admin1"], "admin2": spot["admin2"], "place": spot["name"], "type": kind,
            "actors": join(first, "; ", second), "deaths": deaths, "source": source, "notes": notes,
        }
    )  # fmt: skip


def write_ucdp(file: Path, rows: int, sample: Path) -> None:
    """The sample's rows again and again under its own header and tags, ids and relids changed."""
    given = pd.read_csv(sample, dtype=str, keep_default_na=False)
    tags, events = given.iloc[:1], given.iloc[1:]
    tags.to_csv(file, index=False)
    done = 0
    while done < rows:
        part = events.head(rows - done).copy()
        part["id"] = [str(10_000_000 + done + number) for number in range(len(part))]
        part["relid"] = part["relid"] + f"-{done}"
        part.to_csv(file, index=False, header=False, mode="a")
        done += len(part)


if __name__ == "__main__":
    sys.exit(main())
