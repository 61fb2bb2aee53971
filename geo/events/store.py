"""The event store: DuckDB in memory, filled from the shipped files; a View becomes one parameterised query."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

import duckdb
import geopandas as gpd
import pandas as pd
from shapely import Polygon, box, make_valid

from geo.events.grades import UNJUDGED
from geo.events.load import Chronology
from geo.vocabulary.filters import BY_KEY, FILTERS
from geo.vocabulary.view import View

UNKNOWN_COUNTRY = "ZZ"
"""CLDR's code for a region that is not known."""
_FROM = "FROM event e JOIN claim c USING (event_id)"
_GRADED = (
    f"(SELECT claim.*, coalesce(r.grade, '{UNJUDGED['outlet']}') AS reliability,"
    f" coalesce(k.grade, '{UNJUDGED['claim']}') AS credibility"
    " FROM claim LEFT JOIN reliability r ON r.subject = outlet_id LEFT JOIN credibility k ON k.subject = claim_id)"
)
"""What stands for `claim` where a question asks for grades; `reliability` and `credibility` belong to the asker's cursor."""
_ALIAS = {"event": "e", "claim": "c", "many": "m"}
LENSES = {"side": "side", "press": "outlet_country", "outlet": "outlet_id", "voice": "origin"}
"""What a lens may be, as the column of `claim` that it asks of; "press:PK" is what outlets of Pakistan print."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Which events are shown, in order of time, and of each the claims that pass the claim filters."""

    events: tuple[str, ...]
    claims: Mapping[str, frozenset[str]]


class Store:
    """Events, claims and the districts that events lie in, to be asked with a View.

    `places` is the frame of `geo.places.locate`: one row a reading part, with `event_id`, `unit_ids` and `extent`
    (the area that the precision leaves open, EPSG:4326). Thread-safe: each question takes its own cursor.
    """

    _graded: tuple[tuple[str, pd.DataFrame], ...]

    def __init__(self, chronology: Chronology, places: gpd.GeoDataFrame) -> None:
        self._places = places[(places["role"] != "origin") & places["extent"].notna()].set_geometry("extent")
        self._connection = duckdb.connect(":memory:")
        tables = {
            "event": _event_table(chronology),
            "claim": chronology.claims.reset_index()
            .rename(columns={"speaker_side": "side"})[
                [
                    "claim_id",
                    "event_id",
                    "outlet_id",
                    "outlet_type",
                    "outlet_country",
                    "language",
                    "side",
                    "origin",
                    "stance",
                    "dataset",
                ]
            ]
            .astype(str)
            .replace({"outlet_country": {"": UNKNOWN_COUNTRY}}),
            "event_place": _many(places[places["role"] != "origin"].set_index("event_id")["unit_ids"]),
            "event_status": _many(pd.Series({event: each.tags for event, each in chronology.assemblies.items()})),
            "event_aspect": _many(chronology.events["disputed"]),
        }
        for name, frame in tables.items():
            self._connection.register("incoming", frame)
            self._connection.execute(f"CREATE TABLE {name} AS SELECT * FROM incoming")
            self._connection.unregister("incoming")
        self._graded = _grade_tables({}, {})

    def with_grades(self, outlets: Mapping[str, str], claims: Mapping[str, str]) -> "Store":
        """The same store with these grades by outlet_id and claim_id; it shares everything else, and leaves this one as it is."""
        other = copy(self)
        other._graded = _grade_tables(outlets, claims)
        return other

    def ask(self, view: View) -> Answer:
        """The events that the View shows: those with at least one claim that passes every claim filter."""
        where, values = self._where(view)
        rows = self._rows(
            f"SELECT e.event_id, list(c.claim_id) {_FROM} {where} GROUP BY e.event_id, e.position ORDER BY e.position",
            values,
        )
        return Answer(tuple(str(event) for event, _ in rows), {str(event): frozenset(claims) for event, claims in rows})

    def count(self, view: View, key: str) -> dict[str, int]:
        """For each value of the filter `key`, the events that choosing it would show, the other filters as they are."""
        chosen = BY_KEY[key]
        where, values = self._where(view.without(key))
        join = f"JOIN event_{key} m USING (event_id)" if chosen.level == "many" else ""
        column = f"{_ALIAS[chosen.level]}.{chosen.column}"
        return dict(self._rows(f"SELECT {column}, count(DISTINCT event_id) {_FROM} {join} {where} GROUP BY 1", values))

    def count_months(self, view: View) -> list[tuple[int, int, int]]:
        """(year, month, events) that a window of just that month would show; an event counts in each month it may lie in."""
        where, values = self._where(View(**{**_fields(view), "start": None, "end": None}))
        months = "unnest(generate_series(date_trunc('month', e.first), e.last::TIMESTAMP, INTERVAL 1 MONTH))"
        spread = f"SELECT DISTINCT e.event_id, {months} AS month {_FROM} {where}"
        sql = f"SELECT year(month), month(month), count(*) FROM ({spread}) GROUP BY 1, 2 ORDER BY 1, 2"
        return [(int(year), int(month), int(n)) for year, month, n in self._rows(sql, values)]

    def _rows(self, sql: str, values: dict[str, Any]) -> list[Any]:
        with self._connection.cursor() as cursor:
            if any(f"c.{name}" in sql for name, _ in self._graded):  # only then, as it costs some milliseconds
                sql = sql.replace(_FROM, _FROM.replace(" claim ", f" {_GRADED} "))
                for name, table in self._graded:
                    cursor.register(name, table)
            return cursor.execute(sql, values).fetchall()

    def _where(self, view: View) -> tuple[str, dict[str, Any]]:
        tests, values = [], dict[str, Any]()
        for chosen in FILTERS:
            if wanted := view.chosen(chosen.key):
                values[chosen.key] = list(wanted)
                test = f"list_contains(${chosen.key}, {_ALIAS[chosen.level]}.{chosen.column})"
                tests.append(
                    f"e.event_id IN (SELECT m.event_id FROM event_{chosen.key} m WHERE {test})"
                    if chosen.level == "many"
                    else test
                )
        for name, value, test in (("start", view.start, "e.last >= $start"), ("end", view.end, "e.first <= $end")):
            if value is not None:
                values[name] = value
                tests.append(test)
        if view.lens:
            tests.append(_either(view, values))
        for number, word in enumerate(view.q.casefold().split()):
            values[f"q{number}"] = word
            tests.append(f"contains(e.words, $q{number})")
        if view.bbox or view.polygon:
            values["near"] = self._inside(view)
            tests.append("list_contains($near, e.event_id)")
        return ("WHERE " + " AND ".join(tests) if tests else ""), values

    def _inside(self, view: View) -> list[str]:
        """The events whose area of possible places meets the drawn box and the drawn polygon."""
        shapes = ([box(*view.bbox)] if view.bbox else []) + (
            [make_valid(Polygon(view.polygon))] if view.polygon else []
        )
        found = [
            set(self._places["event_id"].iloc[self._places.sindex.query(shape, predicate="intersects")])
            for shape in shapes
        ]
        return sorted(set.intersection(*found))


def _either(view: View, values: dict[str, Any]) -> str:
    """The test that a claim belongs to the lens, or to the one beside it; a `question()` has only the first."""
    tests = []
    for name, lens in (("lens", view.lens), ("against", view.against)):
        if lens:
            kind, values[name] = lens.split(":", 1)
            tests.append(f"c.{LENSES[kind]} = ${name}")
    return f"({' OR '.join(tests)})"


def _grade_tables(outlets: Mapping[str, str], claims: Mapping[str, str]) -> tuple[tuple[str, pd.DataFrame], ...]:
    return tuple(
        (name, pd.DataFrame({"subject": list(grades), "grade": list(grades.values())}, dtype="str"))
        for name, grades in (("reliability", outlets), ("credibility", claims))
    )


def _many(values: pd.Series) -> pd.DataFrame:
    """Rows of event_id and value, from a series of lists by event."""
    rows = values.rename("value").rename_axis("event_id").explode().dropna().reset_index()
    return rows.drop_duplicates().astype(str)


def _fields(view: View) -> dict[str, Any]:
    return {name: getattr(view, name) for name in View.__dataclass_fields__}


def _event_table(chronology: Chronology) -> pd.DataFrame:
    said = chronology.claims.groupby("event_id")[["speaker", "statement", "attributed_to", "outlet_name"]].agg(" ".join)
    events = chronology.events
    words = (
        events[["title", "place_reported", "admin_hint", "actors"]].agg(" ".join, axis=1)
        + " "
        + said.agg(" ".join, axis=1)
    )
    return pd.DataFrame(
        {
            "event_id": events.index.astype(str),
            "position": range(len(events)),
            "kind": events["kind"].array,
            "first": events["first"].array.date,
            "last": events["last"].array.date,
            "words": words.reindex(events.index).str.casefold().array,
        }
    )
