"""The shapes that event data have where people publish them; every row here is made up."""

import csv
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest
from openpyxl.chart import BarChart
from shapely import LineString, Point

from geo.__main__ import main
from geo.imports import RefusedFile, look, read_all
from geo.imports.dates import DateReader
from geo.imports.gdelt import COLUMNS
from tests.imports import makers


def written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def days(frames: object) -> list[str]:
    return frames.events["date_start"].tolist()  # type: ignore[attr-defined, no-any-return]


TABLE = "date,title,place,lon,lat,deaths\n2024-01-05,Raid,Panjgur,64.1,26.97,3\n2024-01-06,March,Gwadar,62.3,25.1,0\n"


def test_a_table_like_gtd_has_its_date_in_parts_and_its_names_beside_codes(tmp_path: Path) -> None:
    header = (
        "eventid,iyear,imonth,iday,country,country_txt,region,provstate,city,latitude,longitude,specificity,location,"
    )
    header += "summary,attacktype1,attacktype1_txt,gname,targtype1_txt,nkill,nwound,scite1"
    place = "153,Pakistan,6,Balochistan,Turbat"
    rows = [
        f'1,2019,5,7,{place},26.0,63.05,1,,"Made up, wholly",3,Bombing/Explosion,Nobody,Police,2.0,1,Dawn',
        f"2,2019,5,0,{place},26.0,63.05,4,near the bazaar,,2,Armed Assault,Unknown,Military,,,Geo",
        f"3,2019,0,0,{place},,,5,,,2,Armed Assault,Unknown,Military,0,,Geo",
        f"4,2019,13,1,{place},26.0,63.05,1,,,2,Armed Assault,Unknown,Military,0,,Geo",
    ]
    found = look(written(tmp_path / "gtd.csv", "\n".join([header, *rows])))
    assert {name: found.mapping[name] for name in ("year", "place_reported", "country", "kind", "actors")} == {
        "year": "iyear", "place_reported": "city", "country": "country_txt", "kind": "attacktype1_txt", "actors": "gname",
    }  # fmt: skip
    frames, run = read_all(tmp_path / "gtd.csv", "x")
    assert days(frames) == ["2019-05-07", "2019-05", "2019"]
    assert frames.events["fatalities_best"].fillna(-1).tolist() == [2, -1, 0]
    assert frames.places["precision"].tolist() == ["point", "province", "unlocated"]
    (bad,) = [each for each in run.findings if each.kind == "bad_date"]
    assert (bad.row, bad.column, bad.value) == (5, "iyear, imonth, iday", "2019-13-1")
    assert not found.may_share and "GTD" in found.licence and "START" in found.attribution


def gdelt_rows() -> list[dict[str, object]]:
    rows = [
        makers.gdelt_row(1, "Pakistan", 1, 69.345, 30.375, "040"),
        makers.gdelt_row(2, "Turbat, Balochistan, Pakistan", 4, 63.0445, 26.0023, "195"),
    ]
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]


@pytest.mark.parametrize("form", ["header", "cut down", "version 1", "version 1, commas, NULL, codes as numbers"])
def test_gdelt_in_other_clothes(form: str, tmp_path: Path) -> None:
    rows, names = gdelt_rows(), list(COLUMNS)
    if form == "cut down":
        keep = [
            "EventCode",
            "Actor1Name",
            "Actor2Name",
            "ActionGeo_FullName",
            "ActionGeo_Lat",
            "ActionGeo_Long",
            "SOURCEURL",
        ]
        names = ["GLOBALEVENTID", "SQLDATE", *keep]
    if "version" in form:
        names = [name for name in COLUMNS if "ADM2" not in name]
    if "numbers" in form:
        for row in rows:
            row |= {name: str(row[name]).lstrip("0") for name in ("EventCode", "EventBaseCode", "EventRootCode")}
            row |= {name: "NULL" for name, cell in row.items() if cell == ""}
    with (tmp_path / "x.csv").open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, delimiter="\t" if form == "version 1" else ",")
        if "version" not in form:
            out.writerow([name.casefold() if form == "cut down" else name for name in names])
        out.writerows([row[name] for name in names] for row in rows)
    frames, run = read_all(tmp_path / "x.csv", "x")
    assert run.recognised.format == "gdelt" and run.findings.counts.total() == 0
    assert frames.places["precision"].tolist() == ["unlocated", "circle"]
    assert frames.events["kind"].tolist() == ["diplomacy", "air_or_missile_strike"]
    assert frames.events["title"].tolist() == ["Iran consults with Pakistan", "Iran fights Pakistan"]


def test_ucdp_cut_down_and_acled_from_the_interface(tmp_path: Path) -> None:
    ucdp = "id,type_of_violence,side_a,side_b,where_prec,latitude,longitude,country,date_start,date_end,best\n"
    ucdp += "1,1,A,B,4,28.0,65.0,Pakistan,2020-03-01 00:00:00.000,2020-03-02 00:00:00.000,4\n"
    frames, run = read_all(written(tmp_path / "ucdp.csv", ucdp), "x")
    assert run.recognised.format == "ucdp" and frames.places["precision"].tolist() == ["unlocated"]
    assert frames.events["fatalities_best"].tolist() == [4] and days(frames) == ["2020-03-01"]
    rows = [{name.upper(): cell for name, cell in row.items()} for row in makers.acled_rows(True)]
    written(tmp_path / "acled.json", json.dumps({"status": 200, "count": 3, "messages": [], "data": rows}))
    frames, run = read_all(tmp_path / "acled.json", "x")
    assert run.recognised.format == "acled" and not run.recognised.may_share
    assert frames.events["fatalities_best"].tolist() == [2, 2, 2]


@pytest.mark.parametrize(
    ("headings", "low", "best", "high"),
    [
        (["Minimum total people killed", "Maximum total people killed", "Minimum civilians killed"], 0, None, 1),
        (["MinTotal", "MaxTotal", "MinCivilians"], 0, None, 1),
        (["fatalities.min", "fatalities.max", "fatalities.note"], 0, None, 1),
        (["Civilians killed", "Number of people killed", "Injured"], None, 1, None),
        (["MinTotal", "MaxTotal", "Comment"], None, None, None),
    ],
)
def test_which_columns_count_all_of_the_dead(
    headings: Sequence[str], low: int | None, best: int | None, high: int | None, tmp_path: Path
) -> None:
    text = "date,place," + ",".join(headings) + "\n" + "2024-01-05,Turbat,1,2,\n2024-01-06,Turbat,NA,5,\n"
    mapping = look(written(tmp_path / "x.csv", text)).mapping
    wanted = {"fatalities_low": low, "fatalities_best": best, "fatalities_high": high}
    assert {name: mapping.get(name) for name in wanted} == {
        name: headings[at] if at is not None else None for name, at in wanted.items()
    }


def test_ranges_of_deaths_are_lowest_and_highest(tmp_path: Path) -> None:
    text = "date,place,killed\n2024-01-05,Turbat,3 – 7\n2024-01-06,Turbat,2\n2024-01-07,Turbat,7-3\n"
    frames, run = read_all(written(tmp_path / "x.csv", text), "x")
    figures = frames.events[["fatalities_low", "fatalities_best", "fatalities_high"]].fillna(-1)
    assert figures.to_numpy().tolist() == [[3, -1, 7], [2, 2, 2]]
    assert [(each.kind, each.row) for each in run.findings] == [("low_above_high", 4)]


def test_headings_that_only_resemble_a_coordinate_are_none(tmp_path: Path) -> None:
    text = "date,place,lat,lon,long,Unemployment rate,Tax\n"
    text += "2024-01-05,Turbat,26.0,NA,63.05,7.8,1.5\n2024-01-06,Turbat,26.1,NA,63.1,7.9,1.6\n"
    mapping = look(written(tmp_path / "x.csv", text)).mapping
    assert (mapping["lat"], mapping["lon"]) == ("lat", "long")
    mapping = look(written(tmp_path / "y.csv", text.replace("lat,lon,long", "a,b,c"))).mapping
    assert "lat" not in mapping and "lon" not in mapping


def test_signs_for_nothing_are_empty_and_words_for_nowhere_no_place(tmp_path: Path) -> None:
    text = "date,end_date,place,province,lon,lat,deaths,actor,target\n"
    text += "2024-01-05,NA,Unknown,Balochistan,NULL,NULL,NA,A,NA\n2024-01-06,,??,,\\N,NaN,null,NULL,N/A\n"
    frames, run = read_all(written(tmp_path / "x.csv", text), "x")
    assert run.counts.stored == 2 and frames.events["fatalities_best"].isna().all()
    assert frames.places["precision"].tolist() == ["province", "unlocated"]
    assert frames.events["actors"].tolist() == ["A", ""]
    assert [each.kind for each in run.findings] == ["unknown_place"]
    assert frames.places["reason"].tolist() == ["located by the geocoder", "no place is named"]


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("5–7 January 2024", "2024-01-05", "2024-01-07"),
        ("January 5-7, 2024", "2024-01-05", "2024-01-07"),
        ("30 Jan – 2 Feb 2024", "2024-01-30", "2024-02-02"),
        ("2024-01-05/2024-01-07", "2024-01-05", "2024-01-07"),
        ("15/01/2024 - 17/01/2024", "2024-01-15", "2024-01-17"),
        ("Jan 2024 to Mar 2024", "2024-01", "2024-03"),
        ("2023–2024", "2023", "2024"),
        ("1704067200", "2024-01-01", "2024-01-01"),
        ("1704067200000", "2024-01-01", "2024-01-01"),
        ("45296.75", "2024-01-05", "2024-01-05"),
        ("20240105.0", "2024-01-05", "2024-01-05"),
        ("Fri, 05 Jan 2024 10:00:00 GMT", "2024-01-05", "2024-01-05"),
        ("2024-01-05T23:30:00.123+05:00", "2024-01-05", "2024-01-05"),
        ("Reported 5-Jan-2024", "2024-01-05", "2024-01-05"),
        ("Sep-17", "2017-09", "2017-09"),
        ("october-7-2023", "2023-10-07", "2023-10-07"),
        ("3-2 soon", "", ""),
        ("9999999999", "", ""),
    ],
)
def test_dates_and_spans_as_people_and_programs_write_them(cell: str, first: str, last: str) -> None:
    assert DateReader().read_span(cell) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "Incidents in Makran\nExported 2024-05-01\n\n" + TABLE,
        "# made up\n# by nobody\n" + TABLE,
        "sep=;\n" + TABLE.replace(",", ";"),
        TABLE.replace("\n", ",\n").replace("deaths,\n", "deaths\n"),
        TABLE.replace("\n", "\r"),
    ],
)
def test_what_stands_around_a_table_is_no_part_of_it(text: str, tmp_path: Path) -> None:
    frames, run = read_all(written(tmp_path / "x.csv", text), "x")
    assert (run.counts.read, run.counts.stored) == (2, 2) and days(frames) == ["2024-01-05", "2024-01-06"]


def test_the_sheet_of_events_is_found_below_its_title_and_the_others_are_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "README"
    for row in (["About"], ["From", "nobody"]):
        book.active.append(row)
    data = book.create_sheet("Data")
    tags = ["#date", "#event", "#loc", "#geo+lon", "#geo+lat", "#affected+killed"]
    for row in (["Incidents 2024"], [], TABLE.split("\n")[0].split(","), tags, *csv.reader(TABLE.split("\n")[1:3])):
        data.append(row)
    book.create_chartsheet("Chart").add_chart(BarChart())
    book.save(tmp_path / "book.xlsx")
    (tmp_path / "book.xlsx").rename(tmp_path / "book.csv")  # the name says nothing
    frames, run = read_all(tmp_path / "book.csv", "x")
    assert run.counts.stored == 2 and frames.rows["row"].tolist() == [5, 6]
    assert [(each.kind, each.value) for each in run.findings] == [("other_sheet", "README")]


def test_sheets_with_the_same_headings_are_read_one_after_the_other(tmp_path: Path) -> None:
    book, rows = openpyxl.Workbook(), list(csv.reader(TABLE.splitlines()))
    book.active.title = "2023"
    for sheet in (book.active, book.create_sheet("2024")):
        for row in rows:
            sheet.append([f"{row[0].replace('2024', sheet.title)}", *row[1:]])
    book["2024"].append(["soon", "x", "Panjgur", 64.1, 26.97, 1])
    book.save(tmp_path / "x.xlsx")
    frames, run = read_all(tmp_path / "x.xlsx", "x")
    assert days(frames) == ["2023-01-05", "2023-01-06", "2024-01-05", "2024-01-06"]
    assert [(each.kind, each.file, each.row) for each in run.findings] == [("bad_date", "x.xlsx [2024]", 4)]


def test_the_results_of_a_sparql_query(tmp_path: Path) -> None:
    row = {
        "event": {"type": "uri", "value": "http://www.wikidata.org/entity/Q1"},
        "eventLabel": {"type": "literal", "xml:lang": "en", "value": "Made-up attack"},
        "date": {"type": "literal", "datatype": "dateTime", "value": "2024-01-05T00:00:00Z"},
        "coord": {"type": "literal", "datatype": "wktLiteral", "value": "Point(63.05 26.0)"},
    }
    written(tmp_path / "x.json", json.dumps({"head": {"vars": list(row)}, "results": {"bindings": [row]}}))
    frames, _ = read_all(tmp_path / "x.json", "x")
    assert frames.events["title"].tolist() == ["Made-up attack"] and days(frames) == ["2024-01-05"]
    assert frames.places["precision"].tolist() == ["point"]


def test_a_sheet_that_says_a_wrong_size_is_read_whole(tmp_path: Path) -> None:
    file = makers.workbook(tmp_path / "x.xlsx", list(csv.reader(TABLE.splitlines())))
    with zipfile.ZipFile(file) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    held[sheet] = held[sheet].replace(b'<dimension ref="A1:F3"', b'<dimension ref="A1"')
    _, run = read_all(makers.zipped(file, held), "x")
    assert run.counts.stored == 2


def test_features_need_no_column_for_the_place_and_all_layers_come_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ZEROPOINT_HOME", str(tmp_path / "home"))
    points = gpd.GeoDataFrame({"date": ["2024-01-05"], "title": ["Raid"]}, geometry=[Point(64.1, 26.97)], crs=4326)
    lines = gpd.GeoDataFrame({"date": ["2024-01-06"]}, geometry=[LineString([(62, 25), (63, 26)])], crs=4326)
    points.to_file(tmp_path / "x.gpkg", layer="points")
    lines.to_crs(32641).to_file(tmp_path / "x.gpkg", layer="lines")
    assert main(["import", str(tmp_path / "x.gpkg")]) == 0
    assert "2 rows read = 2 stored" in capsys.readouterr().out
    points.to_file(tmp_path / "p.shp")
    (tmp_path / "p.prj").unlink()
    parts = {each.name: each.read_bytes() for each in tmp_path.glob("p.*")}
    _, run = read_all(makers.zipped(tmp_path / "p.zip", parts), "x")
    assert run.counts.stored == 1 and run.findings.counts["no_crs"] == 1
    with pytest.raises(RefusedFile, match=r"without its \.dbf"):
        read_all(makers.zipped(tmp_path / "q.zip", {n: b for n, b in parts.items() if n != "p.dbf"}), "x")


MARK = "<Placemark><name>{}</name>{}<Point><coordinates>64.1,26.97,0</coordinates></Point></Placemark>"
KML = '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}</Document></kml>'


def test_kml_with_folders_data_moments_and_spans(tmp_path: Path) -> None:
    data = '<ExtendedData><Data name="deaths"><value>3</value></Data></ExtendedData>'
    moment = "<TimeStamp><when>2024-01-05T10:00:00Z</when></TimeStamp>"
    span = "<TimeSpan><begin>2024-01-06</begin><end>2024-01-08</end></TimeSpan>"
    inner = f"<Folder><name>in</name>{MARK.format('two', span + data)}</Folder>"
    text = KML.format(f"<Folder><name>out</name>{MARK.format('one', moment)}{inner}</Folder>")
    frames, run = read_all(written(tmp_path / "x.kml", text), "x")
    assert run.counts.stored == 2 and days(frames) == ["2024-01-05", "2024-01-06"]
    assert frames.events["date_end"].tolist() == ["2024-01-05", "2024-01-08"]
    assert frames.events["fatalities_best"].fillna(-1).tolist() == [-1, 3]
    link = "<NetworkLink><Link><href>https://news.example/map.kml</href></Link></NetworkLink>"
    with pytest.raises(RefusedFile, match="NetworkLink"):
        look(written(tmp_path / "link.kml", KML.format(link)))


def test_of_the_lists_in_a_json_file_the_one_of_events_is_read(tmp_path: Path) -> None:
    events = [{"when": {"date": "2024-01-05"}, "place": "Turbat", "deaths": {"low": 1, "high": 2}}]
    daily = [{"date": f"2024-01-{day:02}", "strikes": day} for day in range(1, 9)]
    frames, run = read_all(
        written(tmp_path / "x.json", json.dumps({"meta": {"daily": daily}, "all": {"events": events}})), "x"
    )
    assert run.counts.stored == 1 and days(frames) == ["2024-01-05"]
    lines = [json.dumps({"date": "2024-01-05", "place": "Turbat"}), '{"date": "2024-01-06", "pl']
    _, run = read_all(written(tmp_path / "x.jsonl", "\n".join(lines)), "x")
    assert (run.counts.stored, run.counts.refused, run.findings.counts["no_record"]) == (1, 1, 1)


def test_latitude_and_longitude_in_one_cell_and_wkt_under_any_heading(tmp_path: Path) -> None:
    rows = ['2024-01-05,a,"26.97, 64.1"', "2024-01-06,b,Point(64.1 26.97)"]
    for heading, row in zip(("coordinates", "where it was"), rows, strict=True):
        frames, _ = read_all(written(tmp_path / "x.csv", f"date,title,{heading}\n{row}\n"), "x")
        point = gpd.GeoSeries.from_wkb(frames.places["geometry"].tolist())[0]
        assert (round(point.x, 2), round(point.y, 2)) == (64.1, 26.97)


def test_a_quote_that_is_not_closed_says_how_much_it_takes_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ZEROPOINT_HOME", str(tmp_path / "home"))
    rows = [f"2024-01-{day:02},Raid {day},Panjgur,64.1,26.97,1" for day in range(1, 9)]
    rows[2] = rows[2].replace("Raid", '"Raid')
    assert main(["import", str(written(tmp_path / "x.csv", "\n".join([TABLE.split("\n")[0], *rows])))]) == 0
    said = capsys.readouterr().out
    assert "x.csv, row 4, " in said and "takes in the 5 lines after it" in said


def test_a_folder_is_read_from_the_file_that_can_be(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    written(folder / "a_codes.csv", "code,meaning\n1,clash\n2,attack\n")
    written(folder / "b_events.csv", TABLE)
    _, run = read_all(folder, "x")
    assert run.counts.stored == 2 and run.findings.counts["other_columns"] == 1


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}, "ODS"),
        ({"word/document.xml": b"<a/>"}, "Word"),
        ({"xl/workbook.bin": b"\0"}, "XLSB"),
    ],
)
def test_office_documents_are_named(inside: dict[str, bytes], said: str, tmp_path: Path) -> None:
    with pytest.raises(RefusedFile, match=said):
        look(makers.zipped(tmp_path / "x.zip", inside))


@pytest.mark.parametrize("form", ["csv", "geojson"])
def test_a_point_that_several_places_share_is_no_pin(form: str, tmp_path: Path) -> None:
    places = ["Here", "There", "Yonder", "There", "Panjgur"]
    shapes = [Point(70.1, 32.9)] * 4 + [Point(64.1, 26.97)]
    table = gpd.GeoDataFrame({"date": "2024-01-05", "place": places, "title": list("abcde")}, geometry=shapes, crs=4326)
    if form == "csv":
        table.assign(lon=table.geometry.x, lat=table.geometry.y).drop(columns="geometry").to_csv(
            tmp_path / "x.csv", index=False
        )
    else:
        table.to_file(tmp_path / "x.geojson")
    frames, run = read_all(tmp_path / f"x.{form}", "x")
    assert frames.places["precision"].tolist() == ["circle"] * 4 + ["point"]
    assert run.findings.counts["shared_point"] == 4


def test_a_precision_in_foreign_words_makes_no_pin(tmp_path: Path) -> None:
    table = pd.DataFrame({"date": ["2024-01-05"], "lon": [64.1], "lat": [26.97], "precision": ["centre approximatif"]})
    table.to_csv(tmp_path / "x.csv", index=False)
    frames, run = read_all(tmp_path / "x.csv", "x")
    assert frames.places["precision"].tolist() == ["circle"] and run.findings.counts["unknown_code"] == 1
