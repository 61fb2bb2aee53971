"""How a document is to be read: what stands at the end of each of them, whatever its form."""

from geo.documents.content import Content
from geo.vocabulary.dates import say_day

CLAIMS = (
    "A claim, not a fact, is the unit: somebody asserts, confirms, disputes or denies something, and a source prints it. "
    "Contradictions are shown, never averaged; numbers of dead are as claimed, from the lowest to the highest."
)
SHORT_DISCLAIMER = "Boundaries and names shown do not imply any position on the status of a territory."
"""For the foot of a page or a slide; the whole stands at the end."""


def about(content: Content) -> tuple[tuple[str, str], ...]:
    """(heading, sentences), only of what the document has: claims, precision, grades, what was left out, terms."""
    told = [
        ("Claims.", CLAIMS),
        ("Precision of places.", " ".join(content.precisions)),
        ("Boundaries.", content.disclaimer),
        ("Grades.", content.grades),
        ("Left out.", " ".join(content.left_out)),
        ("Data.", f"{_newest(content)}."),
        ("Attribution.", "; ".join(content.attributions)),
        ("Licences.", "; ".join(content.licences)),
    ]
    return tuple((head, text) for head, text in told if text)


def dates(content: Content) -> str:
    """Who made it, when, and of when the data are, in one line."""
    made = f"Made on {say_day(content.made_at.date())}, {content.made_at:%H:%M} UTC"
    by = f" by {content.author}" if content.author else ""
    knew = f"; stands on what was known on {say_day(content.as_of)}" if content.as_of else ""
    newest = _newest(content)
    return f"{made}{by}; {newest[0].lower()}{newest[1:]}{knew}"


def _newest(content: Content) -> str:
    """Of when the data are; the days of import beside it, as they say nothing of when a document was published."""
    days = [say_day(day) for day in content.imported_on]
    said = f"Newest publication of a document in the data: {say_day(content.data_as_of)}"
    if not days:
        return said
    return f"{said}, with data imported " + (f"from {days[0]} to {days[-1]}" if len(days) > 1 else f"on {days[0]}")
