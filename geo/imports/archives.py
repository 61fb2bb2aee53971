"""Zip files and folders, taken apart with care: never outside the folder given, never larger than is allowed."""

import zipfile
import zlib
from pathlib import Path, PurePosixPath

from geo.imports.limits import PREFIX, Limits, RefusedFile

_BLOCK = 1 << 20
_FREE = 10_000_000  # bytes that any archive may unpack to, whatever its ratio
_OURS = "__MACOSX/"


def is_zip(path: Path) -> bool:
    """Whether the bytes begin as a zip file does."""
    with path.open("rb") as file:
        return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")


def names(path: Path) -> list[str]:
    """The files in the archive. Raises RefusedFile where it is damaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            return [each.filename for each in archive.infolist() if _wanted(each)]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise RefusedFile(f"{path.name} is a damaged or cut-off zip file ({error}); get it again") from error


def document_in(path: Path) -> str:
    """What an office document that is a zip file is called, with what to do; "" where the archive is none."""
    inside = set(names(path))
    if "content.xml" in inside and "mimetype" in inside:
        return "an OpenDocument file (ODS, ODT); save it as XLSX or CSV"
    if "word/document.xml" in inside:
        return "a Word document; bring the table in it as XLSX or CSV"
    return "a binary workbook (XLSB); save it as XLSX or CSV" if "xl/workbook.bin" in inside else ""


def check(path: Path, limits: Limits) -> None:
    """Raise RefusedFile where the archive says itself that it holds more than is allowed."""
    packed = max(1, path.stat().st_size)
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise RefusedFile(f"{path.name} is a damaged or cut-off zip file ({error}); get it again") from error
    if len(entries) > limits.members:
        raise RefusedFile(f"{path.name} holds {len(entries):,} files; at most {limits.members:,} ({PREFIX}MEMBERS)")
    _judge(path.name, sum(each.file_size for each in entries), packed, limits)
    if any(each.flag_bits & 1 for each in entries):
        raise RefusedFile(f"{path.name} is locked with a password; unpack it and import what is inside")


def unpack(path: Path, folder: Path, limits: Limits) -> list[Path]:
    """Unpack into `folder` under plain numbered names that keep their endings; the sizes are counted, not believed."""
    check(path, limits)
    packed, written, found = max(1, path.stat().st_size), 0, list[Path]()
    try:
        with zipfile.ZipFile(path) as archive:
            for each in filter(_wanted, archive.infolist()):
                inside = PurePosixPath(each.filename.replace("\\", "/"))
                target = folder / inside.name
                if target.exists():
                    target = folder / f"{len(found)}_{inside.name}"
                with archive.open(each) as source, target.open("wb") as out:
                    while block := source.read(_BLOCK):
                        written += len(block)
                        _judge(path.name, written, packed, limits)
                        out.write(block)
                found.append(target)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        if isinstance(error, RefusedFile):
            raise
        raise RefusedFile(f"{path.name} is a damaged or cut-off zip file ({error}); get it again") from error
    except zlib.error as error:
        raise RefusedFile(f"{path.name} is a damaged zip file ({error}); get it again") from error
    return found


def _judge(name: str, size: int, packed: int, limits: Limits) -> None:
    if size > limits.bytes or (size > _FREE and size > packed * limits.ratio):
        said = f"{size:,} bytes out of {packed:,}"
        raise RefusedFile(f"{name} unpacks to {said}: it looks like a zip bomb ({PREFIX}RATIO, {PREFIX}BYTES)")


def _wanted(entry: zipfile.ZipInfo) -> bool:
    name = PurePosixPath(entry.filename.replace("\\", "/")).name
    return not entry.is_dir() and not entry.filename.startswith(_OURS) and bool(name) and not name.startswith(".")
