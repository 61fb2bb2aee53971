"""From cells to the values of a briefing; whatever is wrong is noted with its line, and reading goes on."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from geo.briefing.cells import Cell, Findings
from geo.briefing.steps import KINDS, LIKELIHOODS, Judgement, Step
from geo.briefing.tidy import pairs_of, query_of

Cells = dict[str, Cell]
_T = TypeVar("_T")
STEP_FIELDS = ("kind", "view", "since")
LONGEST = {"title": 300, "author": 300, "text": 5_000, "notes": 50_000, "summary": 50_000}
"""Signs that a value may have."""


def words(cells: Cells, name: str, findings: Findings) -> str:
    """A value that is text; "" where it is missing."""
    cell = cells.get(name)
    if cell is None:
        return ""
    if not isinstance(cell.value, str):
        findings.say(cell.line, name, "", "is a list; write text, in quotes where it has a colon")
        return ""
    return no_longer(cell.value, name, cell.line, findings)


def no_longer(text: str, name: str, line: int, findings: Findings) -> str:
    """The text; noted where it is longer than such a value may be."""
    if len(text) > LONGEST.get(name, 300):
        findings.say(line, name, text, f"has {len(text):,} signs; {LONGEST.get(name, 300):,} are the most: shorten it")
    return text


def day(cells: Cells, name: str, findings: Findings) -> date | None:
    """A whole day; None where it is missing."""
    text = words(cells, name, findings)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        findings.say(cells[name].line, name, text, "is no day; write YYYY-MM-DD")
        return None


def only(cells: Cells, names: Iterable[str], findings: Findings) -> None:
    """Note every name that does not belong here."""
    allowed = tuple(names)
    for name, cell in cells.items():
        if name not in allowed:
            findings.say(cell.line, name, "", f"is nothing that stands here; use {', '.join(allowed)}")


def step_of(cells: Cells, title: str, notes: str, line: int, findings: Findings) -> Step:
    """A step from its fields; without a kind it is a text where it has no view, else a map."""
    kind = words(cells, "kind", findings) or ("map" if "view" in cells else "text")
    if kind not in KINDS:
        findings.say(cells["kind"].line, "kind", kind, f"is no kind of step; use one of {', '.join(KINDS)}")
    if not title.strip():
        findings.say(line, "title", title, "is empty; give the step a title")
    since = day(cells, "since", findings)
    if kind == "changes" and since is None and "since" not in cells:
        findings.say(line, "since", "", "is missing; name the day that the step compares with, as since: YYYY-MM-DD")
    title = no_longer(title, "title", line, findings)
    return Step(title, kind, _query(cells.get("view"), findings), no_longer(notes, "notes", line, findings), since)


def judgement_of(text: str, likelihood: str, line: int, findings: Findings) -> Judgement:
    """A key judgement; a word that is no likelihood is noted."""
    if likelihood and likelihood not in LIKELIHOODS:
        remedy = f"is no word of likelihood; use one of {', '.join(LIKELIHOODS)}, or () where none is given"
        findings.say(line, "likelihood", likelihood, remedy)
    return Judgement(no_longer(text, "text", line, findings), likelihood)


def no_more(found: list[Cell], most: int, name: str, findings: Findings) -> list[Cell]:
    """The list; noted where it is longer than it may be."""
    if len(found) > most:
        findings.say(found[most].line, name, "", f"there are {len(found):,}; {most} are the most: split the briefing")
    return found[:most]


def each(cells: Cells, name: str, most: int, turn: Callable[[Cells, int], _T], findings: Findings) -> list[_T]:
    """A list of mappings, each turned; empty where it is missing or no such list, the latter noted."""
    cell = cells.get(name)
    if cell is None or cell.value == "":
        return []
    if not isinstance(cell.value, list):
        findings.say(cell.line, name, "", "is no list; begin each entry with a hyphen")
        return []
    turned = []
    for entry in no_more(cell.value, most, name, findings):
        if isinstance(entry.value, dict):
            turned.append(turn(entry.value, entry.line))
        else:
            shown = entry.value if isinstance(entry.value, str) else ""
            findings.say(entry.line, name, shown, "is no entry of `name: value` lines; write them after the hyphen")
    return turned


def _query(cell: Cell | None, findings: Findings) -> str:
    """The query of a view: a list of `key=value`, or a whole link pasted in."""
    if cell is None:
        return ""
    if isinstance(cell.value, str):
        return query_of(pairs_of(cell.value.rpartition("?")[2]))
    pairs = []
    for entry in cell.value if isinstance(cell.value, list) else [cell]:
        key, sign, value = entry.value.partition("=") if isinstance(entry.value, str) else ("", "", "")
        if key and sign:
            pairs.append((key, value))
        else:
            findings.say(entry.line, "view", str(entry.value) if isinstance(entry.value, str) else "", _VIEW)
    return query_of(pairs)


_VIEW = "is no part of a view; write `- key=value` as in a link, in quotes where it has a colon"
