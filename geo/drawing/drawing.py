"""What a drawing is: a figure with its words, and the bytes that it becomes."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field

from matplotlib.figure import Figure

_PNG = {"Rights": "Copyright", "Identifier": "URL"}
"""What the keywords of PNG are called where the Dublin Core has another name."""


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """A figure; `alt` says in words what it shows, `left_out` what it could not show, a sentence each.

    `numbers` is event → the number that stands for it, in order of time; empty where there are too many events for that.
    `shows` are the events that the picture shows: drawn, or counted where they would cover one another. `about` is what the
    file says of itself beside `alt`, by the names of the Dublin Core: Title, Source, Rights, Identifier.
    """

    figure: Figure
    alt: str
    left_out: tuple[str, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)
    shows: frozenset[str] = frozenset()
    about: Mapping[str, str] = field(default_factory=dict)


def to_png(drawing: Drawing, dpi: int = 200) -> bytes:
    """The picture as PNG; its alternative text stands in the file's Description, what else is said of it beside that."""
    out = io.BytesIO()
    about = {_PNG.get(name, name): text for name, text in drawing.about.items()}
    told = {"Description": drawing.alt, "Software": "Zero Point", **about}
    drawing.figure.savefig(out, format="png", dpi=dpi, metadata=told)
    return out.getvalue()


def to_svg(drawing: Drawing) -> bytes:
    """The picture as SVG, text as outlines, so that it looks the same everywhere."""
    out = io.BytesIO()
    told = {"Description": drawing.alt, "Creator": "Zero Point", "Date": None, **drawing.about}
    drawing.figure.savefig(out, format="svg", metadata=told)
    return out.getvalue()
