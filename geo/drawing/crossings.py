"""The border crossings on a map: a square with the sign of the status on the day that the map is of."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.patches import FancyBboxPatch

from geo.drawing.fonts import sign_font
from geo.drawing.frame import Frame
from geo.drawing.page import Box, Sheet
from geo.drawing.room import Room, centred
from geo.drawing.scene import Feature

Post = tuple[Box, Mapping[str, Any]]
"""The box of a post's sign, and what is said of its status."""
HALF = 5.5
_BOTH_POSTS = 9
"""The zoom from which both posts of a crossing stand, as on the dashboard."""


def posts(crossings: Sequence[Feature], frame: Frame, over: Sequence[Box]) -> tuple[list[Post], int]:
    """Box and status of each post that the frame shows, and how many are hidden by an event or by another post."""
    seen: set[str] = set()
    room = Room(frame.on)
    room.take(*over)
    found, hidden = list[Post](), 0
    for each in crossings:
        said = each["properties"]
        first = said["name"] not in seen
        seen.add(said["name"])
        xy = frame.place(*np.array(each["geometry"]["coordinates"], dtype=float))
        if not (first or frame.zoom >= _BOTH_POSTS) or not frame.holds(xy, HALF)[0]:
            continue
        box = room.put([centred(float(xy[0, 0]), float(xy[0, 1]), 2 * HALF, 2 * HALF)])
        if box:
            found.append((box, said))
        else:
            hidden += 1
    return found, hidden


def draw_sign(sheet: Sheet, x: float, y: float, said: Mapping[str, Any]) -> None:
    """The square of a status; dashed where it is assumed from an earlier report."""
    square = FancyBboxPatch(
        (x - HALF + 1.2, y - HALF + 1.2),
        2 * HALF - 2.4,
        2 * HALF - 2.4,
        boxstyle="round,pad=1.2",
        facecolor=said["colour"],
        edgecolor="#222222",
        linewidth=1.0,
        linestyle=(0, (1.8, 1.2)) if said["assumed"] else "solid",
        zorder=3.8,
    )
    sheet.ink.add_artist(square)
    light = said["status"] == "no report"
    sheet.write(
        x,
        y,
        said["sign"],
        sign_font(),
        colour="#111111" if light else "#ffffff",
        across="center",
        along="center_baseline",
        zorder=3.9,
    )
