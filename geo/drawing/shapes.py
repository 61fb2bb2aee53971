"""Outlines as matplotlib draws them: GeoJSON geometry, and the SVG paths of the symbols."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path
from matplotlib.path import Path

from geo.drawing.frame import project

_CODES = {"lineTo": Path.LINETO, "curveTo": Path.CURVE4, "qCurveTo": Path.CURVE3}


def outline(geometry: Mapping[str, Any]) -> Path:
    """A line or an area of GeoJSON in plane degrees; holes stay holes."""
    closed = "Polygon" in geometry["type"]
    return Path.make_compound_path(*(_run(run, closed) for run in _runs(geometry["type"], geometry["coordinates"])))


@cache
def glyph(path: str) -> Path:
    """The `d` of a symbol (a box of 20 by 20, y down) as a path from -1 to 1, y up."""
    pen = RecordingPen()
    parse_path(path, pen)
    corners: list[tuple[float, float]] = []
    codes: list[int] = []
    for step, points in pen.value:
        if step == "moveTo":
            codes.append(int(Path.MOVETO))
            corners.extend(points)
        elif step in _CODES:
            codes.extend([int(_CODES[step])] * len(points))
            corners.extend(points)
        elif step == "closePath":
            codes.append(int(Path.CLOSEPOLY))
            corners.append(corners[-1])
    return Path((np.array(corners) - 10.0) * (0.1, -0.1), np.array(codes, dtype=Path.code_type))


def _runs(kind: str, coordinates: Sequence[Any]) -> list[Any]:
    if kind == "LineString":
        return [coordinates]
    if kind in ("Polygon", "MultiLineString"):
        return list(coordinates)
    return [run for part in coordinates for run in part]


def _run(run: Sequence[Any], closed: bool) -> Path:
    corners = np.asarray(run, dtype=float)[:, :2]
    return Path(np.column_stack([corners[:, 0], project(corners[:, 1])]), closed=closed)
