"""What maps and charts answer when a reader clicks, draws or moves, as fields of a View. Nothing from a browser is trusted."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from geo.out.leaflet import HOME
from geo.vocabulary.view import View

_PIXEL = 360 / 256
"""Degrees of longitude a screen pixel at zoom 0."""


def clicked(properties: Mapping[str, Any], events: Collection[str]) -> dict[str, Any]:
    """The event that was clicked, or the box or polygon that was drawn, on the Leaflet map; empty for anything else."""
    if properties.get("event") in events:
        return {"event": properties["event"]}
    if len(properties.get("bbox") or ()) == 4:
        return {"bbox": tuple(float(each) for each in properties["bbox"])}
    if properties.get("polygon"):
        return {"polygon": tuple((float(lon), float(lat)) for lon, lat in properties["polygon"])}
    return {}


def place_of(view: View) -> tuple[float, float, int]:
    """lon, lat and zoom at which the View puts the Leaflet map."""
    lon, lat, zoom = HOME
    if view.lon is not None and view.lat is not None:
        return view.lon, view.lat, view.zoom or zoom
    return lon, lat, zoom


def moved(said: Mapping[str, Any], now: View) -> dict[str, Any]:
    """Where the Leaflet map was moved to; empty where it only answers that it is where the View put it."""
    centre, zoom = said.get("center"), said.get("zoom")
    if not centre or not zoom:
        return {}
    lon, lat, level = place_of(now)
    near = 2 * _PIXEL / 2**zoom
    if level == zoom and abs(centre["lng"] - lon) < near and abs(centre["lat"] - lat) < near:
        return {}
    return {"lon": round(centre["lng"], 4), "lat": round(centre["lat"], 4), "zoom": int(zoom)}


def marked(selection: Mapping[str, Any], events: Collection[str]) -> str:
    """The event of the mark that was picked on the time line; "" for none."""
    marks = selection.get("event") or []
    event = marks[0].get("event_id", "") if marks else ""
    return event if event in events else ""


def period(selection: Mapping[str, Any]) -> tuple[date, date] | None:
    """The first and the last day of the field that was picked on the time line; None for none."""
    marks = selection.get("period") or []
    try:
        start, end = (date.fromisoformat(str(marks[0][name])) for name in ("start", "end"))
    except (LookupError, ValueError, TypeError):
        return None
    return (start, end) if start <= end else None


def picked(selection: Mapping[str, Any], events: Collection[str]) -> list[str]:
    """The events behind what was picked on the deck, each once, in their order."""
    rows = [row for layer in (selection.get("objects") or {}).values() for row in layer]
    return list(dict.fromkeys(event for row in rows for event in row.get("event_ids", ()) if event in events))
