"""A small briefing as a part of an address, and back: its file, packed, in letters that an address may have."""

import base64
import zlib

from geo.briefing.file import read_briefing, write_briefing
from geo.briefing.steps import Briefing
from geo.events.datasets.disk import refusal
from geo.vocabulary.problems import DataProblems

KEY = "briefing"
LONGEST = 6_000
"""Letters of the packed briefing: more than that, and mail programs and proxies cut the address."""
_MOST_BYTES = 200_000
"""Of the file inside: what packs into LONGEST letters and is larger was made to hurt."""


def pack(briefing: Briefing) -> str:
    """The value of the key `briefing` of an address. Raises DataProblems where the briefing is too large for one."""
    packed = base64.urlsafe_b64encode(zlib.compress(write_briefing(briefing).encode(), 9)).decode().rstrip("=")
    if len(packed) > LONGEST:
        remedy = (
            f"is too large for a link ({len(packed):,} signs; {LONGEST:,} are the most); hand over the file instead"
        )
        raise refusal("link", KEY, briefing.title, remedy)
    return packed


def unpack(text: str) -> Briefing:
    """The briefing of such a value. Raises DataProblems where it is none, is cut off, or swells beyond all measure."""
    if len(text) > LONGEST:
        raise refusal("link", KEY, _short(text), f"has {len(text):,} signs; {LONGEST:,} are the most: ask for the file")
    try:
        unpacker = zlib.decompressobj()
        body = unpacker.decompress(base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True), _MOST_BYTES)
        if unpacker.unconsumed_tail:
            raise refusal("link", KEY, _short(text), "grows too large when it is unpacked; it was not opened")
        if not unpacker.eof:
            raise ValueError("cut off")
        return read_briefing(body.decode(), "link")
    except DataProblems:
        raise
    except (ValueError, zlib.error) as error:  # base64 and UTF-8 raise kinds of ValueError
        raise refusal(
            "link", KEY, _short(text), "is no briefing, or was cut off; ask for the whole link or the file"
        ) from error


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
