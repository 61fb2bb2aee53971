"""One function behind the address, the button and the command: a query string in, the bytes of a file out."""

from geo.events.atlas import Atlas, atlas_now
from geo.out.geojson import to_geojson
from geo.out.kept import kept
from geo.out.known import known_of
from geo.out.passing import pass_on, say_left_out
from geo.out.share import read_query
from geo.out.shown import show
from geo.out.table import to_csv
from geo.vocabulary.view import View

FORMS = ("geojson", "csv")
_ROOM_BYTES = 256_000_000


def export(query: str, form: str) -> tuple[bytes, tuple[str, ...]]:
    """The bytes of the View in `form` ("geojson" or "csv"), and what the query asks for and cannot have."""
    atlas = atlas_now()
    view, unmet = read_query(query, known_of(atlas))
    return export_view(atlas, view.question(), unmet, form), unmet


@kept(_ROOM_BYTES, len)
def export_view(atlas: Atlas, question: View, unmet: tuple[str, ...], form: str) -> bytes:
    """As `export`, of a View already read. Raises ValueError for a form that is not in FORMS."""
    if form not in FORMS:
        raise ValueError(f"{form!r} is no form of export; choose {' or '.join(FORMS)}")
    shown, terms = pass_on(atlas, show(atlas, question))
    return to_geojson(shown, unmet, terms) if form == "geojson" else to_csv(shown, terms)


def left_out(query: str) -> list[str]:
    """What an export of the query leaves out because it may not be passed on, in sentences."""
    atlas = atlas_now()
    view, _ = read_query(query, known_of(atlas))
    return say_left_out(pass_on(atlas, show(atlas, view.question()))[1].stay)
