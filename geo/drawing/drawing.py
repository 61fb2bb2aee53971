"""What a drawing is: a figure with its words, and the bytes that it becomes."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field

from matplotlib.figure import Figure


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """A figure; `alt` says in words what it shows, `left_out` what it could not show, a sentence each.

    `numbers` is event → the number that stands for it, in order of time; empty where there are too many events for that.
    `shows` are the events that the picture shows: drawn, or counted where they would cover one another.
    """

    figure: Figure
    alt: str
    left_out: tuple[str, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)
    shows: frozenset[str] = frozenset()


def to_png(drawing: Drawing, dpi: int = 200) -> bytes:
    """The picture as PNG; its alternative text stands in the file's Description."""
    out = io.BytesIO()
    drawing.figure.savefig(out, format="png", dpi=dpi, metadata={"Description": drawing.alt, "Software": "Zero Point"})
    return out.getvalue()


def to_svg(drawing: Drawing) -> bytes:
    """The picture as SVG, text as outlines, so that it looks the same everywhere."""
    out = io.BytesIO()
    drawing.figure.savefig(
        out, format="svg", metadata={"Description": drawing.alt, "Creator": "Zero Point", "Date": None}
    )
    return out.getvalue()
