"""The file of a briefing: text that people read and edit, as Markdown or YAML, and that comes back as it was."""

from pathlib import PurePath
from typing import Any

from geo.briefing.cells import Cell, Findings, read_cells
from geo.briefing.fields import STEP_FIELDS, day, each, judgement_of, only, step_of, words
from geo.briefing.limits import MOST_BYTES, MOST_JUDGEMENTS, MOST_STEPS
from geo.briefing.markdown import HEAD, dump, read_markdown, step_fields, write_markdown
from geo.briefing.steps import Briefing
from geo.briefing.tidy import tidy
from geo.vocabulary.problems import DataProblems

YAML = (".yaml", ".yml")


def read_briefing(text: str, name: str = "briefing.md") -> Briefing:
    """The briefing that the text holds: YAML where the file's name ends so, else Markdown.

    Raises DataProblems with every problem in it: file, line, field, value and what to do. What its views ask for and the
    data do not have is no problem of the file; it is said where the step is shown.
    """
    findings = Findings(PurePath(name).name or name)
    size = len(text) if text.isascii() else len(text.encode("utf-8", "replace"))
    if size > MOST_BYTES:
        findings.say(0, "size", f"{size:,} bytes", f"{MOST_BYTES:,} bytes are the most; split the briefing")
        raise DataProblems(findings.problems)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    read = _read_yaml if PurePath(name).suffix.lower() in YAML else read_markdown
    briefing = tidy(read(text, findings))
    if findings.problems:
        raise DataProblems(findings.problems)
    return briefing


def write_briefing(briefing: Briefing, form: str = "md") -> str:
    """The text of the briefing, tidied, as "md" or "yaml"; reading it gives the same briefing back."""
    briefing = tidy(briefing)
    return _write_yaml(briefing) if form == "yaml" else write_markdown(briefing)


def read_bytes(content: bytes, name: str) -> Briefing:
    """The same from the bytes of a file, which are UTF-8."""
    try:
        text = content[: MOST_BYTES + 4].decode("utf-8", "strict" if len(content) <= MOST_BYTES else "replace")
    except UnicodeDecodeError as error:
        findings = Findings(PurePath(name).name)
        line = content[: error.start].count(b"\n") + 1
        shown = " ".join(f"{byte:02X}" for byte in content[error.start : error.end])
        remedy = f"the line has a sign that is not UTF-8 (byte {shown}); save the file with the encoding UTF-8"
        findings.say(line, "line", _before(content, error.start), remedy)
        raise DataProblems(findings.problems) from error
    return read_briefing(text, name)


def _before(content: bytes, at: int) -> str:
    """The line up to the byte that cannot be read, so that it is found in an editor."""
    return content[content.rfind(b"\n", 0, at) + 1 : at].decode("utf-8", "replace")[-40:] + "…"


def _read_yaml(text: str, findings: Findings) -> Briefing:
    cells = read_cells(text, 0, findings)
    only(cells, (*HEAD, "summary", "judgements", "steps"), findings)
    if (cells or not findings.problems) and not words(cells, "title", findings).strip():
        findings.say(1, "title", "", "is missing; write a line `title: …`")

    def judgement(fields: dict[str, Cell], line: int) -> Any:
        only(fields, ("text", "likelihood"), findings)
        return judgement_of(words(fields, "text", findings), words(fields, "likelihood", findings), line, findings)

    def step(fields: dict[str, Cell], line: int) -> Any:
        only(fields, ("title", *STEP_FIELDS, "notes"), findings)
        return step_of(fields, words(fields, "title", findings), words(fields, "notes", findings), line, findings)

    return Briefing(
        title=words(cells, "title", findings),
        steps=tuple(each(cells, "steps", MOST_STEPS, step, findings)),
        summary=words(cells, "summary", findings),
        judgements=tuple(each(cells, "judgements", MOST_JUDGEMENTS, judgement, findings)),
        author=words(cells, "author", findings),
        as_of=day(cells, "as_of", findings),
    )


def _write_yaml(briefing: Briefing) -> str:
    judgements = [
        ({"likelihood": each.likelihood} if each.likelihood else {}) | {"text": each.text}
        for each in briefing.judgements
    ]
    steps = [
        {"title": step.title, **step_fields(step)} | ({"notes": step.notes} if step.notes else {})
        for step in briefing.steps
    ]
    fields = {
        "title": briefing.title,
        "author": briefing.author,
        "as_of": briefing.as_of,
        "summary": briefing.summary,
        "judgements": judgements,
        "steps": steps,
    }
    return dump({name: value for name, value in fields.items() if value})
