"""The verbs of the user's own data on the command line: `datasets`, `remove`, `undo`, `backup`, `restore`.

Each is a function that returns what it has to say, and does the work of `geo.events.datasets`.
"""

import argparse
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from geo.settings import home
from geo.vocabulary.problems import DataProblems


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verbs to those of `python -m geo`."""
    datasets = verbs.add_parser("datasets", help="your data sets: what is there, and what can be undone")
    datasets.add_argument("--check", action="store_true", help="read every byte and compare it with its checksum")
    remove = verbs.add_parser("remove", help="take one of your data sets away; undo brings it back")
    remove.add_argument("name", metavar="NAME", help="its id or its name, as datasets has it")
    remove.add_argument(
        "--for-good", action="store_true", help="delete it from the disk now; undo cannot bring it back"
    )
    verbs.add_parser("undo", help="take back the last import or removal")
    backup = verbs.add_parser("backup", help="write all that is yours into one file")
    backup.add_argument("file", type=Path, metavar="FILE", help="a new file, e.g. zero-point-backup.zip")
    restore = verbs.add_parser("restore", help="put a backup in the place of what is there, which is kept as a backup")
    restore.add_argument("file", type=Path, metavar="FILE")


def describe_sets(folder: Path, thorough: bool = False) -> tuple[list[str], list[str]]:
    """Lines about every data set and every change that can be undone, and the problems there are."""
    from geo.events import datasets

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
        lines += [f"can be undone: {change}" for change in datasets.list_changes(folder)]
    return lines, [str(problem) for problem in problems]


def remove_set(folder: Path, name: str, for_good: bool = False) -> str:
    """Remove a data set; the sentence to say."""
    from geo.events import datasets

    removed = datasets.remove(folder, name, for_good)
    back = "it is deleted from the disk" if for_good else "python -m geo undo brings it back"
    return f"removed {removed.id}: {removed.name}, {removed.files['events'].rows:,} events; {back}"


def undo_change(folder: Path) -> str:
    """Take back the last change; the sentence to say."""
    from geo.events import datasets

    return f"undone: {datasets.undo(folder)}"


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


def _datasets(asked: argparse.Namespace) -> int:
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


VERBS = {"datasets": _datasets, "remove": _remove, "undo": _undo, "backup": _backup, "restore": _restore}
