"""The reader's state: the one file that touches `st.session_state` and `st.query_params`.

The URL *is* the View. Every widget is set from it before it is drawn, and its callback writes a new View back; nothing else
remembers a filter. While playing, the window runs ahead of the URL, which follows when the reader pauses.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import streamlit as st

from geo.out.known import known
from geo.out.share import Pairs, read, write
from geo.vocabulary.view import QUESTION, View
from geo.vocabulary.window import STEPS, next_window

_STATE = st.session_state


def view() -> tuple[View, tuple[str, ...]]:
    """The View that the address asks for, and what it asks for and cannot have."""
    asked, unmet = read(_pairs(), known())
    frame = _STATE.get("frame")
    if frame and not playing() and time.monotonic() - _STATE["ticked"] > _ECHO_SECONDS:
        frame = _STATE["frame"] = None  # runs that were under way before the pause, with the address of then, are over
    return (replace(asked, start=frame[0], end=frame[1]) if frame else asked), unmet


def change(**fields: Any) -> None:
    """Make the View a new one with these fields, and the address with it."""
    if not playing() and {"start", "end"} & fields.keys():
        _STATE["frame"] = None
    _go(write(replace(view()[0], **fields)), {key: own(key) for key in OWN})


def go(query: str, **keys: str) -> None:
    """Make the address this view's, with these keys of OWN; those not named keep their value, "" takes one away."""
    _STATE["playing"], _STATE["frame"] = False, None
    _go(parse_qsl(query, keep_blank_values=True), {key: keys.get(key, own(key)) for key in OWN})


def own(key: str) -> str:
    """What the address says for a key of OWN; "" where it says nothing."""
    return st.query_params.get(key, "") if key in OWN else ""


def put_own(key: str, value: str) -> None:
    """Make the address say this for a key of OWN, and leave the rest of it."""
    if value != own(key):
        st.query_params[key] = value
    if not value:
        st.query_params.pop(key, None)


def reset() -> None:
    """Back to everything; the style and the viewport stay."""
    plain = View()
    pause()
    change(**{name: getattr(plain, name) for name in (*QUESTION, "against")})


OWN = ("briefing", "present", "step")
"""Keys of the page Briefing: beside the View, and no part of it."""
_ECHO_SECONDS = 3.0
"""How long after a step or a pause a run may still come that was asked for before it."""
_NEWS_SECONDS = 20.0
"""How long what became of a form is said."""


def query() -> str:
    """The query string of what is on screen, rubbish included: what an export of this page must be asked with."""
    if not playing():
        return urlencode(_pairs())
    start, end = _STATE["frame"]
    return urlencode([*(p for p in _pairs() if p[0] not in ("start", "end")), ("start", start), ("end", end)])


def page() -> str:
    """The path of the page that is open; "" is the map."""
    return urlsplit(st.context.url or "").path.rsplit("/", 1)[-1]


def link_pairs() -> Pairs:
    """What a link to another page of the same View carries."""
    return write(view()[0])


def value(name: str, default: Any = None) -> Any:
    """What the widget `name` holds, for those few that are not part of the View."""
    return _STATE.get(name, default)


def widget(name: str, value: Any) -> str:
    """The key for a widget, set to the View's value before the widget is drawn; None too, else it would draw a value of its own."""
    if name not in _STATE or _STATE[name] != value:
        _STATE[name] = value
    return name


def remember(name: str, value: Any) -> None:
    """Keep something for the session, or set a widget from within a callback."""
    _STATE[name] = value


def answered(name: str, act: Callable[..., tuple[bool, str]], *widgets: str) -> Callable[[], None]:
    """A callback that hands the values of these widgets to `act`, and keeps whether it did it and what it says."""

    def answer() -> None:
        _STATE[f"{name}_answer"] = time.monotonic(), act(*(_STATE.get(widget) for widget in widgets))

    return answer


def answer(name: str) -> tuple[bool, str] | None:
    """What `answered` kept; None where there is nothing new. It stands for a while, as the map asks for runs of its own."""
    at, said = _STATE.get(f"{name}_answer", (0.0, None))
    return said if time.monotonic() - at < _NEWS_SECONDS else None


def select(event: str) -> None:
    """Select an event, or none with ""."""
    change(event=event)


def echoed(picked: tuple[date, ...]) -> bool:
    """Whether a widget only says again what playing had set it to a moment ago: a run that was under way before."""
    return picked in _STATE.get("played", ()) and time.monotonic() - _STATE["ticked"] < _ECHO_SECONDS


def play(first: date, last: date) -> None:
    """Start to play: the window moves by itself until the data end or the reader pauses."""
    now = view()[0]
    at_end = now.end is None or now.end >= last
    window = None if at_end else (now.start or first, now.end or last)
    _STATE["played"] = [(max(first, now.start or first), min(last, now.end or last))]
    _show(next_window(window, STEPS[_STATE.get("step", "1 month")], first, last))
    _STATE["playing"] = True


def pause() -> None:
    """Stop playing; the address takes the window over, and until it has, the last window stands."""
    if playing():
        _STATE["playing"] = False
        frame = _STATE["frame"]
        change(start=frame[0], end=frame[1])
        _STATE["frame"], _STATE["ticked"] = frame, time.monotonic()


def step(first: date, last: date, direction: int) -> None:
    """One step on (1) or back (-1)."""
    pause()
    now = view()[0]
    start, end = next_window(
        (now.start or first, now.end or last), direction * STEPS[_STATE.get("step", "1 month")], first, last
    )
    change(start=start, end=end)


def playing() -> bool:
    """Whether the window is moving by itself."""
    return bool(_STATE.get("playing"))


def tick(first: date, last: date, seconds: float) -> bool:
    """Move the window on if its time has come; True where it moved or stopped."""
    if not playing() or time.monotonic() - _STATE["ticked"] < 0.8 * seconds:
        return False
    if _STATE["frame"][1] >= last:
        pause()
    else:
        _show(next_window(_STATE["frame"], STEPS[_STATE.get("step", "1 month")], first, last))
    return True


def _show(frame: tuple[date, date]) -> None:
    _STATE["frame"], _STATE["ticked"] = frame, time.monotonic()
    _STATE["played"] = [*_STATE["played"][-9:], frame]


def address(path: str) -> str:
    """The full address of a path of this dashboard, as the reader's browser reaches it."""
    parts = urlsplit(st.context.url or "http://localhost:8501/")
    base = st.get_option("server.baseUrlPath").strip("/")
    return f"{parts.scheme}://{parts.netloc}{'/' + base if base else ''}{path}"


def _pairs() -> Pairs:
    return [(key, value) for key in st.query_params if key not in OWN for value in st.query_params.get_all(key)]


def _go(query: Pairs, keys: Mapping[str, str]) -> None:
    address = {key: [v for k, v in query if k == key] for key, _ in query}
    st.query_params.from_dict(address | {key: value for key, value in keys.items() if value})
