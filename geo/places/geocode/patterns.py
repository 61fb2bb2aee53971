"""The patterns of relations in a text about a place: distances, borders, roads, directions."""

import re

from geo.places.geocode.wording import DIRECTION

_DIGIT = re.compile(r"\d")
_TOKEN = re.compile(r"\w+")

NUMBER = (
    r"(?:\b(?:about|around|some|approximately|approx|nearly|roughly|over|almost|just|at least|a|an)\s+)*"
    r"(?P<km>\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:[.,]\d+)?)(?:\s*(?:-|to)\s*(?P<to>\d+(?:\.\d+)?))?\s*-?\s*"
    r"(?P<unit>kilomet(?:er|re)s?|kms?|nautical miles?|nm|miles?|mi|met(?:er|re)s?|m|کلومیٹر|کیلومتر)\b\.?"
)
NATIONS = ("iran", "pakistan", "afghan", "the iran", "the pakistan", "the afghan")
NATIONS_BEGIN = frozenset("ipat")
OF_NATION = re.compile(
    r"^(?:the )?(iran|pakistan|afghanistan|afghan)(?:['’`]s|(?<!afghan)i|(?<=iran)ian|(?<=afghan)) "
    r"(?!border|frontier|boundary|side\b|territory|soil|waters|coast|and\b)(.+)$"
)
"""A country's name before that of a place: "Iran's Taftan", "Pakistani Balochistan"."""

APOSTROPHE = re.compile(r"[’'`]s\b|[’'`‘]")
DASHES = re.compile(r"\s*[–—−‐‑]\s*")
IZAFAT = re.compile(r"(?<=\w)-(e|i|ye|o)[- ](?=\w)")
"""A dash within a name, "Rig-e Malek": it joins no two places, as that of a road does."""

TRIGGER = re.compile(
    r"\d\s*-?\s*(?:k|mi|m\b|met|n(?:m\b|aut)|کل|کی)|"
    r"\b(?:few|several|some|opposite|facing|adjoining|capital|half[- ]?way|midway|far|near|close to|within|between|border"
    r"|frontier|road|highway|axis|zero line|way from|offshore|towns|cities|cent(?:re|er) of|route|off|goldsmith|tripoint"
    r"|tri-point|meet|outskirts|vicinity|mountains?|hills?|mountainous|desert|next to|adjacent|outside|around|coast"
    r"|zero[ -]?point|surroundings|suburbs?|inside|boundary|نزدیک|قریب|مرز|سرحد)\b|"
    rf"\b(?:{DIRECTION})(?:ern|ward|wards)?\b"
)
COUNTED = {
    word: str(number)
    for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1)
} | {"fifteen": "15", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "hundred": "100"}
COUNT = re.compile(rf"\b({'|'.join(COUNTED)}|an?)(?=[ -](?:kilomet|kms?\b|miles?\b|nautical))")
HINTS = frozenset(
    """near close within between border frontier road highway route off goldsmith tripoint tri meet outskirts vicinity
    next adjacent outside around coast zero zeropoint axis line way offshore towns cities villages districts
    counties centre center heart middle surroundings suburb suburbs inside boundary نزدیک قریب مرز سرحد of few
    several some opposite facing adjoining capital mountains mountain hills hill mountainous desert half halfway
    midway kilometre kilometer mile far""".split()
) | {
    way + end
    for way in ("north", "south", *(a + b for a in ("north", "south", "") for b in ("east", "west")))
    for end in ("", "ern", "ward", "wards")
}  # fmt: skip
"""Words of which one, or a digit, or a number in words, is in every text that has a relation."""


def may_relate(low: str) -> bool:
    """Whether a text may have a relation in it: a quick look, before the patterns are tried."""
    words = _TOKEN.findall(low)
    return not (HINTS.isdisjoint(words) and COUNTED.keys().isdisjoint(words)) or _DIGIT.search(low) is not None


COMPASS = {"n": "north", "s": "south", "e": "east", "w": "west"}
SHORT_WAY = re.compile(r"(?<=[ \d])([ns]{0,2}[nsew][ew]?)(?= of\b)|^([ns][ew])(?= of\b)")
"""Directions in letters before "of": "20 km SE of Kalat"."""

THOUSANDS = re.compile(r",(?=\d{3}(?!\d))")
TAG = re.compile(r"<[^<>]{0,200}>")
COAST = re.compile(r"\s+(?:coast(?:line)?|shores?|waters)\b")
AT_BORDER = re.compile(
    r"\b(?:near(?:by)?(?: to)?|close to|next to|adjacent to|along|around|in the vicinity of|not far from)\s*(?=,)"
)
"""What stands before a border that was taken out of the text: the border is near, not what is named after it."""

NEAR_BORDER = re.compile(r"\s*,?\s*\b(?:near|close to|along|on|at)\s*(?:the )?$")
PAIR_BORDER = re.compile(
    r"\b(?:the )?(?P<a>pak(?:istan)?i?|iran(?:ian)?|afghan(?:istan)?|baloch?istan|indian?)\s*(?:[-/]|and|with| )\s*"
    r"(?P<b>pak(?:istan)?i?|iran(?:ian)?|afghan(?:istan)?|indian?)\s+(?:joint |common )?(?:border"
    r"|frontier|boundary)(?: line| area| region)?s?\b"
)
BORDER_BETWEEN = re.compile(
    r"\b(?:the )?(?:border|frontier|boundary)(?: line| area| region)? (?:between|(?P<of>of)|shared by) (?P<a>[^,()]+?) (?:and|with)"
    r" (?P<b>[^,()]+?)(?=\s(?:in|near|at)\b|[,()]|$)"
)
DASHED_BORDER = re.compile(
    r"^(?:(?:near|on|along|at|in) )?(?:the )?(?P<of>)(?P<a>[^-,()\d]+?)\s*-\s*(?P<b>[^-,()\d]+?) (?:border|frontier|boundary)"
    r"(?: line| area| region)?s?\b"
)
"""Two names before the word: "Kech-Saravan border"; `of` is there where both may be one name."""

ONE_BORDER = re.compile(
    r"\b(?:the )?(?:border|frontier|boundary) (?:with|of|to|line with) (?P<a>iran|pakistan|afghanistan)\b|"
    r"\b(?:the )?(?P<b>pakistani?|iranian|iran|afghan(?:istan)?) (?:border|frontier|boundary)(?: area"
    r"| region| line)?s?\b"
)
SOME_BORDER = re.compile(
    r"\b(?:the )?(?:border|boundary|frontier(?! (?:corps|constabulary|regions?|works?)))(?: area| region| line| belt| zone| town)?s?\b"
)
WITHIN = re.compile(
    rf"(?:\b(?:within|in|inside|no more than|not more than|less than|up to|under)(?: a| the)?(?: radius of)? {NUMBER}"
    rf"(?:[ -]radius)?(?: of| from| around)?|{NUMBER.replace('<', '<r')}[ -]radius (?:of|around|from))\s+(?P<rest>.+)"
)
FROM = re.compile(
    rf"{NUMBER}\s*(?:to the |towards? the |due )?(?P<way>(?:{DIRECTION})(?:ern|ward|wards)?)?\s*(?:side )?"
    r"(?P<how>away from|out of|off the coast of|off the coast|off|outside|inside|into|within|from|of"
    r"|before|short of)\s+(?P<rest>.+)"
)
TO_THE = re.compile(rf"\s(?:to|in|towards?) the (?P<way>(?:{DIRECTION})(?:ern)?)\b.*")
PART_OF = re.compile(rf"(?:^|\b(?:in|the)\s+)(?P<way>(?:{DIRECTION})ern) (?P<skirt>outskirts of )?(?P<rest>[^,]+.*)")
DIRECTION_OF = re.compile(
    rf"\b(?:to the |in the |the )?(?P<way>(?:{DIRECTION})(?:ern|ward|wards)?)(?: side| part"
    rf"| outskirts)? of (?P<rest>.+)"
)
OFF = re.compile(
    r"\b(?:at |in the )?(?:arabian )?sea (?:off|near) (?P<sea>.+)|"
    r"\b(?:off|near)(?: the)? (?:coast|shore|waters) of (?P<rest>.+)|\boff (?P<bare>(?!the\b).+)"
    r"|\b(?P<before>.+?) coast\b"
)
BETWEEN = re.compile(
    r"\b(?:between|linking|connecting|joining|links|connects) (?P<a>.+?) (?:and|with|to) (?P<b>[^,(]+)(?P<tail>.*)"
)
ROAD = re.compile(
    r"\b(?:road|highway|route|motorway) from (?P<c>.+?) to (?P<d>[^,(]+)|"
    r"(?:^|\b(?:on|along|at|near|of|the)\s+)(?:the )?(?P<a>[^-,()\d]+?)\s*(?:-"
    r"| to )\s*(?P<b>[^-,()]+?) (?:national |main |coastal )?(?:road|highway|route|motorway|track|axis|rcd)\b(?P<tail>.*)"
)
TOWARDS = re.compile(
    r",?\s(?:(?:on|along|by) the (?:main |national )?(?:road|highway|route|way)(?: leading)? (?:to|towards?)"
    r"|towards?|in the direction of|on the way to) (?P<rest>[^,(]+)"
    r"|,?\s(?:on|along|by) the (?P<road>[^,(-]+) (?:road|highway|route)$"
)
"""What is said after a distance from a place: in which direction."""

ALONG = re.compile(
    rf"{NUMBER}\s*(?:along|down|up) the (?P<a>[^-,()]+?)\s*-\s*(?P<b>[^-,()]+?) (?:road|highway|route)"
    r",? (?:from|starting (?:at|from)) (?P<start>[^,(]+)"
)
BY = re.compile(r",?\s(?:near|close to|opposite|facing|at|in) (?P<rest>.+)")
THE_ROAD = re.compile(
    r"the (?:road|highway|route|motorway)\b"
    r"|the [^-,() ]+(?: [^-,() ]+)?\s*-\s*[^-,() ]+(?: [^-,() ]+)? (?:road|highway|route|motorway|track)\b"
)
"""A road at the start of what a distance is measured from: "within 5 km of the Hoshab-Turbat road"."""

AT_SEA = re.compile(r"\s*(?:(?:somewhere )?at sea|offshore|in the (?:arabian |open )?sea|in (?:the )?waters)[\s,]*")
NEAR = re.compile(
    r"\b(?:a )?(?:few|some|several) (?:kilomet(?:er|re)s?|kms?|miles) (?:from|of|outside|away from)\s+(?P<few>.+)|"
    r"\b(?:near(?:by)?(?: to| the)?|close to|next to|adjacent to|on the outskirts of|outskirts of"
    r"|in the vicinity of|vicinity of|"
    r"(?:mountains?|hills?|mountain range|mountainous areas?|deserts?|plains?) (?:of|in|around|near|outside|above)(?: the)?|"
    r"outside(?: of)?|around|opposite(?: to)?|facing|adjoining|surroundings of|suburbs? of|not far from|نزدیک|قریب)\s+(?P<rest>.+)"
)
LEADS = re.compile(r"^(?:near|close to|around|on|along|at|in|the|between|a|an|from|to|of|by|and|area|areas|,|\s)+\b")
