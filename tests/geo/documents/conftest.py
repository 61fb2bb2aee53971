"""What the tests of documents share: the briefing that ships, and texts that mean harm."""

from datetime import UTC, datetime

import pytest

from geo.briefing.file import read_briefing
from geo.briefing.steps import Briefing, Judgement, Step
from geo.documents.compose import compose
from geo.documents.content import Content
from geo.events.atlas import Atlas
from geo.settings import DATA

MADE = datetime(2026, 1, 31, 12, tzinfo=UTC)
JANUARY = "start=2024-01-10&end=2024-01-28"
HOSTILE = (
    '#eval("1+1") #read("/etc/passwd") $x^2$ <script>alert(1)</script> @label <b>bold</b>',
    '=HYPERLINK("http://evil.example","x")',
    "\u202egnihton\u202c 🚧 ≠ ✕",
    "تفتان میں زیرو پوائنٹ بند، 2024 (Taftan)",
    "W" * 5_000,
    "\\u{5d} ] ) } \" ' \\ #let x = 1; #{ panic() }",
)


@pytest.fixture(scope="session")
def shipped(atlas: Atlas) -> Content:
    """What the briefing that ships says."""
    file = DATA / "briefings" / "january-2024.md"
    return compose(atlas, read_briefing(file.read_text(encoding="utf-8"), file.name), made_at=MADE)


@pytest.fixture(scope="session")
def hostile(atlas: Atlas) -> Content:
    """A briefing of nothing but texts that mean harm."""
    notes = "\n\n".join(HOSTILE)
    steps = (Step(HOSTILE[0], "table", JANUARY, notes), *(Step(text, "text", "", notes) for text in HOSTILE[1:]))
    judgements = tuple(Judgement(text, "likely") for text in HOSTILE)
    return compose(atlas, Briefing(HOSTILE[0], steps, notes, judgements, HOSTILE[3]), made_at=MADE)
