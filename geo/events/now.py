"""The world as the user's own files have it now: read anew only where one of them has changed."""

from hashlib import blake2b
from pathlib import Path
from threading import Lock

from geo.events.atlas import Atlas, open_atlas, with_grades, with_sets
from geo.events.datasets import open_sets, stamp
from geo.events.grades import grades_file, read_grades
from geo.events.links import links_file, read_links
from geo.settings import home


def atlas_now() -> Atlas:
    """The world as it is now: what ships and the user's data sets, linked and graded as the user's files have it; another
    object only where the data sets or those files have changed.

    Ask for it anew with every question, and cache answers by the atlas itself.
    """
    ships, file, folder = open_atlas(), grades_file(), home()
    with _reading:
        atlas, seen = _with_sets_of(folder, ships), _stamp(file)
        kept = _kept.get(file)
        if kept and kept[0] == seen and kept[3] is atlas:
            return kept[2]
        grades = read_grades(file, atlas.subjects)
        content = blake2b(repr((grades.rows, grades.problems)).encode()).hexdigest()
        if not (kept and kept[1] == content and kept[3] is atlas):
            graded = with_grades(atlas, grades) if grades.rows or grades.problems else atlas
            kept = seen, content, graded, atlas
        _kept[file] = seen, content, kept[2], atlas
        return kept[2]


def _with_sets_of(folder: Path, ships: Atlas) -> Atlas:
    """What ships with the data sets of that folder, read anew only where they have changed."""
    seen = (*stamp(folder), _stamp(links_file(folder)))
    kept = _joined.get(folder)
    if not (kept and kept[0] == seen and kept[1] is ships):
        links = read_links(links_file(folder))
        sets, problems = open_sets(folder)
        kept = (
            seen,
            ships,
            with_sets(ships, sets, problems, links) if sets or problems or links.rows or links.problems else ships,
        )
        _joined.clear()  # of one folder at a time: they are large
        _joined[folder] = kept
    return kept[2]


_Stamp = tuple[int, int, int] | None
_kept: dict[Path, tuple[_Stamp, str, Atlas, Atlas]] = {}
"""By file of grades: when and how long it was when it was read, what stood in it, the world so graded, and before."""
_joined: dict[Path, tuple[tuple[object, ...], Atlas, Atlas]] = {}
"""By the user's folder: its stamp when its data sets were read, what ships, and the world with them."""
_reading = Lock()


def _stamp(file: Path) -> _Stamp:
    """What changes when the file does; None where it is not there or cannot be looked at."""
    try:
        seen = file.stat()
    except OSError:
        return None
    return seen.st_mtime_ns, seen.st_size, seen.st_ino
