"""The moment of a restore: several things of a home change places with others, all of them, even if the program ends in the middle.

What comes in lies in `new/` of a staging folder. From the moment when the journal is written it is carried on until it is done,
by this program or by the next one.
"""

import json
import re
from pathlib import Path
from time import time_ns

from geo.events.datasets.disk import discard, move, refusal, replace_file

JOURNAL = ".restoring.json"
STAGING = ".restore-"
THINGS = ("datasets", "grades.csv", "places", "mappings", "links.csv", "briefings")
"""What is the user's under a home: what a backup holds, and what a restore replaces."""


def begin(home: Path, staging: Path, what: str) -> None:
    """Write the journal: from here on the swap takes place."""
    new = [thing for thing in THINGS if _there(staging / "new" / thing)]
    replace_file(home / JOURNAL, json.dumps({"staging": staging.name, "what": what, "new": new}).encode())


def running(home: Path) -> str:
    """The name of the staging folder of a swap that has begun; "" where none has."""
    return _journal(home)[0]


def finish(home: Path) -> str:
    """Carry on a swap that has begun, and say so; "" where none has. May be cut off and called again at any moment."""
    name, what, coming = _journal(home)
    if not name:
        return ""
    staging = home / name
    (staging / "old").mkdir(parents=True, exist_ok=True)
    for thing in THINGS:
        here, new, old = home / thing, staging / "new" / thing, staging / "old" / thing
        if thing in coming and not _there(new):
            continue  # it is in its place already
        if _there(here) and not _there(old):
            move(here, old)
        elif _there(here):  # made by another program after this one was cut off
            (home / "backups").mkdir(exist_ok=True)
            move(here, home / "backups" / f"{thing}.{time_ns()}")
        if thing in coming:
            move(new, here)
    discard(home / JOURNAL)
    discard(staging)
    return f"the {what} that was cut off has been carried to its end"


def _there(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _journal(home: Path) -> tuple[str, str, list[str]]:
    try:
        journal = json.loads((home / JOURNAL).read_bytes())
        if re.fullmatch(re.escape(STAGING) + "[0-9a-f]+", journal["staging"]):
            return str(journal["staging"]), str(journal["what"]), [str(thing) for thing in journal["new"]]
    except FileNotFoundError:
        return "", "", []
    except (ValueError, KeyError, TypeError):
        pass
    remedy = (
        f"a restore was cut off, and its journal is damaged: what was there is in {STAGING}*/old; move it back by hand"
    )
    raise refusal(JOURNAL, "content", str(home / JOURNAL), remedy)
