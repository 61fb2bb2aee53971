"""The layers that the maps fetch by address: events by precision, crossings as of a day, units with counts. Lean, no claims."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from geo.events.adding_up import positions_in
from geo.events.atlas import Atlas
from geo.events.intervals import ASSUMED
from geo.out.crossing_words import DIFFER, say_report, tell
from geo.out.features import collection, feature
from geo.out.shown import Shown
from geo.out.symbols import CROSSING_STATUS, symbol
from geo.places.arrows import arrow_start
from geo.places.locate import COUNTRY, ROUND
from geo.places.metric import distance_km
from geo.places.saying import words
from geo.vocabulary.dates import say_with_precision

Briefs = dict[Any, dict[str, Any]]
_CODES = {name: code for code, name in COUNTRY.items()}
_TALK = {"diplomacy", "agreement", "trade", "statement"}
"""Kinds whose comings and goings are arcs of the intensity map, not arrows on this one."""
MOST_MARKS = 1000
"""More of them are drawn as bundles: a browser takes seconds for thousands, and nobody tells them apart."""
MOST_LISTED = 100
"""Events that an area, or a bundle that is picked, names one by one: the latest."""
_SIMPLE_DEGREES = 0.004
"""Areas on screen are simplified by about 400 m; exports are not."""


def event_layer(
    atlas: Atlas, shown: Shown, differences: Mapping[Any, str] = MappingProxyType({}), *, whole: bool = False
) -> bytes:
    """Features for the map: a Point for each marked part, one area or line for all events of the same place, an arrow a strike.

    Titles are the lens's own words, where there is one; `differences` has by event how this account differs from another.
    Where there are more marks than a browser draws, they are left to `geo.out.bundles`, and an area lists its latest events
    alone; the member `bundled` says so. `whole` gives every mark and every event: what is drawn on paper bundles by itself.
    """
    targets = located(shown)
    marked, areas = split(targets)
    # the largest first: what is drawn later lies on top, and a province must not keep its districts from being clicked
    by_place = [rows for _, rows in areas.groupby(["precision", "place_name"], sort=True)]
    by_place.sort(key=lambda rows: -rows["geometry"].iloc[0].area)
    listed = [list(rows["event_id"].unique()) if whole else latest(shown, rows["event_id"]) for rows in by_place]
    origins = shown.places[shown.places["role"] == "origin"]
    bundled = not whole and (len(marked) > MOST_MARKS or any(len(events) == MOST_LISTED for events in listed))
    drawn = marked.iloc[: 0 if bundled else None]
    briefs = brief(
        shown, {*drawn["event_id"], *origins["event_id"], *(e for events in listed for e in events)}, differences
    )
    return collection(
        [
            *(_area(shown, briefs, rows, events) for rows, events in zip(by_place, listed, strict=True)),
            *_arrows(atlas, shown, briefs),
            *(mark(briefs, part) for part in drawn.to_dict("records")),
        ],
        bundled=bundled,
    )


def located(shown: Shown) -> pd.DataFrame:
    """The parts of places where the events happened that have a geometry."""
    return shown.places[(shown.places["role"] == "target") & shown.places["geometry"].notna()]


def split(targets: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Those that are marks, and those that are areas and lines."""
    round_ = targets["precision"].isin(ROUND)
    return targets[round_], targets[~round_]


def latest(shown: Shown, events: Iterable[Any]) -> list[Any]:
    """Each of the events once, as they come; of more than MOST_LISTED the latest, the last one first."""
    distinct = list(dict.fromkeys(events))
    if len(distinct) <= MOST_LISTED:
        return distinct
    order = np.sort(positions_in(shown.events.index, distinct))[: -MOST_LISTED - 1 : -1]
    return list(shown.events.index[order])


def crossing_layer(atlas: Atlas, day: date) -> bytes:
    """A Point for each located post of each crossing, with its status on `day`: reported, assumed, contested or not known."""
    standing, past = atlas.crossings.as_of(day), atlas.crossings.last_reports(day)
    features = []
    for crossing in atlas.crossings.crossings:
        told = _told(atlas, standing.get(crossing.crossing_id), past.get(crossing.crossing_id))
        for side, place in (("PK", crossing.pk_place_id), ("IR", crossing.ir_place_id)):
            if place:
                row = atlas.gazetteer.loc[place]
                features.append(
                    feature(
                        f"{crossing.crossing_id}-{side}",
                        Point(row["lon"], row["lat"]),
                        {
                            "name": crossing.name,
                            "name_local": crossing.name_local,
                            "side": side,
                            "radius_km": row["coordinate_precision_km"],
                            "post": crossing.pk_post if side == "PK" else crossing.ir_post,
                            **told,
                        },
                    )
                )
    return collection(features)


def unit_counts(atlas: Atlas, shown: Shown, measure: str) -> dict[str, int]:
    """Events, claims or highest deaths reported, by district or county that the events lie in or touch."""
    located = (
        shown.places[shown.places["role"] == "target"][["event_id", "unit_ids"]]
        .explode("unit_ids")
        .dropna()
        .drop_duplicates()
    )
    located = located[located["unit_ids"].isin(atlas.units.index[atlas.units["level"] == "district"])]
    if measure == "claims":
        weight = shown.claims[shown.claims["passes"]].groupby("event_id").size()
    else:
        weight = (
            pd.Series(1, shown.events.index)
            if measure == "events"
            else shown.told["fatalities_high"].fillna(0).astype(int)
        )
    return {str(unit): int(rows["event_id"].map(weight).fillna(0).sum()) for unit, rows in located.groupby("unit_ids")}


def brief(shown: Shown, events: Collection[Any], differences: Mapping[Any, str] = MappingProxyType({})) -> Briefs:
    """What every mark of an event carries, by event id."""
    rows = shown.told.iloc[np.sort(positions_in(shown.events.index, list(events)))]
    columns = rows[["title", "kind", "status", "date_start", "date_end", "date_precision"]]
    stances = shown.events.get("told_stance", {})
    return {
        event: {
            "event": event,
            "title": title,
            "when": say_with_precision(start, end, precision),
            "status": status,
            "colour": symbol(kind).colour,
            "path": symbol(kind).path,
            **({"stance": stances[event]} if len(stances) else {}),
            **({"difference": differences[event]} if event in differences else {}),
        }
        for event, title, kind, status, start, end, precision in columns.itertuples()
    }


def mark(briefs: Briefs, part: Mapping[str, Any]) -> dict[str, Any]:
    """The feature of a marked part of a place."""
    return feature(
        f"{part['event_id']}-{part['part']}",
        part["geometry"],
        {
            **briefs[part["event_id"]],
            "draw": "mark",
            "where": words(part),
            "precision": part["precision"],
            "radius_km": part["radius_km"],
        },
    )


def _area(shown: Shown, briefs: Briefs, rows: pd.DataFrame, listed: Sequence[Any]) -> dict[str, Any]:
    part = rows.iloc[0]
    told = shown.events["status"].iloc[positions_in(shown.events.index, rows["event_id"].unique())]
    return feature(
        f"{part['precision']}-{part['place_name']}",
        _simple(part["geometry"]),
        {
            "draw": "area",
            "precision": part["precision"],
            "name": part["place_name"],
            "name_local": part["place_name_local"],
            "where": words(part),
            "radius_km": part["radius_km"],
            "contested": bool((told != "uncontested").any()),
            "count": len(told),
            "events": [briefs[event] for event in listed],
        },
    )


@lru_cache(maxsize=8192)
def _simple(geometry: BaseGeometry) -> BaseGeometry:
    return geometry.simplify(_SIMPLE_DEGREES)


def _arrows(atlas: Atlas, shown: Shown, briefs: Briefs) -> Iterable[dict[str, Any]]:
    """From where an event came to where it hit, where both are known; a country-only origin starts beyond the border."""
    origins = shown.places[shown.places["role"] == "origin"]
    targets = (
        shown.places[(shown.places["role"] == "target") & shown.places["geometry"].notna()]
        .drop_duplicates("event_id")
        .set_index("event_id")
    )
    talk = shown.events.index[shown.events["kind"].isin(_TALK)]
    for _, origin in origins[origins["event_id"].isin(targets.index.difference(talk))].iterrows():
        line = arrow(atlas, origin, targets.loc[origin["event_id"]])
        if line is not None:
            start, end, schematic = line
            yield {
                "type": "Feature",
                "id": f"{origin['event_id']}-arrow",
                "geometry": {"type": "LineString", "coordinates": [list(start), list(end)]},
                "properties": {
                    **briefs[origin["event_id"]],
                    "draw": "arrow",
                    "schematic": schematic,
                    "where": words(origin),
                },
            }


def arrow(
    atlas: Atlas, origin: pd.Series, target: pd.Series
) -> tuple[tuple[float, float], tuple[float, float], bool] | None:
    """Start and end (lon, lat) of the arrow, and whether its start is schematic (only the country is known); None where neither is."""
    schematic = origin["precision"] == "country_side"
    if schematic:
        source = Point(arrow_start(target["geometry"], _CODES[origin["place_name"]], atlas.border))
    elif origin["geometry"] is not None:
        source = nearest_points(origin["geometry"], target["geometry"])[0]
    else:
        return None
    goal = nearest_points(source, target["geometry"])[
        1
    ]  # an area is touched at its edge: its middle would say too much
    start, end = (round(source.x, 5), round(source.y, 5)), (round(goal.x, 5), round(goal.y, 5))
    return (start, end, schematic) if distance_km(*start, *end) > 1 else None


def _told(atlas: Atlas, standing: pd.DataFrame | None, past: pd.DataFrame | None) -> dict[str, Any]:
    """Status, sign and words of a crossing; `assumed` where no source states anything of the day itself."""
    if standing is None:
        last = [] if past is None else list(dict.fromkeys(say_report(atlas, report) for report in past.itertuples()))
        label = "no recent report" if last else "no report up to this day"
        status, said, assumed = "no report", [f"Last report, {line}" for line in last], False
    else:
        told = tell(atlas, standing)
        kinds = {one.standing for each in told for one in each.statuses or each.perhaps}
        differ, several = any(len(each.statuses) > 1 for each in told), len(kinds) > 1
        status = DIFFER if differ else "partially_open" if several else kinds.pop()
        label = "; ".join(each.words for each in told)
        said = list(dict.fromkeys(say_report(atlas, report) for report in standing.itertuples()))
        assumed = set(standing["certainty"]) == {ASSUMED}
    colour, sign = CROSSING_STATUS[status]
    return {"status": status, "label": label, "colour": colour, "sign": sign, "said": said, "assumed": assumed}
