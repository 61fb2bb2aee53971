"""YAML as the file of a briefing uses it: text, lists and mappings, each with its line; nothing that could run or grow."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from geo.vocabulary.problems import Problem

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every value is text: "no" stays "no", 2024-01-16 a text
DEEPEST = 6
"""Levels of nesting; a briefing needs four."""


@dataclass(slots=True)
class Findings:
    """The problems of one file, collected while it is read."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def say(self, line: int, name: str, value: str, remedy: str) -> None:
        """Note a problem in a line (1 is the first; 0 means the whole file)."""
        shown = value if len(value) <= 60 else value[:59] + "…"
        self.problems.append(Problem(self.file, line, name, shown, remedy))


@dataclass(frozen=True, slots=True)
class Cell:
    """A value and the line where it begins: text, a list of cells, or cells by name."""

    line: int
    value: "str | list[Cell] | dict[str, Cell]"


def read_cells(text: str, before: int, findings: Findings) -> dict[str, Cell]:
    """The mapping that the text holds, `before` being the lines above it in the file; empty where it is none, which is noted."""
    try:
        if refused := _refused(text):
            findings.say(before + refused[0], "YAML", "", refused[1])
            return {}
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = before + (mark.line + 1 if mark else 1)
        said = " ".join(str(getattr(error, "problem", None) or error).split())
        findings.say(
            line, "YAML", "", f"cannot be read: {said}; write `name: value`, with quotes where the value has a colon"
        )
        return {}
    if node is None:
        return {}
    cell = _cell(node, before, findings)
    if isinstance(cell.value, dict):
        return cell.value
    findings.say(
        cell.line, "YAML", str(getattr(node, "value", ""))[:60], "is no list of `name: value`; write one a line"
    )
    return {}


def _refused(text: str) -> tuple[int, str] | None:
    """Line and reason where the text uses what a briefing never needs and what can make a small file huge."""
    depth = 0
    events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
    for event in events:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            return line, "names (&) and references (*) are not used here; write the value out, or put it in quotes"
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            return line, f"lists lie in lists more than {DEEPEST} deep; a briefing needs four levels"
    return None


def _cell(node: Any, before: int, findings: Findings) -> Cell:
    line = before + node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return Cell(line, [_cell(each, before, findings) for each in node.value])
    if not isinstance(node, yaml.MappingNode):
        return Cell(line, str(node.value))
    cells: dict[str, Cell] = {}
    for key, value in node.value:
        name, at = str(key.value), before + key.start_mark.line + 1
        if name in cells:
            findings.say(at, name, "", "stands twice; keep one of the two")
        cells[name] = _cell(value, before, findings)
    return Cell(line, cells)
