"""The geocoder's answers as tables and map features; a text from outside stays text."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.imports.columns import propose
from geo.out.features import collection, feature
from geo.out.table import frame_csv
from geo.places.geocode import TABLE, Answer, Candidate, Mention, geocode
from geo.places.geocode.tables import our_column, read_table
from geo.places.geocode.world import the_world
from geo.settings import ATTRIBUTION, DISCLAIMER

_LOOKED_AT = 1_000
"""Rows of a list that are looked at for what its columns hold."""
STATUS = {"resolved": "Resolved", "ambiguous": "Ambiguous: several places fit", "not_found": "Not found"}
COLUMNS = (
    "name",
    "kind",
    "admin2",
    "admin1",
    "country",
    "score",
    "radius_km",
    "where_prec",
    "reason",
    "source",
    "licence",
)


def candidate_table(answer: Answer) -> pd.DataFrame:
    """A row a candidate, likeliest first; numbered from 1 as on the map."""
    rows = [{name: getattr(each, name) for name in COLUMNS} for each in answer.candidates]
    return pd.DataFrame(rows, columns=list(COLUMNS), index=range(1, len(rows) + 1))


def candidate_features(candidates: Sequence[Candidate]) -> list[dict[str, Any]]:
    """A feature a candidate that has a geometry, numbered from 1 as in the table."""
    return [_drawn(f"{at}. ", each) for at, each in enumerate(candidates, start=1) if each.geometry is not None]


def mention_features(mentions: Sequence[Mention]) -> list[dict[str, Any]]:
    """A feature a place named in a text: the likeliest candidate that has a geometry, numbered as in `mention_rows`."""
    likeliest = [
        (at, each, next((found for found in each.answer.candidates if found.geometry is not None), None))
        for at, each in enumerate(mentions, start=1)
    ]
    return [_drawn(f"{at}. {each.text} → ", found) for at, each, found in likeliest if found]


def _drawn(before: str, found: Candidate) -> dict[str, Any]:
    return feature(
        found.place_id or before,
        found.geometry,
        {
            "label": f"{before}{found.name} ({found.kind}), score {found.score:.2f}",
            "reason": found.reason,
            "radius_km": found.radius_km,
        },
    )


def row_features(table: gpd.GeoDataFrame, text: str) -> list[dict[str, Any]]:
    """A feature a row with geometry, labelled with the text that was asked and the place that was found."""
    found = table[table.geometry.notna()]
    name, reason, radius = (our_column(found.columns, field) for field in ("name", "reason", "radius_km"))
    return [
        feature(
            str(row),
            each[found.geometry.name],
            {"label": f"{each[text]} → {each[name]}", "reason": each[reason], "radius_km": each[radius]},
        )
        for row, each in found.iterrows()
    ]


def mention_rows(mentions: Sequence[Mention]) -> pd.DataFrame:
    """A row a place named in a running text: where it stands, and what it was resolved to; numbered from 1."""
    return pd.DataFrame(
        [
            {
                "from": each.start,
                "to": each.end,
                "text": each.text,
                "status": STATUS[each.status],
                "place": each.answer.candidates[0].name if each.answer.candidates else "",
                "score": each.answer.candidates[0].score if each.answer.candidates else None,
            }
            for each in mentions
        ],
        columns=["from", "to", "text", "status", "place", "score"],
        index=range(1, len(mentions) + 1),
    )


def as_geojson(features: Sequence[dict[str, Any]]) -> bytes:
    """The features as a file of their own, with attribution and disclaimer."""
    return collection(features, name="Zero Point geocoding", attribution=ATTRIBUTION, disclaimer=DISCLAIMER)


def gazetteer_table() -> pd.DataFrame:
    """Every entry of the gazetteer, what the user added included: names, kind, where, source and licence."""
    return pd.DataFrame(
        [
            {
                "name": entry.name,
                "other names": ", ".join(dict.fromkeys(name for name, _ in entry.names if name != entry.name)),
                "kind": entry.kind,
                "district or county": entry.admin2,
                "province": entry.admin1,
                "country": entry.country,
                "lon": entry.lon,
                "lat": entry.lat,
                "within km": entry.radius_km,
                "source": entry.source,
                "licence": entry.licence,
            }
            for entry in the_world().entries
        ]
    )


def read_list(name: str, content: bytes) -> pd.DataFrame:
    """An uploaded table as text. Raises ValueError, naming the file, where it cannot be read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"list{Path(name).suffix.lower()}"
        path.write_bytes(content)
        try:
            return read_table(path).reset_index(drop=True)
        except ValueError as error:
            raise ValueError(str(error).replace(str(path), name)) from error


def likely_column(table: pd.DataFrame) -> str:
    """The column that seems to hold the place: by its heading, else the first of mostly words, else the first."""
    head = table.head(_LOOKED_AT).fillna("").astype(str)
    headed = propose(tuple(table.columns), head).get("place_reported", "")
    worded = [name for name in table.columns if head[name].str.contains(r"[^\W\d_]{3}").mean() > 0.5]
    return str(headed or next(iter(worded), table.columns[0]))


def read_lines(text: str) -> pd.DataFrame:
    """Pasted names, one a line, empty lines left out."""
    return pd.DataFrame({"place": [line.strip() for line in text.splitlines() if line.strip()]}, dtype=str)


def status_column(found: pd.DataFrame) -> str:
    """The column with our status."""
    return our_column(found.columns, "status")


def unresolved_first(found: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Ambiguous rows, then those not found, then the resolved ones, each in their order."""
    order = {"ambiguous": 0, "not_found": 1, "resolved": 2}
    return found.sort_values(status_column(found), key=lambda column: column.map(order), kind="stable")


def say_statuses(found: pd.DataFrame) -> str:
    """How many rows have which status, in Markdown."""
    return " · ".join(
        f"**{n:,}** {STATUS[status].lower()}" for status, n in found[status_column(found)].value_counts().items()
    )


def without_shapes(found: gpd.GeoDataFrame) -> pd.DataFrame:
    """The table without its geometry."""
    return pd.DataFrame(found.drop(columns=found.geometry.name))


def as_csv(found: gpd.GeoDataFrame) -> bytes:
    """The table as UTF-8 CSV, safe against spreadsheet formulas."""
    return frame_csv(without_shapes(found))


def unsure(found: pd.DataFrame, text: str) -> list[str]:
    """The distinct texts that are ambiguous or not found but have candidates, in their order."""
    rows = found[found[status_column(found)] != "resolved"]
    return [name for name in dict.fromkeys(rows[text]) if name and geocode(name).candidates]


def options(name: str) -> dict[str, Candidate]:
    """The candidates of a text, by a label that tells them apart."""
    found = geocode(name).candidates
    return {
        f"{n}. {c.name} ({c.kind}, {c.admin2 or c.admin1}), score {c.score:.2f}": c
        for n, c in enumerate(found, start=1)
    }


def pick(found: gpd.GeoDataFrame, text: str, name: str, chosen: Candidate) -> gpd.GeoDataFrame:
    """The table with the rows of that text set to the candidate that the reader picked."""
    rows, changed = found[text] == name, found.copy()
    for field in TABLE:
        changed.loc[rows, our_column(found.columns, field)] = {"status": "resolved", "reason": "picked by hand"}.get(
            field, getattr(chosen, field, None)
        )
    changed.loc[rows, found.geometry.name] = gpd.GeoSeries(
        [chosen.geometry] * int(rows.sum()), index=changed.index[rows], crs=4326
    )
    return changed
