"""Hostile input: tables drawn by hypothesis, and real files of every format with something in them broken."""

import io
import json
import random
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import geopandas as gpd
from hypothesis import strategies as st
from shapely import LineString, Point, box

from geo.imports.headings import NAMES
from geo.out.exports import export
from tests.imports import makers

DATA = Path(__file__).parent / "data"
TAG = "zpx"
"""What every script in these files names, so that it is found wherever it comes out as markup."""
SCRIPTS = (
    f"<{TAG} onload=alert(1)>",
    f'"><{TAG}>',
    f"</script><{TAG}>",
    f"={TAG}()",
    f"@{TAG}",
    f"<![CDATA[<{TAG}>]]>",
)
NASTY = (
    *SCRIPTS,
    *("", " ", "nan", "inf", "-inf", "1e999", "-0", "1,5", "1.234,5", "31/02/2020", "2020-13-45", "soon", "about 12"),
    *("0000-00-00", "99999-01-01", "1/2/3", "2024-01-05T25:61", "٢٠٢٤", "１２", "\x00", "\ufeff", "\u202e"),
    *("\U0001f4a3", "a" * 5_000, "'", '"', '""', ";", "\t", "\r", "\n", "-181", "91", "64.1;26.9", "POINT(64 27)"),
    *("POLYGON((0 0,1 1,0 1))", "POINT(nan nan)", "{}", "[", "null", "None", "#N/A", "=1+1", "-1", "1" * 400),
)
Seeds = dict[str, bytes]


def seeds() -> Seeds:
    """A real (or, where terms forbid it, a made) file of each format, by its name."""
    found = {name.name: name.read_bytes() for name in (DATA / "ucdp_ged_sample.csv", DATA / "timemap_sample.xlsx")}
    found["own.geojson"], found["own.csv"] = (
        export("v=1&start=2024-01-01&end=2024-02-01", form)[0] for form in ("geojson", "csv")
    )
    with TemporaryDirectory() as name:
        folder = Path(name)
        made = [
            makers.acled(folder / "acled.csv"),
            makers.acled(folder / "acled_codes.csv", False),
            makers.gdelt(folder / "gdelt.CSV"),
        ]
        rows = [["date", "title", "place", "lon", "lat", "deaths", "source"]]
        rows += [[f"2024-01-{day:02d}", "Raid", "Panjgur", 64.1, 26.97, day, "Dawn; Geo"] for day in range(1, 9)]
        made += [makers.workbook(folder / "table.xlsx", rows), makers.write(folder / "table.csv", rows[0], rows[1:])]
        made.append(makers.write(folder / "table.tsv", rows[0], rows[1:], "\t"))
        (folder / "table.json").write_text(
            json.dumps([dict(zip(rows[0], row, strict=True)) for row in rows[1:]]), "utf-8"
        )
        made += [folder / "table.json", *_vectors(folder)]
        made.append(makers.zipped(folder / "gdelt.zip", {each.name: each.read_bytes() for each in made[2:3]}))
        return found | {each.name: each.read_bytes() for each in made}


def _vectors(folder: Path) -> list[Path]:
    shapes = [Point(64.1, 26.97), box(63, 26, 63.5, 26.4), LineString([(62, 27), (63, 28)])]
    events = gpd.GeoDataFrame(
        {"date": "2024-01-05", "title": ["Raid", "Search", "March"], "deaths": [1, 2, 3]}, geometry=shapes, crs=4326
    )
    events.to_file(folder / "events.geojson", driver="GeoJSON")
    events.to_file(folder / "events.gpkg", driver="GPKG")
    events.to_file(folder / "events.kml", driver="KML")
    events.to_parquet(folder / "events.parquet")
    events.head(1).to_file(folder / "points.shp")
    shape = {each.name: each.read_bytes() for each in folder.glob("points.*")}
    return [
        *(folder / f"events.{form}" for form in ("geojson", "gpkg", "kml", "parquet")),
        makers.zipped(folder / "shape.zip", shape),
    ]


def mutated(name: str, body: bytes, chance: random.Random) -> bytes:
    """The file with one to four things broken in it; of an archive also inside its members."""
    if zipfile.is_zipfile(io.BytesIO(body)) and chance.random() < 0.7:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            held = {each: archive.read(each) for each in archive.namelist()}
        which = chance.choice(sorted(held))
        held[which] = mutated(which, held[which], chance)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for each, content in held.items():
                archive.writestr(each, content)
        return out.getvalue()
    for _ in range(chance.randint(1, 4)):
        body = chance.choice(_WAYS)(body, chance)
    return body


def _flip(body: bytes, chance: random.Random) -> bytes:
    changed = bytearray(body)
    for _ in range(chance.randint(1, 20) if body else 0):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(body: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(body) + 1)
    return body[:start] + body[start + chance.randrange(1, 400) :] if chance.random() < 0.7 else body[:start]


def _repeat(body: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(body) + 1)
    piece = body[start : start + chance.randrange(1, 2_000)]
    return body[:start] + piece * chance.randint(2, 30) + body[start:]


def _put(body: bytes, chance: random.Random) -> bytes:
    """Nasty words in the place of cells, values, or anywhere."""
    for _ in range(chance.randint(1, 12)):
        marks = (
            [at for at in range(len(body)) if body[at : at + 1] in (b",", b"\t", b'"', b">", b":")]
            if len(body) < 200_000
            else []
        )
        at = chance.choice(marks) + 1 if marks else chance.randrange(len(body) + 1)
        end = at
        while end < min(len(body), at + 200) and body[end : end + 1] not in (b",", b"\t", b'"', b"<", b"\n", b"}"):
            end += 1
        body = body[:at] + chance.choice(NASTY).encode("utf-8", "surrogatepass") + body[end:]
    return body


def _encode(body: bytes, chance: random.Random) -> bytes:
    text = body.decode("utf-8", "replace")
    encoding = chance.choice(("utf-16", "cp1252", "utf-8", "utf-16-be"))
    return chance.choice((b"", b"\xef\xbb\xbf", b"\xff\xfe")) + text.encode(encoding, "replace")


def _swap(body: bytes, chance: random.Random) -> bytes:
    before, after = chance.sample([b",", b";", b"\t", b"|", b"\r\n", b"\n", b'"', b"'"], 2)
    return body.replace(before, after, chance.choice((-1, 1, 5)))


_WAYS: Sequence[Callable[[bytes, random.Random], bytes]] = (_flip, _cut, _repeat, _put, _put, _put, _encode, _swap)
_heading = (
    st.sampled_from([name for names in NAMES.values() for name in names])
    | st.sampled_from(NASTY)
    | st.text(max_size=12)
)
_cell = st.one_of(
    st.sampled_from(NASTY),
    st.text(max_size=20),
    st.floats().map(str),
    st.integers(-(10**6), 10**6).map(str),
    st.dates().map(str),
    st.sampled_from(
        ("Panjgur", "Turbat", "Balochistan", "Pakistan", "IR", "clash", "Dawn; Geo", "64.1", "26.97", "2024-01-05")
    ),
)


_GOOD = {
    "date": ("2024-01-05", "5 January 2024", "2024-01", "05/01/2024"),
    "date_start": ("2023-05-06", "2019"),
    "lon": ("64.1", "62,33", "69.345"),
    "lat": ("26.97", "25,12", "30.375"),
    "place": ("Panjgur", "near Turbat", "Gwadar port", "Zahedan"),
    "district": ("Kech", "Panjgur district", "Saravan"),
    "deaths": ("3", "0", ""),
}


def _of(heading: str) -> st.SearchStrategy[str]:
    """Cells of a column: of a usual one mostly such as can be read."""
    good = st.sampled_from(_GOOD.get(heading, NASTY))
    return st.one_of(good, good, good, good, good, _cell)


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, bytes]:
    """Name and content of a table: usual and unusual headings, good and bad cells, any delimiter, rows of uneven length."""
    size = draw(st.integers(1, 9))
    usual = draw(st.sampled_from((["date", "lon", "lat"], ["date", "place"], ["date_start", "district", "deaths"], [])))
    header = [*usual, *draw(st.lists(_heading, min_size=size, max_size=size))]
    rows = [list(row) for row in draw(st.lists(st.tuples(*map(_of, header)), max_size=12))]
    for row in rows[:: draw(st.integers(2, 9))]:
        row[len(row) - draw(st.integers(-1, 1)) :] = ["more"] * draw(st.integers(0, 1))
    form = draw(st.sampled_from((",", ";", "\t", "|", "json")))
    if form == "json":
        return "made.json", json.dumps([dict(zip(header, row, strict=False)) for row in rows]).encode(
            "utf-8", "surrogatepass"
        )
    quote = draw(st.booleans())
    lines = [form.join(_quoted(cell, form) if quote else cell for cell in row) for row in (header, *rows)]
    encoding = draw(st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "cp1252")))
    return "made.csv", "\n".join(lines).encode(encoding, "replace")


def _quoted(cell: str, delimiter: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(sign in cell for sign in (delimiter, '"', "\n", "\r")) else cell
