"""The one file that holds the pages' caches: answers by atlas and question, read-only, the same for every reader."""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import pandas as pd

from geo.briefing.changes import Changes, find_changes
from geo.briefing.steps import Briefing
from geo.documents.making import Making
from geo.events.atlas import Atlas
from geo.events.now import atlas_now
from geo.events.same import candidates
from geo.imports import Recognised, look
from geo.imports.jobs import Job
from geo.imports.storing import Wish, import_file
from geo.out import legends
from geo.out.differences import compare
from geo.out.kept import kept
from geo.out.lens import count_accounts
from geo.out.shown import Shown, show
from geo.settings import home
from geo.vocabulary.filters import FILTERS
from geo.vocabulary.view import View


def atlas() -> Atlas:
    """The read-only world as it is now."""
    return atlas_now()


def shown(question: View) -> Shown:
    """What the question shows."""
    return show(atlas_now(), question)


def counts(question: View) -> dict[str, dict[str, int]]:
    """Events that each choice of each filter would show, by filter key."""
    return _counts(atlas_now(), question)


def months(question: View) -> list[tuple[int, int, int]]:
    """Events by month, the time window aside."""
    return _months(atlas_now(), question)


def compared(question: View) -> pd.DataFrame:
    """How the two accounts of a comparison differ."""
    return _compared(atlas_now(), question)


def changes(question: View, since: date) -> Changes:
    """What is new of the question's events since the day."""
    return _changes(atlas_now(), question, since)


def accounts(question: View) -> dict[str, int]:
    """Events by lens, the fullest of each kind first, the lens of the question aside."""
    return _accounts(atlas_now(), replace(question, lens="", against=""))


def recognised(path: Path) -> Recognised:
    """What a file is."""
    return _recognised(path, path.stat().st_mtime_ns)


def looking(path: Path, mapping: tuple[tuple[str, str], ...], attempt: int) -> Job:
    """Every row of a file being read and checked against what is stored now; nothing is stored. Another attempt starts anew."""
    return _looking(path, path.stat().st_mtime_ns, mapping, atlas_now(), home(), attempt)


def keep_importing(job: Job) -> None:
    """Keep the import that a reader started, so that a reload, or another tab, finds it again."""
    _importing[home()] = job


def importing() -> Job | None:
    """The import that was started last, by whoever uses this dashboard, while it is under way."""
    job = _importing.get(home())
    return None if job is None or job.is_done else job


def proposals(datasets: tuple[str, ...]) -> pd.DataFrame:
    """Pairs of records that may be one event, the best first; with data sets, those of which each is of one of these."""
    now = atlas_now()
    found = _proposals(now)
    of = now.chronology.events["dataset"]
    return found[found[["first", "second"]].isin(of.index[of.isin(datasets)]).all(axis=1)] if datasets else found


def document(briefing: Briefing, form: str, paper: str, base: str) -> Making:
    """The document of a briefing, in the making since it was first asked for; `base` is the dashboard's address."""
    return _document(atlas_now(), briefing, form, base, paper)


def legend() -> str:
    """The map's legend."""
    return _legend(atlas_now())


_importing = dict[Path, Job]()
_legend = kept(2)(legends.legend)
_document = kept(24)(Making)


@kept(2)
def _proposals(now: Atlas) -> pd.DataFrame:
    return candidates(now.chronology.events, now.places, now.links)


@kept(256)
def _counts(now: Atlas, question: View) -> dict[str, dict[str, int]]:
    return {f.key: now.store.count(question, f.key) for f in FILTERS}


@kept(64)
def _compared(now: Atlas, question: View) -> pd.DataFrame:
    return compare(now, show(now, question))


@kept(32)
def _changes(now: Atlas, question: View, since: date) -> Changes:
    return find_changes(show(now, question), since, now.chronology.voices)


@kept(64)
def _accounts(now: Atlas, question: View) -> dict[str, int]:
    claims = show(now, question).claims
    return count_accounts(claims[claims["passes"]], now.lenses)


@kept(256)
def _months(now: Atlas, question: View) -> list[tuple[int, int, int]]:
    return now.store.count_months(question)


@lru_cache(maxsize=4)
def _recognised(path: Path, _: int) -> Recognised:
    return look(path)


@lru_cache(maxsize=2)
def _looking(path: Path, _: int, mapping: tuple[tuple[str, str], ...], __: Atlas, folder: Path, ___: int) -> Job:
    wish = Wish(mapping=dict(mapping) or None)
    return Job(lambda tell, stop: import_file(path, folder, wish, store=False, progress=tell, cancel=stop))
