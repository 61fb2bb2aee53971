"""GeoJSON, GeoPackage, KML, Shapefile and GeoParquet: features become rows of text cells with a geometry beside them."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pyogrio
import shapely
from pyproj import CRS, Transformer

from geo.imports.chunks import Chunk
from geo.imports.crowded import mark_crowded
from geo.imports.findings import Findings
from geo.imports.limits import CHUNK, Limits, RefusedFile
from geo.imports.staged import Staging
from geo.imports.tables import Table
from geo.imports.texts import Texts, constant, either, texts

GEOMETRY = "geometry"
_BLOCK = 1 << 22
_TRICKS = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_LINK = re.compile(rb"<NetworkLink\b")
warnings.filterwarnings("ignore", "Measured \\(M\\) geometry")  # the measure is no part of a place


@dataclass(frozen=True, slots=True)
class Layer:
    """What is read of a file: the layers by their names, each with the CRS of its geometry ("" where it names none), and the
    attribute columns of all."""

    parts: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]


def refuse_tricks(path: Path) -> None:
    """Raise RefusedFile where an XML file defines entities or a document type: harmless ones have neither."""
    last = b""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            plain = (last + block).replace(b"\0", b"")  # UTF-16 hides it between zeros
            if _TRICKS.search(plain):
                raise RefusedFile(f"{path.name} declares XML entities or a document type; save it without them")
            last = block[-64:]


def layer_of(path: Path, limits: Limits) -> Layer:
    """All layers of features with a geometry, else the first of others. Raises RefusedFile where there is none, or the file is damaged."""
    try:
        if _is_parquet(path):
            return _parquet_layer(path, limits)
        names = [str(name) for name, _ in pyogrio.list_layers(path)]
        found = [pyogrio.read_info(path, layer=name, force_feature_count=True) for name in names]
    except (
        pyogrio.errors.DataSourceError,
        pyogrio.errors.DataLayerError,
        pa.ArrowException,
        OSError,
        ValueError,
        RuntimeError,
    ) as error:
        raise RefusedFile(f"{path.name} is damaged or cut off; export it anew ({str(error)[:150]})") from error
    held = [(name, info) for name, info in zip(names, found, strict=True) if info["features"]]
    held = [(name, info) for name, info in held if info["geometry_type"]] or held[:1]
    if not held:
        raise RefusedFile(f"{path.name} holds no features{_elsewhere(path)}")
    for _, info in held:
        fields = list(map(str, info["fields"]))
        if twice := sorted({each for each in fields if fields.count(each) > 1}):
            raise RefusedFile(f"{path.name} has several fields called {', '.join(map(repr, twice))}; rename them")
    columns = tuple(dict.fromkeys(str(each) for _, info in held for each in info["fields"]))
    limits.check_columns(path.name, len(columns))
    limits.check_rows(path.name, sum(int(info["features"]) for _, info in held))
    return Layer(tuple((name, str(info["crs"] or "")) for name, info in held), columns)


def read_chunks(path: Path, layer: Layer, limits: Limits, findings: Findings | None = None) -> Iterator[Chunk]:
    """The features as text cells and a column of WKB in EPSG:4326; `row` is the feature's number in the file, from 1 on."""
    done = 0
    try:
        for name, crs in layer.parts:
            turn = _turner(crs or "EPSG:4326")
            if not crs and findings is not None:
                remedy = "names no coordinate system; taken as longitude and latitude (EPSG:4326)"
                findings.add(path.name, 0, "", "", "no_crs", remedy)
            for batch in _batches(path, name):
                limits.check_rows(path.name, done + batch.num_rows)
                there = set(batch.schema.names)
                cells = batch.column(GEOMETRY).to_numpy(zero_copy_only=False) if GEOMETRY in there else None
                shapes = np.full(batch.num_rows, None, dtype=object) if cells is None else turn(cells)
                numbers = np.arange(done + 1, done + 1 + batch.num_rows)
                done += batch.num_rows
                held = {**_attributes(batch, layer.columns), GEOMETRY: pa.array(shapes, pa.binary())}
                yield Chunk(held, numbers, len(numbers), 0)
    except (pyogrio.errors.DataSourceError, pa.ArrowException, OSError, RuntimeError, UnicodeError) as error:
        raise RefusedFile(f"{path.name} cannot be read to its end ({str(error)[:150]})") from error


def _attributes(batch: Any, columns: tuple[str, ...]) -> dict[str, Texts]:
    """The columns of a batch as text, empty where its layer has no such column. What KML calls a moment or a span is one column."""
    there, blank = set(batch.schema.names), constant("", batch.num_rows)
    held = {each: _as_text(batch.column(each)) if each in there else blank for each in columns}
    if "timestamp" in there and "begin" in there:
        held["timestamp"] = either(held["timestamp"], held["begin"])
    return held


def _elsewhere(path: Path) -> str:
    """What to do where a KML file only points to another one."""
    with path.open("rb") as file:
        linked = _LINK.search(file.read(_BLOCK))
    said = (
        ": it only points to an address on the internet (NetworkLink); open that and save the places themselves as KML"
    )
    return said if linked else ""


class Reader:
    """Stages features: their attributes by a mapping, their geometry as a point or an area."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def stage(self, chunk: Staging) -> Staging:
        """Fill the staged columns; a point gives lon and lat, all else a geometry."""
        cells = chunk.rows[GEOMETRY].to_numpy(zero_copy_only=False)
        chunk.rows = {name: column for name, column in chunk.rows.items() if name != GEOMETRY}
        self.table.stage(chunk)
        shapes = shapely.from_wkb(cells, on_invalid="ignore")
        single = (shapely.get_type_id(shapes) == 4) & (shapely.get_num_geometries(shapes) == 1)
        shapes[single] = shapely.get_geometry(shapes[single], 0)
        points = (shapely.get_type_id(shapes) == 0) & ~shapely.is_empty(shapes)
        if points.any() or (~shapely.is_missing(shapes)).any():
            spots = np.where(points, shapes, None)  # an empty point has no x
            for name, read in (("lon", shapely.get_x), ("lat", shapely.get_y)):
                chunk.columns[name] = np.where(points, read(spots), chunk.columns[name])
            areas = shapes.copy()
            areas[points] = None
            chunk.columns["geometry"] = shapely.to_wkb(shapely.force_2d(areas))
            mark_crowded(chunk)
        broken = points & ~(np.isfinite(chunk.columns["lon"]) & np.isfinite(chunk.columns["lat"]))
        chunk.find(broken, GEOMETRY, "bad_geometry", "has no finite coordinates; draw it anew", "refuse", "")
        return chunk


def _batches(path: Path, layer: str) -> Iterator[Any]:
    if _is_parquet(path):
        yield from pq.ParquetFile(path).iter_batches(batch_size=CHUNK)
        return
    with pyogrio.open_arrow(path, layer=layer, batch_size=CHUNK, use_pyarrow=True) as (meta, reader):
        name = meta["geometry_name"] or "wkb_geometry"
        for batch in reader:
            yield batch.rename_columns([GEOMETRY if column == name else column for column in batch.schema.names])


def _as_text(column: Any) -> Texts:
    kind = column.type
    if pa.types.is_nested(kind):
        return texts(
            "" if each is None else json.dumps(each, ensure_ascii=False, default=str) for each in column.to_pylist()
        )
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return constant("", len(column))
    if pa.types.is_floating(kind):
        return texts(_number(each) for each in column.to_pylist())
    return pc.fill_null(pc.cast(_readable(column), pa.string()), "")


def _readable(column: Any) -> Any:
    """The column; of texts that are no UTF-8 (a Shapefile need not say its encoding), with signs for what cannot be read."""
    try:
        column.validate(full=True)
        return column
    except pa.ArrowInvalid:
        held = column.cast(pa.binary()).to_pylist()
        return texts("" if each is None else each.decode("utf-8", "replace") for each in held)


def _number(value: float | None) -> str:
    """A number as text, a whole one without a point."""
    if value is None:
        return ""
    return str(int(value)) if abs(value) < 1e15 and value == int(value) else str(value)


def _turner(crs: str) -> Any:
    """Turns WKB of a CRS into WKB of EPSG:4326."""
    try:
        known = CRS.from_user_input(crs)
    except Exception as error:  # pyproj raises several kinds
        raise RefusedFile(f"the coordinate system {crs[:80]!r} is not known; save the file in EPSG:4326") from error
    if known.to_epsg() == 4326 or known == CRS.from_user_input("OGC:CRS84"):
        return lambda cells: cells
    forth = Transformer.from_crs(known, "EPSG:4326", always_xy=True)

    def turn(cells: Any) -> Any:
        shapes = shapely.from_wkb(cells, on_invalid="ignore")
        return shapely.to_wkb(
            shapely.transform(shapes, lambda xy: np.column_stack(forth.transform(xy[:, 0], xy[:, 1])))
        )

    return turn


def _is_parquet(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"PAR1"


def _parquet_layer(path: Path, limits: Limits) -> Layer:
    file = pq.ParquetFile(path)
    names = tuple(map(str, file.schema_arrow.names))
    limits.check_columns(path.name, len(names))
    limits.check_rows(path.name, file.metadata.num_rows)
    said = (file.schema_arrow.metadata or {}).get(b"geo")
    if said is None:
        return Layer((("", "EPSG:4326"),), names)
    meta = json.loads(said)
    column = str(meta.get("primary_column", GEOMETRY))
    if column != GEOMETRY or meta["columns"][column].get("encoding", "WKB") != "WKB":
        raise RefusedFile(f"{path.name}: its geometry must be WKB in a column {GEOMETRY!r}; write it with GeoPandas")
    crs = meta["columns"][column].get("crs", "OGC:CRS84")
    named = json.dumps(crs) if isinstance(crs, dict) else str(crs or "OGC:CRS84")
    return Layer((("", named),), tuple(name for name in names if name != GEOMETRY))
