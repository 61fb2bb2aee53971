"""Every page, run by Streamlit's own test runner: plain, filtered, empty, with a rubbish link, with an event."""

from collections.abc import Callable
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from geo.events.atlas import open_atlas
from geo.out import lists
from geo.out.exports import FORMS
from geo.out.shown import show
from geo.settings import ROOT
from geo.vocabulary.filters import FILTERS
from geo.vocabulary.view import View

PAGES = ("map.py", "timeline.py", "intensity.py", "crossings.py", "matrix.py", "accounts.py", "sources.py", "data.py")
CARD = '<article class="zp-card"'
ENTRY = str(ROOT / "pages" / "zero_point.py")


def opened(query: str = "", script: str = "map.py") -> AppTest:
    """The page, opened by a link."""
    app = AppTest.from_file(ENTRY, default_timeout=60)
    for key, values in parse_qs(query, keep_blank_values=True).items():
        app.query_params[key] = values
    app.run()
    if script != "map.py":
        app.switch_page(script).run()
    assert not app.exception, [error.value for error in app.exception]
    return app


def asked(app: AppTest) -> dict[str, list[str]]:
    """The query string that the page left in the address."""
    return {key: value if isinstance(value, list) else [value] for key, value in app.query_params.items()}


def said(app: AppTest) -> str:
    return " ".join(block.value if hasattr(block, "value") else block.proto.body for block in app.get("html"))


@pytest.mark.parametrize("script", PAGES)
@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", "121 of 121 events"),
        ("v=1&kind=air_or_missile_strike&start=2024-01-01&end=2024-01-31", "2 of 121 events"),
        ("v=1&q=xyzzy", "0 of 121 events"),
    ],
)
def test_every_page_shows_the_view(script: str, query: str, count: str) -> None:
    app = opened(query, script)
    assert count in said(app)
    assert [warning.value for warning in app.warning] == []


@pytest.mark.parametrize("script", PAGES)
def test_rubbish_in_a_link_is_named_on_every_page_and_the_rest_holds(script: str) -> None:
    app = opened("v=2&kind=attack&kind=nonsense&start=soon&bbox=1,2&lon=1e999&lat=2&colour=red", script)
    warnings = [warning.value for warning in app.warning]
    for rubbish in ("version 2", "nonsense", "soon", "bbox=1,2", "lon=1e999", "colour"):
        assert sum(rubbish in warning for warning in warnings) == 1, rubbish
    assert "30 of 121 events" in said(app)
    assert app.multiselect(key="filter_kind").value == ["attack"]


@pytest.mark.parametrize("script", PAGES)
def test_a_selected_event_shows_its_card(script: str, id_of: Callable[[str], str]) -> None:
    event = id_of("2024-01-16-panjgur-strike")
    app = opened(f"v=1&event={event}", script)
    assert CARD in said(app)
    assert "What is disputed" in said(app)
    app.button(key="close_card").click().run()
    assert not app.exception
    assert CARD not in said(app)
    assert "event" not in asked(app)


def test_a_card_moves_the_map_to_its_event_where_there_is_one(id_of: Callable[[str], str]) -> None:
    strike, nowhere = (
        id_of("2024-01-16-panjgur-strike"),
        lists.missing(open_atlas(), show(open_atlas(), View()), "unlocated"),
    )
    app = opened(f"v=1&event={strike}&lon=61&lat=31&zoom=9", "map.py")
    app.button(key="go_there").click().run()
    lon, lat, zoom = (float(asked(app)[key][0]) for key in ("lon", "lat", "zoom"))
    assert 63 < lon < 64.2 and 26.5 < lat < 27.5 and zoom >= 8
    assert [toast.value for toast in app.toast] == ["The map shows where it happened."]
    app = opened(f"v=1&event={next(iter(nowhere))}")
    app.button(key="go_there").click().run()
    assert "not known well enough" in app.toast[0].value and "lon" not in asked(app)
    for script in ("timeline.py", "accounts.py"):  # without an account there is no map
        app = opened(f"v=1&event={strike}", script)
        assert "go_there" not in {button.key for button in app.button}
    app = opened(f"v=1&event={strike}&lens=side:iran_state", "accounts.py")
    assert "go_there" in {button.key for button in app.button}


@pytest.mark.parametrize("script", ["map.py", "timeline.py"])
def test_an_event_outside_the_filters_is_still_shown(script: str, id_of: Callable[[str], str]) -> None:
    app = opened(f"v=1&q=xyzzy&event={id_of('2024-01-16-panjgur-strike')}", script)
    assert "outside the present filters" in said(app)


def test_the_side_bar_has_every_filter_with_live_counts() -> None:
    app = opened("v=1&side=iran_state")
    assert {box.key for box in app.sidebar.multiselect} == {f"filter_{f.key}" for f in FILTERS}
    assert [field.label for field in app.sidebar.text_input] == ["Words"]
    assert app.sidebar.date_input
    assert app.sidebar.radio(key="names").value == "latin"
    denying = next(o for o in app.sidebar.multiselect(key="filter_stance").options if o.startswith("Denies"))
    both = opened("v=1&side=iran_state&stance=denies")
    assert f"{denying.rpartition('(')[2].rstrip(')')} of 121 events" in said(both)


@pytest.mark.parametrize("script", ["map.py", "data.py"])
def test_a_filter_goes_into_the_address_and_stays_when_the_page_changes(script: str) -> None:
    app = opened("", script)
    app.multiselect(key="filter_kind").set_value(["clash", "attack"]).run()
    assert asked(app) == {"v": ["1"], "kind": ["attack", "clash"]}
    assert "46 of 121 events" in said(app)
    app.switch_page("data.py" if script != "data.py" else "sources.py").run()
    assert not app.exception
    assert app.multiselect(key="filter_kind").value in (["attack", "clash"], ["clash", "attack"])
    assert "46 of 121 events" in said(app)


def test_words_are_a_filter() -> None:
    app = opened("v=1&kind=attack")
    app.text_input(key="words").set_value("  Jaish   al-Adl ").run()
    assert asked(app) == {"v": ["1"], "kind": ["attack"], "q": ["Jaish al-Adl"]}


def test_clear_all_filters_leaves_style_and_viewport() -> None:
    app = opened("v=1&kind=attack&q=Jaish&start=2020-01-01&bbox=60,25,66,30&names=local&lon=62&lat=27&zoom=8")
    clear = next(button for button in app.sidebar.button if button.label == "Clear all filters")
    clear.click().run()
    assert not app.exception
    assert asked(app) == {"v": ["1"], "lon": ["62"], "lat": ["27"], "zoom": ["8"], "names": ["local"]}
    assert "121 of 121 events" in said(app)
    assert app.multiselect(key="filter_kind").value == []


def test_a_drawn_area_can_be_removed() -> None:
    app = opened("v=1&bbox=60,25,66,30&kind=attack")
    next(button for button in app.sidebar.button if button.label == "Remove the drawn area").click().run()
    assert asked(app) == {"v": ["1"], "kind": ["attack"]}


def test_a_preset_sets_the_window_and_none_clears_it() -> None:
    app = opened()
    app.button_group(key="preset").set_value("January 2024").run()
    assert asked(app) == {"v": ["1"], "start": ["2024-01-01"], "end": ["2024-01-31"]}
    app.button_group(key="preset").set_value("All").run()
    assert asked(app) == {"v": ["1"]}


def test_the_slider_moves_the_window_and_its_ends_mean_no_limit() -> None:
    app = opened()
    first, last = app.slider(key="window").value
    app.slider(key="window").set_range(first.replace(year=2024, month=1, day=1), last).run()
    assert asked(app) == {"v": ["1"], "start": ["2024-01-01"]}
    app.slider(key="window").set_range(first, last).run()
    assert asked(app) == {"v": ["1"]}


def test_steps_move_the_window_by_a_month() -> None:
    app = opened("v=1&start=2024-01-01&end=2024-01-31")
    app.button(key="next").click().run()
    assert asked(app) == {"v": ["1"], "start": ["2024-02-01"], "end": ["2024-02-29"]}
    app.button(key="back").click().run()
    assert asked(app) == {"v": ["1"], "start": ["2024-01-01"], "end": ["2024-01-31"]}


def test_playing_runs_ahead_of_the_address_until_paused() -> None:
    app = opened("v=1&start=2024-01-01&end=2024-01-31")
    app.button(key="play").click().run()
    assert not app.exception
    assert asked(app) == {"v": ["1"], "start": ["2024-01-01"], "end": ["2024-01-31"]}
    app.button(key="pause").click().run()
    assert asked(app) == {"v": ["1"], "start": ["2024-02-01"], "end": ["2024-02-29"]}


def test_the_list_opens_an_event_and_lists_only_what_is_shown(id_of: Callable[[str], str]) -> None:
    app = opened("v=1&kind=air_or_missile_strike&start=2024-01-01&end=2024-01-31")
    choice = next(box for box in app.selectbox if box.label == "Open an event")
    assert len(choice.options) == 2
    choice.set_value(id_of("2024-01-16-panjgur-strike")).run()
    assert asked(app)["event"] == [id_of("2024-01-16-panjgur-strike")]
    assert CARD in said(app)


@pytest.mark.parametrize(
    ("script", "key", "value"),
    [
        ("timeline.py", "lanes", "outlet"),
        ("intensity.py", "layer", "hexagons"),
        ("intensity.py", "measure", "fatalities"),
        ("data.py", "names", "local"),
    ],
)
def test_a_choice_of_style_is_part_of_the_link(script: str, key: str, value: str) -> None:
    app = opened("", script)
    app.radio(key=key).set_value(value).run()
    assert not app.exception
    assert asked(app) == {"v": ["1"], key: [value]}
    assert opened(f"v=1&{key}={value}", script).radio(key=key).value == value


def test_the_data_page_gives_the_address_of_what_it_shows_and_every_format() -> None:
    app = opened("v=1&kind=attack&kind=clash", "data.py")
    buttons = [button.proto.label for button in app.get("download_button")]
    assert buttons == [f"Download {form.label}" for form in FORMS.values()]
    assert app.code[0].value.endswith("/events.geojson?v=1&kind=attack&kind=clash")
    assert len(app.dataframe[0].value) == 46


def test_the_sources_page_counts_the_view(id_of: Callable[[str], str]) -> None:
    everything, some = opened("", "sources.py"), opened("v=1&country=IR", "sources.py")
    assert len(everything.dataframe[0].value) > len(some.dataframe[0].value) > 1
    assert set(some.dataframe[0].value["country"]) == {"Iran"}


def test_two_readers_do_not_share_a_view() -> None:
    one, other = opened("v=1&kind=attack"), opened("v=1&kind=clash")
    one.run()
    assert "30 of 121" in said(one)
    assert "16 of 121" in said(other)


def test_clearing_or_setting_the_window_stops_the_play() -> None:
    app = opened("v=1&kind=attack&start=2024-01-01&end=2024-01-31")
    app.button(key="play").click().run()
    next(button for button in app.sidebar.button if button.label == "Clear all filters").click().run()
    assert asked(app) == {"v": ["1"]}
    assert "pause" not in {button.key for button in app.button}
    app.button(key="play").click().run()
    app.button_group(key="preset").set_value("June 2025").run()
    assert asked(app) == {"v": ["1"], "start": ["2025-06-01"], "end": ["2025-06-30"]}
    assert "pause" not in {button.key for button in app.button}
