"""The plain files that a path stands for (a file, a folder, an archive), and which of them can be read."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geo.events.datasets.backup import LIST
from geo.imports import archives, sheets
from geo.imports.limits import Limits, RefusedFile
from geo.imports.recognise import UNDERSTOOD, Recognised, recognise

_PARTS = frozenset({".shx", ".dbf", ".prj", ".cpg", ".sbn", ".sbx", ".qpj"})
"""Beside a .shp they are no files of their own."""


@contextmanager
def members(path: Path, limits: Limits) -> Iterator[list[Path]]:
    """The plain files that a path stands for: itself, those of a zip (unpacked while it is open), those of a folder, zips in it too."""
    with tempfile.TemporaryDirectory(prefix="zeropoint-import-") as name:
        if not path.is_dir():
            limits.check_size(path)
            yield _inside(path, Path(name), limits)
            return
        there = [each for each in sorted(path.rglob("*")) if each.is_file() and not each.name.startswith(".")]
        drawn = {each.with_suffix("") for each in there if each.suffix.lower() == ".shp"}
        there = [each for each in there if each.suffix.lower() not in _PARTS or each.with_suffix("") not in drawn]
        found = list[Path]()
        for number, each in enumerate(there):
            try:
                found += _inside(each, Path(name) / str(number), limits)
            except RefusedFile:
                found.append(each)  # it is named when it is its turn
        yield found


def _inside(file: Path, folder: Path, limits: Limits) -> list[Path]:
    """The file itself; of an archive what is in it, unpacked into the folder."""
    if not archives.is_zip(file) or sheets.is_workbook(file):
        return [file]
    if said := archives.document_in(file):
        raise RefusedFile(f"{file.name} is {said}. {UNDERSTOOD}")
    folder.mkdir(exist_ok=True)
    found = archives.unpack(file, folder, limits)
    shapes = [each for each in found if each.suffix.lower() == ".shp"]
    endings = {each.suffix.lower() for each in found}
    if shapes and not endings >= {".shx", ".dbf"}:
        lost = " and ".join(sorted({".shx", ".dbf"} - endings))
        raise RefusedFile(f"{file.name} holds a Shapefile without its {lost}; put all its parts into the zip")
    drawn = [each for each in found if each.suffix.lower() == ".kml"]
    return shapes or (drawn if file.suffix.lower() == ".kmz" else found)


def look(path: Path, limits: Limits | None = None, format_: str = "") -> Recognised:
    """What a file, folder or zip is: that of its first file that is understood. Raises RefusedFile where none is."""
    limits = limits or Limits.of()
    with members(path, limits) as files:
        return first_understood(path, files, limits, format_)[1]


def first_understood(path: Path, files: list[Path], limits: Limits, format_: str) -> tuple[Path, Recognised]:
    """The first of the files that can be read as it is, else the first that lacks something; what it is. Raises RefusedFile."""
    if any(each.name == LIST for each in files):
        raise RefusedFile(f"{path.name} is a backup of Zero Point; restore it with: python -m geo restore {path.name}")
    said, lacking = f"{path.name} holds no files. {UNDERSTOOD}", list[tuple[Path, Recognised]]()
    for each in files:
        try:
            found = recognise(each, limits, format_)
        except RefusedFile as error:
            said = str(error)
            continue
        if not found.missing:
            return each, found
        lacking.append((each, found))
    if lacking:
        return lacking[0]
    raise RefusedFile(said)
