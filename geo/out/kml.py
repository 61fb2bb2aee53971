"""The KML of a View, for Google Earth: an event's spot, area or line in its kind's colour, in time, with the claims by speaker.

A KML has no symbols: Earth would fetch them from the internet, or tint its yellow pin to a colour that is none of ours. So the
name stands at the spot, in the kind's colour. The KMZ is the same with the map's symbols packed beside it.
"""

import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as Xml

from geo.events.assembly import say_range
from geo.out.about import in_words
from geo.out.escaped import render, safe_url
from geo.out.features import geometry_json, plain
from geo.out.icons import png
from geo.out.records import Record, Row
from geo.out.symbols import KINDS, symbol
from geo.out.table import flat
from geo.out.xml_text import fit
from geo.places.locate import ROUND
from geo.settings import DISCLAIMER
from geo.vocabulary.dates import say_with_precision

MEDIA_TYPE = "application/vnd.google-earth.kml+xml"
PACKED_TYPE = "application/vnd.google-earth.kmz"
Labels = Mapping[str, Mapping[str, str]]
_NAMESPACE = "http://www.opengis.net/kml/2.2"
_EVER = (1980, 1, 1, 0, 0, 0)  # the first day that a zip can say: the same content gives the same bytes


def to_kml(rows: Sequence[Record], told: Mapping[str, Any], labels: Labels) -> bytes:
    """A folder a kind, a placemark an event; one that is not located has no geometry. `labels` are words by value, by field."""
    return _document(rows, told, labels, lambda kind: "")


def to_kmz(rows: Sequence[Record], told: Mapping[str, Any], labels: Labels) -> bytes:
    """The same, with the symbols in the file."""
    document, out = _document(rows, told, labels, lambda kind: f"icons/{kind}.png"), BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(zipfile.ZipInfo("doc.kml", _EVER), document, zipfile.ZIP_DEFLATED)
        for kind in _kinds(rows):
            packed.writestr(zipfile.ZipInfo(f"icons/{kind}.png", _EVER), png(symbol(kind)))
    return out.getvalue()


def _document(rows: Sequence[Record], told: Mapping[str, Any], labels: Labels, icon: Callable[[str], str]) -> bytes:
    root = Xml.Element("kml", xmlns=_NAMESPACE)
    document = _add(root, "Document")
    _add(document, "name", "Zero Point events")
    _add(document, "open", "1")
    _add(document, "description", render("about.html", told=in_words(told)))
    for kind in _kinds(rows):
        _style(document, kind, icon(kind))
    for kind in _kinds(rows):
        folder = _add(document, "Folder")
        _add(folder, "name", labels["kind"].get(kind, kind))
        for row in rows:
            if row.fields["kind"] == kind:
                _placemark(folder, row, labels)
    written: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _kinds(rows: Sequence[Record]) -> list[str]:
    """The kinds that occur, in the order of the legend."""
    there = {row.fields["kind"] for row in rows}
    return [kind for kind in KINDS if kind in there] + sorted(there - set(KINDS))


def _style(document: Xml.Element, kind: str, icon: str) -> None:
    colour = symbol(kind).colour
    bgr = colour[5:7] + colour[3:5] + colour[1:3]  # KML writes alpha, blue, green, red
    style = _add(document, "Style", id=f"kind-{kind}")
    mark = _add(style, "IconStyle")
    _add(mark, "scale", "0.9" if icon else "0")
    if icon:
        _add(_add(mark, "Icon"), "href", icon)
    _add(_add(style, "LabelStyle"), "color", f"ff{bgr}" if not icon else "ffffffff")
    line = _add(style, "LineStyle")
    _add(line, "color", f"e6{bgr}")
    _add(line, "width", "3")
    _add(_add(style, "PolyStyle"), "color", f"33{bgr}")


def _placemark(folder: Xml.Element, row: Record, labels: Labels) -> None:
    made = _add(folder, "Placemark", id=f"event-{row.event_id}")
    _add(made, "name", row.fields["title"])
    _add(made, "Snippet", "", maxLines="0")
    _add(made, "description", _balloon(row, labels))
    span = _add(made, "TimeSpan")
    for name, day in zip(("begin", "end"), row.span, strict=True):
        _add(span, name, f"{day:%Y-%m-%d}")
    _add(made, "styleUrl", f"#kind-{row.fields['kind']}")
    held = _add(made, "ExtendedData")
    data = {
        "event_id": row.event_id,
        **row.fields,
        "precision": row.precision,
        "place_in_words": row.where,
        "claims": json.dumps(plain(row.claims), ensure_ascii=False),
        "licence": row.licence,
        "attribution": row.attribution,
    }
    for name, value in data.items():
        _add(_add(held, "Data", name=name), "value", _text(value))
    shapes = [shape for part in row.targets for shape in _shapes(part)]
    if shapes:
        several = made if len(shapes) == 1 else _add(made, "MultiGeometry")
        for shape in shapes:
            _shape(several, shape)


def _shapes(part: Row) -> list[dict[str, Any]]:
    """What is drawn of a part: its spot, and the area that its precision leaves open."""
    drawn = [part["geometry"]] if part["precision"] in ROUND else []
    drawn += [part["extent"]] if part["extent"] is not None else []
    shapes = [shape for shape in map(geometry_json, drawn) if shape]
    return [one for shape in shapes for one in _single(shape)]


def _single(shape: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A Multi… as its members."""
    kind = shape["type"].removeprefix("Multi")
    held = shape["coordinates"] if kind != shape["type"] else [shape["coordinates"]]
    return [{"type": kind, "coordinates": each} for each in held]


def _shape(parent: Xml.Element, shape: Mapping[str, Any]) -> None:
    made = _add(parent, shape["type"])
    if shape["type"] != "Point":
        _add(made, "tessellate", "1")  # it lies on the ground instead of cutting through it
    if shape["type"] != "Polygon":
        points = [shape["coordinates"]] if shape["type"] == "Point" else shape["coordinates"]
        _add(made, "coordinates", _coordinates(points))
        return
    for number, ring in enumerate(shape["coordinates"]):
        boundary = _add(made, "innerBoundaryIs" if number else "outerBoundaryIs")
        _add(_add(boundary, "LinearRing"), "coordinates", _coordinates(ring))


def _coordinates(points: Sequence[Sequence[float]]) -> str:
    return " ".join(f"{lon},{lat}" for lon, lat in points)


def _balloon(row: Record, labels: Labels) -> str:
    """What is said in the balloon: the claims by speaker, every text escaped."""
    fields, voices = row.fields, dict[str, list[dict[str, str]]]()
    for said in row.claims:
        voices.setdefault(said["speaker"], []).append(_said(said, labels))
    return render(
        "balloon.html",
        kind=labels["kind"].get(fields["kind"], fields["kind"]),
        when=say_with_precision(fields["date_start"], fields["date_end"], fields["date_precision"]),
        where=row.where,
        status=f"{labels['status'].get(fields['status'], fields['status'])}; "
        f"{labels['status'].get(fields['support'], fields['support'])}",
        doubt=fields["doubt"],
        voices=voices.items(),
        licence=row.licence,
        attribution=row.attribution,
        disclaimer=DISCLAIMER,
    )


def _said(said: Row, labels: Labels) -> dict[str, str]:
    low, high, injured = (plain(said[name]) for name in ("fatalities_low", "fatalities_high", "injured"))
    figures = [f"deaths: {say_range(low, high)}"] if low is not None else []
    figures += [f"injured: {injured}"] if injured is not None else []
    grade = said["reliability"] + said["credibility"]
    return {
        "stance": labels["stance"].get(said["stance"], said["stance"]),
        "statement": said["statement"],
        "figures": ", ".join(figures),
        "outlet": said["outlet_name"],
        "title": said["document_title"],
        "url": safe_url(said["url"]),
        "published": said["published_on"] or "date not given",
        "grade": "" if grade == "F6" else grade,
        "outside": "" if said["passes"] else "outside the source filters",
    }


def _text(value: Any) -> str:
    simple = flat(plain(value))
    return "" if simple is None else str(simple)


def _add(parent: Xml.Element, tag: str, text: str | None = None, **attributes: str) -> Xml.Element:
    made = Xml.SubElement(parent, tag, attributes)
    if text is not None:
        made.text = fit(text)
    return made
