"""Counts of each outlet against the same counted one by one."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from geo.events.atlas import Atlas, with_grades
from geo.events.grades import Grade, Grades
from geo.out.outlets import count_outlets, say_owner
from geo.out.shown import Shown, show
from geo.vocabulary.view import View


def counted(atlas: Atlas, shown: Shown) -> dict[str, dict[str, int]]:
    """Event by event, claim by claim."""
    totals: dict[str, dict[str, int]] = {}
    by_event: dict[str, list] = {}
    for claim in shown.claims.itertuples():
        by_event.setdefault(claim.event_id, []).append(claim)
    for event, row in shown.events.iterrows():
        claims = by_event[event]
        days = {c.outlet_id: [] for c in claims}
        for claim in claims:
            if len(claim.published_on) == 10:
                days[claim.outlet_id].append(claim.published_on)
        every = [day for told in days.values() for day in told]
        for outlet in {c.outlet_id for c in claims if c.passes}:
            mine = totals.setdefault(
                outlet, dict.fromkeys(("events", "claims", "alone", "corroborated", "contradicted", "first"), 0)
            )
            mine["events"] += 1
            mine["claims"] += sum(c.passes and c.outlet_id == outlet for c in claims)
            mine["alone"] += len(days) == 1
            mine["corroborated"] += row["support"] == "corroborated"
            mine["contradicted"] += any(
                c.outlet_id != outlet and c.stance in ("denies", "disputes_detail") for c in claims
            )
            mine["first"] += bool(days[outlet]) and min(days[outlet]) == min(every)
    return totals


@pytest.mark.parametrize("fields", [{}, {"side": ("iran_state",)}, {"kind": ("attack",), "stance": ("denies",)}])
def test_counts_are_those_made_by_hand(atlas: Atlas, look: Callable[..., Shown], fields) -> None:
    shown = look(**fields)
    rows, wanted = count_outlets(atlas, shown), counted(atlas, shown)
    names = ["events", "claims", "alone", "corroborated", "contradicted", "first"]
    assert {row["outlet_id"]: {name: row[name] for name in names} for _, row in rows.iterrows()} == wanted
    assert wanted


def test_most_events_come_first_and_names_are_names(atlas: Atlas, look: Callable[..., Shown]) -> None:
    rows = count_outlets(atlas, look())
    assert rows["events"].is_monotonic_decreasing
    assert rows[["outlet", "type", "country"]].notna().all(axis=None)
    assert set(rows["outlet_id"]) == set(atlas.chronology.claims["outlet_id"])
    unknown = atlas.chronology.outlets["country"] == ""
    assert set(rows[rows["country"] == "not known"]["outlet_id"]) == set(unknown.index[unknown]) & set(
        rows["outlet_id"]
    )


def test_grade_and_owner_stand_beside_the_counts(atlas: Atlas, look: Callable[..., Shown]) -> None:
    rows = count_outlets(atlas, look()).set_index("outlet_id")
    assert set(rows["grade"]) == {"F"}, "nobody graded"
    owners = atlas.chronology.outlets["owner"]
    assert (rows["owner"] == owners.reindex(rows.index)).all()
    graded = with_grades(atlas, Grades((Grade("2024-02-01T10:00:00Z", "A", f"outlet:{rows.index[0]}", "", "B", "w"),)))
    assert count_outlets(graded, show(graded, View()))["grade"].value_counts().to_dict() == {"F": len(rows) - 1, "B": 1}


def test_the_owner_is_said_with_its_source_and_escaped(atlas: Atlas) -> None:
    outlets = atlas.chronology.outlets.assign(owner="*Ayesha* [x](y)", owner_source="https://a.b/(c)>[d]", note="")
    changed = replace(atlas, chronology=replace(atlas.chronology, outlets=outlets))
    said = say_owner(changed, outlets.index[0])
    assert said == "**Owner:** \\*Ayesha\\* \\[x\\]\\(y\\) ([source](https://a.b/%28c%29%3E%5Bd%5D))."
    outlets = outlets.assign(owner_source="javascript:alert(1)")
    changed = replace(atlas, chronology=replace(atlas.chronology, outlets=outlets))
    assert "](" not in say_owner(changed, outlets.index[0]).replace("\\]\\(", "")
    unknown = replace(atlas, chronology=replace(atlas.chronology, outlets=outlets.assign(owner="")))
    assert say_owner(unknown, outlets.index[0]) == "**Owner:** not known to the project."


def test_nothing_shown_gives_no_rows_with_the_columns(atlas: Atlas, look: Callable[..., Shown]) -> None:
    assert list(count_outlets(atlas, look(q="xyzzy")).columns) == list(count_outlets(atlas, look()).columns)
    assert count_outlets(atlas, look(q="xyzzy")).empty
