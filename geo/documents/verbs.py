"""The verbs `export` and `brief` on the command line: a View, or the file of a briefing, to a file to hand over."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from geo.briefing.steps import KINDS, Briefing

PAPERS = ("a4-portrait", "a4-landscape")
DRAWN = ("png", "svg")
"""The forms that are a picture."""


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verbs to those of `python -m geo`."""
    export = verbs.add_parser("export", help="write what a View shows: as data, document, slides or picture")
    export.add_argument(
        "--query", default="", help="the query string of a shared link, e.g. 'v=1&kind=attack&start=2024-01-01'"
    )
    export.add_argument(
        "--to",
        type=Path,
        nargs="+",
        required=True,
        metavar="FILE",
        help="one or more; data: .geojson, .csv, .parquet, .gpkg, .kml or .kmz; to hand over: .pdf, .pptx, .html; a picture: .png, .svg",
    )
    export.add_argument(
        "--kind", default="map", choices=[kind for kind in KINDS if kind != "text"], help="what to show"
    )
    export.add_argument("--since", type=_day, metavar="DAY", help="with --kind changes: the day to compare with")
    export.add_argument(
        "--title", default="", help="of the document or picture (default: the sentence that says what it shows)"
    )
    brief = verbs.add_parser("brief", help="write a briefing's file as document or slides")
    brief.add_argument("file", type=Path, metavar="FILE", help="FILE.md or FILE.yaml; example: the briefing that ships")
    brief.add_argument(
        "--to",
        type=Path,
        nargs="+",
        required=True,
        metavar="FILE",
        help="one or more of FILE.pdf, .pptx, .html; or its events as data: .geojson, .csv, .parquet, .gpkg, .kml, .kmz",
    )
    for verb in (export, brief):
        verb.add_argument("--paper", default=PAPERS[0], choices=PAPERS, help="of a PDF")
        verb.add_argument("--base", default="", metavar="URL", help="the dashboard's address, for the links in it")


def export_view(asked: argparse.Namespace) -> int:
    """Write a View; what it asks for and cannot have, or may not pass on, is said on stderr."""
    from geo.documents.compose import single
    from geo.documents.handover import FORMS
    from geo.drawing.draw import PICTURES
    from geo.out import exports

    forms = (*exports.FORMS, *(form for form in FORMS if form not in DRAWN or asked.kind in PICTURES))
    if strange := _strange(asked.to, forms):
        why = f" (of --kind {asked.kind} there is no picture)" if _form(strange) in DRAWN else ""
        return _refuse("export", strange, forms, why)
    if asked.since and asked.kind != "changes":
        raise ValueError(f"--since goes with --kind changes, not with {asked.kind}")
    briefing = single(asked.query, asked.kind, asked.title, asked.since)

    def make(form: str) -> tuple[bytes, Sequence[str]]:
        if form not in exports.FORMS:
            return _hand_over(briefing, form, asked)
        body, unmet = exports.export(asked.query, form)
        return body, (*unmet, *exports.left_out(asked.query))

    return _write(asked.to, make)


def write_briefing(asked: argparse.Namespace) -> int:
    """Write a briefing's file in other forms; as data, the events of all its steps once each."""
    from geo.briefing.file import read_bytes
    from geo.briefing.shelf import EXAMPLE
    from geo.events.now import atlas_now
    from geo.out import exports

    forms = ("pdf", "pptx", "html", *exports.FORMS)
    if strange := _strange(asked.to, forms):
        return _refuse("brief", strange, forms)
    read = EXAMPLE if str(asked.file) == "example" and not asked.file.exists() else asked.file
    briefing = read_bytes(read.read_bytes(), read.name)
    queries = [step.query for step in briefing.steps if step.kind != "text"]

    def make(form: str) -> tuple[bytes, Sequence[str]]:
        if form not in exports.FORMS:
            return _hand_over(briefing, form, asked)
        said = f"Events of the briefing “{briefing.title}”, {len(queries)} views."
        return exports.export_views(atlas_now(), queries, form, said)

    return _write(asked.to, make)


def _hand_over(briefing: Briefing, form: str, asked: argparse.Namespace) -> tuple[bytes, Sequence[str]]:
    from geo.documents.handover import make
    from geo.events.now import atlas_now

    handed = make(atlas_now(), briefing, form, asked.base, asked.paper, _progress(), _now())
    return handed.body, handed.said


def _strange(files: Sequence[Path], forms: Sequence[str]) -> Path | None:
    """The first file whose name ends in none of the forms: said before anything is made."""
    return next((file for file in files if _form(file) not in forms), None)


def _write(files: Sequence[Path], make: Callable[[str], tuple[bytes, Sequence[str]]]) -> int:
    """Each file whole or not at all; what is not in them is said, once. Raises ValueError before the first for one that cannot be."""
    from geo.events.datasets.disk import replace_file

    for file in files:
        if file.is_dir() or not file.parent.is_dir():
            why = "is a folder" if file.is_dir() else "there is no such folder"
            raise ValueError(f"{file}: {why}; name a file to write")
    told = set[str]()
    for file in files:
        body, said = make(_form(file))
        replace_file(file, body)
        for each in dict.fromkeys(said):
            if each not in told:
                print(f"note: {each}", file=sys.stderr)
        told.update(said)
        print(file)
    return 0


def _refuse(verb: str, file: Path, forms: Sequence[str], why: str = "") -> int:
    ends = " or ".join(f".{form}" for form in forms)
    print(f"python -m geo {verb}: --to must end in {ends}, not {file.name!r}{why}", file=sys.stderr)
    return 2


def _form(file: Path) -> str:
    return file.suffix.lstrip(".").lower()


def _progress() -> Callable[[int, int, str], None] | None:
    """Says on one line of a terminal what is being made; nothing where nobody looks."""
    if not sys.stderr.isatty():
        return None

    def tell(done: int, total: int, what: str) -> None:
        said = f"{done}/{total} {what[:60]}"
        print(f"\r{said:<70}", end="\n" if done == total else "", file=sys.stderr, flush=True)

    return tell


def _now() -> datetime:
    """The time that stands in the document; SOURCE_DATE_EPOCH sets it, for files that are the same to the byte."""
    said = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(said), UTC) if said.isdecimal() else datetime.now(UTC)


def _day(text: str) -> date:
    return date.fromisoformat(text)


VERBS = {"export": export_view, "brief": write_briefing}
