"""The GeoParquet of a View: conformant by the format's own validator, typed, the geometry of the GeoJSON."""

import json
from datetime import date

import duckdb
import geoparquet_validator
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from shapely.geometry import shape

from geo.out.exports import export
from tests.opened import parquet


@pytest.mark.parametrize("query", ["", "lens=side:iran_state", "q=xyzzy", "kind=statement"])
def test_the_formats_validator_finds_nothing(query: str) -> None:
    report = geoparquet_validator.check_bytes("view.parquet", export(query, "parquet")[0])
    assert geoparquet_validator.failed(report, "core") == geoparquet_validator.failed(report, "covering") == []
    assert sum(each["status"] == "pass" for each in report["outcomes"]) > 15


def test_the_geometry_is_that_of_the_geojson_and_null_where_unlocated() -> None:
    events = parquet(export("", "parquet")[0])
    assert json.loads(events.crs.to_json())["id"] == {"authority": "OGC", "code": "CRS84"}
    features = json.loads(export("", "geojson")[0])["features"]
    unlike = [
        f["id"]
        for f, mine in zip(features, events.geometry, strict=True)
        if (mine is None) != (f["geometry"] is None) or (mine is not None and not mine.equals(shape(f["geometry"])))
    ]
    assert unlike == [] and events.geometry.isna().sum() > 0


@pytest.mark.parametrize("query", ["", "q=xyzzy"])
def test_numbers_days_and_lists_are_typed_even_where_there_are_none(query: str) -> None:
    schema = pq.read_schema(pa.BufferReader(export(query, "parquet")[0]))
    assert schema.field("fatalities_low").type == schema.field("told_injured_high").type == pa.int64()
    assert schema.field("first_day").type == pa.date32()
    claims = schema.field("claims").type.value_type
    assert claims.field("injured").type == pa.int64() and claims.field("passes").type == pa.bool_()
    assert json.loads(schema.metadata[b"zero_point"])["view"].startswith("v=1")


def test_duckdb_reads_the_claims_inside(tmp_path) -> None:
    file = tmp_path / "view.parquet"
    file.write_bytes(export("", "parquet")[0])
    (count, speakers, first), *_ = duckdb.sql(
        f"SELECT count(*), count(DISTINCT c.speaker), min(first_day) FROM (SELECT first_day, unnest(claims) AS c FROM '{file}')"
    ).fetchall()
    assert count == 642 and speakers > 100 and first == date(2011, 12, 7)
