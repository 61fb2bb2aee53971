"""The server's own work for one question, without its caches, without Streamlit."""

import time
from collections.abc import Callable
from statistics import median

from geo.events.atlas import open_atlas
from geo.out.exports import export_view
from geo.out.known import known
from geo.out.layers import event_layer
from geo.out.share import read_query
from geo.out.shown import show
from geo.vocabulary.filters import FILTERS

QUERIES = (
    "v=1",
    "v=1&outlet=dawn",
    "v=1&kind=attack&kind=clash",
    "v=1&start=2024-01-01&end=2024-01-31",
    "v=1&status=contested&side=iranian_state",
    "v=1&bbox=60,25,66,30",
    "v=1&q=Panjgur",
)


def measure(repeats: int) -> dict[str, float]:
    """Median seconds of each step over all queries."""
    atlas = open_atlas()
    views = [read_query(query, known())[0] for query in QUERIES]
    shown = [show(atlas, view) for view in views]
    steps: dict[str, Callable[[int], object]] = {
        "read the link": lambda n: read_query(QUERIES[n], known()),
        "ask the store": lambda n: atlas.store.ask(views[n]),
        "count every choice": lambda n: [atlas.store.count(views[n], f.key) for f in FILTERS],
        "count the months": lambda n: atlas.store.count_months(views[n]),
        "gather what is shown": lambda n: show.__wrapped__(atlas, views[n]),
        "map layer": lambda n: event_layer(atlas, shown[n]),
        "export GeoJSON": lambda n: export_view.__wrapped__(atlas, views[n], (), "geojson"),
        "export CSV": lambda n: export_view.__wrapped__(atlas, views[n], (), "csv"),
    }
    return {
        name: median(_seconds(step, n) for _ in range(repeats) for n in range(len(QUERIES)))
        for name, step in steps.items()
    }


def _seconds(step: Callable[[int], object], number: int) -> float:
    began = time.perf_counter()
    step(number)
    return time.perf_counter() - began
