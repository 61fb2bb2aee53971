"""Reads our own GeoJSON and CSV back: the events and claims that were exported, typed as they were.

One thing does not come back: a CSV puts an apostrophe before text that a spreadsheet would take for a formula, and it is taken
away again, also where such a text had one of its own.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely.geometry import shape

from geo.out.fields import CLAIM, COUNTS, EVENT, LISTS
from geo.out.lens import TOLD
from geo.out.table import HEADER, harmless
from geo.vocabulary.problems import DataProblems, Problem


@dataclass(frozen=True, slots=True)
class Exported:
    """What a file of ours holds, in its order: `events` by event_id with the fields of EVENT and TOLD, `claims` by claim_id with event_id
    and those of CLAIM.

    A GeoJSON has also the `geometry` of events (EPSG:4326, None where unlocated), their `places` (event_id → parts) and the
    `view` that it was made of, as a query string; a CSV has none of the three.
    """

    events: pd.DataFrame
    claims: pd.DataFrame
    places: Mapping[str, Sequence[Mapping[str, Any]]]
    view: str


def read_export(body: bytes, name: str = "the file") -> Exported:
    """The content of an export, whichever of the two forms it has. Raises DataProblems where it is no export of ours."""
    try:
        text = body.decode("utf-8-sig")
        return _read_geojson(json.loads(text), name) if text.lstrip().startswith("{") else _read_csv(text, name)
    except (UnicodeDecodeError, json.JSONDecodeError, csv.Error) as error:
        raise _broken(name, 0, "file", name, f"cannot be read ({error}); it must be our GeoJSON or CSV") from error


def _read_geojson(collection: Mapping[str, Any], name: str) -> Exported:
    features = collection.get("features")
    if not isinstance(features, list):
        raise _broken(name, 0, "features", "", "there are none; it must be a FeatureCollection of ours")
    events, claims, places, shapes = list[Any](), list[Any](), dict[str, Any](), list[Any]()
    for number, feature in enumerate(features, start=1):
        try:
            row, geometry = feature["properties"], feature["geometry"]
            events.append([row["event_id"], *(row[field] for field in (*EVENT, *TOLD))])
            claims += [[c["claim_id"], row["event_id"], *(c[field] for field in CLAIM)] for c in row["claims"]]
            places[row["event_id"]] = row["places"]
            shapes.append(shape(geometry) if geometry else None)
        except (KeyError, TypeError, ValueError) as error:
            raise _broken(
                name, number, "feature", f"{error}", "is missing or of another kind in this feature"
            ) from error
    located = gpd.GeoDataFrame(_events(events), geometry=gpd.GeoSeries(shapes, [e[0] for e in events], crs=4326))
    return Exported(located, _claims(claims), places, str(collection.get("view", "")))


def _read_csv(text: str, name: str) -> Exported:
    header, *rows = list(csv.reader(io.StringIO(text, newline=""), strict=True)) or [[]]
    if tuple(header) != HEADER:
        raise _broken(name, 1, "header", ",".join(header)[:80], f"must be {','.join(HEADER)[:80]}…")
    for number, row in enumerate(rows, start=2):
        if len(row) != len(HEADER):
            raise _broken(name, number, "row", ",".join(row)[:80], f"has {len(row)} cells, must have {len(HEADER)}")
    cells = [dict(zip(HEADER, map(_as_written, row), strict=True)) for row in rows]
    column = {field: f"event_{field}" if field in CLAIM else field for field in EVENT}
    events = {
        row["event_id"]: [row["event_id"], *(row[column.get(field, field)] for field in (*EVENT, *TOLD))]
        for row in cells
    }
    claims = [[row["claim_id"], row["event_id"], *(row[field] for field in CLAIM)] for row in cells]
    try:
        return Exported(_events(events.values()), _claims(claims), {}, "")
    except ValueError as error:
        raise _broken(name, 0, "cell", f"{error}"[:80], "is not what this column holds") from error


def _events(rows: Iterable[Sequence[Any]]) -> pd.DataFrame:
    return _typed(pd.DataFrame(list(rows), columns=["event_id", *EVENT, *TOLD], dtype=object)).set_index("event_id")


def _claims(rows: Iterable[Sequence[Any]]) -> pd.DataFrame:
    return _typed(pd.DataFrame(list(rows), columns=["claim_id", "event_id", *CLAIM], dtype=object)).set_index(
        "claim_id"
    )


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    """Counts as whole numbers that may be missing, lists as tuples, positions by aspect, yes and no; the rest is text."""
    kinds: dict[str, Callable[[Any], Any]] = dict.fromkeys(LISTS, _items) | {"positions": _positions, "passes": _yes}
    made = {}
    for column in frame.columns:
        if column in COUNTS:
            made[column] = pd.array(
                [None if cell in (None, "") else int(cell) for cell in frame[column]], dtype="Int64"
            )
        elif column == "passes":
            made[column] = pd.array([_yes(cell) for cell in frame[column]], dtype=bool)
        else:
            turn = kinds.get(column, str)
            made[column] = pd.Series([turn(cell) for cell in frame[column]], dtype=object if column in kinds else "str")
    return pd.DataFrame(made)


def _items(cell: Any) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|"))) if isinstance(cell, str) else tuple(cell)


def _positions(cell: Any) -> dict[str, tuple[str, ...]]:
    held = json.loads(cell or "{}") if isinstance(cell, str) else cell
    return {aspect: tuple(versions) for aspect, versions in held.items()}


def _yes(cell: Any) -> bool:
    if str(cell) not in ("True", "False"):
        raise ValueError(f"{cell!r} is neither True nor False")
    return str(cell) == "True"


def _as_written(cell: str) -> str:
    """The text as it was before `harmless` put an apostrophe before it."""
    return cell[1:] if cell.startswith("'") and harmless(cell[1:]) == cell else cell


def _broken(name: str, row: int, field: str, value: str, remedy: str) -> DataProblems:
    return DataProblems([Problem(name, row, field, value, remedy)])
