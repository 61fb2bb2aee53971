import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.places.geocode.spelling import bare, plain, sound

SAME = [
    ("Panjgur", "Panjgoor", "PANJGUR", "Panj Gur"),
    ("Kech", "Kecch", "Ketch"),
    ("Taftan", "Taftaan", "Tāftān"),
    ("Zahedan", "Zahidan", "Zāhedān"),
    ("Chagai", "Chaghi", "Chaghai"),
    ("Mashkel", "Mashkhel", "Mashkail"),
    ("Chedgi", "Chidgi", "Cheedgi"),
    ("Killa Saifullah", "Qila Saifullah", "Qilla Saif Ullah"),
    ("Koh-e-Sabz", "Koh-i-Sabz", "Kuh-e Sabz"),
    ("Sistan-Baluchestan", "Sistan and Baluchestan", "Sistan-o-Balochistan"),
    ("Chah Bahar", "Chabahar"),
    ("Nosratabad", "Nosrat Abad", "Noşratābād"),
    ("کیچ", "كيچ", "کـیچ"),
    ("زاهدان", "زاہدان"),
    ("نصرت‌آباد", "نصرت آباد"),
]
BARE = [
    ("Panjgur", "پنجگور"),
    ("Mashkhel", "مشخیل"),
    ("Zahedan", "زاهدان"),
    ("Qasr-e Qand", "قصرقند"),
    ("Gwadar", "گوادر"),
]


@pytest.mark.parametrize("names", SAME, ids=lambda names: names[0])
def test_spellings_of_one_name_sound_the_same(names: tuple[str, ...]) -> None:
    assert len({sound(name) for name in names}) == 1


@pytest.mark.parametrize(("latin", "script"), BARE)
def test_the_scripts_meet_in_the_bare_key(latin: str, script: str) -> None:
    assert bare(sound(latin)) == bare(sound(script))


@pytest.mark.parametrize(
    ("one", "other"), [("Saravan", "Saran"), ("Mand", "Minab"), ("Turbat", "Torbat-e Jam"), ("Zabol", "Zaboli")]
)
def test_other_names_sound_otherwise(one: str, other: str) -> None:
    assert sound(one) != sound(other)


@given(st.text())
def test_any_text_has_keys(text: str) -> None:
    words = plain(text)
    assert plain(words) == words
    assert " " not in sound(text)
    assert set(bare(sound(text))) <= set(sound(text)) | set("akp")


@given(st.text(alphabet="abcdeghijklmnoqrstuvwyz ", min_size=1))
def test_case_and_doubling_do_not_matter(text: str) -> None:
    assert sound(text.upper()) == sound(text)
