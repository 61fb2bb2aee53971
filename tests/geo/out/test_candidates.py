"""The geocoder's answers as tables, features and files."""

import json

import pandas as pd
import pytest

from geo.out import candidates
from geo.places.geocode import geocode
from geo.places.geocode.tables import geocode_table


def geocoded(*names: str) -> pd.DataFrame:
    return geocode_table(candidates.read_lines("\n".join(names)), "place", [], geometry=True)


def test_candidates_are_numbered_alike_in_the_table_and_on_the_map() -> None:
    answer = geocode("Pishin")
    table, drawn = candidates.candidate_table(answer), candidates.candidate_features(answer.candidates)
    assert len(table) == len(answer.candidates) > 1
    for each in drawn:
        number, rest = each["properties"]["label"].split(". ", 1)
        assert rest.startswith(table.at[int(number), "name"])


def test_pasted_lines_become_rows_and_empty_ones_do_not() -> None:
    assert list(candidates.read_lines(" Panjgur \n\n  \nتفتان")["place"]) == ["Panjgur", "تفتان"]
    assert candidates.read_lines("  ").empty


def test_an_unreadable_upload_is_said_with_its_own_name() -> None:
    with pytest.raises(ValueError, match=r"mine\.csv"):
        candidates.read_list("mine.csv", b"\xff\xfe\x00broken")


def test_unresolved_rows_come_first_and_nothing_is_lost() -> None:
    found = candidates.unresolved_first(geocoded("Panjgur", "Pishin", "Xyzzy"))
    assert list(found["place"]) == ["Pishin", "Xyzzy", "Panjgur"]
    assert candidates.say_statuses(found).count("**1**") == 3
    assert candidates.say_statuses(pd.DataFrame({"status": ["resolved"] * 1149})) == "**1,149** resolved"


def test_a_picked_candidate_fills_its_rows_and_no_other() -> None:
    found = geocoded("Pishin", "Panjgur")
    before = found.loc[found["place"] == "Panjgur"].drop(columns="geometry").to_dict("records")
    label, chosen = next((label, each) for label, each in candidates.options("Pishin").items() if each.country == "IR")
    assert chosen.name in label
    picked = candidates.pick(found, "place", "Pishin", chosen)
    row = picked[picked["place"] == "Pishin"].iloc[0]
    assert (row["status"], row["country"], row["reason"]) == ("resolved", "IR", "picked by hand")
    assert row["geometry"].equals(chosen.geometry)
    assert picked.loc[picked["place"] == "Panjgur"].drop(columns="geometry").to_dict("records") == before


def test_files_are_safe_and_carry_attribution() -> None:
    found = geocoded("=1+1", "Panjgur")
    assert b"'=1+1" in candidates.as_csv(found)
    told = json.loads(candidates.as_geojson(candidates.row_features(found, "place")))
    assert [f["properties"]["label"] for f in told["features"]] == ["Panjgur → Panjgur"]
    assert "GeoNames" in told["attribution"] and told["disclaimer"]


def test_every_gazetteer_row_has_a_source_and_a_licence() -> None:
    table = candidates.gazetteer_table()
    assert len(table) > 800 and (table["source"] != "").all() and (table["licence"] != "").all()
