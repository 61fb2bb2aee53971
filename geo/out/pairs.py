"""Two records that may tell of the same event: why, in words, and both side by side as tables, cards and shapes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from geo.events.assembly import say_range
from geo.events.atlas import Atlas
from geo.events.links import VERDICTS, Link
from geo.out.escaped import render
from geo.out.features import feature
from geo.out.table import harmless
from geo.places.saying import words
from geo.vocabulary.dates import say_with_precision


def explain(atlas: Atlas, pair: Mapping[str, Any]) -> str:
    """Why two records are proposed: "2 days apart; 4 km between them, both known to 5 km; both attack; 9 and 7–9 deaths"."""
    first, second = (atlas.chronology.events.loc[pair[name]] for name in ("first", "second"))
    said = [
        _days(pair["days"], pair["vague_days"]),
        _places(atlas, pair),
        _kinds(atlas, first["kind"], second["kind"], pair["kind"]),
        _actors(pair["actors"]),
        _deaths(first, second, pair["deaths"]),
    ]
    return "; ".join(part for part in said if part)


def _days(days: float, vague: float) -> str:
    if days:
        return "1 day apart" if days == 1 else f"{days:.0f} days apart"
    return "the same day" if not vague else f"their days overlap (one is known to {vague + 1:.0f} days)"


def _places(atlas: Atlas, pair: Mapping[str, Any]) -> str:
    known = [_known_to(atlas, pair[name]) for name in ("first", "second")]
    how = f"both known to {known[0]}" if known[0] == known[1] else f"known to {known[0]} and to {known[1]}"
    apart = "their possible places meet" if not pair["km"] else f"{pair['km']:.0f} km between their possible places"
    return f"{apart}, {how}" + (", in different countries" if pair["country"] == 0.0 else "")


def _known_to(atlas: Atlas, event: str) -> str:
    """How exactly a record's place is known: "5 km", "the district"."""
    part = next(iter(_parts(atlas, event)), None)
    if part is None:
        return "no place"
    radius = part["radius_km"]
    return f"{radius:.0f} km" if pd.notna(radius) else f"the {str(part['precision']).replace('_', ' ')}"


def _kinds(atlas: Atlas, one: str, other: str, agree: float) -> str:
    labels = [atlas.chronology.label("kind", kind).lower() for kind in (one, other)]
    return f"both {labels[0]}" if agree == 1.0 else f"{labels[0]} and {labels[1]}"


def _actors(share: float) -> str:
    if pd.isna(share):
        return ""
    return "the same actors" if share > 0.9 else "some of the same actors" if share > 0 else "other actors"


def _deaths(first: Mapping[str, Any], second: Mapping[str, Any], agree: float) -> str:
    told = ["no number" if pd.isna(each["fatalities_low"]) else _range(each) for each in (first, second)]
    if pd.isna(agree):
        return "" if told[0] == told[1] else f"deaths: {told[0]} and {told[1]}"
    word = "death" if told == ["1", "1"] else "deaths"
    return f"{told[0]} {word} in both" if told[0] == told[1] else f"{told[0]} and {told[1]} deaths"


def _range(event: Mapping[str, Any]) -> str:
    return say_range(int(event["fatalities_low"]), int(event["fatalities_high"]))


def pair_table(atlas: Atlas, pairs: pd.DataFrame) -> pd.DataFrame:
    """A row a pair, for a page or a file: score, both records in short, their data sets, why."""
    events, names = atlas.chronology.events, atlas.choices["data"]
    rows = [
        (
            round(100 * pair["score"]),
            *(
                f"{events.at[pair[name], 'date_start']} {events.at[pair[name], 'title']}"
                for name in ("first", "second")
            ),
            *(names.get(events.at[pair[name], "dataset"], "") for name in ("first", "second")),
            explain(atlas, pair),
        )
        for pair in pairs.to_dict("records")
    ]
    columns = ["Score", "One record", "The other", "Its data set", "The other's", "Why"]
    return pd.DataFrame(rows, columns=columns).map(harmless)


def pair_card(atlas: Atlas, first: str, second: str) -> str:
    """HTML of the two records side by side."""
    return render("pair.html", records=[_record(atlas, event) for event in (first, second)])


def pair_features(atlas: Atlas, first: str, second: str) -> list[dict[str, Any]]:
    """The areas that the two leave open, as features with a label."""
    found = []
    for number, event in enumerate((first, second), start=1):
        title = str(atlas.chronology.events.at[event, "title"])
        for part in _parts(atlas, event):
            about = {"label": f"{number}: {title}", "reason": words(part), "radius_km": part["radius_km"]}
            found.append(feature(f"{event}-{part['part']}", part["geometry"], about))
    return found


def _parts(atlas: Atlas, event: str) -> Sequence[dict[str, Any]]:
    places = atlas.places
    mine = places[(places["event_id"] == event) & (places["role"] != "origin") & places["extent"].notna()]
    found: list[dict[str, Any]] = mine.to_dict("records")
    return found


def _record(atlas: Atlas, event: str) -> dict[str, Any]:
    row = atlas.chronology.events.loc[event]
    claims = atlas.chronology.claims[atlas.chronology.claims["event_id"] == event]
    return {
        "id": event,
        "title": row["title"],
        "dataset": atlas.choices["data"].get(row["dataset"], row["dataset"]),
        "rows": [
            ("When", say_with_precision(row["date_start"], row["date_end"], row["date_precision"])),
            ("Where", "; ".join(words(part) for part in _parts(atlas, event)) or "not known"),
            ("Kind", atlas.chronology.label("kind", row["kind"])),
            ("Actors", row["actors"] or "not named"),
            ("Deaths", "no number" if pd.isna(row["fatalities_low"]) else _range(row)),
            ("Claims", f"{len(claims)}, by {', '.join(dict.fromkeys(claims['outlet_name']))}"),
        ],
        "statements": [(said.speaker, said.statement) for said in claims.head(3).itertuples()],
    }


def decision_table(links: Iterable[Link]) -> pd.DataFrame:
    """A row a decision, in their order."""
    rows = [(link.about, VERDICTS[link.verdict], link.by, link.at, link.why) for link in links]
    return pd.DataFrame(rows, columns=["Records", "Decided", "By", "When", "Why"]).map(harmless)
