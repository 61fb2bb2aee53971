"""Several units in one text, "Gwadar, Kech and Panjgur districts": each is asked for itself, the answer is their union."""

import re
from collections.abc import Sequence
from math import nan

import shapely

from geo.places.geocode.answers import Answer, Candidate
from geo.places.geocode.relation_names import BORDER_OF

_SINGULAR = {
    "districts": "district",
    "counties": "county",
    "tehsils": "tehsil",
    "bakhshs": "bakhsh",
    "provinces": "province",
}
_MANY = re.compile(
    rf"{'|'.join(_SINGULAR)}|(?:{'|'.join(_SINGULAR.values())}).*(?:{'|'.join(_SINGULAR.values())})", re.I | re.S
)
"""A quick look: without a plural or two words of type no text is a list."""

_LEAD = r"(?P<lead>(?:the )?borders? of (?:the )?)?"
_PLURAL = re.compile(rf"{_LEAD}(?P<names>[^;()]+?) (?P<word>{'|'.join(_SINGULAR)})", re.I)
_EACH = re.compile(rf"{_LEAD}(?P<names>[^;()]+)", re.I)
_BETWEEN = re.compile(r"\b(?:between|linking|connecting|from)\b", re.I)
"""What joins two units otherwise than as a list."""

_JOINT = re.compile(r"\s*,\s*(?:and\s+)?|\s+(?:and|&)\s+", re.I)
_AND = re.compile(r"\band\b|&", re.I)
_RANKS = {"tehsil": 1, "bakhsh": 1, "district": 2, "county": 2, "province": 3}
_UNIT = re.compile(rf".+ (?:{'|'.join(_SINGULAR.values())})", re.I)
_GRID = 1e-7
"""Degrees, about a centimetre: so that stretches which overlap, seen from both sides, become one."""

_COARSE = ("subdistrict", "district", "province")


def parts(text: str) -> tuple[str, ...]:
    """The texts of the units that a list names, each with its word of type; empty for a text that is no list."""
    if _MANY.search(text) is None:
        return ()
    said = " ".join(text.split())
    if _BETWEEN.search(said) is not None:
        return ()
    if (found := _PLURAL.fullmatch(said)) is not None:
        names = [f"{name} {_SINGULAR[found['word'].lower()]}" for name in _JOINT.split(found["names"])]
    else:
        found = _EACH.fullmatch(said)
        names = _JOINT.split(found["names"]) if found is not None else []
        if not all(_UNIT.fullmatch(name) for name in names):
            return ()
        ranks = {_RANKS[name.rsplit(" ", 1)[1].casefold()] for name in names}
        if len(ranks) > 1 and _AND.search(said) is None:
            return ()  # "Mand tehsil, Kech district" is one in the other
    if found is None or len(names) < 2:
        return ()
    return tuple(f"{found['lead'] or ''}{name}" for name in names)


def together(text: str, answers: Sequence[Answer]) -> Answer:
    """One answer for all: their union where each is resolved, else the status and the reason of the first that is not."""
    failed = next((each for each in answers if each.best is None), None)
    if failed is not None:
        return Answer(text, failed.status, failed.candidates, f"{failed.text}: {failed.reason}")
    return Answer(text, "resolved", (_union([each.candidates[0] for each in answers]),))


def _union(found: Sequence[Candidate]) -> Candidate:
    shapes = [each.geometry for each in found if each.geometry is not None]
    shape = shapely.union_all(shapes, grid_size=_GRID) if shapes else None
    if shape is not None:
        shape = shapely.line_merge(shape) if shape.geom_type.endswith("LineString") else shapely.orient_polygons(shape)
    kinds = {each.kind for each in found}
    kind = next((level for level in reversed(_COARSE) if level in kinds), found[0].kind)
    relation = _shared([each.relation for each in found])
    names = [each.name.removeprefix(BORDER_OF) for each in found]
    return Candidate(
        "|".join(each.place_id for each in found),
        f"{BORDER_OF}{_said(names, 'and')}" if relation == "border" else _said(names, "or"),
        kind,
        _shared([each.country for each in found]),
        _shared([each.admin1 for each in found]),
        _shared([each.admin2 for each in found]),
        min(each.score for each in found),
        max(each.where_prec for each in found),
        max(each.geo_precision for each in found),
        "; ".join(dict.fromkeys(each.reason for each in found)),
        nan,
        nan,
        nan,
        shape,
        relation,
        "",
        "; ".join(dict.fromkeys(each.source for each in found)),
        "; ".join(dict.fromkeys(each.licence for each in found)),
    )


def _said(names: Sequence[str], joint: str) -> str:
    return f"{', '.join(names[:-1])} {joint} {names[-1]}"


def _shared(values: Sequence[str]) -> str:
    return values[0] if len(set(values)) == 1 else ""
