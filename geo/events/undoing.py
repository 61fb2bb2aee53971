"""The last change of the user's data, whatever it was: a data set that came or went, or a decision about two records."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from geo.events import datasets
from geo.events.datasets.manifest import read_manifest
from geo.events.links import VERDICTS, last_decision, links_file, read_links, take_back
from geo.vocabulary.problems import DataProblems

NOBODY = "undo"
"""Who takes a decision back with an undo that asks for no name."""


def undo(home: Path) -> str:
    """Take back the last change, and say which it was.

    Raises DataProblems (of data sets) or Refused (of decisions) where it cannot be taken back.
    """
    link = last_decision(read_links(links_file(home)))
    if link is None or datetime.fromisoformat(link.at) < _last_change(home):
        return datasets.undo(home)
    take_back(links_file(home), link.first, link.second, NOBODY, "the last change was taken back")
    return f"{VERDICTS[link.verdict]}: {link.about} ({link.by}, {link.at})"


def _last_change(home: Path) -> datetime:
    """When the data sets were last changed so that it can be undone; long ago where they never were."""
    with suppress(DataProblems):
        manifest = read_manifest(home)
        if manifest.history:
            return datetime.fromisoformat(manifest.now.at)
    return datetime.fromisoformat("0001-01-01T00:00:00Z")


def list_changes(home: Path) -> list[str]:
    """What can be undone, the last first, each with its time. Raises DataProblems where the data sets' list is damaged."""
    links = read_links(links_file(home)).decided.values()
    decided = [(link.at, f"{VERDICTS[link.verdict]}: {link.about} ({link.at})") for link in reversed(links)]
    manifest = read_manifest(home)
    states = (*manifest.history[1:], manifest.now) if manifest.history else ()
    changed = [(state.at, f"{state.what} ({state.at})") for state in reversed(states)]
    return [
        said for _, said in sorted(decided + changed, key=lambda each: datetime.fromisoformat(each[0]), reverse=True)
    ]
