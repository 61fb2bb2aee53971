"""How things are told apart on every map, chart and legend: by colour *and* shape, safe for colour-blind readers.

Colours are Okabe and Ito's (Color Universal Design, 2008), darkened where white paper needs it; none belongs to a side.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Symbol:
    """A colour and an outline: the `d` of an SVG path in a box of 20 by 20 units; `mark` is Vega's nearest shape."""

    colour: str
    path: str
    mark: str


_DISC = "M10 3a7 7 0 1 0 .01 0z"
KINDS: dict[str, Symbol] = {
    "air_or_missile_strike": Symbol(
        "#d55e00",
        "M10 1l2.4 5.2 5.6-1.1-3 4.9 3 4.9-5.6-1.1L10 19l-2.4-5.2L2 14.900l3-4.9-3-4.9 5.600 1.1z",
        "M0-1L.27-.43.9-.55.56 0 .9.55.27.43 0 1-.27.43-.9.55-.56 0-.9-.55-.27-.43z",
    ),
    "attack": Symbol("#d55e00", "M10 2l8.500 15h-17z", "triangle-up"),
    "clash": Symbol(
        "#d55e00",
        "M4.500 1.500L10 7l5.500-5.500 3 3L13 10l5.500 5.500-3 3L10 13l-5.500 5.500-3-3L7 10 1.500 4.500z",
        "M-.6-1L0-.4.6-1 1-.6.4 0 1 .6.6 1 0 .4-.6 1-1 .6-.4 0-1-.6z",
    ),
    "protest_or_shooting": Symbol("#cc79a7", "M10 18L1.500 3h17z", "triangle-down"),
    "abduction": Symbol("#cc79a7", "M10 2l8 6-3 9.500H5L2 8z", "M0-1L.95-.31.59.81-.59.81-.95-.31z"),
    "security_operation": Symbol("#0072b2", "M3 3h14v14H3z", "square"),
    "diplomacy": Symbol("#56b4e9", _DISC, "circle"),
    "agreement": Symbol("#56b4e9", "M6 3h8l4 7-4 7H6l-4-7z", "M-.5-.87L.5-.87 1 0 .5.87-.5.87-1 0z"),
    "statement": Symbol("#b8a100", "M2 3h16v10H9l-5 5v-5H2z", "M-1-1L1-1 1 .3 0 .3-.6 1-.6.3-1 .3z"),
    "trade": Symbol("#009e73", "M10 1.500L18.500 10 10 18.500 1.500 10z", "diamond"),
    "crossing_opening": Symbol("#009e73", "M7.500 2h5v5.500H18v5h-5.500V18h-5v-5.500H2v-5h5.500z", "cross"),
    "crossing_closure": Symbol(
        "#5f5f5f", "M6.500 2h7L18 6.500v7L13.500 18h-7L2 13.500v-7z", "M-.4-1L.4-1 1-.4 1 .4.4 1-.4 1-1 .4-1-.4z"
    ),
    "border_infrastructure": Symbol(
        "#8a5a2b", "M2 7h3V3h3v4h4V3h3v4h3v3h-3v4h3v3H2v-3h3v-4H2z", "M-1-.4L1-.4 1 .4-1 .4z"
    ),
    "other": Symbol("#5f5f5f", _DISC, "circle"),
}
UNKNOWN = KINDS["other"]

CROSSING_STATUS: dict[str, tuple[str, str]] = {
    "open": ("#0072b2", "O"),
    "reopened": ("#0072b2", "O"),
    "inaugurated": ("#0072b2", "O"),
    "partially_open": ("#b8a100", "◐"),
    "closed": ("#5f5f5f", "✕"),
    "announced": ("#56b4e9", "△"),
    "reports differ": ("#cc79a7", "≠"),
    "no report": ("#ffffff", "?"),
}
"""Colour and sign of a crossing's status; several statuses on one day are "reports differ"."""

STANCES: dict[str, str] = {
    "asserts": "●",
    "confirms": "✓",
    "attributes": "→",
    "disputes_detail": "≠",
    "denies": "✕",
    "no_comment": "–",
}
STANCE_COLOURS: dict[str, str] = {
    "denies": "#e69f00",
    "disputes_detail": "#f0e442",
    "confirms": "#7fcdbb",
    "asserts": "#b3d4f0",
    "attributes": "#d6d6f2",
    "no_comment": "#dddddd",
}
"""Grounds on which dark text stands; the sign always stands with it."""
STATUS_SIGNS: dict[str, str] = {
    "denied": "✕",
    "contested": "≠",
    "uncontested": "=",
    "corroborated": "✓",
    "single_source": "1",
    "unsupported": "0",
}


def symbol(kind: str) -> Symbol:
    """The symbol of a kind of event; a plain grey disc for a kind without one."""
    return KINDS.get(kind, UNKNOWN)
