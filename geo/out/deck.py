"""The pydeck map of intensity: columns or hexagons where a place is known, shaded districts where only the district is, arcs."""

from functools import cache, lru_cache

import geopandas as gpd
import h3
import numpy as np
import pandas as pd
import pydeck as pdk
from shapely.geometry.base import BaseGeometry

from geo.events.adding_up import Rows, positions_in
from geo.events.atlas import Atlas, open_atlas
from geo.out.layers import arrow, unit_counts
from geo.out.shown import Shown
from geo.out.symbols import symbol
from geo.places.saying import words
from geo.settings import DATA
from geo.vocabulary.view import View

HEXAGON_RESOLUTION = 4
"""H3's: hexagons of about 26 km from edge to edge of their centres, 1,770 km²."""
MOST_COLUMNS, _SMALL_RESOLUTION = 2000, 6
"""More columns than that are gathered in H3 cells of about 7 km from centre to centre."""
MOST_PICKED = 50
"""Events that a column, hexagon or district gives when it is picked: the latest."""
_MOST_NAMES = 5
_PLACED = ("point", "circle")
_NAMED_RANK = 2
"""Of a town by its population, 1 the largest."""
_WIDEST_KM = 40.0
"""A circle wider than this is no place for a column; it counts in its districts alone."""


def placed(shown: Shown, measure: str) -> pd.DataFrame:
    """One row an event part known to a spot, in order of time: lon, lat, event_id, weight, place name."""
    parts = shown.places[
        (shown.places["role"] == "target")
        & shown.places["precision"].isin(_PLACED)
        & (shown.places["radius_km"] <= _WIDEST_KM)
    ]
    weight = (
        shown.told["fatalities_high"].fillna(0).astype(int)
        if measure == "fatalities"
        else pd.Series(1, shown.events.index)
    )
    spots = pd.DataFrame(
        {
            "lon": parts.geometry.x.astype(float),
            "lat": parts.geometry.y.astype(float),
            "event_id": parts["event_id"],
            "weight": parts["event_id"].map(weight).fillna(0).astype(int),
            "place": parts["place_name"],
        }
    )
    return spots.iloc[np.argsort(positions_in(shown.events.index, spots["event_id"]), kind="stable")]


def columns(spots: pd.DataFrame) -> pd.DataFrame:
    """One row a place: how much, which events. Of more places than can be drawn, one row for those in the same small H3 cell."""
    if len(spots[["lon", "lat", "place"]].drop_duplicates()) <= MOST_COLUMNS:
        return _gather(spots, ["lon", "lat", "place"])
    gathered = _gather(_in_cells(spots, _SMALL_RESOLUTION), ["hexagon"])
    middles = [h3.cell_to_latlng(cell) for cell in gathered["hexagon"]]
    return gathered.assign(lon=[lon for _, lon in middles], lat=[lat for lat, _ in middles]).drop(columns="hexagon")


def hexagons(spots: pd.DataFrame) -> pd.DataFrame:
    """One row an H3 cell: how much, which events."""
    return _gather(_in_cells(spots, HEXAGON_RESOLUTION), ["hexagon"])


def _in_cells(spots: pd.DataFrame, resolution: int) -> pd.DataFrame:
    cells = [h3.latlng_to_cell(lat, lon, resolution) for lon, lat in zip(spots["lon"], spots["lat"], strict=True)]
    return spots.assign(hexagon=cells)


def arcs(atlas: Atlas, shown: Shown) -> pd.DataFrame:
    """One row an event with an origin: start and end, colour, title, whether the start is schematic."""
    origins = shown.places[shown.places["role"] == "origin"]
    targets = (
        shown.places[(shown.places["role"] == "target") & shown.places["geometry"].notna()]
        .drop_duplicates("event_id")
        .set_index("event_id")
    )
    rows, told = [], shown.told
    for _, origin in origins[origins["event_id"].isin(targets.index)].iterrows():
        line = arrow(atlas, origin, targets.loc[origin["event_id"]])
        if line:
            event = told.loc[origin["event_id"]]
            rows.append(
                {
                    "from": list(line[0]),
                    "to": list(line[1]),
                    "colour": _rgb(symbol(event["kind"]).colour),
                    "event_ids": [origin["event_id"]],
                    "label": event["title"],
                    "detail": f"from {words(origin)}" + (" (start schematic)" if line[2] else ""),
                }
            )
    return pd.DataFrame(rows, columns=["from", "to", "colour", "event_ids", "label", "detail"])


def intensity(
    atlas: Atlas, shown: Shown, view: View, style: str, home: tuple[float, float, int], *, dark: bool
) -> pdk.Deck:
    """The deck: `style` is the address of `map_style`; `home` is lon, lat and zoom for a View that names none."""
    spots = placed(shown, view.measure)
    layers = [
        _districts(atlas, shown, view.measure),
        _bars(spots, view.layer),
        _arcs(arcs(atlas, shown)),
        _names(dark),
    ]
    lon, lat, zoom = (
        (view.lon, view.lat, view.zoom) if view.lon is not None and view.lat is not None and view.zoom else home
    )
    return pdk.Deck(
        layers=layers,
        map_style=style,
        map_provider="mapbox",
        initial_view_state=pdk.ViewState(lon, lat, zoom - 1 if zoom else 5, pitch=42),
        tooltip={"text": "{label}\n{detail}"},  # text, not HTML: nothing from outside is ever parsed
    )


def say_reading(shown: Shown, view: View) -> str:
    """How to read the map, with how many events stand where."""
    spots = placed(shown, view.measure)
    drawn = shown.places[(shown.places["role"] == "target") & (shown.places["unit_ids"].str.len() > 0)][
        "event_id"
    ].nunique()
    many = view.layer == "columns" and len(spots[["lon", "lat", "place"]].drop_duplicates()) > MOST_COLUMNS
    return (
        f"{spots['event_id'].nunique():,} of {len(shown.events):,} events are known to a spot and stand as {view.layer}; "
        f"{'where places are many, a column stands for all within some 4 km; ' if many else ''}{drawn:,} lie in or touch "
        "the shaded districts and counties; the rest are known to a country only or lie elsewhere. Arcs run from where an "
        "event came from; the start of a cross-border one is schematic where only the country is known."
    )


def _gather(spots: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    again = spots.duplicated([*keys, "event_id"])  # an event with two places in one cell counts once there
    spots = spots.assign(weight=spots["weight"].mask(again, 0))
    gathered = spots.groupby(keys, as_index=False)["weight"].sum()
    rows = Rows(spots.groupby(keys).ngroup().to_numpy(), len(gathered))
    events, places = spots["event_id"].to_numpy(dtype=object), spots["place"].to_numpy(dtype=object)
    names = [list(dict.fromkeys(places[rows[number]])) for number in range(len(gathered))]
    return gathered.assign(
        event_ids=[list(dict.fromkeys(events[rows[number]]))[-MOST_PICKED:] for number in range(len(gathered))],
        names=[
            ", ".join(each[:_MOST_NAMES]) + (f" and {len(each) - _MOST_NAMES} more" if len(each) > _MOST_NAMES else "")
            for each in names
        ],
        label=lambda table: table["names"],
        detail=[f"{weight:,}" for weight in gathered["weight"]],
    )


def _bars(spots: pd.DataFrame, kind: str) -> pdk.Layer:
    rows = hexagons(spots) if kind == "hexagons" else columns(spots)
    tallest = 150_000 / max(1, rows["weight"].max() if len(rows) else 1)
    common = {
        "data": rows.to_dict("records"),
        "get_elevation": "weight",
        "elevation_scale": tallest,
        "pickable": True,
        "auto_highlight": True,
        "extruded": True,
        "get_fill_color": [213, 94, 0, 200],
    }
    if kind == "hexagons":
        return pdk.Layer("H3HexagonLayer", id="bars", get_hexagon="hexagon", **common)
    return pdk.Layer("ColumnLayer", id="bars", get_position=["lon", "lat"], radius=6000, disk_resolution=12, **common)


def _districts(atlas: Atlas, shown: Shown, measure: str) -> pdk.Layer:
    counts = unit_counts(atlas, shown, measure)
    most = max(counts.values(), default=1) or 1
    located = shown.places[shown.places["role"] == "target"][["event_id", "unit_ids"]].explode("unit_ids").dropna()
    located = located.iloc[np.argsort(positions_in(shown.events.index, located["event_id"]), kind="stable")]
    events = {unit: list(dict.fromkeys(rows["event_id"]))[-MOST_PICKED:] for unit, rows in located.groupby("unit_ids")}
    rows = []
    for unit, count in counts.items():
        for ring in _rings(atlas.units.at[unit, "geometry"]):
            rows.append(
                {
                    "polygon": ring,
                    "fill": [0, 114, 178, int(30 + 130 * count / most)],
                    "event_ids": events[unit],
                    "label": f"{atlas.units.at[unit, 'name']} {atlas.units.at[unit, 'type']}",
                    "detail": f"{count:,} (all places in it or touching it)",
                }
            )
    return pdk.Layer(
        "PolygonLayer", rows, id="districts", get_polygon="polygon", get_fill_color="fill", stroked=False, pickable=True
    )


@lru_cache(maxsize=1024)
def _rings(shape: BaseGeometry) -> list[list[list[float]]]:
    """The outlines, by about a kilometre simpler."""
    simple = shape.simplify(0.01)
    return [[list(corner) for corner in ring.exterior.coords] for ring in getattr(simple, "geoms", [simple])]


def _arcs(rows: pd.DataFrame) -> pdk.Layer:
    return pdk.Layer(
        "ArcLayer",
        rows.to_dict("records"),
        id="arcs",
        get_source_position="from",
        get_target_position="to",
        get_source_color="colour",
        get_target_color="colour",
        get_width=3,
        pickable=True,
    )


@cache
def _towns() -> gpd.GeoDataFrame:
    """The larger towns of the two provinces."""
    towns = gpd.read_file(DATA / "basemap" / "towns.geojson").rename(columns={"name": "name_latin"})
    provinces = open_atlas().units.query("level == 'province'").union_all()
    return towns[(towns["rank"] <= _NAMED_RANK) & towns.within(provinces)]


def _names(dark: bool) -> pdk.Layer:
    """Names of towns; Latin only, since deck.gl joins no Arabic letters and writes from the left."""
    rows = [{"at": [town.geometry.x, town.geometry.y], "text": town.name_latin} for town in _towns().itertuples()]
    return pdk.Layer(
        "TextLayer",
        rows,
        id="names",
        get_position="at",
        get_text="text",
        get_size=12,
        get_color=[215, 215, 215] if dark else [70, 70, 70],
        character_set=pdk.types.String("auto"),
        get_pixel_offset=[0, 12],
        font_family=pdk.types.String("system-ui, sans-serif"),
    )


def _rgb(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)] + [220]
