"""The pictures that are no map: time line, matrix, chart, and the comparison of two accounts."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pandas as pd
import pytest
from matplotlib.patches import Rectangle

from geo.drawing.drawing import Drawing
from geo.drawing.ticks import Days, ticks
from geo.events.atlas import Atlas
from geo.out.differences import compare, count_differences
from geo.out.matrix import matrix
from geo.out.shown import Shown, show
from geo.vocabulary.view import View
from tests.geo.drawing.conftest import placed, texts

JANUARY = {"start": date(2024, 1, 1), "end": date(2024, 1, 31)}
BOTH = {"lens": "side:iran_state", "against": "side:pakistan_state"}
Picture = Callable[..., Drawing]
Look = Callable[..., Shown]


def test_days_stand_in_order_and_apart() -> None:
    for first, after in (
        (date(2024, 1, 1), date(2024, 1, 9)),
        (date(2024, 1, 1), date(2024, 2, 1)),
        (date(2022, 6, 1), date(2024, 12, 31)),
        (date(2011, 12, 7), date(2026, 4, 1)),
        (date(1, 1, 1), date(9999, 12, 31)),
    ):
        days = Days(first, after, 100, 600)
        found = ticks(days, 60)
        xs = [days.x(day) for day, _ in found]
        assert found and xs == sorted(xs) and xs[0] >= 100 and xs[-1] <= 600
        assert all(b - a >= 45 for a, b in pairwise(xs)), (first, after)
    assert ticks(Days(date(2024, 1, 1), date(2024, 1, 9), 0, 800), 60)[0][1] == "1 Jan 2024"
    assert ticks(Days(date(2011, 1, 1), date(2026, 4, 1), 0, 500), 60)[0][1] == "2012"


def test_the_time_line_names_its_lanes_and_its_events(picture: Picture, look: Look) -> None:
    drawing, events = picture("timeline", **JANUARY), look(**JANUARY).events
    said = texts(drawing)
    assert {"Air or missile strike", "Trade and supply", "Diplomacy"} <= set(said)
    for event, number in drawing.numbers.items():
        begins = f"{number} · {events.at[event, 'title'][:12]}"
        assert any(text.startswith(begins) for text in said), begins
    assert set(drawing.shows) == set(events.index) and not drawing.left_out


def test_a_mark_on_the_time_line_stands_on_its_day(picture: Picture) -> None:
    at = {text: (box[0] + box[2]) / 2 for text, box in placed(picture("timeline", **JANUARY))}
    strike, later = (
        next(box for text, box in placed(picture("timeline", **JANUARY)) if text.startswith(n)) for n in "36"
    )
    assert at["11 Jan 2024"] < at["21 Jan 2024"]
    assert strike[3] > 0 and later[3] > 0


def test_lanes_by_outlet_say_how_many_find_no_room(picture: Picture) -> None:
    drawing = picture("timeline", (10.0, 4.0), lanes="outlet")
    assert any("find no room" in said for said in drawing.left_out)


def test_the_matrix_says_what_the_table_says(picture: Picture, atlas: Atlas, look: Look) -> None:
    drawing = picture("matrix", **JANUARY)
    cells = matrix(atlas, look(**JANUARY), "side")
    said = texts(drawing)
    for name in cells.columns[3:]:
        for cell in cells[name]:
            assert not cell or cell in said
    wanted = sorted(cell for name in cells.columns[3:] for cell in cells[name] if cell)
    signs = {"✕", "≠", "✓", "●", "→", "–", "=", "2"}  # the keys of the legend, and the agreement
    assert [cell for cell in wanted if cell not in signs] == sorted(
        text for text in said if text in wanted and text not in signs
    )
    assert set(drawing.shows) == set(cells.index)


def test_a_matrix_without_room_says_how_much_is_left(picture: Picture) -> None:
    drawing = picture("matrix")
    rest = 121 - len(drawing.shows)
    assert 0 < len(drawing.shows) < 121
    assert f"… and {rest} more events" in texts(drawing)
    assert any(f"{rest} more find no room" in said for said in drawing.left_out)


@pytest.mark.parametrize("fields", [{}, JANUARY, {"start": date(2022, 6, 1), "end": date(2024, 12, 31)}])
def test_a_chart_has_a_bar_for_each_kind_and_time(picture: Picture, look: Look, fields: dict[str, date]) -> None:
    drawing, events = picture("chart", **fields), look(**fields).events
    unit = {"a year": "Y", "a day": "D", "a month": "M"}[
        drawing.alt.partition(" by kind")[0].removeprefix("Bars: events ")
    ]
    first = events["first"].clip(lower=pd.Timestamp(fields["start"]) if fields else None)
    bars = pd.crosstab(first.dt.to_period(unit), events["kind"])
    high = events["fatalities_high"].fillna(0).astype(int).groupby(first.dt.to_period(unit)).sum()
    keys = events["kind"].nunique() + 1  # the legend has one of each, and one of the deaths
    drawn = [patch for patch in drawing.figure.axes[0].patches if isinstance(patch, Rectangle)]
    assert len(drawn) == int((bars > 0).to_numpy().sum()) + int((high > 0).sum()) + keys
    low = int(events["fatalities_low"].fillna(0).sum())
    assert f"deaths reported, {low:,} to {int(high.sum()):,} in all" in drawing.alt
    assert set(drawing.shows) == set(events.index)


def test_a_chart_says_what_it_cannot_know(picture: Picture) -> None:
    said = " ".join(picture("chart", **JANUARY).left_out)
    assert "of which the day is not known, or that went on" in said
    assert "for which no number of deaths is reported" in said


def test_a_comparison_counts_how_the_accounts_differ(picture: Picture, atlas: Atlas) -> None:
    drawing = picture("comparison", **BOTH)
    counts = count_differences(compare(atlas, show(atlas, View(**BOTH).comparison())))  # type: ignore[arg-type]
    assert f"{counts['dispute']} both, and they dispute; " in drawing.alt
    assert f"{counts['only_first']} only the Iranian state" in drawing.alt
    said = texts(drawing)
    assert any(text.startswith("As told by the Iranian state: ") for text in said)
    assert any(text.startswith("As told by the Pakistani state: ") for text in said)
    assert {"≠", "◧", "◨", "="} <= set(said), "the badges of the differences"


def test_swapping_the_accounts_swaps_the_maps(picture: Picture) -> None:
    one = picture("comparison", **JANUARY, **BOTH)
    other = picture("comparison", **JANUARY, lens=BOTH["against"], against=BOTH["lens"])
    assert one.shows == other.shows and one.numbers == other.numbers


def test_without_a_second_account_one_map_is_drawn(picture: Picture) -> None:
    drawing = picture("comparison", lens="side:iran_state")
    assert drawing.left_out[0] == "No second account is chosen; the map shows one."
    assert drawing.shows


def test_the_captions_of_two_accounts_are_whole_where_the_picture_is_narrow(picture: Picture) -> None:
    drawing = picture(
        "comparison", size=(5.0, 6.0), **JANUARY, lens="side:press_witness", against="side:local_official"
    )
    said = " ".join(texts(drawing))
    assert said.count("As told by") == 2
    captions = [text for text in texts(drawing) if "As told by" in text]
    assert not any("…" in text for text in captions), captions


def test_a_time_line_grows_until_its_events_are_named(picture: Picture) -> None:
    low, grown = (picture("timeline", size=(5.0, 3.6), tallest=tallest, **JANUARY) for tallest in (0.0, 7.0))
    assert not any(text[0].isdigit() and " · " in text for text in texts(low))
    assert any(text[0].isdigit() and " · " in text for text in texts(grown))
    assert 3.6 < grown.figure.get_size_inches()[1] <= 7.0


def test_a_narrow_time_line_of_a_fixed_size_has_its_legend_below_where_that_leaves_all_titles(picture: Picture) -> None:
    drawing = picture("timeline", size=(7.5, 4.9), start=date(2024, 1, 16), end=date(2024, 1, 26))
    boxes = dict(placed(drawing))
    titles = [(text, box) for text, box in boxes.items() if text[0].isdigit() and " · " in text]
    assert len(titles) == len(drawing.numbers) > 5
    assert boxes["Events"][3] < min(box[1] for _, box in titles), "the legend stands below"
    low = picture("timeline", size=(7.0, 3.6), start=date(2024, 1, 16), end=date(2024, 1, 26))
    assert dict(placed(low))["Events"][0] > 300, "beside, where the lanes need the height"


def test_deaths_are_numbered_at_all_bars_or_at_none(picture: Picture, look: Look) -> None:
    told = look().told
    years = told.fillna({"fatalities_low": 0, "fatalities_high": 0}).groupby(told["first"].dt.year)
    low, high = (years[column].sum().astype(int) for column in ("fatalities_low", "fatalities_high"))
    ranges = {f"{low[year]}–{high[year]}" for year in high.index if high[year] > low[year]}
    held = [ranges & set(texts(picture("chart", size))) for size in ((7.0, 5.0), (9.0, 5.0), (11.0, 6.0), (14.0, 6.0))]
    assert held[0] == set() and held[-1] == ranges
    assert all(each in (set(), ranges) for each in held)


def test_the_legend_of_a_time_line_says_whether_numbers_name_events_or_count_them(picture: Picture) -> None:
    window = {"start": date(2024, 1, 10), "end": date(2024, 1, 30)}
    named, counted = (
        " ".join(texts(picture("timeline", (10.0, 6.2), lanes=by, **window))) for by in ("kind", "outlet")
    )
    assert "number of the event in order of time" in named and "so many events" not in named
    assert "so many events at one time" in counted and "number of the event" not in counted
