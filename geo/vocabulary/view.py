"""The View: what the reader looks at, as one frozen value. It is the URL, the query and the export."""

from dataclasses import dataclass, replace
from datetime import date

VERSION = "1"
NAMES = {"latin": "Latin", "local": "Urdu and Persian"}
TILES = {"none": "none (offline)", "osm": "OpenStreetMap", "imagery": "Esri satellite imagery", "carto": "Carto light"}
SHADES = {
    "none": "none",
    "events": "number of events",
    "claims": "number of claims",
    "fatalities": "deaths reported (highest)",
}
LANES = {"kind": "kind of event", "side": "who speaks", "outlet": "outlet"}
LAYERS = {"columns": "columns", "hexagons": "hexagons"}
MEASURES = {"events": "number of events", "fatalities": "deaths reported (highest)"}
COLUMNS = {"side": "who speaks", "outlet": "outlet"}
Box = tuple[float, float, float, float]
Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class View:
    """Filters, time window, viewport, selection and style; empty means no limit.

    `bbox` is (west, south, east, north) and `polygon` a ring of (lon, lat) without the closing point, EPSG:4326 degrees;
    `start` and `end` are days, both included; `zoom` is Leaflet's. `lens` is whose account is told ("side:iran_state"),
    `against` a second one beside it.
    """

    start: date | None = None
    end: date | None = None
    outlet: tuple[str, ...] = ()
    outlet_type: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    side: tuple[str, ...] = ()
    voice: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    aspect: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    reliability: tuple[str, ...] = ()
    credibility: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    bbox: Box | None = None
    polygon: Ring = ()
    q: str = ""
    lens: str = ""
    against: str = ""
    event: str = ""
    lon: float | None = None
    lat: float | None = None
    zoom: int | None = None
    names: str = "latin"
    shade: str = "none"
    lanes: str = "kind"
    layer: str = "columns"
    measure: str = "events"
    columns: str = "side"
    crossing: tuple[str, ...] = ()

    def chosen(self, key: str) -> tuple[str, ...]:
        """The values chosen for the filter with that key."""
        values: tuple[str, ...] = getattr(self, key)
        return values

    def without(self, key: str) -> "View":
        """The same View with that filter cleared."""
        return replace(self, **{key: ()})  # type: ignore[arg-type]  # the field is chosen by key

    def question(self) -> "View":
        """What decides which events are shown: the View without viewport, selection and style."""
        return View(**{name: getattr(self, name) for name in QUESTION})

    def comparison(self) -> "View":
        """The question with the second account: what either of the two reports."""
        return replace(self.question(), against=self.against)


QUESTION = (
    "start",
    "end",
    "outlet",
    "outlet_type",
    "country",
    "language",
    "side",
    "voice",
    "stance",
    "kind",
    "status",
    "aspect",
    "place",
    "reliability",
    "credibility",
    "data",
    "bbox",
    "polygon",
    "q",
    "lens",
)
"""The fields that decide which events are shown, and how they are told."""
