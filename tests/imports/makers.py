"""Files of the shape of ACLED's and GDELT's exports, made up; broken files of every sort."""

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from geo.imports.gdelt import COLUMNS as GDELT

ACLED = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type"),
    *("actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting"),
    *("iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision"),
    *("source", "source_scale", "notes", "fatalities", "tags", "timestamp"),
)


def write(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]], delimiter: str = ",") -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, delimiter=delimiter)
        if header:
            out.writerow(header)
        out.writerows(rows)
    return path


def acled_rows(words: bool) -> list[dict[str, object]]:
    state, civil = ("State forces", "Civilians") if words else (1, 7)
    usual = {
        "year": 2024, "time_precision": 1, "disorder_type": "Political violence", "actor1": "Military Forces (Made up)",
        "inter1": state, "actor2": "Civilians (Made up)", "inter2": civil, "interaction": 17, "iso": 586,
        "region": "South Asia", "country": "Pakistan", "admin1": "Balochistan", "admin2": "Kech", "location": "Turbat",
        "latitude": 26.0, "longitude": 63.05, "geo_precision": 1, "source": "Made-up Daily; Made-up Times",
        "source_scale": "National", "notes": "A made-up event.", "fatalities": 2, "tags": "", "timestamp": 1700000000,
    }  # fmt: skip
    kinds = [("Battles", "Armed clash"), ("Explosions/Remote violence", "Air/drone strike"), ("Riots", "Mob violence")]
    rows = []
    for number, (kind, sub) in enumerate(kinds, start=1):
        mine = {"event_id_cnty": f"PAK{number}", "event_date": f"1{number} January 2024", "event_type": kind}
        rows.append({**usual, **mine, "sub_event_type": sub, "geo_precision": number, "time_precision": number})
    return rows


def acled(path: Path, words: bool = True, without: Sequence[str] = ()) -> Path:
    header = [name for name in ACLED if name not in without]
    return write(path, header, [[row.get(name, "") for name in header] for row in acled_rows(words)])


def gdelt_row(number: int, place: str, kind: int, lon: object, lat: object, code: str = "190") -> list[object]:
    cells = {
        "GLOBALEVENTID": 1000 + number, "SQLDATE": 20240116, "MonthYear": 202401, "Year": 2024,
        "FractionDate": 2024.0438, "Actor1Code": "IRN", "Actor1Name": "IRAN", "Actor2Code": "PAK",
        "Actor2Name": "PAKISTAN", "IsRootEvent": 1, "EventCode": code, "EventBaseCode": code, "EventRootCode": code[:2],
        "QuadClass": 4, "GoldsteinScale": -10.0, "NumMentions": 3, "NumSources": 1, "NumArticles": 3, "AvgTone": -5.2,
        "ActionGeo_Type": kind, "ActionGeo_FullName": place, "ActionGeo_CountryCode": "PK", "ActionGeo_Lat": lat,
        "ActionGeo_Long": lon, "DATEADDED": 20240117120000, "SOURCEURL": f"https://news.example/{number}",
    }  # fmt: skip
    return [cells.get(name, "") for name in GDELT]


def gdelt(path: Path, first: int = 0) -> Path:
    rows = [
        gdelt_row(first + 1, "Pakistan", 1, 69.345, 30.375),
        gdelt_row(first + 2, "Balochistan, Pakistan", 5, 65.0, 28.0),
        gdelt_row(first + 3, "Turbat, Balochistan, Pakistan", 4, 63.0445, 26.0023, "195"),
    ]
    return write(path, (), rows, "\t")


def workbook(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def zipped(path: Path, inside: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in inside.items():
            archive.writestr(name, content)
    return path


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>&b;</name></Placemark></Document></kml>'
)


def _good_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("events.csv", "date,lon,lat,title\n2024-01-01,63,27,x\n" * 50)
    return out.getvalue()


REFUSED: dict[str, Callable[[Path], Path]] = {
    "empty": lambda folder: _put(folder / "empty.csv", b""),
    "only_spaces": lambda folder: _put(folder / "spaces.csv", b"  \n \n"),
    "binary": lambda folder: _put(folder / "binary.csv", bytes(range(256)) * 40),
    "pdf": lambda folder: _put(folder / "report.csv", b"%PDF-1.7 whatever"),
    "html": lambda folder: _put(folder / "page.csv", b"<html><body>no</body></html>"),
    "one_column": lambda folder: _put(folder / "text.csv", b"just\nsome\nlines\n"),
    "cut_zip": lambda folder: _put(folder / "cut.zip", _good_zip()[:60]),
    "cut_xlsx": lambda folder: _put(
        folder / "cut.xlsx", workbook(folder / "b.xlsx", [["date", "x"]]).read_bytes()[:2000]
    ),
    "zip_bomb": lambda folder: zipped(folder / "bomb.zip", {"events.csv": b"0" * 60_000_000}),
    "laughs_kml": lambda folder: _put(folder / "laughs.kml", LAUGHS.encode()),
    "laughs_kml_utf16": lambda folder: _put(folder / "laughs16.kml", LAUGHS.encode("utf-16")),
    "laughs_kmz": lambda folder: zipped(folder / "laughs.kmz", {"doc.kml": LAUGHS.encode()}),
    "broken_json": lambda folder: _put(folder / "broken.json", b'[{"date": "2024-01-01", '),
    "deep_json": lambda folder: _put(folder / "deep.json", b"[" * 200_000),
    "json_of_numbers": lambda folder: _put(folder / "numbers.json", b"[1, 2, 3]"),
    "no_features": lambda folder: _put(folder / "none.geojson", b'{"type": "FeatureCollection", "features": []}'),
    "million_columns": lambda folder: _put(folder / "wide.csv", b",".join(b"c%d" % i for i in range(100_000)) + b"\n"),
    "no_date_column": lambda folder: _put(folder / "nodate.csv", b"name,lon,lat\nTurbat,63.05,26.0\n"),
    "fake_geopackage": lambda folder: _put(folder / "fake.gpkg", b"SQLite format 3\0" + bytes(2000)),
    "fake_parquet": lambda folder: _put(folder / "fake.parquet", b"PAR1" + bytes(200) + b"PAR1"),
    "nested_zip": lambda folder: zipped(folder / "nested.zip", {"inner.zip": _good_zip()}),
}
"""Files that are refused as a whole, with a message."""


def _put(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
