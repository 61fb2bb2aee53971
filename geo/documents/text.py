"""Text from outside as a document may carry it: no control signs, no reordering tricks, cut where it runs on without end."""

import unicodedata

LONGEST = {"title": 200, "place": 300, "statement": 1_000, "source": 300, "judgement": 2_000, "notes": 20_000}
"""Characters of each kind of text before it is cut with a mark."""
_REORDERING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Embeddings, overrides and isolates: they can make a text read otherwise than it is written."""
_NEVER = {"Cc", "Cs", "Co"}
_BYTE_ORDER = "\ufeff"
"""Within a text it means nothing, and PDF/UA forbids it."""
_RIGHT_TO_LEFT = {"R", "AL"}


def clean(text: object, most: int, *, lines: bool = False) -> str:
    """The text without control, private and reordering signs, white space as single spaces, cut at `most` characters.

    `lines` keeps line breaks and the white space of each line (Markdown lives on them). Joiners stay: Persian needs them.
    """
    kept = str(text).replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    kept = "".join(_sign(sign) for sign in unicodedata.normalize("NFC", kept))
    kept = kept.expandtabs(4).strip("\n") if lines else " ".join(kept.split())
    return cut(kept, most)


def cut(text: str, most: int) -> str:
    """The text, or its beginning with the mark "… (cut, 5,000 characters)", which counts the whole."""
    if len(text) <= most:
        return text
    end = most
    while end > most - 20 and unicodedata.combining(text[end]):  # never between a letter and its marks
        end -= 1
    return f"{text[:end].rstrip()}… (cut, {len(text):,} characters)"


def direction(text: str) -> str:
    """ "rtl" where the first letter with a direction is written from right to left (Urdu, Persian, Arabic …), else "ltr"."""
    for sign in text:
        way = unicodedata.bidirectional(sign)
        if way in _RIGHT_TO_LEFT:
            return "rtl"
        if way == "L":
            return "ltr"
    return "ltr"


def _sign(sign: str) -> str:
    if sign in "\n\t":
        return sign
    never = (
        sign == _BYTE_ORDER
        or sign in _REORDERING
        or unicodedata.category(sign) in _NEVER
        or (ord(sign) & 0xFFFE) == 0xFFFE
    )
    return "" if never else sign
