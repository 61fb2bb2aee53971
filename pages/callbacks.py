"""What happens when the reader uses a widget, a chart or the map: callbacks that make a new View of what was picked."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from geo.out import answers
from geo.out.known import known
from geo.vocabulary.view import View
from pages import current


def taken(name: str, field: str, turn: Callable[[Any], Any] = lambda value: value) -> Callable[[], None]:
    """A callback that puts the value of the widget `name` into the View's `field`."""
    return lambda: current.change(**{field: turn(current.value(name))})


def take_account(name: str, field: str) -> Callable[[], None]:
    """A callback that takes the account picked in the widget `name` as the View's "lens" or "against"."""

    def take() -> None:
        now = current.view()[0]
        picked = {"lens": now.lens, "against": now.against, field: current.value(name) or ""}
        lens, against = picked["lens"], picked["against"]
        current.change(lens=lens or against, against=against if lens else "")  # a second account never stands alone

    return take


def take_row(name: str, events: Sequence[str]) -> Callable[[], None]:
    """A callback that selects the event of the row picked in the table `name`, whose rows are `events`."""

    def take() -> None:
        rows = current.value(name)["selection"]["rows"]
        current.select(events[rows[0]] if rows and rows[0] < len(events) else "")

    return take


def take_pressed(name: str) -> Callable[[], None]:
    """A callback that selects the event pressed in the presented table `name`."""

    def take() -> None:
        current.select(str(current.value(name)["picked"] or ""))

    return take


def take_window(name: str, first: date, last: date) -> Callable[[], None]:
    """A callback that takes a (start, end) widget; the ends of the data mean no limit."""

    def take() -> None:
        picked = current.value(name)
        if current.echoed(picked):
            return
        current.pause()
        if len(picked) == 2:
            current.change(
                start=None if picked[0] <= first else picked[0], end=None if picked[1] >= last else picked[1]
            )

    return take


def take_preset(name: str, presets: Mapping[str, tuple[date | None, date | None]]) -> Callable[[], None]:
    """A callback that takes a named window; none picked means no limit."""

    def take() -> None:
        current.pause()
        start, end = presets.get(current.value(name) or "", (None, None))
        current.change(start=start, end=end)

    return take


def take_map(name: str) -> Callable[[], None]:
    """A callback that takes what the map says: a click on an event, a drawn area, or where the map was moved to."""

    def take() -> None:
        said = current.value(name) or {}
        properties = (said.get("last_active_drawing") or {}).get("properties") or {}
        clicked = f"{name}_click"
        new = properties.get("click") not in (None, current.value(clicked))  # else an old click, said again
        current.remember(clicked, properties.get("click", current.value(clicked)))
        fields = answers.clicked(properties, known().events) if new else {}
        if not fields and (fields := answers.moved(said, current.view()[0])):
            current.remember("map_at", (fields["lon"], fields["lat"], fields["zoom"]))  # the map is there already
        if fields:
            current.change(**fields)

    return take


def map_place(now: View) -> tuple[float, float, int, int]:
    """Where the map shall go, with the number of the order; a new order only where the View and not the map moved."""
    there = answers.place_of(now)
    if there != current.value("map_at"):
        current.remember("map_at", there)
        current.remember("map_order", (*there, current.value("map_order", (0,))[-1] + 1))
    order: tuple[float, float, int, int] = current.value("map_order")
    return order


def take_mark(name: str) -> Callable[[], None]:
    """A callback that takes the event of the mark picked in the chart `name`."""

    def take() -> None:
        if event := answers.marked(current.value(name).get("selection") or {}, known().events):
            current.select(event)

    return take


def take_period(name: str) -> Callable[[], None]:
    """A callback that narrows the time window to the field picked in the chart `name`."""

    def take() -> None:
        if window := answers.period(current.value(name).get("selection") or {}):
            current.pause()
            current.change(start=window[0], end=window[1])

    return take


def take_pick(name: str) -> Callable[[], None]:
    """A callback that takes what was picked on the deck `name`: one event is selected, several are listed."""

    def take() -> None:
        events = answers.picked(current.value(name).get("selection") or {}, known().events)
        current.remember("picked", events)
        current.select(events[0] if len(events) == 1 else "")

    return take


def picked() -> list[str]:
    """The events last picked on the deck."""
    return list(current.value("picked", []))
