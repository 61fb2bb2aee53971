"""The one English sentence that says what a View shows."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from markupsafe import Markup

from geo.vocabulary.dates import say_day
from geo.vocabulary.filters import FILTERS
from geo.vocabulary.view import View


def say_view(
    view: View, choices: Mapping[str, Mapping[str, str]], lenses: Mapping[str, str] = MappingProxyType({})
) -> str:
    """What the View limits itself to, in the order of the filter table, and whose account it is.

    `choices` are value → label by filter key, `lenses` the same of those whose account can be told.
    """
    parts = [
        f.say.format(
            say_list([_inside_sentence(choices[f.key].get(value, value), f.key) for value in view.chosen(f.key)])
        )
        for f in FILTERS
        if view.chosen(f.key)
    ]
    parts += [f"as told by {say_lens(view.lens, lenses)}"] if view.lens else []
    parts += [f"compared with {say_lens(view.against, lenses)}"] if view.against else []
    parts += [say_window(view.start, view.end)] if view.start or view.end else []
    parts += ["inside the drawn area"] if view.bbox or view.polygon else []
    parts += [f"mentioning “{view.q}”"] if view.q else []
    lead = "Events" if "kind" not in {f.key for f in FILTERS if view.chosen(f.key)} else "Events of the kind"
    return f"{lead} {', '.join(parts)}." if parts else "All events on record, whoever reported them."


def say_lens(lens: str, lenses: Mapping[str, str]) -> str:
    """ "the Iranian state", "the press of Iran", "Dawn": a lens as it stands inside a sentence."""
    kind, label = lens.partition(":")[0], lenses.get(lens, lens)
    if kind == "press":
        return f"the {label[:1].lower()}{label[1:]}"
    return f"the {label}" if label.endswith(" state") else f"“{label}”" if kind == "side" else label


def say_count(shown: int, total: int) -> str:
    """ "7 of 121 events"."""
    return f"{shown:,} of {total:,} {'event' if total == 1 else 'events'}"


def say_window(start: date | None, end: date | None) -> str:
    """The time window in words; the days named are included."""
    if start and end:
        return f"on {say_day(start)}" if start == end else f"between {say_day(start)} and {say_day(end)}"
    return f"from {say_day(start)} on" if start else f"until {say_day(end)}" if end else "at any time"


def say_list(words: list[str], joint: str = "or") -> str:
    """ "a", "a or b", "a, b or c"; a long list is cut with the number of the rest."""
    if len(words) > 5:
        return f"{', '.join(words[:4])} {joint} {len(words) - 4} more"
    return f" {joint} ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _inside_sentence(label: str, key: str) -> str:
    """A label as it stands inside a sentence: common nouns small, names as they are."""
    return label[:1].lower() + label[1:] if key in ("kind", "status", "stance", "outlet_type", "aspect") else label


def as_html(count: str, said: str) -> str:
    """HTML of the line above every page: how many events, and what the View shows."""
    return Markup('<p class="zp-sentence"><strong>{}</strong> <span>{}</span></p>').format(count, said)
