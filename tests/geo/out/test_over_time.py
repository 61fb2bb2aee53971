"""Counts over time: every event counted once, deaths as they are on record, kinds told apart."""

from collections.abc import Callable

import pandas as pd
from hypothesis import given, settings

from geo.events.atlas import Atlas, open_atlas
from geo.out.over_time import draw_over_time, slot_of, slots_of
from geo.out.shown import Shown, show
from geo.vocabulary.view import View
from tests.views import views


@settings(max_examples=20)
@given(views())
def test_every_event_has_a_slot_and_slots_cover_the_window(view: View) -> None:
    shown = show(open_atlas(), view.question())
    unit, slots = slots_of(open_atlas(), view, shown.events)
    assert unit in ("day", "month", "year")
    assert 1 <= len(slots) <= (45 if unit == "day" else 42 if unit == "month" else 9999)
    assert [slot.first for slot in slots] == sorted({slot.first for slot in slots})
    at = slot_of(shown.events, slots)
    assert len(at) == len(shown.events) and at.between(0, len(slots) - 1).all()


def test_the_bars_add_up(atlas: Atlas, look: Callable[..., Shown]) -> None:
    shown = look(kind=("attack", "air_or_missile_strike"))
    bars, spans = draw_over_time(atlas, shown, shown.view, 400)
    assert bars.data["events"].sum() == len(shown.events)
    assert spans.data["high"].sum() == shown.events["fatalities_high"].sum()
    assert isinstance(bars.data, pd.DataFrame)
    colours = bars.to_dict()["encoding"]["color"]["scale"]
    assert len(set(colours["range"])) == len(colours["domain"]) == 2, "two kinds of one colour are told apart"
