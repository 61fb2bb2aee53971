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
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from geo.events.atlas import Atlas, open_atlas
from geo.out.shown import Shown, show
from geo.settings import DATA
from geo.vocabulary.view import View

# No deadline: tests never look at the clock. The same examples each time: a red run is red for everybody.
settings.register_profile("zero_point", deadline=None, max_examples=50, derandomize=True)
settings.load_profile("zero_point")
# Nobody's own names and grades are read, nor written: each worker, and what it starts, has a home of its own
_HOME = tempfile.TemporaryDirectory(prefix="zero-point-tests-")
os.environ["ZEROPOINT_HOME"] = _HOME.name
BROWSER = "tests/browser/"
# the second copies its process hundreds of times: it comes while the process is small
LONGEST = (BROWSER, "tests/geo/events/test_datasets_broken.py", "tests/pages/")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """A worker a core for the whole suite (None leaves that to pytest-xdist); tests that are named run here, without a worker's start."""
    return 0 if config.args_source is pytest.Config.ArgsSource.ARGS else None


class Together(LoadScopeScheduling):
    """Which tests stay on one worker: those of a file, for its fixtures; those of `browser/`, for one Chromium and one dashboard."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return BROWSER if file.startswith(BROWSER) else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together:
    return Together(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest parts first, so that no worker is left alone with one of them in the end."""
    items.sort(
        key=lambda item: next((n for n, part in enumerate(LONGEST) if item.nodeid.startswith(part)), len(LONGEST))
    )


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
