"""The score as Markdown: the summary that the README carries, and every table in full."""

from __future__ import annotations

import sys
from pathlib import Path

Sections = dict[str, tuple[dict[str, str], dict[str, str]]]
"""By title: the rows of the geocoder and those of the baseline, as text."""

FAR = "**sure and > 50 km off**"
NEAR = "within 10 km"
EVENTS = "Event rows, `where_coordinates`"
REST = "Relative expressions, texts, the check"
ROWS = {
    "names that mean one place: right": ("Names", "resolved: right"),
    "names that mean several: said to be ambiguous": ("Names", "ambiguous: right"),
    "names of nothing here: not found": ("Names", "not found: right"),
    "names with a point: within 10 km": ("Names", NEAR),
    "names: right district, when one is answered": ("Names", "right district, when one is answered"),
    "**names: sure and more than 50 km off**": ("Names", FAR),
    "event rows with district and province: within 10 km": (f"{EVENTS} with hints", NEAR),
    "**event rows with hints: sure and more than 50 km off**": (f"{EVENTS} with hints", FAR),
    "event rows without hints: within 10 km": (f"{EVENTS} without hints", NEAR),
    "**event rows without hints: sure and more than 50 km off**": (f"{EVENTS} without hints", FAR),
    "relative expressions: right geometry": (REST, "relative: right"),
    "places named in texts: found": (REST, "mentions: recall"),
    "found in texts: a place indeed": (REST, "mentions: precision"),
    "misplaced event rows: found by the check": (REST, "check: misplaced rows found"),
    "sound event rows: false alarms of the check": (REST, "check: sound rows with a false alarm"),
}
"""The rows of the summary: where each is taken from."""


def summary(sections: Sections) -> list[str]:
    """The table that the README carries."""
    rows = {label: tuple(side.get(key, "–") for side in sections[title]) for label, (title, key) in ROWS.items()}
    return [
        "| | geocoder | ten-line baseline |",
        "|---|---|---|",
        *(f"| {label} | {a} | {b} |" for label, (a, b) in rows.items()),
    ]


def details(sections: Sections) -> list[str]:
    """Every section as a table of its own."""
    lines: list[str] = []
    for title, (ours, theirs) in sections.items():
        lines += [f"\n### {title}\n", "| | geocoder | ten-line baseline |", "|---|---|---|"]
        lines += [f"| {key} | {value} | {theirs.get(key, '–')} |" for key, value in ours.items()]
    return lines


def check(path: Path, sections: Sections) -> int:
    """0 where a file has every line of the summary, else 1; says which lines it should have."""
    known = set(path.read_text(encoding="utf-8").splitlines())
    lacking = [line for line in summary(sections) if line not in known]
    for line in lacking:
        print(f"{path} should say: {line}", file=sys.stderr)
    return 1 if lacking else 0
