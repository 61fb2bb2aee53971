"""The verbs of the user's own data on the command line: `import`, `datasets`, `remove`, `undo`, `backup`, `restore`.

Each is a function that returns what it has to say, and does the work of `geo.imports` and `geo.events.datasets`.
"""

import argparse
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic

from geo.commands.mapping import asked_mapping, remembered_mappings
from geo.commands.same import add_same, same_events
from geo.settings import home
from geo.vocabulary.problems import DataProblems


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verbs to those of `python -m geo`."""
    read = verbs.add_parser("import", help="bring your own events: a table, GeoJSON, UCDP, ACLED, GDELT, TimeMap …")
    read.add_argument("file", type=Path, metavar="FILE", help="a file, a folder or a zip; what it is, it shows itself")
    read.add_argument("--format", default="", help="read it as this: ucdp, acled, gdelt, timemap, own, table, vector")
    read.add_argument(
        "--dataset", default="", metavar="NAME", help="what to call the data set (default: the file's name)"
    )
    read.add_argument("--dry-run", action="store_true", help="read and check every row, and store nothing")
    read.add_argument("--report", type=Path, metavar="FILE.csv", help="write every finding as a table")
    read.add_argument("--licence", default="", metavar="TEXT", help="under which licence the rows are")
    read.add_argument("--attribution", default="", metavar="TEXT", help="whom to name as their source")
    read.add_argument(
        "--may-share",
        action=argparse.BooleanOptionalAction,
        help="whether its rows may be passed on in exports (default: as the terms of the format have it)",
    )
    read.add_argument("--mapping", type=Path, metavar="FILE.json", help="which column holds what: {field: column, …}")
    read.add_argument(
        "--map", action="append", default=[], metavar="FIELD=COLUMN", help="the same for one field, e.g. lon=X_COORD"
    )
    maps = verbs.add_parser("mappings", help="how you mapped the columns of tables: what is remembered; forget it")
    maps.add_argument("--forget", nargs="+", default=[], metavar="ID", help="ids as the list has them, or all")
    datasets = verbs.add_parser("datasets", help="your data sets: what is there; remove, undo, backup, restore")
    datasets.add_argument("--check", action="store_true", help="read every byte and compare it with its checksum")
    _add_changes(verbs)
    _add_changes(datasets.add_subparsers(dest="act"))
    add_same(verbs)


def _add_changes(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """What changes the data sets as a whole: a verb each, also after `datasets`."""
    remove = verbs.add_parser("remove", help="take one of your data sets away; undo brings it back")
    remove.add_argument("name", metavar="NAME", help="its id or its name, as datasets has it")
    remove.add_argument(
        "--for-good", action="store_true", help="delete it from the disk now; undo cannot bring it back"
    )
    verbs.add_parser("undo", help="take back the last import, removal or decision about two records")
    backup = verbs.add_parser("backup", help="write all that is yours into one file")
    backup.add_argument("file", type=Path, metavar="FILE", help="a new file, e.g. zero-point-backup.zip")
    restore = verbs.add_parser("restore", help="put a backup in the place of what is there, which is kept as a backup")
    restore.add_argument("file", type=Path, metavar="FILE")


def import_rows(folder: Path, asked: argparse.Namespace) -> tuple[list[str], int]:
    """Import a file; the lines to say, and 0 where a row was stored (or could be) or stands there already, else 1."""
    from geo.imports import FORMATS, Limits, RefusedFile, look
    from geo.imports.storing import Wish, import_file

    if asked.format and asked.format not in FORMATS:
        raise ValueError(f"--format must be one of {', '.join(FORMATS)}, not {asked.format!r}")
    if not asked.file.exists():
        raise ValueError(f"{asked.file}: there is no such file")
    try:
        found = look(asked.file, Limits.of(), asked.format)
        mapping = asked_mapping(folder, found, asked)
        wish = Wish(asked.dataset, asked.format, asked.licence, asked.attribution, asked.may_share, mapping)
        print(f"{asked.file.name}: {found.label}; {found.why}", file=sys.stderr)
        done = import_file(asked.file, folder, wish, store=not asked.dry_run, progress=_progress())
    except RefusedFile as error:
        raise ValueError(str(error)) from error
    finally:
        print(file=sys.stderr)
    counts, kinds = done.counts, done.findings.counts
    lines = [f"note: {said}" for said in done.said]
    lines.append(
        f"{counts.read:,} rows read = {counts.stored:,} stored + {counts.refused:,} refused + "
        f"{counts.duplicates:,} duplicates" + (" (dry run: nothing is stored)" if asked.dry_run else "")
    )
    first = {each.kind: each for each in reversed(list(done.findings))}
    for kind, how in sorted(done.findings.severities.items(), key=lambda pair: -kinds[pair[0]]):
        lines.append(f"{kinds[kind]:>9,}  {kind} ({'refused' if how == 'refuse' else 'warning'})")
        lines += [f"{'':>11}{first[kind].in_words()}"] if kind in first else []
    if asked.report:
        done.findings.write(asked.report)
        lines.append(f"findings: {asked.report}")
    if done.stored:
        passing = "" if done.stored.may_share else "; shown, but left out of exports (--may-share where you may)"
        lines.append(f"data set {done.stored.id}: {done.stored.name}, {counts.claims:,} claims{passing}")
    elif not asked.dry_run:
        why = "all of it stands there already" if counts.duplicates else "it has no rows" if not counts.read else ""
        lines.append("nothing was stored" + (f": {why}" if why else ""))
    return lines, 0 if counts.stored or counts.duplicates else 1


def _progress() -> Callable[[int, int, int], None]:
    """Says rows, rate and what remains on stderr, on one line."""
    began = monotonic()

    def tell(rows: int, done: int, total: int) -> None:
        gone = max(monotonic() - began, 1e-9)
        left = gone * (total - done) / done if done else 0.0
        share = done / total if total else 1.0
        said = f"{rows:,} rows, {share:.0%}, {rows / gone:,.0f} a second, about {left:.0f} s to go"
        print(f"\r{said:<70}", end="", file=sys.stderr, flush=True)

    return tell


def describe_sets(folder: Path, thorough: bool = False) -> tuple[list[str], list[str]]:
    """Lines about every data set and every change that can be undone, and the problems there are."""
    from geo.events import datasets
    from geo.events.undoing import list_changes

    opened, problems = datasets.open_sets(folder, thorough)
    lines = [str(folder)]
    for each in (stored.about for stored in opened):
        rows = f"{each.files['events'].rows:,} events of {each.counts['read']:,} rows"
        left = f"{each.counts['refused']:,} refused, {each.counts['duplicates']:,} duplicates"
        passing = "" if each.may_share else "; not to be passed on"
        lines.append(f"{each.id}: {each.name} ({each.format}), {rows} ({left}), from {each.file}, {each.imported_at}")
        lines.append(
            f"    {each.attribution or 'no attribution given'}; {each.licence or 'licence not known'}{passing}"
        )
    if not opened:
        lines.append("no data sets of yours" + (" can be opened" if problems else ""))
    with suppress(DataProblems):  # it is among the problems already
        lines += [f"can be undone: {change}" for change in list_changes(folder)]
    return lines, [str(problem) for problem in problems]


def remove_set(folder: Path, name: str, for_good: bool = False) -> str:
    """Remove a data set; the sentence to say."""
    from geo.events import datasets

    removed = datasets.remove(folder, name, for_good)
    back = "it is deleted from the disk" if for_good else "python -m geo undo brings it back"
    return f"removed {removed.id}: {removed.name}, {removed.files['events'].rows:,} events; {back}"


def undo_change(folder: Path) -> str:
    """Take back the last change; the sentence to say."""
    from geo.events.undoing import undo

    return f"undone: {undo(folder)}"


def back_up(folder: Path, file: Path) -> tuple[list[str], list[str]]:
    """Write a backup; what there is to say, and the problems that what is in it had already."""
    from geo.events import datasets

    made = datasets.backup(folder, file)
    what = f"{made.file}: {made.files} files, {made.bytes / 1e6:,.1f} MB, {len(made.sets)} data sets"
    return [what], [str(problem) for problem in made.problems]


def restore_backup(folder: Path, file: Path) -> str:
    """Restore a backup; the sentence to say."""
    from geo.events import datasets

    done = datasets.restore(folder, file)
    kept = f"; what was there is kept in {done.kept}" if done.kept else ""
    return f"restored the backup of {done.made_at}: {', '.join(done.sets) or 'no data sets'}{kept}"


def _import(asked: argparse.Namespace) -> int:
    status = 0

    def do(folder: Path) -> tuple[list[str], list[str]]:
        nonlocal status
        lines, status = import_rows(folder, asked)
        return lines, []

    return _say(do) or status


def _mappings(asked: argparse.Namespace) -> int:
    return _say(lambda folder: remembered_mappings(folder, asked.forget))


def _datasets(asked: argparse.Namespace) -> int:
    if asked.act:
        return VERBS[asked.act](asked)
    return _say(lambda folder: describe_sets(folder, asked.check))


def _remove(asked: argparse.Namespace) -> int:
    return _say(lambda folder: ([remove_set(folder, asked.name, asked.for_good)], []))


def _undo(_: argparse.Namespace) -> int:
    return _say(lambda folder: ([undo_change(folder)], []))


def _backup(asked: argparse.Namespace) -> int:
    return _say(lambda folder: back_up(folder, asked.file))


def _restore(asked: argparse.Namespace) -> int:
    return _say(lambda folder: ([restore_backup(folder, asked.file)], []))


def _say(do: Callable[[Path], tuple[list[str], list[str]]]) -> int:
    """Put right what was cut off, do it, and print; 1 where there are problems."""
    from geo.events import datasets

    for said in datasets.recover(home()):
        print(f"note: {said}", file=sys.stderr)
    lines, problems = do(home())
    for line in lines:
        print(line)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def _same(asked: argparse.Namespace) -> int:
    return _say(lambda folder: same_events(folder, asked))


VERBS = {
    "same": _same,
    "mappings": _mappings,
    "import": _import,
    "datasets": _datasets,
    "remove": _remove,
    "undo": _undo,
    "backup": _backup,
    "restore": _restore,
}
