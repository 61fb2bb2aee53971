"""View ⇄ query string: what was written is read, and what cannot be had is said."""

from datetime import date
from urllib.parse import parse_qsl, quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.out.known import known
from geo.out.share import KEYS, LONGEST_POLYGON, LONGEST_Q, STYLES, read, read_query, write, write_query
from geo.vocabulary.view import View
from tests.views import TEXTS, views

PROMISED = (
    "v start end outlet outlet_type country language side stance kind status place bbox q event lon lat zoom names data"
)


@settings(max_examples=100)
@given(views())
def test_a_view_written_and_read_is_the_same_view(view: View) -> None:
    assert read_query(write_query(view), known()) == (view, ())


@given(views())
def test_the_query_is_ascii_and_begins_with_the_version(view: View) -> None:
    query = write_query(view)
    assert query.isascii()
    assert query.startswith("v=1")
    assert " " not in query
    assert [key for key, _ in write(view)] == sorted((key for key, _ in write(view)), key=KEYS.index)


@pytest.mark.parametrize("text", TEXTS)
def test_any_words_come_through(text: str) -> None:
    assert read_query(write_query(View(q=text)), known())[0].q == text


def test_defaults_are_left_out() -> None:
    assert write_query(View()) == "v=1"
    assert read_query("", known()) == (View(), ())
    assert read_query("?v=1", known()) == (View(), ())


def test_the_keys_are_those_that_were_promised_and_each_is_a_field() -> None:
    assert set(PROMISED.split()) <= set(KEYS)
    assert set(KEYS) - {"v"} == set(View.__dataclass_fields__), "nothing of a View is left out of its link"
    assert len(KEYS) == len(set(KEYS))


def test_former_keys_and_reduced_dates_are_read(id_of) -> None:
    view, unmet = read_query("event=2024-01-16-panjgur-strike&start=2024-01&end=2024-02", known())
    assert (view.event, view.start, view.end, unmet) == (
        id_of("2024-01-16-panjgur-strike"),
        date(2024, 1, 1),
        date(2024, 2, 29),
        (),
    )


LONG = "x" * (LONGEST_Q + 1)
MANY = ";".join(f"{60 + n / 1000},{25 + n % 7}" for n in range(LONGEST_POLYGON + 1))
RUBBISH = [
    # query, the field that must be left at its default, what the sentence must name
    ("outlet=no-such-paper", "outlet", "no-such-paper"),
    ("kind=", "kind", "kind of event"),
    ("place=pk-atlantis", "place", "pk-atlantis"),
    ("country=Iran", "country", "Iran"),
    ("data=acled", "data", "acled"),
    ("start=yesterday", "start", "yesterday"),
    ("start=2024-02-30", "start", "2024-02-30"),
    ("start=9999-W52", "start", "9999-W52"),
    ("end=2024-13", "end", "2024-13"),
    ("start=2024-05-01&end=2024-01-01", "start", "before it starts"),
    ("start=2024-05-01&end=2024-01-01", "end", "before it starts"),
    ("bbox=60,25,64", "bbox", "no box"),
    ("bbox=64,25,60,28", "bbox", "no box"),
    ("bbox=60,28,64,25", "bbox", "no box"),
    ("bbox=60,25,60,28", "bbox", "no box"),
    ("bbox=60,-95,64,28", "bbox", "no box"),
    ("bbox=60,25,nan,28", "bbox", "no box"),
    ("bbox=60,25,inf,28", "bbox", "no box"),
    ("bbox=60,25,200,28", "bbox", "no box"),
    ("bbox=a,b,c,d", "bbox", "no box"),
    ("polygon=60,25;61,26", "polygon", "no polygon"),
    ("polygon=60,25;61,26;60,25", "polygon", "no polygon"),
    ("polygon=60,25;61,26;61", "polygon", "no polygon"),
    (f"polygon={MANY}", "polygon", "no polygon"),
    ("event=nothing", "event", "nothing"),
    ("lon=nan&lat=25", "lon", "lon=nan"),
    ("lon=nan&lat=25", "lat", "go together"),
    ("lon=1e999&lat=25", "lon", "lon=1e999"),
    ("lon=-inf&lat=25", "lon", "lon=-inf"),
    ("lon=181&lat=25", "lon", "lon=181"),
    ("lon=62", "lon", "go together"),
    ("lat=27", "lat", "go together"),
    ("lon=62&lat=89", "lat", "lat=89"),
    ("lon=east&lat=25", "lon", "lon=east"),
    ("zoom=0", "zoom", "zoom=0"),
    ("zoom=99", "zoom", "zoom=99"),
    ("zoom=6.7", "zoom", "zoom=6.7"),
    ("zoom=1e999", "zoom", "zoom=1e999"),
    (f"q={LONG}", "q", "longer than"),
    ("names=klingon", "names", "klingon"),
    ("measure=fear", "measure", "fear"),
]


@pytest.mark.parametrize(("query", "field", "named"), RUBBISH)
def test_rubbish_is_said_and_the_rest_holds(query: str, field: str, named: str) -> None:
    key = "side" if field != "side" else "kind"
    view, unmet = read_query(f"side=iran_state&{query}&shade=claims", known())
    assert getattr(view, field) == getattr(View(), field)
    assert (view.chosen(key), view.shade) == (("iran_state",), "claims")
    assert any(named in said for said in unmet), unmet
    assert all(said.endswith(".") and len(said) < 250 for said in unmet)


def test_of_several_values_the_good_ones_stay() -> None:
    view, unmet = read_query("kind=attack&kind=nonsense&kind=clash&kind=attack&kind=nonsense", known())
    assert view.kind == ("attack", "clash")
    assert len(unmet) == 1
    assert "“nonsense”" in unmet[0]


def test_a_single_key_given_twice_is_said_and_the_first_is_taken() -> None:
    view, unmet = read_query("q=one&q=two", known())
    assert view.q == "one"
    assert unmet == ("“q” stands in the link 2 times; the first was taken.",)
    assert read_query("q=one&q=one", known()) == (View(q="one"), ())


def test_unknown_keys_and_versions_are_said() -> None:
    view, unmet = read_query("v=2&colour=red&kind=attack", known())
    assert view == View(kind=("attack",))
    assert ["version 2" in unmet[0], "“colour”" in unmet[1], len(unmet)] == [True, True, 2]


def test_days_outside_the_data_are_said_and_kept() -> None:
    view, unmet = read_query("start=1990-01-01&end=2090-01-01", known())
    assert (view.start, view.end) == (date(1990, 1, 1), date(2090, 1, 1))
    assert len(unmet) == 2
    assert all("outside the data" in said for said in unmet)


def test_null_bytes_broken_percents_and_wrong_utf8_are_read() -> None:
    assert read_query("q=%00", known())[0].q == "\x00"
    assert read_query("q=100%", known())[0].q == "100%"
    assert read_query("q=%ff", known())[0].q == "\ufffd"
    view, unmet = read_query("event=%00%00&outlet=%00", known())
    assert view == View()
    assert len(unmet) == 2


@given(
    st.lists(st.tuples(st.sampled_from([*KEYS, "x"]), st.text(st.characters(exclude_categories=["Cs"]), max_size=20)))
)
def test_any_pairs_give_a_view_that_can_be_linked_again(pairs: list[tuple[str, str]]) -> None:
    view, unmet = read(pairs, known())
    again, _ = read_query(write_query(view), known())
    assert again == view
    assert all(unmet)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_any_text_is_read_without_a_crash(text: str) -> None:
    view, _ = read_query(text, known())
    assert read_query(write_query(view), known())[0] == view


@given(views())
def test_the_order_of_the_pairs_does_not_matter(view: View) -> None:
    pairs = parse_qsl(write_query(view), keep_blank_values=True)
    assert read_query(urlencode(pairs[::-1]), known()) == (view, ())


def test_space_and_plus_are_kept_apart() -> None:
    assert read_query("q=a+b", known())[0].q == "a b"
    assert read_query("q=" + quote("a+b"), known())[0].q == "a+b"


def test_every_style_has_its_default_first_among_its_options() -> None:
    for key, options in STYLES.items():
        assert getattr(View(), key) in options
