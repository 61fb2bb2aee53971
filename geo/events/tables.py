"""The tables under `data/events/`: their columns, and what each cell must be. To add a column, add it here and in the README there."""

from dataclasses import dataclass
from typing import Literal

Shape = Literal["text", "date", "day", "count", "word", "words", "reference", "flag", "country", "language"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what a cell holds, and whether it may be empty.

    `of` names the vocabulary field of a "word" (or of "words", bars between), or the "table.column" that a "reference"
    points to.
    """

    name: str
    shape: Shape = "text"
    required: bool = False
    of: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One file: its columns in order, and the column (if any) whose values are unique."""

    name: str
    columns: tuple[Column, ...]
    key: str = ""

    @property
    def file(self) -> str:
        """The file's name in its folder."""
        return f"{self.name}.csv"

    @property
    def header(self) -> list[str]:
        """The names of the columns in order."""
        return [column.name for column in self.columns]


VOCABULARY = Table(
    "vocabulary",
    (
        Column("field", required=True),
        Column("value", required=True),
        Column("label", required=True),
        Column("explanation", required=True),
    ),
)
OUTLETS = Table(
    "outlets",
    (
        Column("outlet_id", required=True),
        Column("name", required=True),
        Column("country", "country"),
        Column("type", "word", True, "outlet_type"),
        Column("owner"),
        Column("owner_source"),
        Column("note"),
    ),
    key="outlet_id",
)
VOICES = Table(
    "voices",
    (
        Column("voice_id", required=True),
        Column("name", required=True),
        Column("kind", "word", True, "voice_kind"),
        Column("side", "word", True, "speaker_side"),
        Column("note"),
    ),
    key="voice_id",
)
SPEAKERS = Table(
    "speakers",
    (
        Column("speaker", required=True),
        Column("voice_id", "reference", of="voices.voice_id"),
        Column("named", "flag", True),
        Column("note"),
    ),
    key="speaker",
)
DOCUMENTS = Table(
    "documents",
    (
        Column("document_key", required=True),
        Column("outlet_id", "reference", True, "outlets.outlet_id"),
        Column("outlet_printed", required=True),
        Column("via"),
        Column("title", required=True),
        Column("published_on", "date"),
        Column("date_inferred", "flag", True),
        Column("url"),
        Column("language", "language", True),
        Column("note"),
    ),
    key="document_key",
)
EVENTS = Table(
    "events",
    (
        Column("event_key", required=True),
        Column("title", required=True),
        Column("kind", "word", True, "kind"),
        Column("date_start", "date", True),
        Column("date_end", "date", True),
        Column("date_precision", "word", True, "date_precision"),
        Column("place_reported", required=True),
        Column("place_kind_reported", "word", True, "place_kind_reported"),
        Column("admin_hint"),
        Column("country", "country"),
        Column("origin_reported"),
        Column("actors"),
        Column("reference_documents"),
        Column("doubt"),
        Column("note"),
    ),
    key="event_key",
)
CLAIMS = Table(
    "claims",
    (
        Column("claim_key", required=True),
        Column("event_key", "reference", True, "events.event_key"),
        Column("document_key", "reference", True, "documents.document_key"),
        Column("speaker", "reference", True, "speakers.speaker"),
        Column("speaker_side", "word", True, "speaker_side"),
        Column("stance", "word", True, "stance"),
        Column("statement", required=True),
        Column("fatalities_low", "count"),
        Column("fatalities_high", "count"),
        Column("injured", "count"),
        Column("attributed_to"),
        Column("published_on", "date"),
        Column("doubt"),
        Column("added_from", required=True),
    ),
    key="claim_key",
)
POSITIONS = Table(
    "positions",
    (
        Column("claim_key", "reference", True, "claims.claim_key"),
        Column("aspect", "word", True, "aspect"),
        Column("position", required=True),
        Column("note"),
    ),
)
CROSSING_STATUS = Table(
    "crossing_status",
    (
        Column("crossing_reported", required=True),
        Column("country_pair", required=True),
        Column("date", "date", True),
        Column("since", "day"),
        Column("until", "day"),
        Column("until_reason"),
        Column("status", "word", True, "crossing_status"),
        Column("traffic", "words", True, "traffic"),
        Column("direction", "word", True, "direction"),
        Column("decided_by", "word", of="decided_by"),
        Column("said_by", required=True),
        Column("side", "word", True, "speaker_side"),
        Column("figures"),
        Column("document_key", "reference", True, "documents.document_key"),
    ),
)
INFRASTRUCTURE = Table(
    "infrastructure",
    (
        Column("subject", "word", True, "infrastructure"),
        Column("item", required=True),
        Column("measure", "word", True, "measure"),
        Column("value", required=True),
        Column("unit"),
        Column("bound", "word", of="bound"),
        Column("date", "date"),
        Column("claim_key", "reference", of="claims.claim_key"),
        Column("document_key", "reference", of="documents.document_key"),
        Column("note"),
    ),
)
TABLES = (
    VOCABULARY,
    OUTLETS,
    DOCUMENTS,
    EVENTS,
    VOICES,
    SPEAKERS,
    CLAIMS,
    POSITIONS,
    CROSSING_STATUS,
    INFRASTRUCTURE,
)
