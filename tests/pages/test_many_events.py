"""Pages with more events than are drawn, listed or chosen from one by one: each says so, none breaks, none lists them all."""

import pytest

from geo.__main__ import main
from tests.pages.test_pages import PAGES, opened, said

EVENTS = 6_000


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("many")
    rows = [
        f"{n},{1990 + n % 36}-{1 + n % 12:02d}-{1 + n % 28:02d},Event number {n},{61 + n % 97 / 20},{26 + n % 89 / 20},Outlet {n % 1300}"
        for n in range(EVENTS)
    ]
    table = folder / "many.csv"
    table.write_text("\n".join(["id,date,event,lon,lat,source", *rows]), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ZEROPOINT_HOME", str(folder / "home"))
        assert main(["import", str(table), "--dataset", "many"]) == 0
        yield


@pytest.mark.parametrize("script", PAGES)
def test_every_page_says_what_it_cuts(script: str) -> None:
    app = opened("", script)
    assert f"{EVENTS + 121:,} of {EVENTS + 121:,} events" in said(app)
    captions = " ".join(each.value for each in app.caption)
    cut = {
        "timeline.py": "counts the events of a quarter",
        "matrix.py": "The latest 1,000 of 6,121 events are listed; the CSV has all.",
        "data.py": "The latest 5,000 of 6,121 events are listed; the downloads have all.",
    }
    assert cut.get(script, "") in captions
    for box in [*app.selectbox, *app.multiselect]:
        assert len(box.options) <= 1001, box.label
    assert len(app.button) < 100


def test_an_event_beyond_the_list_is_found_by_its_words() -> None:
    app = opened("")
    (box,) = [each for each in app.selectbox if each.label == "Open an event"]
    assert "the latest 1,000 of 6,121 events in this view" in box.proto.placeholder
    assert not any("Event number 3 " in f"{option} " for option in box.options)
    (words,) = [each for each in app.text_input if each.label == "Find among 6,121 events"]
    words.set_value("number 1993-04 event").run()
    assert not app.exception
    (box,) = [each for each in app.selectbox if each.label == "Open an event"]
    assert any(option.endswith("Event number 3") for option in box.options) and len(box.options) < 1000
    assert all("1993-04" in option for option in box.options)


def test_a_narrow_window_is_drawn_one_by_one_again() -> None:
    app = opened("v=1&start=2024-01-01&end=2024-12-31", "timeline.py")
    assert any("Click a mark for its card" in each.value for each in app.caption)
