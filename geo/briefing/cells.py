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
            findings.say(before + refused[0], "line", "", refused[1])
            return {}
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        line = _line_of(error, text)
        findings.say(before + line, "line", _line(text, line), _why(error))
        return {}
    if node is None:
        return {}
    cell = _cell(node, before, findings)
    if isinstance(cell.value, dict):
        return cell.value
    findings.say(
        cell.line, "line", _line(text, cell.line - before), "stands where `name: value` is expected; write one a line"
    )
    return {}


_TOLD = {
    "mapping values are not allowed": "this line has a second colon, or is set in too far; put a value with a colon in quotes",
    "could not find expected ':'": "this line, or the one before it, has no colon; write `name: value`",
    "cannot start any token": "there is a tab, or a value begins with a sign such as @, % or `; use spaces, or put the value in quotes",
    "unexpected end of stream": "this line, or one before it, opens a quote that is never closed; close it",
    "unknown escape character": "there is a backslash within double quotes; use single quotes, or write it twice",
    "did not find expected ',' or": "this line, or one before it, opens a bracket that is never closed; close it, or use quotes",
    "nesting": "lists lie in lists too deep; a briefing needs four levels of nesting",
    "found another document": "this line begins a second part with ---; keep one",
}
"""What the parser's most usual complaints mean for who wrote the file."""


def _line_of(error: yaml.YAMLError, text: str) -> int:
    """The line, 1 being the first, at which the parser stopped."""
    mark, position = getattr(error, "problem_mark", None), getattr(error, "position", 0)
    return mark.line + 1 if mark else text.count("\n", 0, position) + 1


def _line(text: str, number: int) -> str:
    """A line of the text as it was written; "" past its end."""
    return "".join(text.split("\n")[number - 1 : number]).strip()


def _why(error: yaml.YAMLError) -> str:
    """What is wrong, and what to do."""
    if isinstance(error, yaml.reader.ReaderError):
        return "this line has a sign that cannot be seen (a control character); delete it"
    problem = str(getattr(error, "problem", None) or "")
    told = next((told for said, told in _TOLD.items() if said in problem), "")
    return (
        told or "this line cannot be read as `name: value`; write one a line, with quotes where the value has a colon"
    )


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
        if not isinstance(key, yaml.ScalarNode):
            findings.say(
                before + key.start_mark.line + 1, "name", "", "is a list where a name is expected; write a word"
            )
            continue
        name, at = str(key.value), before + key.start_mark.line + 1
        if name in cells:
            findings.say(at, name, "", "stands twice; keep one of the two")
        cells[name] = _cell(value, before, findings)
    return Cell(line, cells)
