"""Exports opened by what opens them elsewhere: GeoPandas, GDAL (pyogrio), a zip, an XML parser."""

import io
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio

from geo.out.exported import read_export


def layers(body: bytes, suffix: str) -> dict[str, pd.DataFrame]:
    """Every layer that GDAL finds, by name."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"opened.{suffix}"
        file.write_bytes(body)
        return {name: pyogrio.read_dataframe(file, layer=name) for name, _ in pyogrio.list_layers(file)}


def parquet(body: bytes) -> gpd.GeoDataFrame:
    return gpd.read_parquet(io.BytesIO(body))


def document(body: bytes) -> bytes:
    """The KML in a KMZ."""
    return zipfile.ZipFile(io.BytesIO(body)).read("doc.kml")


def _in_kml(body: bytes) -> list[str]:
    return [event for rows in layers(body, "kml").values() for event in rows.get("event_id", [])]


_IDS: dict[str, Callable[[bytes], list[str]]] = {
    "geojson": lambda body: list(read_export(body).events.index),
    "csv": lambda body: list(read_export(body).events.index),
    "parquet": lambda body: list(parquet(body)["event_id"]),
    "gpkg": lambda body: list(layers(body, "gpkg")["events"]["event_id"]),
    "kml": _in_kml,
    "kmz": lambda body: _in_kml(document(body)),
}


def events_in(body: bytes, form: str) -> list[str]:
    """The ids of the events in an export, sorted, as a reader of that format finds them."""
    return sorted(_IDS[form](body))
