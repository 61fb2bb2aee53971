"""Files of the user's own word, a line a change: read line by line, so that one broken line costs no other; only ever added to.

One process writes at a time, and what stands in a file is never rewritten. `geo.events.grades` and `geo.events.links` say
what a row means.
"""

import csv
import io
import os
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from geo.vocabulary.problems import Problem

PATIENCE_SECONDS = 10
LONGEST = {"by": 80, "why": 500}
"""Characters of a name, and of a reason."""
LONGEST_ROW = 10_000
"""Characters; no row that was made here comes near it."""
Fault = tuple[str, str, str]
"""Field, value, what to do."""
Row = tuple[str, ...]
_NOT_TEXT = {"Cc", "Cs", "Zl", "Zp"}
_SKEW = timedelta(days=1)
"""How far another machine's clock may run ahead."""


class Refused(ValueError):
    """A row that could not be kept, with the reason and what to do, ready for the reader."""


def read_bytes(path: Path) -> tuple[bytes, str]:
    """The bytes of a file, none where it is not there, and "" or why it cannot be read."""
    try:
        return path.read_bytes(), ""
    except FileNotFoundError:
        return b"", ""
    except OSError as error:
        return b"", f"cannot be read ({error.strerror}); mend or move it"


def split_rows(body: bytes, file: str, header: Row) -> tuple[list[tuple[int, Row]], list[Problem], str]:
    """The rows with their line numbers, a problem each for those that cannot be read, and "" or why none can be.

    A byte-order mark and Windows' line ends are taken as they come; an empty file has no rows.
    """
    first, *lines = body.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    if not body.strip():
        return [], [], ""
    given = first.rstrip(b"\r").decode("utf-8", "replace")
    if given != ",".join(header):
        remedy = f"must be {','.join(header)} in UTF-8; mend or move the file, nothing is added to it as it is"
        problem = Problem(file, 1, "header", given[:80], remedy)
        return [], [problem], str(problem)
    rows, problems = list[tuple[int, Row]](), list[Problem]()
    for number, line in enumerate(lines, start=2):
        if not line.strip():
            continue
        cells, fault = _split(line, len(header))
        if fault:
            problems.append(Problem(file, number, fault[0], fault[1][:80], fault[2]))
        else:
            rows.append((number, cells))
    return rows, problems, ""


def _split(line: bytes, size: int) -> tuple[Row, Fault | None]:
    try:
        text = line.removesuffix(b"\r").decode("utf-8")
        if len(text) > LONGEST_ROW:
            raise ValueError(f"longer than {LONGEST_ROW:,} characters")
        (cells,) = csv.reader([text], strict=True)
    except UnicodeDecodeError:
        return (), ("row", line.decode("utf-8", "replace"), "is not UTF-8; save the file as UTF-8")
    except (csv.Error, ValueError) as error:
        return (), ("row", text, f"cannot be read ({error}); a row is one line, without line breaks in a cell")
    if len(cells) != size:
        return (), ("row", text, f"has {len(cells)} cells, must have {size}")
    return tuple(cells), None


def cell_faults(header: Row, row: Row) -> list[Fault]:
    """What is wrong with the cells that every such file has: text, the time, a name and a reason."""
    cells = list(zip(header, row, strict=True))
    faults = [(name, value, "has a control character; remove it") for name, value in cells if not is_text(value)]
    faults += [(name, value, remedy) for name, value in cells if name == "at" and (remedy := _time_fault(value))]
    return faults + [(name, value, remedy) for name, value in cells if (remedy := length_fault(name, value))]


def length_fault(name: str, value: str) -> str:
    """What to do about a name or a reason that is missing or too long; "" where nothing is wrong with it."""
    if name not in LONGEST:
        return ""
    if not value.strip():
        return "must not be empty"
    return f"is longer than {LONGEST[name]} characters; shorten it" if len(value) > LONGEST[name] else ""


def is_text(value: str) -> bool:
    """Whether it can be read as it is: no control characters, no halves of characters."""
    return not any(unicodedata.category(sign) in _NOT_TEXT for sign in value)


def check_author(by: str, why: str) -> tuple[str, str]:
    """The name and the reason, spaces and line breaks made single spaces. Raises Refused where one cannot be kept."""
    by, why = " ".join(by.split()), " ".join(why.split())
    for name, label, value in (("by", "Your name", by), ("why", "The reason", why)):
        if remedy := length_fault(name, value) or ("has a control character; remove it" * (not is_text(value))):
            raise Refused(f"{label} {remedy}.")
    return by, why


def time_after(latest: str) -> str:
    """Now, or a moment after `latest` ("" for none), whose writer's clock may run ahead of ours."""
    now = datetime.now(UTC)
    if latest:
        now = max(now, datetime.fromisoformat(latest) + timedelta(milliseconds=1))
    return now.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _time_fault(text: str) -> str:
    try:
        at = datetime.fromisoformat(text)
        ahead = at - datetime.now(UTC) > _SKEW  # TypeError where `at` has no zone
    except (ValueError, TypeError):
        return "is no time in UTC (write 2026-01-31T12:00:00Z)"
    if at.utcoffset() != timedelta(0):
        return "is not in UTC (write 2026-01-31T12:00:00Z)"
    return "lies in the future, and would count before every other row; correct it" if ahead else ""


def append(path: Path, header: Row, choose: Callable[[Path], Sequence[Row]]) -> None:
    """Add the rows that `choose` makes of what the file has, while nobody else writes. Raises Refused where it cannot be."""
    try:
        with _alone_with(path) as file:
            if rows := choose(file):
                _write(file, lines(rows), header)
    except Timeout as error:
        wait = f"another program has held it for {PATIENCE_SECONDS} seconds; try again"
        raise Refused(f"Nothing was added to {path.name}: {wait}.") from error
    except OSError as error:
        raise Refused(f"Nothing was added: {path.name} cannot be written ({error.strerror or error}).") from error


def lines(rows: Iterable[Iterable[str]]) -> bytes:
    """The rows as they stand in a file."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


@contextmanager
def _alone_with(path: Path) -> Iterator[Path]:
    """The file itself (behind links), locked against every other writer."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.resolve()
    with FileLock(f"{file}.lock", timeout=PATIENCE_SECONDS):
        yield file


def _write(file: Path, body: bytes, header: Row) -> None:
    """Append and make sure that it is on the disk; where that fails, nothing of it stays."""
    if not file.exists() or not file.read_bytes().strip():
        _create(file, header)
    before = file.stat().st_size
    with file.open("r+b") as log:
        log.seek(-1, os.SEEK_END)
        torn = log.read(1) != b"\n"  # by hand, or by a machine that went down
        try:
            log.seek(0, os.SEEK_END)
            log.write(b"\n" * torn + body)
            log.flush()
            os.fsync(log.fileno())
        except OSError:
            log.truncate(before)
            raise


def _create(file: Path, header: Row) -> None:
    """The file with its header, all or nothing."""
    handle, draft = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    with os.fdopen(handle, "wb") as log:
        log.write(lines([header]))
        log.flush()
        os.fsync(log.fileno())
    Path(draft).replace(file)
