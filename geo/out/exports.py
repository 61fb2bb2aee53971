"""One function behind the address, the button and the command: a query string in, the bytes of a file out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from geo.events.atlas import Atlas
from geo.events.now import atlas_now
from geo.out import geojson, geopackage, geoparquet, kml, table
from geo.out.kept import kept
from geo.out.known import known_outside
from geo.out.passing import Terms, pass_on, say_left_out
from geo.out.records import about, records
from geo.out.sentence import say_view
from geo.out.share import read_query, write_query
from geo.out.shown import Shown, show
from geo.vocabulary.view import View


@dataclass(frozen=True, slots=True)
class Form:
    """A format that a View goes out in: how a reader calls it, its media type, and what opens it."""

    label: str
    media_type: str
    use: str


FORMS = {
    "geojson": Form("GeoJSON", geojson.MEDIA_TYPE, "maps on the web, QGIS, and reading it back"),
    "csv": Form("CSV", table.MEDIA_TYPE, "spreadsheets: a row a claim"),
    "parquet": Form("GeoParquet", geoparquet.MEDIA_TYPE, "Python, R and DuckDB: typed, claims inside each event"),
    "gpkg": Form("GeoPackage", geopackage.MEDIA_TYPE, "QGIS: layers with their styles, and the claims as a table"),
    "kml": Form("KML", kml.MEDIA_TYPE, "Google Earth and most others: names in the kind's colour, areas, time"),
    "kmz": Form("KMZ", kml.PACKED_TYPE, "Google Earth: the same with the map's symbols inside"),
}
_ROOM_BYTES = 256_000_000


def export(query: str, form: str) -> tuple[bytes, tuple[str, ...]]:
    """The bytes of the View in `form` (a key of FORMS), and what the query asks for and cannot have."""
    atlas = atlas_now()
    view, unmet = read_query(query, known_outside(atlas))
    return export_view(atlas, view.question(), unmet, form), unmet


@kept(_ROOM_BYTES, len)
def export_view(atlas: Atlas, question: View, unmet: tuple[str, ...], form: str) -> bytes:
    """As `export`, of a View already read. Raises ValueError for a form that is not in FORMS."""
    shown, terms = pass_on(atlas, show(atlas, question))
    return _written(atlas, shown, terms, unmet, form, say_view(question, atlas.choices, atlas.lenses))


def export_views(atlas: Atlas, queries: Sequence[str], form: str, sentence: str) -> tuple[bytes, tuple[str, ...]]:
    """The events of several Views, once each and with all their claims, in `form`; and what is not in it. `sentence` says
    what they are."""
    views, unmet = [], list[str]()
    for query in queries:
        view, said = read_query(query, known_outside(atlas))
        views.append(view.comparison())
        unmet += said
    inside, outside = (
        {event for view in views for event in show(each, view).events.index} for each in (atlas, atlas.going_out)
    )
    whole, said = show(atlas, View()), tuple(dict.fromkeys(unmet))
    shown, terms = pass_on(atlas, whole)
    told = {"view": "", "views": list(map(write_query, views))}
    body = _written(atlas, shown.only(outside), terms, said, form, sentence, **told)
    return body, (*said, *say_left_out(pass_on(atlas, whole.only(inside))[1].stay))


def _written(
    atlas: Atlas, shown: Shown, terms: Terms, unmet: tuple[str, ...], form: str, sentence: str, **told: Any
) -> bytes:
    """The file itself; `told` is what it says of itself otherwise than a single View would."""
    if form == "geojson":
        return geojson.to_geojson(shown, unmet, terms, **told)
    if form == "csv":
        return table.to_csv(shown, terms)
    rows = records(shown, terms)
    told = {"sentence": sentence, **about(shown, unmet, terms), **told}
    match form:
        case "parquet":
            return geoparquet.to_geoparquet(rows, told)
        case "gpkg":
            return geopackage.to_geopackage(rows, told)
        case "kml":
            return kml.to_kml(rows, told, atlas.choices)
        case "kmz":
            return kml.to_kmz(rows, told, atlas.choices)
    raise ValueError(f"{form!r} is no form of export; choose {' or '.join(FORMS)}")


def left_out(query: str) -> list[str]:
    """What an export of the query leaves out because it may not be passed on, in sentences."""
    atlas = atlas_now()
    view, _ = read_query(query, known_outside(atlas))
    return say_left_out(pass_on(atlas, show(atlas, view.question()))[1].stay)
