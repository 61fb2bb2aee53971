"""What other collections call kinds of events, in the words of our vocabulary; what has no word there stays empty."""

from __future__ import annotations

import re
from functools import lru_cache

KINDS = (
    *("air_or_missile_strike", "attack", "clash", "security_operation", "abduction", "crossing_opening"),
    *(
        "crossing_closure",
        "trade",
        "diplomacy",
        "agreement",
        "border_infrastructure",
        "protest_or_shooting",
        "statement",
        "other",
    ),
)
"""The kinds of `data/events/vocabulary.csv`; a test compares the two."""

UCDP = {"1": "clash", "2": "clash", "3": "attack"}
"""type_of_violence: state-based, non-state, one-sided."""

ACLED = {
    "battles": "clash",
    "battle-no change of territory": "clash",
    "battle-government regains territory": "clash",
    "battle-non-state actor overtakes territory": "clash",
    "explosions/remote violence": "attack",
    "remote violence": "attack",
    "violence against civilians": "attack",
    "protests": "protest_or_shooting",
    "riots": "protest_or_shooting",
    "riots/protests": "protest_or_shooting",
    "strategic developments": "",
    "strategic development": "",
    "non-violent transfer of territory": "",
    "headquarters or base established": "",
}
ACLED_SUB = {
    "air/drone strike": "air_or_missile_strike",
    "shelling/artillery/missile attack": "air_or_missile_strike",
    "abduction/forced disappearance": "abduction",
    "arrests": "security_operation",
    "disrupted weapons use": "security_operation",
    "agreement": "agreement",
}
"""sub_event_type, where it says more than the event type."""

CAMEO = {
    "01": "statement", "02": "statement", "03": "statement", "04": "diplomacy", "05": "diplomacy", "06": "trade",
    "07": "trade", "08": "diplomacy", "09": "", "10": "statement", "11": "statement", "12": "statement",
    "13": "statement", "14": "protest_or_shooting", "15": "security_operation", "16": "diplomacy",
    "17": "security_operation", "18": "attack", "19": "clash", "20": "attack",
    "057": "agreement", "087": "agreement", "0871": "agreement", "0872": "agreement", "0873": "agreement",
    "0874": "agreement", "062": "security_operation", "064": "security_operation", "181": "abduction",
    "195": "air_or_missile_strike", "1951": "air_or_missile_strike", "1952": "air_or_missile_strike",
}  # fmt: skip
"""CAMEO root codes, and the longer codes that say more."""
CAMEO_SAYS = {
    "01": "makes a statement", "02": "appeals to", "03": "expresses intent to cooperate with", "04": "consults with",
    "05": "cooperates in diplomacy with", "06": "cooperates with", "07": "aids", "08": "yields to", "09": "investigates",
    "10": "demands of", "11": "disapproves of", "12": "rejects", "13": "threatens", "14": "protests against",
    "15": "exhibits force to", "16": "reduces relations with", "17": "coerces", "18": "assaults", "19": "fights",
    "20": "uses mass violence against",
}  # fmt: skip
"""CAMEO root codes in words, as between two actors."""

_WORDS = (
    ("air_or_missile_strike", r"air ?strikes?|drone|missile|air raid|shelling|bombardment"),
    ("abduction", r"abduct|kidnap|hostage|disappear"),
    ("crossing_closure", r"(border|crossing|gate).*clos|clos.*(border|crossing|gate)"),
    ("crossing_opening", r"(border|crossing|gate).*open|open.*(border|crossing|gate)"),
    ("protest_or_shooting", r"protest|riot|demonstration|sit-in|rally|strike action"),
    ("security_operation", r"operation|raid|arrest|intercept|seizure|detention"),
    ("clash", r"clash|battle|fire(fight)?\b|armed exchange|state-based|non-state|fighting|infighting"),
    (
        "attack",
        r"attack|assault|bomb|ied\b|blast|explosion|ambush|assassinat|murder|killing|shooting|violence|grenade|one-sided",
    ),
    ("agreement", r"agreement|accord|treaty|memorandum|ceasefire"),
    ("diplomacy", r"diploma|visit|talks|meeting"),
    ("border_infrastructure", r"fence|wall|trench"),
    ("trade", r"trade|smuggl|fuel|export|import"),
    ("statement", r"statement|warning|speech"),
)


@lru_cache(maxsize=50_000)
def kind_of(text: str) -> str:
    """The kind that free words name: one of KINDS by its own name, or the first that a word of it speaks for; else ""."""
    plain = text.strip().casefold()
    for names in (dict.fromkeys(KINDS), ACLED_SUB, ACLED):
        if plain.replace(" ", "_") in names:
            return plain.replace(" ", "_")
        if plain in names and names is not None:
            return str(names[plain] or "")
    return next((kind for kind, words in _WORDS if re.search(rf"\b(?:{words})", plain)), "")
