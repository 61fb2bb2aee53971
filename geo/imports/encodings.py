"""In which encoding a text file is written: proved where it can be, else the likeliest of those that the field uses."""

import codecs
import re
from pathlib import Path

import numpy as np
import pyarrow as pa
from charset_normalizer import from_bytes

from geo.imports.limits import RefusedFile

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAMPLE = 200_000
_BLOCK = 1 << 22
_CONTROLS = tuple({*range(32), 127} - set(b"\t\n\r\f\x1a"))
"""Bytes that hardly stand in a text, whatever its encoding, other than UTF-16."""
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_LATIN = re.compile(r"[À-ÿ]")
_LIKELY = ("cp1256", "cp1252", "cp1251", "utf-16-le", "utf-16-be")


def encoding_of(path: Path) -> str:
    """The name of the encoding, as Python calls it.

    UTF-8 is proved by reading all of the file. Raises RefusedFile where the bytes are no text.
    """
    with path.open("rb") as file:
        head = file.read(_SAMPLE)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    controls = sum(head.count(sign) for sign in _CONTROLS)
    if head.count(0) * 100 > len(head) or controls * 20 > len(head):  # a stray one is a slip; many are no text
        if name := _without_mark(head):
            return name
        raise RefusedFile(f"{path.name} holds binary data, not text; export it as CSV, XLSX or GeoJSON")
    return "utf-8" if is_utf8(path) else _guess(_telling(path))


def is_utf8(path: Path) -> bool:
    """Whether all of a file is UTF-8; Arrow proves it many times faster than Python decodes."""
    rest = b""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            block = rest + block
            cut = next((place for place in range(-1, -4, -1) if block[place:][:1] >= b"\xc0"), None)
            block, rest = (
                (block, b"") if cut is None else (block[:cut], block[cut:])
            )  # a sign may go on in the next block
            if not _are_utf8(block):
                return False
    return _are_utf8(rest)


def _are_utf8(block: bytes) -> bool:
    ends = pa.py_buffer(np.array([0, len(block)], dtype="int32"))
    try:
        pa.StringArray.from_buffers(1, ends, pa.py_buffer(block)).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _without_mark(head: bytes) -> str:
    """UTF-16 without a byte-order mark: every second byte of plain text is 0."""
    even, odd = head[0:2000:2].count(0), head[1:2000:2].count(0)
    half = min(len(head), 2000) // 2
    if odd > 0.3 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.3 * half and odd < 0.05 * half else ""


def _telling(path: Path) -> bytes:
    """The lines of the file that are not plain ASCII, up to the sample's size."""
    kept, size = [], 0
    with path.open("rb") as file:
        while size < _SAMPLE and (line := file.readline(_BLOCK)):
            if not line.isascii():
                kept.append(line)
                size += len(line)
    return b"".join(kept)


def _guess(sample: bytes) -> str:
    """The likeliest of the field's encodings; cp1252 where nothing tells, as it reads almost every byte."""
    best = from_bytes(sample, cp_isolation=list(_LIKELY)).best()
    arabic = sample.decode("cp1256", errors="replace")
    if len(_ARABIC.findall(arabic)) > 4 * len(_LATIN.findall(arabic)) and _runs(arabic):
        return "cp1256"
    name = best.encoding if best is not None else "cp1252"
    return "cp1252" if name in ("cp1256", "utf_16_le", "utf_16_be") and not _runs(arabic) else name


def _runs(text: str) -> bool:
    """Whether Arabic letters stand in words, not alone among Latin ones."""
    return len(re.findall(r"[\u0600-\u06ff]{3,}", text)) * 3 > len(re.findall(r"[A-Za-z][\u0600-\u06ff]", text))
