"""The words of place names that are not the name: what kind of place it is, what lies how to what."""

import re

from geo.places.geocode.spelling import plain

KINDS: dict[str, str] = {
    **dict.fromkeys(("town", "shahr", "municipality", "headquarters", "headquarter", "شهر", "قصبہ", "شہر"), "town"),
    "city": "town",
    **dict.fromkeys(("village", "killi", "kili", "kalli", "kalay", "goth", "hamlet", "locality", "settlement"), "village"),
    **dict.fromkeys(("rusta", "deh", "روستای", "روستا", "گاؤں", "گوٹھ", "کلی"), "village"),
    **dict.fromkeys(("bazaar", "bazar", "بازار"), "village"),
    **dict.fromkeys(("tehsil", "tahsil", "tehsils", "tahseel", "taluka", "subtehsil", "bakhsh"), "subdistrict"),
    **dict.fromkeys(("subdistrict", "subdivision", "تحصیل", "بخش"), "subdistrict"),
    **dict.fromkeys(("district", "districts", "zila", "zilla", "ضلع", "distt", "agency"), "district"),
    **dict.fromkeys(("county", "shahrestan", "shahristan", "شهرستان"), "district"),
    **dict.fromkeys(("province", "ostan", "صوبہ", "استان", "صوبه"), "province"),
    **dict.fromkeys(("area", "areas", "region", "valley", "sector", "plain", "desert", "علاقہ", "علاقے", "منطقه"), "area"),
    **dict.fromkeys(("locale", "neighbourhood", "neighborhood", "suburb", "suburbs", "vicinity"), "area"),
    **dict.fromkeys(("mount", "mountain", "mountains", "peak", "volcano", "hills", "hill", "range"), "mountain"),
    **dict.fromkeys(("airport", "airfield", "airbase", "airstrip", "فرودگاه", "ایئرپورٹ"), "airport"),
    **dict.fromkeys(("port", "harbour", "harbor", "seaport", "بندر", "بندرگاہ"), "port"),
    **dict.fromkeys(("crossing", "gate", "terminal", "gateway", "بارڈر", "پایانه", "گیٹ", "کراسنگ"), "border_crossing"),
    **dict.fromkeys(("post", "checkpost", "outpost", "checkpoint", "پاسگاه", "چوکی"), "border_post"),
    **dict.fromkeys(("station", "mine", "colony", "camp", "dam", "mosque"), "site"),
}  # fmt: skip
"""Words of type, and the kind that they hint at."""

KINDS |= {plain(word): kind for word, kind in KINDS.items()}  # texts are compared in plain form

UNITS = frozenset({"subdistrict", "district", "province"})
NEAR_KINDS: dict[str, frozenset[str]] = {
    "town": frozenset({"town", "city", "port", "village"}),
    "village": frozenset({"village", "town", "area", "border_post", "port"}),
    "area": frozenset({"area", "village", "town", "subdistrict", "site", "mountain", "city", "port"}),
    "border_crossing": frozenset({"border_crossing", "border_post"}),
    "border_post": frozenset({"border_post", "border_crossing", "site", "village", "town"}),
    "site": frozenset({"site", "village", "town", "airport", "border_post"}),
    "mountain": frozenset({"mountain", "area"}),
    "airport": frozenset({"airport", "site"}),
    "port": frozenset({"port", "town", "site"}),
    "subdistrict": frozenset({"subdistrict"}),
    "district": frozenset({"district"}),
    "province": frozenset({"province"}),
}
"""Which kinds of entries fit a word of type."""

OPTIONAL = frozenset(
    """mount killi kili bazaar bazar deh shahr goth port station colony locality locale neighbourhood neighborhood suburb
    """.split()
)
"""Words of type that are often part of the name itself: the name is looked up with and without them."""

NOISE = frozenset(
    """the a an of at in on to from main central downtown remote mountainous coastal northern southern eastern western
    north south east west northeast northwest southeast southwest northeastern northwestern southeastern southwestern
    some several various parts part nearby close border bordering areas ka ki ke kay mein main iranian pakistani
    pakistan's iran's far flung restive tribal small upper lower unspecified outside inside and side edge fringe fringes
    """.split()
)
"""Words that may stand around a name and say nothing about which place it is."""

COUNTRY_WORDS: dict[str, str] = {
    **dict.fromkeys(("pakistan", "pakistani", "pak", "pk", "islamic republic of pakistan", "پاکستان"), "PK"),
    **dict.fromkeys(("iran", "iranian", "ir", "persia", "islamic republic of iran", "ایران"), "IR"),
    **dict.fromkeys(("afghanistan", "afghan", "af", "افغانستان"), "AF"),
    **dict.fromkeys(("india", "indian", "oman", "china"), "XX"),
    **{"pak.": "PK", "pakistan s": "PK", "iran s": "IR", "pak ": "PK", "irn": "IR", "afg": "AF"},
}

OUTSIDE: dict[str, str] = {
    **dict.fromkeys(
        (
            "sindh", "sind", "punjab", "khyber pakhtunkhwa", "khyber pakhtunkwa", "kpk", "kp", "n w f p", "nwfp",
            "north west frontier", "north west frontier province", "f a t a", "fata", "federally administered tribal areas",
            "azad kashmir", "azad jammu kashmir", "azad jammu and kashmir", "ajk", "gilgit baltistan", "northern areas",
            "islamabad capital territory", "f c t", "kashmir", "jammu and kashmir",
        ),
        "PK",
    ),
    **dict.fromkeys(
        ("hormozgan", "south khorasan", "razavi khorasan", "khorasan", "fars"), "IR"
    ),
    **dict.fromkeys(
        ("helmand", "hilmand", "paktika"), "AF"
    ),
}  # fmt: skip
"""Provinces around the two of the project (names as in the basemap's province lines, and how reports write them)."""

DIRECTIONS: dict[str, float] = {
    "north": 0, "northeast": 45, "east": 90, "southeast": 135, "south": 180, "southwest": 225, "west": 270,
    "northwest": 315,
}  # fmt: skip
DIRECTION = r"(?:north|south)[- ]?(?:east|west)|north|south|east|west"
_DIRECTION = re.compile(rf"({DIRECTION})(?:ern|ward|wards)?")


def bearing(words: str) -> float | None:
    """The bearing in degrees that a word such as "south-west" or "northern" says; None for other words."""
    found = _DIRECTION.fullmatch(words.strip().casefold())
    return None if found is None else DIRECTIONS[re.sub("[- ]", "", found[1])]
