"""What all tests share: the world that ships, opened once; a copy of the data to break; hypothesis without a clock."""

import csv
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from geo.events.atlas import Atlas, open_atlas
from geo.out.shown import Shown, show
from geo.settings import DATA
from geo.vocabulary.view import View

# No deadline: tests never look at the clock. The same examples each time: a red run is red for everybody.
settings.register_profile("zero_point", deadline=None, max_examples=50, derandomize=True)
settings.load_profile("zero_point")
# Nobody's own names and grades are read, nor written: the whole session, and what it starts, has a home of its own
_HOME = tempfile.TemporaryDirectory(prefix="zero-point-tests-")
os.environ["ZEROPOINT_HOME"] = _HOME.name


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    return open_atlas()


@pytest.fixture(scope="session")
def look(atlas: Atlas) -> Callable[..., Shown]:
    """Show a View given by its fields: `look(kind=("attack",))`."""
    return lambda **fields: show(atlas, View(**fields))


@pytest.fixture(scope="session")
def id_of(atlas: Atlas) -> Callable[[str], str]:
    """The id of an event given by its key in `events.csv`."""
    ids = {key: event for event, key in atlas.chronology.events["event_key"].items()}
    return ids.__getitem__


@dataclass(frozen=True)
class DataCopy:
    """A copy of `data/` whose tables may be edited; rows count as in a spreadsheet, the header being row 1."""

    folder: Path

    def path(self, table: str) -> Path:
        return self.folder / ("places" if table in ("event_places", "places") else "events") / f"{table}.csv"

    def rows(self, table: str) -> list[dict[str, str]]:
        with self.path(table).open(newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def write(self, table: str, rows: list[dict[str, str]]) -> None:
        with self.path(table).open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def edit(self, table: str, row: int, **cells: str) -> None:
        rows = self.rows(table)
        rows[row - 2] |= cells
        self.write(table, rows)


@pytest.fixture
def data_copy(tmp_path: Path) -> DataCopy:
    folder = tmp_path / "data"
    for name in ("events", "places"):
        shutil.copytree(DATA / name, folder / name)
    (folder / "boundaries").symlink_to(DATA / "boundaries")  # large, and never edited
    return DataCopy(folder)
