"""Everything that is loaded once and only read: the chronology, where its events lie, units, crossings, the store."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import geopandas as gpd
import pandas as pd
from babel import Locale
from shapely import LineString, box

from geo.events.check import check_tables, read_tables
from geo.events.crossings import Crossings, check_crossings, check_reports, load_crossings
from geo.events.infrastructure import check_infrastructure
from geo.events.load import DATASET, Chronology, load
from geo.events.status import STATUSES
from geo.events.store import UNKNOWN_COUNTRY, Store
from geo.places.boundaries import check_units, load_border, load_units
from geo.places.gazetteer import FILE as GAZETTEER
from geo.places.gazetteer import check_gazetteer, load_gazetteer, place_ids
from geo.places.locate import locate
from geo.places.metric import circle
from geo.places.readings import check_readings, read_readings
from geo.settings import DATA, REGION
from geo.vocabulary.problems import DataProblems, Problem

_ROUND = ("point", "circle")


@dataclass(frozen=True, slots=True)
class Atlas:
    """The read-only world of a process. Frames in EPSG:4326.

    `places` has a row for each part of each event's place (`event_id`, `role`, `precision`, `radius_km`, `geometry`,
    `extent` …); `choices` is value → label by filter key; `unmapped` has, for "unlocated" and "elsewhere", event → reason
    of the events of which every part is so.
    """

    chronology: Chronology
    places: gpd.GeoDataFrame
    units: gpd.GeoDataFrame
    border: LineString
    gazetteer: pd.DataFrame
    crossings: Crossings
    store: Store
    choices: dict[str, dict[str, str]]
    unmapped: dict[str, dict[str, str]]

    @property
    def first(self) -> date:
        """The first day of the first event."""
        day: date = self.chronology.events["first"].min().date()
        return day

    @property
    def last(self) -> date:
        """The last day of the last event."""
        day: date = self.chronology.events["last"].max().date()
        return day


@cache
def open_atlas(data: Path = DATA) -> Atlas:
    """Load and check what ships. Raises DataProblems with every problem found, before anything is shown."""
    if problems := check_data(data):
        raise DataProblems(problems)
    chronology = load(data / "events")
    units, border = load_units(data / "boundaries"), load_border(data / "boundaries")
    gazetteer = load_gazetteer(data / "places")
    places = locate(read_readings(data / "places" / "event_places.csv"), gazetteer, units, border)
    events = chronology.events
    places["event_id"] = places["event_key"].map(pd.Series(events.index, index=events["event_key"]))
    places["extent"] = gpd.GeoSeries([_extent(row) for row in places.itertuples()], index=places.index, crs=4326)
    crossings = load_crossings(data / "places", chronology.crossing_status)
    return Atlas(
        chronology,
        places,
        units,
        border,
        gazetteer,
        crossings,
        Store(chronology, places),
        _choices(chronology, units, places),
        {precision: _unmapped(places, precision) for precision in ("unlocated", "elsewhere")},
    )


def check_data(data: Path = DATA) -> list[Problem]:
    """Every problem in everything that ships, sorted by file and row; empty where all is well."""
    tables, problems = read_tables(data / "events")
    problems += check_tables(tables)
    problems += [
        *check_reports(tables.get("crossing_status", ())),
        *check_infrastructure(tables.get("infrastructure", ())),
    ]
    problems += check_gazetteer(data / "places" / GAZETTEER)
    gazetteer = place_ids(data / "places" / GAZETTEER)
    reported = {row["crossing_reported"] for row in tables.get("crossing_status", ())}
    broken = check_units(data / "boundaries")
    problems += broken
    if gazetteer is None:
        return sorted(problems)  # else every reference to a place would be said to be wrong; likewise below
    problems += check_crossings(data / "places", reported, gazetteer)
    if broken or "events" not in tables:
        return sorted(problems)
    path, units = data / "places" / "event_places.csv", load_units(data / "boundaries")
    problems += check_readings(path, gazetteer, set(units.index), {row["event_key"] for row in tables["events"]})
    if not problems:
        border = load_border(data / "boundaries")
        problems += _outside(locate(read_readings(path), load_gazetteer(data / "places"), units, border), path.name)
    return sorted(problems)


def _outside(places: gpd.GeoDataFrame, file: str) -> list[Problem]:
    """Places that are said to lie in the region and do not; rows as in the file, whose order `locate` keeps."""
    inside = places.geometry.isna() | places.intersects(box(*REGION)) | (places["precision"] == "elsewhere")
    return [
        Problem(
            file, number, "refs", "|".join(row.place_refs), "the place lies outside the region; use the rule elsewhere"
        )
        for number, (row, good) in enumerate(zip(places.itertuples(), inside, strict=True), start=2)
        if not good
    ]


def _unmapped(places: gpd.GeoDataFrame, precision: str) -> dict[str, str]:
    targets = places[places["role"] == "target"]
    others = targets[targets["precision"] != precision]["event_id"]
    alike = targets[~targets["event_id"].isin(others)]
    reasons: dict[str, str] = (
        alike.groupby("event_id")["reason"].agg(lambda texts: " ".join(dict.fromkeys(texts))).to_dict()
    )
    return reasons


def _extent(row: object) -> object:
    """The area that the precision leaves open: the circle of a point, the shape of everything else."""
    geometry = row.geometry  # type: ignore[attr-defined]  # a row of places
    if geometry is None or row.precision not in _ROUND:  # type: ignore[attr-defined]
        return geometry
    return circle(geometry.x, geometry.y, row.radius_km)  # type: ignore[attr-defined]


def _choices(chronology: Chronology, units: gpd.GeoDataFrame, places: gpd.GeoDataFrame) -> dict[str, dict[str, str]]:
    """Value → label of every filter, as what ships has them; a link may ask for these and no others."""
    english = Locale("en")
    words = chronology.vocabulary
    named = {field: dict(zip(rows["value"], rows["label"], strict=True)) for field, rows in words.groupby("field")}
    claims = chronology.claims
    districts = units[units["level"].isin(["district", "subdistrict", "province"])]
    touched = set(places["unit_ids"].explode().dropna())
    return {
        "kind": named["kind"],
        "status": dict(STATUSES),
        "place": {
            unit: label
            for unit, label in _unit_labels(districts).items()
            if unit in touched or districts.at[unit, "level"] == "district"
        },
        "outlet": dict(
            sorted(((i, str(n)) for i, n in chronology.outlets["name"].items()), key=lambda pair: pair[1].casefold())
        ),
        "outlet_type": {
            value: label for value, label in named["outlet_type"].items() if value in set(claims["outlet_type"])
        },
        "country": {code: english.territories.get(code, code) for code in sorted(set(claims["outlet_country"])) if code}
        | {UNKNOWN_COUNTRY: "not known"},
        "language": {code: english.languages.get(code, code) for code in sorted(set(claims["language"]))},
        "side": named["speaker_side"],
        "stance": named["stance"],
        "data": {DATASET: "Zero Point chronology"},
    }


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
