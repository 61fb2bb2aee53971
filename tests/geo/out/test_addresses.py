"""The addresses beside the pages, asked as curl or QGIS would."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.__main__ import main
from geo.events.grade_log import add_grade
from geo.events.grades import grades_file
from geo.events.now import atlas_now
from geo.out.addresses import middleware, routes
from geo.out.exports import export

QUERIES = [
    "",
    "v=1&kind=attack&start=2024-01-01",
    "q=%D8%AA%D9%81%D8%AA%D8%A7%D9%86",
    "q=xyzzy",
    "kind=nonsense&lon=1e999",
]


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=routes(), middleware=middleware())) as asked:
        yield asked


@pytest.mark.parametrize(("form", "media"), [("geojson", "application/geo+json"), ("csv", "text/csv; charset=utf-8")])
@pytest.mark.parametrize("query", QUERIES)
def test_the_address_gives_the_bytes_of_the_button_and_the_command(client, tmp_path: Path, query, form, media) -> None:
    answer = client.get(f"/events.{form}?{query}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.content == export(query, form)[0]
    file = tmp_path / f"view.{form}"
    assert main(["export", "--query", query, "--to", str(file)]) == 0
    assert file.read_bytes() == answer.content


@pytest.mark.parametrize(
    "path",
    [
        "/events.geojson?kind=attack",
        "/events.csv?kind=attack",
        "/map/events.geojson?kind=attack",
        "/map/crossings.geojson?day=2025-06-15",
    ],
)
def test_who_has_it_already_is_told_so(client: TestClient, path: str) -> None:
    first = client.get(path)
    tag = first.headers["etag"]
    assert tag.startswith("W/")  # one tag for the compressed and the plain body
    for known in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        again = client.get(path, headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert again.headers["access-control-allow-origin"] == "*"
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_another_view_has_another_tag(client: TestClient) -> None:
    tags = {
        client.get(f"/events.geojson?{query}").headers["etag"] for query in ("kind=attack", "kind=clash", "q=xyzzy")
    }
    assert len(tags) == 3


@pytest.mark.parametrize("path", ["/events.geojson", "/events.csv", "/map/events.geojson"])
def test_head_gives_the_headers_alone(client: TestClient, path: str) -> None:
    head, get = client.head(f"{path}?q=xyzzy"), client.get(f"{path}?q=xyzzy")
    assert (head.status_code, head.content) == (200, b"")
    assert (head.headers["etag"], head.headers["content-type"]) == (get.headers["etag"], get.headers["content-type"])


def test_nobody_can_write(client: TestClient) -> None:
    for path in ("/events.geojson", "/map/events.geojson", "/map/crossings.geojson?day=2024-01-01"):
        assert client.post(path).status_code == 405
        assert client.delete(path).status_code == 405


@pytest.mark.parametrize("day", ["", "?day=", "?day=soon", "?day=2024-13-01", "?day=2024"])
def test_a_bad_day_is_refused_and_said(client: TestClient, day: str) -> None:
    answer = client.get(f"/map/crossings.geojson{day}")
    assert answer.status_code == 400
    assert "YYYY-MM-DD" in answer.json()["error"]


def test_the_map_is_given_layers_without_claims(client: TestClient) -> None:
    told = client.get("/map/events.geojson?kind=air_or_missile_strike").json()
    assert len(told["features"]) > 2
    assert not any("claims" in f["properties"] for f in told["features"])
    assert "statement" not in told["features"][0]["properties"]
    crossings = client.get("/map/crossings.geojson?day=2025-06-15").json()
    assert any(f["properties"]["status"] == "reports differ" for f in crossings["features"])


def test_viewport_and_selection_do_not_change_the_layer(client: TestClient) -> None:
    plain = client.get("/map/events.geojson?kind=attack")
    assert client.get("/map/events.geojson?kind=attack&lon=62&lat=27&zoom=9").headers["etag"] == plain.headers["etag"]


def test_what_is_long_comes_compressed(client: TestClient) -> None:
    answer = client.get("/events.geojson", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.content == export("", "geojson")[0]


@pytest.mark.parametrize("dark", [0, 1])
def test_the_style_points_to_layers_that_are_served(client: TestClient, dark: int) -> None:
    style = client.get(f"/map/style.json?dark={dark}").json()
    addresses = [source["data"] for source in style["sources"].values() if isinstance(source["data"], str)]
    assert len(addresses) >= 5
    for address in addresses:
        assert address.startswith("http://testserver/layers/")
        assert client.get(address).json()["type"] == "FeatureCollection"


@pytest.mark.parametrize(
    "path",
    [
        "/assets/leaflet/leaflet.js",
        "/assets/leaflet/leaflet.css",
        "/assets/cluster/leaflet.markercluster.js",
        "/assets/cluster/MarkerCluster.css",
        "/assets/cluster/MarkerCluster.Default.css",
        "/assets/zeropoint/map.js",
        "/assets/zeropoint/map.css",
        "/layers/basemap/land.geojson",
        "/layers/boundaries/districts.geojson",
        "/layers/boundaries/border.geojson",
    ],
)
def test_all_that_the_maps_load_is_served(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert len(answer.content) > 50


@pytest.mark.parametrize("folder", ["/assets/zeropoint", "/assets/leaflet", "/layers/basemap", "/layers/boundaries"])
@pytest.mark.parametrize(
    "climb",
    ["../symbols.py", "%2e%2e/symbols.py", "..%2f..%2f..%2fpyproject.toml", "/etc/passwd", "..%5csymbols.py", ""],
)
def test_nothing_outside_the_folders_is_served(client: TestClient, folder: str, climb: str) -> None:
    answer = client.get(f"{folder}/{climb}")
    assert answer.status_code in (404, 405)
    assert b"Symbol" not in answer.content and b"[project]" not in answer.content and b"root:" not in answer.content


def test_own_grades_are_not_for_the_pages_of_other_sites(client: TestClient, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("ZEROPOINT_HOME", str(tmp_path))
    assert "access-control-allow-origin" in client.get("/events.geojson").headers
    add_grade(grades_file(), atlas_now().subjects, "outlet:dawn", "B", "An analyst", "a test")
    answer = client.get("/events.geojson")
    assert "access-control-allow-origin" not in answer.headers
    assert b'"reliability":"B"' in answer.content, "one's own tools still get them"
