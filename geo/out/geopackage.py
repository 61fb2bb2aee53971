"""The GeoPackage of a View, for QGIS: what happened at a spot, in an area, along a line; all events, their claims, and the terms.

Everybody's layer comes with its style (the table `layer_styles`, which QGIS reads), by the symbols of `geo.out.symbols`.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio

from geo.out.about import in_words
from geo.out.columns import CLAIMS, HEAD, TAIL, frame, head, tail
from geo.out.qgis_style import style
from geo.out.records import Record, Row
from geo.places.locate import ROUND
from geo.places.saying import words

MEDIA_TYPE = "application/geopackage+sqlite3"
LAYERS = {"events_areas": "MultiPolygon", "events_lines": "MultiLineString", "events_points": "Point"}
"""The layers on a map, in the order in which they are drawn; a table each of all events, of claims and of terms stands beside them."""
_MARK = ("event_id", "title", "kind", "status", "support", "date_start", "date_end", "first_day", "last_day")
_PART = ("part", "precision", "radius_km", "place_in_words")
_SHAPE = (*_MARK, *_PART, *TAIL)
_CLAIMS = ("event_id", *CLAIMS)


def to_geopackage(rows: Sequence[Record], told: Mapping[str, Any]) -> bytes:
    """A row a located part in the layers, a row an event in `events` (the unlocated ones too), a row a claim in `claims`.

    What is known to be somewhere around a place is a point with its `radius_km`, and its circle among the areas. The same
    content gives the same bytes: the file's date is the last day of the events in it.
    """
    with TemporaryDirectory() as folder:
        file = Path(folder) / "zero-point.gpkg"
        for layer, kind in LAYERS.items():
            _write(file, layer, _shapes(rows, layer), kind)
        _write(file, "events", frame([{**head(row), **tail(row)} for row in rows], (*HEAD, *TAIL), nested=False))
        claims = [
            {"event_id": row.event_id, **dict.fromkeys(CLAIMS, ""), **said} for row in rows for said in row.claims
        ]
        _write(file, "claims", frame(claims, _CLAIMS, nested=False))
        terms = [{"about": name, "text": text} for name, text in in_words(told).items()]
        _write(file, "about", frame(terms, ("about", "text"), nested=False))
        _finish(file, max((row.span[1] for row in rows), default=pd.Timestamp(0)))
        body = bytearray(file.read_bytes())
    body[24:28] = body[92:96] = (1).to_bytes(4)  # how often the file was written to, which differs from time to time
    return bytes(body)


def _shapes(rows: Sequence[Record], layer: str) -> gpd.GeoDataFrame:
    """The parts that the layer holds."""
    found = [(row, part, shape) for row in rows for part in row.targets for shape in _drawn(part, layer)]
    # the largest first: what comes later is drawn on top, and a province must not hide its districts
    found.sort(key=lambda each: -each[2].area)
    cells = [
        {
            **head(row),
            **tail(row),
            "part": part["part"],
            "precision": part["precision"],
            "radius_km": part["radius_km"],
            "place_in_words": words(part),
        }
        for row, part, _ in found
    ]
    return gpd.GeoDataFrame(
        frame(cells, _SHAPE, nested=False), geometry=gpd.GeoSeries([each[2] for each in found], crs=4326)
    )


def _drawn(part: Row, layer: str) -> Iterable[Any]:
    """The part's geometry in that layer, if it has one there."""
    spot, area = part["precision"] in ROUND, part["extent"]
    if layer == "events_points":
        return [part["geometry"]] if spot else []
    if area is None or (spot and part["precision"] != "circle"):
        return []
    return [area] if ("Line" in area.geom_type) == (layer == "events_lines") else []


def _write(file: Path, layer: str, rows: pd.DataFrame, kind: str | None = None) -> None:
    spatial = {"geometry_type": kind, "promote_to_multi": kind != "Point"} if kind else {}
    pyogrio.write_dataframe(
        rows, file, layer=layer, driver="GPKG", append=file.exists(), use_arrow=True, **spatial,
        layer_options={"GEOMETRY_NAME": "geom"} if kind else {}, dataset_options={"VERSION": "1.2"},
    )  # fmt: skip


def _finish(file: Path, day: pd.Timestamp) -> None:
    """The styles, and a date that is the content's and not the clock's."""
    styles = [
        {
            "f_table_catalog": "",
            "f_table_schema": "",
            "f_table_name": layer,
            "f_geometry_column": "geom",
            "styleName": "Zero Point",
            "styleQML": style(layer.removeprefix("events_")),
            "styleSLD": "",
            "useAsDefault": True,
            "description": "By kind of event; dashed: contested",
            "owner": "",
            "ui": "",
            "update_time": day.to_pydatetime(),
        }
        for layer in LAYERS
    ]
    pyogrio.write_dataframe(
        pd.DataFrame(styles), file, layer="layer_styles", driver="GPKG", append=True, layer_options={"FID": "id"}
    )
    with closing(sqlite3.connect(file)) as package:
        package.execute("UPDATE gpkg_contents SET last_change = ?", [f"{day:%Y-%m-%d}T00:00:00.000Z"])
        package.commit()
        package.execute("VACUUM")  # pages are left as the content has them, not as they were written
