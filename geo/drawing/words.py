"""What is said of a picture: its heading, its alternative text, and what it could not show."""

from collections.abc import Iterable

import pandas as pd

from geo.drawing.frame import Frame
from geo.drawing.layout import Heading
from geo.drawing.scene import Scene, within
from geo.events.atlas import Atlas
from geo.out.passing import pass_on
from geo.out.sentence import say_count, say_view
from geo.out.shown import Shown
from geo.vocabulary.view import View


def heading_of(atlas: Atlas, view: View, shown: Shown, titled: bool | str) -> Heading | None:
    """The sentence of the View, and how many events that are; both under a title of one's own; None for a bare picture."""
    sentence, count = say_view(view, atlas.choices, atlas.lenses), say_count(len(shown.events), shown.total)
    if isinstance(titled, str):
        return Heading(titled, f"{count} · {sentence}")
    return Heading(sentence, count) if titled else None


def sources_of(atlas: Atlas, shown: Shown) -> list[str]:
    """Whom to name beside the chronology: the user's data sets that are shown."""
    _, terms = pass_on(atlas, shown)
    return [
        f"{terms.attribution(each)} ({terms.licence(each)})"
        for each in sorted({*shown.events["dataset"], *shown.claims["dataset"]} & set(terms.sets))
    ]


def say_map(atlas: Atlas, scene: Scene) -> str:
    """The map in words: what it is of, how many events it holds, of which kinds, how many contested."""
    events = scene.shown.events
    sentence = say_view(scene.view, atlas.choices, atlas.lenses)
    return f"Map. {sentence} {say_kinds(atlas, events)}"


def say_kinds(atlas: Atlas, events: pd.DataFrame) -> str:
    """ "7 events: 3 attack, 4 clash; 2 contested."."""
    if events.empty:
        return "No event matches."
    counts = events["kind"].map(atlas.choices["kind"]).value_counts()
    kinds = ", ".join(f"{count} {kind.lower()}" for kind, count in counts.items())
    contested = int((events["status"] != "uncontested").sum())
    return f"{many(len(events))}: {kinds}; {contested} contested or denied."


def seen_in(scene: Scene, frame: Frame) -> set[str]:
    """The events of which the frame shows a mark or some of an area."""
    return within(scene, frame).placed


def unseen(scene: Scene, frame: Frame) -> list[str]:
    """A sentence for each reason why events of the View are not drawn one by one."""
    events, placed, seen = set(scene.shown.events.index), scene.placed, seen_in(scene, frame)
    said = []
    if lost := len(events - placed):
        said.append(f"{many(lost)} could not be located and {_are(lost)} not on the map.")
    if far := len(placed - seen):
        said.append(f"{many(far)} {_lie(far)} outside the map.")
    if seen and not scene.numbers:
        said.append(f"{many(len(seen))}: too many to number one by one; those at one spot are counted.")
    return said


def untold(scene: Scene, frame: Frame, told: set[str]) -> list[str]:
    """A sentence where the numbers of events that are seen found no room."""
    silent = sorted(scene.numbers[event] for event in seen_in(scene, frame) & set(scene.numbers) - told)
    if not silent:
        return []
    return [f"No room for the number{'' if len(silent) == 1 else 's'} {say_numbers(silent)}."]


def say_covered(events: int) -> list[str]:
    """A sentence where the marks of events lie under the scale bar, north or the locator."""
    return [f"{many(events)} {_lie(events)} under the scale bar, north or the small map."] if events else []


def say_hidden(crossings: int) -> list[str]:
    """A sentence where crossings lie under other marks."""
    if not crossings:
        return []
    one = crossings == 1
    return [
        f"{crossings} crossing{'' if one else 's'} {_lie(crossings)} under other marks and {_are(crossings)} not drawn."
    ]


def say_numbers(numbers: Iterable[int]) -> str:
    """ "3, 5–7"."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = [str(run[0]) if len(run) == 1 else f"{run[0]}{'–' if len(run) > 2 else ', '}{run[-1]}" for run in runs]
    return ", ".join(said)


def many(count: int, more: str = "") -> str:
    """ "1 event", "5,722 events"."""
    return f"{count:,} {more}event{'' if count == 1 else 's'}"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _lie(count: int) -> str:
    return "lies" if count == 1 else "lie"
