"""The CSV of a View: a row a claim, the events of the GeoJSON, harmless in a spreadsheet."""

import csv
import io
import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.events.atlas import Atlas
from geo.out.exports import export
from geo.out.table import HEADER, harmless
from geo.settings import DISCLAIMER

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def read(query: str) -> list[dict[str, str]]:
    body = export(query, "csv")[0]
    assert body.startswith(b"\xef\xbb\xbf"), "a byte-order mark, so that spreadsheets read Urdu"
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), strict=True))
    assert tuple(rows[0]) == HEADER
    assert {len(row) for row in rows} == {len(HEADER)}
    return [dict(zip(HEADER, row, strict=True)) for row in rows[1:]]


@pytest.mark.parametrize("query", ["", "kind=attack", "side=iran_state&stance=denies", "place=pk-panjgur", "q=xyzzy"])
def test_the_same_events_and_claims_as_the_geojson(query: str) -> None:
    features = json.loads(export(query, "geojson")[0])["features"]
    rows = read(query)
    assert list(dict.fromkeys(row["event_id"] for row in rows)) == [f["id"] for f in features]
    claims = [c for f in features for c in f["properties"]["claims"]]
    assert [row["claim_id"] for row in rows] == [c["claim_id"] for c in claims]
    assert [row["passes"] for row in rows] == [str(c["passes"]) for c in claims]


def test_cells_are_those_of_the_claim(atlas: Atlas) -> None:
    claims = atlas.chronology.claims
    for row in read(""):
        claim = claims.loc[row["claim_id"]]
        for field in ("speaker", "statement", "document_title", "url", "attributed_to"):
            assert row[field].removeprefix("'") == claim[field].removeprefix("'")
        low = claim["fatalities_low"]
        assert row["fatalities_low"] == ("" if pd.isna(low) else str(low))
        assert row["disclaimer"] == DISCLAIMER
        assert row["precision"] and row["place_in_words"]


def test_lines_end_as_rfc_4180_has_it() -> None:
    body = export("kind=attack", "csv")[0]
    assert body.count(b"\r\n") == body.count(b"\n") > 2


def test_no_cell_is_a_formula() -> None:
    cells = [cell for row in read("") for cell in row.values()]
    assert len(cells) > 15_000
    assert [cell for cell in cells if cell.lstrip(" ").startswith(FORMULA)] == []


@given(
    st.text() | st.tuples(st.sampled_from(["", " ", "\n", "\u00a0 "]), st.sampled_from(FORMULA), st.text()).map("".join)
)
def test_no_text_stays_a_formula_and_none_is_lost(text: str) -> None:
    made = harmless(text)
    assert not made.lstrip().startswith(FORMULA[:4])
    assert not made.startswith(FORMULA)
    assert made in (text, "'" + text)
    assert harmless(made) == made


@pytest.mark.parametrize("text", ["Taftan", "تفتان", "", "'quoted'", "a=b", "3-4"])
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_numbers_stay_numbers() -> None:
    assert [harmless(value) for value in (-3, 0, 2.5, None, True)] == [-3, 0, 2.5, None, True]
