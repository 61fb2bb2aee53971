from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.places.geocode import find_mentions
from geo.places.geocode.world import World

WORDS = [
    *("Turbat", "Panjgur", "near", "the", "in", "of", "border", "and", "Khan", "Army", "30", "km.", ",", "–"),
    *("Khash", "road", "Tehran said"),
]


def named(text: str, world: World) -> list[str]:
    return [mention.text for mention in find_mentions(text, world)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Saravan attack killed nine.", ["Saravan"]),
        ("Tehran said it had struck Panjgur.", ["Panjgur"]),
        ("He flew to Tehran.", ["Tehran"]),
        ("Camps of the Baloch Liberation Army were hit.", []),
        ("Sardar Akhtar Mengal spoke in Quetta.", ["Quetta"]),
        ("A raid within 30 km of Panjgur failed.", ["within 30 km of Panjgur"]),
        ("A bus was hit on the Khash–Zahedan road.", ["on the Khash–Zahedan road"]),
        ("Nothing happened.", []),
        ("Mir Hazar Khan Kharan denied it.", []),
        ("Two died in Panjgur's Koh-e-Sabz.", ["Panjgur", "Koh-e-Sabz"]),
        ("They hid in the mountains of Washuk.", ["in the mountains of Washuk"]),
        ("Iran's Taftan volcano smoked.", ["Taftan volcano"]),
        ("Men of the Mirjaveh regiment met the Quetta Gladiators.", []),
        ("", []),
    ],
)
def test_places_are_told_from_people_and_organisations(text: str, expected: list[str], world: World) -> None:
    assert named(text, world) == expected


def test_a_list_of_places_is_no_place_in_another(world: World) -> None:
    first = find_mentions("Dasht, Nag and Tump were raided.", world)[0]
    assert first.text == "Dasht" and "nag" not in first.answer.candidates[0].place_id


def test_the_places_of_a_text_support_each_other(world: World) -> None:
    found = find_mentions("The blast hit Nasirabad in Kech district.", world)
    assert [mention.answer.candidates[0].place_id for mention in found] == ["nasirabad-kech", "pk-kech"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Five died 12 km from the border in the Panjgur district.",
            [("12 km from the border in the Panjgur district", "border_distance:pk-panjgur")],
        ),
        (
            "A mine went off in Mashkel, some 12 km from the border.",
            [("Mashkel", "mashkel"), ("some 12 km from the border", "border_distance:pk-washuk.mashkhel")],
        ),
        (
            "Iranian border guards fired about 3 km from the Pakistani border near Kuhak, in Saravan county.",
            [
                ("about 3 km from the Pakistani border near Kuhak", "border_distance:kuhak-saravan"),
                ("Saravan county", "ir-saravan"),
            ],
        ),
        (
            "The house in Panjgur stood about 50 kilometres inside Pakistan.",
            [("Panjgur", "panjgur"), ("about 50 kilometres inside Pakistan", "inside:pk-panjgur")],
        ),
    ],
)
def test_a_distance_from_the_border_is_that_at_its_place(
    text: str, expected: list[tuple[str, str]], world: World
) -> None:
    found = find_mentions(text, world)
    assert [(each.text, each.answer.candidates[0].place_id) for each in found] == expected


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(WORDS),
        max_size=20,
    )
)
def test_spans_stand_in_the_text_and_never_overlap(words: list[str]) -> None:
    text = " ".join(words)
    found = find_mentions(text)
    assert all(text[mention.start : mention.end] == mention.text for mention in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ضلع پنجگور میں دھماکہ ہوا، تربت شہر سے 30 کلومیٹر دور۔", ["ضلع پنجگور", "تربت شہر"]),
        ("در شهرستان سراوان و نزدیک زاهدان درگیری شد.", ["شهرستان سراوان", "زاهدان"]),
        ("ضلع پنجگر میں", ["ضلع پنجگر"]),
        ("پنجگر کے علاقے میں حملہ", ["پنجگر"]),
        ("پنجگر میں حملہ", []),
        ("بلوچ لبریشن آرمی نے خضدار میں", ["خضدار"]),
        ("دہشت گرد مارے گئے اور دو سرباز زخمی ہوئے", []),
        ("دو سرباز در سرباز کشته شدند", ["سرباز"]),
        ("شہر میں حملہ اور ضلع کے لوگ دور", []),
        ("A blast in تربت شہر on Monday", ["تربت شہر"]),
    ],
)
def test_names_in_urdu_and_persian(text: str, expected: list[str], world: World) -> None:
    assert named(text, world) == expected


def test_words_of_type_alone_are_no_places(world: World) -> None:
    assert named("The district was calm. The crossing at Mirjaveh was shut.", world) == ["Mirjaveh"]
