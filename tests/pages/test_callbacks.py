"""What the map, the time line and the deck say becomes a new View: clicks, drawn areas, moves.

The callbacks are run inside a page of Streamlit's own test runner, with what the components of the browser send.
"""

from streamlit.testing.v1 import AppTest

STRIKE = "br4myeevbf"


def _script() -> None:
    import streamlit as st

    from pages import callbacks

    take = {"map": callbacks.take_map, "deck": callbacks.take_pick, "chart": callbacks.take_mark}
    take["table"] = lambda name: callbacks.take_row(name, ["i6avu4xnbh", "br4myeevbf"])
    st.button("say", key="say", on_click=lambda: take[st.session_state["who"]]("said")())
    st.text(" ".join(callbacks.picked()))


def told(who: str, *messages: dict, query: dict[str, str] | None = None) -> AppTest:
    """The page after the component `who` has sent the messages one after the other."""
    app = AppTest.from_function(_script, default_timeout=60)
    for key, value in (query or {"v": "1"}).items():
        app.query_params[key] = value
    app.session_state["who"] = who
    app.run()
    for message in messages:
        app.session_state["said"] = message
        app.button(key="say").click().run()
        assert not app.exception, app.exception[0].value
    return app


def asked(app: AppTest) -> dict[str, str]:
    return dict(app.query_params)


def click(number: int, **properties: object) -> dict:
    return {"last_active_drawing": {"properties": {"click": number, **properties}}}


def test_a_click_on_an_event_selects_it() -> None:
    assert asked(told("map", click(1, event=STRIKE))) == {"v": "1", "event": STRIKE}


def test_a_click_on_what_is_no_event_changes_nothing() -> None:
    assert asked(told("map", click(1, event="<script>"))) == {"v": "1"}
    assert asked(told("map", {})) == {"v": "1"}
    assert asked(told("map", {"last_active_drawing": None, "center": None, "zoom": None})) == {"v": "1"}


def test_the_same_click_sent_again_does_not_undo_what_came_after() -> None:
    app = told("map", click(1, event=STRIKE))
    app.query_params.clear()
    app.query_params["v"] = "1"
    app.session_state["said"] = click(1, event=STRIKE)
    app.button(key="say").click().run()
    assert asked(app) == {"v": "1"}


def test_a_drawn_box_and_polygon_become_the_area() -> None:
    assert asked(told("map", click(1, bbox=[60, 25, 64.5, 28])))["bbox"] == "60,25,64.5,28"
    ring = [[60, 25], [64, 25], [62, 28]]
    assert asked(told("map", click(2, polygon=ring)))["polygon"] == "60,25;64,25;62,28"


def test_where_the_map_was_moved_to_is_kept_and_its_echo_is_not() -> None:
    moved = {"center": {"lat": 28.12345678, "lng": 61.5}, "zoom": 8}
    app = told("map", moved)
    assert asked(app) == {"v": "1", "lon": "61.5", "lat": "28.1235", "zoom": "8"}
    echo = {"center": {"lat": 28.1240, "lng": 61.5003}, "zoom": 8}  # less than two pixels away
    assert asked(told("map", moved, echo)) == asked(app)
    home = {"center": {"lat": 27.7, "lng": 62.6}, "zoom": 6}
    assert asked(told("map", home)) == {"v": "1"}, "the map where it was put"


def test_a_mark_of_the_time_line_selects_its_event_and_none_nothing() -> None:
    picked = {"selection": {"event": [{"event_id": STRIKE}]}}
    assert asked(told("chart", picked)) == {"v": "1", "event": STRIKE}
    assert asked(told("chart", {"selection": {"event": [{"event_id": "nonsense"}]}})) == {"v": "1"}
    assert asked(told("chart", {"selection": {}})) == {"v": "1"}


def test_one_event_picked_on_the_deck_is_selected_and_several_are_listed() -> None:
    def rows(*events: list[str]) -> dict:
        return {"selection": {"objects": {"bars": [{"event_ids": ids} for ids in events]}}}

    assert asked(told("deck", rows([STRIKE]))) == {"v": "1", "event": STRIKE}
    app = told("deck", rows([STRIKE, "i6avu4xnbh"], [STRIKE, "nonsense"]))
    assert asked(app) == {"v": "1"}
    assert app.text[0].value.split() == [STRIKE, "i6avu4xnbh"]
    assert asked(told("deck", {"selection": {"objects": {}}}, query={"v": "1", "event": STRIKE})) == {"v": "1"}


def test_a_row_of_a_table_selects_its_event_and_none_closes_the_card() -> None:
    def rows(*numbers: int) -> dict:
        return {"selection": {"rows": list(numbers)}}

    assert asked(told("table", rows(1))) == {"v": "1", "event": STRIKE}
    assert asked(told("table", rows(1), rows())) == {"v": "1"}
    assert asked(told("table", rows(7))) == {"v": "1"}, "a row of a table that was there before"
