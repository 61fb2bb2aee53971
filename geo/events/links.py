"""Which records of different data sets tell of the same event, by the user's word: `links.csv` in the user's folder.

A line a decision, with who, when and why, never rewritten. Of a pair the latest line counts; "undone" takes the latest one
that still stands back, so that what stood before counts again. Ids that nothing has just now (a removed data set) wait.
"""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from geo.events.append_log import (
    Fault,
    Refused,
    Row,
    append,
    cell_faults,
    check_author,
    read_bytes,
    split_rows,
    time_after,
)
from geo.vocabulary.problems import Problem

FILE = "links.csv"
HEADER = ("at", "by", "first", "second", "verdict", "about", "why")
SAME, DIFFERENT, UNDONE = "same", "different", "undone"
VERDICTS = {SAME: "the same event", DIFFERENT: "different events", UNDONE: "decision taken back"}
_LONGEST_TITLE = 120
Pair = tuple[str, str]
"""Two event ids in alphabetical order."""


@dataclass(frozen=True, slots=True)
class Link:
    """One row: who decided what about two events, when and why; `about` are their titles, for whoever reads the file."""

    at: str
    by: str
    first: str
    second: str
    verdict: str
    about: str
    why: str

    @property
    def pair(self) -> Pair:
        """The two events."""
        return self.first, self.second

    @property
    def order(self) -> tuple[object, ...]:
        """What rows are sorted by: the time; of rows of the same moment, something that every machine agrees on."""
        return (datetime.fromisoformat(self.at), *astuple(self))


@dataclass(frozen=True, eq=False)
class Links:
    """The rows in order of time, and what is wrong with others; `closed` says why nothing can be added, else ""."""

    rows: tuple[Link, ...] = ()
    problems: tuple[Problem, ...] = ()
    closed: str = ""

    @cached_property
    def standing(self) -> dict[Pair, list[Link]]:
        """Pair → its decisions that were not taken back, the one that counts last; pairs without one are not there."""
        stacks: dict[Pair, list[Link]] = {}
        for row in self.rows:
            stack = stacks.setdefault(row.pair, [])
            if row.verdict != UNDONE:
                stack.append(row)
            elif stack:
                stack.pop()
        return {pair: stack for pair, stack in stacks.items() if stack}

    @cached_property
    def decided(self) -> dict[Pair, Link]:
        """Pair → the decision that counts, in order of time."""
        latest = [stack[-1] for stack in self.standing.values()]
        return {link.pair: link for link in sorted(latest, key=lambda link: link.order)}

    @cached_property
    def groups(self) -> tuple[frozenset[str], ...]:
        """The events that are one, a set each. Of decisions that contradict each other the earlier ones count."""
        return self._joined[0]

    @cached_property
    def conflicts(self) -> tuple[Link, ...]:
        """The "same" that are not followed, as they would make one of two events that were said to be different."""
        return self._joined[1]

    @cached_property
    def _joined(self) -> tuple[tuple[frozenset[str], ...], tuple[Link, ...]]:
        apart = [link.pair for link in self.decided.values() if link.verdict == DIFFERENT]
        member: dict[str, frozenset[str]] = {}
        conflicts = []
        for link in self.decided.values():
            if link.verdict != SAME:
                continue
            both = frozenset().union(*(member.get(event, frozenset({event})) for event in link.pair))
            if any(both.issuperset(pair) for pair in apart):
                conflicts.append(link)
            else:
                member.update(dict.fromkeys(both, both))
        return tuple(sorted(set(member.values()), key=sorted)), tuple(conflicts)


def links_file(home: Path) -> Path:
    """Where the decisions are kept."""
    return home / FILE


def read_links(path: Path) -> Links:
    """The decisions of a file; a file that is not there, or empty, has none."""
    body, closed = read_bytes(path)
    if closed:
        problem = Problem(path.name, 0, "file", path.name, closed)
        return Links((), (problem,), str(problem))
    found, problems, closed = split_rows(body, path.name, HEADER)
    rows, lines = list[Link](), dict[Link, int]()
    for number, cells in found:
        row = Link(*cells)
        lines[row] = number
        faults = _faults(row)
        problems += [Problem(path.name, number, field, value[:80], remedy) for field, value, remedy in faults]
        rows += [] if faults else [row]
    links = Links(tuple(sorted(set(rows), key=lambda row: row.order)))
    remedy = (
        "is not followed: it would make one of events that were said to be different; take one of the decisions back"
    )
    problems += [Problem(path.name, lines[row], "verdict", row.verdict, remedy) for row in links.conflicts]
    return Links(links.rows, tuple(sorted(problems)), closed)


def decide(path: Path, titles: Mapping[str, str], a: str, b: str, verdict: str, by: str, why: str) -> Link:
    """Say of two events that they are SAME or DIFFERENT; `titles` has the title of every event that there is.

    Raises Refused where it cannot be kept, or would contradict what was decided about others.
    """
    first, second = sorted((a, b))
    linked = {event for pair in read_links(path).decided for event in pair}  # one that is shown no more has no title
    for event in (a, b):
        if event not in titles and event not in linked:
            raise Refused(f"There is no event {event!r}: take the ids from the proposals, or from an export.")
    if first == second:
        raise Refused(f"{first} and {second} are one record already.")
    about = " | ".join(titles.get(event, event)[:_LONGEST_TITLE] for event in (first, second))
    return _add(path, (first, second), verdict, about, by, why)


def take_back(path: Path, a: str, b: str, by: str, why: str) -> Link:
    """Take the decision that counts about two events back. Raises Refused where there is none, or it cannot be kept."""
    first, second = sorted((a, b))
    return _add(path, (first, second), UNDONE, "", by, why)


def last_decision(links: Links) -> Link | None:
    """The latest decision that still stands; None where none does."""
    return next(reversed(links.decided.values()), None)


def _add(path: Path, pair: Pair, verdict: str, about: str, by: str, why: str) -> Link:
    by, why = check_author(by, why)
    made = list[Link]()

    def choose(file: Path) -> Sequence[Row]:
        known = read_links(file)
        if known.closed:
            raise Refused(f"Nothing was added: {known.closed}")
        before = known.decided.get(pair)
        if verdict == UNDONE and before is None:
            raise Refused(f"Nothing was decided about {pair[0]} and {pair[1]}, so there is nothing to take back.")
        if before is not None and before.verdict == verdict:
            raise Refused(f"That was decided already, by {before.by} on {before.at[:10]}: {before.why}")
        latest = max((row.at for row in known.rows), key=datetime.fromisoformat, default="")
        link = Link(time_after(latest), by, *pair, verdict, about or (before.about if before else ""), why)
        _refuse_contradiction(known, link)
        made.append(link)
        return [astuple(link)]

    append(path, HEADER, choose)
    return made[0]


def _refuse_contradiction(known: Links, link: Link) -> None:
    """Raise Refused where the decision and the earlier ones cannot all hold."""
    after = Links((*known.rows, link))
    if new := set(after.conflicts) - set(known.conflicts):
        pair = " and ".join(next(iter(new)).pair)
        raise Refused(f"Others were decided so that this cannot hold as well ({pair}); take one of those back first.")


def _faults(row: Link) -> list[Fault]:
    faults = cell_faults(HEADER, astuple(row))
    if row.verdict not in VERDICTS:
        faults.append(("verdict", row.verdict, f"must be one of {', '.join(VERDICTS)}"))
    if not row.first or not row.second or row.first >= row.second:
        faults.append(("first", row.first, "must be an event's id, and come before second in the alphabet"))
    return faults
