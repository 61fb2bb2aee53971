"""The Crossings page's chart, words and tables: cut to the window, nothing coloured that is not known, contradictions visible."""

import csv
import io
import re
from datetime import date

import pandas as pd
import pytest

from geo.events.atlas import Atlas
from geo.events.intervals import ASSUMED, REPORTED
from geo.out import crossing_cards
from geo.out.crossing_lanes import SHAPES, draw_crossing_lanes, lane_rows
from geo.out.crossing_tables import MEANING, report_csv, report_table
from geo.out.symbols import CROSSING_STATUS

JUNE = (pd.Timestamp("2025-06-01"), pd.Timestamp("2025-06-30"))
NOTHING = (pd.Timestamp("2017-01-01"), pd.Timestamp("2017-12-31"))
DAY = pd.Timedelta(days=1)


def test_bars_lie_within_the_window_and_lanes_keep_the_order_of_crossings(atlas: Atlas) -> None:
    rows = lane_rows(atlas, JUNE)
    assert (rows["first"] >= JUNE[0]).all()
    assert (rows["after"] <= JUNE[1] + DAY).all()
    assert (rows["first"] < rows["after"]).all()
    names = [crossing.name for crossing in atlas.crossings.crossings]
    assert list(dict.fromkeys(rows["crossing"])) == names


def test_what_june_2025_reports_stands_above_each_other(atlas: Atlas) -> None:
    rows = lane_rows(atlas, JUNE, ("taftan-mirjaveh",))
    goods = rows[(rows["lane"] == "Taftan–Mirjaveh\nGoods") & (rows["certainty"] == REPORTED)]
    on_the_17th = goods[(goods["first"] <= "2025-06-17") & (goods["after"] > "2025-06-17")]
    assert set(on_the_17th["slot"]) == {"open", "closed"}
    assert "sources in Taftan" in " ".join(on_the_17th["who"])


def test_ways_share_a_lane_only_where_they_are_the_same(atlas: Atlas) -> None:
    lanes = set(lane_rows(atlas, JUNE)["lane"])
    assert "Mand–Pishin\nGoods" in lanes
    assert {"Gabd–Rimdan\nPeople, into Pakistan", "Gabd–Rimdan\nPeople, into Iran"} <= lanes
    assert "Gabd–Rimdan\nPeople" not in lanes


def test_the_same_status_of_the_same_days_is_one_bar_with_all_who_say_so(atlas: Atlas) -> None:
    rows = lane_rows(atlas, JUNE, ("mand-pishin",))
    assert not rows.duplicated(["lane", "standing", "certainty", "first", "after"]).any()
    closed = rows[(rows["lane"] == "Mand–Pishin\nGoods") & (rows["certainty"] == REPORTED)]
    assert len(closed) == 1
    assert "deputy commissioner of Kech" in closed["who"].iloc[0]
    assert "Shahid Rind" in closed["who"].iloc[0]


def test_a_window_without_reports_is_empty(atlas: Atlas) -> None:
    assert lane_rows(atlas, NOTHING).empty
    assert report_table(atlas, NOTHING).empty
    html, number = crossing_cards.difference_cards(atlas, NOTHING)
    assert number == 0
    assert "No two reports" in html


def test_the_chart_tells_statuses_apart_by_colour_height_and_shape(atlas: Atlas) -> None:
    rows = lane_rows(atlas, (pd.Timestamp("2014-01-01"), pd.Timestamp("2026-03-31")))
    drawn = draw_crossing_lanes(rows, JUNE).to_dict()
    assert set(rows["standing"]) == set(SHAPES)
    assert len({CROSSING_STATUS[standing] for standing in SHAPES}) == len(SHAPES) == len(set(SHAPES.values()))
    assert "table" in drawn["description"]
    bars = drawn["layer"][0]["encoding"]
    assert ASSUMED in bars["strokeDash"]["condition"]["test"]
    assert REPORTED in bars["fillOpacity"]["condition"]["test"]


def test_the_status_in_words_names_posts_who_says_it_and_what_is_assumed(atlas: Atlas) -> None:
    html = crossing_cards.status_cards(atlas, date(2025, 6, 17))
    assert html.count("<section") == len(atlas.crossings.crossings)
    assert "≠ reports differ" in html
    assert "assumed since 16 June 2025" in html
    assert "Taftan Zero Point (Pakistan Gate)" in html
    assert "sources in Taftan (Dunya News)" in html
    assert "at some time in 2025" in html


def test_what_is_not_known_beside_what_is_says_so(atlas: Atlas) -> None:
    html = crossing_cards.status_cards(atlas, date(2025, 7, 10), ("taftan-mirjaveh",))
    assert "? Not known: goods; people, into Pakistan." in html


def test_what_is_not_known_says_so_and_names_the_last_report(atlas: Atlas) -> None:
    html = crossing_cards.status_cards(atlas, date(2017, 6, 1))
    assert html.count("Not known") == len(atlas.crossings.crossings)
    assert "Closed indefinitely by Iran" in html
    assert html.count("No report before.") == len(atlas.crossings.crossings) - 1


@pytest.mark.parametrize(
    ("window", "chosen", "words"),
    [
        (JUNE, ("taftan-mirjaveh",), ["Dot X", "Dunya News", "Shahid Rind", "Atta ul Munim", "15–17 June 2025"]),
        (("2024-05-01", "2024-06-30"), (), ["who decided (closed)", "Mashkel–Mazeh Sar", "marchers, via Urdu News"]),
        (
            ("2025-01-01", "2025-01-31"),
            (),
            ["Envision Pakistan", "Federal Board of Revenue", "day of one report is not"],
        ),
        (("2020-02-01", "2020-02-29"), (), ["spokesman of the Iranian consulate", "Ziaullah Langove"]),
    ],
)
def test_reports_that_differ_stand_side_by_side(
    atlas: Atlas, window, chosen: tuple[str, ...], words: list[str]
) -> None:
    html, number = crossing_cards.difference_cards(atlas, (pd.Timestamp(window[0]), pd.Timestamp(window[1])), chosen)
    assert number == html.count('class="zp-contradictions"') > 0
    for word in words:
        assert word in html, word


def test_the_table_has_every_report_once_and_the_csv_gives_it_back(atlas: Atlas) -> None:
    table = report_table(atlas, (pd.Timestamp("2000-01-01"), pd.Timestamp("2030-01-01")))
    assert list(table.columns) == list(MEANING)
    assert len(table) == len(atlas.chronology.crossing_status)
    found = list(csv.DictReader(io.StringIO(report_csv(table).decode("utf-8-sig"), newline="")))
    assert [row["Figures"].lstrip("'") for row in found] == list(table["Figures"])
    assert {row["licence"] for row in found} != {""}
    only = report_table(atlas, JUNE, ("mand-pishin",))
    assert {"Radeeg-Mand", "All crossings"} <= set(only["Crossing"])
    assert "Gabd-Kalato 250" not in set(only["Crossing"])


def test_works_stand_with_who_says_it_and_our_own_length_beside(atlas: Atlas) -> None:
    html = crossing_cards.infrastructure_cards(atlas)
    assert html.count("<details") == 7
    assert re.search(r"857 km: computed .* not a claim", html)
    for word in (
        "≠ 959 km",
        "≠ 1000 km",
        "more than 900 km",
        "≠ 204 MW",
        "≠ Zahedan",
        "70.30 %",
        "Sheikh Rashid Ahmed",
    ):
        assert word in html, word
