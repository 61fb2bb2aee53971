"""The fonts that ship set what the data hold, shape Urdu and Persian, and mark what they cannot draw."""

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.ft2font import FT2Font
from matplotlib.text import Text

from geo.drawing.basemap import towns
from geo.drawing.fonts import FONTS, MISSING, font, settable
from geo.events.atlas import Atlas


def width(text: str) -> float:
    found: float = RendererAgg(8, 8, 72).get_text_width_height_descent(text, font(20), ismath=False)[0]
    return found


def test_fonts_are_static_small_and_free() -> None:
    files = sorted(FONTS.glob("*.ttf"))
    assert {(FT2Font(str(file)).family_name, FT2Font(str(file)).style_name) for file in files} == {
        *(("Noto Sans", style) for style in ("Regular", "Bold", "Italic")),
        *(("Noto Sans Arabic", style) for style in ("Regular", "Bold")),
        ("Noto Emoji", "Regular"),
    }
    assert not any(b"fvar" in file.read_bytes()[:512] for file in files), "weights are cut out, nothing is variable"
    assert sum(file.stat().st_size for file in files) < 3_000_000
    licence = (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence and licence.count("Copyright") >= 3


def test_all_that_the_data_say_can_be_set(atlas: Atlas) -> None:
    claims, events = atlas.chronology.claims, atlas.chronology.events
    said = [*atlas.units["name_local"], *atlas.places["place_name_local"], *(town.local for town in towns())]
    said += [*events["title"], *claims["statement"], *claims["document_title"], *atlas.lenses.values()]
    assert len(said) > 2000
    assert [text for text in said if MISSING in settable(str(text), 10_000)] == []


def test_persian_and_urdu_are_joined_and_run_from_right_to_left() -> None:
    for word in ("پنجگور", "سیستان", "ضلع", "تفتان"):
        assert width(word) < 0.9 * sum(width(letter) for letter in word), f"the letters of {word} stand alone"
    # joined letters: the first, alone, then the rest after it, would be as wide in either order if nothing were shaped
    assert width("لا") < width("ل") + width("ا")


def test_what_has_no_glyph_is_marked_once_a_run() -> None:
    assert settable("before 漢字漢字 after") == f"before {MISSING} after"
    assert settable("a\x00b\ue000c") == f"a{MISSING}b{MISSING}c"
    assert settable("🚧 closed? 👩\u200d🚀 ❤️") == "🚧 closed? 👩🚀 ❤"
    assert settable("می\u200cخواهم") == "می\u200cخواهم", "the joiners of Persian are letters' business"


def test_long_text_is_cut_and_lines_become_one() -> None:
    cut = settable("word " * 1000, 80)
    assert len(cut) <= 80 and cut.endswith("…")
    assert settable("two\nlines\tand  more") == "two lines and more"


def test_no_size_is_below_nine_points() -> None:
    assert font(4).get_size_in_points() == 9.0


def test_dollars_are_dollars() -> None:
    figure = Figure(dpi=72)
    text: Text = figure.text(0, 0, "$x^2$ and $5", fontproperties=font(), parse_math=False)
    figure.draw_without_rendering()
    assert text.get_text() == "$x^2$ and $5"
