"""Where a part of an event's place is, in a reader's words."""

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from geo.places.locate import ROUND


def words(row: "pd.Series[Any] | Mapping[str, Any]") -> str:
    """Where a part of a place is, in English, as precisely as is known; then the name as reported."""
    name, within = str(row["place_name"]), f"(within {row['radius_km']:g} km)"
    said = {
        "point": f"at {name} {within}",
        "circle": f"around {name} {within}",
        "border_stretch": f"along the {name}",
        "elsewhere": f"in {name}",
        "area": name,
        "country_side": f"somewhere in {name}",
        "unlocated": f"not located: {row['reason'][:1].lower()}{row['reason'][1:].rstrip('.')}",
    }.get(row["precision"], f"somewhere in {name}")
    if row["precision"] in ROUND and row["relation"] != "at":
        said = name if row["relation"] == "within" else f"{name} {within}"
    if row["precision"] == "country_side" or _plain(row["reported"]) == _plain(name):
        return said
    return f"{said}; reported as {row['reported']}"


def why(row: "pd.Series[Any]") -> str:
    """Why it is read so; before that the words that the geocoder was asked, where they are not those reported."""
    reason = str(row["reason"])
    return reason if row["geometry"] is None or not row["read_as"] else f"Read as “{row['read_as']}”. {reason}"


def _plain(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()
