"""How each relation is said in an answer, and what kind of geometry it is drawn as."""

from __future__ import annotations

from geo.places.geocode.entry import Entry
from geo.places.geocode.naming import Relation

BORDER_OF = "the border of "

SAID = {
    "within": "within {km} km of {name}",
    "from": "about {km} km from {name}",
    "near": "near {name}",
    "off": "at sea off {name}",
    "direction": "{way} of {name}",
    "part": "{way}ern part of {name}",
    "outskirts": "{way}ern outskirts of {name}",
    "between": "between {name} and {other}",
    "road": "on the road between {name} and {other}",
    "border": "the border at {name}",
    "border_of": BORDER_OF + "{name}",
    "border_shared": "the border between {name} and {other}",
    "border_all": "the {name}",
    "off_within": "at sea within {km} km of {name}",
    "road_within": "within {km} km of the road between {name} and {other}",
    "between_within": "within {km} km of the line between {name} and {other}",
    "border_distance": "about {km} km from the border, {name}",
    "border_within": "within {km} km of the border, {name}",
    "inside": "within {km} km of the border, {name}",
}

DRAWN_AS = {
    "within": "circle",
    "near": "circle",
    "from": "ring",
    "off": "sea",
    "direction": "wedge",
    "part": "part",
    "outskirts": "wedge",
    "between": "corridor",
    "road": "corridor",
    "border": "border_stretch",
    "border_distance": "border_band",
    "border_within": "border_band",
    "inside": "border_band",
}

_WAYS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


def sentence(relation: Relation, entry: Entry | None, km: float, other: str) -> str:
    """A relation in words; `km` where none is said as it is drawn, `other` the name of the second place."""
    name = entry.name if entry else "Pakistan–Iran border"
    return SAID[_wording(relation, entry)].format(km=_said(km), name=name, other=other, way=_way(relation.bearing))


def _wording(relation: Relation, entry: Entry | None) -> str:
    """Which sentence of `SAID` fits: of the border of all, of a unit, at a town; with a distance or without."""
    kind = relation.kind
    if kind == "border" and len(relation.anchors) > 1:
        return "border_shared"
    if kind == "border":
        return "border_all" if entry is None else "border_of" if entry.unit_id else "border"
    within = relation.km is not None and (kind in ("road", "between") or (kind == "off" and relation.near))
    return f"{kind}_within" if within else kind


def _said(km: float) -> str:
    """Kilometres as a sentence says them: whole ones, of less than ten one decimal where there is one."""
    return f"{km:.0f}" if km >= 10 or km == round(km) else f"{km:.1g}" if km < 1 else f"{km:.1f}"


def _way(bearing: float | None) -> str:
    return _WAYS[round((bearing or 0.0) / 45.0) % 8]
