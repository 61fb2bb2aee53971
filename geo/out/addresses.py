"""The addresses beside the pages: a View's data, the maps' layers, and the assets that make them work offline."""

import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import date
from functools import lru_cache

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from xstatic.pkg import leaflet, leaflet_markercluster

from geo.events.atlas import Atlas, atlas_now
from geo.out import geojson, layers, style, table
from geo.out.differences import compare
from geo.out.exports import export
from geo.out.known import known_of
from geo.out.share import read_query
from geo.out.shown import show
from geo.settings import ASSETS, DATA
from geo.vocabulary.view import View

Endpoint = Callable[[Request], Awaitable[Response]]
_CORS = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag"}


def routes() -> list[BaseRoute]:
    """All of them, for `st.App`."""
    return [
        Route("/events.geojson", _exported("geojson", geojson.MEDIA_TYPE), methods=["GET", "HEAD"]),
        Route("/events.csv", _exported("csv", table.MEDIA_TYPE), methods=["GET", "HEAD"]),
        Route("/map/events.geojson", _map_events),
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
    async def answer(request: Request) -> Response:
        return _tagged(request, export(request.url.query, form)[0], media_type)

    return answer


async def _map_events(request: Request) -> Response:
    atlas = atlas_now()
    view, _ = read_query(request.url.query, known_of(atlas))
    return _tagged(request, _event_layer(atlas, view.comparison()), geojson.MEDIA_TYPE)


async def _map_crossings(request: Request) -> Response:
    atlas = atlas_now()
    try:
        day = date.fromisoformat(request.query_params.get("day", ""))
    except ValueError:
        return JSONResponse({"error": "write day=YYYY-MM-DD"}, status_code=400, headers=_CORS)
    return _tagged(request, layers.crossing_layer(atlas, day), geojson.MEDIA_TYPE)


async def _style(request: Request) -> Response:
    return JSONResponse(
        style.map_style(str(request.base_url).rstrip("/"), dark=request.query_params.get("dark") == "1"), headers=_CORS
    )


@lru_cache(maxsize=256)
def _event_layer(atlas: Atlas, question: View) -> bytes:
    """The events of the question, marked by how its account differs where a second one stands beside it."""
    differences = compare(atlas, show(atlas, question))["difference"].to_dict() if question.against else {}
    return layers.event_layer(atlas, show(atlas, question.question()), differences)


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
