"""A briefing as Markdown: front matter, summary, key judgements, then a heading with a small block and notes for each step."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from geo.briefing.cells import Cell, Findings, read_cells
from geo.briefing.fields import STEP_FIELDS, day, judgement_of, no_longer, no_more, only, step_of, words
from geo.briefing.limits import MOST_JUDGEMENTS, MOST_STEPS
from geo.briefing.steps import Briefing, Judgement, Step
from geo.briefing.tidy import pairs_of

_JUDGEMENTS = "Key judgements"
_HEADING = "## "
_OPENS, _CLOSES = "```step", "```"
_ESCAPED = re.compile(r"^(\\*)## ", re.M)
_UNESCAPED = re.compile(r"^\\(\\*## )", re.M)
_JUDGEMENT = re.compile(r"- (?:\(([^()]*)\) )?")
HEAD = ("title", "author", "as_of")


@dataclass(slots=True)
class _Section:
    """The lines under a heading; `line` is that of the heading, `block` the first line of its step block, if it has one."""

    heading: str
    line: int
    lines: list[str] = field(default_factory=list)

    @property
    def block(self) -> int | None:
        """Where the step's block opens, counted from the line after the heading."""
        first = next((number for number, line in enumerate(self.lines) if line.strip()), None)
        return first if first is not None and self.lines[first].rstrip() == _OPENS else None


def read_markdown(text: str, findings: Findings) -> Briefing:
    """The briefing of the text; every problem is noted in `findings`."""
    lines = text.split("\n")
    start, head = _front_matter(lines, findings)
    only(head, HEAD, findings)
    if (head or not findings.problems) and not words(head, "title", findings).strip():
        findings.say(1, "title", "", "is missing; begin the file with ---, a line `title: …`, and ---")
    summary, *sections = _sections(lines, start)
    judgements: list[Judgement] = []
    steps: list[Step] = []
    cells = [Cell(section.line, section.heading) for section in sections if not _is_judgements(section)]
    kept = len(no_more(cells, MOST_STEPS, "steps", findings))
    for section in sections:
        if _is_judgements(section):
            judgements += _judgements(section, findings)
        elif len(steps) < kept:
            steps.append(_step(section, findings))
    return Briefing(
        title=words(head, "title", findings),
        steps=tuple(steps),
        summary=no_longer(_notes(summary.lines), "summary", summary.line, findings),
        judgements=tuple(judgements),
        author=words(head, "author", findings),
        as_of=day(head, "as_of", findings),
    )


def write_markdown(briefing: Briefing) -> str:
    """The text of a tidy briefing."""
    head = {"title": briefing.title, "author": briefing.author, "as_of": briefing.as_of}
    parts = [f"---\n{dump({name: value for name, value in head.items() if value})}---"]
    if briefing.summary:
        parts.append(_escape(briefing.summary))
    if briefing.judgements:
        parts.append(f"{_HEADING}{_JUDGEMENTS}")
        parts.append("\n".join(map(_write_judgement, briefing.judgements)))
    for step in briefing.steps:
        parts.append(f"{_HEADING}{step.title}\n\n{_OPENS}\n{dump(step_fields(step))}{_CLOSES}")
        if step.notes:
            parts.append(_escape(step.notes))
    return "\n\n".join(parts) + "\n"


def step_fields(step: Step) -> dict[str, Any]:
    """A step's kind, view and day, as they stand in a file; what is empty is left out."""
    view = [f"{key}={value}" for key, value in pairs_of(step.query)]
    return {"kind": step.kind} | ({"view": view} if view else {}) | ({"since": step.since} if step.since else {})


def dump(fields: dict[str, Any]) -> str:
    """YAML of the fields in their order, a line each, signs of all scripts as they are."""
    written: str = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=10**9)
    return written


def _front_matter(lines: Sequence[str], findings: Findings) -> tuple[int, dict[str, Cell]]:
    """The number of lines before the body, and what stands between the first two lines of ---."""
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    ends = [number for number, line in enumerate(lines) if number > first and line.rstrip() == "---"]
    if lines[first].rstrip() != "---" or not ends:
        return 0, {}
    return ends[0] + 1, read_cells("\n".join(lines[first + 1 : ends[0]]), first + 1, findings)


def _sections(lines: Sequence[str], start: int) -> list[_Section]:
    """What stands before the first heading, then a section a heading of the second level."""
    sections = [_Section("", start + 1)]
    for number, line in enumerate(lines[start:], start + 1):
        if line.startswith(_HEADING):
            sections.append(_Section(line[len(_HEADING) :], number))
        else:
            sections[-1].lines.append(line)
    return sections


def _is_judgements(section: _Section) -> bool:
    return section.heading.strip().casefold() in ("key judgements", "key judgments") and section.block is None


def _step(section: _Section, findings: Findings) -> Step:
    start = section.block
    if start is None:
        remedy = (
            f"is followed by no step; write {_OPENS}, `kind: …`, ``` under it, or ### if it is a heading in the notes"
        )
        findings.say(section.line, "heading", section.heading, remedy)
        return Step(section.heading)
    end = next((n for n, line in enumerate(section.lines) if n > start and line.rstrip() == _CLOSES), None)
    if end is None:
        findings.say(section.line + start + 1, "step", _OPENS, "is never closed; end it with a line ```")
        return Step(section.heading)
    cells = read_cells("\n".join(section.lines[start + 1 : end]), section.line + start + 1, findings)
    only(cells, STEP_FIELDS, findings)
    return step_of(cells, section.heading, _notes(section.lines[end + 1 :]), section.line, findings)


def _judgements(section: _Section, findings: Findings) -> list[Judgement]:
    """A judgement for each line with a hyphen; lines set in by two spaces go on with it."""
    found: list[tuple[int, str, list[str]]] = []
    for number, line in enumerate(section.lines, section.line + 1):
        match = _JUDGEMENT.match(line)
        if match:
            found.append((number, match[1] or "", [line[match.end() :]]))
        elif found and (not line.strip() or line.startswith("  ")):
            found[-1][2].append(line[2:])
        elif line.strip():
            findings.say(number, "judgement", line, "is no judgement; write `- (likely) …`, or set it in by two spaces")
    kept = no_more([Cell(line, "") for line, _, _ in found], MOST_JUDGEMENTS, "judgements", findings)
    return [judgement_of("\n".join(text), word, line, findings) for line, word, text in found[: len(kept)]]


def _write_judgement(judgement: Judgement) -> str:
    first, *rest = judgement.text.split("\n")
    word = f"({judgement.likelihood}) " if judgement.likelihood or first.startswith("(") else ""
    return "\n".join([f"- {word}{first}", *(f"  {line}" if line else "" for line in rest)])


def _escape(text: str) -> str:
    """Prose in which no line begins a step."""
    return _ESCAPED.sub(r"\\\1## ", text)


def _notes(lines: Sequence[str]) -> str:
    return _UNESCAPED.sub(r"\1", "\n".join(lines))
