"""An account is made of its own claims and nothing else; two accounts are compared alike whichever stands first."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.events.assembly import ASPECTS
from geo.events.atlas import Atlas, open_atlas
from geo.out.differences import DIFFERENCES, compare, count_differences, difference_table, legend, marks, to_csv
from geo.out.exports import export_view
from geo.out.layers import event_layer
from geo.out.lens import COLUMNS, TOLD, count_accounts, label, of_lens, tell
from geo.out.sentence import say_view
from geo.out.shown import Shown, show
from geo.vocabulary.view import View

IRAN, PAKISTAN = "side:iran_state", "side:pakistan_state"
JANUARY = View(start=date(2024, 1, 1), end=date(2024, 1, 31), lens=IRAN, against=PAKISTAN)
LENSES = sorted(open_atlas().lenses)
EXCHANGED = {"only_first": "only_second", "only_second": "only_first"}

# ---- accounts made up for the rules


@st.composite
def said(draw: st.DrawFn) -> dict[str, Any]:
    """A claim of one of three sides on one of four events."""
    low = draw(st.none() | st.integers(0, 4))
    aspects = st.sampled_from(["happened", "who", "target", "where"])
    held = st.lists(st.sampled_from(["this", "that"]), min_size=1, max_size=2, unique=True).map(tuple)
    return {
        "event_id": draw(st.sampled_from("abcd")),
        "speaker_side": draw(st.sampled_from(["one", "other", "third"])),
        "speaker": "somebody",
        "origin": draw(st.sampled_from(["office", "paper"])),
        "outlet_id": "paper",
        "stance": draw(
            st.sampled_from(["asserts", "confirms", "attributes", "disputes_detail", "denies", "no_comment"])
        ),
        "statement": draw(st.sampled_from(["so", "not so"])),
        "attributed_to": draw(st.sampled_from(["", "somebody else"])),
        "positions": draw(st.dictionaries(aspects, held, max_size=2)),
        "published_on": draw(st.sampled_from(["", "2024-01", "2024-01-18"])),
        "fatalities_low": low,
        "fatalities_high": None if low is None else low + draw(st.integers(0, 2)),
        "injured": draw(st.none() | st.integers(0, 3)),
    }


WORLD: Any = SimpleNamespace(choices={"stance": open_atlas().choices["stance"]})


def compared(claims: list[dict[str, Any]], first: str = "side:one", second: str = "side:other") -> pd.DataFrame:
    """The comparison of what these claims say, as `compare` finds it among what a View shows."""
    frame = pd.DataFrame(claims, columns=list(claim(""))).assign(passes=True)
    frame = frame.astype(dict.fromkeys(("fatalities_low", "fatalities_high", "injured"), "Int64"))
    heard = frame[of_lens(frame, first) | of_lens(frame, second)]
    events = pd.DataFrame(index=sorted(set(heard["event_id"]))).assign(date_start="2024-01-01", title="an event")
    return compare(WORLD, Shown(View(lens=first, against=second), events, heard, None, 4))  # type: ignore[arg-type]


def claim(side: str, **fields: Any) -> dict[str, Any]:
    plain = {
        "event_id": "a",
        "speaker": "x",
        "stance": "asserts",
        "statement": "so",
        "attributed_to": "",
        "positions": {},
    }
    plain |= {"origin": "office", "outlet_id": "paper"}
    numbers = {"published_on": "", "fatalities_low": None, "fatalities_high": None, "injured": None}
    return {**plain, **numbers, "speaker_side": side, **fields}


claims = st.lists(said(), max_size=12)


@given(claims)
def test_swapping_the_accounts_swaps_what_only_one_reports_and_nothing_else(made: list[dict[str, Any]]) -> None:
    here, there = compared(made), compared(made, "side:other", "side:one").reindex(compared(made).index)
    assert [EXCHANGED.get(kind, kind) for kind in here["difference"]] == list(there["difference"])
    assert list(here["aspects"]) == list(there["aspects"])
    assert [{a: p[::-1] for a, p in held.items()} for held in here["positions"]] == list(there["positions"])
    for column in TOLD:
        pd.testing.assert_series_equal(here[f"first_{column}"], there[f"second_{column}"], check_names=False)


@given(claims)
def test_every_event_of_either_account_stands_there_once_and_no_other(made: list[dict[str, Any]]) -> None:
    found = compared(made)
    by_side = {side: {c["event_id"] for c in made if c["speaker_side"] == side} for side in ("one", "other")}
    assert sorted(found.index) == sorted(by_side["one"] | by_side["other"])
    for event, kind in found["difference"].items():
        mine, theirs = event in by_side["one"], event in by_side["other"]
        assert kind == {(True, False): "only_first", (False, True): "only_second"}.get((mine, theirs), kind)
        assert (kind in EXCHANGED) == (mine != theirs)
    assert sum(count_differences(found).values()) == len(found)


@given(claims)
def test_aspects_are_named_where_and_only_where_the_accounts_differ(made: list[dict[str, Any]]) -> None:
    for row in compared(made).itertuples():
        assert bool(row.aspects) == (row.difference in ("dispute", "figures_differ"))
        assert set(row.aspects) == set(row.positions) <= set(ASPECTS)
        assert (row.difference == "figures_differ") == (bool(row.aspects) and set(row.aspects) <= {"deaths", "injured"})


@given(claims)
def test_an_account_never_differs_from_itself(made: list[dict[str, Any]]) -> None:
    assert set(compared(made, "side:one", "side:one")["difference"]) <= {"agree"}


@given(claims, st.randoms(use_true_random=False))
def test_neither_order_nor_repetition_of_claims_matters(made: list[dict[str, Any]], random: Any) -> None:
    again = [*made, *made]
    random.shuffle(again)
    columns = ["difference", "aspects", "positions"]
    pd.testing.assert_frame_equal(compared(made)[columns].sort_index(), compared(again)[columns].sort_index())


@pytest.mark.parametrize(
    ("first", "second", "kind", "aspects"),
    [
        ({}, {}, "agree", ()),
        ({"positions": {"who": ("A",)}}, {}, "agree", ()),
        ({"positions": {"who": ("A",)}}, {"positions": {"who": ("A",)}}, "agree", ()),
        ({"positions": {"who": ("A",)}}, {"positions": {"who": ("B",)}}, "dispute", ("who",)),
        ({"positions": {"who": ("A",)}}, {"positions": {"who": ("A", "B")}}, "dispute", ("who",)),
        ({"stance": "denies"}, {}, "dispute", ("happened",)),
        ({"stance": "denies"}, {"stance": "denies"}, "agree", ()),
        ({"stance": "denies", "positions": {"target": ("A",)}}, {}, "dispute", ("target",)),
        ({"stance": "denies", "positions": {"target": ("A",)}}, {"positions": {"target": ("A",)}}, "agree", ()),
        ({"injured": 1}, {"injured": 3}, "figures_differ", ("injured",)),
        ({"fatalities_low": 2, "fatalities_high": 2}, {}, "agree", ()),
        ({"fatalities_low": 2, "fatalities_high": 5}, {"fatalities_low": 4, "fatalities_high": 9}, "agree", ()),
        (
            {"fatalities_low": 2, "fatalities_high": 2, "positions": {"where": ("A",)}},
            {"fatalities_low": 9, "fatalities_high": 9, "positions": {"where": ("B",)}},
            "dispute",
            ("where", "deaths"),
        ),
    ],
)
def test_the_rules_by_example(first: dict, second: dict, kind: str, aspects: tuple[str, ...]) -> None:
    row = compared([claim("one", **first), claim("other", **second)]).loc["a"]
    assert (row["difference"], row["aspects"]) == (kind, aspects)


def test_the_table_says_who_is_silent_and_both_figures() -> None:
    made = [
        claim("one", fatalities_low=9, fatalities_high=9, statement="nine died"),
        claim("other", stance="denies", fatalities_low=2, fatalities_high=2, statement="only two"),
        claim("one", event_id="b", fatalities_low=1, fatalities_high=1, attributed_to="bandits"),
        claim("one", event_id="c", injured=3),
        claim("other", event_id="c"),
    ]
    table = difference_table(compared(made), "One", "Other")
    assert (
        table.at["a", "Difference"]
        == "≠ both, and they dispute: what happened: not denied / denied; number of deaths: 9 / 2"
    )
    assert (table.at["a", "One"], table.at["a", "Other"]) == ("Asserts: nine died", "Denies: only two")
    assert (table.at["b", "Difference"], table.at["b", "Other"]) == ("◧ only One", "silent")
    assert (table.at["b", "Deaths"], table.at["b", "Held responsible"]) == ("1 / silent", "bandits / silent")
    assert (table.at["c", "Injured"], table.at["c", "Deaths"]) == ("3 / no figure", "")
    assert len(set(difference_table(compared(made), "One", "One").columns)) == len(table.columns)


# ---- accounts on record


@pytest.mark.parametrize("lens", LENSES[::9])
def test_an_account_has_all_claims_of_its_lens_and_no_others(atlas: Atlas, lens: str) -> None:
    shown, everything = show(atlas, View(lens=lens)), atlas.chronology.claims
    assert set(shown.claims.index) == set(everything.index[of_lens(everything, lens)])
    assert shown.claims["passes"].all()
    assert set(shown.events.index) == set(shown.claims["event_id"])
    stances = atlas.choices["stance"]
    for event, row in shown.events.iterrows():
        mine = shown.claims[shown.claims["event_id"] == event]
        assert any(
            row["told_as"]
            in (f"{stances[c.stance]}: {c.statement}", f"{c.speaker} ({stances[c.stance].lower()}): {c.statement}")
            for c in mine.itertuples()
        )
        lowest = mine["fatalities_low"].min()
        assert (pd.isna(lowest) and pd.isna(row["told_fatalities_low"])) or row["told_fatalities_low"] == lowest
        assert set(filter(None, row["told_responsible"].split("; "))) == set(
            filter(None, "; ".join(mine["attributed_to"]).split("; "))
        )


def test_without_a_lens_events_are_told_as_they_are_on_record(look: Callable[..., Shown]) -> None:
    shown = look()
    assert shown.told is shown.events
    assert not set(TOLD) & set(shown.events.columns)


@settings(max_examples=25)
@given(st.sampled_from(LENSES), st.sampled_from(LENSES))
def test_two_accounts_on_record_are_their_union(first: str, second: str) -> None:
    atlas = open_atlas()
    one, other = show(atlas, View(lens=first)), show(atlas, View(lens=second))
    view = View(lens=first, against=second)
    found = compare(atlas, show(atlas, view.comparison()))
    assert sorted(found.index) == sorted(set(one.events.index) | set(other.events.index))
    for prefix, alone in (("first_", one), ("second_", other)):
        told = found[f"{prefix}told_as"].dropna()
        assert told.to_dict() == alone.events["told_as"].to_dict()
    exchanged = compare(atlas, show(atlas, View(lens=second, against=first))).reindex(found.index)
    assert [EXCHANGED.get(kind, kind) for kind in found["difference"]] == list(exchanged["difference"])


def test_the_strikes_of_january_2024_as_the_two_states_have_them(atlas: Atlas, id_of: Callable[[str], str]) -> None:
    found = compare(atlas, show(atlas, JANUARY.comparison()))
    panjgur, saravan = id_of("2024-01-16-panjgur-strike"), id_of("2024-01-18-saravan-strike")
    assert list(found.index[:2]) == [panjgur, saravan], "the two disputes stand first"
    assert found.loc[[panjgur, saravan], "difference"].tolist() == ["dispute", "dispute"]
    assert found.at[panjgur, "first_told_stance"] == "denies"
    table = difference_table(found, "Iranian state", "Pakistani state")
    assert table.at[panjgur, "Deaths"] == "no figure / 2"
    assert table.at[saravan, "Deaths"] == "7–9 / no figure"
    assert table.at[panjgur, "Iranian state"].startswith("Denies: ")
    counts = count_differences(found)
    assert counts["only_first"] >= 1 and counts["only_second"] >= 2
    assert [row[3] for row in legend(found, "a", "b")] == list(counts.values())


def test_lists_of_accounts_have_sides_first_and_only_those_that_speak(atlas: Atlas) -> None:
    shown = show(atlas, replace(JANUARY, lens="", against=""))
    counts = count_accounts(shown.claims, atlas.lenses)
    assert counts[IRAN] == len(show(atlas, replace(JANUARY, against="")).events)
    kinds = [lens.partition(":")[0] for lens in counts]
    assert list(dict.fromkeys(kinds)) == list(COLUMNS) and kinds == sorted(kinds, key=list(COLUMNS).index)
    assert all(counts.values()) and set(counts) <= set(atlas.lenses)
    assert label(IRAN, atlas.lenses) == "Side: Iranian state"
    assert label("press:PK", atlas.lenses) == "Press of Pakistan"


def test_nothing_shown_gives_an_empty_comparison(atlas: Atlas) -> None:
    found = compare(atlas, show(atlas, replace(JANUARY, q="xyzzy").comparison()))
    assert found.empty and set(count_differences(found).values()) == {0}
    assert difference_table(found, "a", "b").empty
    assert to_csv(found, IRAN, PAKISTAN).count(b"\r\n") == 1
    assert tell(atlas.chronology.claims[:0], IRAN, atlas.choices["stance"]).empty


# ---- where accounts are told


def test_exports_of_a_lens_have_its_claims_alone_and_what_it_tells(atlas: Atlas, id_of: Callable[[str], str]) -> None:
    question = JANUARY.question()
    features = json.loads(export_view(atlas, question, (), "geojson"))["features"]
    assert {c["speaker_side"] for f in features for c in f["properties"]["claims"]} == {"iran_state"}
    strike = next(f["properties"] for f in features if f["id"] == id_of("2024-01-18-saravan-strike"))
    assert (strike["told_fatalities_low"], strike["told_fatalities_high"]) == (7, 9)
    assert strike["told_as"].startswith("Denies: ") and strike["title"] != strike["told_as"]
    rows = list(csv.DictReader(io.StringIO(export_view(atlas, question, (), "csv").decode("utf-8-sig"))))
    assert {row["speaker_side"] for row in rows} == {"iran_state"}
    assert {row["told_as"] for row in rows} == {f["properties"]["told_as"] for f in features}
    plain = json.loads(export_view(atlas, View(), (), "geojson"))["features"][0]["properties"]
    assert {plain[column] for column in TOLD} == {""}


def test_the_comparison_as_csv_has_both_accounts(atlas: Atlas) -> None:
    found = compare(atlas, show(atlas, JANUARY.comparison()))
    rows = list(csv.DictReader(io.StringIO(to_csv(found, IRAN, PAKISTAN).decode("utf-8-sig"))))
    assert [row["event_id"] for row in rows] == list(found.index)
    assert {(row["first_account"], row["second_account"]) for row in rows} == {(IRAN, PAKISTAN)}
    assert {row["difference"] for row in rows} <= set(DIFFERENCES)


def test_the_map_tells_titles_as_the_lens_does_and_marks_differences(atlas: Atlas, id_of: Callable[[str], str]) -> None:
    shown = show(atlas, JANUARY.question())
    kinds = compare(atlas, show(atlas, JANUARY.comparison()))["difference"].to_dict()
    briefs = [
        brief
        for f in json.loads(event_layer(atlas, shown, kinds))["features"]
        for brief in f["properties"].get("events", [f["properties"]])
    ]
    told = shown.events["told_as"]
    assert briefs and all(brief["title"] == told[brief["event"]] for brief in briefs)
    assert {brief["difference"] for brief in briefs} <= {"dispute", "figures_differ", "only_first", "agree"}
    strike = next(brief for brief in briefs if brief["event"] == id_of("2024-01-16-panjgur-strike"))
    assert (strike["stance"], strike["difference"]) == ("denies", "dispute")
    plain = json.loads(event_layer(atlas, show(atlas, View())))["features"]
    assert not any({"stance", "difference"} & set(f["properties"]) for f in plain)


def test_the_second_map_names_its_own_events() -> None:
    first, second = marks("A", "B"), marks("A", "B", mirrored=True)
    assert (first["only_first"]["label"], second["only_first"]["label"]) == ("only A", "only B")
    assert first["only_first"]["sign"] != second["only_first"]["sign"]
    assert first["dispute"] == second["dispute"]
    assert len({each["sign"] for each in first.values()}) == len({each["colour"] for each in first.values()}) == 5


def test_the_sentence_says_whose_account_it_is(atlas: Atlas) -> None:
    assert (
        say_view(JANUARY, atlas.choices, atlas.lenses)
        == "Events as told by the Iranian state, compared with the Pakistani state, between 1 January 2024 and 31 January 2024."
    )
    for lens, said_of_it in (
        ("press:PK", "the press of Pakistan"),
        ("outlet:dawn", "Dawn"),
        ("side:unknown", "“Unknown”"),
    ):
        assert f"as told by {said_of_it}." in say_view(View(lens=lens), atlas.choices, atlas.lenses)
