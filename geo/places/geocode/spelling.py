"""What a name sounds like: one key for all the spellings that reports use, in Latin and in Arabic script.

Three keys, from fine to coarse:

plain
    lower case, no marks, one form of each Arabic letter, words parted by single spaces.
sound
    the plain name as it is spoken: `q` is `k`, `w` is `v`, `gh` is `g`, `kh` is `k`, `ee` and `ai` are `i`,
    doubled letters are single, the izafat (`-e`, `-i`, `-ye`) and the `h` that is not heard are gone.
bare
    the consonants of the sound, near ones alike (`k`/`g`, `b`/`p`/`f`), a leading vowel as `a`. Arabic script
    writes no short vowels, so this is where the scripts meet; it only proposes, the finer keys decide.
"""

import re
import unicodedata
from functools import lru_cache

_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_WORD = re.compile(r"[a-z0-9]+|[\u0621-\u06ff]+")
_QUOTES = {ord(sign): None for sign in "'’‘`ʻʼʽʾʿˌ´\u200b\u200d\u200e\u200f\u0640"}
_FORMS = str.maketrans(
    {
        **dict.fromkeys("يىېےۓئیۍ", "ی"),
        **dict.fromkeys("كکڪ", "ک"),
        **dict.fromkeys("ةہۃەۀه", "ه"),
        **dict.fromkeys("أإٱآا", "ا"),
        **dict.fromkeys("ؤو", "و"),
        "\u200c": " ",
        "ء": None,
        "گ": "گ",
        "ځ": "ز",
        "څ": "س",
        "ډ": "ڈ",
        "ټ": "ٹ",
        "ړ": "ڑ",
        "ڼ": "ن",
    }
)
_STRIPPED = {
    **_FORMS,
    **_QUOTES,
    **{code: None for code in range(0x300, 0x20000) if unicodedata.combining(chr(code))},
}
"""For a text whose marks stand by themselves: without them, in one form of each letter."""

_LETTERS = {
    **dict.fromkeys("تطٹ", "t"),
    **dict.fromkeys("ثسص", "s"),
    **dict.fromkeys("ذزضظ", "z"),
    **dict.fromkeys("دڈ", "d"),
    **dict.fromkeys("رڑ", "r"),
    **dict.fromkeys("کقخ", "k"),
    **dict.fromkeys("نں", "n"),
    **dict.fromkeys("حه", "h"),
    **dict.fromkeys("غگ", "g"),
    **{"ب": "b", "پ": "p", "ج": "j", "چ": "C", "ژ": "j", "ش": "S", "ف": "f", "ل": "l", "م": "m"},
    **{"ا": "a", "و": "u", "ی": "i", "ع": "", "ھ": ""},
}
_JOINTS = frozenset({"e", "i", "ye", "y", "o", "wa", "va", "and", "و", "the", "al", "ul"})
_PAIRS = (
    ("tch", "C"), ("cch", "C"), ("ch", "C"), ("sh", "S"), ("zh", "j"), ("ph", "f"), ("q", "k"), ("x", "ks"), ("w", "v"),
)  # fmt: skip
"""In this order; in all other pairs (`kh`, `gh`, `th` …) the `h` is silent, as after every consonant."""

_OW = re.compile("ow(?![aeiouyh])")
_PAIRED = frozenset("hqxwc")
_SOFT_C = re.compile("c(?=[eiy])")
_FRONT = re.compile("a(?:a|h(?![aeiou]))*[iey]+|[eiy]+")
_BACK = re.compile("o[ou]*|a[uo]+")
_SILENT_H = re.compile("(?<=[^aiu])h|h(?![aiu])")
_AGAIN = re.compile(r"(.)(?=\1)")
_NEAR = str.maketrans({"g": "k", "b": "p", "f": "p", "a": None, "i": None, "u": None, "h": None, "v": None})
_LIGHT = str.maketrans({"a": None, "i": None, "u": None, "v": None, "h": None})


def is_arabic(text: str) -> bool:
    """Whether any sign of the text is of the Arabic script."""
    return not text.isascii() and _ARABIC.search(text) is not None


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """The words of the text in lower case, without marks, in one form of each letter, parted by spaces."""
    if text.isascii():
        lowered = text.lower().replace("'", "").replace("`", "")
    else:
        lowered = unicodedata.normalize("NFKD", text.translate(_FORMS)).translate(_STRIPPED).casefold()
    return " ".join(_WORD.findall(lowered))


def sound(text: str) -> str:
    """The key of how the name is spoken; one word, "" for a text without letters."""
    return plain_sound(plain(text))


@lru_cache(maxsize=131072)
def plain_sound(words: str) -> str:
    """`sound` of a text that is plain already."""
    return _word_sound(_run_together(words))


def _run_together(words: str) -> str:
    if " " not in words:
        return words
    first, *rest = words.split(" ")
    return first + "".join(part for part in rest if part not in _JOINTS)


@lru_cache(maxsize=131072)
def bare(spoken: str) -> str:
    """The consonants of a sound, near ones alike; a leading vowel stays as `a`."""
    first = spoken[:1]
    lead = "a" if first in "aiu" else first if first in "vh" else ""
    return _single(lead + spoken.translate(_NEAR))


@lru_cache(maxsize=131072)
def consonants(spoken: str) -> str:
    """The consonants of a sound as they are: what both scripts write."""
    return spoken.translate(_LIGHT)


def sound_once(words: str) -> str:
    """`plain_sound` past the cache: for the names of a gazetteer, which are spelt once and would only fill it."""
    return _word_sound(_run_together(words))


def plain_once(text: str) -> str:
    """`plain` past the cache."""
    return str(plain.__wrapped__(text))


def _word_sound(word: str) -> str:
    if word[:1] > "\u0600":
        spoken = "".join(_LETTERS.get(letter, "") for letter in word)
        spoken = spoken[0] + spoken[1:].replace("aa", "a") if spoken else ""
    else:
        spoken = word
        if not _PAIRED.isdisjoint(word):
            if "ow" in spoken:
                spoken = _OW.sub("u", spoken)
            for pair, letter in _PAIRS:
                if pair in spoken:
                    spoken = spoken.replace(pair, letter)
            if "c" in spoken:
                spoken = _SOFT_C.sub("s", spoken).replace("c", "k")
        if "i" in spoken or "e" in spoken or "y" in spoken:
            spoken = _FRONT.sub("i", spoken)
        if "o" in spoken or "au" in spoken:
            spoken = _BACK.sub("u", spoken)
    if "h" in spoken:
        spoken = _SILENT_H.sub("", spoken)
    return _single(spoken)


def _single(spoken: str) -> str:
    """Doubled letters single."""
    return _AGAIN.sub("", spoken)
