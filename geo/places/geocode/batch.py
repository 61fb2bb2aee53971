"""The two ways to ask: one text, or a column of texts with columns of hints."""

from __future__ import annotations

import gc
import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.places.geocode import several
from geo.places.geocode.answers import Answer, Candidate, Hints
from geo.places.geocode.calibration import score
from geo.places.geocode.drawing import admin2, draw, precision, reason
from geo.places.geocode.reading import Reading, Solution
from geo.places.geocode.resolve import Resolver
from geo.places.geocode.wording import COUNTRY_WORDS
from geo.places.geocode.world import World, the_world

TABLE = (
    *("status", "place_id", "name", "kind", "lon", "lat", "radius_km", "admin2", "admin1", "country", "score"),
    *("where_prec", "reason"),
)
"""The columns that `geocode_many` gives."""

SHOWN = 8
_LEAST_SHARE = 0.02


@lru_cache(maxsize=2)
def resolver_of(world: World) -> Resolver:
    """The resolver of a world, made once."""
    return Resolver(world)


def geocode(
    text: str,
    hints: Hints | Mapping[str, Any] | None = None,
    *,
    district: str = "",
    province: str = "",
    country: str = "",
    kind: str = "",
    lon: float | None = None,
    lat: float | None = None,
    date: object = None,
    world: World | None = None,
) -> Answer:
    """Answer which place a text names.

    Parameters
    ----------
    text
        A place name or phrase in Latin or Arabic script: "Panjgoor", "14 km from the Iran border in Kech". A missing
        value (None, NaN) gives `not_found`.
    hints
        What else is known: a `Hints`, or a mapping with its fields as keys (district, province, country, kind,
        lon, lat, places, context).
    district, province, country, kind, lon, lat
        The same hints one by one, where `hints` is not given.
    date
        Of the report or event, in any usual writing: a district then reached as far as it did before others were cut
        from it. Former names are understood at any date: usage lags behind the notifications.
    world
        The gazetteer to ask; what ships and what the user added where none is given.

    Returns
    -------
    Answer
        `status` is "resolved", "ambiguous" or "not_found"; up to eight candidates, likeliest first, each with its
        geometry in EPSG:4326. A text that names nothing known gives `not_found`, never an error.
    """
    world = world or the_world()
    if not hints and (district or province or country or kind or lon is not None or date is not None):
        named = {"district": district, "province": province, "country": country, "kind": kind, "lon": lon, "lat": lat}
        hints = Hints.of({**named, "date": date})
    return _ask("" if _missing(text) else str(text), Hints.of(hints) if hints else None, resolver_of(world))


def _ask(text: str, hints: Hints | None, resolver: Resolver) -> Answer:
    if parts := several.parts(text):
        return several.together(text, [_ask(part, hints, resolver) for part in parts])
    return _answer(text, resolver.solve(text, hints), resolver.world)


def _answer(text: str, solution: Solution, world: World) -> Answer:
    least = _LEAST_SHARE if solution.status == "resolved" else _LEAST_SHARE / 10
    kept = [each for place, each in enumerate(solution.readings) if place == 0 or each.share >= least][:SHOWN]
    candidates = tuple(draw(reading, solution, world) for reading in kept)
    return Answer(text, solution.status, candidates, solution.reason, _only_country(solution))


def _only_country(solution: Solution) -> str:
    """The country where a text names one and no place in it; "" otherwise."""
    if solution.status != "not_found" or solution.readings or solution.main is None:
        return ""
    return COUNTRY_WORDS.get(solution.main.words, "").replace("XX", "")


def geocode_many(
    texts: pd.Series[Any],
    hints: pd.DataFrame | None = None,
    world: World | None = None,
    geometry: bool = False,
) -> pd.DataFrame:
    """Answer a column of texts.

    Parameters
    ----------
    texts
        One text a row; missing values give `not_found`.
    hints
        Rows in the same order; columns named as the fields of `Hints`. Other columns are taken as `context`.
    world
        As for `geocode`.
    geometry
        Whether to draw the geometry too; then a GeoDataFrame (EPSG:4326) comes back.

    Returns
    -------
    DataFrame
        The columns of `TABLE`, with the index of `texts`. An ambiguous or unfound row has no place; it keeps the
        district, province and country that all its likely readings share, or the country alone that it names.
        `lon` and `lat` are empty for areas.
    """
    world = world or the_world()
    resolver = resolver_of(world)
    if hints is not None and "date" in hints:
        hints = hints.assign(date=world.eras.of(hints["date"]))
    columns = [*TABLE, "geometry"] if geometry else list(TABLE)
    with _uncollected():
        keys = _keys(texts, hints)
        answered = {key: _row(resolver, key, geometry) for key in dict.fromkeys(keys)}
        rows = [answered[key] for key in keys]
        values = zip(*rows, strict=True) if rows else ([] for _ in columns)
        table = pd.DataFrame(dict(zip(columns, values, strict=True)), index=texts.index)
    return gpd.GeoDataFrame(table, geometry="geometry", crs=4326) if geometry else table


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without Python's search for cycles: answers have none, and it would look at the whole gazetteer again and again."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.freeze()  # with the next line: all that is there counts as old, and is not looked through at once
            gc.unfreeze()
            gc.enable()


def _keys(texts: pd.Series[Any], hints: pd.DataFrame | None) -> list[tuple[str, tuple[Any, ...]]]:
    """A row as what its answer depends on: the text and the hints, hashable."""
    said = ["" if text is None or text != text else str(text) for text in texts.tolist()]
    if hints is None or not len(hints.columns):
        return [(text, ()) for text in said]
    names = [str(name) for name in hints.columns]
    columns = [hints[name].tolist() for name in hints.columns]
    return [
        (text, tuple((name, value) for name, value in zip(names, row, strict=True) if not _missing(value)))
        for text, row in zip(said, zip(*columns, strict=True), strict=True)
    ]


def _missing(value: Any) -> bool:
    return value is None or value != value or value == ""


def _hints(pairs: tuple[Any, ...]) -> Hints | None:
    if not pairs:
        return None
    known = {name: value for name, value in pairs if name in Hints.__slots__}
    extra = tuple(str(value) for name, value in pairs if name not in Hints.__slots__)
    given = Hints.of(known)
    return Hints(
        str(given.district), str(given.province), str(given.country), str(given.kind), float(given.lon), float(given.lat),
        given.places, (*given.context, *extra), given.date,
    )  # fmt: skip


def _row(resolver: Resolver, key: tuple[str, tuple[Any, ...]], geometry: bool) -> tuple[Any, ...]:
    if several.parts(key[0]):
        best = _ask(key[0], _hints(key[1]), resolver).best
        if best is not None:
            return _drawn_row(best, geometry)
    solution = resolver.solve(key[0], _hints(key[1])) if key[0].strip() else Solution("not_found", reason="no text")
    if solution.status != "resolved":
        row = _unresolved(solution, resolver.world)
        return (*row, None) if geometry else row
    first = solution.readings[0]
    if first.relation is None and not geometry:
        return _place_row(first, solution, resolver.world)
    return _drawn_row(draw(first, solution, resolver.world, geometry), geometry)


def _drawn_row(best: Candidate, geometry: bool) -> tuple[Any, ...]:
    row = (
        "resolved", best.place_id, best.name, best.kind, best.lon, best.lat, best.radius_km, best.admin2,
        best.admin1, best.country, best.score, best.where_prec, best.reason,
    )  # fmt: skip
    return (*row, best.geometry) if geometry else row


def _place_row(reading: Reading, solution: Solution, world: World) -> tuple[Any, ...]:
    """The row of a place or a unit itself, without the detour over a candidate."""
    entry = world.entries[reading.place]
    return (
        solution.status, entry.place_id, entry.name, entry.kind, entry.lon, entry.lat, entry.radius_km,
        admin2(reading.place, world), "" if entry.admin1 == "?" else entry.admin1, entry.country,
        score(reading.share, "unit" if entry.unit_id or reading.coarse else "point"),
        precision(entry, solution), reason(reading, entry),
    )  # fmt: skip


def _unresolved(solution: Solution, world: World) -> tuple[Any, ...]:
    """The row of an answer without a place: what its likely readings have in common."""
    likely = [each for each in solution.readings if each.place >= 0 and each.share >= 0.1]
    where, likely_score, names = ("", "", _only_country(solution)), 0.0, ""
    if solution.status == "ambiguous" and likely:
        said = [_where(each, world) for each in likely]
        where = tuple(values[0] if len(set(values)) == 1 else "" for values in zip(*said, strict=True))  # type: ignore[assignment]
        likely_score = score(likely[0].share, "point")
        entries = [world.entries[each.place] for each in likely[:4]]
        named = (
            f"{entry.name} ({entry.kind}, {place[0] or entry.country})"
            for entry, place in zip(entries, said, strict=False)
        )
        names = ": " + ", ".join(dict.fromkeys(named))
    nowhere = (math.nan, math.nan, math.nan)
    return (solution.status, "", "", "", *nowhere, *where, likely_score, None, solution.reason + names)


def _where(reading: Reading, world: World) -> tuple[str, str, str]:
    """District, province and country of a reading's place."""
    province = world.provinces[reading.place]
    return admin2(reading.place, world), "" if province == "?" else province, world.countries[reading.place]
