"""What the tests of grades share: three that may be graded, and ways to write a file."""

from pathlib import Path

from geo.events.grade_log import add_grade
from geo.events.grades import HEADER

SUBJECTS = {"outlet:dawn": "Dawn", "outlet:irna": "IRNA", "claim:aaaa": "2024-01-16-panjgur-strike-c01"}
HEAD = ",".join(HEADER)
GOOD = "2024-02-01T10:00:00Z,Ayesha,outlet:dawn,Dawn,B,Correspondent on the spot"
NO_GRADE = "2024-02-01T10:00:00Z,B,outlet:irna,IRNA,Z,why"


def grade(file: Path, subject: str = "outlet:dawn", letter: str = "B", by: str = "Ayesha", why: str = "on the spot"):
    return add_grade(file, SUBJECTS, subject, letter, by, why)


def write(file: Path, *lines: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes("\n".join([HEAD, *lines, ""]).encode())
    return file
