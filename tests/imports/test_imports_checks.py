"""Every problem is told with its row, every row is accounted for, and no file brings the reader down."""

import json
import string
import sys
import threading
import zipfile
from collections import Counter
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.imports import Cancelled, Import, Limits, RefusedFile, hashing, look, read_all
from geo.imports.dates import DateReader, widen
from geo.imports.numbers import read_number
from geo.imports.sources import split, split_ucdp
from geo.imports.texts import texts

sys.path.insert(0, str(Path(__file__).parent))
import makers

HEADER = ["date", "lon", "lat", "title", "place", "district", "killed", "source"]
GOOD = ["2024-01-16", "63.05", "26.0", "A made-up event", "Turbat", "Kech", "2", "Dawn"]


def table(path: Path, *rows: list[str], header: list[str] = HEADER) -> Path:
    return makers.write(path, header, rows)


def changed(**cells: str) -> list[str]:
    return [cells.get(name, cell) for name, cell in zip(HEADER, GOOD, strict=True)]


def balanced(run: Import) -> bool:
    counts = run.counts
    return counts.read == counts.stored + counts.refused + counts.duplicates


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({"date": "sometime"}, "bad_date"),
        ({"date": ""}, "no_date"),
        ({"date": "2024-02-30"}, "bad_date"),
        ({"lon": "abc"}, "bad_number"),
        ({"lon": "nan"}, "half_coordinate"),
        ({"lat": "inf"}, "bad_number"),
        ({"lon": ""}, "half_coordinate"),
        ({"lon": "463.05"}, "out_of_range"),
        ({"lon": "26.0", "lat": "63.05"}, "swapped"),
        ({"lon": "45.0", "lat": "120.0"}, "swapped"),
        ({"lon": "0", "lat": "0"}, "null_island"),
        ({"killed": "many"}, "bad_number"),
        ({"killed": "-3"}, "bad_number"),
        ({"killed": "2.5"}, "bad_number"),
    ],
)
def test_a_bad_cell_is_told_with_its_row_and_refused(cells: dict[str, str], kind: str, tmp_path: Path) -> None:
    others = [changed(title=f"other {number}") for number in range(3)]
    frames, run = read_all(table(tmp_path / "x.csv", *others, changed(**cells)), "x")
    finding = next(each for each in run.findings if each.kind == kind)
    assert (finding.file, finding.row, finding.severity) == ("x.csv", 5, "refuse") and finding.remedy
    assert run.counts.refused == 1 and run.counts.stored == 3 and balanced(run)
    assert len(frames.events) == 3


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({"district": "Panjgur"}, "wrong_district"),
        ({"lon": "69.345", "lat": "30.375", "place": "", "district": ""}, "on_centroid"),
        ({"lon": "", "lat": "", "place": "Xqzzwv", "district": ""}, "unknown_place"),
        ({"lon": "", "lat": "", "place": "", "district": ""}, "no_place"),
    ],
)
def test_doubtful_places_are_told_and_kept(cells: dict[str, str], kind: str, tmp_path: Path) -> None:
    _, run = read_all(table(tmp_path / "x.csv", changed(**cells)), "x")
    assert run.findings.counts[kind] == 1 and run.counts.stored == 1, run.findings.table()


def test_rows_without_coordinates_are_located_or_stay_unlocated(tmp_path: Path) -> None:
    rows = [
        changed(lon="", lat=""),
        changed(lon="", lat="", place=""),
        changed(lon="", lat="", place="Xqzzwv", district=""),
    ]
    frames, run = read_all(table(tmp_path / "x.csv", *rows), "x")
    assert frames.places["precision"].tolist() == ["point", "district", "unlocated"]
    assert frames.places["place_refs"].str.join("").tolist() == ["", "pk-kech", ""]
    assert frames.places["geometry"].notna().tolist() == [True, False, False]
    assert run.counts.located == {"resolved": 2, "ambiguous": 0, "not_found": 1}


def test_geometry_as_wkt(tmp_path: Path) -> None:
    rows = [["2024-01-01", "POINT (63.05 26)"], ["2024-01-02", "POLYGON ((63 26, 63.2 26, 63.2 26.2, 63 26))"]]
    rows += [
        ["2024-01-03", ""],
        ["2024-01-04", "POLYGON (("],
        ["2024-01-05", "POLYGON ((500 26, 63.2 26, 63.2 26.2, 500 26))"],
    ]
    frames, run = read_all(table(tmp_path / "x.csv", *rows, header=["date", "wkt"]), "x")
    assert frames.places["precision"].tolist() == ["point", "area", "unlocated"] and balanced(run)
    assert run.findings.counts["bad_geometry"] == 1 and run.findings.counts["out_of_range"] == 1


def test_duplicates_in_the_file_and_ids_that_come_again(tmp_path: Path) -> None:
    header = ["id", *HEADER]
    rows = [["1", *GOOD], ["1", *GOOD], ["1", *changed(title="another")]]
    _, run = read_all(table(tmp_path / "x.csv", *rows, header=header), "x")
    assert (run.counts.stored, run.counts.duplicates) == (2, 1) and balanced(run)
    assert run.findings.counts["duplicate"] == 1 and run.findings.counts["repeated_id"] == 1


def test_low_above_high_is_refused_in_a_table(tmp_path: Path) -> None:
    header = ["date", "lon", "lat", "low", "high"]
    _, run = read_all(table(tmp_path / "x.csv", ["2024-01-01", "63", "27", "5", "2"], header=header), "x")
    assert run.counts.refused == 1 and run.findings.counts["low_above_high"] == 1


def test_ragged_rows_are_refused_by_their_own_number(tmp_path: Path) -> None:
    rows = [GOOD, GOOD[:4], changed(title="b"), [*GOOD, "more"], changed(title="c"), changed(date="x")]
    _, run = read_all(table(tmp_path / "x.csv", *rows), "x")
    told = {(each.row, each.kind) for each in run.findings}
    assert {(3, "ragged_row"), (5, "ragged_row"), (7, "bad_date")} <= told and balanced(run)
    assert (run.counts.read, run.counts.refused) == (6, 3)


def test_quotes_lines_in_cells_and_blank_lines(tmp_path: Path) -> None:
    text = (
        ",".join(HEADER)
        + "\n"
        + '2024-01-16,63.05,26.0,"two\n\nlines, ""quoted""",Turbat,Kech,2,Dawn\n\n'
        + ",".join(GOOD)
        + "\n"
    )
    (tmp_path / "x.csv").write_text(text)
    frames, run = read_all(tmp_path / "x.csv", "x")
    assert run.counts.stored == 2 and 'two\n\nlines, "quoted"' in set(frames.events["title"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "cp1256"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    word = (
        "تربت میں ایک واقعہ پیش آیا جس میں لوگ زخمی".replace("ی", "ي")
        if encoding == "cp1256"
        else "Café réunion à Kétch"
    )
    rows = [changed(title=f"{word} {number}") for number in range(20)]
    text = "\n".join(",".join(row) for row in [HEADER, *rows])
    (tmp_path / "x.csv").write_bytes(text.encode(encoding, errors="replace"))
    frames, run = read_all(tmp_path / "x.csv", "x")
    assert run.counts.stored == 20
    assert frames.events["title"].iloc[0] == f"{word} 0".encode(encoding, errors="replace").decode(encoding)


@pytest.mark.parametrize("name", makers.REFUSED)
def test_broken_files_are_refused_with_a_message(name: str, tmp_path: Path) -> None:
    path = makers.REFUSED[name](tmp_path)
    with pytest.raises(RefusedFile) as told:
        read_all(path, "x")
    assert len(str(told.value)) > 20


def test_a_header_alone_stores_nothing(tmp_path: Path) -> None:
    frames, run = read_all(table(tmp_path / "x.csv"), "x")
    assert frames is None and run.counts.read == 0


def test_formula_cells_are_taken_as_text_or_as_what_they_showed(tmp_path: Path) -> None:
    formula = '=HYPERLINK("http://evil.example","x")'
    frames, _ = read_all(table(tmp_path / "x.csv", changed(title=formula)), "x")
    assert frames.events["title"].tolist() == [formula]
    makers.workbook(tmp_path / "x.xlsx", [HEADER, [*GOOD[:3], "=1+1", *GOOD[4:]]])
    frames, run = read_all(tmp_path / "x.xlsx", "x")
    assert "1+1" not in frames.events["title"].iloc[0] and balanced(run)
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    assert book.active["D2"].value == "=1+1"


def test_entities_in_a_workbook_are_refused(tmp_path: Path) -> None:
    makers.workbook(tmp_path / "b.xlsx", [HEADER, GOOD])
    with zipfile.ZipFile(tmp_path / "b.xlsx") as old, zipfile.ZipFile(tmp_path / "x.xlsx", "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = b'<!DOCTYPE x [<!ENTITY a "ha">]>' + content
            new.writestr(name, content)
    with pytest.raises(RefusedFile):
        read_all(tmp_path / "x.xlsx", "x")


@pytest.mark.parametrize(
    ("limits", "words"), [(Limits(rows=2), "ROWS"), (Limits(bytes=10), "BYTES"), (Limits(columns=3), "COLUMNS")]
)
def test_limits_are_said_with_the_name_of_their_setting(limits: Limits, words: str, tmp_path: Path) -> None:
    path = table(tmp_path / "x.csv", *[changed(title=str(number)) for number in range(5)])
    with pytest.raises(RefusedFile, match=words):
        read_all(path, "x", limits=limits)


def test_limits_come_from_the_environment() -> None:
    assert Limits.of({"ZEROPOINT_MAX_ROWS": "7"}).rows == 7
    with pytest.raises(ValueError, match="ZEROPOINT_MAX_ROWS"):
        Limits.of({"ZEROPOINT_MAX_ROWS": "many"})


def test_a_cell_beyond_all_measure_is_refused(tmp_path: Path) -> None:
    path = table(tmp_path / "x.csv", GOOD, changed(title="x" * 5000))
    _, run = read_all(path, "x", limits=Limits(cell=1000))
    assert run.counts.refused == 1 and run.findings.counts["cell_too_long"] == 1 and balanced(run)


def test_progress_and_cancel(tmp_path: Path) -> None:
    path, told = table(tmp_path / "x.csv", GOOD), []
    list(Import(path, "x", progress=lambda *done: told.append(done)).frames())
    assert told[-1] == (1, path.stat().st_size, path.stat().st_size)
    stop = threading.Event()
    stop.set()
    with pytest.raises(Cancelled):
        list(Import(path, "x", cancel=stop).frames())


def test_a_mapping_is_proposed_and_can_be_changed(tmp_path: Path) -> None:
    path = table(
        tmp_path / "x.csv", ["16.01.2024", "63,05", "26,0", "a"], header=["Datum", "X coord", "Y coord", "What"]
    )
    found = look(path)
    assert {found.mapping[name] for name in ("date_start", "lon", "lat")} == {"Datum", "X coord", "Y coord"}
    frames, _ = read_all(path, "x", mapping={**found.mapping, "title": "What"})
    assert frames.events["title"].tolist() == ["a"] and frames.events["date_start"].tolist() == ["2024-01-16"]
    assert found.with_mapping({"date_start": "nothing"}).missing


def test_a_report_is_written_harmless(tmp_path: Path) -> None:
    _, run = read_all(table(tmp_path / "x.csv", GOOD, changed(date="=cmd|x")), "x")
    run.findings.write(tmp_path / "report.csv")
    assert pd.read_csv(tmp_path / "report.csv")["value"].tolist() == ["'=cmd|x"]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-01-16", "2024-01-16"), ("2024-01-16T09:30:00Z", "2024-01-16"), ("20240116", "2024-01-16"), ("202401", "2024-01"),
        ("2024", "2024"), ("2024-01", "2024-01"), ("2024-W03", "2024-W03"), ("16 January 2024", "2024-01-16"),
        ("January 16, 2024", "2024-01-16"), ("16-Jan-24", "2024-01-16"), ("Jan 2024", "2024-01"), ("late January 2024", "2024-01"),
        ("16.1.2024", "2024-01-16"), ("16/01/2024", "2024-01-16"), ("1/16/2024", "2024-01-16"), ("2024/1/16", "2024-01-16"),
        ("۱۶/۰۱/۲۰۲۴", "2024-01-16"), ("16 جنوری 2024", "2024-01-16"), ("Tue, 16 Jan 2024 10:00", "2024-01-16"),
        ("1402-10-26", ""), ("2024-13-01", ""), ("soon", ""), ("45307", "2024-01-16"),
    ],
)  # fmt: skip
def test_dates(text: str, iso: str) -> None:
    assert DateReader().read(text) == iso


def test_ambiguous_dates_follow_the_column_or_are_told() -> None:
    reader = DateReader()
    reader.learn(["03/04/2024", "03/25/2024"])
    assert reader.read("03/04/2024") == "2024-03-04" and not reader.ambiguous
    unsure = DateReader()
    assert unsure.read("03/04/2024") == "2024-04-03" and unsure.ambiguous == {"03/04/2024"}
    assert widen("2024-01-16", "2024-01-20", 4) == ("2024-01", "2024-01")


@pytest.mark.parametrize(
    ("text", "whole", "number"),
    [
        ("62,35", False, 62.35), ("1,234", True, 1234.0), ("1.234,5", False, 1234.5), ("۶۲٫۳۵", False, 62.35), ("62.35", False, 62.35),
        ("28°30'N", False, 28.5), ("63°15'0\"W", False, -63.25), ("1 234", True, 1234.0), ("-5", True, -5.0),
    ],
)  # fmt: skip
def test_numbers(text: str, whole: bool, number: float) -> None:
    assert read_number(text, whole) == pytest.approx(number)


def test_sources_of_one_cell() -> None:
    assert [each[0] for each in split("Dawn; The News | https://www.geo.tv/x")] == ["Dawn", "The News", "geo.tv"]
    two = split_ucdp('"Agence A,2016-03-08,One, two";"Daily B,2016-03-09,Three"')
    assert [(each.outlet, each.published_on, each.title) for each in two] == [
        ("Agence A", "2016-03-08", "One, two"),
        ("Daily B", "2016-03-09", "Three"),
    ]


def test_ids_stay_what_they_are() -> None:
    found = hashing.hash_rows([texts(["a"]), texts(["b"])], "event")
    assert hashing.ids(found).tolist() == [IDS]
    assert hashing.numbers_of(texts([IDS]))[0] == found[0] & hashing.KEPT


IDS = "rlboaq3c57yj"
_cells = st.one_of(
    st.text(alphabet=string.printable + "ا۱é\u202e\0", max_size=12),
    st.sampled_from(
        ["2024-01-16", "63.05", "26", "-999", "1e309", "NaN", "03/04/2024", "Kech", "=1+1", '"', "'", "<b>"]
    ),
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    rows=st.lists(st.lists(_cells, min_size=0, max_size=9), max_size=8),
    header=st.sampled_from([HEADER, ["date", "x", "y"], ["a", "b", "date"], []]),
    delimiter=st.sampled_from([",", ";", "\t"]),
)
def test_any_table_is_accounted_for(rows: list[list[str]], header: list[str], delimiter: str, tmp_path_factory) -> None:
    path = makers.write(tmp_path_factory.mktemp("fuzz") / "x.csv", header, rows, delimiter)
    try:
        frames, run = read_all(path, "x")
    except RefusedFile:
        return
    assert balanced(run) and run.counts.stored == (0 if frames is None else len(frames.events))
    if frames is not None:
        assert not frames.events.index.duplicated().any() and not frames.claims.index.duplicated().any()
        assert set(frames.claims["event_id"]) == set(frames.events.index)
        [json.loads(codes) for codes in frames.rows["codes"]]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_damaged_real_file_is_accounted_for(data, tmp_path_factory) -> None:
    whole = (Path(__file__).parent / "data" / "ucdp_ged_sample.csv").read_bytes()
    content = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=20))
    path = tmp_path_factory.mktemp("damaged") / "x.csv"
    path.write_bytes(bytes(content))
    try:
        _, run = read_all(path, "x")
    except RefusedFile:
        return
    assert balanced(run)


def test_the_real_sample_keeps_its_totals() -> None:
    import os

    folder = os.environ.get("ZEROPOINT_SAMPLES")
    if not folder:
        pytest.skip("set ZEROPOINT_SAMPLES to a folder with ucdp_ged_pakistan_other_provinces.csv")
    path = Path(folder) / "ucdp_ged_pakistan_other_provinces.csv"
    rows = pd.read_csv(path, dtype=str, keep_default_na=False).iloc[1:].reset_index(drop=True)
    frames, run = read_all(path, "ucdp")
    assert run.counts.stored == len(rows) == 5722 and balanced(run)
    codes = pd.DataFrame(map(json.loads, frames.rows["codes"])).fillna("")
    best = frames.events["fatalities_best"].astype(int).to_numpy()
    for name in ("year", "type_of_violence"):
        assert Counter(codes[name]) == Counter(rows[name])
        theirs = rows["best"].astype(int).groupby(rows[name]).sum().to_dict()
        assert pd.Series(best).groupby(codes[name]).sum().to_dict() == theirs
    for name in rows.columns:
        if name in codes.columns:
            assert codes[name].tolist() == rows[name].str.strip().tolist()
    years = frames.events["first"].dt.year.astype(str).to_numpy()
    assert (years == codes["year"].to_numpy()).mean() > 0.99
