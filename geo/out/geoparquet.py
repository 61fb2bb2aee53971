"""The GeoParquet 1.1 of a View: a row an event with its geometry, and its claims and places in it as lists of structs.

One file holds all of it, with Arrow's types: no number becomes text, and no text can be a formula.
"""

import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

import geopandas as gpd
import pyarrow.compute as pc
import pyarrow.parquet as pq
import shapely

from geo.out.columns import HEAD, TAIL, frame, head, tail
from geo.out.features import DECIMALS
from geo.out.records import Record

MEDIA_TYPE = "application/vnd.apache.parquet"
_FIELDS = (*HEAD, "claims", "places", *TAIL, "disclaimer")


def to_geoparquet(rows: Sequence[Record], told: Mapping[str, Any]) -> bytes:
    """The geometry is the area that the precision leaves open, in OGC:CRS84, null for an unlocated event.

    What the file says of itself (`told`: view, licence, disclaimer …) is JSON under the key `zero_point` of its metadata, and the
    `attrs` of the frame that GeoPandas reads.
    """
    cells = [
        {**head(row), **tail(row), "claims": row.claims, "places": row.places, "disclaimer": told["disclaimer"]}
        for row in rows
    ]
    shapes = gpd.GeoSeries([rounded(row) for row in rows], crs="OGC:CRS84")
    events = gpd.GeoDataFrame(frame(cells, _FIELDS), geometry=shapes)
    events.attrs = dict(told)
    written, out = io.BytesIO(), io.BytesIO()
    events.to_parquet(written, index=False, schema_version="1.1.0", write_covering_bbox=True)
    table = pq.read_table(written)
    at = table.schema.get_field_index("bbox")  # GeoPandas boxes what has no geometry in NaN; the format wants null
    boxes = pc.if_else(pc.is_valid(table["geometry"]), table["bbox"], None)
    table = table.set_column(at, table.schema.field(at), boxes)
    # without pandas' own notes, in which pandas does not understand the lists when it reads them back
    notes = {key: value for key, value in table.schema.metadata.items() if key != b"pandas"}
    said = json.dumps(dict(told)).encode()
    pq.write_table(table.replace_schema_metadata({**notes, b"zero_point": said}), out, compression="zstd")
    return out.getvalue()


def rounded(row: Record) -> Any:
    """Its geometry as every export has it: to about a metre, rings wound counter-clockwise, as the format's metadata may say."""
    if row.geometry is None:
        return None
    set_back = shapely.set_precision(row.geometry, 10.0**-DECIMALS)
    return shapely.orient_polygons(row.geometry if set_back.is_empty else set_back, exterior_cw=False)
