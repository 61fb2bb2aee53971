"""The Crossings page's HTML: status of each crossing in words, reports that differ, works of the border as claimed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd

from geo.events.atlas import Atlas
from geo.events.crossings import Crossing
from geo.events.intervals import STANDINGS, Difference, differences
from geo.out.crossing_words import lower, say_report, say_traffic, say_unknown, say_who, tell
from geo.out.escaped import render, safe_url
from geo.out.sentence import say_list
from geo.out.symbols import CROSSING_STATUS
from geo.places.metric import length_km
from geo.vocabulary.dates import say_date, say_day, say_span

BORDER_CAVEAT = (
    "computed on the ellipsoid along the boundary lines that this dashboard ships, which are coarser than the ground, so "
    "it must come out shorter; a number of ours, not a claim of anybody's"
)


def status_cards(atlas: Atlas, day: date, chosen: tuple[str, ...] = ()) -> str:
    """HTML: each crossing with both posts and its status on the day in words; those without reports say so."""
    standing, past = atlas.crossings.as_of(day), atlas.crossings.last_reports(day)
    cards = []
    for crossing in _picked(atlas, chosen):
        rows, last = standing.get(crossing.crossing_id), past.get(crossing.crossing_id)
        lines = [] if last is None else list(dict.fromkeys(say_report(atlas, report) for report in last.itertuples()))
        cards.append(
            {
                "name": crossing.name,
                "posts": (("Pakistan", crossing.pk_post), ("Iran", crossing.ir_post)),
                "told": [] if rows is None else tell(atlas, rows),
                "unknown": "" if rows is None else say_unknown(atlas, rows),
                "last": lines,
            }
        )
    return render("crossing_status.html", day=say_day(day), cards=cards)


def difference_cards(
    atlas: Atlas, window: tuple[pd.Timestamp, pd.Timestamp], chosen: tuple[str, ...] = ()
) -> tuple[str, int]:
    """HTML of what is stated differently of days in the window, side by side, and how many such differences there are.

    Where the same reports differ about several crossings (a report on "all crossings"), it is one difference.
    """
    names = {crossing.crossing_id: crossing.name for crossing in atlas.crossings.crossings}
    alike: dict[tuple[Any, ...], list[Difference]] = {}
    order = list(names)
    found = differences(atlas.crossings.intervals)
    for each in sorted(found, key=lambda d: (d.aspect != "status", d.first, order.index(d.crossing_id))):
        if each.first <= window[1] and each.last >= window[0] and (not chosen or each.crossing_id in chosen):
            key = (each.aspect, each.first, each.last, frozenset(each.rows["report"]))
            alike.setdefault(key, []).append(each)
    cards = [_difference(atlas, names, group) for group in alike.values()]
    return render("crossing_differences.html", cards=cards), len(cards)


def infrastructure_cards(atlas: Atlas) -> str:
    """HTML: by subject and item, every value with date, speaker and document; what differs is marked; our own border length."""
    rows, label = atlas.chronology.infrastructure, atlas.chronology.label
    subjects = []
    words = atlas.chronology.vocabulary
    for subject in words[words["field"] == "infrastructure"]["value"]:
        own = rows[rows["subject"] == subject]
        items = [
            (item, label("measure", str(measure)), [_value(atlas, row) for row in values.itertuples()])
            for (item, measure), values in own.groupby(["item", "measure"], sort=False)
        ]
        computed = f"{length_km(atlas.border):.0f} km: {BORDER_CAVEAT}" if subject == "border_length" else ""
        subjects.append(
            {
                "label": label("infrastructure", subject),
                "items": items,
                "count": len(own),
                "differ": int(own["differs"].map(bool).sum()),
                "computed": computed,
            }
        )
    return render("infrastructure.html", subjects=subjects)


def _picked(atlas: Atlas, chosen: tuple[str, ...]) -> Iterable[Crossing]:
    return (each for each in atlas.crossings.crossings if not chosen or each.crossing_id in chosen)


def _difference(atlas: Atlas, names: dict[str, str], group: list[Difference]) -> dict[str, Any]:
    first = group[0]
    column = "standing" if first.aspect == "status" else "decided_by"
    field = "crossing_status" if first.aspect == "status" else "decided_by"
    values = STANDINGS if first.aspect == "status" else ("PK", "IR", "both")
    reports = first.rows.drop_duplicates("report")
    sides = []
    for value in values:
        told = [_line(atlas, row) for row in reports[reports[column] == value].itertuples()]
        sign = CROSSING_STATUS[value][1] if first.aspect == "status" else ""
        if told:
            sides.append((sign, atlas.chronology.label(field, value), told))
    crossings = list(dict.fromkeys(names[each.crossing_id] for each in group))
    return {
        "crossings": say_list(crossings, "and"),
        "traffic": say_list(list(dict.fromkeys(say_traffic(atlas, each.traffic).lower() for each in group)), "and"),
        "when": say_span(f"{first.first:%Y-%m-%d}", f"{first.last:%Y-%m-%d}"),
        "aspect": "" if first.aspect == "status" else f"who decided ({_standing(atlas, first)})",
        "sure": first.sure,
        "sides": sides,
    }


def _standing(atlas: Atlas, difference: Difference) -> str:
    labels = (atlas.chronology.label("crossing_status", standing) for standing in set(difference.rows["standing"]))
    return say_list(sorted(label.lower() for label in labels), "and")


def _line(atlas: Atlas, row: Any) -> dict[str, str]:
    way = "" if row.direction == "not_stated" else lower(atlas.chronology.label("direction", row.direction))
    head = ", ".join(filter(None, (say_date(row.date), say_traffic(atlas, row.traffic_stated).lower(), way)))
    return {
        "head": head,
        "who": say_who(row),
        "figures": row.figures,
        "title": row.document_title,
        "url": safe_url(row.url),
    }


def _value(atlas: Atlas, row: Any) -> dict[str, Any]:
    bound = f"{atlas.chronology.label('bound', row.bound)} " if row.bound else ""
    return {
        "value": f"{bound}{row.value}{' ' + row.unit if row.unit else ''}",
        "differs": row.differs,
        "when": say_date(row.date) if row.date else "date not given",
        "who": row.speaker,
        "side": atlas.chronology.label("speaker_side", row.side),
        "outlet": row.outlet_name,
        "title": row.document_title,
        "url": safe_url(row.url),
        "note": row.note,
    }
