"""The event store: DuckDB in memory, filled from the shipped files; a View becomes one parameterised query."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

import duckdb
import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from shapely import Polygon, box, make_valid

from geo.events.adding_up import Positions, positions_in
from geo.events.grades import UNJUDGED
from geo.events.load import Chronology
from geo.vocabulary.filters import BY_KEY, FILTERS
from geo.vocabulary.view import View

UNKNOWN_COUNTRY = "ZZ"
"""CLDR's code for a region that is not known."""
_FROM = "FROM event e JOIN claim c USING (event)"
_GRADED = (
    f"(SELECT claim.*, coalesce(r.grade, '{UNJUDGED['outlet']}') AS reliability,"
    f" coalesce(k.grade, '{UNJUDGED['claim']}') AS credibility"
    " FROM claim LEFT JOIN reliability r ON r.subject = outlet_id LEFT JOIN credibility k ON k.subject = claim_id)"
)
"""What stands for `claim` where a question asks for grades; `reliability` and `credibility` belong to the asker's cursor."""
_NEAR = "e.event IN (SELECT event FROM near)"
"""The test that an event lies in the drawn area; `near` belongs to the asker's cursor."""
_ALIAS = {"event": "e", "claim": "c", "many": "m"}
LENSES = {"side": "side", "press": "outlet_country", "outlet": "outlet_id", "voice": "origin"}
"""What a lens may be, as the column of `claim` that it asks of; "press:PK" is what outlets of Pakistan print."""
_TABLES = """
    CREATE TABLE claim AS SELECT * EXCLUDE (words) FROM claims;
    CREATE TABLE event AS
        SELECT event, kind, first::DATE AS first, last::DATE AS last, concat_ws(' ', events.words, told.words) AS words
        FROM events LEFT JOIN (SELECT event, string_agg(words, ' ') AS words FROM claims GROUP BY event) told USING (event);
"""
"""An event's words are its own and those of its claims."""
_WORDS = {"event": ["title", "place_reported", "admin_hint", "actors"]}
_WORDS["claim"] = ["speaker", "statement", "attributed_to", "outlet_name"]
"""The columns that a question for words looks at."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Which events are shown, in order of time, and of each the claims that pass the claim filters."""

    events: tuple[str, ...]
    claims: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Found:
    """The same as positions in the frames: of the shown events, of all their claims, which of these pass, of their places."""

    events: Positions
    claims: Positions
    passes: NDArray[np.bool_]
    places: Positions


class Store:
    """Events, claims and the districts that events lie in, to be asked with a View.

    `places` is the frame of `geo.places.locate`: one row a reading part, with `event_id`, `unit_ids` and `extent`
    (the area that the precision leaves open, EPSG:4326). An event is its position in the chronology's frame.
    Thread-safe: each question takes its own cursor.
    """

    _graded: tuple[tuple[str, pd.DataFrame], ...]

    def __init__(self, chronology: Chronology, places: gpd.GeoDataFrame) -> None:
        self._event_ids, self._claim_ids = chronology.events.index, chronology.claims.index
        self._claim_events = positions_in(self._event_ids, chronology.claims["event_id"])
        self._place_events = positions_in(self._event_ids, places["event_id"])
        lies = (places["role"] != "origin").to_numpy()
        drawn = lies & places["extent"].notna().to_numpy()
        self._extents, self._extent_events = places["extent"][drawn], self._place_events[drawn]
        self._connection = duckdb.connect(":memory:")
        incoming = {"events": _event_table(chronology), "claims": _claim_table(chronology, self._claim_events)}
        for name, rows in incoming.items():
            self._connection.register(name, rows)
        self._connection.execute(_TABLES)
        for name in incoming:
            self._connection.unregister(name)
        self._fill("event_place", _many(places["unit_ids"][lies], self._place_events[lies]))
        self._fill("event_status", _status_table(chronology.events))
        self._fill("event_aspect", _many(chronology.events["disputed"], np.arange(len(self._event_ids))))
        self._graded = _grade_tables({}, {})

    def _fill(self, name: str, rows: pd.DataFrame) -> None:
        self._connection.register("incoming", rows)
        self._connection.execute(f"CREATE TABLE {name} AS SELECT * FROM incoming")
        self._connection.unregister("incoming")

    def with_grades(self, outlets: Mapping[str, str], claims: Mapping[str, str]) -> "Store":
        """The same store with these grades by outlet_id and claim_id; it shares everything else, and leaves this one as it is."""
        other = copy(self)
        other._graded = _grade_tables(outlets, claims)
        return other

    def find(self, view: View) -> Found:
        """The events that the View shows: those with at least one claim that passes every claim filter."""
        where, values = self._where(view)
        passing = self._column(f"SELECT c.claim {_FROM} {where}", values)
        shown, passes = np.zeros(len(self._event_ids), dtype=bool), np.zeros(len(self._claim_ids), dtype=bool)
        passes[passing] = True
        shown[self._claim_events[passing]] = True
        claims = np.flatnonzero(shown[self._claim_events])
        return Found(np.flatnonzero(shown), claims, passes[claims], np.flatnonzero(shown[self._place_events]))

    def ask(self, view: View) -> Answer:
        """The same as ids."""
        found = self.find(view)
        said: dict[str, set[str]] = {str(event): set() for event in self._event_ids[found.events]}
        passing = found.claims[found.passes]
        owners = self._event_ids[self._claim_events[passing]]
        for event, claim in zip(owners, self._claim_ids[passing], strict=True):
            said[str(event)].add(str(claim))
        return Answer(tuple(said), {event: frozenset(claims) for event, claims in said.items()})

    def count(self, view: View, key: str) -> dict[str, int]:
        """For each value of the filter `key`, the events that choosing it would show, the other filters as they are."""
        chosen = BY_KEY[key]
        where, values = self._where(view.without(key))
        join = f"JOIN event_{key} m USING (event)" if chosen.level == "many" else ""
        column = f"{_ALIAS[chosen.level]}.{chosen.column}"
        return dict(self._rows(f"SELECT {column}, count(DISTINCT event) {_FROM} {join} {where} GROUP BY 1", values))

    def count_months(self, view: View) -> list[tuple[int, int, int]]:
        """(year, month, events) that a window of just that month would show; an event counts in each month it may lie in."""
        where, values = self._where(View(**{**_fields(view), "start": None, "end": None}))
        months = "unnest(generate_series(date_trunc('month', e.first), e.last::TIMESTAMP, INTERVAL 1 MONTH))"
        spread = f"SELECT DISTINCT e.event, {months} AS month {_FROM} {where}"
        sql = f"SELECT year(month), month(month), count(*) FROM ({spread}) GROUP BY 1, 2 ORDER BY 1, 2"
        return [(int(year), int(month), int(n)) for year, month, n in self._rows(sql, values)]

    def _rows(self, sql: str, values: dict[str, Any]) -> list[Any]:
        with self._connection.cursor() as cursor:
            return self._asked(cursor, sql, values).fetchall()

    def _column(self, sql: str, values: dict[str, Any]) -> NDArray[Any]:
        with self._connection.cursor() as cursor:
            (column,) = self._asked(cursor, sql, values).fetchnumpy().values()
            return np.asarray(column)

    def _asked(self, cursor: duckdb.DuckDBPyConnection, sql: str, values: dict[str, Any]) -> duckdb.DuckDBPyConnection:
        if any(f"c.{name}" in sql for name, _ in self._graded):  # only then, as it costs some milliseconds
            sql = sql.replace(_FROM, _FROM.replace(" claim ", f" {_GRADED} "))
            for name, table in self._graded:
                cursor.register(name, table)
        if _NEAR in sql:
            cursor.register("near", pd.DataFrame({"event": values["near"]}))
        return cursor.execute(sql, {name: value for name, value in values.items() if name != "near"})

    def _where(self, view: View) -> tuple[str, dict[str, Any]]:
        tests, values = [], dict[str, Any]()
        for chosen in FILTERS:
            if wanted := view.chosen(chosen.key):
                values[chosen.key] = list(wanted)
                test = f"list_contains(${chosen.key}, {_ALIAS[chosen.level]}.{chosen.column})"
                tests.append(
                    f"e.event IN (SELECT m.event FROM event_{chosen.key} m WHERE {test})"
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
            tests.append(_NEAR)
        return ("WHERE " + " AND ".join(tests) if tests else ""), values

    def _inside(self, view: View) -> Positions:
        """The events whose area of possible places meets the drawn box and the drawn polygon."""
        shapes = ([box(*view.bbox)] if view.bbox else []) + (
            [make_valid(Polygon(view.polygon))] if view.polygon else []
        )
        inside = np.ones(len(self._event_ids), dtype=bool)
        for shape in shapes:
            met = np.zeros(len(self._event_ids), dtype=bool)
            met[self._extent_events[self._extents.sindex.query(shape, predicate="intersects")]] = True
            inside &= met
        return np.flatnonzero(inside)


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


def _many(values: pd.Series, events: Positions) -> pd.DataFrame:
    """Rows of event and value, from a series of lists and the event of each."""
    rows = pd.DataFrame({"event": events, "value": values.array})
    rows = rows[rows["value"].map(len) > 0].explode("value").drop_duplicates()
    return rows.astype({"value": "str"})


def _fields(view: View) -> dict[str, Any]:
    return {name: getattr(view, name) for name in View.__dataclass_fields__}


def _status_table(events: pd.DataFrame) -> pd.DataFrame:
    """Every word of DISPUTES and SUPPORTS that holds, as `Assembly.tags` has them; what is denied is contested too."""
    tags = pd.DataFrame(
        {"event": range(len(events)), "status": events["status"].array, "support": events["support"].array}
    )
    tags["denied"] = tags["status"].map({"denied": "contested"})
    return tags.melt("event", value_name="value")[["event", "value"]].dropna()


def _event_table(chronology: Chronology) -> pd.DataFrame:
    events = chronology.events
    return pd.DataFrame(
        {
            "event": np.arange(len(events), dtype="int32"),
            "kind": events["kind"].array,
            "first": events["first"].array,
            "last": events["last"].array,
            "words": _lower(events, _WORDS["event"]),
        }
    )


def _claim_table(chronology: Chronology, events: Positions) -> pd.DataFrame:
    claims = chronology.claims.rename(columns={"speaker_side": "side"})
    named = ["outlet_id", "outlet_type", "outlet_country", "language", "side", "origin", "stance", "dataset"]
    rows = claims[named].astype("str")
    return rows.assign(
        outlet_country=rows["outlet_country"].mask(rows["outlet_country"] == "", UNKNOWN_COUNTRY),
        claim_id=claims.index.astype("str"),
        claim=np.arange(len(claims), dtype="int32"),
        event=events.astype("int32"),
        words=_lower(claims, _WORDS["claim"]),
    )


def _lower(rows: pd.DataFrame, columns: list[str]) -> pd.Series:
    """All words of each row, as a question's words are written."""
    first, *others = (rows[column].astype("str") for column in columns)
    return first.str.cat(others, sep=" ").str.casefold().array
