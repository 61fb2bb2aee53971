"""Districts shaded by a count, as on the dashboard's map, and the steps that its legend names."""

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.collections import PathCollection

from geo.drawing.basemap import district_outlines

SHADE = "#0072b2"


def strength(count: float, most: int) -> float:
    """How opaque the shade of a district is."""
    return 0.12 + 0.5 * count / max(1, most)


def draw_shading(axes: Axes, counts: Mapping[str, int]) -> None:
    """Shade each district or county with a count."""
    most = max(counts.values(), default=0)
    for unit, count in counts.items():
        if count and unit in district_outlines():
            shade = PathCollection(
                [district_outlines()[unit]],
                facecolors=SHADE,
                alpha=strength(count, most),
                edgecolors="none",
                zorder=1.5,
            )
            axes.add_collection(shade, autolim=False)


def steps(counts: Mapping[str, int]) -> list[tuple[str, float]]:
    """(words, strength) of a few counts from the least to the most that occur."""
    found = sorted({count for count in counts.values() if count})
    if not found:
        return []
    chosen = found if len(found) <= 3 else [found[0], (found[0] + found[-1]) // 2, found[-1]]
    return [(f"{count:,}", strength(count, found[-1])) for count in dict.fromkeys(chosen)]
