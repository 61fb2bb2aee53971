"""What the pages say of what is the user's: which claims can be graded, the problems of the file of grades and of data sets."""

from collections.abc import Sequence

from geo.events.atlas import Atlas
from geo.events.grade_log import Merged
from geo.events.grades import Grades
from geo.out.escaped import plain_markdown
from geo.vocabulary.problems import Problem

MOST = 6


def claim_options(atlas: Atlas, event: str) -> dict[str, str]:
    """Subject → "F6 · speaker, outlet: statement" of each claim on the event."""
    claims = atlas.chronology.claims[atlas.chronology.claims["event_id"] == event]
    return {
        f"claim:{claim}": f"{row.reliability}{row.credibility} · {row.speaker}, {row.outlet_name}: {row.statement}"
        for claim, row in zip(claims.index, claims.itertuples(), strict=True)
    }


def say_problems(grades: Grades) -> str:
    """What is wrong with the file of grades, as Markdown; a long list is cut with the number of the rest."""
    said = [f"- {plain_markdown(str(problem))}" for problem in grades.problems[:MOST]]
    rest = len(grades.problems) - len(said)
    if grades.closed:
        head = "Your file of grades cannot be read: nothing is graded, and nothing can be, until it is mended or moved away."
    else:
        head = "Rows of your file of grades that count for nothing until they are mended; the others count:"
    return "\n".join([head, "", *said, *([f"- and {rest} more"] if rest else [])])


def say_broken(problems: Sequence[Problem]) -> str:
    """Which of the user's data sets are not shown, or not whole, as Markdown."""
    said = [f"- {plain_markdown(str(problem))}" for problem in problems[:MOST]]
    rest = [f"- and {len(problems) - MOST} more"] if len(problems) > MOST else []
    return "\n".join(["Data sets of yours that are not shown, or not whole; all else is as it was:", "", *said, *rest])


def say_merged(merged: Merged) -> str:
    """What an import did, as Markdown."""
    rows = "row" if merged.added == 1 else "rows"
    said = [f"{merged.added} {rows} added; {merged.known} stood there already."]
    said += [f"- left out: {plain_markdown(str(problem))}" for problem in merged.problems[:MOST]]
    rest = len(merged.problems) - MOST
    return "\n".join([*said, *([f"- and {rest} more"] if rest > 0 else [])])
