"""One coverage out of polygons that were simplified one by one: shared edges, no overlap, no gap."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from data.build.geojson import snap
from data.build.packages import BuildError

GAP_WIDTH = 0.05  # degrees: the widest gap between two units upstream is 0.037
TOLERANCE = 0.003  # degrees: square root of the smallest triangle kept in an inner edge
SLIVER_KM2 = 0.5
KM_PER_DEGREE = 111.32


def clean(units: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Clean, simplify and round polygons into a valid coverage, in the same order.

    Outer edges (coast, other countries) keep the source's vertices; only gaps closed on all sides
    are filled, so the sea is not.

    Raises
    ------
    BuildError
        When the rounded polygons are still no valid coverage.
    """
    cleaned = shapely.coverage_clean(list(units), gap_width=GAP_WIDTH)
    whole = merge_slivers(list(cleaned))
    simple = shapely.coverage_simplify(whole, TOLERANCE, simplify_boundary=False)
    rounded = [snap(unit) for unit in simple]
    if not is_coverage(rounded):
        # Rounding can fold a narrow corner; cleaning moves nothing else on the rounded grid.
        rounded = [snap(unit) for unit in shapely.coverage_clean(rounded, gap_width=GAP_WIDTH)]
    if not is_coverage(rounded):
        raise BuildError("The units are not a valid coverage after rounding; try another TOLERANCE.")
    return rounded


def is_coverage(units: Sequence[BaseGeometry]) -> bool:
    """Tell whether polygons are valid, share edges exactly and leave no hole between them."""
    if not (shapely.is_valid(list(units)).all() and shapely.coverage_is_valid(list(units))):
        return False
    return all(not part.interiors for part in shapely.get_parts(dissolve(units)))


def merge_slivers(units: list[BaseGeometry]) -> list[BaseGeometry]:
    """Give detached scraps to the neighbour they share most edge with; islands stay."""
    bodies: list[list[BaseGeometry]] = []
    scraps: list[BaseGeometry] = []
    for unit in units:
        pieces = sorted(shapely.get_parts(unit), key=lambda piece: -piece.area)
        small = [piece for piece in pieces[1:] if area_km2(piece) < SLIVER_KM2]
        bodies.append([piece for piece in pieces if piece not in small])
        scraps += small
    joined = [shapely.coverage_union_all(body) for body in bodies]
    for scrap in scraps:
        shared = [shapely.intersection(scrap.boundary, unit.boundary).length for unit in joined]
        best = int(np.argmax(shared))
        if shared[best] > 0:
            joined[best] = shapely.union(joined[best], scrap)
    return joined


def dissolve(units: Sequence[BaseGeometry]) -> BaseGeometry:
    """Join units of a valid coverage, keeping every vertex of the outer edge."""
    return shapely.coverage_union_all(list(units))


def area_km2(geometry: BaseGeometry) -> float:
    """Return the approximate area of a small lon, lat polygon in square kilometres."""
    if geometry.is_empty:
        return 0.0
    scale = math.cos(math.radians(geometry.centroid.y))
    return float(geometry.area * scale * KM_PER_DEGREE**2)
