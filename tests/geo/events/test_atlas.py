"""The world of a process: clean, complete, opened once."""

import pytest

from geo.events.atlas import Atlas, check_data, open_atlas
from geo.places.metric import distance_km
from geo.vocabulary.filters import FILTERS
from tests.conftest import DataCopy


def test_the_data_that_ship_are_clean() -> None:
    assert check_data() == []


def test_it_is_opened_once(atlas: Atlas) -> None:
    assert open_atlas() is atlas


def test_every_event_has_a_place_part_and_every_part_an_event(atlas: Atlas) -> None:
    targets = atlas.places[atlas.places["role"] == "target"]
    assert set(targets["event_id"]) == set(atlas.chronology.events.index)
    assert atlas.places["event_id"].notna().all()


def test_each_event_is_located_or_says_why_not(atlas: Atlas) -> None:
    targets = atlas.places[atlas.places["role"] == "target"]
    for _, part in targets.iterrows():
        assert part["precision"]
        assert part["reason"]
        assert (part["extent"] is None) == (part["precision"] in ("unlocated", "country_side"))


def test_the_extent_of_a_point_is_its_circle(atlas: Atlas) -> None:
    marked = atlas.places[atlas.places["precision"].isin(["point", "circle"])]
    for _, part in marked.iterrows():
        lon, lat = part["geometry"].x, part["geometry"].y
        reach = [distance_km(lon, lat, *corner) for corner in part["extent"].exterior.coords]
        assert min(reach) == pytest.approx(part["radius_km"], rel=1e-6) == max(reach)


def test_every_filter_has_labelled_choices_that_cover_the_data(atlas: Atlas) -> None:
    claims, events = atlas.chronology.claims, atlas.chronology.events
    assert set(atlas.choices) == {f.key for f in FILTERS}
    assert all(label for labels in atlas.choices.values() for label in labels.values())
    for key, values in {
        "kind": events["kind"],
        "status": events["status"],
        "outlet": claims["outlet_id"],
        "outlet_type": claims["outlet_type"],
        "country": claims["outlet_country"].replace("", "ZZ"),
        "language": claims["language"],
        "side": claims["speaker_side"],
        "stance": claims["stance"],
        "data": events["dataset"],
        "place": atlas.places["unit_ids"].explode().dropna(),
    }.items():
        assert set(values) <= set(atlas.choices[key]), key


def test_the_first_and_last_day_are_those_of_the_events(atlas: Atlas) -> None:
    assert (atlas.first, atlas.last) == (
        min(day.date() for day in atlas.chronology.events["first"]),
        max(day.date() for day in atlas.chronology.events["last"]),
    )


def test_another_folder_is_another_world(atlas: Atlas, data_copy: DataCopy) -> None:
    title = "Fishermen shot, the title edited"
    data_copy.edit("events", 2, title=title)
    other = open_atlas(data_copy.folder)
    assert title in set(other.chronology.events["title"])
    assert title not in set(atlas.chronology.events["title"])
    assert len(set(other.chronology.events.index) ^ set(atlas.chronology.events.index)) == 2


@pytest.mark.parametrize("file", ["places", "event_places", "crossings", "crossing_names"])
@pytest.mark.parametrize("spoil", [b"", b"\xff\xfe", None])
def test_a_broken_file_of_places_is_told_and_never_a_crash(data_copy: DataCopy, file: str, spoil: bytes | None) -> None:
    path = data_copy.folder / "places" / f"{file}.csv"
    if spoil is None:
        path.unlink()
    else:
        path.write_bytes(spoil)
    assert f"{file}.csv" in {problem.file for problem in check_data(data_copy.folder)}
