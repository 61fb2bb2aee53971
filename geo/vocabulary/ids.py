"""Stable ids made of what they name: the same content gives the same id on every machine and at every load."""

import base64
import hashlib


def content_id(*parts: object) -> str:
    """Ten lower-case base-32 characters (50 bits of BLAKE2b) of the parts in their order.

    None and "" count as the same; parts are separated so that ("ab", "c") differs from ("a", "bc").
    """
    text = "\x1f".join("" if part is None else str(part).strip() for part in parts)
    return base64.b32encode(hashlib.blake2b(text.encode(), digest_size=8).digest()).decode().lower()[:10]


def event_id(kind: str, date_start: str, date_end: str, place_reported: str, title: str) -> str:
    """The id of an event: what it was, when, where as reported, and what it is called."""
    return content_id("event", kind, date_start, date_end, place_reported, title)


def document_id(outlet_id: str, title: str, published_on: str, url: str) -> str:
    """The id of a document: who printed what, when, at which address."""
    return content_id("document", outlet_id, title, published_on, url)


def claim_id(
    event: str,
    document: str,
    speaker: str,
    stance: str,
    statement: str,
    fatalities_low: int | None,
    fatalities_high: int | None,
    injured: int | None,
    attributed_to: str,
) -> str:
    """The id of a claim: a hash of what it claims, through whom and where it stands."""
    return content_id(
        "claim", event, document, speaker, stance, statement, fatalities_low, fatalities_high, injured, attributed_to
    )
