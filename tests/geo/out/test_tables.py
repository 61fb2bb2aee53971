"""The Data page's tables: the accessible equal of the map."""

from collections.abc import Callable

import pandas as pd
import pytest

from geo.events.atlas import Atlas
from geo.out import tables
from geo.out.shown import Shown


def test_a_row_an_event_in_the_order_shown(atlas: Atlas, look: Callable[..., Shown]) -> None:
    shown = look()
    rows = tables.event_table(atlas, shown)
    assert list(rows["Event"]) == list(shown.events["title"])
    assert rows["Place"].str.len().min() > 5, "every event says where, or that it is not located"
    assert rows["Claims"].sum() == len(shown.claims)
    assert rows[["Kind", "Agreement", "When"]].notna().all(axis=None)


def test_a_month_is_no_first_of_the_month(atlas: Atlas, look: Callable[..., Shown]) -> None:
    shown = look()
    rows = tables.event_table(atlas, shown)
    assert list(rows["Date"]) == list(shown.events["date_start"])
    vague = shown.events["date_precision"].ne("day").to_numpy()
    assert rows.loc[vague, "When"].str.contains("not known").all()
    assert not rows.loc[~vague, "When"].str.contains("not known").any()


def test_a_row_a_claim_with_what_it_says(atlas: Atlas, look: Callable[..., Shown]) -> None:
    shown = look(side=("iran_state",))
    rows = tables.claim_table(atlas, shown)
    assert list(rows["Statement"]) == list(shown.claims["statement"])
    assert list(rows["In the filters"]) == list(shown.claims["passes"])
    assert set(rows.loc[rows["In the filters"], "Side"]) == {"Iranian state"}
    for told, low in zip(rows["Deaths"], shown.claims["fatalities_low"], strict=True):
        assert (told == "") == pd.isna(low)


def test_every_column_is_explained(atlas: Atlas, look: Callable[..., Shown]) -> None:
    shown = look()
    columns = {*tables.event_table(atlas, shown).columns, *tables.claim_table(atlas, shown).columns}
    assert columns == set(tables.MEANING)
    told = tables.dictionary(atlas)
    assert columns | set(atlas.chronology.vocabulary["label"]) == set(told["name"])
    assert told["meaning"].str.len().min() > 5


@pytest.mark.parametrize("make", [tables.event_table, tables.claim_table])
def test_nothing_shown_gives_the_columns(atlas: Atlas, look: Callable[..., Shown], make) -> None:
    assert make(atlas, look(q="xyzzy")).empty
    assert list(make(atlas, look(q="xyzzy")).columns) == list(make(atlas, look()).columns)
