"""Where the two countries' polygons overlap or part: the border is drawn half way between them."""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from data.build.packages import BuildError

SPACING = 0.003  # degrees between the points the midline is measured from: about 300 m
MOUTHS = ((60.882, 29.855), (61.618, 25.1765))  # ends of the border: near the Afghan tripoint, at the sea
TOUCH = 1e-6  # degrees within which two edges count as touching


def divide_border_zone(units: list[BaseGeometry], is_pakistan: list[bool]) -> list[BaseGeometry]:
    """Share overlaps of the two countries, and gaps between them, among the units beside them.

    Each point of the zone goes to the unit nearest to it, so the border becomes the line half way
    between the two source lines: no country's version is preferred.

    Returns
    -------
    list
        The units in the same order; none of one country overlaps one of the other.
    """
    flags = np.asarray(is_pakistan)
    whole = np.asarray(units, dtype=object)
    pakistan, iran = shapely.union_all(whole[flags]), shapely.union_all(whole[~flags])
    zone = shapely.union_all([*_areas(shapely.intersection(pakistan, iran)), *_gaps(pakistan, iran)])
    clear = [shapely.difference(unit, zone) for unit in units]
    shares: list[list[BaseGeometry]] = [[] for _ in units]
    for pocket in _areas(zone):
        for index, share in _divide_pocket(pocket, clear).items():
            shares[index].append(share)
    return [shapely.union_all([body, *more]) for body, more in zip(clear, shares, strict=True)]


def find_border(pakistan: BaseGeometry, iran: BaseGeometry) -> LineString:
    """Return the edge the two countries share, from north to south.

    Raises
    ------
    BuildError
        When it is not one line.
    """
    shared = shapely.line_merge(shapely.intersection(pakistan.boundary, iran.boundary))
    lines = [part for part in shapely.get_parts(shared) if isinstance(part, LineString)]
    if len(lines) != 1:
        starts = [part.coords[0] for part in lines]
        raise BuildError(f"The shared edge of the countries is {len(lines)} lines, starting at {starts}.")
    line = lines[0]
    return line if line.coords[0][1] > line.coords[-1][1] else line.reverse()


def _gaps(pakistan: BaseGeometry, iran: BaseGeometry) -> list[BaseGeometry]:
    # At both ends the gap is open: a line between the two corners closes each mouth. Only what lies
    # between the countries is filled, not the sea.
    plugs = [_bridge(mouth, pakistan, iran) for mouth in MOUTHS]
    joined = shapely.union(pakistan, iran)
    lines = shapely.union_all([joined.boundary, *plugs])
    faces = shapely.get_parts(shapely.polygonize([*shapely.get_parts(lines)]))
    outside = [face for face in faces if not joined.covers(face.representative_point())]
    return [face for face in outside if _touches(face, pakistan) and _touches(face, iran)]


def _bridge(mouth: tuple[float, float], pakistan: BaseGeometry, iran: BaseGeometry) -> LineString:
    ends = []
    for country in (pakistan, iran):
        corners = shapely.get_coordinates(country)
        ends.append(corners[np.hypot(*(corners - mouth).T).argmin()])
    return LineString(ends)


def _divide_pocket(pocket: BaseGeometry, clear: list[BaseGeometry]) -> dict[int, BaseGeometry]:
    rim = pocket.buffer(TOUCH)
    beside = [index for index in shapely.STRtree(clear).query(rim) if clear[index].intersects(rim)]
    owners: dict[tuple[float, float], int] = {}
    for index in sorted(int(each) for each in beside):
        edge = shapely.segmentize(shapely.intersection(clear[index].boundary, rim), SPACING)
        for lon, lat in shapely.get_coordinates(edge).tolist():
            owners.setdefault((round(lon, 7), round(lat, 7)), index)
    if len(set(owners.values())) <= 1:
        return dict.fromkeys(owners.values(), pocket)
    cells = shapely.voronoi_polygons(shapely.MultiPoint(list(owners)), extend_to=rim, ordered=True)
    by_owner: dict[int, list[BaseGeometry]] = {}
    for cell, index in zip(shapely.get_parts(cells), owners.values(), strict=True):
        by_owner.setdefault(index, []).append(cell)
    return {index: shapely.intersection(pocket, shapely.union_all(own)) for index, own in by_owner.items()}


def _touches(face: BaseGeometry, country: BaseGeometry) -> bool:
    # Where edges cross, the crossing is rounded, so a face lies beside a country's edge, not on it.
    near = shapely.intersection(country, face.envelope.buffer(SPACING)).buffer(TOUCH)
    return bool(shapely.intersection(face.boundary, near).length > 10 * TOUCH)


def _areas(geometry: BaseGeometry) -> list[BaseGeometry]:
    return [part for part in shapely.get_parts(geometry) if part.area > 0]
