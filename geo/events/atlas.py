"""Everything that is loaded once and only read: the chronology, where its events lie, units, crossings, the store."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import geopandas as gpd
import pandas as pd
from shapely import LineString

from geo.events.adding_up import stand_in
from geo.events.check import check_tables, read_tables
from geo.events.choices import choices_of, lenses_of
from geo.events.crossings import Crossings, check_crossings, check_reports, load_crossings
from geo.events.datasets import DataSet, StoredSet
from geo.events.grades import UNJUDGED, Grades
from geo.events.infrastructure import check_infrastructure
from geo.events.joined import join
from geo.events.linked import merge
from geo.events.links import Links
from geo.events.load import Chronology, load
from geo.events.store import Store
from geo.places.boundaries import check_units
from geo.places.gazetteer import FILE as GAZETTEER
from geo.places.gazetteer import check_gazetteer, load_gazetteer, place_ids
from geo.places.geocode.world import World, build_world
from geo.places.locate import ROUND, ask, locate, unresolved
from geo.places.metric import circle
from geo.places.readings import FILE as READINGS
from geo.places.readings import check_readings, read_readings
from geo.settings import DATA
from geo.vocabulary.problems import DataProblems, Problem

NO_LINKS = Links()


@dataclass(frozen=True, slots=True, eq=False)  # an atlas equals itself only, so that answers can be cached by it
class Atlas:
    """The read-only world of a process. Frames in EPSG:4326.

    `places` has a row for each part of each event's place (`event_id`, `role`, `precision`, `radius_km`, `geometry`,
    `extent` …); `choices` is value → label by filter key, `lenses` the same of those whose account can be told;
    `unmapped` has, for "unlocated" and "elsewhere", event → reason of the events of which every part is so. `grades` are the
    analyst's, and stand in the columns `reliability` and `credibility` of the claims; `subjects` is what can be graded → name.
    `sets` are the user's data sets that are shown, `problems` what keeps others from it; `links` is what the user decided
    about records that may be one event. `outward` is the same world without the sets that may not be passed on, None where
    there are none.
    """

    chronology: Chronology
    places: gpd.GeoDataFrame
    units: gpd.GeoDataFrame
    border: LineString
    gazetteer: pd.DataFrame
    crossings: Crossings
    store: Store
    choices: dict[str, dict[str, str]]
    lenses: dict[str, str]
    unmapped: dict[str, dict[str, str]]
    grades: Grades
    subjects: dict[str, str]
    sets: tuple[DataSet, ...] = ()
    problems: tuple[Problem, ...] = ()
    links: Links = NO_LINKS
    outward: "Atlas | None" = None

    @property
    def going_out(self) -> "Atlas":
        """The world of which everything may be passed on: what every export is asked of, so that no filter, count or date
        tells anything of the rest."""
        return self.outward or self

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
    problems, world = _look(data)
    if problems or world is None:
        raise DataProblems(problems)
    chronology, gazetteer = load(data / "events"), load_gazetteer(data / "places")
    places = locate(read_readings(data / "places" / READINGS), gazetteer, world)
    events = chronology.events
    places["event_id"] = places["event_key"].map(pd.Series(events.index, index=events["event_key"]))
    places["dataset"] = pd.Series("", places.index, dtype="str")  # of a linked record that the place came with
    places["extent"] = gpd.GeoSeries([_extent(row) for row in places.itertuples()], index=places.index, crs=4326)
    crossings = load_crossings(data / "places", chronology.crossing_status)
    return _made(chronology, places, world.units, world.border, gazetteer, crossings)


def with_sets(
    atlas: Atlas, sets: Sequence[StoredSet], problems: Iterable[Problem] = (), links: Links = NO_LINKS
) -> Atlas:
    """What ships with the user's data sets beside it, not graded; `problems` are those of sets that could not be opened.

    Records that `links` says are one event are one.
    """
    chronology, places, unread = join(atlas.chronology, atlas.places, atlas.units, sets)
    shown = set(chronology.events["dataset"])
    kept = tuple(each.about for each in sets if each.about.id in shown)
    said = tuple(sorted({*problems, *unread, *links.problems}))
    chronology, places = merge(chronology, places, links.groups, kept)
    if not kept:
        return replace(atlas, problems=said, links=links) if said or links.rows else atlas
    made = _made(chronology, places, atlas.units, atlas.border, atlas.gazetteer, atlas.crossings, kept, said)
    free = [each for each in sets if each.about.may_share]
    outward = None if all(each.may_share for each in kept) else with_sets(atlas, free, problems, links)
    return replace(made, links=links, outward=outward)


def _made(
    chronology: Chronology,
    places: gpd.GeoDataFrame,
    units: gpd.GeoDataFrame,
    border: LineString,
    gazetteer: pd.DataFrame,
    crossings: Crossings,
    sets: tuple[DataSet, ...] = (),
    problems: tuple[Problem, ...] = (),
) -> Atlas:
    """An atlas without grades, with all that follows from its frames."""
    choices = choices_of(chronology, units, places, {each.id: each.name for each in sets})
    outlets, claims = chronology.outlets["name"].items(), chronology.claims["claim_key"].astype(object)
    plain = Atlas(
        chronology,
        places,
        units,
        border,
        gazetteer,
        crossings,
        Store(chronology, places),
        choices,
        lenses_of(choices),
        {precision: _unmapped(places, precision) for precision in ("unlocated", "elsewhere")},
        Grades(),
        {f"outlet:{outlet}": name for outlet, name in outlets}
        | {f"claim:{claim}": key or claim for claim, key in zip(claims.index.to_numpy(), claims, strict=True)},
        sets,
        problems,
    )
    return with_grades(plain, Grades())


def with_grades(atlas: Atlas, grades: Grades) -> Atlas:
    """The same world as it is graded by these; frames and store are shared wherever grades make no difference."""
    outlets, claims = grades.of("outlet"), grades.of("claim")
    graded = atlas.chronology.claims
    graded = graded.assign(
        reliability=[outlets.get(outlet, UNJUDGED["outlet"]) for outlet in graded["outlet_id"]],
        credibility=[claims.get(claim, UNJUDGED["claim"]) for claim in graded.index],
    )
    store = atlas.store.with_grades(outlets, claims)
    outward = with_grades(atlas.outward, grades) if atlas.outward else None
    chronology = replace(atlas.chronology, claims=graded)
    return replace(atlas, chronology=chronology, store=store, grades=grades, outward=outward)


def check_data(data: Path = DATA) -> list[Problem]:
    """Every problem in everything that ships, sorted by file and row; empty where all is well."""
    return _look(data)[0]


def _look(data: Path) -> tuple[list[Problem], World | None]:
    """The problems, and the geocoder's gazetteer where what it is made of is sound: what ships, without the user's names."""
    tables, problems = read_tables(data / "events")
    problems += check_tables(tables)
    problems += [
        *check_reports(tables.get("crossing_status", ())),
        *check_infrastructure(tables.get("infrastructure", ())),
    ]
    spoilt = check_gazetteer(data / "places" / GAZETTEER)
    gazetteer = place_ids(data / "places" / GAZETTEER)
    reported = {row["crossing_reported"] for row in tables.get("crossing_status", ())}
    spoilt += check_units(data / "boundaries")
    if gazetteer is not None:  # else every reference to a place would be said to be wrong
        spoilt += check_crossings(data / "places", reported, gazetteer)
    path = data / "places" / READINGS
    if "events" in tables:
        spoilt += check_readings(path, {row["event_key"] for row in tables["events"]})
    if spoilt or gazetteer is None:
        return sorted(problems + spoilt), None
    try:
        world = build_world(data)
    except (OSError, ValueError, KeyError, TypeError) as error:
        said = f"the geocoder's tables cannot be read ({type(error).__name__}: {error})"
        remedy = f"{said}; restore them, or build them again with python -m geo build"
        return sorted([*problems, Problem("places", 0, "file", "places", remedy)]), None
    if "events" in tables:
        readings = read_readings(path)
        problems += unresolved(readings, ask(readings, world))
    return sorted(problems), world


def _unmapped(places: gpd.GeoDataFrame, precision: str) -> dict[str, str]:
    targets = places[places["role"] == "target"]
    others = targets[targets["precision"] != precision]["event_id"]
    alike = targets[targets["precision"] == precision]
    alike = alike[~stand_in(pd.Index(others), alike["event_id"])]
    reasons: dict[str, str] = (
        alike.groupby("event_id")["reason"].agg(lambda texts: " ".join(dict.fromkeys(texts))).to_dict()
    )
    return reasons


def _extent(row: object) -> object:
    """The area that the precision leaves open: the circle of a point, the shape of everything else."""
    geometry = row.geometry  # type: ignore[attr-defined]  # a row of places
    if geometry is None or row.precision not in ROUND:  # type: ignore[attr-defined]
        return geometry
    return circle(geometry.x, geometry.y, row.radius_km)  # type: ignore[attr-defined]
