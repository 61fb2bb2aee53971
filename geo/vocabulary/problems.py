"""A problem in the data, said so that somebody can mend it, and the error that carries all of them at once."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong in one cell.

    `row` counts as a spreadsheet does: the header is row 1; 0 means the whole file.
    """

    file: str
    row: int
    field: str
    value: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}, row {self.row}" if self.row else self.file
        return f"{place}, {self.field} = {self.value!r}: {self.remedy}"


class DataProblems(ValueError):
    """Raised once, after everything has been looked at, with every problem found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))
