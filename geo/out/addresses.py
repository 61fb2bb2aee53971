"""The addresses beside the pages: a View's data, the maps' layers, and the assets that make them work offline."""

import hashlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from xstatic.pkg import leaflet, leaflet_markercluster

from geo.events.atlas import Atlas
from geo.events.now import atlas_now
from geo.out import bundles, geojson, layers, style, table
from geo.out.differences import compare
from geo.out.exports import export
from geo.out.kept import kept
from geo.out.known import known_of
from geo.out.share import read_query
from geo.out.shown import show
from geo.settings import ASSETS, DATA
from geo.vocabulary.view import View

Endpoint = Callable[[Request], Response]
"""Not asynchronous, so that Starlette answers in a thread of its own: an export of many events must not keep others waiting."""
_CORS = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag"}


def routes() -> list[BaseRoute]:
    """All of them, for `st.App`."""
    return [
        Route("/events.geojson", _exported("geojson", geojson.MEDIA_TYPE), methods=["GET", "HEAD"]),
        Route("/events.csv", _exported("csv", table.MEDIA_TYPE), methods=["GET", "HEAD"]),
        Route("/map/events.geojson", _map_events),
        Route("/map/bundles.geojson", _map_bundles),
        Route("/map/bundled.geojson", _map_bundled),
        Route("/map/crossings.geojson", _map_crossings),
        Route("/map/style.json", _style),
        Mount("/layers/basemap", StaticFiles(directory=DATA / "basemap")),
        Mount("/layers/boundaries", StaticFiles(directory=DATA / "boundaries")),
        Mount("/assets/leaflet", StaticFiles(directory=leaflet.BASE_DIR)),
        Mount("/assets/cluster", StaticFiles(directory=leaflet_markercluster.BASE_DIR)),
        Mount("/assets/zeropoint", StaticFiles(directory=ASSETS)),
    ]


@asynccontextmanager
async def lifespan(_: object) -> AsyncIterator[None]:
    """Opens the data before the first reader comes; with problems in them the start fails and says all of them."""
    known_of(atlas_now())
    yield


def middleware() -> list[Middleware]:
    """Compression of what is long."""
    return [Middleware(GZipMiddleware, minimum_size=2000)]


def _exported(form: str, media_type: str) -> Endpoint:
    def answer(request: Request) -> Response:
        return _tagged(request, export(request.url.query, form)[0], media_type)

    return answer


def _map_events(request: Request) -> Response:
    atlas = atlas_now()
    view, _ = read_query(request.url.query, known_of(atlas))
    return _tagged(request, _event_layer(atlas, view.comparison()), geojson.MEDIA_TYPE)


def _map_bundles(request: Request) -> Response:
    return _part_of_map(request, _bundle_layer)


def _map_bundled(request: Request) -> Response:
    return _part_of_map(request, _bundled)


def _part_of_map(request: Request, draw: Callable[[Atlas, View, bundles.Screen, str], bytes]) -> Response:
    """What a layer of marks has in a box of the map; `event`, of the View, stands by itself."""
    atlas, asked = atlas_now(), request.query_params
    view, _ = read_query(request.url.query, known_of(atlas))
    try:
        screen = bundles.Screen.read(asked.get("within", ""), asked.get("zoom", "0"))
    except ValueError:
        return JSONResponse({"error": "write within=west,south,east,north&zoom=N"}, status_code=400, headers=_CORS)
    return _tagged(request, draw(atlas, view.comparison(), screen, view.event), geojson.MEDIA_TYPE)


def _map_crossings(request: Request) -> Response:
    atlas = atlas_now()
    try:
        day = date.fromisoformat(request.query_params.get("day", ""))
    except ValueError:
        return JSONResponse({"error": "write day=YYYY-MM-DD"}, status_code=400, headers=_CORS)
    return _tagged(request, layers.crossing_layer(atlas, day), geojson.MEDIA_TYPE)


def _style(request: Request) -> Response:
    return JSONResponse(
        style.map_style(str(request.base_url).rstrip("/"), dark=request.query_params.get("dark") == "1"), headers=_CORS
    )


@kept(256)
def _event_layer(atlas: Atlas, question: View) -> bytes:
    """The events of the question, marked by how its account differs where a second one stands beside it."""
    return layers.event_layer(atlas, show(atlas, question.question()), _differences(atlas, question))


@kept(256)
def _bundle_layer(atlas: Atlas, question: View, screen: bundles.Screen, event: str) -> bytes:
    return bundles.bundle_layer(atlas, show(atlas, question.question()), screen, event, _differences(atlas, question))


@kept(256)
def _bundled(atlas: Atlas, question: View, box: bundles.Screen, _: str) -> bytes:
    return bundles.bundled(show(atlas, question.question()), box, _differences(atlas, question))


@kept(4)
def _differences(atlas: Atlas, question: View) -> dict[str, str]:
    return compare(atlas, show(atlas, question))["difference"].to_dict() if question.against else {}


def _sharing() -> dict[str, str]:
    """Pages of other sites may read what ships, but nothing once it carries the reader's own grades or data sets."""
    now = atlas_now()
    return {} if now.grades.rows or now.sets else _CORS


def _tagged(request: Request, body: bytes, media_type: str) -> Response:
    """The body with a weak ETag of its content (the same whether compressed or not); 304 where the asker has it."""
    tag = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    headers = {**_sharing(), "ETag": tag, "Cache-Control": "no-cache"}
    asked = [f"W/{part.strip().removeprefix('W/')}" for part in request.headers.get("if-none-match", "").split(",")]
    if tag in asked or "W/*" in asked:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)
