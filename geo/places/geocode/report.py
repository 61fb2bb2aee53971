"""Answers as plain data for the command line and other programs: JSON without NaN, geometry as GeoJSON."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import pandas as pd
import shapely

from geo.places.geocode.answers import Answer, Candidate
from geo.places.geocode.batch import geocode
from geo.places.geocode.mentions import find_mentions
from geo.places.geocode.tables import our_column

DECIMALS = 5


def answer(text: str, hints: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The answer to one text as a dictionary."""
    return _plain(geocode(text, hints))


def mentions(text: str) -> list[dict[str, Any]]:
    """The mentions of a text with their spans (`text[start:end]`), as dictionaries."""
    return [
        {"start": each.start, "end": each.end, **_plain(each.answer), "text": each.text} for each in find_mentions(text)
    ]


def as_json(value: Any) -> str:
    """JSON for people: indented, other scripts as they are."""
    return json.dumps(value, indent=1, ensure_ascii=False)


def summary(table: pd.DataFrame) -> str:
    """How many rows of a geocoded table have which status."""
    column = our_column(table.columns, "status")
    return ", ".join(f"{count} {status}" for status, count in table[column].value_counts().items())


def _plain(answered: Answer) -> dict[str, Any]:
    found = [_candidate(candidate) for candidate in answered.candidates]
    return {"text": answered.text, "status": answered.status, "reason": answered.reason, "candidates": found}


def _candidate(candidate: Candidate) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for field in fields(candidate):
        value = getattr(candidate, field.name)
        row[field.name] = None if isinstance(value, float) and math.isnan(value) else value
    if candidate.geometry is not None:
        rounded = shapely.transform(candidate.geometry, lambda xy: xy.round(DECIMALS))
        row["geometry"] = json.loads(shapely.to_geojson(rounded))
    return row
