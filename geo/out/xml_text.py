"""Text that XML can hold: control characters, lone surrogates and non-characters are taken out."""

import re

_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fit(text: str) -> str:
    """The text without what XML 1.0 forbids (and what ends a text in C: U+0000)."""
    return _UNFIT.sub("", text)
