"""View ⇄ query string: the one address of a view. What a link asks for and cannot have is said; the rest of it holds.

The keys are documented in the README's table "What a link carries"; a test compares the two.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import parse_qsl, urlencode

from geo.vocabulary import dates, view
from geo.vocabulary.filters import FILTERS
from geo.vocabulary.view import VERSION, Box, Ring, View

Pairs = list[tuple[str, str]]
STYLES = {
    "names": view.NAMES,
    "shade": view.SHADES,
    "lanes": view.LANES,
    "layer": view.LAYERS,
    "measure": view.MEASURES,
    "columns": view.COLUMNS,
}
LENSES = ("lens", "against")
KEYS = (
    "v",
    "start",
    "end",
    *(f.key for f in FILTERS),
    "bbox",
    "polygon",
    "q",
    *LENSES,
    "event",
    "lon",
    "lat",
    "zoom",
    *STYLES,
    "crossing",
)
LONGEST_Q = 200
LONGEST_POLYGON = 200


@dataclass(frozen=True, slots=True)
class Known:
    """What a link may ask for: choices by filter key, lenses, crossings (value → label), events (id or former key → id), days."""

    choices: Mapping[str, Mapping[str, str]]
    events: Mapping[str, str]
    first: date
    last: date
    lenses: Mapping[str, str] = field(default_factory=dict)
    crossings: Mapping[str, str] = field(default_factory=dict)


def write(shown: View) -> Pairs:
    """The pairs of the query string, in a fixed order, defaults left out; with `v` always first."""
    plain = View()
    pairs: Pairs = [("v", VERSION)]
    for key in KEYS[1:]:
        value = getattr(shown, key)
        if value == getattr(plain, key):
            continue
        if key == "polygon":
            pairs.append((key, ";".join(f"{_number(lon)},{_number(lat)}" for lon, lat in value)))
        elif key == "bbox":
            pairs.append((key, ",".join(map(_number, value))))
        elif isinstance(value, tuple):
            pairs += [(key, item) for item in value]
        else:
            pairs.append((key, _number(value) if isinstance(value, float) else str(value)))
    return pairs


def write_query(shown: View) -> str:
    """The query string itself, without the question mark."""
    return urlencode(write(shown))


def read_query(query: str, known: Known) -> tuple[View, tuple[str, ...]]:
    """As `read`, from the text of a query string, with or without its question mark."""
    return read(parse_qsl(query.lstrip("?"), keep_blank_values=True, errors="replace"), known)


def read(pairs: Iterable[tuple[str, str]], known: Known) -> tuple[View, tuple[str, ...]]:
    """The View that the pairs ask for, and a sentence for each thing that they ask for and cannot have."""
    asked: dict[str, list[str]] = {}
    for key, value in pairs:
        asked.setdefault(key, []).append(value)
    unmet: list[str] = []
    fields: dict[str, object] = {}
    for key, values in asked.items():
        if key == "v":
            if values[0] != VERSION:
                unmet.append(f"The link is of version {_short(values[0])}; it was read as version {VERSION}.")
        elif key not in KEYS:
            unmet.append(f"“{_short(key)}” is nothing that a link can carry; it was left out.")
        elif key in known.choices:
            fields[key], said = _choices(_label(key), values, known.choices[key])
            unmet += said
        elif key == "crossing":
            fields[key], said = _choices(key, values, known.crossings)
            unmet += said
        else:
            fields |= _single(key, values, known, unmet)
    return View(**_consistent(fields, known, unmet)), tuple(unmet)  # type: ignore[arg-type]  # fields are built by key


def _label(key: str) -> str:
    return next(f.label for f in FILTERS if f.key == key).lower()


def _choices(label: str, values: list[str], known: Mapping[str, str]) -> tuple[tuple[str, ...], list[str]]:
    unmet = [
        f"There is no {label} “{_short(value)}” here; it was left out."
        for value in dict.fromkeys(values)
        if value not in known
    ]
    return tuple(sorted({value for value in values if value in known})), unmet


def _single(key: str, values: list[str], known: Known, unmet: list[str]) -> dict[str, object]:
    if len(set(values)) > 1:
        unmet.append(f"“{key}” stands in the link {len(values)} times; the first was taken.")
    readers: dict[str, Callable[[str], object]] = {
        "start": lambda text: dates.span_of(text)[0],
        "end": lambda text: dates.span_of(text)[1],
        "bbox": _box,
        "polygon": _ring,
        "q": _words,
        "lens": lambda text: _option(text, known.lenses),
        "against": lambda text: _option(text, known.lenses),
        "event": lambda text: known.events[text],
        "lon": lambda text: round(_within(text, -180, 180), 5),
        "lat": lambda text: round(_within(text, -85.05, 85.05), 5),
        "zoom": lambda text: int(_within(str(int(text)), 1, 19)),
    }
    read_one = readers.get(key) or (lambda text: _option(text, STYLES[key]))
    try:
        return {key: read_one(values[0])} if values[0] else {}
    except (ValueError, KeyError, OverflowError):
        unmet.append(
            f"“{key}={_short(values[0])}” {_REMEDIES.get(key, 'is not one of ' + ', '.join(STYLES.get(key, ())))}; it was left out."
        )
        return {}


_REMEDIES = {
    "start": "is no date (write YYYY-MM-DD)",
    "end": "is no date (write YYYY-MM-DD)",
    "bbox": "is no box (write west,south,east,north in degrees)",
    "polygon": "is no polygon (write lon,lat;lon,lat;lon,lat …)",
    "event": "is no event here",
    "lens": "is nobody whose account is on record",
    "against": "is nobody whose account is on record",
    "lon": "is no longitude",
    "lat": "is no latitude",
    "zoom": "is no zoom level (1 to 19)",
    "q": f"is longer than {LONGEST_Q} characters",
}


def _consistent(fields: dict[str, object], known: Known, unmet: list[str]) -> dict[str, object]:
    start, end = fields.get("start"), fields.get("end")
    if isinstance(start, date) and isinstance(end, date) and start > end:
        unmet.append(f"The window ends ({end}) before it starts ({start}); it was left out.")
        return {key: value for key, value in fields.items() if key not in ("start", "end")}
    for key, day in (("start", start), ("end", end)):
        if isinstance(day, date) and not known.first <= day <= known.last:
            unmet.append(f"“{key}={day}” lies outside the data, which run from {known.first} to {known.last}.")
    if "against" in fields and "lens" not in fields:
        unmet.append("“against” names a second account; without “lens” it was taken as the only one.")
        fields["lens"] = fields.pop("against")
    if ("lon" in fields) != ("lat" in fields):
        unmet.append("“lon” and “lat” go together; the map's place was left out.")
        return {key: value for key, value in fields.items() if key not in ("lon", "lat")}
    return fields


def _within(text: str, low: float, high: float) -> float:
    value = float(text)
    if not (math.isfinite(value) and low <= value <= high):
        raise ValueError(text)
    return value


def _box(text: str) -> Box:
    west, south, east, north = (round(_within(part, -180, 180), 5) for part in text.split(","))
    if west >= east or south >= north or south < -90 or north > 90:
        raise ValueError(text)
    return west, south, east, north


def _ring(text: str) -> Ring:
    points = [part.split(",") for part in text.split(";")]
    ring = tuple((round(_within(lon, -180, 180), 5), round(_within(lat, -90, 90), 5)) for lon, lat in points)
    if not 3 <= len(set(ring)) <= LONGEST_POLYGON:
        raise ValueError(text)
    return ring


def _words(text: str) -> str:
    if len(text) > LONGEST_Q:
        raise ValueError(text)
    return " ".join(text.split())


def _option(text: str, options: Mapping[str, str]) -> str:
    if text not in options:
        raise KeyError(text)
    return text


def _number(value: float) -> str:
    return f"{value:.5f}".rstrip("0").rstrip(".")


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
