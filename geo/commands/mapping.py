"""Which column holds what: as the command line says, as it is remembered, and the verb `mappings`."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # so that --help does not load the data's libraries
    from geo.imports import Recognised


def asked_mapping(folder: Path, found: "Recognised", asked: argparse.Namespace) -> dict[str, str] | None:
    """The mapping that the command line asks for, on top of what is remembered or proposed; None where it asks for none."""
    from geo.imports.mappings import MAPPED, mapped

    given = dict[str, str]()
    if asked.mapping:
        read = json.loads(asked.mapping.read_text(encoding="utf-8-sig"))
        if not isinstance(read, dict) or not all(isinstance(each, str) for each in read.values()):
            raise ValueError(f"{asked.mapping.name}: must be one JSON object of field and column")
        given |= read
    for pair in asked.map:
        name, equals, column = pair.partition("=")
        if not equals:
            raise ValueError(f"--map {pair}: write FIELD=COLUMN, e.g. lon=X_COORD")
        given[name] = column
    if not given:
        if missing := mapped(folder, found, None)[0].missing:
            how = f"--map FIELD=COLUMN says it; its columns are {', '.join(found.columns[:30]) or 'none'}"
            raise ValueError(f"{found.path.name}: {'; '.join(missing)} ({how})")
        return None
    if found.format not in MAPPED:
        raise ValueError(
            f"{found.path.name} is {found.label}, whose columns are known; --format table reads it by a mapping"
        )
    chosen = {**({} if asked.mapping else mapped(folder, found, None)[0].mapping), **given}
    if missing := found.with_mapping(chosen).missing:
        raise ValueError("; ".join(missing))
    return chosen


def remembered_mappings(folder: Path, forget: list[str]) -> tuple[list[str], list[str]]:
    """What is remembered of how columns were mapped, after some of it was forgotten; and what cannot be read."""
    from geo.imports import mappings

    kept, problems = mappings.list_mappings(folder)
    lines = []
    if forget:
        which = [each.id for each in kept] if forget == ["all"] else forget
        lines.append(f"{mappings.forget(folder, which)} forgotten")
        kept, problems = mappings.list_mappings(folder)
    for each in kept:
        pairs = ", ".join(f"{name}={column}" for name, column in each.mapping.items())
        lines.append(f"{each.id}: from {each.file}, {each.at}: {pairs}")
    return [*lines, f"{len(kept)} remembered"], [str(problem) for problem in problems]
