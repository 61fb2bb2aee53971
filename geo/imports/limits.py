"""How much a foreign file may hold before it is refused; every limit can be set by an argument or the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

PREFIX = "ZEROPOINT_MAX_"
CHUNK = 50_000
"""Rows that are held at once."""


class RefusedFile(ValueError):
    """The file as a whole cannot be taken; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may hold. `ratio` is how many times larger than its bytes an archive may be, from 10 MB on.

    In the environment: ZEROPOINT_MAX_BYTES, ZEROPOINT_MAX_ROWS and so on.
    """

    bytes: int = 4_000_000_000
    rows: int = 20_000_000
    columns: int = 1_000
    cell: int = 200_000
    ratio: int = 200
    members: int = 10_000
    json_bytes: int = 500_000_000
    sheet_bytes: int = 1_000_000_000
    vertices: int = 500_000
    geocoded: int = 20_000

    @staticmethod
    def of(environment: Mapping[str, str] | None = None) -> "Limits":
        """The limits, with what the environment says otherwise. Raises ValueError where it says no whole number."""
        given = os.environ if environment is None else environment
        said = {field.name: given.get(PREFIX + field.name.upper(), "") for field in fields(Limits)}
        for name, text in said.items():
            if text and not text.isdigit():
                raise ValueError(f"{PREFIX}{name.upper()} = {text!r}: write a whole number")
        return Limits(**{name: int(text) for name, text in said.items() if text})

    def check_size(self, path: Path) -> None:
        """Raise RefusedFile where the file is empty or too large, or no file at all."""
        if not path.is_file():
            raise RefusedFile(f"{path.name} is no plain file (a pipe or a device, perhaps); save it as a file")
        size = path.stat().st_size
        if size == 0:
            raise RefusedFile(f"{path.name} is empty (0 bytes)")
        if size > self.bytes:
            raise RefusedFile(f"{path.name} has {size:,} bytes; at most {self.bytes:,} are read ({PREFIX}BYTES)")

    def check_columns(self, name: str, columns: int) -> None:
        """Raise RefusedFile where a row has too many cells."""
        if columns > self.columns:
            raise RefusedFile(f"{name} has {columns:,} columns; at most {self.columns:,} are read ({PREFIX}COLUMNS)")

    def check_rows(self, name: str, rows: int) -> None:
        """Raise RefusedFile where there are too many rows."""
        if rows > self.rows:
            raise RefusedFile(f"{name} has more than {self.rows:,} rows ({PREFIX}ROWS)")
