"""A broken copy of the tables: every problem is found, at once, with file, row, field and value."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.events.atlas import check_data, open_atlas
from geo.events.check import check_tables, read_tables
from geo.events.tables import TABLES
from geo.settings import DATA
from geo.vocabulary.problems import DataProblems, Problem
from tests.conftest import DataCopy

SHIPPED, _ = read_tables(DATA / "events")

BROKEN = [
    # table, row, field, value
    ("claims", 2, "document_key", "nobody-wrote-this"),
    ("claims", 3, "fatalities_low", "5"),  # more than the fatalities_high that stands beside it
    ("claims", 4, "claim_key", "2011-12-07-jiwani-fishermen-c01"),  # that of row 2
    ("claims", 5, "injured", "several"),
    ("claims", 6, "stance", "shouts"),
    ("claims", 7, "injured", "²"),  # a digit for str.isdigit, no number
    ("claims", 8, "published_on", "2012-13"),
    ("crossing_status", 2, "status", "ajar"),
    ("crossing_status", 3, "date", "9999-W52"),
    ("crossing_status", 4, "traffic", "cargo|camels"),
    ("crossing_status", 5, "direction", "up"),
    ("crossing_status", 6, "since", "2020-03"),  # a month, no day
    ("crossing_status", 7, "decided_by", "AF"),
    ("infrastructure", 2, "subject", "tunnel"),
    ("infrastructure", 3, "measure", "depth"),
    ("infrastructure", 4, "claim_key", "no-such-claim"),
    ("infrastructure", 5, "date", "soon"),
    ("documents", 2, "language", "English"),
    ("documents", 3, "date_inferred", "yes"),
    ("documents", 4, "outlet_id", "no-such-outlet"),
    ("event_places", 4, "role", "guess"),
    ("events", 2, "kind", "explosion"),
    ("events", 3, "date_start", "2012-02-30"),
    ("events", 4, "date_end", "2001-01-01"),  # before its start
    ("events", 5, "date_precision", "year"),  # written as a day
    ("events", 6, "title", ""),
    ("events", 7, "country", "Iran"),
    ("events", 8, "reference_documents", "no-such-document"),
    ("outlets", 2, "type", "blog"),
    ("places", 2, "lon", "east"),
    ("positions", 2, "aspect", "why"),
    ("positions", 3, "position", ""),
    ("positions", 4, "claim_key", "no-such-claim"),
    ("speakers", 2, "voice_id", "no-such-voice"),
    ("voices", 2, "side", "ours"),
    ("vocabulary", 2, "label", ""),
]


def found(problems: list[Problem]) -> set[tuple[str, int, str, str]]:
    return {(p.file.removesuffix(".csv"), p.row, p.field, p.value) for p in problems}


def test_what_ships_has_no_problem() -> None:
    assert check_data() == []


def test_every_problem_is_found_at_once(data_copy: DataCopy) -> None:
    for table, row, field, value in BROKEN:
        data_copy.edit(table, row, **{field: value})
    data_copy.edit("claims", 3, fatalities_high="2")
    problems = check_data(data_copy.folder)
    consequences = {
        ("places", 2, "scope", "region"),  # a point without longitude is in no region
        ("positions", 2, "claim_key", "2012-01-01-mazan-sar-mashkail-c01"),  # the key that row 4 of claims lost
    }
    assert found(problems) - consequences == set(BROKEN)
    assert problems == sorted(problems)
    assert all(problem.remedy for problem in problems)


def test_loading_raises_once_with_all_of_them(data_copy: DataCopy) -> None:
    data_copy.edit("events", 2, kind="explosion")
    data_copy.edit("claims", 2, stance="shouts")
    with pytest.raises(DataProblems) as caught:
        open_atlas(data_copy.folder)
    assert found(caught.value.problems) == {("events", 2, "kind", "explosion"), ("claims", 2, "stance", "shouts")}


def test_words_that_the_geocoder_does_not_resolve_are_a_problem_with_its_candidates(data_copy: DataCopy) -> None:
    data_copy.edit("event_places", 2, read_as="Pishin")
    data_copy.edit("claims", 2, stance="shouts")  # what is wrong elsewhere hides nothing
    problems = check_data(data_copy.folder)
    assert found(problems) == {("claims", 2, "stance", "shouts"), ("event_places", 2, "read_as", "Pishin")}
    assert "ambiguous" in problems[1].remedy and "candidates: Pishin (" in problems[1].remedy


@pytest.mark.parametrize("file", ["geonames_towns.csv", "ourairports.csv", "former_units.csv"])
def test_a_table_of_the_geocoder_that_cannot_be_read_is_a_problem(data_copy: DataCopy, file: str) -> None:
    (data_copy.folder / "places" / file).unlink()
    [problem] = check_data(data_copy.folder)
    assert file in problem.remedy


def test_low_and_high_go_together(data_copy: DataCopy) -> None:
    data_copy.edit("claims", 2, fatalities_low="3", fatalities_high="")
    data_copy.edit("claims", 3, fatalities_low="0", fatalities_high="0")
    assert found(check_data(data_copy.folder)) == {("claims", 2, "fatalities_high", "")}


def test_an_event_without_a_claim_is_a_problem(data_copy: DataCopy) -> None:
    event = data_copy.rows("events")[0]["event_key"]
    data_copy.write("claims", [row for row in data_copy.rows("claims") if row["event_key"] != event])
    assert found(check_data(data_copy.folder)) == {("events", 2, "event_key", event)}


def test_a_crossing_nobody_explained_is_a_problem(data_copy: DataCopy) -> None:
    data_copy.edit("crossing_status", 2, crossing_reported="Gate of Nowhere")
    assert found(check_data(data_copy.folder)) == {("crossing_names", 0, "reported", "Gate of Nowhere")}


@pytest.mark.parametrize(
    ("cells", "field", "value"),
    [
        ({"since": "2014-06-10"}, "since", "2014-06-10"),  # after the date
        ({"until": "2014-06-09", "until_reason": "a day"}, "until", "2014-06-09"),  # over before it began
        ({"until": "2014-06-12"}, "until_reason", ""),
        ({"until_reason": "some days"}, "until_reason", "some days"),
        ({"date": "2014-06", "since": "2014-06-01"}, "date", "2014-06"),
    ],
)
def test_a_term_that_cannot_be_is_a_problem(data_copy: DataCopy, cells: dict[str, str], field: str, value: str) -> None:
    data_copy.edit("crossing_status", 2, **cells)
    assert found(check_data(data_copy.folder)) == {("crossing_status", 2, field, value)}


@pytest.mark.parametrize(
    ("cells", "field", "value"),
    [
        ({"claim_key": "", "document_key": ""}, "claim_key", ""),
        ({"value": "many", "unit": "km"}, "value", "many"),
        ({"value": "many", "unit": "", "bound": "about"}, "bound", "about"),
    ],
)
def test_a_work_without_source_or_number_is_a_problem(
    data_copy: DataCopy, cells: dict[str, str], field: str, value: str
) -> None:
    data_copy.edit("infrastructure", 2, **cells)
    assert found(check_data(data_copy.folder)) == {("infrastructure", 2, field, value)}


def _not_utf8(copied: DataCopy) -> None:
    copied.path("outlets").write_bytes(copied.path("outlets").read_bytes() + "café".encode("latin-1"))


def _missing(copied: DataCopy) -> None:
    copied.path("outlets").unlink()


def _empty(copied: DataCopy) -> None:
    copied.path("outlets").write_bytes(b"")


def _wrong_header(copied: DataCopy) -> None:
    text = copied.path("outlets").read_text(encoding="utf-8")
    copied.path("outlets").write_text(text.replace("outlet_id,name", "name,outlet_id", 1), encoding="utf-8")


def _open_quote(copied: DataCopy) -> None:
    with copied.path("outlets").open("a", encoding="utf-8") as file:
        file.write('x,"never closed')


@pytest.mark.parametrize(
    ("spoil", "row", "field"),
    [
        (_missing, 0, "file"),
        (_not_utf8, 0, "file"),
        (_open_quote, 0, "file"),
        (_wrong_header, 1, "header"),
        (_empty, 1, "header"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_problem_and_hides_no_other(data_copy, spoil, row: int, field: str) -> None:
    spoil(data_copy)
    data_copy.edit("events", 2, kind="explosion")
    problems = check_data(data_copy.folder)
    assert [(p.file, p.row, p.field) for p in problems] == [("events.csv", 2, "kind"), ("outlets.csv", row, field)]


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_any_table_may_be_missing(data_copy: DataCopy, table: str) -> None:
    data_copy.path(table).unlink()
    problems = check_data(data_copy.folder)
    assert [(p.file, p.row, p.field) for p in problems] == [(f"{table}.csv", 0, "file")]


@pytest.mark.parametrize(("cut", "cells"), [("shorter", 6), ("longer", 8)])
def test_a_ragged_row_is_named_and_hides_no_other_problem(data_copy: DataCopy, cut: str, cells: int) -> None:
    path = data_copy.path("outlets")
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[3] = lines[3].rsplit(",", 1)[0] if cut == "shorter" else lines[3] + ",more"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    data_copy.edit("claims", 2, stance="shouts")
    problems = check_data(data_copy.folder)
    assert [(p.file, p.row, p.field) for p in problems] == [("claims.csv", 2, "stance"), ("outlets.csv", 4, "row")]
    assert f"has {cells} cells, must have 7" in problems[1].remedy


REQUIRED = [(t.name, c.name) for t in TABLES for c in t.columns if c.required]


@given(st.sampled_from(REQUIRED), st.integers(0, 10_000), st.sampled_from(["", "  "]))
def test_any_required_cell_that_is_empty_is_found(column: tuple[str, str], number: int, empty: str) -> None:
    table, field = column
    tables = {name: copy.copy(rows) for name, rows in SHIPPED.items()}
    row = number % len(tables[table])
    tables[table][row] = {**tables[table][row], field: empty}
    assert (table, row + 2, field, empty) in found(check_tables(tables))


WORDS = [(t.name, c.name) for t in TABLES for c in t.columns if c.shape in ("word", "reference")]


@given(st.sampled_from(WORDS), st.integers(0, 10_000))
def test_any_word_outside_its_vocabulary_is_found(column: tuple[str, str], number: int) -> None:
    table, field = column
    tables = {name: copy.copy(rows) for name, rows in SHIPPED.items()}
    row = number % len(tables[table])
    tables[table][row] = {**tables[table][row], field: "no such thing"}
    assert (table, row + 2, field, "no such thing") in found(check_tables(tables))


def test_a_problem_reads_like_a_sentence(data_copy: DataCopy) -> None:
    data_copy.edit("claims", 2, stance="shouts")
    [problem] = check_data(data_copy.folder)
    assert str(problem).startswith("claims.csv, row 2, stance = 'shouts': must be one of asserts, ")
