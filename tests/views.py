"""Hypothesis strategies of Views that a link can carry, made of what ships."""

from datetime import date

from hypothesis import strategies as st

from geo.out.known import known
from geo.out.share import STYLES
from geo.vocabulary.filters import FILTERS
from geo.vocabulary.view import View

TEXTS = ("تفتان", "مرز ایران و پاکستان", "🚧 closed?", "a&b=c", "100% + 5", "Koh-e-Sabz; #1", "\x00", "<script>", "'--")


def degrees(limit: int) -> st.SearchStrategy[float]:
    """Degrees as a link has them, five decimals."""
    return st.integers(-limit * 100_000, limit * 100_000).map(lambda number: round(number / 100_000, 5))


def words() -> st.SearchStrategy[str]:
    free = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
    return (free | st.sampled_from(TEXTS)).map(lambda text: " ".join(text.split()))


def boxes() -> st.SearchStrategy[tuple[float, float, float, float]]:
    pairs = [st.lists(degrees(limit), min_size=2, max_size=2, unique=True).map(sorted) for limit in (180, 90)]
    return st.tuples(*pairs).map(lambda xy: (xy[0][0], xy[1][0], xy[0][1], xy[1][1]))


def polygons(lon: st.SearchStrategy[float], lat: st.SearchStrategy[float]) -> st.SearchStrategy[tuple]:
    """Rings of any shape, self-crossing ones and lines included."""
    return st.lists(st.tuples(lon, lat), min_size=3, max_size=8, unique=True).map(tuple)


def windows() -> st.SearchStrategy[tuple[date | None, date | None]]:
    days = st.none() | st.dates(known().first, known().last)
    return st.tuples(days, days).map(lambda pair: tuple(sorted(pair)) if None not in pair else pair)


def chosen(key: str, most: int = 2) -> st.SearchStrategy[tuple[str, ...]]:
    values = st.lists(st.sampled_from(sorted(known().choices[key])), unique=True, max_size=most)
    return st.just(()) | values.map(lambda picked: tuple(sorted(picked)))


@st.composite
def views(draw: st.DrawFn) -> View:
    """Any View that a link can carry."""
    start, end = draw(windows())
    lon, lat = draw(st.just((None, None)) | st.tuples(degrees(180), st.integers(-8_505_000, 8_505_000).map(_lat)))
    return View(
        start=start,
        end=end,
        **{f.key: draw(chosen(f.key)) for f in FILTERS},
        bbox=draw(st.none() | boxes()),
        polygon=draw(st.just(()) | polygons(degrees(180), degrees(90))),
        q=draw(st.just("") | words()),
        event=draw(st.just("") | st.sampled_from(sorted(set(known().events.values())))),
        lon=lon,
        lat=lat,
        zoom=draw(st.none() | st.integers(1, 19)),
        **{key: draw(st.sampled_from(list(options))) for key, options in STYLES.items()},
        **draw(accounts()),
        crossing=draw(st.lists(st.sampled_from(sorted(known().crossings)), unique=True, max_size=2).map(_sorted)),
    )


def accounts() -> st.SearchStrategy[dict[str, str]]:
    """No lens, one, or two."""
    lenses = st.sampled_from(sorted(known().lenses))
    return st.just({}) | st.fixed_dictionaries({"lens": lenses}, optional={"against": lenses})


@st.composite
def questions(draw: st.DrawFn) -> View:
    """Views that ask something of the region, few enough limits at a time to leave some events."""
    keys = draw(st.lists(st.sampled_from([f.key for f in FILTERS]), max_size=3, unique=True))
    start, end = draw(st.just((None, None)) | windows())
    lon, lat = st.floats(59, 68).map(lambda x: round(x, 5)), st.floats(24, 31).map(lambda y: round(y, 5))
    west, south = draw(lon), draw(lat)
    return View(
        start=start,
        end=end,
        **{key: draw(chosen(key, most=4)) for key in keys},
        bbox=draw(st.none() | st.just((west, south, round(west + 3, 5), round(south + 2, 5)))),
        polygon=draw(st.just(()) | st.just(()) | polygons(lon, lat)),
        lens=draw(st.just("") | st.sampled_from(sorted(known().lenses))),
        q=draw(st.sampled_from(["", "", "", "Panjgur", "iran MISSILE", "Jaish al-Adl", "تفتان"])),
    )


def _sorted(values: list[str]) -> tuple[str, ...]:
    return tuple(sorted(values))


def _lat(number: int) -> float:
    return round(number / 100_000, 5)
