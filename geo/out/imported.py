"""What the Import page says and shows of a file before it is stored, and of the sets that are."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import shapely

from geo.events.atlas import Atlas
from geo.events.datasets import DataSet
from geo.imports import Counts, Findings, Frames
from geo.out.features import feature
from geo.out.sight import sight_of
from geo.out.table import frame_csv, harmless
from geo.vocabulary.view import View

MOST = 200
"""Rows of a preview."""
_COLUMNS = ("date_start", "title", "kind", "place_reported", "admin_hint", "country", "actors", "fatalities_best")


def say_counts(counts: Counts, good: str = "good") -> str:
    """ "5,722 rows read = 5,722 good + 0 refused + 0 duplicates"; `good` is what they are called."""
    return (
        f"{counts.read:,} rows read = {counts.stored:,} {good} + {counts.refused:,} refused + "
        f"{counts.duplicates:,} duplicates (in the file, or stored already)"
    )


def kind_table(findings: Findings) -> pd.DataFrame:
    """A row a kind of finding: what, how many, what becomes of such rows."""
    said = {"refuse": "refused", "warn": "kept, with a warning"}
    rows = [
        (kind.replace("_", " "), findings.counts[kind], "left out" if kind == "duplicate" else said[how])
        for kind, how in findings.severities.items()
    ]
    return pd.DataFrame(rows, columns=["What was found", "Rows", "Such rows are"]).sort_values("Rows", ascending=False)


def finding_csv(findings: Findings) -> bytes:
    """The findings, for download."""
    return frame_csv(findings.report())


def preview_table(first: Frames) -> pd.DataFrame:
    """The first good rows, as they would be stored."""
    return first.events[list(_COLUMNS)].head(MOST).reset_index(drop=True).map(harmless)


def preview_features(first: Frames) -> list[dict[str, Any]]:
    """A feature an event of the preview that has a geometry of its own."""
    rows, titles, found = first.places.head(MOST), first.events["title"], list[dict[str, Any]]()
    for row in rows[rows["geometry"].notna()].to_dict("records"):
        about = {"label": str(titles.get(row["event_id"], "")), "reason": str(row["reason"])}
        found.append(
            feature(str(row["event_id"]), shapely.from_wkb(row["geometry"]), {**about, "radius_km": row["radius_km"]})
        )
    return found


def set_view(atlas: Atlas, dataset: str) -> View:
    """The View of a data set alone, its map where its places are, as they may lie far from the border."""
    of = atlas.chronology.events["dataset"]
    return View(data=(dataset,), **sight_of(atlas, of.index[of == dataset]))  # type: ignore[arg-type]


def set_table(sets: Sequence[DataSet]) -> pd.DataFrame:
    """A row a data set of the user's."""
    rows = [
        (
            *(each.name, each.id, each.counts["stored"], each.licence or "not known"),
            *(each.attribution, "yes" if each.may_share else "no", each.imported_at, each.file),
        )
        for each in sets
    ]
    names = ["Name", "Id", "Events", "Licence", "Attribution", "May be passed on", "Imported", "From"]
    return pd.DataFrame(rows, columns=names)
