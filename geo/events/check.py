"""Looks at every cell of the event tables and collects every problem; nothing is dropped, nothing raised half-way."""

import re
from collections.abc import Iterator
from pathlib import Path

from geo.events.assembly import DEATHS, INJURED
from geo.events.tables import CLAIMS, EVENTS, POSITIONS, SPEAKERS, TABLES, VOCABULARY, Column, Table
from geo.vocabulary import dates
from geo.vocabulary.problems import Problem
from geo.vocabulary.rows import Row, read_rows

Tables = dict[str, list[Row]]

_SHAPES = {
    "country": (re.compile(r"[A-Z]{2}"), "write the ISO 3166-1 code, two capital letters"),
    "language": (re.compile(r"[a-z]{2,3}"), "write the ISO 639 code, two or three small letters"),
    "flag": (re.compile(r"true|false"), "write true or false"),
    "day": (re.compile(r"\d{4}-\d\d-\d\d", re.ASCII), "write a whole day, YYYY-MM-DD, or leave it empty"),
    "count": (re.compile(r"[0-9]+"), "write a whole number of people, or leave it empty where none is given"),
}


def read_tables(folder: Path) -> tuple[Tables, list[Problem]]:
    """The rows of every table that can be read as text, and the problems of files, headers and ragged rows."""
    tables: Tables = {}
    problems: list[Problem] = []
    for table in TABLES:
        rows, found = read_rows(folder / table.file, table.header)
        if rows is not None:
            tables[table.name] = rows
        problems += found
    return tables, problems


def check_tables(tables: Tables) -> list[Problem]:
    """Every problem of the cells and between them: shapes, vocabularies, references, keys, dates, low ≤ high.

    What refers to a table that could not be read is not held against the row that refers to it.
    """
    words = _vocabulary(tables) if VOCABULARY.name in tables else None
    keys = {f"{t.name}.{t.key}": {row[t.key] for row in tables[t.name]} for t in TABLES if t.key and t.name in tables}
    problems = []
    for table in TABLES:
        for number, row in enumerate(tables.get(table.name, ()), start=2):
            for column in table.columns:
                remedy = _remedy(row[column.name], column, words, keys)
                if remedy:
                    problems.append(Problem(table.file, number, column.name, row[column.name], remedy))
        problems += _repeated(table, tables.get(table.name, []))
    problems += [*_dates(tables.get("events", [])), *_casualties(tables.get("claims", []))]
    return [*problems, *_cross(tables), *_voices(tables.get("speakers", [])), *_positions(tables.get("positions", []))]


def _vocabulary(tables: Tables) -> dict[str, set[str]]:
    words: dict[str, set[str]] = {}
    for row in tables[VOCABULARY.name]:
        words.setdefault(row["field"], set()).add(row["value"])
    return words


def _remedy(value: str, column: Column, words: dict[str, set[str]] | None, keys: dict[str, set[str]]) -> str:
    """What to do about the cell; empty where nothing is wrong with it."""
    if not value.strip():
        return "must not be empty" if column.required else ""
    if column.shape == "word" and words is not None and value not in words.get(column.of, set()):
        return f"must be one of {', '.join(sorted(words.get(column.of, set())))}"
    if column.shape == "words" and words is not None:
        known = words.get(column.of, set())
        if unknown := [part for part in value.split("|") if part not in known]:
            return f"{unknown[0]!r} is not one of {', '.join(sorted(known))}"
    if column.shape == "reference" and value not in keys.get(column.of, {value}):
        return f"there is no such {column.of}; add it there or correct it here"
    if column.shape in ("date", "day"):
        try:
            dates.span_of(value)
        except ValueError as error:
            return f"is no date ({error})"
    if column.shape in _SHAPES and not _SHAPES[column.shape][0].fullmatch(value):
        return _SHAPES[column.shape][1]
    return ""


def _repeated(table: Table, rows: list[Row]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for number, row in enumerate(rows, start=2):
        if table.key and first.setdefault(row[table.key], number) != number:
            yield Problem(
                table.file, number, table.key, row[table.key], f"stands already in row {first[row[table.key]]}"
            )


def _dates(events: list[Row]) -> Iterator[Problem]:
    for number, row in enumerate(events, start=2):
        try:
            start, end = dates.span_of(row["date_start"])[0], dates.span_of(row["date_end"])[1]
        except ValueError:
            continue  # said already, cell by cell
        if start > end:
            yield Problem(
                EVENTS.file, number, "date_end", row["date_end"], f"lies before date_start {row['date_start']}"
            )
        if dates.precision_of(row["date_start"]) != row["date_precision"]:
            yield Problem(
                EVENTS.file,
                number,
                "date_precision",
                row["date_precision"],
                f"date_start is written {row['date_start']}",
            )


def _casualties(claims: list[Row]) -> Iterator[Problem]:
    for number, row in enumerate(claims, start=2):
        low, high = row["fatalities_low"], row["fatalities_high"]
        if bool(low) != bool(high):
            yield Problem(
                CLAIMS.file,
                number,
                "fatalities_high",
                high,
                "low and high go together; repeat the number where it is one",
            )
        elif all(_SHAPES["count"][0].fullmatch(n) for n in (low, high)) and int(low) > int(high):
            yield Problem(CLAIMS.file, number, "fatalities_low", low, f"is more than fatalities_high {high}")


def _cross(tables: Tables) -> Iterator[Problem]:
    documents = {row["document_key"] for row in tables.get("documents", ())}
    claimed = {row["event_key"] for row in tables.get("claims", ())}
    for number, row in enumerate(tables.get("events", ()), start=2):
        if "claims" in tables and row["event_key"] not in claimed:
            yield Problem(
                EVENTS.file, number, "event_key", row["event_key"], "has no claim; an event rests on at least one"
            )
        for key in filter(None, row["reference_documents"].split("|")):
            if "documents" in tables and key not in documents:
                yield Problem(EVENTS.file, number, "reference_documents", key, "there is no such document")


def _voices(speakers: list[Row]) -> Iterator[Problem]:
    for number, row in enumerate(speakers, start=2):
        if row["named"] == "true" and not row["voice_id"]:
            remedy = "a named speaker has a voice; write named = false where the document names none"
            yield Problem(SPEAKERS.file, number, "voice_id", row["voice_id"], remedy)


def _positions(positions: list[Row]) -> Iterator[Problem]:
    first: dict[tuple[str, ...], int] = {}
    for number, row in enumerate(positions, start=2):
        if (stands := first.setdefault((row["claim_key"], row["aspect"], row["position"]), number)) != number:
            yield Problem(POSITIONS.file, number, "position", row["position"], f"stands already in row {stands}")
        if row["aspect"] in (DEATHS, INJURED):
            yield Problem(POSITIONS.file, number, "aspect", row["aspect"], "numbers of people stand in claims.csv")
