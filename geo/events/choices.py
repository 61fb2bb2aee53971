"""What every filter offers, and whose account can be told: value → label, as the data have them."""

from collections.abc import Mapping
from itertools import chain

import geopandas as gpd
from babel import Locale

from geo.events.assembly import ASPECTS, DISPUTES, SUPPORTS
from geo.events.grades import CREDIBILITY, RELIABILITY
from geo.events.joined import NO_LANGUAGE
from geo.events.load import DATASET, Chronology
from geo.events.store import UNKNOWN_COUNTRY


def choices_of(
    chronology: Chronology, units: gpd.GeoDataFrame, places: gpd.GeoDataFrame, sets: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """Value → label of every filter; a link may ask for these and no others. `sets` is id → name of the user's data sets."""
    english = Locale("en")
    words = chronology.vocabulary
    named = {field: dict(zip(rows["value"], rows["label"], strict=True)) for field, rows in words.groupby("field")}
    claims = chronology.claims
    districts = units[units["level"].isin(["district", "subdistrict", "province"])]
    touched = set(chain.from_iterable(places["unit_ids"]))
    told = {name: set(claims[name].unique()) for name in ("outlet_type", "outlet_country", "language", "origin")}
    return {
        "kind": named["kind"],
        "status": DISPUTES | SUPPORTS,
        "aspect": dict(ASPECTS),
        "place": {
            unit: label
            for unit, label in _unit_labels(districts).items()
            if unit in touched or districts.at[unit, "level"] == "district"
        },
        "outlet": dict(
            sorted(((i, str(n)) for i, n in chronology.outlets["name"].items()), key=lambda pair: pair[1].casefold())
        ),
        "outlet_type": {value: label for value, label in named["outlet_type"].items() if value in told["outlet_type"]},
        "country": {code: english.territories.get(code, code) for code in sorted(told["outlet_country"]) if code}
        | {UNKNOWN_COUNTRY: "not known"},
        "language": {
            code: "not known" if code == NO_LANGUAGE else english.languages.get(code, code)
            for code in sorted(told["language"])
        },
        "side": named["speaker_side"],
        "voice": {voice: chronology.voices[voice] for voice in sorted(told["origin"])},
        "stance": named["stance"],
        "reliability": RELIABILITY,
        "credibility": CREDIBILITY,
        "data": {DATASET: "Zero Point chronology", **sets},
    }


def lenses_of(choices: dict[str, dict[str, str]]) -> dict[str, str]:
    """Whose account can be told: every side, the press of every country, every voice and every outlet."""
    press = {code: f"Press of {name}" for code, name in choices["country"].items() if code != UNKNOWN_COUNTRY}
    voices = {voice: name for voice, name in choices["voice"].items() if voice not in choices["outlet"]}
    kinds = {"side": choices["side"], "press": press, "voice": voices, "outlet": choices["outlet"]}
    return {f"{kind}:{value}": label for kind, labels in kinds.items() for value, label in labels.items()}


def _unit_labels(units: gpd.GeoDataFrame) -> dict[str, str]:
    kind = {
        "district": "district",
        "county": "county",
        "tehsil": "tehsil",
        "sub-tehsil": "sub-tehsil",
        "bakhsh": "bakhsh",
        "province": "province",
    }
    return {
        str(unit): f"{row.name_} {kind.get(row.type, '')}".strip()
        for unit, row in units.rename(columns={"name": "name_"}).iterrows()
    }
