"""Lists of events."""

from collections.abc import Callable

import pandas as pd
import pytest

from geo.events.atlas import Atlas
from geo.out import lists
from geo.out.shown import Shown


@pytest.mark.parametrize("fields", [{}, {"kind": ("diplomacy",)}, {"q": "xyzzy"}])
def test_what_no_map_can_draw_is_listed_with_its_reason(atlas: Atlas, look: Callable[..., Shown], fields) -> None:
    shown = look(**fields)
    targets = atlas.places[(atlas.places["role"] == "target") & atlas.places["geometry"].notna()]
    drawn, near = set(targets["event_id"]), set(targets[targets["precision"] != "elsewhere"]["event_id"])
    listed, far = lists.missing(atlas, shown, "unlocated"), lists.missing(atlas, shown, "elsewhere")
    assert list(listed) == [event for event in shown.events.index if event not in drawn]
    assert list(far) == [event for event in shown.events.index if event in drawn - near]
    assert all(len(reason) > 10 for reason in [*listed.values(), *far.values()])


def test_a_presented_table_escapes_what_it_shows() -> None:
    rows = pd.DataFrame({"When": ["<b>", None], "Event": ['<img src=x onerror="alert(1)">', "Two"]})
    html = lists.presented_table(rows, ['a"b', "two"], "Events")
    assert "<b>" not in html and "<img" not in html
    assert '<button type="button" data-event="two">Two</button>' in html
    assert 'data-event="a&#34;b"' in html
    assert "None" not in html
