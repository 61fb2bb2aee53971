"""Who prints and who speaks in the user's data sets: known outlets and voices where a name is theirs, new ones elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from geo.events.assembly import trace
from geo.events.load import Chronology

_ROLES = re.compile(
    r"\b(officials?|sources?|authorities|residents?|locals?|villagers?|witness(es)?|tribesm[ae]n|elders?|people|reports?"
    r"|media|journalists?|relatives|survivors?|unnamed|anonymous|unknown)\b",
    re.IGNORECASE,
)
_ROLE_ONLY = re.compile(
    r"(the |a |an |local |state |senior |provincial |district |security |police |military |army |government |tribal |and )*"
    r"(police|military|army|government|spokes(man|woman|person)|statement|forces?|officers?|administration)",
    re.IGNORECASE,
)
_LONGEST = 60


class Names:
    """Gives outlets and voices their ids, set by set; what is new is gathered."""

    def __init__(self, chronology: Chronology) -> None:
        self._outlets = chronology.outlets
        self._ids = {str(name).casefold(): str(outlet) for outlet, name in chronology.outlets["name"].items()}
        self._voices = {str(name).casefold(): voice for voice, name in chronology.voices.items()}
        self._known = chronology.voices
        self._spoke = _speakers(chronology)
        self._new: dict[str, str] = {}
        self.new_voices: dict[str, str] = {}

    def name(self, claims: pd.DataFrame) -> pd.DataFrame:
        """The claims with outlet, origin and chain; what they have of these already (our own exports) stays.

        A speaker is a voice of its own unless it is only a role ("officials", "police"): that counts as the outlet.
        """
        printed = claims["outlet_name"].mask(claims["outlet_name"] == "", "not named")
        outlets = _once(self._outlet, printed, claims["outlet_id"])
        chains = _once(self._chain, claims["speaker"], outlets, claims["origin"], claims["via"])
        known = {outlet: self._about.get(outlet) or (self._new[outlet], "", "unknown") for outlet in outlets.unique()}
        about = {
            f"outlet_{name}": outlets.map({outlet: row[number] for outlet, row in known.items()}).astype("str")
            for number, name in enumerate(("name", "country", "type"))
        }
        return claims.assign(
            **about,
            outlet_id=outlets.astype("str"),
            speaker=claims["speaker"].mask(claims["speaker"] == "", printed),
            speaker_side=claims["speaker_side"].mask(claims["speaker_side"] == "", "unknown"),
            statement=claims["statement"].mask(claims["statement"] == "", "(no words given)"),
            origin=chains.map(lambda chain: chain[0]).astype("str"),
            chain=chains,
        )

    def new_outlets(self) -> pd.DataFrame:
        """The outlets that the chronology does not have, by outlet_id."""
        rows = {outlet: {"name": name, "type": "unknown"} for outlet, name in self._new.items()}
        return pd.DataFrame.from_dict(rows, orient="index", columns=["name", "type"]).rename_axis("outlet_id")

    @cached_property
    def _about(self) -> dict[str, tuple[str, str, str]]:
        columns = self._outlets[["name", "country", "type"]]
        return {str(row[0]): (str(row[1]), str(row[2]), str(row[3])) for row in columns.itertuples()}

    def _outlet(self, name: str, given: str) -> str:
        if given in self._about:
            return given
        found = self._ids.get(name.casefold())
        if found is None:
            found = slug(name)
            if found not in self._about:
                self._new.setdefault(found, name)
            self._ids[name.casefold()] = found
        return found

    def _chain(self, speaker: str, outlet: str, given: str, via: str) -> tuple[str, ...]:
        carriers = [self._voice(name) for name in map(str.strip, via.split(";")) if name]
        if given and (given in self._known or given in self.new_voices or given in self._new):
            return tuple(dict.fromkeys((given, *carriers, outlet)))
        return trace(self._speaker(speaker), outlet, carriers)

    def _speaker(self, speaker: str) -> str:
        """The voice of a speaker; "" where it is nobody's name."""
        key = speaker.strip().casefold()
        if key not in self._spoke:
            nobody = not key or bool(_ROLES.search(key)) or bool(_ROLE_ONLY.fullmatch(key))
            self._spoke[key] = "" if nobody else self._voice(speaker.strip())
        return self._spoke[key]

    def _voice(self, name: str) -> str:
        key = name.casefold()
        if key in self._ids:  # an outlet that is quoted
            return self._ids[key]
        if key not in self._voices:
            self._voices[key] = slug(name)
            if self._voices[key] not in self._known:
                self.new_voices.setdefault(self._voices[key], name)
        return self._voices[key]


def _once(name: Callable[..., Any], *columns: pd.Series) -> pd.Series:
    """What `name` makes of each row, asked once for rows that are alike, in the order in which they first come."""
    codes, alike = np.zeros(len(columns[0]), dtype="int64"), 1
    for column in columns:
        here, distinct = pd.factorize(column)
        codes, seen = pd.factorize(codes * len(distinct) + here)
        alike = len(seen)
    first = np.full(alike, len(codes))
    np.minimum.at(first, codes, np.arange(len(codes)))
    found = np.empty(alike, dtype=object)
    for number, row in enumerate(zip(*(column.iloc[first] for column in columns), strict=True)):
        found[number] = name(*row)
    return pd.Series(found[codes], columns[0].index, dtype=object)


def slug(name: str) -> str:
    """An id made of a name, in whatever script it is."""
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-")[:_LONGEST].strip("-") or "not-named"


def _speakers(chronology: Chronology) -> dict[str, str]:
    """The voices of the speakers that the chronology knows: the head of each one's chain where it is not a carrier."""
    claims = chronology.claims
    rows = zip(claims["speaker"], claims["origin"], claims["outlet_id"], claims["via"], strict=True)
    return {
        str(speaker).casefold(): str(origin)
        for speaker, origin, outlet, via in rows
        if origin != outlet and not via and chronology.voices.get(origin)
    }
