"""Wordings of a text in lower case that are said another way before its relation is looked for."""

import re

from geo.places.geocode.wording import DIRECTION

_ABOUT = "(?:about |some |around |nearly )?"
_LENGTH = r"km?s?|miles?|kilomet\w+"

REWORDINGS = (
    (
        re.compile(rf"\s*[(\[]\s*{_ABOUT}\d[\d.,]*[ -]?(?:km?s?|miles?|mi|kilomet\w+|nautical miles)\s*[)\]]"),
        "",
    ),
    (
        re.compile(
            rf"^([^\d,]+?),?\s({_ABOUT}\d[\d.,]*[ -]?(?:{_LENGTH})) (?:to(?:wards)? the |to )?"
            rf"((?:{DIRECTION})(?:wards?)?)$"
        ),
        r"\2 \3 of \1",
    ),
    (
        re.compile(rf"(\d[ -]?(?:{_LENGTH})) (?:away )?(?:in|to|towards?) the ((?:{DIRECTION}) of )"),
        r"\1 \2",
    ),
    (re.compile(rf"(\d[ -]?(?:{_LENGTH})) (?:deep |distance )(?=into|inside|from|of)"), r"\1 "),
    (re.compile(r"\bzero line\b"), "border"),
    (re.compile(r"\bon the way (?=from)"), "on the road "),
    (re.compile(r"\b(?:road|highway|route) (?:leading )?to (.+?) from (.+)"), r"road from \2 to \1"),
    (re.compile(r"\bbetween (?:the )?(?:towns|cities|villages|areas|districts|counties) (?:of )?"), "between "),
    (re.compile(r"\b(?:in |at )?(?:the )?(?:cent(?:re|er)|heart|middle) of (?:the )?(?:(?:town|city) of )?"), ""),
    (re.compile(r"\boffshore (?:from |of |near )?(?=\w)"), "off "),
    (re.compile(r"\bzero[ -]?points?\b"), "crossing"),
    (re.compile(r"\bborder (?:crossing|market|terminal|gate|gateway)s?(?: point)?\b|\bcrossing points?\b"), "crossing"),
    (
        re.compile(
            r"\bborder (?:post|checkpost|check-post|outpost|checkpoint|station)s?\b|\bcheck[ -]?(?:post|point)s?\b"
        ),
        "post",
    ),
    (re.compile(r"\b(?:the )?goldsmith line\b"), "pakistan-iran border"),
    (
        re.compile(
            r"\b(?:the )?tri-?(?:point|junction|border)(?: area)?(?: of| between)? (?:the )?(?:iran|pakistan|afghanistan)[, ].*"
        ),
        "kuh-e malek siah",
    ),
    (
        re.compile(
            r"\b(?:the )?(?:(?:area|place|point|triangle) )?where (?:the )?(?:borders? of )?(?:the )?"
            r"(?=[^.]*\biran)(?=[^.]*\bpakistan)(?=[^.]*\bafghanistan)[^.]*\bmeet\b.*"
        ),
        "kuh-e malek siah",
    ),
    (
        re.compile(
            r"\b(?:the )?(?:provincial|regional|district|county) (?:capital|headquarters)(?: city| town)?(?: of)?\b"
        ),
        "",
    ),
    (re.compile(r"\b(pakistan|iran)(?:i|ian)? (?:territory|soil)\b"), r"\1"),
    (re.compile(r"^border (?:of |between )?([^,/()]+)/([^,/()]+)"), r"border between \1 and \2"),
    (re.compile(r"\bborder (town|city|village)(?= (?:of )?(?!in\b|near\b|on\b|at\b|along\b)\w)"), r"\1"),
    (re.compile(r"(\w\w) border (town|city|village)$"), r"\1 \2"),
    (re.compile(r"\b(?:half[- ]?way|midway) from (.+?) to "), r"between \1 and "),
    (re.compile(r"(\d\s?k[^,]*?) (?:towards?|in the direction of) the (?:\w+ )?(?:border|frontier)$"), r"\1"),
    (re.compile(r"^(.+?) (?:outskirts|suburbs|vicinity|surroundings)$"), r"outskirts of \1"),
    (re.compile(r"\s+(?:on|along|by) the (?:main |national )?(?:road|highway)$"), ""),
    (re.compile(r"^(?:on |along |at )?the (?:coast|shore)(?:line)? (?:of|near|at) "), "near "),
    (re.compile(r"\bsub[ -](?=tehsil|tahsil|district|division)"), "sub"),
)
"""What is found, and what stands for it; in this order."""


def reworded(low: str) -> str:
    """The text in the words that the patterns of relations know: "60 km (37 miles) from", "border town of"."""
    for pattern, words in REWORDINGS:
        low = pattern.sub(words, low)
    return low
