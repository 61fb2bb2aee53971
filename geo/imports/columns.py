"""Which column of any table holds what: proposed from the headings and from the cells, kept as a plain mapping."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from geo.imports.dates import DateReader, part_of, read_date
from geo.imports.headings import LABELS, NAMES, WEAK, plain
from geo.imports.numbers import point_of, read_number
from geo.imports.texts import is_missing

Mapping_ = dict[str, str]
_SHARE = 0.8  # of the filled cells that must look like what a column is taken for
_WORDS = frozenset({"title", "place_reported", "admin1", "admin2", "country", "kind", "actors", "actors_2"})
"""Fields of words: a column of codes or addresses is taken only where there is no other."""
_PARTS = ("year", "month", "day")
_DEAD = frozenset("killed kill kills dead died deaths death fatalities fatality fatal".split())
_BOUNDS = {
    "fatalities_low": frozenset("min minimum low lowest least lower".split()),
    "fatalities_high": frozenset("max maximum high highest most upper".split()),
}
_SOME = frozenset(
    "civilian civilians noncombatant children child women woman men male female foreign foreigners foreigner militant "
    "militants terrorist terrorists soldier soldiers police military security forces us perpetrator perpetrators injured "
    "wounded strikes a b unknown population rate share percent per cause date name names type place days".split()
)
"""Words of headings that count only some of the dead, or no people at all."""
_SIGNS = {
    "date_start": re.compile(r".*(?:date|day|when)"),
    "lon": re.compile(r"lon|lng|x$"),
    "lat": re.compile(r"lat|y$"),
    "year": re.compile(r"year"),
}
"""How a word of a heading begins that may mean a field, where it takes more than the cells to say so."""
_OTHER_DATES = re.compile(
    r"publi|report|updat|creat|added|modif|upload|review|access|download|entry|as_of|birth|retriev|archiv"
)


def propose(columns: Sequence[str], sample: pd.DataFrame) -> Mapping_:
    """Field → column, for every field that a heading names, or that the cells of `sample` show."""
    known = {plain(column): column for column in reversed(columns)}
    found = {field: column for field in NAMES if (column := _named(field, known, sample))}
    for field, fits in _LOOKS.items():
        if field not in found:
            taken = set(found.values())
            likely = [column for column in columns if column not in taken and _hinted(field, column)]
            best = max(likely, key=lambda column: _share(sample, column, fits), default="")
            if best and _share(sample, best, fits) >= _SHARE:
                found[field] = best
    if "date_start" not in found and "year" not in found:
        found |= _any_date(columns, set(found.values()), sample)
    if "date_start" in found or "year" not in found:
        found = {field: column for field, column in found.items() if field not in _PARTS}
    if "lon" in found and "lat" in found and found.get("geometry") and _share(sample, found["geometry"], _is_wkt) == 0:
        del found["geometry"]
    return _figures(columns, found, sample)


def check_mapping(mapping: Mapping[str, str], columns: Sequence[str]) -> list[str]:
    """What is wrong with a mapping, in words; empty where it can be used."""
    wrong = [f"{field!r} is no field; there are {', '.join(NAMES)}" for field in mapping if field not in NAMES]
    wrong += [
        f"{field}: there is no column {column!r}"
        for field, column in mapping.items()
        if column and column not in columns
    ]
    if not mapping.get("date_start") and not mapping.get("year"):
        wrong.append("date_start: say which column holds the date")
    placed = ("geometry", "place_reported", "admin2", "admin1")
    if not (mapping.get("lon") and mapping.get("lat")) and not any(mapping.get(field) for field in placed):
        wrong.append("lon and lat, or place_reported: say which columns hold the place")
    return wrong


def said(mapping: Mapping[str, str]) -> str:
    """A mapping in words: "'Date' is the date, or first day, …"."""
    words = {
        field: LABELS[field] if LABELS[field].startswith(("who ", "what ")) else f"the {LABELS[field]}"
        for field in mapping
    }
    return ", ".join(f"{column!r} is {words[field]}" for field, column in mapping.items())


def _named(field: str, known: Mapping[str, str], sample: pd.DataFrame) -> str:
    """The column that a heading names for a field: the first that is not nearly empty beside another; "" where there is none."""
    there = [(name, known[name]) for name in NAMES[field] if name in known]
    if field in _LOOKS:
        there = [
            (name, column)
            for name, column in there
            if name not in WEAK or _share(sample, column, _LOOKS[field]) >= 0.2 or not _filled(sample, column)
        ]
    if len(there) < 2:
        return there[0][1] if there else ""
    most = max(_filled(sample, column) for _, column in there)
    full = [column for _, column in there if _filled(sample, column) * 2 >= most]
    if field in _WORDS:
        full.sort(key=lambda column: _share(sample, column, _is_code) >= _SHARE)  # stable: words first, codes last
    return full[0]


def _any_date(columns: Sequence[str], taken: set[str], sample: pd.DataFrame) -> Mapping_:
    """The first column of dates written as such, whatever its heading; not one that says when a record was made."""
    for column in columns:
        if column not in taken and not _OTHER_DATES.search(plain(column)) and _share(sample, column, _is_day) >= 0.9:
            return {"date_start": column}
    return {}


def _figures(columns: Sequence[str], found: Mapping_, sample: pd.DataFrame) -> Mapping_:
    """The mapping with the columns whose headings speak of the lowest, highest and best number of all who were killed."""
    headings = {column: frozenset(plain(column).split("_")) for column in columns}
    for field in ("fatalities_low", "fatalities_high", "fatalities_best"):
        one = ("fatalities_low" in found) != ("fatalities_high" in found)
        if field in found or (field == "fatalities_best" and one):
            continue  # beside a lowest number alone the other may well be the highest
        likely = [each for each in columns if each not in found.values() and _counts_dead(field, each, headings)]
        likely = [each for each in likely if _share(sample, each, _is_count) >= _SHARE]
        if likely:
            found[field] = next((each for each in likely if "total" in headings[each]), likely[0])
    return found


def _counts_dead(field: str, column: str, headings: Mapping[str, frozenset[str]]) -> bool:
    words, signs = headings[column], _BOUNDS.get(field, frozenset())
    bounds = {name for name, marks in _BOUNDS.items() if words & marks}
    if bounds != ({field} if signs else set()) or words & _SOME:
        return False
    if words & _DEAD:
        return True
    if not words <= signs | {"total"}:
        return False
    others = (other for other in headings.values() if any(other & marks for marks in _BOUNDS.values()))
    return any(
        other & {"civilians", "inj", "injured", "children"} for other in others
    )  # "MinTotal" beside "MinCivilians"


def _hinted(field: str, column: str) -> bool:
    """Whether the heading says nothing, or something that fits: "column_3", "Date of event"."""
    name = plain(column)
    if field == "date_start" and _OTHER_DATES.search(name):
        return False
    if field in ("lon", "lat") and "centroid" in name:
        return False  # the middle of an area is no place of an event
    if name.startswith("column_"):
        return field != "year"
    signs = _SIGNS.get(field)
    return signs is None or any(signs.match(word) for word in name.split("_"))


def _cells(sample: pd.DataFrame, column: str) -> list[str]:
    return [cell for cell in sample[column].astype(str).head(200) if not is_missing(cell)] if column in sample else []


def _filled(sample: pd.DataFrame, column: str) -> int:
    return len(_cells(sample, column))


def _share(sample: pd.DataFrame, column: str, fits: Callable[[str], bool]) -> float:
    cells = _cells(sample, column)
    return sum(map(fits, cells)) / len(cells) if cells else 0.0


def _is_date(cell: str) -> bool:
    return len(cell.strip()) >= 6 and bool(DateReader().read(cell))


def _is_day(cell: str) -> bool:
    plain_cell = cell.strip()
    return len(plain_cell) >= 8 and not plain_cell.isdigit() and len(DateReader().read(plain_cell)) == 10


def _is_year(cell: str) -> bool:
    return len(read_date(part_of(cell))) == 4


def _is_code(cell: str) -> bool:
    return cell.strip().replace(".", "", 1).replace("-", "", 1).isdigit() or cell.startswith(("http://", "https://"))


def _is_count(cell: str) -> bool:
    number = read_number(cell, whole=True)
    return number >= 0 and number == int(number)


def _is_wkt(cell: str) -> bool:
    return re.match(r"\s*(?:POINT|LINESTRING|POLYGON|MULTI\w+|GEOMETRYCOLLECTION)\s*Z?M?\s*\(", cell, re.I) is not None


def _within(most: float) -> Callable[[str], bool]:
    def fits(cell: str) -> bool:
        number = read_number(cell)
        return abs(number) <= most and number != int(number) if number == number else False

    return fits


_LOOKS: dict[str, Callable[[str], bool]] = {
    "date_start": _is_date,
    "lat": _within(90),
    "lon": _within(180),
    "source_url": lambda cell: cell.strip().lower().startswith(("http://", "https://", "www.")),
    "geometry": lambda cell: _is_wkt(cell) or bool(point_of(cell)),
    "year": _is_year,
}
