"""The KML and KMZ of a View: a placemark an event in its kind's style, in time, with nothing to fetch."""

import io
import zipfile
from xml.etree import ElementTree as Xml

import pytest
from PIL import Image

from geo.events.atlas import Atlas
from geo.out.exports import export
from geo.out.icons import SIZE, outline, png
from geo.out.symbols import KINDS
from geo.vocabulary.dates import span_of
from tests.opened import document, layers

K = "{http://www.opengis.net/kml/2.2}"


@pytest.fixture(scope="module")
def root() -> Xml.Element:
    return Xml.fromstring(export("", "kml")[0])


def test_a_placemark_has_its_days_and_a_style_that_is_there(root: Xml.Element, atlas: Atlas) -> None:
    styles = {f"#{style.get('id')}" for style in root.iter(f"{K}Style")}
    events = atlas.chronology.events
    for mark in root.iter(f"{K}Placemark"):
        event = events.loc[mark.get("id").removeprefix("event-")]
        assert mark.findtext(f"{K}styleUrl") == f"#kind-{event['kind']}" in styles
        begin, end = (mark.findtext(f"{K}TimeSpan/{K}{name}") for name in ("begin", "end"))
        assert begin == str(span_of(event["date_start"])[0]) and end == str(event["last"])[:10]


def test_geometry_is_lon_lat_and_closed_and_missing_only_where_unlocated(root: Xml.Element, atlas: Atlas) -> None:
    bare = {
        mark.get("id").removeprefix("event-")
        for mark in root.iter(f"{K}Placemark")
        if not list(mark.iter(f"{K}coordinates"))
    }
    assert bare == set(atlas.unmapped["unlocated"])
    for ring in root.iter(f"{K}LinearRing"):
        points = ring.findtext(f"{K}coordinates").split()
        assert points[0] == points[-1] and len(points) >= 4
    rows = layers(export("place=pk-panjgur", "kml")[0], "kml")
    boxes = [row.geometry.bounds for each in rows.values() for row in each.itertuples() if row.geometry]
    assert boxes and all(50 < west < 80 and 20 < south < 40 for west, south, *_ in boxes)


def test_nothing_is_fetched_from_anywhere() -> None:
    plain, packed = export("", "kml")[0], export("", "kmz")[0]
    assert b"<href>" not in plain and b"NetworkLink" not in plain
    held = zipfile.ZipFile(io.BytesIO(packed))
    asked = {each.text for each in Xml.fromstring(document(packed)).iter(f"{K}href")}
    assert asked and asked | {"doc.kml"} == set(held.namelist())
    assert {Image.open(io.BytesIO(held.read(name))).size for name in asked} == {(SIZE, SIZE)}


@pytest.mark.parametrize("kind", KINDS)
def test_a_symbol_is_a_shape_of_its_own_in_its_colour(kind: str) -> None:
    corners = outline(KINDS[kind].path)
    assert len(corners) >= 3 and all(0 <= x <= 20 and 0 <= y <= 20 for x, y in corners)
    picture = Image.open(io.BytesIO(png(KINDS[kind]))).convert("RGBA")
    red, green, blue, seen = picture.getpixel((SIZE // 2, SIZE // 2))
    assert (f"#{red:02x}{green:02x}{blue:02x}", seen) == (KINDS[kind].colour, 255)
    assert picture.getpixel((0, 0))[3] == 0
