"""The user's data sets beside the chronology: the same questions answer of both; what may not go out stays."""

import csv
import html
import io
import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree as Xml

import pandas as pd
import pytest
import shapely

from geo.__main__ import main
from geo.documents.about import about, dates
from geo.documents.compose import compose, single
from geo.events import datasets
from geo.events.atlas import Atlas
from geo.events.now import atlas_now
from geo.out.exported import read_export
from geo.out.exports import export, left_out
from geo.out.layers import event_layer
from geo.out.passing import WHY
from geo.out.shown import show
from geo.settings import ROOT
from geo.vocabulary.dates import say_day
from geo.vocabulary.view import View
from tests.opened import events_in, layers

UCDP = ROOT / "tests" / "imports" / "data" / "ucdp_ged_sample.csv"
TABLE = """id,date,event,district,province,country,lon,lat,source,language
1,2024-02-01,Ambush,Panjgur,Balochistan,Pakistan,64.1,26.97,Dawn,en
2,2024-03,Something happened,Kech,Balochistan,Pakistan,,,A paper nobody knows,
3,1987-05-05,Far away,,,Japan,139.7,35.7,,
4,2024-04-04,Nowhere,,,,,,Dawn,
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ZEROPOINT_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def brought(tmp_path: Path) -> Callable[..., Atlas]:
    """Import a file (or the text of a table) and give the world with it."""

    def bring(what: Path | str, *options: str) -> Atlas:
        file = what if isinstance(what, Path) else tmp_path / "table.csv"
        if isinstance(what, str):
            file.write_text(what, "utf-8")
        assert main(["import", str(file), *options]) == 0
        return atlas_now()

    return bring


def told_by(form: str, query: str) -> str:
    """What the file of a View says of itself to people."""
    body, _ = export(query, form)
    if form == "kml":
        found = Xml.fromstring(body).findtext("*/{http://www.opengis.net/kml/2.2}description") or ""
        return html.unescape(found)
    return " ".join(map(str, layers(body, form)["about"]["text"]))


def deaths_of_file() -> tuple[int, int]:
    with UCDP.open(newline="", encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if not row["year"].startswith("#")]
    return len(rows), sum(int(row["best"]) for row in rows)


def test_events_stand_beside_the_curated_ones(atlas: Atlas, brought: Callable[..., Atlas], home: Path) -> None:
    now = brought(UCDP, "--dataset", "My GED")
    rows, deaths = deaths_of_file()
    assert len(now.chronology.events) == len(atlas.chronology.events) + rows
    assert now.choices["data"] == {"chronology": "Zero Point chronology", "my-ged": "My GED"}
    assert set(now.store.ask(View(data=("chronology",))).events) == set(atlas.chronology.events.index)
    mine = now.store.ask(View(data=("my-ged",)))
    assert len(mine.events) == rows and all(mine.claims.values())
    assert now.store.count(View(), "data")["my-ged"] == rows
    stored = datasets.open_sets(home)[0][0].events()
    assert int(stored["fatalities_best"].sum()) == deaths
    assert now.chronology.events["first"].is_monotonic_increasing
    pd.testing.assert_frame_equal(
        now.chronology.events.loc[atlas.chronology.events.index, ["title", "status", "support", "origins"]],
        atlas.chronology.events[["title", "status", "support", "origins"]],
    )


def test_every_claim_has_an_outlet_an_origin_and_labels(brought: Callable[..., Atlas]) -> None:
    now = brought(UCDP)
    claims, choices = now.chronology.claims, now.choices
    for column, key in (("outlet_id", "outlet"), ("origin", "voice"), ("outlet_type", "outlet_type")):
        assert set(claims[column]) <= set(choices[key]), column
    for column, key in (("language", "language"), ("speaker_side", "side"), ("stance", "stance")):
        assert set(claims[column]) <= set(choices[key]), column
    assert set(now.chronology.events["kind"]) <= set(choices["kind"])
    assert [chain[0] for chain in claims["chain"]] == claims["origin"].to_list()
    assert set(claims["event_id"]) == set(now.chronology.events.index) == set(now.chronology.assemblies)
    assert not claims.index.has_duplicates and not now.chronology.events.index.has_duplicates
    assert (claims["speaker"] != "").all() and (claims["statement"] != "").all()


def test_units_far_points_and_no_place_are_drawn_as_known(brought: Callable[..., Atlas]) -> None:
    now = brought(TABLE)
    shown = show(now, View(data=("table",)))
    places = shown.places.set_index("event_id")
    by_title = {title: places.loc[event] for event, title in shown.events["title"].items()}
    district = by_title["Something happened"]
    assert district["precision"] == "district" and district["geometry"].equals(now.units.geometry["pk-kech"])
    assert by_title["Far away"]["geometry"].x == pytest.approx(139.7)
    assert by_title["Nowhere"]["geometry"] is None
    nowhere = str(by_title["Nowhere"].name)
    assert now.unmapped["unlocated"][nowhere]
    assert set(shown.events["kind"]) >= {"other"} and now.choices["kind"]["other"] == "Other"
    assert by_title["Ambush"]["extent"].contains(shapely.Point(64.1, 26.97))
    drawn = json.loads(event_layer(now, shown))["features"]
    assert len(drawn) == 3 and now.first.year == 1987
    outlets = now.chronology.claims.loc[now.chronology.claims["event_id"].isin(shown.events.index), "outlet_id"]
    assert {"dawn", "a-paper-nobody-knows"} <= set(outlets)


def test_what_may_not_be_passed_on_is_shown_and_stays_here(brought: Callable[..., Atlas]) -> None:
    now = brought(UCDP, "--dataset", "secret", "--no-may-share")
    rows, _ = deaths_of_file()
    assert len(show(now, View()).events) == len(now.chronology.events)
    for form in ("geojson", "csv"):
        body, _ = export("", form)
        back = read_export(body)
        assert set(back.events["dataset"]) == {"chronology"}, form
    secret = show(now, View(data=("secret",))).events
    for form in ("parquet", "gpkg", "kml", "kmz"):
        body, _ = export("", form)
        assert events_in(body, form) == sorted(show(now, View(data=("chronology",))).events.index), form
        assert not [title for title in secret["title"] if title.encode() in body], form
    (said,) = json.loads(export("", "geojson")[0])["left_out"]
    assert said == {"id": "secret", "name": "secret", "why": WHY}
    assert (
        left_out("")[0].startswith(f"{rows} events of “secret” are left out") and left_out("v=1&data=chronology") == []
    )
    for form in ("kml", "gpkg"):
        assert f"The data set “secret” is left out: {WHY}." in told_by(form, ""), form
    content = compose(now, single(""))
    assert content.imported_on == () and content.data_as_of == date(2026, 3, 18)


def test_an_export_names_the_set_and_its_licence(brought: Callable[..., Atlas]) -> None:
    brought(UCDP, "--dataset", "open")
    body = json.loads(export("v=1&data=open", "geojson")[0])
    assert body["data_sets"][0]["licence"] == "CC BY 4.0" and "Uppsala" in body["data_sets"][0]["attribution"]
    assert {f["properties"]["licence"] for f in body["features"]} == {"CC BY 4.0"} and "left_out" not in body
    for form in ("kml", "gpkg"):
        said = told_by(form, "v=1&data=open")
        assert "“open” (id open): licence CC BY 4.0; attribution " in said and "{" not in said, form
    rows = list(csv.DictReader(io.StringIO(export("v=1&data=open", "csv")[0].decode("utf-8-sig"))))
    assert all("Uppsala" in row["attribution"] for row in rows) and len(rows) >= deaths_of_file()[0]


def test_a_document_tells_publication_and_import_apart(brought: Callable[..., Atlas]) -> None:
    now = brought(TABLE)
    today = datetime.fromisoformat(now.sets[0].imported_at).date()
    both, curated = compose(now, single("")), compose(now, single("v=1&data=chronology"))
    assert both.imported_on == (today,) and both.data_as_of == date(2026, 3, 18)
    said = f"ewest publication of a document in the data: 18 March 2026, with data imported on {say_day(today)}"
    assert said in dates(both) and said in dict(about(both))["Data."]
    assert curated.imported_on == () and dates(curated).endswith("in the data: 18 March 2026")


def test_removed_and_damaged_sets_cost_nothing_else(atlas: Atlas, brought: Callable[..., Atlas], home: Path) -> None:
    brought(TABLE)
    brought(UCDP, "--dataset", "GED")
    assert {each.id for each in atlas_now().sets} == {"table", "ged"}
    stored = next(each for each in datasets.open_sets(home)[0] if each.about.id == "ged")
    file = stored.path("claims")
    file.chmod(0o600)
    file.write_bytes(file.read_bytes()[:100])
    datasets.allow_sharing(home, "table", True)  # any change of the data sets; a stamp is of the manifest
    now = atlas_now()
    assert [each.id for each in now.sets] == ["table"] and "GED" in str(now.problems[0])
    datasets.remove(home, "ged")
    datasets.remove(home, "table")
    assert atlas_now() is atlas
